import { readFileSync } from 'node:fs';
import { z } from 'zod';

/** What each variable must look like, in the words an operator reads when it does not. */
const url = (schemes: string[], example: string) =>
  z.string(`thiếu; cần dạng ${example}`).refine((text) => {
    const scheme = URL.canParse(text) ? new URL(text).protocol.slice(0, -1) : /^(mongodb)(?=:\/\/\S+)/.exec(text)?.[1];
    return scheme !== undefined && schemes.includes(scheme);
  }, `phải có dạng ${example}`);
const webUrl = (example: string) => url(['http', 'https'], example).transform((text) => text.replace(/\/+$/, ''));
const wholeNumber = (least: number, most: number) =>
  z.coerce
    .number(`phải là số nguyên từ ${least} đến ${most}`)
    .int(`phải là số nguyên từ ${least} đến ${most}`)
    .min(least, `phải là số nguyên từ ${least} đến ${most}`)
    .max(most, `phải là số nguyên từ ${least} đến ${most}`);
const mailAddress = /^[^\s<>@]+@[^\s<>@]+$/;
const mailSender = /^(?:[^\s<>@]+@[^\s<>@]+|[^<>\r\n]*<[^\s<>@]+@[^\s<>@]+>)$/;

/** Each may be given as a file that holds it: `LINK_SECRET_FILE`. */
const secrets = ['MONGODB_URI', 'SMTP_URL', 'LINK_SECRET'] as const;

const workQueues = ['process', 'papers', 'mail'] as const;
const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;

/** The whole environment that Đôn Đốc reads. */
const environment = z.object({
  /** A replica set: the records need transactions. The path names the database. */
  MONGODB_URI: url(['mongodb', 'mongodb+srv'], 'mongodb://máy:27017/dondoc?replicaSet=tên'),
  TEMPORAL_ADDRESS: z.string('thiếu; cần dạng máy:7233').regex(/^[^\s/:]+:\d{1,5}$/, 'phải có dạng máy:7233'),
  TEMPORAL_NAMESPACE: z
    .string()
    .regex(/^[\w.-]+$/, 'chỉ gồm chữ không dấu, số, dấu chấm, gạch')
    .default('default'),
  /** The office's relay. */
  SMTP_URL: url(['smtp', 'smtps'], 'smtp://người-dùng:mật-khẩu@máy:587'),
  MAIL_FROM: z
    .string('thiếu; cần dạng Đôn Đốc <dondoc@tinh.gov.vn>')
    .regex(mailSender, 'phải có dạng Đôn Đốc <dondoc@tinh.gov.vn>'),
  /** Who hears when the chase itself stands still. */
  OPERATOR_MAIL: z.string().regex(mailAddress, 'phải là một địa chỉ thư').optional(),
  /** What links in letters begin with. */
  PUBLIC_URL: webUrl('https://dondoc.tinh.gov.vn'),
  HOST: z.string().min(1, 'không được để trống').default('127.0.0.1'),
  PORT: wholeNumber(1, 65_535).default(8080),
  /** How many proxies of our own stand in front; their X-Forwarded-For is believed. */
  TRUST_PROXY: wholeNumber(0, 10).default(0),
  /** Links in letters derive from it; a new one ends every link already sent. */
  LINK_SECRET: z.string('thiếu; cần LINK_SECRET hoặc LINK_SECRET_FILE').min(32, 'phải dài từ 32 ký tự'),
  /** Which queues a worker serves: one image, several kinds of worker. */
  WORK_QUEUES: z
    .string()
    .transform((text) => text.split(',').map((name) => name.trim()))
    .pipe(z.array(z.enum(workQueues, `chỉ gồm ${workQueues.join(', ')}, cách nhau dấu phẩy`)))
    .default([...workQueues]),
  /** Where a worker's own figures (of Temporal's SDK) are read by Prometheus; nowhere unless said. Not for other networks. */
  WORKER_METRICS: z
    .string()
    .regex(/^[^\s/:]+:\d{1,5}$/, 'phải có dạng 127.0.0.1:9464')
    .optional(),
  LOG_LEVEL: z.enum(logLevels, `phải là một trong ${logLevels.join(', ')}`).default('info'),
  /** Where the built-in mailbox answers; the API then shows it under /mailbox. */
  MAILBOX_URL: webUrl('http://127.0.0.1:8025').optional(),
  /** The built-in mailbox takes letters here; those of a training round go nowhere else. */
  MAILBOX_SMTP_URL: url(['smtp'], 'smtp://127.0.0.1:2525').optional(),
  /** `npm start` only: everything it keeps. */
  DATA_DIR: z.string().default('data'),
});

