import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { MachineConfig } from '../config.ts';
import { StoreRefused } from '../store/format.ts';
import { openStore } from '../store/index.ts';
import { cacheDir } from './cache.ts';
import { nodeArgs, openNursery } from './child.ts';
import type { Command } from './child.ts';
import { fullDisk, littleSpace, openDataFolder } from './data-folder.ts';
import type { DataFolder, Ports } from './data-folder.ts';
import { openLog } from './log-file.ts';
import { mongodbTrouble, mongodCommand, mongodReady, mongodUri } from './mongod.ts';
import { ownDatabase, ownMongod } from './own-mongod.ts';
import { lastingPorts, portTrouble } from './ports.ts';
import type { PortTrouble } from './ports.ts';
import { startShow } from './show-part.ts';
import { staffBuilt } from './staff-built.ts';
import { StartFailure } from './start-failure.ts';
import { keepRunning } from './supervision.ts';
import type { Kept, Lines, Part } from './supervision.ts';
import { findTemporal, temporalServerVersion } from './temporal-program.ts';
import { temporalFile } from './temporal-file.ts';
import { temporalCommand, temporalReady } from './temporal.ts';

export interface MachineOptions {
  config: MachineConfig;
  /** What children inherit. */
  env: NodeJS.ProcessEnv;
  say: (line: string) => void;
  /** Starts without the sample. */
  empty: boolean;
  /** Loads the sample without playing its training round. */
  quiet?: boolean;
  /** Our own processes; `sample` runs once, to its end, when everything else is up; `show` is played beside them. */
  programs: { api: URL; worker: URL; mailbox: URL; sample: URL; show?: URL };
  signal: AbortSignal;
}

export interface Machine {
  webUrl: string;
  /** Signs the first administrator in, once; absent when there is one already. */
  adminLink: string | undefined;
  mailboxUrl: string;
  temporalUiUrl: string | undefined;
  /** Where the training round that plays now can be watched; absent when none does. */
  showUrl: string | undefined;
  /** Plays it on in the background, from where it stands. */
  play(): void;
  /** Ends every part in order; the data folder can be opened again afterwards. */
  stop(): Promise<void>;
}

/** What one of our own processes prints, once, as one line of JSON on stdout when it can be used. */
export interface ReadyLine {
  ready: true;
  adminLink?: string;
}

/**
 * Everything on one machine, durable in one folder: starts what no address is given for and keeps it running.
 * Throws `StartFailure` or `ProgramNotFound`, with nothing left running.
 */
