import type { Request } from 'express';
import type { Letterhead } from '../../domain/document.ts';
import { assertAreas, minutesGaps, namedResults, printableMinutes } from '../../domain/minutes.ts';
import type { Attendee, MinutesContent, MinutesDocument, Signatures } from '../../domain/minutes.ts';
import { emptyNotebook, minutesResults } from '../../domain/notebook.ts';
import { minutesSigners, visitKey, visitOf } from '../../domain/inspection.ts';
import type { Inspection } from '../../domain/inspection.ts';
import type { Outline } from '../../domain/outline.ts';
import { Refusal } from '../../domain/refusal.ts';
import type { MinutesDraft } from '../../store/content/minutes.ts';
import { contentHash } from '../../store/content/snapshots.ts';
import { ask } from '../ask.ts';
import type { Deps } from '../deps.ts';
import { assertForeseen } from '../campaigns/foreseen.ts';
import { inspectionFor, planOf } from './inspection-record.ts';
import { wrongPlaces } from '../problem.ts';
import { placedVisits, presidingAt } from './visit-places.ts';

/** What is signed: the draft as it stood at a version, or a few words where nothing was drafted. */
export type Signing = { version: number } | { summary: string };

/** The minutes of a visit as they stand: drafted, or what the record already says of it. */
export async function minutesOf(
  deps: Deps,
  inspection: Inspection,
  n: number,
): Promise<{ draft?: MinutesDraft; content: MinutesContent }> {
  const draft = await deps.store.minutesDrafts.get(visitKey(inspection.id, n));
  return draft ? { draft, content: draft.content } : { content: await prepared(deps, inspection, n) };
}

/** What is known of a visit before its secretary writes a word, and what the team noted: nothing is invented. */
async function prepared(deps: Deps, inspection: Inspection, n: number): Promise<MinutesContent> {
  const { store } = deps;
  const [plan, outline, notebook, appointments, places] = await Promise.all([
    planOf(deps, inspection),
    outlineOf(deps, inspection),
    store.notebooks.get(inspection.id),
    store.appointments.all(),
    placedVisits(store, [inspection]),
  ]);
  const visit = places.get(inspection.id)!.find((one) => one.n === n)!;
  const day = visit.held ?? visit.day;
  const presiding = presidingAt(appointments, inspection, visit);
  const team = plan.teams.find(({ id }) => id === inspection.place.team);
  const there = [
    ...presiding.chair,
    ...presiding.secretary,
    ...(team ? [team.lead, team.secretary, ...team.members.map(({ person }) => person)] : []),
  ];
  const people = new Map((await store.people.getMany([...new Set(there)])).map((one) => [one._id, one]));
  const named = (id: string | undefined): Attendee => {
    const person = id === undefined ? undefined : people.get(id);
    return { name: person?.name ?? '', ...(person?.post ? { post: person.post } : {}) };
  };
  return {
    started: { day, time: visit.startsAt },
    place: visit.at,
    team: [...new Set(there)].map(named).filter(({ name }) => name !== ''),
    unit: [],
    chair: named(presiding.chair[0]),
    secretary: named(presiding.secretary[0]),
    heard: [],
    results: minutesResults(notebook?.content ?? emptyNotebook, outline),
    unitOpinion: [],
    concluding: [],
    copies: 2,
  };
}

/** The areas results are told by. */
async function outlineOf(deps: Deps, inspection: Inspection): Promise<Pick<Outline, 'areas'>> {
  const { outline } = await planOf(deps, inspection);
  return (await deps.store.outlines.get(outline)) ?? { areas: [] };
}

/**
 * Keeps what the secretary wrote. Throws Refusal('stale-draft' | 'minutes-already-signed' | 'visit-unknown' |
 * 'area-unknown').
 */
export async function saveMinutes(
  deps: Deps,
  req: Request,
  id: string,
  n: number,
  content: MinutesContent,
  base: number,
): Promise<MinutesDraft> {
  const { inspection, by } = await inspectionFor(deps, req, id, 'sign-minutes', n);
  if (visitOf(inspection, n).minutesSigned) throw new Refusal('minutes-already-signed', { visit: n });
  const printable = printableMinutes(content);
  assertAreas(printable, await outlineOf(deps, inspection));
  return deps.store.minutesDrafts.save(visitKey(inspection.id, n), printable, {
    base,
    by,
    at: deps.now(),
  });
}

