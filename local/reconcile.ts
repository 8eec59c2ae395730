import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { configOrExit, readMachineConfig } from '../config.ts';
import { reconcileOnce } from '../worker/reconcile.ts';
import { mongodbTrouble } from './mongod.ts';
import { temporalReady } from './temporal.ts';

/**
 * `reconcile.ts [--data FOLDER]`: starts what is open on record and has no process, and says what it started.
 * What the environment does not name is where `npm start` last had it.
 */
const data = readArguments();
const names = ['MONGODB_URI', 'TEMPORAL_ADDRESS', 'TEMPORAL_NAMESPACE'] as const;
const file = join(data ?? process.env['DATA_DIR'] ?? 'data', 'secrets', 'environment.json');

const given = names.filter((name) => process.env[name]);
const remembered = given.includes('MONGODB_URI') && given.includes('TEMPORAL_ADDRESS') ? {} : addresses();
const { mongodbUri, temporalAddress, temporalNamespace } = configOrExit((env) =>
  readMachineConfig({ ...remembered, ...Object.fromEntries(given.map((name) => [name, env[name]])) }),
);
if (mongodbUri === undefined || temporalAddress === undefined) fail(`Tệp ${file} thiếu địa chỉ. Hãy chạy npm start.`);
const trouble = await mongodbTrouble(mongodbUri);
if (trouble) fail(`Không dùng được MongoDB: ${trouble}. Đôn Đốc phải đang chạy: hãy chạy npm start trước.`);
await temporalReady(temporalAddress, () => true, 5_000, temporalNamespace).catch((error: unknown) =>
  fail(`Không dùng được Temporal ở ${temporalAddress}: ${(error as Error).message.replace(/\s+/g, ' ')}`),
);

const { open, started, astray, posts } = await reconcileOnce({ mongodbUri, temporalAddress, temporalNamespace });
console.log(`Hồ sơ đang mở: ${open}. Đã khởi động lại: ${started.length}. Người được gọi dậy hộp thư: ${posts}.`);
for (const id of started) console.log(`  khởi động lại ${id}`);
for (const id of astray) console.log(`  đang chạy mà hồ sơ đã đóng: ${id}`);

function readArguments(): string | undefined {
  try {
    return parseArgs({ options: { data: { type: 'string' } } }).values.data;
  } catch (error) {
    return fail(`Không hiểu lệnh: ${(error as Error).message}. Dùng: npm run reconcile [-- --data THƯ-MỤC]`);
  }
}

function addresses(): NodeJS.ProcessEnv {
  try {
    const read = JSON.parse(readFileSync(file, 'utf8')) as NodeJS.ProcessEnv;
    return Object.fromEntries(names.map((name) => [name, read[name]]));
  } catch (error) {
    return fail(
      `Không có MONGODB_URI, TEMPORAL_ADDRESS và không đọc được ${file} (${(error as Error).message}). Hãy chạy npm start trước, hoặc chỉ thư mục dữ liệu bằng --data.`,
    );
  }
}

function fail(line: string): never {
  console.error(line);
  process.exit(1);
}
