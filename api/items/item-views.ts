import { z } from 'zod';
import { linesDue, nextRung } from '../../domain/chase.ts';
import { isOpen, measuredFrom } from '../../domain/duty.ts';
import type { Duty } from '../../domain/duty.ts';
import { carriedTo, itemKinds, itemStates, itemWords } from '../../domain/remediation.ts';
import type { Remediation } from '../../domain/remediation.ts';
import { roles } from '../../domain/role.ts';
import { isItemLate, lateBy, waitingFor } from '../../domain/two-clocks.ts';
import { verdicts } from '../../domain/verification.ts';
import { dutyWords, roleWords, rungActWords, rungWords, whyThisDay } from '../../domain/why.ts';
import type { LineRow, LineStatus } from '../../store/records/lines.ts';
import { eventWord } from '../letters.ts';
import type { Deps } from '../deps.ts';
import { dayOf, namedPaper } from '../papers/issued.ts';
import { incidentOf } from './item-acts.ts';
import { itemId, meetingOf, owedFor, reportsOf, requirementOf, textsOf } from './item-record.ts';
import type { FoundItem } from './item-record.ts';
import { waitingSchema } from '../campaigns/rounds.ts';

/** `writes`: for somebody who writes its reports, with the draft. */
export async function viewOf(deps: Deps, found: FoundItem, writes: boolean): Promise<z.infer<typeof itemSchema>> {
  const { id, remediation, item } = found;
  const [requirement, paper, unit, reports, day, story, texts, meets] = await Promise.all([
    requirementOf(deps, found),
    namedPaper(deps.store, remediation.paper),
    deps.store.units.get(remediation.place.unit),
    reportsOf(deps, id),
    dayOf(deps, remediation),
    deps.store.itemReports.get(id),
    textsOf(deps, found),
    meetingOf(deps, found),
  ]);
  const cooperating = await deps.store.units.getMany(requirement?.cooperates ?? []);
  const duties = remediation.duties.filter((duty) => duty.about === item.n);
  const evidence = await deps.store.evidence.getMany(reports.flatMap((report) => report.evidence));
  const owed = owedFor(found);
  const carried = carriedTo(remediation, item.n);
  return {
    id,
    campaign: remediation.place.campaign,
    unit: { id: remediation.place.unit, name: unit?.name ?? remediation.place.unit },
    paper: { id: remediation.paper, name: paper.full },
    n: item.n,
    requirement: {
      id: item.requirement,
      text: requirement?.text ?? '',
      ...(requirement?.proof === undefined ? {} : { proof: requirement.proof }),
      ...(requirement?.responsible === undefined ? {} : { responsible: requirement.responsible }),
      ...(item.area === undefined ? {} : { area: item.area }),
      ...(requirement?.target ? { target: requirement.target } : {}),
      ...(cooperating.length > 0
        ? { cooperates: cooperating.map(({ id: partner, name }) => ({ id: partner, name })) }
        : {}),
    },
    state: item.state,
    words: itemWords[item.state],
    ...(owed?.due ? { due: owed.due.day } : {}),
    ...(owed && !owed.due && owed.followUpOn ? { followUpOn: owed.followUpOn } : {}),
    ...(owed
      ? {
          why: whyThisDay(owed, remediation.calendar, (basis) =>
            basis === remediation.paper ? paper.name : undefined,
          ),
        }
      : {}),
    ...(item.recurs ? { recurs: item.recurs } : {}),
    ...(item.prohibits ? { prohibits: true } : {}),
    late: isItemLate(duties, item.n, day),
    lateBy: lateBy(duties, remediation.calendar, day),
    waiting: waitingFor(duties),
    ...(item.achieved ? { achieved: item.achieved } : {}),
    ...(item.incidents === undefined ? {} : { incidents: item.incidents }),
    extensions: (item.extensions ?? []).map(({ n, until, asked, reason, decided, withdrawn }) => ({
      n,
      until,
      asked,
      reason: texts.get(reason) ?? '',
      ...(decided
        ? {
            decided: {
              on: decided.on,
              granted: decided.granted,
              by: decided.by,
              remarks: texts.get(decided.remarks) ?? '',
              ...(decided.until ? { until: decided.until } : {}),
            },
          }
        : {}),
      ...(withdrawn ? { withdrawn } : {}),
    })),
    ...(item.suspended
      ? { suspended: { on: item.suspended.on, reason: texts.get(item.suspended.remarks) ?? '' } }
      : {}),
    ...(item.reopened ? { reopened: { on: item.reopened.on, reason: texts.get(item.reopened.remarks) ?? '' } } : {}),
    ...(meets ? { meetsWith: { id: meets.id, paper: meets.paper.full } } : {}),
    twins: (item.twins ?? []).map((twin) => itemId(twin.remediation, twin.item)),
    ...(carried === undefined ? {} : { carriedTo: carried }),
    ...(item.closedOn ? { closedOn: item.closedOn } : {}),
    ...(item.report === undefined ? {} : { report: item.report }),
    reports: reports.map((report) => ({
      id: report.id,
      receipt: report.receipt,
      at: report.at,
      by: report.by,
      text: report.text,
      ...(report.period ? { period: report.period } : {}),
      ...(report.achieved ? { achieved: report.achieved } : {}),
      ...(report.incidents === undefined ? {} : { incidents: report.incidents }),
      ...(report.entry ? { entry: report.entry } : {}),
      evidence: report.evidence.flatMap((one) => {
        const file = evidence.get(one);
        return file
          ? [{ id: one, name: file.name, type: file.type, size: file.size, ...incidentOf(report.incidentFiles, one) }]
          : [];
      }),
      ...(report.answer
        ? {
            verdict: report.answer.verdict,
            ...(report.answer.until ? { until: report.answer.until } : {}),
            remarks: report.answer.remarks,
            answeredAt: report.answer.at,
            answeredBy: report.answer.by,
          }
        : {}),
    })),
    ...(writes ? { draft: story.draft ?? { version: 0, text: '', evidence: [] } } : {}),
    version: remediation.version,
  };
}

