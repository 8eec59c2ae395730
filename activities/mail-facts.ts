import { campaignMatterId } from '../domain/campaign.ts';
import type { Campaign } from '../domain/campaign.ts';
import { vnDay } from '../domain/day.ts';
import type { Day } from '../domain/day.ts';
import { asksUnits } from '../domain/draft.ts';
import type { AskingDraft, FrozenPaper, PaperEntry } from '../domain/draft.ts';
import type { Duty } from '../domain/duty.ts';
import { visitKey } from '../domain/inspection.ts';
import type { Inspection, Session, Visit } from '../domain/inspection.ts';
import { holderOf } from '../domain/matter.ts';
import type { Matter, MatterId } from '../domain/matter.ts';
import type { Paper, PaperKind } from '../domain/paper.ts';
import { numberWith } from '../domain/paper-symbol.ts';
import type { PlannedUnit, Plan, Team } from '../domain/plan.ts';
import type { Proposal } from '../domain/proposal.ts';
import type { Remediation } from '../domain/remediation.ts';
import type { Requirement } from '../domain/requirement.ts';
import { holders, unitRoles } from '../domain/role.ts';
import type { Appointment, PersonId, Place, Role, UnitId } from '../domain/role.ts';
import { whyThisDay } from '../domain/why.ts';
import { dutyWord } from './mail-words.ts';
import type { Store } from '../store/index.ts';
import type { Office } from './mail/letter.ts';

export type FactStore = Pick<
  Store,
  'matters' | 'snapshots' | 'units' | 'people' | 'registers' | 'receipts' | 'office' | 'handOvers'
>;

/** A person as letters address and name them. */
export type Person = NonNullable<Awaited<ReturnType<Store['people']['get']>>>;

export const paperWords: Record<PaperKind, string> = {
  notice: 'Thông báo kiểm tra',
  conclusion: 'Thông báo kết luận',
  'result-notice': 'Thông báo kết quả kiểm tra',
  directive: 'Công văn',
  report: 'Báo cáo',
};

/** A paper as sentences name it. */
export interface NamedPaper {
  /** `Thông báo kết luận số 05/TB-SNV`. */
  name: string;
  /** `05/TB-SNV`. */
  number?: string;
  /** `Thông báo kết luận số 05/TB-SNV ngày 23/02/2026`. */
  full: string;
  on?: Day;
  /** Who issued it in another system, `UBND tỉnh Hương Giang`. */
  issuer?: string;
  /** SHA-256 of the issued file. */
  file?: string;
}

/** A visit with its place, hour and chair, as far as they are known. */
export interface PlacedVisit {
  n: number;
  day: Day;
  session: Session;
  /** `08:00`. */
  startsAt?: string;
  at?: string;
  chair?: string;
}

/** Reads each thing once, for the letters of one person composed at one moment. */
const once = <T>(load: (id: string) => Promise<T>): ((id: string) => Promise<T>) => {
  const loaded = new Map<string, Promise<T>>();
  return (id) => {
    const found = loaded.get(id) ?? load(id);
    loaded.set(id, found);
    return found;
  };
};

export type Facts = ReturnType<typeof createFacts>;

