import { parseArgs } from 'node:util';
import { reconcileOnce } from '../worker/reconcile.ts';
import { knownTo, neverStarted, runBeside } from './beside.ts';
import { mongodbTrouble } from './mongod.ts';
import { StartFailure } from './start-failure.ts';
import { temporalReady } from './temporal.ts';

/**
 * `reconcile.ts [--data FOLDER]`: starts what is open on record and has no process, and says what it started.
 * What the environment does not name is where `npm start` last had it.
 */
await runBeside(async () => {
  const { mongodbUri, temporalAddress, temporalNamespace, dataDir } = knownTo(readArguments());
  if (mongodbUri === undefined || temporalAddress === undefined) throw neverStarted(dataDir);
  const trouble = await mongodbTrouble(mongodbUri);
  if (trouble)
    throw new StartFailure(`Không dùng được MongoDB: ${trouble}. Đôn Đốc phải đang chạy: hãy chạy npm start trước.`);
  await temporalReady(temporalAddress, () => true, 5_000, temporalNamespace).catch((error: unknown) => {
    const said = (error as Error).message.replace(/\s+/g, ' ');
    throw new StartFailure(`Không dùng được Temporal ở ${temporalAddress}: ${said}`);
  });
  const { open, started, astray, posts } = await reconcileOnce({ mongodbUri, temporalAddress, temporalNamespace });
  console.log(`Hồ sơ đang mở: ${open}. Đã khởi động lại: ${started.length}. Người được gọi dậy hộp thư: ${posts}.`);
  for (const id of started) console.log(`  khởi động lại ${id}`);
  for (const id of astray) console.log(`  đang chạy mà hồ sơ đã đóng: ${id}`);
  return 0;
});

function readArguments(): string | undefined {
  try {
    return parseArgs({ options: { data: { type: 'string' } } }).values.data;
  } catch (error) {
    throw new StartFailure(`Không hiểu lệnh: ${(error as Error).message}. Dùng: npm run reconcile [-- --data THƯ-MỤC]`);
  }
}
