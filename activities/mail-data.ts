import { vnDay, vnTime } from '../domain/day.ts';
import type { Day } from '../domain/day.ts';
import { isOpen, isPaused, measuredFrom } from '../domain/duty.ts';
import type { Duty, DutyKind, Line } from '../domain/duty.ts';
import type { Campaign } from '../domain/campaign.ts';
import type { Inspection } from '../domain/inspection.ts';
import type { PlannedLetter } from '../domain/letter.ts';
import type { Matter } from '../domain/matter.ts';
import type { Remediation } from '../domain/remediation.ts';
import { wantedItems } from '../domain/requirement.ts';
import { unitRoles } from '../domain/role.ts';
import type { Appointment, Role } from '../domain/role.ts';
import type { TermUnit } from '../domain/term.ts';
import { nextStep, roleWords, rungWords, standing, whatNext, whyYou } from '../domain/why.ts';
import { createFacts } from './mail-facts.ts';
import type { Facts, FactStore, NamedPaper } from './mail-facts.ts';
import { conclusionIssued } from './mail/conclusion-issued.ts';
import type { AskedItem } from './mail/conclusion-issued.ts';
import { followUpEnded } from './mail/follow-up-ended.ts';
import type { Letter, Office } from './mail/letter.ts';
import { notice } from './mail/notice.ts';
import { overdue } from './mail/overdue.ts';
import { planDecided } from './mail/plan-decided.ts';
import { received } from './mail/received.ts';
import { reminder } from './mail/reminder.ts';
import type { Owed, OwedRow, Reasons } from './mail/reminder.ts';
import { sentBack } from './mail/sent-back.ts';
import { teamTold } from './mail/team-told.ts';
import { verificationResult } from './mail/verification-result.ts';
import { workOfToday } from './mail/work-of-today.ts';
import type { Work } from './mail/work-of-today.ts';

/** A letter as it will be kept, what goes with it, and whom its link lets in. */
export interface Composed extends Letter {
  attachments: { sha256: string; name: string }[];
  /** `page`: the unit's page of one person; `office`: the application of the staff. */
  link: 'page' | 'office';
  matters: string[];
  campaigns: string[];
  units: string[];
}

/** One line with its record and, for a rung, its duty. */
interface Told {
  line: Line;
  record: Matter;
  duty?: Duty;
}

interface Reading {
  facts: Facts;
  office: Office;
  day: Day;
  told: Told[];
  letter: PlannedLetter;
}

type Reader = 'unit' | 'staff' | 'superior';

/** Composes a planned letter from the records as they are now, as of `day`. */
export async function compose(
  store: FactStore,
  appointments: Appointment[],
  letter: PlannedLetter,
  day: Day,
): Promise<Composed> {
  const facts = createFacts(store, appointments);
  const told = await Promise.all(
    letter.lines.map(async (line): Promise<Told> => {
      const record = await facts.matter(line.matter);
      if (!record) throw new Error(`${line.id} is about ${line.matter}, which has no record`);
      const duty = record.duties.find(({ id }) => id === line.duty);
      return { line, record, ...(duty ? { duty } : {}) };
    }),
  );
  const training = told.some(({ record }) => record.clock.kind === 'stepped');
  const reading: Reading = { facts, office: await facts.office(training), day, told, letter };
  const written = await write(reading);
  const distinct = (ids: (string | undefined)[]): string[] => [...new Set(ids.filter((id) => id !== undefined))].sort();
  return {
    attachments: [],
    link: readerOf(reading) === 'staff' ? 'office' : 'page',
    matters: distinct(told.map(({ record }) => record.id)),
    campaigns: distinct(told.map(({ record }) => record.place.campaign)),
    units: distinct(told.map(({ line, record }) => line.unit ?? record.place.unit)),
    ...written,
  };
}

type Written = Letter & { attachments?: Composed['attachments'] };

