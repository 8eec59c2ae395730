import { addDays } from '../../domain/day.ts';
import type { MinutesContent } from '../../domain/minutes.ts';
import type { Plan } from '../../domain/plan.ts';
import type { PersonId, UnitId } from '../../domain/role.ts';
import type { Act } from '../sample/people.ts';
import { office, parts, showRound, teams } from './round.ts';
import type { Part } from './round.ts';
import type { Seen, SeenDuty, SeenPaper, SeenUnit } from './round-seen.ts';
import { contactMail } from './units.ts';
import type { Contact } from './units.ts';
import { agreed, allSigned, conclusionOf, directiveTo, minutesOf, notMet, officialLetter, sentBack } from './words.ts';

/** One thing somebody does now. The same `what` of several units is told as one. */
export interface Deed {
  /** The same deed has the same name: one that was refused is not tried again that day. */
  id: string;
  what: string;
  whose?: string;
  /** Where it can be seen, behind the site's address. */
  at: string;
  does(): Promise<unknown>;
}

export interface Cast {
  /** The round as it would be planned today. */
  plan(): Promise<Plan>;
  as(person: PersonId): Act;
  contact(unit: UnitId): Promise<Contact>;
}

const board = `/dot/${showRound}`;
const ofUnit = (unit: UnitId): string => `/don-vi/${unit}`;
const mailboxOf = (unit: UnitId): string => `/mailbox?to=${encodeURIComponent(contactMail(unit))}`;

/**
 * What the cast does now, by what it sees and nothing else: begun anew in the middle it goes on as if it had not
 * stopped. `wait`: something is on its way by itself. Nothing: the day is over.
 */
export function turnOf(seen: Seen, cast: Cast): Deed[] | 'wait' {
  const path = `/api/campaigns/${showRound}`;
  const planner = () => cast.as(office.planner);
  switch (seen.state) {
    case 'none':
      return [
        deed('lập kế hoạch kiểm tra sáu đơn vị', board, async () =>
          planner()('POST', '/api/campaigns', await cast.plan()),
        ),
      ];
    case 'draft':
    case 'sent-back':
      return [deed('trình kế hoạch', board, () => planner()('POST', `${path}/submit`, {}))];
    case 'submitted':
      return [
        deed('Giám đốc Sở phê duyệt kế hoạch', board, () => cast.as(office.signer)('POST', `${path}/approve`, {})),
      ];
    case 'approved':
      return [
        deed('triển khai tới sáu đơn vị trong một lần bấm', board, () => planner()('POST', `${path}/launch`, {})),
      ];
    case 'launching':
      return 'wait';
    case 'closed':
    case 'cancelled':
      return [];
  }
  if (seen.papers.some(({ state }) => ['numbering', 'numbered', 'voiding'].includes(state))) return 'wait';
  const deeds = [
    ...seen.papers.flatMap((paper) => ofPaper(paper, cast)),
    ...seen.units.flatMap((unit) => ofSeenUnit(unit, seen, cast)),
    ...teams.flatMap((team) => conclusionBy(team, seen, cast)),
    ...directive(seen, cast),
  ];
  // the round's own acts last: an inspection is ended when nobody is writing any more
  return deeds.length > 0 ? deeds : seen.waiting.flatMap((duty) => ofRound(duty, seen, cast));
}

const deed = (what: string, at: string, does: Deed['does'], whose?: string): Deed => ({
  id: `${what}/${whose ?? ''}`,
  what,
  at,
  does,
  ...(whose === undefined ? {} : { whose }),
});

const paperNames: Record<string, string> = {
  notice: 'Thông báo kiểm tra',
  conclusion: 'Thông báo kết luận',
  directive: 'Công văn chỉ đạo',
};

/** Each paper goes its way: submitted, appraised, signed, numbered. */
function ofPaper({ id, kind, state, team, serves }: SeenPaper, cast: Cast): Deed[] {
  const path = `/api/papers/${id}`;
  const at = `/van-ban/${id}`;
  const of = teams.find((one) => one.id === team);
  const name = `${paperNames[kind] ?? 'Văn bản'} ${of ? `của ${of.name}` : serves.length > 0 ? `gửi ${serves.length} đơn vị` : 'sau kiểm tra'}`;
  const asRead = (person: PersonId, step: string) => async () => {
    const act = cast.as(person);
    const { record } = await act<{ record: { content: { sha256: string } } }>('GET', path);
    return act('POST', `${path}/${step}`, { sha256: record.content.sha256 });
  };
  const writer = kind === 'conclusion' && of ? of.lead : office.planner;
  switch (state) {
    case 'drafted':
      return [deed(`${name}: trình`, at, () => cast.as(writer)('POST', `${path}/submit`, {}))];
    case 'submitted':
      return [deed(`${name}: Trưởng phòng CCHC thẩm định`, at, asRead(office.divisionHead, 'appraise'))];
    case 'appraised':
      return [deed(`${name}: Giám đốc Sở ký`, at, asRead(office.signer, 'sign'))];
    case 'signed':
      return [
        deed(`${name}: văn thư cấp số, phát hành, thư kèm văn bản tới từng đơn vị`, at, () =>
          cast.as(office.clerk)('POST', `${path}/number`, {}),
        ),
      ];
    default:
      return [];
  }
}

