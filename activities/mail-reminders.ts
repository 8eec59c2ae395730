import { isOpen, isPaused, isVertical, measuredFrom } from '../domain/duty.ts';
import type { Duty, DutyKind, Line } from '../domain/duty.ts';
import { byReport } from '../domain/inspection.ts';
import type { Inspection } from '../domain/inspection.ts';
import { holderOf } from '../domain/matter.ts';
import type { Matter } from '../domain/matter.ts';
import type { Proposal } from '../domain/proposal.ts';
import type { Remediation } from '../domain/remediation.ts';
import { vnNumber } from '../domain/number.ts';
import { unitRoles } from '../domain/role.ts';
import type { Role } from '../domain/role.ts';
import { nextStep, roleWords, rungWords, standing, whatNext, whyYou } from '../domain/why.ts';
import type { NextStep } from '../domain/why.ts';
import type { Facts } from './mail-facts.ts';
import type { Letter } from './mail/letter.ts';
import { overdue } from './mail/overdue.ts';
import { reminder } from './mail/reminder.ts';
import type { Owed, OwedRow, Reasons } from './mail/reminder.ts';
import { workOfToday } from './mail/work-of-today.ts';
import type { Work } from './mail/work-of-today.ts';
import { heardAs, addressee } from './mail-reading.ts';
import type { Told, Reading } from './mail-reading.ts';

const shortWords: Partial<Record<DutyKind, string>> = {
  acknowledge: 'xác nhận đã nhận thông báo kiểm tra',
  'self-report': 'báo cáo tự kiểm tra',
  'supplement-self-report': 'bổ sung báo cáo tự kiểm tra',
  explain: 'giải trình',
  'comment-draft': 'góp ý dự thảo kết luận',
  'answer-proposal': 'ý kiến trả lời kiến nghị',
};

const acts: Partial<Record<DutyKind, string>> = {
  acknowledge: 'Xác nhận đã nhận',
  'self-report': 'Gửi báo cáo tự kiểm tra',
  'supplement-self-report': 'Bổ sung báo cáo',
  remediate: 'Báo cáo kết quả',
  'confirm-period': 'Xác nhận kỳ này',
  explain: 'Gửi giải trình',
  'comment-draft': 'Góp ý dự thảo',
  'answer-proposal': 'Trả lời kiến nghị',
};

export async function unitReminder(reading: Reading): Promise<Letter> {
  const { office, day, told } = reading;
  const duties = loudest(told);
  const kinds = new Set(duties.map(({ duty }) => duty.kind));
  const roles = new Set(told.map(({ line }) => line.role));
  const data = {
    office,
    to: (await addressee(reading)) + copied(duties, roles),
    today: day,
    owed: await owedGroups(reading, duties),
    reasons: await reasonsOf(reading, duties),
    act: kinds.size === 1 ? actOf(duties[0]!) : 'Mở danh sách việc',
  };
  if (roles.has('unit-contact')) return reminder(data);
  const contactTold = duties.flatMap(({ record, duty }) =>
    duty.told
      .filter(
        ({ rung, skipped, on }) =>
          !skipped && on < day && record.ladders[duty.ladder].rungs[rung]?.to.includes('unit-contact'),
      )
      .map(({ on }) => on),
  );
  return overdue({ ...data, contactTold: [...new Set(contactTold)].sort() });
}

type ToldDuty = Told & { duty: Duty };

/** Each duty once, by its loudest rung, the earliest day first. */
function loudest(told: Told[]): ToldDuty[] {
  const duties = new Map<string, ToldDuty>();
  for (const each of told) {
    if (!each.duty) continue;
    const key = `${each.record.id}/${each.duty.id}`;
    const louder = duties.get(key);
    if (!louder || (each.line.rung ?? 0) > (louder.line.rung ?? 0)) duties.set(key, { ...each, duty: each.duty });
  }
  return [...duties.values()].sort((a, b) => compare(measuredFrom(a.duty), measuredFrom(b.duty)));
}

