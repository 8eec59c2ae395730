import type { Request } from 'express';
import { addDays, vnDay } from '../../domain/day.ts';
import type { Day } from '../../domain/day.ts';
import { visitKey, visitOf } from '../../domain/inspection.ts';
import type { Inspection, Session } from '../../domain/inspection.ts';
import { halfOf, sessionWords } from '../../domain/plan.ts';
import type { VisitChangeText } from '../../domain/visit-texts.ts';
import { Refusal } from '../../domain/refusal.ts';
import type { PersonId } from '../../domain/role.ts';
import { ask } from '../ask.ts';
import { wrongPlaces } from '../problem.ts';
import { today } from '../deps.ts';
import type { Deps } from '../deps.ts';
import { assertFree } from '../office/engagements.ts';
import { assertForeseen } from '../campaigns/foreseen.ts';
import { inspectionFor } from './inspection-record.ts';
import { dayOf } from '../papers/issued.ts';
import { textUnder } from '../campaigns/rounds.ts';
import { placedVisits } from './visit-places.ts';
import { visitRoles } from './visit-roles.ts';

// The same for the JSON interface and for the units' pages.

export interface MovedTo {
  day: Day;
  session: Session;
  startsAt?: string;
  at?: string;
  reason: string;
  /** Somebody else chairs it, or writes its minutes, from now on. */
  chair?: PersonId;
  secretary?: PersonId;
}

/** A visit moved by the office: its words frozen, its own people appointed, then decided. */
export async function moveVisit(
  deps: Deps,
  req: Request,
  id: string,
  n: number,
  to: MovedTo,
  key: string,
): Promise<Inspection> {
  const { inspection, by } = await inspectionFor(deps, req, id, 'move-visit');
  const { day, session, reason, chair, secretary } = to;
  const words = await changedTo(deps, inspection, n, { ...to, text: reason });
  const text = textUnder(deps, { key, kind: 'remarks', matter: inspection.id, body: words, by });
  const body = {
    visit: n,
    day,
    session,
    change: text.id,
    ...(chair ? { chaired: true } : {}),
    ...(secretary ? { written: true } : {}),
  };
  if (!(await deps.store.asks.get(key))) {
    await assertForeseen(deps, { matter: inspection, message: 'moveVisit', body, key });
    assertInHalf(to);
    await assertKnown(deps, [chair, secretary]);
    await assertFree(deps, inspection, { n, day, session }, to);
    await text.freeze();
    await appoint(deps, inspection, n, { chair, secretary }, { key, by });
  }
  return ask<Inspection>(deps, { matter: inspection.id, message: 'moveVisit', body, key, by });
}

/** A change in words: what it does not say of hour and place stays as it is, the hour within the same half-day. */
async function changedTo(
  { store }: Pick<Deps, 'store'>,
  inspection: Inspection,
  n: number,
  { text, session, startsAt, at }: { text: string; session?: Session; startsAt?: string; at?: string },
): Promise<VisitChangeText> {
  const visit = (await placedVisits(store, [inspection])).get(inspection.id)?.find((one) => one.n === n);
  const isSameHalf = session === undefined || session === visit?.session;
  const hour = startsAt ?? (isSameHalf ? visit?.startsAt : undefined);
  const place = at === undefined ? visit && { at: visit.at, ...(visit.site ? { site: visit.site } : {}) } : { at };
  return { text, ...(hour ? { startsAt: hour } : {}), ...place };
}

/** An hour of the half-day it is for. Throws the place that is wrong. */
function assertInHalf({ day, session, startsAt }: { day: Day; session: Session; startsAt?: string }): void {
  if (startsAt !== undefined && halfOf(startsAt) !== session)
    throw wrongPlaces([
      {
        at: 'startsAt',
        sentence: `Buổi ${sessionWords[session]} ${vnDay(day)} không bắt đầu lúc ${startsAt}. Hãy sửa giờ hoặc chọn lại buổi.`,
      },
    ]);
}

async function assertKnown({ store }: Pick<Deps, 'store'>, people: (PersonId | undefined)[]): Promise<void> {
  for (const person of people) {
    if (person !== undefined && !(await store.people.get(person))) throw new Refusal('person-unknown', { person });
  }
}

