import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { vnNumber } from '../domain/number.ts';
import type { Instant } from '../domain/day.ts';
import { writeBackup } from './archive.ts';
import { givenTo, runBeside } from './beside.ts';
import { mongodbTrouble } from './mongod.ts';
import { runningDatabase, withRestingDatabase } from './resting-database.ts';
import { StartFailure } from './start-failure.ts';

/**
 * `backup.ts [--data FOLDER] [--to FOLDER]`: everything MongoDB holds, as it was at one moment, while people work on.
 * Of a machine that is stopped, MongoDB alone is run for it.
 */
const usage = `npm run backup -- [--to THƯ-MỤC] [--data THƯ-MỤC]
  --to     thư mục mới cho bản sao lưu, mặc định là ./sao-luu-<thời điểm>
  --data   nơi npm start giữ dữ liệu, mặc định là ./data; MONGODB_URI thay cho thư mục này`;

process.umask(0o077);
await runBeside(async () => {
  const at = new Date().toISOString() as Instant;
  const { data, to = `sao-luu-${at.slice(0, 19).replaceAll(':', '')}Z` } = readArguments();
  const { mongodbUri, dataDir } = givenTo(data);
  const write = async (uri: string) => {
    const { collections } = await writeBackup(uri, to, at);
    const documents = collections.reduce((sum, collection) => sum + collection.documents, 0);
    const megabytes = collections.reduce((sum, { bytes }) => sum + bytes, 0) / 1024 / 1024;
    console.log(`Đã sao lưu ${vnNumber(documents)} bản ghi (${vnNumber(Math.ceil(megabytes))} MB) vào ${resolve(to)}`);
    console.log('Bản sao lưu chứa thông tin cá nhân: hãy cất ở nơi khác máy này, chỉ người được giao mới đọc được.');
  };
  const uri = mongodbUri ?? (await runningDatabase(dataDir));
  if (uri !== undefined) {
    const trouble = await mongodbTrouble(uri);
    if (trouble) throw new StartFailure(`Không dùng được MongoDB: ${trouble}.`);
    await write(uri);
  } else {
    if (!existsSync(join(dataDir, 'mongodb')))
      throw new StartFailure(`Không có dữ liệu nào trong ${resolve(dataDir)}.`);
    await withRestingDatabase(dataDir, (line) => console.log(line), write);
  }
  return 0;
});

function readArguments() {
  try {
    return parseArgs({ options: { data: { type: 'string' }, to: { type: 'string' } } }).values;
  } catch (error) {
    throw new StartFailure(`Không hiểu lệnh: ${(error as Error).message}\n${usage}`);
  }
}
