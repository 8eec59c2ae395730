import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';

/**
 * The one script of these pages, as it was built beside them; undefined where it was not: the pages are whole without.
 * Its name changes with its content.
 */
export const script = built(
  new URL(import.meta.url.endsWith('.ts') ? '../../dist/web-unit/unit.js' : '../../web-unit/unit.js', import.meta.url),
);

function built(file: URL): { href: string; type: string; body: string } | undefined {
  try {
    const body = readFileSync(file, 'utf8');
    const fingerprint = createHash('sha256').update(body).digest('hex').slice(0, 12);
    return { href: `/assets/don-vi.${fingerprint}.js`, type: 'text/javascript; charset=utf-8', body };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
