import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import {
  chmodSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { Client, Connection } from '@temporalio/client';
import mongoose from 'mongoose';
import { cacheDir } from '../../local/cache.ts';
import { openNursery } from '../../local/child.ts';
import { findMongod } from '../../local/mongod-program.ts';
import { mongodbTrouble, mongodCommand } from '../../local/mongod.ts';
import { lastingPorts } from '../../local/ports.ts';
import { withRestingDatabase } from '../../local/resting-database.ts';
import { findTemporal } from '../../local/temporal-program.ts';
import { eventually, holdersOf, living, naming, pidOf, type } from './npm-start.ts';
import type { PartName, Typed } from './npm-start.ts';

jest.setTimeout(120_000);

const up = /Dừng bằng Ctrl-C/;
const folder = mkdtempSync(join(tmpdir(), 'dondoc-start-'));
const running: Typed[] = [];
/** `npm start`; ended at the end of the tests, however they went. */
const npmStart = (args: string[], env: NodeJS.ProcessEnv = {}, before: string[] = []): Typed => {
  const typed = type(['start', '--', ...args], env, before);
  running.push(typed);
  return typed;
};

beforeAll(async () => {
  const found = { cache: cacheDir(), say: (line: string) => void process.stderr.write(`${line}\n`) };
  await Promise.all([findMongod(found), findTemporal(found)]);
}, 30 * 60_000);
afterAll(async () => {
  for (const typed of running) {
    try {
      typed.signal('SIGKILL');
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error; // it ended long ago
    }
    await typed.ended;
  }
  await eventually(
    () => naming(folder),
    (left) => left.length === 0,
  );
  rmSync(folder, { recursive: true, maxRetries: 20, retryDelay: 100 });
});

const figure = (typed: Typed): string => typed.lines.find((line) => line.startsWith('Đôn Đốc đã chạy')) ?? '';
const ask = (url: string, more: RequestInit & { key?: string } = {}) => {
  const { key = randomUUID(), headers, ...init } = more;
  return fetch(url, {
    ...init,
    headers: { 'content-type': 'application/json', 'idempotency-key': key, ...(headers as object) },
  });
};
const administrator = {
  name: 'Nguyễn Thị Quản Trị',
  mail: 'quan-tri@huonggiang.example',
  login: 'quan-tri',
  password: 'một câu chỉ mình tôi biết',
};
/** Uses the one-time link; gives the cookie. */
async function signIn(site: string, link: string): Promise<string> {
  const answer = await ask(link, { method: 'POST', body: JSON.stringify(administrator), headers: { origin: site } });
  expect(answer.status).toBe(201);
  return answer.headers.get('set-cookie')!.split(';')[0]!;
}
/** Named by somebody for something else: who says `--data` means that folder. */
const named = { MONGODB_URI: 'mongodb://127.0.0.1:1/khac', TEMPORAL_ADDRESS: '127.0.0.1:1' };
const everyFile = (path: string): string[] =>
  readdirSync(path, { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? everyFile(join(path, entry.name)) : [join(path, entry.name)],
  );

describe('npm start on an empty machine', () => {
  const data = join(folder, 'nhà', 'data');
  let port: number;
  let site: string;
  let machine: Typed;
  let link: string;
  let cookie: string;
  let planner: string;
  const asPlanner = { get: async (path: string) => (await ask(`${site}${path}`, { headers: planner_() })).json() };
  const planner_ = () => ({ authorization: `Bearer ${planner}` });
  const environment = () =>
    JSON.parse(readFileSync(join(data, 'secrets', 'environment.json'), 'utf8')) as Record<string, string>;

  beforeAll(async () => {
    [port] = (await lastingPorts(1)) as [number];
    site = `http://127.0.0.1:${port}`;
    machine = npmStart(['--quiet', '--data', data, '--port', String(port)]);
  });

  test('comes up and says where everything is', async () => {
    await machine.said(up);
    process.stderr.write(`${figure(machine)} (first start, with the sample)\n`);
    expect((await machine.said(/^ {2}Trang web\s+(\S+)$/))[1]).toBe(site);
    link = (await machine.said(/^ {2}Quản trị\s+(\S+\/setup\/[\w-]{43})\s+\(dùng một lần\)$/))[1]!;
    const pages = [
      `${site}/api/health`,
      (await machine.said(/^ {2}Hộp thư\s+(\S+\/mailbox)$/))[1]!,
      (await machine.said(/^ {2}Temporal\s+(\S+)$/))[1]!,
      link,
    ];
    expect(await Promise.all(pages.map(async (page) => (await fetch(page)).status))).toEqual([200, 200, 200, 200]);
    expect(machine.complaints).toEqual([]);
  });

  /** `kill -9`; resolves when another process has its place and the machine said so. */
  const killed = async (part: PartName, called: string): Promise<void> => {
    const again = () => machine.lines.filter((line) => line === `${called} đã chạy lại.`).length;
    const [pid, times] = [pidOf(data, part)!, again()];
    process.kill(pid, 'SIGKILL');
    await eventually(again, (now) => now > times);
    expect(pidOf(data, part)).not.toBe(pid);
  };

  test('the API killed before anybody signed in: the printed link still signs in, once', async () => {
    await killed('api', 'Máy chủ web');
    cookie = await signIn(site, link);
    expect((await fetch(link)).status).toBe(410);
    expect(machine.lines.filter((line) => line.includes('/setup/'))).toHaveLength(1);
  });

  test('the sample province is there, and its round waits', async () => {
    const lastDay = new Date(Date.now() + 5 * 86_400_000).toISOString().slice(0, 10);
    const made = await ask(`${site}/api/tokens`, {
      method: 'POST',
      body: JSON.stringify({ name: 'Thử', role: 'planner', lastDay }),
      headers: { cookie, origin: site },
    });
    expect(made.status).toBe(201);
    planner = ((await made.json()) as { secret: string }).secret;
    expect(((await asPlanner.get('/api/units?limit=100')) as { items: object[] }).items).toHaveLength(40);
    expect(await asPlanner.get('/api/campaigns/dot-mau')).toMatchObject({
      units: 8,
      words: 'đã phê duyệt, chờ triển khai',
    });
  });

  test.each([
    ['worker', 'Bộ xử lý'],
    ['temporal', 'Temporal'],
    ['mailbox', 'Hộp thư'],
    ['mongod', 'MongoDB'],
  ] as const)('%s killed comes back by itself', (part, called) => killed(part, called));

  test('and then the round is launched as if nothing had been', async () => {
    const key = randomUUID();
    const launch = () =>
      ask(`${site}/api/campaigns/dot-mau/launch`, { method: 'POST', body: '{}', key, headers: planner_() });
    await eventually(launch, ({ ok }) => ok);
    await eventually(
      async () => (await asPlanner.get('/api/campaigns/dot-mau')) as { words: string },
      ({ words }) => words === 'đang kiểm tra',
    );
  });

  test('npm run reconcile starts a process that stopped, and says which', async () => {
    const connection = await Connection.connect({ address: environment()['TEMPORAL_ADDRESS'] ?? '' });
    const { workflow } = new Client({ connection });
    const runs = async (): Promise<string[]> => {
      const ids: string[] = [];
      for await (const { workflowId } of workflow.list({ query: 'ExecutionStatus = "Running"' })) ids.push(workflowId);
      return ids.filter((id) => id.startsWith('inspection:'));
    };
    const [lost] = (await eventually(runs, (ids) => ids.length === 8)) as [string];
    await workflow.getHandle(lost).terminate('thử');
    await eventually(runs, (ids) => ids.length === 7);
    const reconciling = type(['run', 'reconcile', '--', '--data', data]);
    expect(await reconciling.ended).toEqual({ code: 0, signal: null });
    expect(reconciling.complaints).toEqual([]);
    expect(reconciling.lines).toEqual([
      expect.stringMatching(/^Hồ sơ đang mở: \d+\. Đã khởi động lại: 1\. Người được gọi dậy hộp thư: \d+\.$/),
      `  khởi động lại ${lost}`,
    ]);
    await eventually(runs, (ids) => ids.includes(lost));
    await connection.close();
  });

  describe('a start that cannot be is one clear line, and leaves nothing running', () => {
    const refused = async (args: string[], env?: NodeJS.ProcessEnv, before?: string[]): Promise<string> => {
      const typed = npmStart(args, env, before);
      expect(await typed.ended).toEqual({ code: 1, signal: null });
      expect([typed.lines, typed.complaints]).toEqual([[], [expect.any(String)]]);
      return typed.complaints[0]!;
    };
    const empty = (name: string): string => join(folder, name, 'data');
    afterAll(() => {
      const own = new Set([empty('trùng-cổng'), empty('không-nối'), empty('đơn-lẻ'), empty('sai-mật-khẩu')]);
      expect([...own].flatMap(naming)).toEqual([]);
      expect([...own].flatMap((path) => living(holdersOf(path)))).toEqual([]);
    });

    test('the data folder is in use, or cannot be written; the port is taken', async () => {
      writeFileSync(join(folder, 'tệp'), '');
      const inside = join(folder, 'tệp', 'data');
      const [inUse, unwritable, taken, strange] = await Promise.all([
        refused(['--data', data]),
        refused(['--data', inside]),
        refused(['--data', empty('trùng-cổng'), '--port', String(port)]),
        refused(['--data', empty('trùng-cổng'), '--port', 'tám nghìn']),
      ]);
      expect(inUse).toMatch(new RegExp(`^Thư mục dữ liệu ${data} đang được tiến trình \\d+ dùng\\.$`));
      expect(unwritable).toContain(`Không tạo được thư mục dữ liệu ${inside}: ENOTDIR`);
      expect(taken).toBe(`Cổng ${port} cho trang web đang có chương trình khác dùng. Chọn cổng khác bằng --port.`);
      expect(strange).toBe('PORT: phải là số nguyên từ 1 đến 65535');
    });

    test('MONGODB_URI cannot be reached, is no replica set, or refuses the password', async () => {
      const [nobody, lonely] = (await lastingPorts(2)) as [number, number];
      const nursery = openNursery();
      const dbPath = join(folder, 'đơn-lẻ', 'mongodb');
      mkdirSync(dbPath, { recursive: true });
      const binary = await findMongod({ cache: cacheDir(), say: () => undefined });
      const command = mongodCommand({ binary, port: lonely, dbPath, cacheGB: 0.25 });
      const alone = nursery.start({ ...command, args: command.args.filter((arg) => !/replSet/.test(arg)) }, () => {});
      const wrong = environment()['MONGODB_URI']!.replace(/\/\/dondoc:[^@]*@/, '//dondoc:bi-mat-sai@');
      const [away, single, otherSet, stranger] = await Promise.all([
        refused(['--data', empty('không-nối')], { MONGODB_URI: `mongodb://127.0.0.1:${nobody}/dondoc` }),
        refused(['--data', empty('đơn-lẻ')], { MONGODB_URI: `mongodb://127.0.0.1:${lonely}/dondoc` }),
        mongodbTrouble(`mongodb://127.0.0.1:${lonely}/dondoc?replicaSet=dondoc`),
        refused(['--data', empty('sai-mật-khẩu')], { MONGODB_URI: wrong }),
      ]);
      await alone.stop();
      await nursery.close();
      const begin = 'MONGODB_URI: không dùng được MongoDB này: ';
      expect(away).toBe(`${begin}5 giây không nối được (connect ECONNREFUSED 127.0.0.1:${nobody})`);
      expect(single).toBe(`${begin}máy chủ này không phải replica set`);
      expect(otherSet).toBe('máy chủ ở đó không thuộc replica set mà chuỗi kết nối gọi tên');
      expect(stranger).toBe(`${begin}sai tên đăng nhập hoặc mật khẩu`);
      expect(await mongodbTrouble('mongodb://ai:mat-khau@máy:abc/')).toBe('chuỗi kết nối viết sai');
    });

    test('the disk is full', async () => {
      // A mount of its own that ends with the process: root's, or anybody's where the system lets them.
      const own = process.getuid?.() === 0 ? ['unshare', '--mount'] : ['unshare', '--map-root-user', '--mount'];
      const full = join(folder, 'đầy');
      mkdirSync(full);
      const mount = `mount -t tmpfs -o size=1m tmpfs '${full}' && exec "$0" "$@"`;
      const before = [...own, 'sh', '-c', mount];
      try {
        execFileSync(before[0]!, [...before.slice(1), 'true'], { stdio: 'ignore' });
      } catch (error) {
        process.stderr.write(`NOT TRIED, a full disk: no mount here (${(error as Error).message})\n`);
        return;
      }
      expect(await refused(['--data', join(full, 'data')], {}, before)).toMatch(
        /^Đĩa chứa .*đầy\/data sắp đầy: còn \d MB, cần ít nhất 500 MB\.$/,
      );
    });
  });

  test('npm run backup while people work, and npm run recount, find the parts of the folder they are told', async () => {
    const [backup, recount] = [
      type(['run', 'backup', '--', '--data', data, '--to', join(folder, 'sao-luu-đang-chạy')], named),
      type(['run', 'recount', '--', '--data', data], named),
    ];
    expect([await backup.ended, backup.complaints]).toEqual([{ code: 0, signal: null }, []]);
    expect(backup.lines[0]).toMatch(/^Đã sao lưu [\d.]+ bản ghi \(\d+ MB\) vào .*sao-luu-đang-chạy$/);
    expect([await recount.ended, recount.complaints]).toEqual([{ code: 0, signal: null }, []]);
    expect(recount.lines).toEqual([expect.stringMatching(/^Đã đếm lại \d+ hồ sơ\. Khác số đang dùng: 0\.$/)]);
  });

  test('killed with all it is, it goes on where it was, at the same address', async () => {
    const before = living(holdersOf(data));
    expect(before).toHaveLength(5);
    machine.signal('SIGKILL');
    expect(await machine.ended).toEqual({ code: null, signal: 'SIGKILL' });
    await eventually(
      () => living(before),
      (left) => left.length === 0,
    );
    machine = npmStart(['--quiet', '--data', data]);
    await machine.said(up);
    process.stderr.write(`${figure(machine)} (again, after kill -9)\n`);
    expect((await machine.said(/^ {2}Trang web\s+(\S+)$/))[1]).toBe(site);
    expect(machine.lines.filter((line) => line.includes('/setup/') || line.includes('dữ liệu mẫu'))).toEqual([]);
    expect(await asPlanner.get('/api/campaigns/dot-mau')).toMatchObject({ words: 'đang kiểm tra' });
    const me = await ask(`${site}/api/me`, { headers: { cookie } });
    expect(await me.json()).toMatchObject({ person: { login: 'quan-tri' } });
  });

  test('Ctrl-C ends every part, and says so', async () => {
    const all = living(holdersOf(data));
    expect(all).toHaveLength(5);
    machine.signal('SIGINT');
    expect(await machine.ended).toEqual({ code: 0, signal: null });
    expect([living(all), naming(data), holdersOf(data)]).toEqual([[], [], []]);
    expect(machine.lines.at(-1)).toBe('Đã dừng. Dữ liệu còn nguyên, lần sau chạy tiếp từ đây.');
  });

  test('what it wrote is for its owner only, and no log holds an address, a password or a link', () => {
    const open = everyFile(data).filter((file) => (statSync(file).mode & 0o077) !== 0);
    expect(open).toEqual([]);
    const secrets = [
      ...['link-secret', 'mongodb-key', 'mongodb-password'].map((name) =>
        readFileSync(join(data, 'secrets', name), 'utf8'),
      ),
      environment()['MONGODB_URI']!,
      new URL(link).pathname.split('/').at(-1)!,
      planner,
      cookie.split('=')[1]!,
      administrator.password,
      administrator.name,
      'huonggiang.example',
    ];
    const logs = everyFile(join(data, 'logs'));
    expect(logs.length).toBeGreaterThanOrEqual(6);
    const told = logs.flatMap((file) => {
      const text = readFileSync(file, 'utf8');
      return secrets.filter((secret) => text.includes(secret)).map((secret) => `${file}: ${secret}`);
    });
    expect(told).toEqual([]);
  });

  test('a copy of the three folders the README names is enough to go on elsewhere', async () => {
    const copy = join(folder, 'bản-sao');
    for (const name of ['mongodb', 'secrets', 'machine.json']) {
      cpSync(join(data, name), join(copy, name), { recursive: true });
    }
    for (const file of everyFile(join(copy, 'secrets'))) chmodSync(file, 0o644); // as some ways of copying leave it
    const elsewhere = npmStart(['--data', copy]);
    await elsewhere.said(up);
    expect(await asPlanner.get('/api/campaigns/dot-mau')).toMatchObject({ words: 'đang kiểm tra' });
    // Temporal's file did not come along: each process goes on from its record.
    const reconciled = /"msg":"reconciled","open":(\d+),"started":(\d+),"astray":0/;
    const [, open, started] = reconciled.exec(readFileSync(join(copy, 'logs', 'worker.log'), 'utf8'))!;
    expect(Number(open)).toBeGreaterThanOrEqual(9);
    expect(started).toBe(open);
    elsewhere.signal('SIGINT');
    expect(await elsewhere.ended).toEqual({ code: 0, signal: null });
  });

  test('npm run backup of a folder at rest; restored into another it goes on there, without the sample or its show', async () => {
    const [backup, put] = [join(folder, 'sao-luu'), join(folder, 'phục-hồi')];
    const command = async (...args: string[]) => {
      const typed = type(['run', ...args], named);
      expect([await typed.ended, typed.complaints]).toEqual([{ code: 0, signal: null }, []]);
      return typed.lines;
    };
    await command('backup', '--', '--data', data, '--to', backup);
    expect(naming(data)).toEqual([]);
    expect(await command('restore', '--', backup, '--data', put)).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/^Đã khôi phục dữ liệu như lúc \d\d:\d\d ngày \d\d\/\d\d\/\d{4}\.$/),
      ]),
    );
    const again = type(['run', 'restore', '--', backup, '--data', put]);
    expect(await again.ended).toEqual({ code: 1, signal: null });
    expect(again.complaints).toEqual([expect.stringMatching(/--replace\.$/)]);

    const restored = npmStart(['--data', put, '--port', String(port)]);
    await restored.said(up);
    expect(restored.lines.filter((line) => /dữ liệu mẫu|đang tự chạy/.test(line))).toEqual([]);
    expect(await asPlanner.get('/api/campaigns/dot-mau')).toMatchObject({ words: 'đang kiểm tra' });
    const me = await ask(`${site}/api/me`, { headers: { cookie } });
    expect(await me.json()).toMatchObject({ person: { login: 'quan-tri' } });
    const reconciled = /"msg":"reconciled","open":(\d+),"started":(\d+),"astray":0/;
    const [, open, started] = reconciled.exec(readFileSync(join(put, 'logs', 'worker.log'), 'utf8'))!;
    expect(Number(open)).toBeGreaterThanOrEqual(9);
    expect(started).toBe(open);
    restored.signal('SIGINT');
    expect(await restored.ended).toEqual({ code: 0, signal: null });
  });

  test('records of a newer release are refused in a sentence, and nothing of ours is started on them', async () => {
    const put = join(folder, 'phục-hồi');
    await withRestingDatabase(
      put,
      () => undefined,
      async (uri) => {
        const client = await new mongoose.mongo.MongoClient(uri).connect();
        await client
          .db()
          .collection('formats')
          .updateOne({}, { $set: { is: 99 } });
        await client.close();
      },
    );
    const newer = npmStart(['--data', put]);
    expect(await newer.ended).toEqual({ code: 1, signal: null });
    expect(newer.complaints).toEqual([expect.stringMatching(/^Dữ liệu này do một bản Đôn Đốc mới hơn ghi \(dạng 99,/)]);
    expect(naming(put)).toEqual([]);
  });

  test('npm run reconcile without a machine is one clear line', async () => {
    const reconciling = type(['run', 'reconcile', '--', '--data', data]);
    expect(await reconciling.ended).toEqual({ code: 1, signal: null });
    expect(reconciling.lines).toEqual([]);
    expect(reconciling.complaints).toEqual([expect.stringMatching(/^Không dùng được MongoDB: .*npm start trước\.$/)]);
  });
});