export async function startMachine(options: MachineOptions): Promise<Machine> {
  const { config, say, signal } = options;
  await assertReachable(config);
  const data = await openDataFolder(config.dataDir);
  const nursery = openNursery((living) => data.recordChildren(living));
  const parts: Kept<unknown>[] = [];
  let stopped: Promise<void> | undefined;
  let shownLink: string | undefined;
  let show: ReturnType<typeof startShow> | undefined;
  const stop = () => (stopped ??= stopAll());
  let warned = false;
  const diskWatch = setInterval(() => {
    const little = littleSpace(data.path);
    if (little && !warned) say(little);
    warned = little !== undefined;
  }, 30_000);
  const stopAll = async () => {
    clearInterval(diskWatch);
    try {
      await show?.stop();
      for (const part of parts.reverse()) await part.stop();
    } finally {
      await nursery.close();
      data.release();
    }
  };
  /** Parts are ended in the opposite order. */
  const keep = async <Ready>(part: Part<Ready>): Promise<Ready> => {
    signal.throwIfAborted();
    const kept = await keepRunning(nursery, part, { say, explain: () => fullDisk(data.path) });
    parts.push(kept);
    return kept.ready;
  };

  try {
    const ports = await choosePorts(data, config);
    const [mongodb, temporal] = await Promise.all([
      config.mongodbUri === undefined ? ownMongodb(data, ports, say) : undefined,
      config.temporalAddress === undefined ? ownTemporal(data, ports, config.temporalNamespace, say) : undefined,
    ]);
    // In this order they are ended last: MongoDB last of all.
    if (mongodb) await keep(mongodb.part);
    const mailbox = ownProcess(data, 'Hộp thư', 'mailbox', options.programs.mailbox, { ...options.env, TZ: 'UTC' }, [
      data.folder('mail'),
      String(ports.smtp),
      String(ports.mailbox),
    ]);
    await assertReadable(config.mongodbUri ?? mongodb!.uri);
    if (temporal) await keep(temporal.part);
    await keep(mailbox);

    const webUrl = config.publicUrl ?? `http://127.0.0.1:${ports.web}`;
    const mailboxSmtp = `smtp://127.0.0.1:${ports.smtp}`;
    const env: NodeJS.ProcessEnv = {
      ...options.env,
      TZ: 'UTC',
      MONGODB_URI: config.mongodbUri ?? mongodb?.uri,
      TEMPORAL_ADDRESS: config.temporalAddress ?? `127.0.0.1:${ports.temporal}`,
      TEMPORAL_NAMESPACE: config.temporalNamespace,
      SMTP_URL: config.smtpUrl ?? mailboxSmtp,
      MAILBOX_SMTP_URL: mailboxSmtp,
      MAILBOX_URL: `http://127.0.0.1:${ports.mailbox}`,
      MAIL_FROM: config.mailFrom ?? 'Đôn Đốc <dondoc@localhost.localdomain>',
      PUBLIC_URL: webUrl,
      HOST: config.host,
      PORT: String(ports.web),
      LOG_LEVEL: config.logLevel,
      WORKER_METRICS: config.workerMetrics ?? `127.0.0.1:${ports.workerMetrics}`,
      DATA_DIR: data.path,
      ...(config.linkSecret === undefined ? { LINK_SECRET_FILE: data.secretFile('link-secret') } : {}),
    };
    data.keepSecret('environment.json', JSON.stringify(env, wanted));
    await staffBuilt(say);
    const starting = [
      keep(ownProcess(data, 'Bộ xử lý', 'worker', options.programs.worker, env)),
      keep<ReadyLine>({
        ...ownProcess(data, 'Máy chủ web', 'api', options.programs.api, env),
        again({ adminLink }) {
          if (adminLink !== undefined && adminLink !== shownLink) say(`  Quản trị       ${adminLink}  (dùng một lần)`);
          shownLink = adminLink;
        },
      }),
    ] as const;
    await Promise.allSettled(starting); // one that fails must not leave the other half started
    const [, api] = await Promise.all(starting);
    shownLink ??= api.adminLink;
    await loadSample(data, options, env);
    signal.throwIfAborted();
    return {
      webUrl,
      adminLink: shownLink,
      mailboxUrl: `${webUrl}/mailbox`,
      temporalUiUrl: temporal && `http://127.0.0.1:${ports.temporalUi}`,
      showUrl: showsNow() ? `${webUrl}/dot/trinh-dien` : undefined,
      play() {
        if (show === undefined && showsNow())
          show = startShow(nursery, {
            command: nodeCommand('Đợt trình diễn', options.programs.show!, env),
            log: openLog(join(data.folder('logs'), 'show.log')),
            say,
            over: () => data.remember({ show: 'over' }),
          });
      },
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }

  /** A round that was begun is played on; `quiet` holds it where it is. */
  function showsNow(): boolean {
    return data.memory.show === 'begun' && options.quiet !== true && options.programs.show !== undefined;
  }

  /** The one place where the sample comes in: a process with the API's environment that ends when it is loaded. */
  async function loadSample(folder: DataFolder, { empty, programs }: MachineOptions, env: NodeJS.ProcessEnv) {
    if (folder.memory.sample !== undefined) return;
    if (empty) return folder.remember({ sample: 'declined' });
    if (!existsSync(programs.sample)) return;
    say('Đang nạp dữ liệu mẫu…');
    const log = openLog(join(folder.folder('logs'), 'sample.log'));
    const child = nursery.start(nodeCommand('Dữ liệu mẫu', programs.sample, env), (line) => log.write(line));
    const stopEarly = () => void child.stop(2_000);
    signal.addEventListener('abort', stopEarly);
    const how = await child.ended;
    signal.removeEventListener('abort', stopEarly);
    await log.close();
    signal.throwIfAborted();
    if (how === 'mã 0') return folder.remember({ sample: 'loaded', ...(options.quiet ? {} : { show: 'begun' }) });
    say(`Chưa nạp được dữ liệu mẫu (${how}), lần sau sẽ thử lại. Nhật ký: ${log.path}`);
  }
}

/** What tools beside the running machine need to find its parts. */
const wanted = [
  'MONGODB_URI',
  'TEMPORAL_ADDRESS',
  'TEMPORAL_NAMESPACE',
  'SMTP_URL',
  'MAILBOX_SMTP_URL',
  'MAIL_FROM',
  'PUBLIC_URL',
  'LINK_SECRET_FILE',
  'WORKER_METRICS',
];

/** What our own processes would not open is said here, in a sentence, before they are started; so are indexes made. */
async function assertReadable(uri: string): Promise<void> {
  try {
    await (await openStore(uri)).close();
  } catch (error) {
    throw error instanceof StoreRefused ? new StartFailure(error.message) : error;
  }
}

/** An address that somebody gave is tried before anything is started. */
async function assertReachable({ mongodbUri, temporalAddress, temporalNamespace }: MachineConfig): Promise<void> {
  if (mongodbUri !== undefined) {
    const trouble = await mongodbTrouble(mongodbUri);
    if (trouble) throw new StartFailure(`MONGODB_URI: không dùng được MongoDB này: ${trouble}`);
  }
  if (temporalAddress !== undefined) {
    await temporalReady(temporalAddress, () => true, 5_000, temporalNamespace).catch((error: unknown) => {
      const said = (error as Error).message.replace(/\s+/g, ' ');
      throw new StartFailure(
        (error as { code?: unknown }).code === 5
          ? `TEMPORAL_NAMESPACE: Temporal ở ${temporalAddress} không có namespace ${temporalNamespace}.`
          : `TEMPORAL_ADDRESS: không nối được tới Temporal ở ${temporalAddress}: ${said}`,
      );
    });
  }
}

/** The page's address is chosen at the first start and kept: bookmarks and letters name it. Of the others only we know. */
async function choosePorts(data: DataFolder, config: MachineConfig): Promise<Ports> {
  const remembered = data.memory.ports;
  const web = config.port ?? remembered?.web ?? (await firstFree(8080, config.host));
  const trouble = await portTrouble(web, config.host);
  if (trouble) throw new StartFailure(portAdvice[trouble](web, config.host));
  const ports = { web } as Ports;
  const fresh = (await lastingPorts(inner.length + 1)).filter((port) => port !== web);
  for (const name of inner) {
    const before = remembered?.[name];
    const stays = before !== undefined && before !== web && (await portTrouble(before)) === undefined;
    ports[name] = stays ? before : (fresh.pop() as number);
  }
  data.remember({ ports });
  return ports;
}

const inner = ['mongodb', 'temporal', 'temporalUi', 'smtp', 'mailbox', 'workerMetrics'] as const;

const portAdvice: Record<PortTrouble, (port: number, host: string) => string> = {
  taken: (port) => `Cổng ${port} cho trang web đang có chương trình khác dùng. Chọn cổng khác bằng --port.`,
  'not allowed': (port) => `Hệ thống không cho mở cổng ${port}. Chọn cổng từ 1024 bằng --port.`,
  'not this machine': (_port, host) => `HOST: máy này không có địa chỉ ${host}.`,
};

async function firstFree(from: number, host: string): Promise<number> {
  for (let port = from; port < from + 100; port++) {
    const trouble = await portTrouble(port, host);
    if (trouble === undefined) return port;
    if (trouble === 'not this machine') throw new StartFailure(portAdvice[trouble](port, host));
  }
  throw new StartFailure(`Không còn cổng trống từ ${from} đến ${from + 99}. Chọn cổng khác bằng --port.`);
}

async function ownMongodb(data: DataFolder, ports: Ports, say: (line: string) => void) {
  const mongod = await ownMongod(data, ports.mongodb, say);
  const part: Part<void> = {
    command: mongodCommand(mongod),
    log: openLog(join(data.folder('logs'), 'mongodb.log')),
    ready: (child) => mongodReady(mongod, () => child.running),
  };
  return { part, uri: mongodUri(mongod, ownDatabase) };
}

async function ownTemporal(data: DataFolder, ports: Ports, namespace: string, say: (line: string) => void) {
  const binary = await findTemporal({ cache: cacheDir(), say });
  const version = await temporalServerVersion(binary);
  const { file, discard } = temporalFile(data);
  // The file is disposable: what it held is started again from the records.
  if (data.memory.temporal !== undefined && data.memory.temporal !== version && existsSync(file)) {
    say(`Temporal đổi từ ${data.memory.temporal} sang ${version}: dựng lại các quy trình từ hồ sơ.`);
    discard();
  }
  data.remember({ temporal: version });
  const part: Part<void> = {
    command: temporalCommand({ binary, port: ports.temporal, uiPort: ports.temporalUi, file, namespace }),
    log: openLog(join(data.folder('logs'), 'temporal.log')),
    ready: (child) => temporalReady(`127.0.0.1:${ports.temporal}`, () => child.running, 60_000, namespace),
    repair(tail) {
      if (!tail.some((line) => /malformed|not a database/.test(line))) return;
      say('Tệp của Temporal hỏng: dựng lại các quy trình từ hồ sơ.');
      discard();
    },
  };
  return { part };
}

function ownProcess(
  data: DataFolder,
  name: string,
  log: string,
  program: URL,
  env: NodeJS.ProcessEnv,
  args: string[] = [],
): Part<ReadyLine> {
  return {
    command: nodeCommand(name, program, env, args),
    log: openLog(join(data.folder('logs'), `${log}.log`)),
    ready: (_child, lines) => readyLine(lines),
  };
}

function nodeCommand(name: string, program: URL, env: NodeJS.ProcessEnv, args: string[] = []): Command {
  return { name, file: process.execPath, args: [...nodeArgs(program), ...args], env };
}

/** Rejects when it takes too long: then something hangs. */
async function readyLine(lines: Lines, within = 90_000): Promise<ReadyLine> {
  let late: NodeJS.Timeout | undefined;
  const tooLong = new Promise<never>((_resolve, reject) => {
    late = setTimeout(() => reject(new Error(`${within / 1_000} giây vẫn chưa sẵn sàng`)), within);
  });
  const said = lines.first((line) => (line.startsWith('{"ready":true') ? (JSON.parse(line) as ReadyLine) : undefined));
  try {
    return await Promise.race([said, tooLong]);
  } finally {
    clearTimeout(late);
  }
}