function ofSeenUnit(unit: SeenUnit, seen: Seen, cast: Cast): Deed[] {
  const part = parts.find((one) => one.unit === unit.unit.id);
  const team = teams.find(({ id }) => id === part?.team);
  if (!part || !team) return [];
  const visits = unit.visits
    .filter(({ day, held }) => held === undefined && day <= seen.today)
    .map(({ n, day }) =>
      deed(
        `${team.name} kiểm tra tại đơn vị`,
        ofUnit(part.unit),
        () => cast.as(team.secretary)('POST', `/api/inspections/${unit.id}/visits/${n}/held`, { on: day }),
        unit.unit.name,
      ),
    );
  return [
    ...visits,
    ...unit.waiting.flatMap((duty) => {
      const done = ofDuty(duty, part, unit, seen, cast, team);
      return done
        ? [{ ...deed(done.what, done.at, done.does, unit.unit.name), id: `${duty.matter}/${duty.duty}` }]
        : [];
    }),
  ];
}

/** What somebody does about one open duty of a unit, if it is time for it. */
function ofDuty(
  duty: SeenDuty,
  part: Part,
  unit: SeenUnit,
  seen: Seen,
  cast: Cast,
  team: (typeof teams)[number],
): Pick<Deed, 'what' | 'at' | 'does'> | undefined {
  const { kind, past } = duty;
  const secretary = cast.as(team.secretary);
  const inspection = `/api/inspections/${unit.id}`;
  const at = ofUnit(part.unit);
  const contact = () => cast.contact(part.unit);
  const late = past > 0 ? `, muộn ${past} ngày làm việc` : '';
  switch (kind) {
    case 'acknowledge':
      if (past < part.acknowledges) return undefined;
      return {
        what: `xác nhận đã nhận thông báo qua đường dẫn trong thư${late}`,
        at: mailboxOf(part.unit),
        does: async () => (await contact()).acknowledge(),
      };
    case 'self-report':
      if (past < part.reports) return undefined;
      return {
        what: `gửi báo cáo tự kiểm tra${late}`,
        at,
        does: async () => (await contact()).selfReport(false),
      };
    case 'supplement-self-report':
      return { what: 'sửa và gửi lại báo cáo', at, does: async () => (await contact()).selfReport(true) };
    case 'review-self-report':
      return part.corrected && unit.steps.selfReport?.submissions === 1
        ? {
            what: 'báo cáo thiếu tài liệu, thư ký Đoàn trả lại',
            at: mailboxOf(part.unit),
            does: () => secretary('POST', `${inspection}/send-back`, { points: sentBack }),
          }
        : { what: 'báo cáo được chấp nhận', at, does: () => secretary('POST', `${inspection}/accept`) };
    case 'minutes':
      return {
        what: 'ký biên bản',
        at,
        does: () =>
          writeMinutes(
            secretary,
            `${inspection}/visits/${unit.visits.find((one) => one.held && !one.minutesSigned)?.n ?? 1}/minutes`,
            unit.unit.name,
          ),
      };
    default:
      return ofItem(duty, part, seen, cast, team);
  }
}

/** Minutes are drafted over what is known, kept, and signed as they stand. */
async function writeMinutes(secretary: Act, path: string, unit: string): Promise<unknown> {
  const { version: base, content } = await secretary<{ version: number; content: MinutesContent }>('GET', path);
  const { version } = await secretary<{ version: number }>('PUT', path, { base, content: minutesOf(content, unit) });
  return secretary('POST', path, { version, signed: allSigned });
}

/** `3` of `remediate:3`, `verify:3:2`. */
const itemNumber = (duty: string): number => Number(duty.split(':')[1]);

