import type { Response } from 'express';
import { Refusal } from '../../domain/refusal.ts';
import type { HandOver } from '../../store/content/hand-overs.ts';
import { handOverPage } from '../../web/pages/hand-over.ts';
import type { HandOverField, HandOverView } from '../../web/pages/hand-over.ts';
import type { Said } from '../../web/pages/layout.ts';
import { unitNames } from '../campaigns/rounds.ts';
import { today } from '../deps.ts';
import type { Deps } from '../deps.ts';
import { lineSchema, mailSchema } from '../fields.ts';
import { givable, handOver, undoHandOver, unitOf } from '../office/hand-overs.ts';
import type { Visitor } from './links.ts';
import { keyOf, saidOf, show, statusFor } from './page-answers.ts';
import { frameOf, newKey, owedByUnit, places } from './page-frame.ts';
import type { Form } from './uploads.ts';

const nameField = lineSchema(120);

/** Somebody of a training round opened it from a mailbox that many read. */
const isOfTraining = async ({ store }: Deps, { link }: Visitor): Promise<boolean> =>
  (await store.letters.get(link.letter))?.stepped === true;

interface Shown {
  done?: boolean;
  typed?: HandOverView['typed'];
  chosen?: string[];
  faults?: HandOverView['faults'];
  key?: string | undefined;
  said?: Said;
}

export async function handOverView(deps: Deps, visitor: Visitor, shown: Shown = {}): Promise<HandOverView> {
  const { store } = deps;
  const { person } = visitor.link;
  const day = today(deps);
  const [frame, held, given, training] = await Promise.all([
    frameOf(deps, visitor),
    store.appointments.of(person),
    store.handOvers.byPerson(person, visitor.units),
    isOfTraining(deps, visitor),
  ]);
  const units = givable(held, day).map(unitOf);
  const began = new Map(
    (await store.appointments.getMany(given.map(({ began: id }) => id))).map((one) => [one.id, one]),
  );
  const people = new Map((await store.people.getMany(given.map(({ to }) => to))).map((one) => [one._id, one]));
  const nameOf = await unitNames(store, [...units, ...given.map(({ unit }) => unit)]);
  const stands = ({ began: id }: HandOver) => {
    const to = began.get(id)?.to;
    return to === undefined || to > day;
  };
  const { done, typed = { name: '', mail: '', reason: '' }, chosen, faults = {}, key, said } = shown;
  const where = places(visitor.base);
  const latest = given.filter(stands);
  const openOf = (unit: string) =>
    visitor.matters
      .filter(({ place, closed }) => place.unit === unit && closed === undefined)
      .reduce((sum, matter) => sum + owedByUnit(matter, day).length, 0);
  return {
    ...frame,
    today: day,
    units: units.map((id) => ({ id, name: nameOf(id), open: openOf(id), chosen: chosen?.includes(id) ?? true })),
    typed,
    faults,
    action: where.handOver,
    key: key ?? newKey(),
    given: latest.map((one) => ({
      id: one.id,
      unit: nameOf(one.unit),
      to: people.get(one.to)?.name ?? 'người nhận',
      mail: people.get(one.to)?.mail ?? '',
      at: one.at,
      mayTakeBack: held.some(({ id, to }) => id === one.ended && to === day),
    })),
    takeBack: { action: where.takeBack, key: newKey() },
    ...(training
      ? { not: new Refusal('hand-over-in-training').message }
      : units.length === 0 && latest.length === 0
        ? { not: 'Chỉ đầu mối của đơn vị chuyển được việc của mình. Cần đổi người, hãy gọi cho chúng tôi.' }
        : {}),
    ...(said ? { said } : done && latest[0] ? { said: doneWords(latest.length) } : {}),
  };
}

const doneWords = (n: number): Said => ({
  kind: 'done',
  text: `Đã chuyển việc${n > 1 ? ` của ${n} đơn vị` : ''}. Người nhận, thủ trưởng đơn vị và Sở được báo bằng thư.`,
});

/** Throws what is no refusal. */
export async function answerHandOver(deps: Deps, res: Response, visitor: Visitor, { fields }: Form): Promise<void> {
  const typed = { name: fields['name'] ?? '', mail: fields['mail'] ?? '', reason: fields['reason'] ?? '' };
  const chosen = Object.keys(fields).flatMap((name) =>
    name.startsWith('u/') && fields[name] === 'yes' ? [name.slice(2)] : [],
  );
  const faults: Partial<Record<HandOverField, string>> = {
    ...(chosen.length === 0 ? { units: 'Hãy chọn ít nhất một đơn vị.' } : {}),
    ...(nameField.safeParse(typed.name).success ? {} : { name: 'Hãy ghi họ và tên người nhận.' }),
    ...(mailSchema.safeParse(typed.mail).success ? {} : { mail: 'Hãy ghi một địa chỉ thư, như ten@donvi.gov.vn.' }),
    ...(typed.reason.trim() === '' ? { reason: 'Hãy ghi lý do, để thủ trưởng đơn vị và Sở biết.' } : {}),
  };
  const again = async (more: Shown, status: number) =>
    show(res, handOverPage(await handOverView(deps, visitor, { typed, chosen, key: fields['key'], ...more })), status);
  if (await isOfTraining(deps, visitor)) return again({}, 409);
  if (Object.keys(faults).length > 0) return again({ faults }, 422);
  const giver = { actor: visitor.actor, person: visitor.link.person, matters: visitor.matters };
  const named = {
    units: [...new Set(chosen)].sort(),
    name: nameField.parse(typed.name),
    mail: mailSchema.parse(typed.mail),
    reason: typed.reason.trim(),
  };
  try {
    await handOver(deps, giver, named, keyOf(visitor, fields, JSON.stringify(named)));
    res.redirect(303, `${places(visitor.base).handOver}?xong=1`);
  } catch (error) {
    const said = saidOf(error);
    const mine: Shown =
      error instanceof Refusal && error.code.startsWith('hand-over-') ? { faults: { mail: said.text } } : { said };
    await again(mine, statusFor(error));
  }
}

/** The giver takes it back on the same day. */
export async function answerTakeBack(deps: Deps, res: Response, visitor: Visitor, { fields }: Form): Promise<void> {
  const id = fields['id'] ?? '';
  const made = await deps.store.handOvers.get(id);
  if (!made || made.from !== visitor.link.person || !visitor.units.includes(made.unit)) throw new Refusal('not-found');
  const by = visitor.actor.id;
  try {
    await undoHandOver(
      deps,
      { by, key: keyOf(visitor, fields, id) },
      { id, reason: 'Người chuyển lấy lại trong ngày.', matters: visitor.matters },
    );
    res.redirect(303, places(visitor.base).handOver);
  } catch (error) {
    show(res, handOverPage(await handOverView(deps, visitor, { said: saidOf(error) })), statusFor(error));
  }
}
