import globalTeardown from './global-teardown.ts';
import { missingIn } from './shown-pages.ts';

/** After pictures of the whole ring were kept: names every page that has none. */
// oxlint-disable-next-line import/no-default-export -- jest asks for it
export default async function webTeardown({ testPathPatterns }: Run): Promise<void> {
  await globalTeardown();
  const folder = process.env['PICTURES'];
  if (!folder || testPathPatterns.patterns.length > 0) return;
  const missing = await missingIn(folder);
  if (missing.length > 0) throw new Error(`No picture was kept of:\n${missing.join('\n')}`);
}

interface Run {
  testPathPatterns: { patterns: string[] };
}