function ofItem(
  { kind, matter, duty, past, due }: SeenDuty,
  part: Part,
  seen: Seen,
  cast: Cast,
  team: (typeof teams)[number],
): Pick<Deed, 'what' | 'at' | 'does'> | undefined {
  const n = itemNumber(duty);
  const item = `${matter.replace(/^remediation:/, '')}:${n}`;
  const path = `/api/items/${item}`;
  const at = `/viec/${item}`;
  const row = seen.itemRows.get(item);
  const isFirst = n === 1 && matter.includes(':conclusion:');
  const late = past > 0 ? `, quá hạn ${past} ngày làm việc` : '';
  switch (kind) {
    case 'remediate': {
      const again = row?.state === 'returned';
      if (isFirst && part.item === 'extended' && due !== undefined && row && !row.asked && past >= -5)
        return {
          what: 'xin gia hạn một nội dung khắc phục',
          at,
          does: async () => (await cast.contact(part.unit)).askForTime(item, addDays(due, 7)),
        };
      if (!again && past < part.remedies) return undefined;
      return {
        what: again ? 'bổ sung, báo cáo lại nội dung khắc phục' : `báo cáo nội dung khắc phục, kèm ảnh${late}`,
        at,
        does: async () => (await cast.contact(part.unit)).report(item, again),
      };
    }
    case 'confirm-period':
      if (past < -1) return undefined;
      return {
        what: 'xác nhận điều không được làm: trong kỳ không có trường hợp nào',
        at,
        does: async () => (await cast.contact(part.unit)).confirm(item),
      };
    case 'verify':
      return {
        what: 'báo cáo khắc phục được thẩm tra',
        at,
        does: async () => {
          const act = cast.as(team.secretary);
          const { report, reports } = await act<{ report: string; reports: unknown[] }>('GET', path);
          const isShort = isFirst && part.item === 'returned' && reports.length === 1;
          return act('POST', `${path}/verify`, {
            report,
            ...(isShort ? { verdict: 'not-met', remarks: notMet } : { verdict: 'met' }),
          });
        },
      };
    case 'decide-extension':
      return {
        what: 'Phó Giám đốc Sở đồng ý gia hạn',
        at,
        does: () =>
          cast.as(office.deputyDirector)('POST', `${path}/extensions/decision`, { granted: true, remarks: agreed }),
      };
    case 'close':
      return {
        what: 'nội dung đã đạt được người khác đóng lại',
        at,
        does: () => cast.as(office.divisionHead)('POST', `${path}/close`),
      };
    default:
      return undefined;
  }
}

/** When the last of its units has signed the minutes, the lead drafts one conclusion for all of them. */
function conclusionBy(team: (typeof teams)[number], { units, papers }: Seen, cast: Cast): Deed[] {
  const mine = units.filter((unit) => unit.team.id === team.id);
  const isReady = ({ waiting }: SeenUnit) => waiting.some(({ kind }) => kind === 'draft-conclusion');
  if (mine.length === 0 || !mine.every(isReady)) return [];
  if (papers.some(({ kind, team: of }) => kind === 'conclusion' && of === team.id)) return [];
  const draft = conclusionOf(mine.map(({ unit }) => unit.id));
  return [
    deed(`${team.name} dự thảo Thông báo kết luận`, board, () =>
      cast.as(team.lead)('POST', `/api/campaigns/${showRound}/papers`, draft),
    ),
  ];
}

/** Once every unit has its conclusion: one công văn for what they have in common. */
function directive({ today, units, papers }: Seen, cast: Cast): Deed[] {
  const conclusions = papers.filter(({ kind }) => kind === 'conclusion');
  if (conclusions.length < teams.length || conclusions.some(({ state }) => state !== 'issued')) return [];
  if (papers.some(({ kind }) => kind === 'directive')) return [];
  const draft = directiveTo(
    units.map(({ unit }) => unit.id),
    conclusions.map(({ number }) => number ?? ''),
    addDays(today, 40),
  );
  return [
    deed('Chuyên viên CCHC dự thảo Công văn chỉ đạo sau kiểm tra', board, () =>
      cast.as(office.planner)('POST', `/api/campaigns/${showRound}/papers`, draft),
    ),
  ];
}

/** What the round itself waits for. */
function ofRound({ kind }: SeenDuty, { today }: Seen, cast: Cast): Deed[] {
  const act = (what: string, path: string, body: object) =>
    deed(what, board, () => cast.as(office.planner)('POST', `/api/campaigns/${showRound}/${path}`, body));
  switch (kind) {
    case 'send-official-letter':
      return [act('gửi công văn đôn đốc tới các đơn vị quá hạn', 'official-letters', officialLetter(today))];
    case 'end-inspection':
      return [act('kết thúc kiểm tra, chuyển sang theo dõi khắc phục', 'end-inspection', {})];
    default:
      return [];
  }
}
