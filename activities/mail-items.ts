import type { AskingDraft } from '../domain/draft.ts';
import { isOpen, measuredFrom } from '../domain/duty.ts';
import type { Duty } from '../domain/duty.ts';
import { concernedUnits } from '../domain/finding.ts';
import type { Inspection } from '../domain/inspection.ts';
import { holderOf } from '../domain/matter.ts';
import type { Matter } from '../domain/matter.ts';
import { sameIssuer } from '../domain/paper-symbol.ts';
import { reportable } from '../domain/remediation.ts';
import type { Item, Remediation } from '../domain/remediation.ts';
import { wantedItems } from '../domain/requirement.ts';
import type { Requirement, WantedItem } from '../domain/requirement.ts';
import type { UnitId } from '../domain/role.ts';
import { verdicts } from '../domain/verification.ts';
import type { Facts } from './mail-facts.ts';
import { conclusionIssued } from './mail/conclusion-issued.ts';
import type { AskedItem } from './mail/conclusion-issued.ts';
import { directive } from './mail/directive.ts';
import type { Task } from './mail/directive.ts';
import { followUpEnded } from './mail/follow-up-ended.ts';
import { itemChanged } from './mail/item-changed.ts';
import type { ItemChange } from './mail/item-changed.ts';
import type { Letter } from './mail/letter.ts';
import { verificationResult } from './mail/verification-result.ts';
import { addressee, attached, isVertical, only, readerOf } from './mail-reading.ts';
import type { Reading, Written } from './mail-reading.ts';

export async function conclusionLetter(reading: Reading): Promise<Written> {
  const { facts, office } = reading;
  const { record, line } = only(reading);
  const id = String(line.about?.['paper']);
  const [paper, content] = await Promise.all([facts.paperOf(id), facts.contentOf(id)]);
  const draft = await facts.askingOf(id);
  const unit = record.place.unit!;
  const issued = (record as Inspection).concluded?.on ?? paper.on ?? line.day;
  // the report of a round concludes too, and asks nothing of a unit
  const wanted = draft
    ? wantedItems(record.calendar, id, draft.requirements, draft.serves, unit, issued, content?.groups)
    : [];
  const items = await Promise.all(
    wanted.map(async (item): Promise<AskedItem> => {
      const { text, proof } = requirementOf(draft, item);
      const earlier = item.meetsWith && (await facts.paperOf(item.meetsWith.paper)).name;
      return {
        what: text,
        ...(proof ? { proof } : {}),
        ...(earlier ? { meetsWith: earlier } : {}),
        due: dueOf(item),
      };
    }),
  );
  const letter = conclusionIssued({
    office,
    to: await addressee(reading),
    reader: readerOf(reading),
    unit: await facts.unitName(unit),
    vertical: isVertical(reading),
    kind: content?.draft.kind === 'result-notice' ? 'result' : 'conclusion',
    number: paper.number ?? '…',
    paper: paper.full,
    items,
    days: await whyTheseDays(facts, record, wanted),
  });
  return { ...letter, attachments: attached(paper) };
}

const requirementOf = (
  draft: AskingDraft | undefined,
  { requirement, n }: WantedItem,
): Pick<Requirement, 'text'> & Partial<Requirement> =>
  draft?.requirements.find(({ id }) => id === requirement) ?? { text: `Nội dung số ${n}` };

const dueOf = ({ due, followUpOn, recurs }: WantedItem): AskedItem['due'] =>
  due
    ? { kind: 'due', day: due.day }
    : followUpOn
      ? { kind: 'milestone', day: followUpOn }
      : recurs
        ? { kind: 'standing', ...recurs }
        : { kind: 'none' };

/** A directive to one unit: each line it gives this unit, those it takes part in, and nothing of the others. */
export async function directiveLetter(reading: Reading): Promise<Written> {
  const { facts, office } = reading;
  const record = only(reading).record as Remediation;
  const [paper, content, draft] = await Promise.all([
    facts.paperOf(record.paper),
    facts.contentOf(record.paper),
    facts.askingOf(record.paper),
  ]);
  const { unit } = record.place;
  const given = record.items;
  const tasks = await Promise.all(
    given.map(async (item): Promise<Task> => {
      const task = await taskOf(facts, requirementOf(draft, item), item, unit);
      return item.due && item.due.day < reading.day ? { ...task, past: true } : task;
    }),
  );
  const takesPart = (draft?.requirements ?? []).filter(
    ({ id, untracked, cooperates }) =>
      !untracked?.trim() && cooperates?.includes(unit) && !given.some(({ requirement }) => requirement === id),
  );
  const letter = directive({
    office,
    to: await addressee(reading),
    reader: readerOf(reading),
    unit: await facts.unitName(unit),
    vertical: isVertical(reading),
    number: paper.number ?? '…',
    paper: paper.issuer && !sameIssuer(paper.issuer, office.organ) ? `${paper.full} của ${paper.issuer}` : paper.full,
    subject: draft?.kind === 'directive' ? draft.subject : '',
    tasks,
    takesPart: await Promise.all(
      takesPart.map(async ({ text, concerns }) => ({
        what: text,
        of: await namesOf(facts, concernedUnits(concerns, draft!.serves, content?.groups)),
      })),
    ),
    days: await whyTheseDays(facts, record, given),
  });
  return { ...letter, attachments: attached(paper) };
}

