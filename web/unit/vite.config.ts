import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';
import { refusals } from '../../domain/refusal.ts';

const at = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** Of all refusals only those that reading and reckoning figures and points can end in: the page weighs a third less. */
const read = ['number', 'day', 'rate', 'outline', 'scale', 'score-form'].map((name) =>
  readFileSync(at(`../../domain/${name}.ts`), 'utf8'),
);
const wanted = Object.entries(refusals).filter(([code]) => read.some((source) => source.includes(`'${code}'`)));

/** The one script of the units' pages, without anything from elsewhere. */
export default defineConfig({
  root: at('.'),
  plugins: [
    {
      name: 'refusals-of-figures',
      enforce: 'pre',
      transform: (code, id) =>
        id.endsWith('domain/refusal.ts')
          ? code.replace(
              /= \{\n[\s\S]*?\n\} as const;/,
              () => `= ${JSON.stringify(Object.fromEntries(wanted))} as const;`,
            )
          : undefined,
    },
  ],
  build: {
    outDir: at('../../dist/web-unit'),
    emptyOutDir: true,
    target: 'es2022',
    modulePreload: false,
    rolldownOptions: {
      input: at('main.ts'),
      output: { entryFileNames: 'unit.js' },
    },
  },
});
