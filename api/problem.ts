import { isNativeError } from 'node:util/types';
import type { ErrorRequestHandler, RequestHandler } from 'express';
import type { z } from 'zod';
import { Refusal, sentenceOf } from '../domain/refusal.ts';
import type { Facts, RefusalCode } from '../domain/refusal.ts';
import { wordsFor } from './words.ts';

/** Every refusal under the status it is answered with. A code without a place here does not compile. */
const codes = {
  400: ['key-missing', 'body-malformed'],
  401: ['not-signed-in', 'sign-in-failed'],
  403: ['not-allowed', 'from-another-site'],
  404: ['not-found'],
  409: [
    'campaign-not-ready',
    'visit-in-past',
    'inspections-still-open',
    'no-official-letter-wanted',
    'papers-still-open',
    'report-still-owed',
    'carried-to-nowhere',
    'campaign-exists',
    'stale-draft',
    'clock-not-stepped',
    'nothing-ahead',
    'inspection-not-ready',
    'self-report-already-decided',
    'visit-already-held',
    'visit-not-held',
    'visit-in-future',
    'minutes-already-signed',
    'visit-not-moved',
    'person-in-two-places',
    'minutes-empty',
    'surprise-not-open',
    'visit-already-postponed',
    'visit-dropped',
    'visit-is-the-last',
    'inspection-in-plan',
    'another-day-already-asked',
    'another-day-not-asked',
    'report-not-overdue',
    'explanation-not-asked',
    'already-answered',
    'conclusion-already-submitted',
    'comments-already-asked',
    'comments-not-asked',
    'comments-lapsed',
    'comments-still-open',
    'target-not-reached',
    'no-incidents-waiting',
    'extension-already-asked',
    'extension-of-nothing',
    'extension-not-asked',
    'proposal-already-raised',
    'proposal-closed',
    'proposal-not-routed',
    'paper-not-ready',
    'paper-changed',
    'paper-of-other-signer',
    'paper-not-issued',
    'paper-of-parent',
    'paper-number-taken',
    'group-exists',
    'printing-failed',
    'register-unconfirmed',
    'register-already-confirmed',
    'item-not-ready',
    'report-superseded',
    'closer-verified',
    'period-not-open',
    'login-taken',
    'secret-shown-once',
    'last-administrator',
    'appointment-ended',
    'mail-taken',
    'unit-exists',
    'outline-in-use',
    'score-confirmed',
    'score-not-confirmed',
    'score-without-scale',
    'score-appraised',
    'hand-over-already',
    'hand-over-over',
    'hand-over-in-training',
    'score-before-report',
  ],
  410: ['invitation-ended'],
  413: ['body-too-large', 'file-too-large', 'paper-file-too-large', 'sheet-too-large'],
  422: [
    'too-many-views',
    'invalid-body',
    'practice-unchanged',
    'key-reused',
    'visit-held-other-day',
    'visit-held-unlikely',
    'plan-without-units',
    'plan-incomplete',
    'visit-unknown',
    'issued-in-future',
    'minutes-without-secretary',
    'minutes-unsigned-without-reason',
    'arrived-in-future',
    'arrived-before-asked',
    'visit-on-day-off',
    'answer-empty',
    'reinspected-item-unknown',
    'area-unknown',
    'target-figures-missing',
    'target-figures-wrong',
    'due-for-nothing',
    'due-in-past',
    'incidents-uncounted',
    'incidents-without-file',
    'extension-not-later',
    'proposal-empty',
    'proposal-answer-empty',
    'proposal-too-long',
    'proposal-answer-not-entered',
    'proposal-without-agency',
    'proposal-to-its-own-unit',
    'paper-incomplete',
    'paper-of-two-teams',
    'paper-number-unread',
    'paper-file-not-pdf',
    'paper-text-lost',
    'paper-unprintable',
    'unit-not-inspected',
    'clock-backwards',
    'glyph-missing',
    'item-unknown',
    'report-without-evidence',
    'report-empty',
    'report-too-long',
    'self-report-incomplete',
    'evidence-unknown',
    'file-missing',
    'files-too-many',
    'file-empty',
    'file-type-refused',
    'day-malformed',
    'day-not-in-calendar',
    'calendar-missing',
    'calendar-day-outside-year',
    'calendar-day-twice',
    'calendar-make-up-on-working-day',
    'count-negative',
    'count-fraction',
    'count-malformed',
    'decimal-malformed',
    'time-malformed',
    'percent-malformed',
    'rates-not-comparable',
    'password-too-short',
    'password-common',
    'appointment-misplaced',
    'person-unknown',
    'round-not-public',
    'no-mailbox-of-own',
    'unit-unknown',
    'unit-above-itself',
    'import-rejected',
    'sheet-unreadable',
    'score-not-of-rule',
    'score-out-of-range',
    'score-reason-missing',
    'score-always-applies',
    'score-unknown',
    'score-points-missing',
    'score-reason-alone',
    'score-not-exact',
    'points-malformed',
    'hand-over-mail-elsewhere',
    'sheet-with-macros',
    'sheet-missing',
    'report-sheet-foreign',
    'report-sheet-of-another',
    'choice-unknown',
    'outline-code-twice',
    'outline-empty',
    'outline-unknown-code',
    'unit-not-in-paper',
  ],
  428: ['base-missing'],
  429: ['too-many-attempts'],
  500: ['internal'],
  503: ['unavailable', 'staff-not-built'],
} as const satisfies Record<number, readonly RefusalCode[]>;

