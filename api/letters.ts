import { Router } from 'express';
import type { Request } from 'express';
import { z } from 'zod';
import { letterKinds } from '../domain/duty.ts';
import type { LetterKind } from '../domain/duty.ts';
import { dropReasons } from '../domain/letter.ts';
import type { Matter } from '../domain/matter.ts';
import { Refusal } from '../domain/refusal.ts';
import { dutyWords, roleWords, rungWords, whyYou } from '../domain/why.ts';
import { letterPhases } from '../store/records/letters.ts';
import type { LetterPhase, LetterRow } from '../store/records/letters.ts';
import { lineStatuses } from '../store/records/lines.ts';
import type { LineRow } from '../store/records/lines.ts';
import { assertMay, mayDo } from './auth.ts';
import type { Deps } from './deps.ts';
import { daySchema, idSchema, instantSchema, roleSchema } from './fields.ts';
import { describe } from './openapi.ts';
import type { Paths } from './openapi.ts';
import { assertCursor, pageFrom, pageOf, pageQuery } from './page.ts';
import { parse } from './problem.ts';
import { byOf, bySchema, namedSchema, namesOf, unitNames } from './campaigns/rounds.ts';

const lettersQuery = z.object({
  ...pageQuery,
  campaign: idSchema.optional(),
  matter: z.string().max(300).optional(),
  paper: z
    .string()
    .max(300)
    .optional()
    .meta({ description: 'Về văn bản này: thư của chính nó và thư đã mang nó tới đơn vị' }),
  unit: idSchema.optional(),
  recipient: z.string().max(64).optional(),
  kind: z.enum(letterKinds).optional(),
  trouble: z
    .stringbool({ error: 'Chỉ nhận true hoặc false.' })
    .optional()
    .meta({ description: 'Chỉ những thư bị từ chối, không gửi được, hoặc không rõ đã tới chưa' }),
});

const rowFields = {
  id: z.string(),
  kind: z.enum(letterKinds),
  recipient: bySchema,
  day: daySchema,
  subject: z.string(),
  campaigns: z.array(z.string()),
  matters: z.array(z.string()),
  units: z.array(z.string()),
  phase: z.enum(letterPhases),
  words: z.string(),
  phaseAt: instantSchema,
  frozenAt: instantSchema,
  acceptedAt: instantSchema.optional(),
  answer: z.string().optional().meta({ description: 'Máy chủ thư trả lời' }),
  ambiguous: z
    .literal(true)
    .optional()
    .meta({ description: 'Máy chủ mất liên lạc sau khi nhận: lần gửi sau có thể là lặp' }),
  restored: instantSchema.optional().meta({
    description:
      'Lúc khôi phục dữ liệu: thư có thể đã gửi trước lúc ấy mà bản sao lưu không biết, nên đây có thể là lặp',
  }),
};
const letterRow = z.object(rowFields).meta({ id: 'LetterRow' });
export type LetterRowView = z.output<typeof letterRow>;
const lineSchema = z
  .object({
    line: z.string(),
    matter: z.string(),
    day: daySchema,
    role: roleSchema,
    status: z.enum(lineStatuses),
    what: z.string(),
    rung: z.string().optional(),
    why: z.string(),
    dropped: z.enum(dropReasons).optional(),
    unit: namedSchema.optional(),
  })
  .meta({ id: 'LetterLine' });
const letterSchema = z
  .object({
    ...rowFields,
    messageId: z.string(),
    text: z.string().meta({ description: 'Nội dung; đường dẫn riêng của người nhận không hiện ở đây' }),
    attachments: z.array(z.object({ sha256: z.string(), name: z.string() })),
    calendars: z
      .array(
        z.object({
          name: z.string(),
          method: z.enum(['REQUEST', 'CANCEL', 'PUBLISH']),
          entries: z.array(
            z.object({
              uid: z.string(),
              sequence: z.int(),
              starts: instantSchema,
              ends: instantSchema,
              title: z.string(),
            }),
          ),
        }),
      )
      .meta({ description: 'Tệp lịch (.ics) gửi kèm: mời, gỡ lịch, hoặc danh sách để nhập' }),
    attempts: z.array(
      z.object({ at: instantSchema, phase: z.enum(letterPhases), words: z.string(), answer: z.string() }),
    ),
    lines: z.array(lineSchema),
  })
  .meta({ id: 'Letter' });
export type LetterView = z.output<typeof letterSchema>;

