import { campaignMatterId } from '../domain/campaign.ts';
import type { Campaign } from '../domain/campaign.ts';
import { vnDay } from '../domain/day.ts';
import type { Day } from '../domain/day.ts';
import type { FrozenPaper } from '../domain/draft.ts';
import type { Duty } from '../domain/duty.ts';
import type { Inspection } from '../domain/inspection.ts';
import type { Matter, MatterId } from '../domain/matter.ts';
import type { Paper, PaperKind } from '../domain/paper.ts';
import type { PlannedUnit, Plan, Team } from '../domain/plan.ts';
import type { Remediation } from '../domain/remediation.ts';
import type { Requirement } from '../domain/requirement.ts';
import { holders } from '../domain/role.ts';
import type { Appointment, PersonId, Place, Role, UnitId } from '../domain/role.ts';
import { dutyWords, whyThisDay } from '../domain/why.ts';
import type { Store } from '../store/index.ts';
import type { Office } from './mail/letter.ts';

export type FactStore = Pick<Store, 'matters' | 'snapshots' | 'units' | 'people' | 'registers' | 'receipts' | 'office'>;

/** A person as letters address and name them. */
export type Person = NonNullable<Awaited<ReturnType<Store['people']['get']>>>;

const paperWords: Record<PaperKind, string> = {
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
  /** SHA-256 of the issued file. */
  file?: string;
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

  const requirementsOf = async (paper: MatterId): Promise<Requirement[]> => {
    const draft = (await contentOf(paper))?.draft;
    return draft?.kind === 'conclusion' ? draft.requirements : [];
  };

  const paperOf = async (id: MatterId): Promise<NamedPaper> => {
    const [record, row] = await Promise.all([matter(id) as Promise<Paper | undefined>, registered(id)]);
    const kind = paperWords[record?.kind ?? 'conclusion'];
    if (!row) return { name: kind, full: kind };
    const number = `${String(row.number).padStart(2, '0')}/${row.symbol}`;
    const name = `${kind} số ${number}`;
    const file = record?.issued?.file;
    return { name, number, full: `${name} ngày ${vnDay(row.day)}`, on: row.day, ...(file ? { file } : {}) };
  };

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

  /** Remarks, point by point. */
  const pointsOf = async (id: unknown): Promise<string[]> => {
    const body = (typeof id === 'string' ? (await snapshot(id))?.body : undefined) as
      | { points?: string[]; text?: string }
      | undefined;
    return [...(body?.text ? [body.text] : []), ...(body?.points ?? [])];
  };

  const people = async (ids: readonly PersonId[]): Promise<Person[]> =>
    (await Promise.all(ids.map((id) => person(id)))).flatMap((each) => each ?? []);

  return {
    matter,
    snapshot,
    person,
    unitName,
    contentOf,
    requirementsOf,
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
      const paper = basis === undefined || basis.startsWith('rule:') ? undefined : await paperOf(basis);
      return whyThisDay(duty, record.calendar, () => paper?.name);
    },

    /** What is owed, with the unit, item or paper it is about. */
    async whatIsOwed(record: Matter, duty: Duty, forTheUnit: boolean): Promise<string> {
      const word = dutyWords[duty.kind];
      switch (record.process) {
        case 'remediation': {
          const text = await itemText(record as Remediation, duty.about);
          if (forTheUnit)
            return duty.kind === 'confirm-period' ? `Xác nhận kỳ đến ${vnDay(duty.due!.day)}: ${text}` : text;
          return `${await unitName(record.place.unit)} – ${word}: ${text}`;
        }
        case 'inspection': {
          const { noticed } = record as Inspection;
          if (forTheUnit)
            return duty.kind === 'acknowledge' && noticed
              ? `Xác nhận đã nhận ${(await paperOf(noticed.paper)).name}`
              : word;
          return `${await unitName(record.place.unit)} – ${word}`;
        }
        case 'paper': {
          const content = await contentOf(record.id);
          return `${word}: ${content ? content.document.abstract : paperWords[(record as Paper).kind]}`;
        }
        case 'proposal':
          return `${await unitName(record.place.unit)} – ${word}`;
        case 'campaign':
          return `${word}: ${(await planOf(record.place.campaign))?.title ?? record.place.campaign ?? ''}`;
      }
    },
  };
}
