import { parseArgs } from 'node:util';
import { configOrExit, readMachineConfig } from '../config.ts';
import { identityOf, launcher } from './process-identity.ts';
import { ProgramNotFound } from './program.ts';
import { startMachine } from './machine.ts';
import { StartFailure } from './start-failure.ts';

const usage = `npm start -- [--data THƯ-MỤC] [--port CỔNG] [--empty] [--quiet]
  --data   nơi giữ mọi dữ liệu, mặc định là ./data
  --port   cổng của trang web, mặc định là 8080
  --empty  bắt đầu không có dữ liệu mẫu
  --quiet  có dữ liệu mẫu nhưng không chạy đợt trình diễn (hoặc đặt SHOW=no)`;

const { data, port, empty, quiet, help } = readArguments();
if (help) {
  console.log(usage);
  process.exit(0);
}
const config = configOrExit((env) =>
  readMachineConfig({ ...env, DATA_DIR: data ?? env['DATA_DIR'], PORT: port ?? env['PORT'] }),
);

// Whatever we and our children write is for this person only.
process.umask(0o077);

const stopping = new AbortController();
let running = false;
const ended = new Promise<void>((resolve) => stopping.signal.addEventListener('abort', () => resolve()));
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, stop);
// A closed terminal ends us; under `nohup`, with the output elsewhere, it shall not.
process.on('SIGHUP', () => {
  if (process.stdout.isTTY) stop();
});
// Whoever kills `npm start` means us: npm cannot pass that on.
const npm = process.env['npm_lifecycle_event'] === undefined ? undefined : launcher();
if (npm !== undefined) {
  const identity = identityOf(npm);
  setInterval(() => {
    if (identityOf(npm) !== identity) stop();
  }, 1_000).unref();
}
// Whoever read our lines may go away; the work goes on.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);

try {
  const began = Date.now();
  const machine = await startMachine({
    config,
    env: process.env,
    say: (line) => console.log(line),
    empty,
    quiet: quiet || config.show === 'no',
    programs: {
      api: program('../api/main'),
      worker: program('../worker/main'),
      mailbox: program('./mailbox-main'),
      sample: program('./sample'),
      show: program('./show'),
    },
    signal: stopping.signal,
  });
  running = true;
  console.log(`\nĐôn Đốc đã chạy (${((Date.now() - began) / 1000).toFixed(1).replace('.', ',')} giây).`);
  console.log(`  Trang web      ${machine.webUrl}`);
  if (machine.adminLink) console.log(`  Quản trị       ${machine.adminLink}  (dùng một lần)`);
  console.log(`  Hộp thư        ${machine.mailboxUrl}`);
  if (machine.temporalUiUrl) console.log(`  Temporal       ${machine.temporalUiUrl}`);
  if (machine.showUrl) {
    const account = machine.adminLink ? 'sau khi tạo tài khoản ở “Quản trị”' : 'đăng nhập bằng tài khoản đã tạo';
    console.log(`  Bảng theo dõi  ${machine.showUrl}  (${account})`);
    console.log(
      '  Dừng bằng Ctrl-C. Một đợt tập huấn đang tự chạy để bạn xem; mỗi dòng dưới đây là một việc vừa xảy ra.',
    );
  } else console.log('  Dừng bằng Ctrl-C.');
  machine.play();
  await ended;
  console.log('Đang dừng…');
  await machine.stop();
  console.log('Đã dừng. Dữ liệu còn nguyên, lần sau chạy tiếp từ đây.');
  process.exit(0);
} catch (error) {
  if (stopping.signal.aborted) process.exit(0);
  if (!(error instanceof StartFailure) && !(error instanceof ProgramNotFound)) throw error;
  console.error(error.message);
  process.exit(1);
}

function stop(): void {
  stopping.abort();
  // In the middle of starting, say of a long download, nobody waits for an orderly end; the keeper sees to the children.
  if (!running) setTimeout(() => process.exit(0), 3_000);
}

function program(path: string): URL {
  return new URL(`${path}${import.meta.url.endsWith('.ts') ? '.ts' : '.js'}`, import.meta.url);
}

function readArguments() {
  try {
    const { values } = parseArgs({
      options: {
        data: { type: 'string' },
        port: { type: 'string' },
        empty: { type: 'boolean', default: false },
        quiet: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    });
    return { data: values.data, port: values.port, empty: values.empty, quiet: values.quiet, help: values.help };
  } catch (error) {
    console.error(`Không hiểu lệnh: ${(error as Error).message}\n${usage}`);
    return process.exit(1);
  }
}
