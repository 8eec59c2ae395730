import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { Client, Connection } from '@temporalio/client';
import { dayAt, vnDay, vnTime } from '../domain/day.ts';
import type { Instant } from '../domain/day.ts';
import { openStore } from '../store/index.ts';
import { readBackup, restoreBackup } from './archive.ts';
import type { Manifest } from './archive.ts';
import { givenTo, runBeside } from './beside.ts';
import { mongodbTrouble } from './mongod.ts';
import { withRestingDatabase } from './resting-database.ts';
import { StartFailure } from './start-failure.ts';
import { temporalFile } from './temporal-file.ts';
import { temporalReady } from './temporal.ts';

/**
 * `restore.ts FOLDER [--data FOLDER] [--replace]`: puts a backup back. Everything is checked before anything is
 * written; Temporal is left empty, for what is open is started from its record at the next start.
 */
const usage = `npm run restore -- BẢN-SAO-LƯU [--data THƯ-MỤC] [--replace]
  --data     nơi npm start giữ dữ liệu, mặc định là ./data; MONGODB_URI cùng TEMPORAL_ADDRESS thay cho thư mục này
  --replace  bỏ hết dữ liệu đang có`;

process.umask(0o077);
await runBeside(async () => {
  const { from, data, replace } = readArguments();
  const { mongodbUri, temporalAddress: address, temporalNamespace: namespace, dataDir } = givenTo(data);
  const manifest = await readBackup(from);
  const at = new Date().toISOString() as Instant;
  const put = async (uri: string, forget?: () => void) => {
    await restoreBackup(uri, from, manifest, { replace, at, ...(forget ? { forget } : {}) });
    await (await openStore(uri)).close(); // the indexes of this release
  };
  if (mongodbUri === undefined) {
    await withRestingDatabase(
      dataDir,
      (line) => console.log(line),
      (uri, folder) =>
        put(uri, () => {
          temporalFile(folder).discard();
          folder.remember({ sample: 'declined', show: 'over' });
        }),
    );
  } else {
    const trouble = await mongodbTrouble(mongodbUri);
    if (trouble) throw new StartFailure(`MONGODB_URI: không dùng được MongoDB này: ${trouble}`);
    if (address === undefined)
      throw new StartFailure('Thiếu TEMPORAL_ADDRESS: các quy trình cũ ở Temporal phải được bỏ trước khi khôi phục.');
    await emptied(address, namespace, replace);
    await put(mongodbUri);
  }
  said(manifest);
  return 0;
});

/** Ends what runs at a Temporal of somebody else's keeping: it would go on from a state the records no longer have. */
async function emptied(address: string, namespace: string, replace: boolean): Promise<void> {
  await temporalReady(address, () => true, 5_000, namespace).catch((error: unknown) => {
    throw new StartFailure(`Không dùng được Temporal ở ${address}: ${(error as Error).message.replace(/\s+/g, ' ')}`);
  });
  const connection = await Connection.connect({ address, connectTimeout: '60s' });
  try {
    const temporal = new Client({ connection, namespace });
    for await (const { workflowId, runId } of temporal.workflow.list({ query: 'ExecutionStatus = "Running"' })) {
      if (!replace)
        throw new StartFailure(
          `Temporal ở ${address} còn quy trình đang chạy (${workflowId}). Hãy dừng mọi API và worker, rồi thêm --replace để kết thúc chúng.`,
        );
      await temporal.workflow.getHandle(workflowId, runId).terminate('restored from a backup');
    }
  } finally {
    await connection.close();
  }
}

function said({ at }: Manifest): void {
  console.log(`Đã khôi phục dữ liệu như lúc ${vnTime(at)} ngày ${vnDay(dayAt(at))}.`);
  console.log('Việc làm sau lúc ấy không còn trên máy. Khi chạy lại, mọi việc đang mở được tiếp tục từ hồ sơ;');
  console.log('thư có thể đã gửi sau lúc ấy sẽ gửi lại và được ghi rõ trong sổ thư (GET /api/letters);');
  console.log(
    'văn thư phải xác nhận số cuối cùng đã cấp của từng sổ (POST /api/register/confirmations) thì mới cấp số mới.',
  );
}

function readArguments(): { from: string; data: string | undefined; replace: boolean } {
  try {
    const { values, positionals } = parseArgs({
      options: { data: { type: 'string' }, replace: { type: 'boolean', default: false } },
      allowPositionals: true,
    });
    const [from, ...more] = positionals;
    if (from === undefined || more.length > 0) throw new Error('cần đúng một thư mục sao lưu');
    return { from: resolve(from), data: values.data, replace: values.replace };
  } catch (error) {
    throw new StartFailure(`Không hiểu lệnh: ${(error as Error).message}\n${usage}`);
  }
}