/** How many rungs ahead are shown. */
const rungsAhead = 6;

/** Why the day, what was told already, and what will be if nothing is done. */
export async function clockOf(deps: Deps, found: FoundItem): Promise<z.infer<typeof clockSchema>> {
  const { remediation, item } = found;
  const [paper, lines] = await Promise.all([
    namedPaper(deps.store, remediation.paper),
    deps.store.lines.ofMatter(remediation.id),
  ]);
  const named = (basis: string) => (basis === remediation.paper ? paper.name : undefined);
  const duties = remediation.duties.filter((duty) => duty.about === item.n);
  return {
    id: found.id,
    duties: duties.map((duty) => ({
      id: duty.id,
      kind: duty.kind,
      what: dutyWords[duty.kind],
      who: roleWords[duty.owedBy.role],
      ...(duty.due ? { due: duty.due.day } : {}),
      ...(duty.followUpOn ? { followUpOn: duty.followUpOn } : {}),
      opened: duty.opened,
      ...(duty.ended ? { ended: duty.ended } : {}),
      why: whyThisDay(duty, remediation.calendar, named),
      moves: duty.moves.map(({ from, to, on, why }) => ({ from, to, on, why })),
      told: duty.told.map(({ rung, on, against, skipped }) => ({
        rung: rungWords(rung),
        on,
        against,
        skipped: skipped === true,
      })),
    })),
    letters: lines
      .filter((line) => line.about?.['item'] === item.n || duties.some(({ id }) => id === line.duty))
      .map((line) => ({
        letter: line.letter,
        day: line.day,
        role: line.role,
        who: roleWords[line.role],
        what: lineWords(line, duties.find(({ id }) => id === line.duty)?.kind),
        status: line.status,
        words: statusWords[line.status],
        ...(line.why ? { why: line.why } : {}),
        ...(line.inLetter ? { inLetter: line.inLetter } : {}),
      })),
    ahead: ahead(
      remediation,
      duties.filter((duty) => isOpen(duty) && measuredFrom(duty) !== undefined),
    ),
  };
}

/** What a line tells of: a rung of what is owed, or an event. */
const lineWords = (line: LineRow, kind: Duty['kind'] | undefined): string =>
  kind !== undefined && line.rung !== undefined ? `${rungWords(line.rung)}: ${dutyWords[kind]}` : eventWord(line);

const statusWords: Record<LineStatus, string> = {
  waiting: 'chờ soạn thư',
  sent: 'đã đưa vào thư',
  gathered: 'đã gộp vào việc gửi công văn',
  undeliverable: 'không có người nhận',
  dropped: 'không cần gửi nữa',
};