/** How the minutes would be printed now, to be read through and signed by hand. Throws Refusal('minutes-already-signed'). */
export async function minutesToProve(deps: Deps, inspection: Inspection, n: number): Promise<MinutesDocument> {
  if (visitOf(inspection, n).minutesSigned) throw new Refusal('minutes-already-signed', { visit: n });
  const { content } = await minutesOf(deps, inspection, n);
  const by = { signed: true } as const;
  return printed(deps, inspection, n, printableMinutes(content), { secretary: by, chair: by, unit: by });
}

/** The minutes of a visit, signed by all three or with the reason one is missing: frozen first, printed after. */
export async function signMinutes(
  deps: Deps,
  req: Request,
  id: string,
  n: number,
  { signing, signatures }: { signing: Signing; signatures: Signatures },
  key: string,
): Promise<Inspection> {
  const { inspection, by } = await inspectionFor(deps, req, id, 'sign-minutes', n);
  const { store, now } = deps;
  const unsigned = minutesSigners.filter((who) => !signatures[who].signed);
  const frozen = `minutes:${key}`;
  const body = {
    visit: n,
    minutes: frozen,
    ...(unsigned.length > 0 ? { unsigned, reasoned: true } : {}),
  };
  if (!(await store.asks.get(key))) {
    await assertForeseen(deps, { matter: inspection, message: 'signMinutes', body, key });
    const content = await signed(deps, inspection, n, signing);
    const document = await printed(deps, inspection, n, content, signatures);
    await store.snapshots.freeze({
      id: frozen,
      kind: 'minutes',
      matter: inspection.id,
      body: { visit: n, content, signatures, document },
      by,
      at: now(),
    });
  }
  return ask<Inspection>(deps, { matter: inspection.id, message: 'signMinutes', body, key, by });
}

async function signed(deps: Deps, inspection: Inspection, n: number, signing: Signing): Promise<MinutesContent> {
  if ('summary' in signing) {
    const content = await prepared(deps, inspection, n);
    return printableMinutes({ ...content, concluding: [signing.summary] });
  }
  const draft = await deps.store.minutesDrafts.get(visitKey(inspection.id, n));
  if (!draft) throw new Refusal('minutes-empty');
  if (draft.version !== signing.version) throw new Refusal('stale-draft');
  const gaps = minutesGaps(draft.content);
  if (gaps.length > 0) throw wrongPlaces(gaps);
  assertAreas(draft.content, await outlineOf(deps, inspection));
  return draft.content;
}

async function printed(
  deps: Deps,
  inspection: Inspection,
  n: number,
  content: MinutesContent,
  signatures: Signatures,
): Promise<MinutesDocument> {
  const { place, visits, clock } = inspection;
  const [{ letterhead }, unit, outline] = await Promise.all([
    deps.store.office.get(),
    deps.store.units.get(place.unit),
    outlineOf(deps, inspection),
  ]);
  const visit = visits.find((one) => one.n === n)!;
  const { started, ended, ...rest } = content;
  return {
    kind: 'minutes',
    letterhead: headOf(letterhead),
    abstract: `Kiểm tra công tác cải cách hành chính tại ${unit?.name ?? place.unit}`,
    ...rest,
    results: namedResults(rest.results, outline),
    started: started ?? { day: visit.held ?? visit.day },
    ...(ended ? { ended } : {}),
    unitSigner: content.unit[0] ?? { name: '' },
    ...(visit.chaired ? {} : { byLead: true as const }),
    signatures,
    filedAt: 'VT, hồ sơ Đoàn kiểm tra',
    ...(clock.kind === 'stepped' ? { training: true as const } : {}),
    contentHash: contentHash({ content, signatures }),
  };
}

/** Minutes have neither address nor telephone at their foot. */
const headOf = ({ parentOrgan, organ, place }: Letterhead): Letterhead => ({
  ...(parentOrgan ? { parentOrgan } : {}),
  organ,
  place,
});
