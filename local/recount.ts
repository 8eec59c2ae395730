import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { configOrExit, readMachineConfig } from '../config.ts';
import { openStore } from '../store/index.ts';
import { mongodbTrouble } from './mongod.ts';

/**
 * `recount.ts [--data FOLDER] [--round ROUND]`: counts every record anew, says which tallies of the board differed, and
 * mends them. What the environment does not name is where `npm start` last had it. Exit 2 when any differed.
 */
const { data, round } = parseArgs({ options: { data: { type: 'string' }, round: { type: 'string' } } }).values;
const { mongodbUri } = configOrExit((env) =>
  readMachineConfig({ ...env, MONGODB_URI: env['MONGODB_URI'] ?? remembered() }),
);
const trouble = mongodbUri === undefined ? 'không có MONGODB_URI' : await mongodbTrouble(mongodbUri);
if (mongodbUri === undefined || trouble) {
  console.error(`Không dùng được MongoDB: ${trouble}. Đôn Đốc phải đang chạy: hãy chạy npm start trước.`);
  process.exit(1);
}
const store = await openStore(mongodbUri);
const { counted, differing } = await store.matters.recount(round);
await store.close();
console.log(
  `Đã đếm lại ${counted} hồ sơ. Khác số đang dùng: ${differing.length}${differing.length > 0 ? ', đã sửa' : ''}.`,
);
for (const { matter, was, is } of differing) console.log(`  ${matter}: ghi ${was ?? '(chưa có)'}, đếm lại ${is}`);
if (differing.length > 0) process.exitCode = 2;

function remembered(): string | undefined {
  const file = join(data ?? process.env['DATA_DIR'] ?? 'data', 'secrets', 'environment.json');
  try {
    return (JSON.parse(readFileSync(file, 'utf8')) as NodeJS.ProcessEnv)['MONGODB_URI'];
  } catch (error) {
    console.error(
      `Không đọc được ${file} (${(error as Error).message}). Hãy chạy npm start trước, hoặc chỉ thư mục dữ liệu bằng --data.`,
    );
    return process.exit(1);
  }
}
