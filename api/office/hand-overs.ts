import { Router } from 'express';
import type { Request } from 'express';
import { z } from 'zod';
import { printable } from '../../domain/document.ts';
import type { Line } from '../../domain/duty.ts';
import type { Matter } from '../../domain/matter.ts';
import { Refusal } from '../../domain/refusal.ts';
import { may } from '../../domain/rights.ts';
import { holders, unitRoles } from '../../domain/role.ts';
import type { Appointment, PersonId, UnitId } from '../../domain/role.ts';
import type { ClientSession } from '../../store/connection.ts';
import type { HandOver } from '../../store/content/hand-overs.ts';
import { broadcastIdOf } from '../../workflows/messages.ts';
import { assertMay, dayBefore } from '../auth.ts';
import type { Actor } from '../auth.ts';
import { newId, today } from '../deps.ts';
import type { Deps } from '../deps.ts';
import { instantSchema, pathId } from '../fields.ts';
import { keyOf } from '../key.ts';
import { describe } from '../openapi.ts';
import type { Paths } from '../openapi.ts';
import { parse } from '../problem.ts';
import { paragraphs } from '../texts.ts';
import { reachEveryone } from './broadcasts.ts';

/** Whom a contact names, and why. */
export interface Named {
  units: UnitId[];
  name: string;
  mail: string;
  reason: string;
}

/** Who hands over, and what is open there: letters are about a matter. */
export interface Giver {
  actor: Actor;
  person: PersonId;
  matters: readonly Matter[];
}

const inForce = ({ from, to }: Appointment, day: string): boolean => from <= day && (to === undefined || to >= day);

/** The contact's appointments that this person can hand over on `day`: those that do not end with it already. */
export const givable = (appointments: readonly Appointment[], day: string): Appointment[] =>
  appointments.filter(
    (one) => one.role === 'unit-contact' && one.scope.startsWith('unit:') && inForce(one, day) && one.to !== day,
  );

export const unitOf = ({ scope }: Pick<Appointment, 'scope'>): UnitId => scope.slice('unit:'.length);

/**
 * The contact of these units names a colleague: from today on the colleague is the contact; the giver stays one until
 * the end of the day, to see what came of it and to take it back. Both, the unit's head and the office are told.
 * Throws Refusal('not-allowed' | 'hand-over-mail-elsewhere' | 'hand-over-already').
 */
export async function handOver(
  deps: Deps,
  { actor, person, matters }: Giver,
  named: Named,
  key: string,
): Promise<void> {
  const { store, now } = deps;
  const day = today(deps);
  const { units, name, mail, reason } = named;
  const command = { key, by: actor.id, at: now(), what: 'contact-changed', body: named };
  const { about } = await store.changes.once(command, async (session) => {
    const own = givable(await store.appointments.of(person), day);
    const ending = units.map((unit) => own.find((one) => unitOf(one) === unit));
    const to = await colleague(deps, { name, mail, units, not: person }, session);
    const ids: string[] = [];
    for (const [i, appointment] of ending.entries()) {
      if (!appointment || !may(actor.standings, 'hand-over', { unit: units[i]! })) throw new Refusal('not-allowed');
      const { scope, to: until } = appointment;
      const there = await store.appointments.at(scope, session);
      if (there.some((one) => one.role === 'unit-contact' && one.person === to && inForce(one, day)))
        throw new Refusal('hand-over-already');
      const began = newId('a');
      await store.appointments.end(appointment.id, day, session);
      await store.appointments.create(
        {
          id: began,
          role: 'unit-contact',
          scope,
          person: to,
          from: day,
          ...(until === undefined ? {} : { to: until }),
        },
        session,
      );
      const made: HandOver = {
        id: newId('h'),
        unit: units[i]!,
        from: person,
        to,
        ended: appointment.id,
        began,
        reason: printable(reason),
        by: actor.id,
        at: now(),
      };
      await store.handOvers.create(made, session);
      await tell(deps, made, matters, 'made', session);
      ids.push(made.id);
    }
    return ids[0]!;
  });
  await reachEveryone(deps, broadcastIdOf.unheard(about), { change: 'unheard' });
}

/** The person with that mailbox, where it is one of the unit's; somebody new otherwise. */
async function colleague(
  { store }: Deps,
  { name, mail, units, not }: { name: string; mail: string; units: UnitId[]; not: PersonId },
  session: ClientSession,
): Promise<PersonId> {
  const known = await store.people.withMail(mail, session);
  if (!known) {
    const id = newId('p');
    await store.people.create({ _id: id, name, mail, unit: units[0]! }, session);
    return id;
  }
  if (known._id === not) throw new Refusal('hand-over-already');
  const [held, account] = await Promise.all([store.appointments.of(known._id), store.accounts.get(known._id)]);
  const isOurs = units.includes(known.unit ?? '') || held.some((one) => units.includes(unitOf(one)));
  const isStaff = (account && !account.closedAt) || held.some(({ role }) => !unitRoles.includes(role));
  if (!isOurs || isStaff) throw new Refusal('hand-over-mail-elsewhere');
  return known._id;
}