const compare = (a: string | undefined, b: string | undefined): number =>
  (a ?? '') < (b ?? '') ? -1 : (a ?? '') > (b ?? '') ? 1 : 0;

/** The head is told of the same rung by a letter of their own. */
function copied(duties: ToldDuty[], roles: Set<Role>): string {
  const alsoTheHead = duties.some(({ record, duty, line }) =>
    record.ladders[duty.ladder].rungs[line.rung ?? -1]?.to.includes('unit-head'),
  );
  return alsoTheHead && roles.has('unit-contact') && !roles.has('unit-head') ? ' (đồng gửi: thủ trưởng đơn vị)' : '';
}

/** The unit that owes a duty: whose the matter is now, or the agency a proposal was put to. */
const owing = (record: Matter, { owedBy }: Duty): string | undefined => owedBy.unit ?? holderOf(record);

/** What each unit still owes in each of these matters; what this letter is about comes with the rest, so that the list is whole. */
async function owedGroups({ facts, day }: Reading, duties: ToldDuty[]): Promise<Owed[]> {
  const groups = new Map(
    duties.map(({ record, duty }) => {
      const unit = owing(record, duty);
      return [`${record.id}\n${unit}`, { record, unit }];
    }),
  );
  const isTold = (record: Matter, duty: Duty) =>
    duties.some((each) => each.record.id === record.id && each.duty.id === duty.id);
  return Promise.all(
    [...groups.values()].map(async ({ record, unit }): Promise<Owed> => {
      const open = record.duties
        .filter(
          (duty) =>
            unitRoles.includes(duty.owedBy.role) &&
            owing(record, duty) === unit &&
            isOpen(duty) &&
            !isPaused(duty) &&
            measuredFrom(duty) !== undefined,
        )
        .filter((duty) => isTold(record, duty) || duty.kind !== 'confirm-period')
        .sort((a, b) => compare(measuredFrom(a), measuredFrom(b)));
      const rows = await Promise.all(
        open.map(async (duty): Promise<OwedRow> => {
          const {
            past,
            milestone,
            overdue: late,
            words,
          } = standing(duty, record.calendar, day, isVertical(duty, record));
          const short = shortOf(record, duty);
          const notes = await wantedNotes(facts, record, duty);
          return {
            what: await facts.whatIsOwed(record, duty, true),
            ...(short ? { short } : {}),
            day: measuredFrom(duty)!,
            stands: words,
            past,
            overdue: late,
            milestone,
            told: isTold(record, duty),
            ...(notes.length > 0 ? { notes } : {}),
          };
        }),
      );
      return {
        unit: await facts.unitName(unit),
        vertical: open.length > 0 && open.every((duty) => isVertical(duty, record)),
        ...(await nounOf(facts, record)),
        verb: record.process === 'remediation' ? 'báo cáo' : record.process === 'proposal' ? 'trả lời' : 'hoàn thành',
        by: `${await askedBy(facts, record)}${await receivedFrom(facts, record)}`,
        rows,
      };
    }),
  );
}

const isReporting = (record: Matter): boolean =>
  record.process === 'inspection' && (record as Inspection).method === 'reporting';

const shortOf = (record: Matter, { kind }: Duty): string | undefined =>
  isReporting(record) ? shortWords[kind]?.replace('báo cáo tự kiểm tra', 'báo cáo kỳ') : shortWords[kind];

const actOf = ({ record, duty: { kind } }: ToldDuty): string =>
  kind === 'self-report' && isReporting(record) ? 'Gửi báo cáo kỳ' : (acts[kind] ?? 'Mở danh sách việc');

