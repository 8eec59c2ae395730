import { cacheDir } from './cache.ts';
import type { DataFolder } from './data-folder.ts';
import { findMongod } from './mongod-program.ts';
import type { Mongod } from './mongod.ts';

export const ownDatabase = 'dondoc';

/** The MongoDB of a data folder, with the login and the program its data are used to. */
export async function ownMongod(data: DataFolder, port: number, say: (line: string) => void): Promise<Mongod> {
  const binary = await findMongod({ cache: cacheDir(), say, prefer: data.memory.mongod });
  if (binary !== data.memory.mongod) data.remember({ mongod: binary });
  return {
    binary,
    port,
    dbPath: data.folder('mongodb'),
    login: { user: 'dondoc', password: data.secret('mongodb-password'), keyFile: data.secretFile('mongodb-key') },
  };
}
