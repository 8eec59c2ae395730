import { trusted } from 'mongoose';
import { addWorkingDays } from '../../domain/calendar.ts';
import type { Campaign } from '../../domain/campaign.ts';
import type { Day, Instant } from '../../domain/day.ts';
import type { PaperDraft } from '../../domain/draft.ts';
import type { Plan } from '../../domain/plan.ts';
import type { Appointment, PersonId, Role, Scope } from '../../domain/role.ts';
import type { LetterRow } from '../../store/records/letters.ts';
import type { Store } from '../../store/index.ts';
import type { Caller } from './api.ts';
import { furnish, aUnit } from './office.ts';
import type { OfficePeople } from './office.ts';
import type { TestMachine } from './machine.ts';
import { persistently } from './machine.ts';
import { calendar } from './round.ts';

const number = (n: number) => String(n).padStart(3, '0');
export const unitId = (n: number): string => `xa-${number(n)}`;
export const contactOf = (n: number): PersonId => `dm-${number(n)}`;
export const headOf = (n: number): PersonId => `tt-${number(n)}`;

const staff: [Role, PersonId][] = [
  ['planner', 'chuyen-vien'],
  ['division-head', 'truong-phong'],
  ['deputy-director', 'pho-giam-doc'],
  ['director', 'giam-doc'],
  ['signer', 'giam-doc'],
  ['leader-secretary', 'thu-ky-lanh-dao'],
  ['clerk', 'van-thu'],
];

/** A province of so many communes, each with a contact and a head of its own, and the staff of the office. */
export function aProvince(communes: number): OfficePeople {
  const ns = Array.from({ length: communes }, (_, i) => i + 1);
  const posts: [Role, Scope, PersonId][] = [
    ...staff.map(([role, person]): [Role, Scope, PersonId] => [role, 'office', person]),
    ...ns.flatMap((n): [Role, Scope, PersonId][] => [
      ['unit-contact', `unit:${unitId(n)}`, contactOf(n)],
      ['unit-head', `unit:${unitId(n)}`, headOf(n)],
    ]),
  ];
  const people = [...new Set([...posts.map(([, , person]) => person), 'truong-doan', 'thu-ky-doan'])];
  return {
    units: ns.map((n) => aUnit({ id: unitId(n), name: `UBND xã số ${n}`, kind: 'xa', level: 'commune' })),
    people: people.map((id) => ({
      _id: id,
      name: `Người ${id}`,
      mail: mailOf(id),
      ...(unitOf(id) ? { unit: unitOf(id)! } : {}),
    })),
    appointments: posts.map(([role, scope, person]): Appointment => ({
      id: `b-${role}-${person}`,
      role,
      scope,
      person,
      from: '2026-01-01',
    })),
  };
}
const unitOf = (person: PersonId): string | undefined =>
  /^(dm|tt)-\d/.test(person) ? `xa-${person.slice(3)}` : undefined;
export const mailOf = (person: PersonId): string => `${person}@huonggiang.example`;

export const roundStart: Day = '2026-03-02';

/** A training round over the first communes: two visits a day from April on. */
export function aRound(campaign: string, communes: number): Plan {
  const team = `doan-${campaign}`;
  return {
    campaign,
    title: `Kiểm tra công tác cải cách hành chính, đợt ${campaign}`,
    year: 2026,
    kind: 'inspection',
    clock: 'stepped',
    clockFrom: roundStart,
    bases: [],
    period: { label: 'Năm 2025', from: '2025-01-01', to: '2025-12-31' },
    outline: 'mau-2026@1',
    teams: [{ id: team, name: 'Đoàn kiểm tra', lead: 'truong-doan', secretary: 'thu-ky-doan', members: [] }],
    units: Array.from({ length: communes }, (_, i) => ({
      unit: unitId(i + 1),
      team,
      visits: [
        {
          n: 1,
          day: addWorkingDays(calendar, '2026-04-03', 1 + Math.floor(i / 2)),
          session: i % 2 === 0 ? ('morning' as const) : ('afternoon' as const),
          startsAt: i % 2 === 0 ? '08:00' : '14:00',
          at: 'Trụ sở UBND xã',
        },
      ],
    })),
  };
}