/** What letters say, read from the records and the frozen content: names, texts, numbers of papers. */
export function createFacts(store: FactStore, appointments: Appointment[]) {
  const matter = once((id) => store.matters.get(id));
  const snapshot = once((id) => store.snapshots.get<unknown>(id));
  const unit = once((id) => store.units.get(id));
  const person = once((id) => store.people.get(id));
  const registered = once((id) => store.registers.ofPaper(id));
  const receipts = once((id) => store.receipts.ofMatters([id]));

  const unitName = async (id: UnitId | undefined): Promise<string> =>
    id === undefined ? '' : ((await unit(id))?.name ?? id);

  const contentOf = async (paper: MatterId): Promise<FrozenPaper | undefined> => {
    const record = (await matter(paper)) as Paper | undefined;
    return record && ((await snapshot(record.content.snapshot))?.body as FrozenPaper | undefined);
  };

  /** What an issued paper that asks units says. */
  const askingOf = async (paper: MatterId): Promise<AskingDraft | undefined> => {
    const draft = (await contentOf(paper))?.draft;
    return draft && asksUnits(draft) ? draft : undefined;
  };

  const requirementsOf = async (paper: MatterId): Promise<Requirement[]> => (await askingOf(paper))?.requirements ?? [];

  const paperOf = async (id: MatterId): Promise<NamedPaper> => {
    const [record, row] = await Promise.all([matter(id) as Promise<Paper | undefined>, registered(id)]);
    const kind = paperWords[record?.kind ?? 'conclusion'];
    const entry = record?.elsewhere && ((await snapshot(record.elsewhere.entry))?.body as PaperEntry | undefined);
    const issue = entry
      ? { number: entry.normalised, day: entry.on, issuer: entry.issuer }
      : row && { number: numberWith(row.symbol, row.number), day: row.day, issuer: undefined };
    const file = record?.issued?.file;
    const attached = file ? { file } : {};
    if (!issue) return { name: kind, full: kind, ...attached };
    const { number, day, issuer } = issue;
    const name = `${kind} số ${number}`;
    return { name, number, full: `${name} ngày ${vnDay(day)}`, on: day, ...(issuer ? { issuer } : {}), ...attached };
  };

  const people = async (ids: readonly PersonId[]): Promise<Person[]> =>
    (await Promise.all(ids.map((id) => person(id)))).flatMap((each) => each ?? []);

  const planOf = async (campaign: string | undefined): Promise<Plan | undefined> => {
    const round =
      campaign === undefined ? undefined : ((await matter(campaignMatterId(campaign))) as Campaign | undefined);
    return round && ((await snapshot(round.plan.snapshot))?.body as Plan | undefined);
  };

  /** A unit's place in the plan: its visits and its team. */
  const plannedOf = async (
    campaign: string | undefined,
    id: UnitId | undefined,
  ): Promise<{ plan?: Plan; planned?: PlannedUnit; team?: Team }> => {
    const plan = await planOf(campaign);
    const planned = plan?.units.find((candidate) => candidate.unit === id);
    const team = plan?.teams.find((candidate) => candidate.id === planned?.team);
    return { ...(plan ? { plan } : {}), ...(planned ? { planned } : {}), ...(team ? { team } : {}) };
  };

  const itemText = async (remediation: Remediation, n: number | undefined): Promise<string> => {
    const item = remediation.items.find((candidate) => candidate.n === n);
    const text = (await requirementsOf(remediation.paper)).find(({ id }) => id === item?.requirement)?.text;
    return text ?? `Nội dung số ${n ?? '…'}`;
  };

  /** What somebody wrote to go with a decision or an answer, point by point. */
  const pointsOf = async (id: unknown): Promise<string[]> => {
    const body = (typeof id === 'string' ? (await snapshot(id))?.body : undefined) as Written | undefined;
    const said = body?.text ?? body?.reason;
    return [...(said ? [said] : []), ...(body?.points ?? [])];
  };

  /** Where and when a visit is: as its latest change says, else as the plan does. */
  const placedOf = async (inspection: Inspection, visit: Visit): Promise<PlacedVisit> => {
    const { n, day, session } = visit;
    const { campaign, unit } = inspection.place;
    const [frozen, { planned }] = await Promise.all([
      visit.change === undefined ? undefined : snapshot(visit.change),
      plannedOf(campaign, unit),
    ]);
    const change = frozen?.body as Written | undefined;
    const inPlan = inspection.n === 1 ? planned?.visits.find((each) => each.n === n) : undefined;
    const startsAt = change?.startsAt ?? (inPlan?.session === session ? inPlan.startsAt : undefined);
    const at = change?.at ?? inPlan?.at;
    const chair = visit.chaired
      ? (await people(holders(appointments, 'chair', { visit: visitKey(inspection.id, n) }, day)))[0]
      : undefined;
    return {
      n,
      day,
      session,
      ...(startsAt ? { startsAt } : {}),
      ...(at ? { at } : {}),
      ...(chair ? { chair: chair.name } : {}),
    };
  };

  return {
    matter,
    snapshot,
    handOver: once((id) => store.handOvers.get(id)),
    person,
    unitName,
    contentOf,
    askingOf,
    requirementsOf,
    placedOf,
    paperOf,
    planOf,
    plannedOf,
    itemText,
    pointsOf,

    async office(training: boolean): Promise<Office> {
      const { letterhead, divisionName, phone } = await store.office.get();
      return { organ: letterhead.organ, division: divisionName, phone, training };
    },

    holdersOf: (role: Role, place: Place, day: Day): Promise<Person[]> =>
      people(holders(appointments, role, place, day)),

    /** `BN-0417`: the receipt of what was frozen as `snapshot`, whose id ends with the key of its act. */
    async receiptOf(id: MatterId, frozen: string): Promise<number | undefined> {
      return (await receipts(id)).find(({ _id: key }) => frozen.endsWith(`:${key}`))?.number;
    },

    /** Why a duty is due on its day, with the paper it was reckoned by named. */
    async whyThisDay(record: Matter, duty: Duty): Promise<string> {
      const basis = duty.due?.reckoned.basis;
      const paper = basis?.startsWith('paper:') ? await paperOf(basis) : undefined;
      return whyThisDay(duty, record.calendar, () => paper?.name);
    },

    /** What is owed, with the unit, item, visit or paper it is about. */
    async whatIsOwed(record: Matter, duty: Duty, forTheUnit: boolean): Promise<string> {
      const word = dutyWord(record, duty.kind);
      switch (record.process) {
        case 'remediation': {
          const text = await itemText(record as Remediation, duty.about);
          if (forTheUnit)
            return duty.kind === 'confirm-period' ? `Xác nhận kỳ đến ${vnDay(duty.due!.day)}: ${text}` : text;
          return `${await unitName(holderOf(record))} – ${word}${extensionAsked(record as Remediation, duty)}: ${text}`;
        }
        case 'inspection': {
          const inspection = record as Inspection;
          if (!forTheUnit)
            return `${await unitName(record.place.unit)} – ${word}${visitAbout(inspection, duty)}${await asked(inspection, duty)}`;
          if (duty.kind === 'acknowledge' && inspection.noticed)
            return `Xác nhận đã nhận ${(await paperOf(inspection.noticed.paper)).name}`;
          return duty.lapses ? `${word} (quá hạn coi như thống nhất)` : `${word}${await asked(inspection, duty)}`;
        }
        case 'paper': {
          const content = await contentOf(record.id);
          return `${word}: ${content ? content.document.abstract : paperWords[(record as Paper).kind]}`;
        }
        case 'proposal': {
          const [text] = await pointsOf((record as Proposal).content);
          const raisedBy = await unitName(record.place.unit);
          const what = text ? `: ${shortened(text)}` : '';
          if (unitRoles.includes(duty.owedBy.role) && duty.owedBy.unit)
            return forTheUnit
              ? `Trả lời kiến nghị của ${raisedBy}${what}`
              : `${await unitName(duty.owedBy.unit)} – Trả lời kiến nghị của ${raisedBy}${what}`;
          return `${raisedBy} – ${word}${what}`;
        }
        case 'campaign':
          return `${word}: ${(await planOf(record.place.campaign))?.title ?? record.place.campaign ?? ''}`;
      }
    },
  };

  /** What the unit is asked to explain. */
  async function asked({ explanations }: Inspection, { kind, about }: Duty): Promise<string> {
    if (kind !== 'explain') return '';
    const [question] = await pointsOf(explanations.find(({ n }) => n === about)?.remarks);
    return question ? `: ${shortened(question)}` : '';
  }
}