/** The next rungs of these duties, as they will be told if nothing is done. */
function ahead(remediation: Remediation, duties: Duty[]): z.infer<typeof clockSchema>['ahead'] {
  const coming: z.infer<typeof clockSchema>['ahead'] = [];
  let state: Remediation = { ...remediation, duties };
  while (coming.length < rungsAhead) {
    const day = nextRung(state);
    if (day === undefined) break;
    const step = linesDue(state, day, day);
    state = step.state;
    coming.push(
      ...step.lines.map(({ role, act = 'tell', rung }) => ({
        day,
        role,
        who: roleWords[role],
        does: act,
        words: rungActWords[act],
        rung: rungWords(rung ?? 0),
      })),
    );
  }
  return coming.slice(0, rungsAhead);
}

export const itemPathId = z.string().min(1).max(300).meta({ example: 'binh-dinh-2026:conclusion:1:so-noi-vu:2' });
const dayOut = z.string().meta({ example: '2026-03-10' });
const evidenceSchema = z.object({
  id: z.string(),
  name: z.string(),
  type: z.string(),
  size: z.int(),
  incident: z.int().optional().meta({ description: 'Thuộc vụ vi phạm thứ mấy' }),
});

export const draftSchema = z.object({
  version: z.int().meta({ description: '0 khi chưa lưu lần nào' }),
  text: z.string(),
  evidence: z.array(z.string()),
  figures: z
    .object({
      done: z.string().optional(),
      total: z.string().optional(),
      incidents: z.string().optional(),
      incidentOf: z.record(z.string(), z.string()).optional(),
    })
    .optional(),
  savedAt: z.string().optional(),
  savedBy: z.string().optional(),
});

const lateBySchema = z
  .object({ unit: z.int(), office: z.int() })
  .meta({ description: 'Hai đồng hồ: số ngày làm việc chậm ở đơn vị và ở phía Sở' });
const achievedSchema = z.object({ done: z.int(), total: z.int() });

export const itemSchema = z.object({
  id: z.string(),
  campaign: z.string(),
  unit: z.object({ id: z.string(), name: z.string() }),
  paper: z.object({ id: z.string(), name: z.string() }),
  n: z.int(),
  requirement: z.object({
    id: z.string(),
    text: z.string(),
    proof: z.string().optional(),
    responsible: z.string().optional(),
    area: z.string().optional(),
    target: z.object({ of: z.string(), percent: z.number() }).optional(),
    cooperates: z
      .array(z.object({ id: z.string(), name: z.string() }))
      .optional()
      .meta({ description: 'Cơ quan phối hợp' }),
  }),
  state: z.enum(itemStates),
  words: z.string(),
  due: dayOut.optional(),
  followUpOn: dayOut.optional(),
  why: z.string().optional().meta({ description: 'Vì sao hạn là ngày này' }),
  recurs: z.object({ every: z.enum(['month', 'quarter']), until: dayOut }).optional(),
  prohibits: z.boolean().optional().meta({ description: 'Điều cấm: xác nhận bằng số vụ vi phạm' }),
  late: z.boolean(),
  lateBy: lateBySchema,
  waiting: z.array(z.enum(roles)).meta({ description: 'Đang chờ ai' }),
  achieved: achievedSchema.optional(),
  incidents: z.int().optional().meta({ description: 'Tổng số vụ vi phạm đã báo cáo' }),
  extensions: z.array(
    z.object({
      n: z.int(),
      until: dayOut,
      asked: dayOut,
      reason: z.string(),
      decided: z
        .object({
          on: dayOut,
          granted: z.boolean(),
          by: z.string(),
          remarks: z.string(),
          until: dayOut.optional(),
        })
        .optional(),
      withdrawn: dayOut.optional().meta({ description: 'Đơn vị báo cáo trước khi có quyết định' }),
    }),
  ),
  suspended: z.object({ on: dayOut, reason: z.string() }).optional(),
  reopened: z
    .object({ on: dayOut, reason: z.string() })
    .optional()
    .meta({ description: 'Mở lại lần gần nhất, đến khi đơn vị báo cáo lại' }),
  meetsWith: z
    .object({ id: z.string(), paper: z.string() })
    .optional()
    .meta({ description: 'Đã có tại văn bản trước: một báo cáo đáp ứng cả hai' }),
  twins: z.array(z.string()).meta({ description: 'Nội dung của văn bản sau, kết thúc cùng nội dung này' }),
  carriedTo: z.string().optional(),
  closedOn: dayOut.optional(),
  report: z.string().optional().meta({ description: 'Báo cáo đang thẩm tra' }),
  reports: z.array(
    z.object({
      id: z.string(),
      receipt: z.string(),
      at: z.string(),
      by: z.string(),
      text: z.string(),
      period: dayOut.optional(),
      achieved: achievedSchema.optional(),
      incidents: z.int().optional(),
      entry: z
        .object({
          origin: z.enum(['paper', 'telephone']),
          number: z.string().optional(),
          day: dayOut.optional(),
          signer: z.string().optional(),
          arrived: dayOut,
        })
        .optional()
        .meta({ description: 'Nhập hộ: đến bằng cách nào, ngày nào' }),
      evidence: z.array(evidenceSchema),
      verdict: z.enum(verdicts).optional(),
      until: dayOut.optional(),
      remarks: z.string().optional(),
      answeredAt: z.string().optional(),
      answeredBy: z.string().optional(),
    }),
  ),
  draft: draftSchema.optional().meta({ description: 'Bản đang viết; chỉ đơn vị thấy' }),
  version: z.int(),
});