/** On one machine these parts are started when no address is given. */
const machineEnvironment = environment
  .partial({
    MONGODB_URI: true,
    TEMPORAL_ADDRESS: true,
    SMTP_URL: true,
    MAIL_FROM: true,
    PUBLIC_URL: true,
    LINK_SECRET: true,
  })
  .extend({
    PORT: wholeNumber(1, 65_535).optional(),
    /** `no`: the sample's training round does not play by itself. */
    SHOW: z.enum(['yes', 'no'], 'phải là yes hoặc no').default('yes'),
  });

type Camel<Name extends string> = Name extends `${infer Head}_${infer Tail}`
  ? `${Lowercase<Head>}${Capitalize<Camel<Tail>>}`
  : Lowercase<Name>;
type Renamed<Values> = { [Name in keyof Values as Camel<Name & string>]: Values[Name] };

/** `MONGODB_URI` is `mongodbUri` here, and so on. */
export type Config = Renamed<z.infer<typeof environment>>;
/** What `npm start` reads: addresses of parts that somebody else runs are there, the others absent. */
export type MachineConfig = Renamed<z.infer<typeof machineEnvironment>>;

/** Wrong settings, one Vietnamese line for each variable. */
export class WrongConfig extends Error {
  override name = 'WrongConfig';
  readonly lines: string[];
  constructor(lines: string[]) {
    super(lines.join('\n'));
    this.lines = lines;
  }
}

/** The settings of an API or worker. Throws `WrongConfig`. `read` is for secrets that are files. */
export const readConfig = (env: NodeJS.ProcessEnv, read = readText): Config => parse(environment, env, read);

/** The settings of `npm start`, which starts what is not given. Throws `WrongConfig`. */
export const readMachineConfig = (env: NodeJS.ProcessEnv, read = readText): MachineConfig =>
  parse(machineEnvironment, env, read);

/** For a `main.ts`: what `read` gives, or one line for each wrong variable and exit 1. */
export function configOrExit<T>(read: (env: NodeJS.ProcessEnv) => T): T {
  try {
    return read(process.env);
  } catch (error) {
    if (!(error instanceof WrongConfig)) throw error;
    for (const line of error.lines) console.error(line);
    process.exit(1);
  }
}

function parse<Schema extends z.ZodObject>(
  schema: Schema,
  env: NodeJS.ProcessEnv,
  read: (file: string) => string,
): Renamed<z.infer<Schema>> {
  // An empty variable, as compose files leave it, is one not set.
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
  const lines: string[] = [];
  const seen = new Set<PropertyKey>();
  for (const name of secrets) {
    const file = given[`${name}_FILE`];
    if (file === undefined) continue;
    if (given[name] !== undefined) lines.push(`${name}_FILE: chỉ đặt một trong ${name} và ${name}_FILE`);
    try {
      given[name] = read(file).trim();
    } catch (error) {
      lines.push(`${name}_FILE: không đọc được ${file} (${(error as NodeJS.ErrnoException).code ?? 'lỗi'})`);
      seen.add(name); // said already
    }
  }
  const parsed = schema.safeParse(given);
  for (const { path, message } of parsed.error?.issues ?? []) {
    const name = path[0] ?? '';
    if (!seen.has(name)) lines.push(`${String(name)}: ${message}`);
    seen.add(name);
  }
  if (lines.length > 0 || !parsed.success) throw new WrongConfig(lines);
  return Object.fromEntries(Object.entries(parsed.data).map(([name, value]) => [camel(name), value])) as Renamed<
    z.infer<Schema>
  >;
}

const camel = (name: string): string =>
  name.toLowerCase().replace(/_([a-z])/g, (_all, letter: string) => letter.toUpperCase());

function readText(file: string): string {
  return readFileSync(file, 'utf8');
}
