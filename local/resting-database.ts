import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { remembered } from './beside.ts';
import { openNursery } from './child.ts';
import { openDataFolder } from './data-folder.ts';
import type { DataFolder } from './data-folder.ts';
import { holderOf } from './lock.ts';
import { openLog } from './log-file.ts';
import { mongodbTrouble, mongodCommand, mongodReady, mongodUri } from './mongod.ts';
import { ownDatabase, ownMongod } from './own-mongod.ts';
import { freePorts } from './ports.ts';
import { StartFailure } from './start-failure.ts';

/** Runs MongoDB alone on the data folder of a machine that is stopped, for as long as `use` takes. */
export async function withRestingDatabase<T>(
  dataDir: string,
  say: (line: string) => void,
  use: (uri: string, data: DataFolder) => Promise<T>,
): Promise<T> {
  const data = await openDataFolder(dataDir);
  const nursery = openNursery((living) => data.recordChildren(living));
  try {
    const [port] = (await freePorts(1)) as [number];
    const mongod = await ownMongod(data, port, say);
    const log = openLog(join(data.folder('logs'), 'mongodb.log'));
    const child = nursery.start(mongodCommand(mongod), (line) => log.write(line));
    try {
      await mongodReady(mongod, () => child.running).catch((error: unknown) => {
        throw new StartFailure(`MongoDB không chạy được: ${(error as Error).message}. Nhật ký: ${log.path}`);
      });
      return await use(mongodUri(mongod, ownDatabase), data);
    } finally {
      await child.stop(60_000);
      await log.close();
    }
  } finally {
    await nursery.close();
    data.release();
  }
}

/**
 * Where the MongoDB of a machine that runs answers, or one of somebody else's keeping; undefined when it is stopped. A
 * copied folder remembers the address of the one it was copied from: only who holds the folder itself runs it.
 */
export async function runningDatabase(dataDir: string): Promise<string | undefined> {
  const { MONGODB_URI: uri } = remembered(dataDir);
  const isStopped = existsSync(join(dataDir, 'mongodb')) && holderOf(join(dataDir, 'lock')) === undefined;
  return uri !== undefined && !isStopped && (await mongodbTrouble(uri)) === undefined ? uri : undefined;
}