describe('npm start -- --empty', () => {
  const data = join(folder, 'trống');

  test('Ctrl-C in the middle of the start leaves nothing behind', async () => {
    const machine = npmStart(['--empty', '--data', data]);
    await eventually(
      () => pidOf(data, 'mongod'),
      (pid) => pid !== undefined,
    );
    const all = holdersOf(data);
    machine.signal('SIGINT');
    expect(await machine.ended).toEqual({ code: 0, signal: null });
    await eventually(
      () => [...living(all), ...naming(data)],
      (left) => left.length === 0,
    );
  });

  test('starts without the sample, and is ready for an office of its own', async () => {
    const [port] = (await lastingPorts(1)) as [number];
    const machine = npmStart(['--empty', '--data', data, '--port', String(port)]);
    await machine.said(up);
    process.stderr.write(`${figure(machine)} (empty)\n`);
    const site = `http://127.0.0.1:${port}`;
    const cookie = await signIn(site, (await machine.said(/(\S+\/setup\/\S+)/))[1]!);
    const read = async (path: string) => (await ask(`${site}${path}`, { headers: { cookie } })).json();
    expect(await read('/api/units?limit=100')).toMatchObject({ items: [] });
    expect(await read('/api/people?limit=100')).toMatchObject({ items: [{ name: administrator.name }] });

    // Whoever ends npm alone means all of it: what it started ends in order.
    machine.killNpm();
    expect(await machine.ended).toEqual({ code: null, signal: 'SIGKILL' });
    expect(machine.lines.at(-1)).toBe('Đã dừng. Dữ liệu còn nguyên, lần sau chạy tiếp từ đây.');
    expect(naming(data)).toEqual([]);
  });
});