/** The frozen texts letters read of: a reason, an answer, a visit's change. */
interface Written {
  text?: string;
  reason?: string;
  points?: string[];
  startsAt?: string;
  at?: string;
}

/** Which visit a duty is about, where there are several; of a wish for another day, from when to when. */
function visitAbout({ visits, dayWishes }: Inspection, { kind, about }: Duty): string {
  const visit = visits.find(({ n }) => n === about);
  if (kind === 'minutes' && visit && visits.length > 1) return `, buổi ${visit.n} (${halfDay(visit)})`;
  const wish = kind === 'decide-another-day' ? dayWishes.find(({ n }) => n === about) : undefined;
  const before = wish && visits.find(({ n }) => n === wish.visit);
  return wish && before ? ` từ ${halfDay(before)} sang ${halfDay(wish)}` : '';
}

function extensionAsked({ items }: Remediation, { kind, about }: Duty): string {
  const asked = items
    .find(({ n }) => n === about)
    ?.extensions?.findLast(({ decided, withdrawn }) => !decided && !withdrawn);
  return kind === 'decide-extension' && asked ? ` đến ${vnDay(asked.until)}` : '';
}

/** `sáng 12/03/2026`. */
export const halfDay = ({ day, session }: { day: Day; session: Session }): string =>
  `${session === 'morning' ? 'sáng' : 'chiều'} ${vnDay(day)}`;

/** The beginning of a long text, as a row of a list has room for. */
export const shortened = (text: string, most = 160): string => {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length <= most ? line : `${line.slice(0, most - 1).replace(/\s+\S*$/, '')}…`;
};
