import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { configOrExit, readConfig } from '../config.ts';
import { reconcileOnce } from '../worker/reconcile.ts';

/** On one machine the addresses are those `npm start` last used; elsewhere they are in the environment. */
const addresses = (env: NodeJS.ProcessEnv): NodeJS.ProcessEnv => {
  if (env['MONGODB_URI'] !== undefined) return env;
  const file = join(env['DATA_DIR'] ?? 'data', 'secrets', 'environment.json');
  try {
    return { ...env, ...(JSON.parse(readFileSync(file, 'utf8')) as NodeJS.ProcessEnv) };
  } catch (error) {
    console.error(
      `Không có MONGODB_URI và không đọc được ${file} (${(error as Error).message}). Hãy chạy npm start trước, hoặc đặt DATA_DIR.`,
    );
    process.exit(1);
  }
};

const config = configOrExit((env) => readConfig(addresses(env)));
const { open, started, astray, posts } = await reconcileOnce(config);
console.log(`Hồ sơ đang mở: ${open}. Đã khởi động lại: ${started.length}. Người được gọi dậy hộp thư: ${posts}.`);
for (const id of started) console.log(`  khởi động lại ${id}`);
for (const id of astray) console.log(`  đang chạy mà hồ sơ đã đóng: ${id}`);