export const itemRowSchema = z
  .object({
    id: z.string(),
    campaign: z.string(),
    unit: z.string(),
    paper: z.string(),
    n: z.int(),
    requirement: z.string(),
    state: z.enum(itemStates),
    words: z.string(),
    due: dayOut.optional(),
    followUpOn: dayOut.optional(),
    late: z.boolean(),
    lateBy: lateBySchema,
    waiting: z.array(z.enum(roles)),
    area: z.string().optional(),
    achieved: achievedSchema.optional(),
    incidents: z.int().optional(),
    carriedTo: z.string().optional(),
    unitName: z.string(),
    heldBy: z.string().optional().meta({ description: 'Đơn vị nhận bàn giao, nay chịu trách nhiệm' }),
    heldByName: z.string().optional(),
    paperName: z.string().meta({ example: 'Thông báo kết luận kiểm tra số 05/TB-SNV' }),
    text: z.string().meta({ description: 'Nội dung văn bản yêu cầu' }),
    areaName: z.string().optional(),
    kind: z.enum(itemKinds),
    kindWords: z.string(),
    team: z.string().optional(),
    through: z.string().optional().meta({ description: 'Cơ quan chủ quản' }),
    owed: z.array(waitingSchema).meta({ description: 'Đang chờ ai làm gì, ngày gần nhất trước' }),
    report: z.string().optional().meta({ description: 'Báo cáo gần nhất: thẩm tra thì gửi lại mã này' }),
    closedOn: dayOut.optional(),
  })
  .meta({ id: 'ItemRow' });

export type ItemRowOut = z.output<typeof itemRowSchema>;

export const clockSchema = z
  .object({
    id: z.string(),
    duties: z.array(
      z.object({
        id: z.string(),
        kind: z.string(),
        what: z.string(),
        who: z.string(),
        due: dayOut.optional(),
        followUpOn: dayOut.optional(),
        opened: dayOut,
        ended: z.object({ how: z.string(), on: dayOut }).optional(),
        why: z.string(),
        moves: z.array(z.object({ from: dayOut, to: dayOut, on: dayOut, why: z.string() })),
        told: z.array(z.object({ rung: z.string(), on: dayOut, against: dayOut, skipped: z.boolean() })),
      }),
    ),
    letters: z.array(
      z.object({
        letter: z.string(),
        day: dayOut,
        role: z.enum(roles),
        who: z.string(),
        what: z.string(),
        status: z.string(),
        words: z.string(),
        why: z.string().optional(),
        inLetter: z.string().optional(),
      }),
    ),
    ahead: z.array(
      z.object({
        day: dayOut,
        role: z.enum(roles),
        who: z.string(),
        does: z.string(),
        words: z.string(),
        rung: z.string(),
      }),
    ),
  })
  .meta({ id: 'ItemClock' });
export type ItemClock = z.output<typeof clockSchema>;
