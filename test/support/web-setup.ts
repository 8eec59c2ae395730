import { staffBuilt } from '../../local/staff-built.ts';
import globalSetup from './global-setup.ts';

/** For pages in a browser: the servers, and the staff's application built once for all files. */
// oxlint-disable-next-line import/no-default-export -- jest asks for it
export default async function webSetup(config: { maxWorkers: number }): Promise<void> {
  await Promise.all([globalSetup(config), staffBuilt()]);
}
