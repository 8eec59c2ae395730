import { staffBuilt } from '../../local/staff-built.ts';
import globalSetup from './global-setup.ts';
import { forgotten } from './shown-pages.ts';

/** For pages in a browser: the servers, and the staff's application built once for all files. */
// oxlint-disable-next-line import/no-default-export -- jest asks for it
export default async function webSetup(config: { maxWorkers: number }): Promise<void> {
  const folder = process.env['PICTURES'];
  await Promise.all([globalSetup(config), staffBuilt(), folder && forgotten(folder)]);
}