/** What is wanted of a share or a prohibition, in numbers. */
async function wantedNotes(facts: Facts, record: Matter, { kind, about }: Duty): Promise<string[]> {
  if (record.process !== 'remediation') return [];
  const { items, paper } = record as Remediation;
  const item = items.find(({ n }) => n === about);
  if (kind === 'confirm-period') return item?.prohibits ? ['Ghi số vụ vi phạm trong kỳ; không có thì ghi 0'] : [];
  if (!item?.target) return [];
  const { target } = (await facts.requirementsOf(paper)).find(({ id }) => id === item.requirement) ?? {};
  const done = item.achieved ? `, đã báo cáo ${vnNumber(item.achieved.done)}/${vnNumber(item.achieved.total)}` : '';
  return target ? [`Chỉ tiêu: ${vnNumber(target.percent)}% ${target.of}${done}`] : [];
}

async function nounOf(facts: Facts, record: Matter): Promise<Pick<Owed, 'noun'>> {
  if (record.process === 'proposal') return { noun: 'kiến nghị' };
  if (record.process !== 'remediation') return { noun: 'việc' };
  const draft = await facts.askingOf((record as Remediation).paper);
  return { noun: draft?.kind === 'directive' && !record.vertical ? 'nhiệm vụ' : 'nội dung khắc phục' };
}

/** Papers name the unit that was; its successor is told whose work this is. */
const receivedFrom = async (facts: Facts, record: Matter): Promise<string> =>
  record.custody === undefined ? '' : ` (nhận từ ${await facts.unitName(record.place.unit)})`;

async function askedBy(facts: Facts, record: Matter): Promise<string> {
  if (record.process === 'remediation') return `theo ${(await facts.paperOf((record as Remediation).paper)).name}`;
  if (record.process === 'proposal') {
    const { place } = record as Proposal;
    return `do ${await facts.unitName(place.unit)} nêu`;
  }
  const { noticed } = record as Inspection;
  const by = noticed
    ? (await facts.paperOf(noticed.paper)).name
    : ((await facts.planOf(record.place.campaign))?.title ?? 'kế hoạch kiểm tra');
  return `theo ${by}`;
}

const mostReasons = 3;

async function reasonsOf(reading: Reading, duties: ToldDuty[]): Promise<Reasons> {
  const { facts, office, day } = reading;
  const byLoudness = [...duties].sort((a, b) => (b.line.rung ?? 0) - (a.line.rung ?? 0));
  const steps = await Promise.all(
    duties.map(async ({ record, duty }) => ({
      what: await facts.whatIsOwed(record, duty, true),
      next: nextStep(record, duty),
    })),
  );
  const distinct = (sentences: string[]): string[] => [...new Set(sentences)];
  return {
    days: distinct(await Promise.all(duties.map(({ record, duty }) => facts.whyThisDay(record, duty)))),
    you: distinct(
      byLoudness.map(({ record, duty, line }) => whyYou(duty, record, line.rung ?? 0, line.role, day)),
    ).slice(0, mostReasons),
    next: nextOf(steps, office.organ),
  };
}

/** What comes next, the nearest first; where not all has the same ahead of it, each sentence says what it speaks of. */
function nextOf(steps: readonly { what: string; next: NextStep | undefined }[], organ: string): string[] {
  const speaking = new Map<string, string[]>();
  for (const { what, next } of steps.toSorted((a, b) => compare(a.next?.day ?? '9', b.next?.day ?? '9'))) {
    const sentence = whatNext(next, organ);
    speaking.set(sentence, [...(speaking.get(sentence) ?? []), what]);
  }
  if (speaking.size === 1) return [...speaking.keys()];
  return [...speaking].slice(0, mostReasons).map(([sentence, [first = '', ...others]]) => {
    const rest = others.length > 0 ? ` và ${others.length} việc khác` : '';
    return `Đối với “${brief(first)}”${rest}: ${sentence.slice(0, 1).toLowerCase()}${sentence.slice(1)}`;
  });
}

/** As much of a text as tells it from the others. */
const brief = (text: string): string => (text.length > 60 ? `${text.slice(0, text.lastIndexOf(' ', 57))}…` : text);