function write(reading: Reading): Promise<Written> {
  switch (reading.letter.kind) {
    case 'reminder':
      return readerOf(reading) === 'staff' ? staffReminder(reading) : unitReminder(reading);
    case 'notice':
      return noticeLetter(reading);
    case 'received':
      return receivedLetter(reading);
    case 'sent-back':
      return sentBackLetter(reading);
    case 'conclusion':
      return conclusionLetter(reading);
    case 'verified':
      return verifiedLetter(reading);
    case 'follow-up-ended':
      return followUpEndedLetter(reading);
    case 'team-told':
      return teamToldLetter(reading);
    case 'plan-decided':
      return planDecidedLetter(reading);
    case 'official-letter':
      throw new Error('A line that waits for an official letter makes no mail');
  }
}

// Who reads it

/** The role this person hears a line in: instead of a role nobody holds they hear it as staff. */
const heardAs = ({ letter }: Reading, { role }: Line): Role =>
  letter.insteadOf?.includes(role) ? 'division-head' : role;

function readerOf(reading: Reading): Reader {
  const roles = reading.told.map(({ line }) => heardAs(reading, line));
  if (roles.some((role) => !unitRoles.includes(role) && role !== 'superior')) return 'staff';
  return roles.some((role) => unitRoles.includes(role)) ? 'unit' : 'superior';
}

async function addressee(reading: Reading): Promise<string> {
  const { facts, told, letter } = reading;
  const person = await facts.person(letter.recipient);
  const units = await Promise.all(
    [...new Set(told.map(({ line, record }) => line.unit ?? record.place.unit))].map((id) => facts.unitName(id)),
  );
  const roles = [...new Set(told.map(({ line }) => line.role))];
  switch (readerOf(reading)) {
    case 'unit': {
      if (roles.includes('unit-contact')) return `Đầu mối ${units.join(', ')}`;
      const post = person?.post ?? 'Thủ trưởng';
      return units.every((unit) => post.includes(unit)) ? post : `${post} ${units.join(', ')}`;
    }
    case 'superior':
      return person?.post ?? `Cơ quan cấp trên trực tiếp của ${units.join(', ')}`;
    case 'staff': {
      const missing = letter.insteadOf?.map((role) => roleWords[role]) ?? [];
      const own = roles.filter((role) => !letter.insteadOf?.includes(role)).map((role) => roleWords[role]);
      const as = [...own, ...(missing.length > 0 ? [`nhận thay ${missing.join(', ')} đang trống`] : [])];
      return `${person?.name ?? 'người phụ trách'} (${as.join('; ')})`;
    }
  }
}

const isVertical = ({ told }: Reading): boolean => told.every(({ record }) => record.vertical === true);

// Reminders to a unit

const shortWords: Partial<Record<DutyKind, string>> = {
  acknowledge: 'xác nhận đã nhận thông báo kiểm tra',
  'self-report': 'báo cáo tự kiểm tra',
  'supplement-self-report': 'bổ sung báo cáo tự kiểm tra',
};

const acts: Partial<Record<DutyKind, string>> = {
  acknowledge: 'Xác nhận đã nhận',
  'self-report': 'Gửi báo cáo tự kiểm tra',
  'supplement-self-report': 'Bổ sung báo cáo',
  remediate: 'Báo cáo kết quả',
  'confirm-period': 'Xác nhận kỳ này',
};