/** The people of the office at work on a machine that may fail at any moment. */
export interface OfficeAtWork {
  planner: Caller;
  /** Drafts, submits and approves a round. */
  approved(plan: Plan): Promise<void>;
  launched(campaign: string): Promise<void>;
  /** Draws a paper up to its signature; resolves with its path. */
  signed(campaign: string, kind: 'notice' | 'conclusion', draft?: PaperDraft): Promise<string>;
  number(paper: string): Promise<void>;
  issued(paper: string): Promise<void>;
  /** One day on, till the API says it is done. */
  nextDay(campaign: string): Promise<void>;
}

export async function openOfficeAtWork(machine: TestMachine, communes: number): Promise<OfficeAtWork> {
  await furnish(machine.store, aProvince(communes), new Date().toISOString() as Instant);
  return officeAtWork(machine);
}

/** The people of an office that is on record already. */
export async function officeAtWork(machine: TestMachine): Promise<OfficeAtWork> {
  const { store, insist } = machine;
  const [planner, head, signer, clerk, lead] = (await Promise.all(
    ['chuyen-vien', 'truong-phong', 'giam-doc', 'van-thu', 'truong-doan'].map((person) => machine.signIn(person)),
  )) as [Caller, Caller, Caller, Caller, Caller];
  return {
    planner,
    async approved(plan) {
      await insist(planner, '/api/campaigns', plan);
      await insist(planner, `/api/campaigns/${plan.campaign}/submit`);
      await insist(signer, `/api/campaigns/${plan.campaign}/approve`);
    },
    async launched(campaign) {
      await insist(planner, `/api/campaigns/${campaign}/launch`);
      await persistently(
        () => store.matters.get<Campaign>(`campaign:${campaign}`),
        (round) => round?.state === 'running',
      );
    },
    async signed(campaign, kind, draft) {
      const by = kind === 'notice' ? planner : lead;
      const id = draft
        ? (await insist<{ id: string }>(by, `/api/campaigns/${campaign}/papers`, draft)).id
        : (await by.get(`/api/papers?campaign=${campaign}`)).body.items[0].id;
      await insist(by, `/api/papers/${id}/submit`);
      const { sha256 } = (await by.get(`/api/papers/${id}`)).body.record.content;
      await insist(head, `/api/papers/${id}/appraise`, { sha256 });
      await insist(signer, `/api/papers/${id}/sign`, { sha256 });
      return id;
    },
    number: async (paper) => void (await insist(clerk, `/api/papers/${paper}/number`)),
    issued: async (paper) =>
      void (await persistently(
        () => store.matters.get(`paper:${paper}`),
        (record) => record?.closed !== undefined,
      )),
    async nextDay(campaign) {
      const body = { step: 'to', day: await dayAfter(store, campaign) };
      const key = `${campaign}-${body.day}`;
      await persistently(
        () => planner.post(`/api/campaigns/${campaign}/clock`, body, { key }),
        ({ status, body: said }) => status === 200 && said.done === true,
        300_000,
      );
    },
  };
}

async function dayAfter(store: Store, campaign: string): Promise<Day> {
  const clock = await store.clocks.get(campaign);
  return addWorkingDays(calendar, clock!.now, 1);
}

