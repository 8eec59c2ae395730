import { createContext, useContext, useEffect, useRef, useState } from 'react';
import type { PointerEvent as ReactPointerEvent, ReactNode } from 'react';
import { vnDay, vnWeekday } from '../../../domain/day.ts';
import type { Day } from '../../../domain/day.ts';
import type { Session } from '../../../domain/inspection.ts';
import { agendaOf, presentAt, sessionWords } from '../../../domain/plan.ts';
import type { UnitId } from '../../../domain/role.ts';
import { usePlan, withUnit } from './plan-context.ts';
import type { PlanFields } from './plan-context.ts';
import { placed } from './visit-dialog.tsx';

/** What is carried from one half-day to another: a visit, or a unit that has none. */
interface Carried {
  unit: UnitId;
  n?: number;
}

/** One half-day of one team. */
export interface Half {
  team: string;
  day: Day;
  session: Session;
}

interface Carrying {
  carried: Carried;
  x: number;
  y: number;
  over?: Half | undefined;
}

interface Carrier {
  begin: (event: ReactPointerEvent, carried: Carried) => void;
  over: Half | undefined;
}

const CarryContext = createContext<Carrier | undefined>(undefined);

/** Nearer than this to where it was pressed nothing is carried: it is a click. */
const slackPx = 6;
/** So near the edge of the window the page goes on by itself. */
const edgePx = 56;

export const nameOfHalf = ({ team, day, session }: Half): string => `${team} ${day} ${session}`;

function halfAt(x: number, y: number): Half | undefined {
  const cell = document.elementFromPoint(x, y)?.closest<HTMLElement>('[data-half]');
  const [team, day, session] = cell?.dataset['half']?.split(' ') ?? [];
  return team === undefined ? undefined : { team, day: day as Day, session: session as Session };
}

/** Around everything that is carried and everything it is put down on; by mouse, pen, or a finger on the grip. */
export function Carry({ children }: { children: ReactNode }) {
  const { change } = usePlan();
  const [carrying, setCarrying] = useState<Carrying>();
  const letGo = useRef<() => void>(undefined);
  useEffect(() => () => letGo.current?.(), []);

  const begin = (event: ReactPointerEvent, carried: Carried) => {
    if (event.button !== 0) return;
    // a finger on a card scrolls the page
    if (event.pointerType === 'touch' && !(event.target as Element).closest('.grip')) return;
    const { clientX: x0, clientY: y0, pointerId } = event;
    let isCarried = false;
    const stop = () => {
      window.removeEventListener('pointermove', move);
      window.removeEventListener('pointerup', up);
      window.removeEventListener('pointercancel', stop);
      window.removeEventListener('keydown', escape);
      letGo.current = undefined;
      setCarrying(undefined);
    };
    const move = (at: PointerEvent) => {
      const { clientX: x, clientY: y } = at;
      if (at.pointerId !== pointerId || (!isCarried && Math.hypot(x - x0, y - y0) < slackPx)) return;
      isCarried = true;
      at.preventDefault();
      if (y < edgePx) window.scrollBy(0, -edgePx / 4);
      else if (y > window.innerHeight - edgePx) window.scrollBy(0, edgePx / 4);
      setCarrying({ carried, x, y, over: halfAt(x, y) });
    };
    const up = (at: PointerEvent) => {
      if (at.pointerId !== pointerId) return;
      stop();
      if (!isCarried) return;
      // what was carried was not clicked
      const swallow = (click: Event) => click.stopPropagation();
      window.addEventListener('click', swallow, { capture: true, once: true });
      setTimeout(() => window.removeEventListener('click', swallow, { capture: true }));
      const to = halfAt(at.clientX, at.clientY);
      if (to) change((now) => withUnit(now, carried.unit, (one) => placed(one, { ...to, ...nOf(carried) })));
    };
    const escape = ({ key }: KeyboardEvent) => key === 'Escape' && stop();
    letGo.current?.();
    letGo.current = stop;
    window.addEventListener('pointermove', move);
    window.addEventListener('pointerup', up);
    window.addEventListener('pointercancel', stop);
    window.addEventListener('keydown', escape);
  };

  return (
    <CarryContext value={{ begin, over: carrying?.over }}>
      {children}
      {carrying && <InHand of={carrying} />}
    </CarryContext>
  );
}

const nOf = ({ n }: Carried) => (n === undefined ? {} : { n });

export function useCarrier(): Carrier {
  const carrier = useContext(CarryContext);
  if (!carrier) throw new Error('Visits are carried within a schedule');
  return carrier;
}

/** The card beside the pointer: what is carried, where it would come to lie, what would be wrong there. */
function InHand({ of: { carried, x, y, over } }: { of: Carrying }) {
  const { plan, view, units, nameOf } = usePlan();
  const words = over ? wrongThere({ plan, today: view.today, nameOf, unitName: units.nameOf }, carried, over) : [];
  return (
    <div className="in-hand" role="status" style={{ left: x + 12, top: y + 12 }}>
      <strong>{units.nameOf(carried.unit)}</strong>
      {over && (
        <div className="number">
          {sessionWords[over.session]} {vnWeekday(over.day)} {vnDay(over.day)}
        </div>
      )}
      {words.map((sentence) => (
        <div className="late small" key={sentence}>
          {sentence}
        </div>
      ))}
    </div>
  );
}

interface Seen {
  plan: PlanFields;
  today: Day;
  nameOf: (person: string) => string;
  unitName: (unit: UnitId) => string;
}

/** What would be wrong with a visit there, as far as this plan knows: said before it is put down. */
function wrongThere({ plan, today, nameOf, unitName }: Seen, { unit, n }: Carried, to: Half): string[] {
  const planned = plan.units.find((one) => one.unit === unit);
  const visit = planned?.visits.find((one) => one.n === n);
  const there = plan.units.flatMap((one) =>
    one.visits
      .filter((other) => other.day === to.day && other.session === to.session && !(one.unit === unit && other.n === n))
      .flatMap((other) =>
        presentAt(plan, one, other).map((person) => ({ person, day: to.day, session: to.session, unit: one.unit })),
      ),
  );
  const agenda = agendaOf(there);
  const going = presentAt(plan, { team: to.team }, visit ?? {});
  const clashes = going.flatMap((person) => {
    const elsewhere = agenda.elsewhere({ person, day: to.day, session: to.session, unit });
    return elsewhere === undefined ? [] : [`${nameOf(person)} đã phải có mặt ở ${unitName(elsewhere)} buổi ấy.`];
  });
  const others = (planned?.visits.length ?? 0) - (visit ? 1 : 0);
  return [
    ...(to.day <= today ? ['Ngày này không còn ở phía trước.'] : []),
    ...clashes,
    ...(planned && planned.team !== to.team && others > 0 ? ['Cả đơn vị chuyển sang đoàn này.'] : []),
  ];
}
