import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

/** What the API puts a fresh nonce in for, each time it answers the page. */
export const nonceMark = '__NONCE__';

export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  html: { cspNonce: nonceMark },
  server: { proxy: { '/api': 'http://127.0.0.1:8080' } },
  build: {
    outDir: fileURLToPath(new URL('../../dist/web-staff', import.meta.url)),
    emptyOutDir: true,
    assetsDir: 'staff',
    target: 'es2022',
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 900,
    rolldownOptions: {
      // what most pages share comes in one file: dozens of small ones pack worse and each brings its headers
      output: { codeSplitting: { groups: [{ name: 'shared', minShareCount: 20 }] } },
      // antd marks its files for server components, which nobody here is
      onLog: (level, log, pass) => (log.code === 'MODULE_LEVEL_DIRECTIVE' ? undefined : pass(level, log)),
    },
  },
});