/** How far a letter got, as people read it. */
const phaseWords: Record<LetterPhase, string> = {
  unfrozen: 'chưa gửi được, sẽ soạn lại',
  withdrawn: 'không còn gì phải báo, không gửi',
  frozen: 'đã soạn, chờ gửi',
  connecting: 'đang nối máy chủ thư',
  data: 'đang chuyển thư',
  'data-sent': 'đã chuyển xong, chờ máy chủ trả lời',
  accepted: 'máy chủ thư đã nhận',
  refused: 'máy chủ thư từ chối',
  'given-up': 'đã thử nhiều ngày, không gửi được',
};

/** The same, said closer, where a kind of letter tells of several events. */
const closerWords: Partial<Record<LetterKind, Record<string, string>>> = {
  received: {
    explanation: 'Đã nhận giải trình của đơn vị.',
    comments: 'Đã nhận ý kiến của đơn vị về dự thảo kết luận.',
  },
  'visit-changed': {
    called: 'Đơn vị được mời làm việc.',
    opened: 'Đoàn kiểm tra đột xuất đã đến.',
    moved: 'Buổi kiểm tra chuyển sang lịch mới.',
    postponed: 'Buổi kiểm tra được hoãn.',
    dropped: 'Buổi kiểm tra không tổ chức nữa.',
    cancelled: 'Cuộc kiểm tra đã hủy.',
    kept: 'Buổi kiểm tra giữ nguyên lịch.',
  },
  asked: {
    report: 'Đơn vị được đề nghị gửi báo cáo kỳ.',
    explanation: 'Đơn vị được yêu cầu giải trình.',
    comments: 'Đơn vị được xin ý kiến về dự thảo kết luận.',
  },
  'unit-answered': {
    explanation: 'Đơn vị đã giải trình.',
    comments: 'Đơn vị đã cho ý kiến về dự thảo kết luận.',
    'another-day': 'Đơn vị xin đổi ngày kiểm tra.',
    extension: 'Đơn vị xin gia hạn.',
    proposal: 'Đơn vị có kiến nghị.',
    'proposal-answer': 'Cơ quan có thẩm quyền đã trả lời kiến nghị.',
  },
  'item-changed': {
    extended: 'Nội dung khắc phục được gia hạn.',
    'not-extended': 'Nội dung khắc phục không được gia hạn.',
    suspended: 'Nội dung khắc phục tạm dừng theo dõi.',
    resumed: 'Nội dung khắc phục được theo dõi tiếp.',
    reopened: 'Nội dung đã đóng được mở lại.',
    'incidents-reviewed': 'Vụ việc đơn vị báo cáo đã được xem xét.',
    assigned: 'Đơn vị được giao thêm nội dung.',
  },
  proposal: {
    raised: 'Kiến nghị của đơn vị đã được ghi nhận.',
    routed: 'Kiến nghị của đơn vị đã được chuyển.',
    asked: 'Cơ quan được đề nghị trả lời kiến nghị.',
    answered: 'Kiến nghị của đơn vị đã được trả lời.',
    withdrawn: 'Cơ quan không còn phải trả lời kiến nghị.',
  },
  'contact-changed': { undone: 'Việc đầu mối của đơn vị được trả lại.' },
};

/** What happened that a line tells of. */
export const eventWord = ({ letter, about }: Pick<LineRow, 'letter' | 'about'>): string =>
  closerWords[letter]?.[String(about?.['change'] ?? about?.['what'])] ?? eventWords[letter];

/** Why a letter about an event is written. */
export const eventWords: Record<LetterKind, string> = {
  reminder: 'Thư nhắc việc.',
  notice: 'Thông báo kiểm tra đã ban hành.',
  received: 'Đã nhận báo cáo của đơn vị.',
  'sent-back': 'Báo cáo được trả lại để bổ sung.',
  conclusion: 'Kết luận kiểm tra đã ban hành.',
  verified: 'Báo cáo khắc phục đã được thẩm tra.',
  'follow-up-ended': 'Đã kết thúc theo dõi khắc phục.',
  'plan-decided': 'Kế hoạch đã được quyết định.',
  'team-told': 'Văn bản đã gửi tới các đơn vị của đoàn.',
  directive: 'Công văn chỉ đạo đã ban hành.',
  'visit-changed': 'Lịch kiểm tra thay đổi.',
  asked: 'Đơn vị được yêu cầu trả lời.',
  'unit-answered': 'Đơn vị đã trả lời.',
  'item-changed': 'Nội dung khắc phục có quyết định mới.',
  proposal: 'Kiến nghị của đơn vị.',
  'handed-over': 'Đơn vị kế thừa tiếp nhận việc.',
  'contact-changed': 'Đầu mối của đơn vị chuyển việc cho người khác.',
  'official-letter': 'Đến mức gửi công văn đôn đốc.',
};