const namesOf = (facts: Facts, units: readonly UnitId[]): Promise<string[]> =>
  Promise.all(units.map((unit) => facts.unitName(unit)));

async function taskOf(
  facts: Facts,
  requirement: ReturnType<typeof requirementOf>,
  item: Item,
  unit: UnitId,
): Promise<Task> {
  const { text, proof, target, responsible, cooperates = [], due } = requirement;
  const day = dueOf(item);
  const earlier = item.meetsWith && (await facts.paperOf(item.meetsWith.paper)).name;
  return {
    what: text,
    ...(proof ? { proof } : {}),
    ...(target ? { target: `${String(target.percent).replace('.', ',')}% ${target.of}` } : {}),
    ...(responsible ? { responsible } : {}),
    cooperates: await namesOf(
      facts,
      cooperates.filter((one) => one !== unit),
    ),
    ...(earlier ? { meetsWith: earlier } : {}),
    prohibits: item.prohibits === true,
    due: due?.kind === 'event' && day.kind === 'due' ? { kind: 'event', event: due.event, day: day.day } : day,
  };
}

/** Why the items of a paper are due when they are; each sentence once. */
async function whyTheseDays(facts: Facts, record: Matter, wanted: readonly WantedItem[]): Promise<string[]> {
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
  const judged = await Promise.all(
    lines.map(async ({ about }) => {
      const n = about?.['item'] as number;
      const verdict = verdicts.find((each) => each === about?.['verdict']) ?? 'not-met';
      const points = await facts.pointsOf(about?.['remarks']);
      const again = verdict === 'met' ? undefined : owedOf(record, n);
      const day = again && measuredFrom(again);
      const { target, achieved, closedOn } = record.items.find((item) => item.n === n) ?? {};
      return {
        what: await facts.itemText(record, n),
        verdict,
        ...(target && achieved ? { achieved: { ...achieved, percent: target.percent } } : {}),
        ...(points.length > 0 ? { remarks: points.join('\n') } : {}),
        ...(closedOn ? { closedOn } : {}),
        ...(day ? { next: { day, milestone: again.due === undefined } } : {}),
      };
    }),
  );
  const again = lines.flatMap(({ about }) =>
    about?.['verdict'] === 'met' ? [] : (owedOf(record, about?.['item'] as number) ?? []),
  );
  return verificationResult({
    office,
    to: await addressee(reading),
    unit: await facts.unitName(holderOf(record)),
    vertical: isVertical(reading),
    paper: (await facts.paperOf(record.paper)).name,
    verdicts: judged,
    days: [...new Set(await Promise.all(again.map((duty) => facts.whyThisDay(record, duty))))],
    left: record.items.filter(({ state }) => reportable.includes(state)).length,
  });
}

/** What the unit owes of an item now. */
const owedOf = (record: Remediation, n: number): Duty | undefined =>
  record.duties.findLast(
    (duty) => (duty.kind === 'remediate' || duty.kind === 'confirm-period') && duty.about === n && isOpen(duty),
  );

/** One decision about one item; a day that was moved meanwhile is the day of now. */
export async function itemChangedLetter(reading: Reading): Promise<Letter> {
  const { facts, office } = reading;
  const { record: matter, line } = only(reading);
  const record = matter as Remediation;
  const n = line.about?.['item'] as number;
  const owed = owedOf(record, n);
  const day = owed && measuredFrom(owed);
  const item = record.items.find((each) => each.n === n);
  const requirement = (await facts.requirementsOf(record.paper)).find(({ id }) => id === item?.requirement);
  const remarks = line.about?.['remarks'];
  const wished = item?.extensions?.findLast(({ decided }) => decided && !decided.granted)?.until;
  return itemChanged({
    office,
    to: await addressee(reading),
    reader: readerOf(reading),
    unit: await facts.unitName(holderOf(record)),
    vertical: isVertical(reading),
    change: line.about?.['change'] as ItemChange,
    paper: (await facts.paperOf(record.paper)).name,
    item: await facts.itemText(record, n),
    ...(requirement?.proof ? { proof: requirement.proof } : {}),
    ...(day ? { now: { day, milestone: owed.due === undefined } } : {}),
    ...(wished ? { wished } : {}),
    remarks: await facts.pointsOf(remarks),
    days: owed ? [await facts.whyThisDay(record, owed)] : [],
  });
}

export async function followUpEndedLetter(reading: Reading): Promise<Letter> {
  const { facts, office } = reading;
  const { record: matter, line } = only(reading);
  const record = matter as Remediation;
  return followUpEnded({
    office,
    to: await addressee(reading),
    unit: await facts.unitName(holderOf(record)),
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