async function unitReminder(reading: Reading): Promise<Letter> {
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
    act: kinds.size === 1 ? (acts[duties[0]!.duty.kind] ?? 'Mở danh sách việc') : 'Mở danh sách việc',
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

/** What the unit still owes in each of these matters; what this letter is about comes with the rest, so that the list is whole. */
async function owedGroups({ facts, day }: Reading, duties: ToldDuty[]): Promise<Owed[]> {
  const records = new Map(duties.map(({ record }) => [record.id, record]));
  const isTold = (record: Matter, duty: Duty) =>
    duties.some((each) => each.record.id === record.id && each.duty.id === duty.id);
  return Promise.all(
    [...records.values()].map(async (record): Promise<Owed> => {
      const open = record.duties
        .filter(
          (duty) =>
            unitRoles.includes(duty.owedBy.role) && isOpen(duty) && !isPaused(duty) && measuredFrom(duty) !== undefined,
        )
        .filter((duty) => isTold(record, duty) || duty.kind !== 'confirm-period')
        .sort((a, b) => compare(measuredFrom(a), measuredFrom(b)));
      const rows = await Promise.all(
        open.map(async (duty): Promise<OwedRow> => {
          const { past, milestone, overdue: late, words } = standing(duty, record.calendar, day, record.vertical);
          const short = shortWords[duty.kind];
          return {
            what: await facts.whatIsOwed(record, duty, true),
            ...(short ? { short } : {}),
            day: measuredFrom(duty)!,
            stands: words,
            past,
            overdue: late,
            milestone,
            told: isTold(record, duty),
          };
        }),
      );
      const isRemediation = record.process === 'remediation';
      return {
        unit: await facts.unitName(record.place.unit),
        vertical: record.vertical === true,
        noun: isRemediation ? 'nội dung khắc phục' : 'việc',
        verb: isRemediation ? 'báo cáo' : 'hoàn thành',
        by: `theo ${await askedBy(facts, record)}`,
        rows,
      };
    }),
  );
}

async function askedBy(facts: Facts, record: Matter): Promise<string> {
  if (record.process === 'remediation') return (await facts.paperOf((record as Remediation).paper)).name;
  const { noticed } = record as Inspection;
  return noticed
    ? (await facts.paperOf(noticed.paper)).name
    : ((await facts.planOf(record.place.campaign))?.title ?? 'kế hoạch kiểm tra');
}

const mostReasons = 3;

async function reasonsOf(reading: Reading, duties: ToldDuty[]): Promise<Reasons> {
  const { facts, office, day } = reading;
  const byLoudness = [...duties].sort((a, b) => (b.line.rung ?? 0) - (a.line.rung ?? 0));
  const steps = duties
    .map(({ record, duty }) => nextStep(record, duty))
    .sort((a, b) => compare(a?.day ?? '9', b?.day ?? '9'));
  const distinct = (sentences: string[]): string[] => [...new Set(sentences)];
  return {
    days: distinct(await Promise.all(duties.map(({ record, duty }) => facts.whyThisDay(record, duty)))),
    you: distinct(
      byLoudness.map(({ record, duty, line }) => whyYou(duty, record, line.rung ?? 0, line.role, day)),
    ).slice(0, mostReasons),
    next: distinct(steps.map((step) => whatNext(step, office.organ))).slice(0, mostReasons),
  };
}

// The morning's work of the staff

async function staffReminder(reading: Reading): Promise<Letter> {
  const { office, day, told } = reading;
  const work = await Promise.all(loudest(told).map((each) => workOf(reading, each)));
  return workOfToday({ office, to: await addressee(reading), today: day, work });
}

async function workOf(reading: Reading, { line, record, duty }: ToldDuty): Promise<Work> {
  const { facts, office, day } = reading;
  const { overdue: late, words } = standing(duty, record.calendar, day, record.vertical);
  const forUnit = unitRoles.includes(duty.owedBy.role);
  const kind = workKind(line, duty, heardAs(reading, line));
  const place = { ...record.place, ...(duty.owedBy.unit ? { unit: duty.owedBy.unit } : {}) };
  const owers = await facts.holdersOf(duty.owedBy.role, place, day);
  const phones = owers.map(({ name, phone }) => `${name}${phone ? `, ${phone}` : ''}`).join('; ');
  const about: Record<Work['kind'], string[]> = {
    call: [`Gọi ${roleWords[duty.owedBy.role]}: ${phones || 'chưa có người, hãy ghi đầu mối'}`],
    decide: [decision(line, duty), ...(phones ? [`${capital(roleWords[duty.owedBy.role])}: ${phones}`] : [])],
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
      ...(record.vertical && forUnit ? ['Cơ quan ngành dọc: đề nghị, không phê bình.'] : []),
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

function decision(line: Line, duty: Duty): string {
  if (line.act === 'put-to-leader')
    return 'Đồng ý trình Ủy ban nhân dân tỉnh ra văn bản, hay tiếp tục đôn đốc bằng công văn của Sở?';
  if (duty.kind === 'acknowledge') return 'Giữ lịch và liên hệ trực tiếp với đơn vị, hay báo trưởng phòng đổi lịch?';
  return 'Kiểm tra theo lịch khi chưa có báo cáo, hay báo trưởng phòng đổi lịch?';
}

// Letters about one event

const only = ({ told }: Reading): Told => told[0]!;

const attached = ({ file, name }: NamedPaper): Composed['attachments'] =>
  file === undefined ? [] : [{ sha256: file, name: `${name.replaceAll('/', '-')}.pdf` }];

async function noticeLetter(reading: Reading): Promise<Written> {
  const { facts, office } = reading;
  const record = only(reading).record as Inspection;
  const { unit, campaign } = record.place;
  const [{ plan, planned, team }, paper] = await Promise.all([
    facts.plannedOf(campaign, unit),
    facts.paperOf(String(only(reading).line.about?.['paper'])),
  ]);
  const lead = team && (await facts.person(team.lead));
  const due = (kind: DutyKind) => record.duties.find((duty) => duty.kind === kind);
  const [acknowledge, selfReport] = [due('acknowledge'), due('self-report')];
  const letter = notice({
    office,
    to: await addressee(reading),
    reader: readerOf(reading),
    unit: await facts.unitName(unit),
    vertical: isVertical(reading),
    year: plan?.year ?? Number(reading.day.slice(0, 4)),
    paper: paper.full,
    visits: record.visits.map(({ n, day, session }) => {
      const visit = planned?.visits.find((each) => each.n === n);
      return { day, session, ...(visit ? { startsAt: visit.startsAt, at: visit.at } : {}) };
    }),
    ...(team ? { team: lead ? `${team.name}, trưởng đoàn ${lead.name}` : team.name } : {}),
    ...(acknowledge?.due ? { acknowledgeBy: acknowledge.due.day } : {}),
    ...(selfReport?.due ? { selfReportBy: selfReport.due.day } : {}),
    days: await Promise.all(
      [acknowledge, selfReport].flatMap((duty) => (duty ? [facts.whyThisDay(record, duty)] : [])),
    ),
  });
  return { ...letter, attachments: attached(paper) };
}

async function receivedLetter(reading: Reading): Promise<Letter> {
  const { facts, office } = reading;
  const { record, line } = only(reading);
  const frozen = String(line.about?.['submission'] ?? line.about?.['report'] ?? '');
  const n = line.about?.['item'] as number | undefined;
  const snapshot = await facts.snapshot(frozen);
  const number = await facts.receiptOf(record.id, frozen);
  const review = record.duties.findLast(
    (duty) =>
      isOpen(duty) &&
      (n === undefined ? duty.kind === 'review-self-report' : duty.kind === 'verify' && duty.about === n),
  );
  const body = snapshot?.body as { evidence?: unknown[]; period?: Day } | undefined;
  const day = vnDay(line.day);
  return received({
    office,
    to: await addressee(reading),
    unit: await facts.unitName(record.place.unit),
    what: n === undefined ? 'báo cáo tự kiểm tra' : body?.period ? 'xác nhận việc thường xuyên' : 'báo cáo khắc phục',
    ...(n === undefined ? {} : { item: await facts.itemText(record as Remediation, n) }),
    at: snapshot && record.clock.kind === 'real' ? `${vnTime(snapshot.at)}, ${day}` : day,
    ...(number === undefined ? {} : { receipt: `BN-${String(number).padStart(4, '0')}` }),
    ...(body?.evidence?.length ? { evidence: body.evidence.length } : {}),
    ...(review?.due
      ? { review: { by: office.division, day: review.due.day, term: termWords(review.due.reckoned) } }
      : {}),
  });
}

const units: Record<TermUnit, string> = { 'working-day': 'ngày làm việc', 'calendar-day': 'ngày', month: 'tháng' };

const termWords = ({ count, unit }: { count: number; unit: TermUnit }): string => `${count} ${units[unit]}`;

async function sentBackLetter(reading: Reading): Promise<Letter> {
  const { facts, office } = reading;
  const { record, line } = only(reading);
  const supplement = record.duties.findLast((duty) => duty.kind === 'supplement-self-report' && isOpen(duty));
  return sentBack({
    office,
    to: await addressee(reading),
    unit: await facts.unitName(record.place.unit),
    vertical: isVertical(reading),
    points: await facts.pointsOf(line.about?.['remarks']),
    ...(supplement?.due ? { by: supplement.due.day } : {}),
    days: supplement ? [await facts.whyThisDay(record, supplement)] : [],
  });
}

async function teamToldLetter(reading: Reading): Promise<Written> {
  const { facts, office, told } = reading;
  const paper = await facts.paperOf(String(only(reading).line.about?.['paper']));
  const records = new Map(told.map(({ record }) => [record.id, record])); // who is lead and secretary hears each once
  const units = await Promise.all(
    [...records.values()].map(async (record) => {
      const inspection = record as Inspection;
      const visit = inspection.visits[0];
      const next = inspection.concluded ? undefined : visit;
      return {
        what: await facts.unitName(inspection.place.unit),
        ...(next ? { day: vnDay(next.day), stands: 'ngày kiểm tra' } : {}),
      };
    }),
  );
  const letter = teamTold({ office, to: await addressee(reading), paper: paper.full, units });
  return { ...letter, attachments: attached(paper) };
}

async function conclusionLetter(reading: Reading): Promise<Written> {
  const { facts, office } = reading;
  const { record, line } = only(reading);
  const id = String(line.about?.['paper']);
  const [paper, content] = await Promise.all([facts.paperOf(id), facts.contentOf(id)]);
  const draft = content?.draft;
  if (draft?.kind !== 'conclusion') throw new Error(`${id} has no frozen conclusion`);
  const unit = record.place.unit!;
  const issued = (record as Inspection).concluded?.on ?? paper.on ?? line.day;
  const wanted = wantedItems(record.calendar, id, draft.requirements, draft.serves, unit, issued);
  const items = wanted.map(({ requirement, due, followUpOn, recurs }): AskedItem => {
    const { text, proof } = draft.requirements.find((each) => each.id === requirement)!;
    return {
      what: text,
      ...(proof ? { proof } : {}),
      due: due
        ? { kind: 'due', day: due.day }
        : followUpOn
          ? { kind: 'milestone', day: followUpOn }
          : recurs
            ? { kind: 'standing', ...recurs }
            : { kind: 'none' },
    };
  });
  const letter = conclusionIssued({
    office,
    to: await addressee(reading),
    reader: readerOf(reading),
    unit: await facts.unitName(unit),
    vertical: isVertical(reading),
    number: paper.number ?? '…',
    paper: paper.full,
    items,
    days: await whyTheseDays(facts, record, wanted),
  });
  return { ...letter, attachments: attached(paper) };
}

/** Why the items of a paper are due when they are; each sentence once. */
async function whyTheseDays(facts: Facts, record: Matter, wanted: ReturnType<typeof wantedItems>): Promise<string[]> {
  const sentences = await Promise.all(
    wanted.flatMap(({ due, followUpOn }) =>
      due || followUpOn
        ? [facts.whyThisDay(record, { ...nobody, ...(due ? { due } : {}), ...(followUpOn ? { followUpOn } : {}) })]
        : [],
    ),
  );
  return [...new Set(sentences)];
}

/** The duty an item will be, as far as its day goes. */
const nobody: Duty = {
  id: '',
  kind: 'remediate',
  owedBy: { role: 'unit-contact' },
  ladder: 'C',
  told: [],
  opened: '2000-01-01',
  pauses: [],
  moves: [],
};

async function verifiedLetter(reading: Reading): Promise<Letter> {
  const { facts, office, told } = reading;
  const record = only(reading).record as Remediation;
  const lines = [
    ...new Map(told.map(({ line }) => [`${line.about?.['item']}/${line.about?.['remarks']}`, line])).values(),
  ];
  const owed = (n: unknown) =>
    record.duties.findLast((duty) => duty.kind === 'remediate' && duty.about === n && isOpen(duty));
  const verdicts = await Promise.all(
    lines.map(async ({ about }) => {
      const n = about?.['item'] as number;
      const verdict = about?.['verdict'] === 'met' ? ('met' as const) : ('not-met' as const);
      const points = await facts.pointsOf(about?.['remarks']);
      const again = verdict === 'not-met' ? owed(n) : undefined;
      const day = again && measuredFrom(again);
      return {
        what: await facts.itemText(record, n),
        verdict,
        ...(points.length > 0 ? { remarks: points.join('\n') } : {}),
        ...(day ? { next: { day, milestone: again.due === undefined } } : {}),
      };
    }),
  );
  const again = lines.flatMap(({ about }) => (about?.['verdict'] === 'met' ? [] : (owed(about?.['item']) ?? [])));
  return verificationResult({
    office,
    to: await addressee(reading),
    unit: await facts.unitName(record.place.unit),
    vertical: isVertical(reading),
    paper: (await facts.paperOf(record.paper)).name,
    verdicts,
    days: [...new Set(await Promise.all(again.map((duty) => facts.whyThisDay(record, duty))))],
    left: record.items.filter(({ state }) => state === 'open' || state === 'returned').length,
  });
}

async function followUpEndedLetter(reading: Reading): Promise<Letter> {
  const { facts, office } = reading;
  const { record: matter, line } = only(reading);
  const record = matter as Remediation;
  return followUpEnded({
    office,
    to: await addressee(reading),
    unit: await facts.unitName(record.place.unit),
    paper: (await facts.paperOf(record.paper)).full,
    on: record.closed ?? line.day,
    items: await Promise.all(
      record.items.map(async ({ n, closedOn }) => ({
        what: await facts.itemText(record, n),
        ...(closedOn ? { closedOn } : {}),
      })),
    ),
  });
}

async function planDecidedLetter(reading: Reading): Promise<Letter> {
  const { facts, office } = reading;
  const { record: matter, line } = only(reading);
  const record = matter as Campaign;
  const decision = line.about?.['decision'] === 'approved' ? ('approved' as const) : ('sent-back' as const);
  const next = record.duties.find(
    (duty) => isOpen(duty) && duty.kind === (decision === 'approved' ? 'issue-notice' : 'revise-plan'),
  );
  const plan = await facts.planOf(record.place.campaign);
  return planDecided({
    office,
    to: await addressee(reading),
    title: plan?.title ?? record.place.campaign,
    decision,
    units: record.plan.units,
    firstVisit: record.plan.firstVisit,
    points: await facts.pointsOf(line.about?.['remarks']),
    ...(next?.due
      ? {
          next: {
            what: decision === 'approved' ? 'gửi thông báo kiểm tra tới các đơn vị' : 'sửa và trình lại kế hoạch',
            by: next.due.day,
          },
        }
      : {}),
    days: next ? [await facts.whyThisDay(record, next)] : [],
  });
}