/** The visit goes to other hands: who held it so far ends the day before. Once for its key. */
async function appoint(
  deps: Deps,
  inspection: Inspection,
  n: number,
  named: { chair: PersonId | undefined; secretary: PersonId | undefined },
  { key, by }: { key: string; by: string },
): Promise<void> {
  const { chair, secretary } = named;
  if (chair === undefined && secretary === undefined) return;
  const { store, now } = deps;
  const day = await dayOf(deps, inspection);
  const from = day < today(deps) ? day : today(deps);
  const visit = { n, ...(chair ? { chair } : {}), ...(secretary ? { secretary } : {}) };
  await store.changes.once(
    { key: `${key}/visit-roles`, what: 'visit-appointed', body: visit, by, at: now() },
    async (session) => {
      for (const appointment of visitRoles(inspection.id, [visit], from)) {
        await store.appointments.endAt([appointment.scope], addDays(from, -1), session, appointment.role);
        await store.appointments.create(appointment, session);
      }
      // a surprise that waits is not named in the office's own log
      return inspection.hidden ? inspection.place.campaign : visitKey(inspection.id, n);
    },
  );
}

/** What takes a visit off the calendar, for a while or for good, and who may. */
const takenOff = { postponeVisit: 'move-visit', dropVisit: 'drop-visit' } as const;

/** A visit put off without a new day, or never held any more while the others go on; the reason is frozen. */
export async function takeVisitOff(
  deps: Deps,
  req: Request,
  id: string,
  n: number,
  { message, reason, key }: { message: keyof typeof takenOff; reason: string; key: string },
): Promise<Inspection> {
  const { inspection, by } = await inspectionFor(deps, req, id, takenOff[message]);
  const words = await changedTo(deps, inspection, n, { text: reason });
  const text = textUnder(deps, { key, kind: 'remarks', matter: inspection.id, body: words, by });
  const body = { visit: n, change: text.id };
  if (!(await deps.store.asks.get(key))) {
    await assertForeseen(deps, { matter: inspection, message, body, key });
    await text.freeze();
  }
  return ask<Inspection>(deps, { matter: inspection.id, message, body, key, by });
}

/** The unit asks for another day of a visit. */
export async function askAnotherDay(
  deps: Deps,
  req: Request,
  id: string,
  n: number,
  wish: { day: Day; session: Session; reason: string },
  key: string,
): Promise<Inspection> {
  const { inspection, by } = await inspectionFor(deps, req, id, 'ask-another-day');
  const { day, session, reason } = wish;
  const text = textUnder(deps, { key, kind: 'remarks', matter: inspection.id, body: { text: reason }, by });
  const body = { visit: n, day, session, reason: text.id };
  if (!(await deps.store.asks.get(key))) {
    const visit = visitOf(inspection, n);
    if (visit.day === day && visit.session === session && !visit.postponed) throw new Refusal('visit-not-moved');
    await assertForeseen(deps, { matter: inspection, message: 'askAnotherDay', body, key });
    await text.freeze();
    await deps.store.receipts.take({ key, kind: 'another-day', matter: inspection.id, at: deps.now(), by });
  }
  return ask<Inspection>(deps, { matter: inspection.id, message: 'askAnotherDay', body, key, by });
}

/** The lead grants the day the unit asked for, or keeps the day. */
export async function decideAnotherDay(
  deps: Deps,
  req: Request,
  id: string,
  n: number,
  decision: { granted: boolean; text?: string; startsAt?: string; at?: string },
  key: string,
): Promise<Inspection> {
  const { inspection, by } = await inspectionFor(deps, req, id, 'decide-another-day');
  const { granted, text: said, ...where } = decision;
  const wish = inspection.dayWishes.find((one) => one.n === n);
  const words: VisitChangeText =
    granted && wish
      ? await changedTo(deps, inspection, wish.visit, {
          text: said ?? 'Theo đề nghị của đơn vị.',
          session: wish.session,
          ...where,
        })
      : { text: said ?? 'Giữ lịch đã thông báo.' };
  const text = textUnder(deps, { key, kind: 'remarks', matter: inspection.id, body: words, by });
  const body = { wish: n, granted, change: text.id };
  if (!(await deps.store.asks.get(key))) {
    await assertForeseen(deps, { matter: inspection, message: 'decideAnotherDay', body, key });
    if (granted && wish) {
      assertInHalf({ ...wish, ...where });
      await assertFree(deps, inspection, { n: wish.visit, day: wish.day, session: wish.session });
    }
    await text.freeze();
  }
  return ask<Inspection>(deps, { matter: inspection.id, message: 'decideAnotherDay', body, key, by });
}
