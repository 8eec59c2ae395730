import { setTimeout as pause } from 'node:timers/promises';
import mongoose from 'mongoose';
import type { Command } from './child.ts';

const { MongoClient, MongoServerError, MongoServerSelectionError } = mongoose.mongo;
type Client = InstanceType<typeof MongoClient>;

export interface Mongod {
  binary: string;
  port: number;
  dbPath: string;
  /** Without it anybody on this machine may read and write: tests only. */
  login?: { user: string; password: string; keyFile: string };
  cacheGB?: number;
}

const set = 'dondoc';

class WrongPassword extends Error {}

export function mongodCommand({ binary, port, dbPath, login, cacheGB = 0.5 }: Mongod): Command {
  const args = [
    `--port=${port}`,
    '--bind_ip=127.0.0.1',
    '--nounixsocket',
    `--dbpath=${dbPath}`,
    `--replSet=${set}`,
    `--wiredTigerCacheSizeGB=${cacheGB}`,
    '--quiet',
    // A primary otherwise waits 15 s for a successor it does not have before it ends.
    '--setParameter=shutdownTimeoutMillisForSignaledShutdown=100',
    '--setParameter=diagnosticDataCollectionEnabled=false',
    // It would write slow commands into its log, with the names and addresses in them.
    '--slowms=2147483647',
    ...(login ? [`--keyFile=${login.keyFile}`] : []),
  ];
  return { name: 'MongoDB', file: binary, args, env: { ...process.env, TZ: 'UTC' } };
}

export function mongodUri({ port, login }: Pick<Mongod, 'port' | 'login'>, database = ''): string {
  const who = login ? `${login.user}:${encodeURIComponent(login.password)}@` : '';
  return `mongodb://${who}127.0.0.1:${port}/${database}?replicaSet=${set}${login ? '&authSource=admin' : ''}`;
}

/** Resolves when it accepts writes; the first time this makes the replica set and its one user. */
export async function mongodReady(mongod: Mongod, alive: () => boolean, within = 60_000): Promise<void> {
  const until = Date.now() + within;
  for (;;) {
    try {
      return await makeReady(mongod);
    } catch (error) {
      if (error instanceof WrongPassword || !alive() || Date.now() > until) throw error;
      await pause(100);
    }
  }
}

/** Why an address given to us cannot be used, in one line without its password, or undefined. */
export async function mongodbTrouble(uri: string): Promise<string | undefined> {
  let client: Client;
  try {
    client = new MongoClient(uri, { serverSelectionTimeoutMS: 5_000 });
  } catch {
    return 'chuỗi kết nối viết sai'; // what the driver says of it repeats it, password and all
  }
  try {
    const hello = await client.db('admin').command({ hello: 1 });
    await client.db().command({ listCollections: 1, nameOnly: true });
    return hello['setName'] || hello['msg'] === 'isdbgrid' ? undefined : 'máy chủ này không phải replica set';
  } catch (error) {
    return troubleOf(error);
  } finally {
    await client.close();
  }
}

function troubleOf(error: unknown): string {
  const said = (error instanceof Error ? error.message : String(error)).replace(/\s+/g, ' ');
  if (error instanceof MongoServerError) {
    if (error.code === 18) return 'sai tên đăng nhập hoặc mật khẩu';
    if (error.code === 13) return `tên đăng nhập này không đủ quyền (${said})`;
    return said;
  }
  if (!(error instanceof MongoServerSelectionError)) return said;
  // A server that answers as another set, or as none, is left out of the list.
  return error.reason?.servers.size === 0
    ? 'máy chủ ở đó không thuộc replica set mà chuỗi kết nối gọi tên'
    : `5 giây không nối được (${said})`;
}

async function makeReady(mongod: Mongod): Promise<void> {
  const { port, login } = mongod;
  const options = { directConnection: true, serverSelectionTimeoutMS: 2_000 };
  const here = `127.0.0.1:${port}`;
  let client = new MongoClient(`mongodb://${here}/`, options);
  try {
    // Until the first user exists, this machine may do these two things without a login.
    await ignoring(['AlreadyInitialized', 'Unauthorized'], () =>
      client.db('admin').command({ replSetInitiate: { _id: set, members: [{ _id: 0, host: here }] } }),
    );
    if (login) {
      const { user, password } = login;
      const known = new MongoClient(
        `mongodb://${user}:${encodeURIComponent(password)}@${here}/?authSource=admin`,
        options,
      );
      const accepted = await ignoring(['AuthenticationFailed'], () => known.db('admin').command({ ping: 1 }));
      if (accepted) {
        await client.close();
        client = known;
        await followPort(client, here);
      } else {
        await known.close();
        await primary(client);
        const made = await ignoring(['Unauthorized'], () =>
          client.db('admin').command({ createUser: user, pwd: password, roles: ['root'] }),
        );
        if (!made) throw new WrongPassword(`MongoDB không nhận mật khẩu đi cùng dữ liệu ở ${mongod.dbPath}`);
      }
    }
    await primary(client);
  } finally {
    await client.close();
  }
}

async function primary(client: Client): Promise<void> {
  const until = Date.now() + 10_000;
  while (!(await client.db('admin').command({ hello: 1 }))['isWritablePrimary']) {
    if (Date.now() > until) throw new Error('MongoDB chưa nhận ghi');
    await pause(50);
  }
}

/** The set remembers its address: a data folder moved to other ports would wait for itself for ever. */
async function followPort(client: Client, here: string): Promise<void> {
  const { config } = await client.db('admin').command({ replSetGetConfig: 1 });
  if (config.members[0].host === here) return;
  config.members[0].host = here;
  config.version += 1;
  await client.db('admin').command({ replSetReconfig: config, force: true });
}

async function ignoring(codes: string[], act: () => Promise<unknown>): Promise<boolean> {
  try {
    await act();
    return true;
  } catch (error) {
    if (error instanceof MongoServerError && codes.includes(error.codeName ?? '')) return false;
    throw error;
  }
}
