import { parseArgs } from 'node:util';
import { openStore } from '../store/index.ts';
import { knownTo, neverStarted, runBeside } from './beside.ts';
import { mongodbTrouble } from './mongod.ts';
import { StartFailure } from './start-failure.ts';

/**
 * `recount.ts [--data FOLDER] [--round ROUND]`: counts every record anew, says which tallies of the board differed, and
 * mends them. What the environment does not name is where `npm start` last had it. Ends with 2 when any differed.
 */
await runBeside(async () => {
  const { data, round } = readArguments();
  const { mongodbUri, dataDir } = knownTo(data);
  if (mongodbUri === undefined) throw neverStarted(dataDir);
  const trouble = await mongodbTrouble(mongodbUri);
  if (trouble)
    throw new StartFailure(`Không dùng được MongoDB: ${trouble}. Đôn Đốc phải đang chạy: hãy chạy npm start trước.`);
  const store = await openStore(mongodbUri);
  const { counted, differing } = await store.matters.recount(round);
  await store.close();
  console.log(
    `Đã đếm lại ${counted} hồ sơ. Khác số đang dùng: ${differing.length}${differing.length > 0 ? ', đã sửa' : ''}.`,
  );
  for (const { matter, was, is } of differing) console.log(`  ${matter}: ghi ${was ?? '(chưa có)'}, đếm lại ${is}`);
  return differing.length > 0 ? 2 : 0;
});

function readArguments() {
  try {
    return parseArgs({ options: { data: { type: 'string' }, round: { type: 'string' } } }).values;
  } catch (error) {
    throw new StartFailure(
      `Không hiểu lệnh: ${(error as Error).message}. Dùng: npm run recount [-- --data THƯ-MỤC --round MÃ-ĐỢT]`,
    );
  }
}