/** The ledger of letters: what, to whom, when, what the server said, and why each line stands in it. */
export const letters = (deps: Deps): Router => {
  const { store } = deps;
  const router = Router();

  const namesFor = (req: Request, people: string[]) =>
    mayDo(req, 'read-office') ? namesOf(store, people) : Promise.resolve({});

  router.get('/letters', async (req, res) => {
    assertMay(req, 'read-letters');
    const { limit, after, paper, ...same } = parse(lettersQuery, req.query);
    const filter = { ...same, ...(paper === undefined ? {} : { about: `paper:${paper.replace(/^paper:/, '')}` }) };
    if (after !== undefined) assertCursor(await store.letters.has(after, filter));
    const rows = await store.letters.list({ ...filter, limit: limit + 1, after });
    const names = await namesFor(
      req,
      rows.map(({ recipient }) => recipient),
    );
    res.json(
      pageFrom(
        rows,
        limit,
        ({ _id }) => _id,
        (letter) => rowOf(letter, names),
      ),
    );
  });

  router.get('/letters/:id', async (req, res) => {
    assertMay(req, 'read-letters');
    const letter = await store.letters.get(req.params.id);
    if (!letter) throw new Refusal('not-found');
    const [lines, records, names, nameOf] = await Promise.all([
      store.lines.ofLetter(letter._id),
      mattersOf(store, letter.matters),
      namesFor(req, [letter.recipient]),
      unitNames(store, letter.units),
    ]);
    res.json({
      ...rowOf(letter, names),
      messageId: letter.messageId,
      text: letter.text,
      attachments: letter.attachments,
      calendars: (letter.calendars ?? []).map(({ name, method, entries }) => ({
        name,
        method,
        entries: entries.map(({ uid, sequence, starts, ends, title }) => ({ uid, sequence, starts, ends, title })),
      })),
      attempts: letter.attempts.map(({ at, phase, answer }) => ({ at, phase, words: phaseWords[phase], answer })),
      lines: lines.map((line) => ({
        ...lineOf(line, records.get(line.matter)),
        ...(line.unit ? { unit: { id: line.unit, name: nameOf(line.unit) } } : {}),
      })),
    });
  });

  return router;
};

async function mattersOf({ matters }: Deps['store'], ids: readonly string[]): Promise<Map<string, Matter>> {
  const found = await Promise.all([...new Set(ids)].map((id) => matters.get(id)));
  return new Map(found.flatMap((matter) => (matter ? [[matter.id, matter]] : [])));
}

const rowOf = (letter: Omit<LetterRow, 'text' | 'html'>, names: Record<string, string>) => ({
  id: letter._id,
  kind: letter.kind,
  recipient: byOf(letter.recipient, names),
  day: letter.composedOn,
  subject: letter.subject,
  campaigns: letter.campaigns,
  matters: letter.matters,
  units: letter.units,
  phase: letter.phase,
  words: `${phaseWords[letter.phase]}${letter.restored ? '; có thể đã gửi trước khi khôi phục' : ''}`,
  phaseAt: letter.phaseAt,
  frozenAt: letter.frozenAt,
  ...(letter.acceptedAt ? { acceptedAt: letter.acceptedAt } : {}),
  ...(letter.serverAnswer === undefined ? {} : { answer: letter.serverAnswer }),
  ...(letter.ambiguous ? { ambiguous: letter.ambiguous } : {}),
  ...(letter.restored ? { restored: letter.restored } : {}),
});

/** One line of a letter: what it tells of, and why this person was told on that day. */
function lineOf(line: LineRow, matter: Matter | undefined) {
  const duty = matter?.duties.find(({ id }) => id === line.duty);
  const known = matter && duty && line.rung !== undefined;
  return {
    line: line.line,
    matter: line.matter,
    day: line.day,
    role: line.role,
    status: line.status,
    what: duty ? dutyWords[duty.kind] : eventWord(line),
    ...(line.rung === undefined ? {} : { rung: rungWords(line.rung) }),
    why: known
      ? whyYou(duty, matter, line.rung!, line.role, line.day)
      : `Thư gửi ${roleWords[line.role]}: ${eventWord(line)}`,
    ...(line.why ? { dropped: line.why } : {}),
  };
}

export const letterPaths: Paths = {
  '/api/letters': {
    get: describe({
      summary: 'Sổ thư: gửi gì, cho ai, khi nào, máy chủ trả lời gì',
      operation: 'read-letters',
      query: lettersQuery,
      answers: pageOf(letterRow),
    }),
  },
  '/api/letters/{id}': {
    get: describe({
      summary: 'Một lá thư, từng dòng và vì sao có dòng đó',
      operation: 'read-letters',
      path: z.object({
        id: z.string().meta({ description: 'Mã thư, như reminder/p-lan/2026-03-11/1; dấu / ghi là %2F' }),
      }),
      answers: letterSchema,
    }),
  },
};
