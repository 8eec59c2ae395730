import { spawnSync } from 'node:child_process';
import { beforeAll, test } from '@jest/globals';

/** Programs beyond npm that tests look into files with, and the package each comes in. */
const packages = { pdftotext: 'poppler-utils (brew: poppler)', qpdf: 'qpdf' };

/**
 * `test` for what needs a program. Where it is missing everything in the file fails in CI, saying what to install, for
 * nobody there would notice a skip; elsewhere these tests are skipped aloud.
 */
export function testWith(tool: keyof typeof packages): typeof test | typeof test.skip {
  const { error } = spawnSync(tool, ['--version']);
  if (!error) return test;
  const missing = `${tool} is missing: install ${packages[tool]}`;
  if (process.env['CI']) {
    beforeAll(() => {
      throw new Error(missing);
    });
    return test;
  }
  process.stderr.write(`${missing}; the tests that need it are skipped here, in CI they fail.\n`);
  return test.skip;
}