type Placed = (typeof codes)[keyof typeof codes][number];
const statuses: Record<Placed, number> = Object.fromEntries(
  Object.entries(codes).flatMap(([status, placed]) => placed.map((code) => [code, Number(status)])),
) as Record<Placed, number>;
const everyRefusal: Record<RefusalCode, number> = statuses;

/** The HTTP status of a refusal. */
export const statusOf = (code: RefusalCode): number => everyRefusal[code];

const titles: Record<number, string> = {
  400: 'Yêu cầu chưa đúng cách',
  401: 'Chưa đăng nhập',
  403: 'Không được phép',
  404: 'Không tìm thấy',
  409: 'Chưa thực hiện được ở tình trạng hiện nay',
  410: 'Đã hết hiệu lực',
  413: 'Nội dung quá lớn',
  422: 'Nội dung cần sửa',
  428: 'Chưa ghi sửa trên bản nào',
  429: 'Thử quá nhiều lần',
  500: 'Lỗi của hệ thống',
  503: 'Tạm thời chưa phục vụ được',
};

/** A wrong place: `at` leads to it, `units[0].visits[1].day`; the sentence says what to do. */
export interface WrongPlace {
  at: string;
  sentence: string;
}

/** RFC 9457, `application/problem+json`. */
export interface Problem {
  /** Stable: `/problems/<code>`. */
  type: string;
  title: string;
  status: number;
  detail: string;
  errors?: WrongPlace[];
  requestId: string;
  /** `current`: the newer version that a stale draft met. */
  [member: string]: unknown;
}

/** A refusal that says more than its sentence: the wrong places, the newer version. */
export class DetailedRefusal extends Refusal {
  readonly members: Record<string, unknown>;
  constructor(code: RefusalCode, facts: Facts, members: Record<string, unknown>) {
    super(code, facts);
    this.members = members;
  }
}

/** Workers, Temporal or MongoDB are away: 503 with Retry-After; repeating with the same key is harmless. */
export class Unavailable extends Refusal {
  constructor() {
    super('unavailable');
  }
}

/** For `.catch`: where somebody saved in between, the answer carries the version that is there now. */
export const withCurrent =
  (current: () => Promise<unknown>) =>
  async (error: unknown): Promise<never> => {
    if (error instanceof Refusal && error.code === 'stale-draft')
      throw new DetailedRefusal('stale-draft', {}, { current: await current() });
    throw error;
  };

/** Every wrong place at once: `invalid-body`, or another refusal with the facts `count` and `first`. */
export const wrongPlaces = (errors: WrongPlace[], code: RefusalCode = 'invalid-body'): Refusal =>
  new DetailedRefusal(
    code,
    { count: errors.length, first: errors[0] ? `${errors[0].at}: ${errors[0].sentence}` : '…' },
    { errors },
  );

/** The value as the schema gives it. Throws a refusal that names each wrong place in Vietnamese. */
export function parse<Schema extends z.ZodType>(schema: Schema, value: unknown): z.output<Schema> {
  const parsed = schema.safeParse(value, { error: wordsFor, reportInput: true });
  if (parsed.success) return parsed.data;
  throw wrongPlaces(parsed.error.issues.map(({ path, message }) => ({ at: placeIn(path), sentence: message })));
}

const placeIn = (path: PropertyKey[]): string =>
  path.map((step, i) => (typeof step === 'number' ? `[${step}]` : `${i === 0 ? '' : '.'}${String(step)}`)).join('') ||
  'nội dung';

/** What to answer to anything thrown. What is not a refusal is a bug or an outage. */
export function problemOf(error: unknown, requestId: string): Problem {
  const refusal = refusalOf(error);
  const code = refusal?.code ?? 'internal';
  const status = statusOf(code);
  return {
    type: `/problems/${code}`,
    title: titles[status] ?? titles[500]!,
    status,
    detail: refusal?.message ?? sentenceOf('internal', { request: requestId }),
    ...(refusal instanceof DetailedRefusal ? refusal.members : {}),
    requestId,
  };
}

/** A refusal, or what the machinery around us throws in its own words. */
function refusalOf(error: unknown): Refusal | undefined {
  if (error instanceof Refusal) return error;
  if (!isNativeError(error)) return undefined;
  const { name, type, status, code } = error as Error & { type?: unknown; status?: unknown; code?: unknown };
  if (name === 'URIError') return new Refusal('not-found');
  if (type === 'entity.too.large' || (name === 'MulterError' && code === 'LIMIT_FILE_SIZE'))
    return new Refusal('body-too-large');
  if (name === 'MulterError' || (typeof status === 'number' && status >= 400 && status < 500))
    return new Refusal('body-malformed');
  return isOutage(error) ? new Unavailable() : undefined;
}

/** MongoDB cannot be reached: the driver's and Mongoose's ways of saying so. */
const isOutage = ({ name, message }: Error): boolean =>
  /^Mongo(ose)?(ServerSelection|Network|NetworkTimeout|NotConnected|PoolCleared|TopologyClosed|ClientClosed)/.test(
    name,
  ) ||
  (name === 'MongooseError' && /force closed|before initial connection/.test(message));

/** The one place that knows how to fail. */
export const errorHandler: ErrorRequestHandler = (error: unknown, req, res, next) => {
  const problem = problemOf(error, res.get('X-Request-Id') ?? '');
  if (problem.status === 500 || (problem.status === 503 && !(error instanceof Refusal)))
    req.log.error({ err: error }, 'failed');
  if (res.headersSent) return next(error);
  if (problem.status === 503) res.setHeader('Retry-After', '5');
  res.status(problem.status).type('application/problem+json').send(JSON.stringify(problem));
};

/** What no router answered. */
export const nowhere: RequestHandler = () => {
  throw new Refusal('not-found');
};