export async function staffReminder(reading: Reading): Promise<Letter> {
  const { office, day, told } = reading;
  const work = await Promise.all(loudest(told).map((each) => workOf(reading, each)));
  return workOfToday({ office, to: await addressee(reading), today: day, work });
}

async function workOf(reading: Reading, { line, record, duty }: ToldDuty): Promise<Work> {
  const { facts, office, day } = reading;
  const { overdue: late, words } = standing(duty, record.calendar, day, isVertical(duty, record));
  const forUnit = unitRoles.includes(duty.owedBy.role);
  const kind = workKind(line, duty, heardAs(reading, line));
  const place = {
    ...record.place,
    ...(duty.owedBy.unit ? { unit: duty.owedBy.unit } : {}),
    ...(duty.owedBy.visit ? { visit: duty.owedBy.visit } : {}),
  };
  const owers = await facts.holdersOf(duty.owedBy.role, place, day);
  const phones = owers.map(({ name, phone }) => `${name}${phone ? `, ${phone}` : ''}`).join('; ');
  const about: Record<Work['kind'], string[]> = {
    call: [`Gọi ${roleWords[duty.owedBy.role]}: ${phones || 'chưa có người, hãy ghi đầu mối'}`],
    decide: [decision(line, record, duty), ...(phones ? [`${capital(roleWords[duty.owedBy.role])}: ${phones}`] : [])],
    own: [],
    know: [
      `Người thực hiện: ${roleWords[duty.owedBy.role]}${owers.length > 0 ? `, ${owers.map(({ name }) => name).join(', ')}` : ''}`,
      ...(reading.letter.insteadOf?.includes(line.role)
        ? [`Chưa có ${roleWords[line.role]}: hãy ghi người nhận để thư đến đúng nơi.`]
        : []),
    ],
  };
  const measured = measuredFrom(duty);
  return {
    kind,
    what: await facts.whatIsOwed(record, duty, false),
    ...(measured ? { day: measured } : {}),
    stands: words,
    late,
    notes: [
      ...about[kind],
      await facts.whyThisDay(record, duty),
      `${rungWords(line.rung ?? 0)}. ${whatNext(nextStep(record, duty), office.organ)}`,
      ...(isVertical(duty, record) && forUnit ? ['Cơ quan ngành dọc: đề nghị, không phê bình.'] : []),
    ],
    toSign: duty.kind === 'sign' || duty.kind === 'approve-plan',
  };
}

const capital = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1);

function workKind(line: Line, duty: Duty, role: Role): Work['kind'] {
  if (line.act === 'call') return 'call';
  if (line.act === 'put-to-leader') return 'decide';
  if (role === duty.owedBy.role || (role === 'leader-secretary' && duty.owedBy.role === 'signer')) return 'own';
  return role === 'lead' && unitRoles.includes(duty.owedBy.role) ? 'decide' : 'know';
}

function decision(line: Line, record: Matter, { kind }: Duty): string {
  if (line.act === 'put-to-leader')
    return record.process === 'proposal'
      ? 'Đề nghị Ủy ban nhân dân tỉnh có ý kiến với cơ quan trả lời, hay chờ thêm?'
      : 'Đồng ý trình Ủy ban nhân dân tỉnh ra văn bản, hay tiếp tục đôn đốc bằng công văn của Sở?';
  switch (kind) {
    case 'acknowledge':
      return byReport(record as Inspection)
        ? 'Liên hệ trực tiếp với đơn vị, hay chờ báo cáo?'
        : 'Giữ lịch và liên hệ trực tiếp với đơn vị, hay báo trưởng phòng đổi lịch?';
    case 'explain':
      return 'Kết luận theo hồ sơ hiện có, hay liên hệ và chờ đơn vị giải trình?';
    default:
      return byReport(record as Inspection)
        ? 'Liên hệ và chờ thêm, hay ghi nhận đơn vị không gửi báo cáo?'
        : 'Kiểm tra theo lịch khi chưa có báo cáo, hay báo trưởng phòng đổi lịch?';
  }
}