/** Takes a hand-over back: whoever gave is the contact again. Throws Refusal('hand-over-over'). */
export async function undoHandOver(
  deps: Deps,
  { by, key }: { by: string; key: string },
  { id, reason, matters }: { id: string; reason: string; matters: readonly Matter[] },
): Promise<void> {
  const { store, now } = deps;
  const day = today(deps);
  const command = { key, by, at: now(), what: 'hand-over-undone', body: { id, reason } };
  await store.changes.once(command, async (session) => {
    const made = await store.handOvers.get(id, session);
    if (!made) throw new Refusal('not-found');
    const began = await store.appointments.get(made.began);
    const ended = await store.appointments.get(made.ended);
    if (made.undone || !began || !ended || !inForce(began, day) || began.to === day)
      throw new Refusal('hand-over-over');
    const undone = { by, at: now(), reason: printable(reason) };
    if (!(await store.handOvers.undo(id, undone, session))) throw new Refusal('hand-over-over');
    await store.appointments.end(began.id, dayBefore(day), session);
    if (ended.to === day) await store.appointments.goOn(ended.id, began.to, session);
    else
      await store.appointments.create(
        {
          id: newId('a'),
          role: ended.role,
          scope: ended.scope,
          person: ended.person,
          from: day,
          ...(began.to === undefined ? {} : { to: began.to }),
        },
        session,
      );
    await tell(deps, made, matters, 'undone', session);
    return id;
  });
  await reachEveryone(deps, broadcastIdOf.unheard(`${id}-undone`), { change: 'unheard' });
}

/** Writes who is told, about one open matter of the unit: it says which round's post the letters leave with. */
async function tell(
  deps: Deps,
  { id, unit, from, to }: HandOver,
  matters: readonly Matter[],
  change: 'made' | 'undone',
  session: ClientSession,
): Promise<void> {
  const { store } = deps;
  const theirs = matters.filter(({ place }) => place.unit === unit);
  const matter =
    theirs.find(({ closed, clock }) => closed === undefined && clock.kind !== 'stepped') ??
    theirs.find(({ closed }) => closed === undefined) ??
    theirs[0];
  if (!matter) return;
  const { campaign } = matter.place;
  const head = holders(await store.appointments.all(), 'unit-head', { unit }, today(deps)).filter(
    (person) => person !== from && person !== to,
  );
  const line = (as: string, role: Line['role'], only?: PersonId): Line => ({
    id: `${matter.id}/hand-over/${id}/${change}/${as}/${role}`,
    letter: 'contact-changed',
    matter: matter.id,
    role,
    unit,
    ...(campaign === undefined ? {} : { campaign }),
    ...(only === undefined ? {} : { only }),
    day: today(deps),
    about: { handOver: id, change },
  });
  const lines = [
    line('to', 'unit-contact', to),
    line('from', 'unit-contact', from),
    ...head.map((person, i) => line(`head-${i}`, 'unit-head', person)),
    line('office', 'planner'),
  ];
  // whoever hears each is looked up when it is brought on its way
  await store.lines.insert(
    lines.map((one) => ({ ...one, people: [] })),
    matter.clock.kind === 'stepped',
    session,
  );
}

const undoBody = z.strictObject({ reason: paragraphs(2_000) });
const undoneSchema = z.object({ id: z.string(), undone: z.object({ at: instantSchema, reason: z.string() }) });

/** The office takes back what a unit's contact handed over. */
export function handOvers(deps: Deps): Router {
  const { store } = deps;
  const router = Router();
  router.post('/hand-overs/:id/undo', async (req: Request<{ id: string }>, res) => {
    const { id: by } = assertMay(req, 'change-people');
    const { reason } = parse(undoBody, req.body);
    const { id } = req.params;
    const made = await store.handOvers.get(id);
    if (!made) throw new Refusal('not-found');
    const matters = await store.unitWork.mattersOf([made.unit]);
    await undoHandOver(deps, { by, key: keyOf(req) }, { id, reason, matters });
    const { undone } = (await store.handOvers.get(id))!;
    res.json({ id, undone: { at: undone!.at, reason: undone!.reason } });
  });
  return router;
}

export const handOverPaths: Paths = {
  '/api/hand-overs/{id}/undo': {
    post: describe({
      summary: 'Trả lại việc đầu mối mà đơn vị đã tự chuyển cho người khác',
      operation: 'change-people',
      path: pathId('Mã lần chuyển việc'),
      command: true,
      body: undoBody,
      answers: undoneSchema,
      refusals: ['hand-over-over'],
    }),
  },
};
