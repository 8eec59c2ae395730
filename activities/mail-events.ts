import { vnDay, vnTime } from '../domain/day.ts';
import type { Day } from '../domain/day.ts';
import { isOpen, measuredFrom } from '../domain/duty.ts';
import type { Duty, DutyKind } from '../domain/duty.ts';
import type { Campaign } from '../domain/campaign.ts';
import type { Inspection } from '../domain/inspection.ts';
import type { Matter } from '../domain/matter.ts';
import type { Remediation } from '../domain/remediation.ts';
import { wantedItems } from '../domain/requirement.ts';
import type { TermUnit } from '../domain/term.ts';
import type { Facts, NamedPaper } from './mail-facts.ts';
import { conclusionIssued } from './mail/conclusion-issued.ts';
import type { AskedItem } from './mail/conclusion-issued.ts';
import { followUpEnded } from './mail/follow-up-ended.ts';
import type { Letter } from './mail/letter.ts';
import { notice } from './mail/notice.ts';
import { planDecided } from './mail/plan-decided.ts';
import { received } from './mail/received.ts';
import { sentBack } from './mail/sent-back.ts';
import { teamTold } from './mail/team-told.ts';
import { verificationResult } from './mail/verification-result.ts';
import { readerOf, addressee, isVertical } from './mail-reading.ts';
import type { Told, Reading, Written } from './mail-reading.ts';

const only = ({ told }: Reading): Told => told[0]!;

const attached = ({ file, name }: NamedPaper): NonNullable<Written['attachments']> =>
  file === undefined ? [] : [{ sha256: file, name: `${name.replaceAll('/', '-')}.pdf` }];

export async function noticeLetter(reading: Reading): Promise<Written> {
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

export async function receivedLetter(reading: Reading): Promise<Letter> {
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

export async function sentBackLetter(reading: Reading): Promise<Letter> {
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

export async function teamToldLetter(reading: Reading): Promise<Written> {
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

export async function conclusionLetter(reading: Reading): Promise<Written> {
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

export async function verifiedLetter(reading: Reading): Promise<Letter> {
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

export async function followUpEndedLetter(reading: Reading): Promise<Letter> {
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

export async function planDecidedLetter(reading: Reading): Promise<Letter> {
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