/** What was answered with success and is not in the records and their audit, or an audit that is not whole. */
export async function lostActs({ store, acknowledged }: TestMachine): Promise<string[]> {
  const lost: string[] = [];
  for (const { key, path } of acknowledged) {
    const asked = await store.asks.get(key);
    if (!asked && !(await store.changes.model.exists({ _id: key }))) lost.push(`${path} is not on record`);
    if (!asked) continue;
    const acts = await store.audit.of(asked.matter);
    if (acts.filter(({ act }) => act.key === key).length !== 1) lost.push(`${path} is not in the audit once`);
    const record = await store.matters.get(asked.matter);
    if (!record || record.version < asked.version) lost.push(`${asked.matter} is older than what was answered`);
  }
  for (const matter of await store.audit.matters()) {
    const broken = await store.audit.verify(matter);
    if (broken) lost.push(`audit of ${matter} is ${broken.reason} at ${broken.seq}`);
  }
  return lost;
}

/** Waits till every open record has its process and no process is without one. */
export const everythingRuns = (machine: TestMachine): Promise<unknown> =>
  persistently(
    () => machine.reconcile(),
    ({ started, astray }) => started.length + astray.length === 0,
    60_000,
  );

/** The numbers of every register that are not 1, 2, 3 … of one paper each. */
export async function wrongNumbers({ registers }: Store): Promise<string[]> {
  const wrong: string[] = [];
  for (const name of await registers.names()) {
    const rows = await registers.list(name);
    rows.forEach(({ number: taken, paper, file }, i) => {
      if (taken !== i + 1) wrong.push(`${name}: ${taken} stands where ${i + 1} should`);
      if (!file) wrong.push(`${paper} has no file`);
    });
    if (new Set(rows.map(({ paper }) => paper)).size !== rows.length) wrong.push(`${name}: a paper has two numbers`);
  }
  return wrong;
}

/** Waits till no letter of a round that may leave on its day is still to leave: what failed is tried again after a minute, what may have arrived after two. */
export async function allLettersLeft({ store }: TestMachine, campaign: string): Promise<void> {
  await persistently(
    async () => {
      const { now } = (await store.clocks.get(campaign))!;
      const leaving = await store.lines.recipientsWaiting(campaign, now);
      const again = await store.lines.model.countDocuments({
        campaign,
        status: 'waiting',
        notBefore: trusted({ $ne: null }),
      });
      const underWay = await store.letters.model.countDocuments({
        campaigns: campaign,
        phase: trusted({ $nin: ['accepted', 'withdrawn'] }),
      });
      return { leaving, again, underWay };
    },
    ({ leaving, again, underWay }) => leaving.length + again + underWay === 0,
    300_000,
  );
}

export interface LettersOnRecord {
  rows: LetterRow[];
  /** Sentences about letters that did not arrive, or came twice without being on record as a possible repeat. */
  wrong: string[];
  repeated: number;
}

/** Holds the ledger against what the mail server took. */
export async function lettersOnRecord({ store, mail }: TestMachine): Promise<LettersOnRecord> {
  const rows: LetterRow[] = await store.letters.model.find({}).lean();
  const wrong: string[] = [];
  let repeated = 0;
  for (const { _id, messageId, phase, ambiguous } of rows) {
    const copies = mail.copies(messageId);
    if (phase !== 'accepted' && phase !== 'withdrawn') wrong.push(`${_id} is ${phase}`);
    if (phase === 'accepted' && copies < 1) wrong.push(`${_id} never arrived`);
    if (copies > 1) repeated += 1;
    if (copies > 1 && !ambiguous) wrong.push(`${_id} arrived ${copies} times, which is not on record`);
  }
  const known = new Set(rows.map(({ messageId }) => messageId));
  for (const { messageId } of mail.letters)
    if (!known.has(messageId)) wrong.push(`${messageId} arrived and is in no ledger`);
  const said = new Map<string, string>();
  for (const { _id, recipient, gathers, kind, composedOn } of rows) {
    const about = `${recipient} ${gathers} ${kind === 'reminder' ? composedOn : ''}`;
    if (said.has(about)) wrong.push(`${_id} and ${said.get(about)} say the same`);
    said.set(about, _id);
  }
  return { rows, wrong, repeated };
}
