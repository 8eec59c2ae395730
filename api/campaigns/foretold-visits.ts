import type { Day } from '../../domain/day.ts';
import { vnDay } from '../../domain/day.ts';
import type { Inspection, Session } from '../../domain/inspection.ts';
import { sessionWords } from '../../domain/plan.ts';
import type { Plan } from '../../domain/plan.ts';
import type { UnitId } from '../../domain/role.ts';

/** What became of a visit as it was planned. */
export const visitFates = [
  'held',
  'held-other-day',
  'moved',
  'postponed',
  'given-up',
  'not-recorded',
  'to-come',
] as const;
export type VisitFate = (typeof visitFates)[number];
/** As it was planned, as far as one can know. */
export const asPlanned: readonly VisitFate[] = ['held', 'to-come'];

/** A planned visit beside what became of it. */
export interface HeldVisit {
  unit: UnitId;
  n: number;
  day: Day;
  session: Session;
  fate: VisitFate;
  words: string;
  inspection?: string;
}

/** The visits of a plan held against the round's inspections. */
export function heldVisits(
  plan: Pick<Plan, 'units'>,
  inspections: readonly Pick<Inspection, 'id' | 'n' | 'place' | 'visits' | 'dropped' | 'cancelled'>[],
  today: Day,
): HeldVisit[] {
  const first = new Map(inspections.filter(({ n }) => n === 1).map((one) => [one.place.unit, one]));
  return plan.units.flatMap(({ unit, visits }) =>
    visits.map(({ n, day, session }): HeldVisit => {
      const inspection = first.get(unit);
      return {
        unit,
        n,
        day,
        session,
        ...becameOf(inspection, { n, day, session }, today),
        ...(inspection ? { inspection: inspection.id.replace(/^inspection:/, '') } : {}),
      };
    }),
  );
}

function becameOf(
  inspection: Pick<Inspection, 'visits' | 'dropped' | 'cancelled'> | undefined,
  { n, day, session }: Pick<HeldVisit, 'n' | 'day' | 'session'>,
  today: Day,
): Pick<HeldVisit, 'fate' | 'words'> {
  const visit = inspection?.visits.find((one) => one.n === n);
  if (visit?.held)
    return visit.held === day
      ? { fate: 'held', words: 'đã kiểm tra đúng ngày' }
      : { fate: 'held-other-day', words: `đã kiểm tra ngày ${vnDay(visit.held)}` };
  if (inspection?.cancelled)
    return { fate: 'given-up', words: `cuộc kiểm tra đã hủy ngày ${vnDay(inspection.cancelled.on)}` };
  if (inspection && !visit) return { fate: 'given-up', words: 'buổi này đã bỏ' };
  if (visit?.postponed) return { fate: 'postponed', words: `đã hoãn ngày ${vnDay(visit.postponed)}, chưa có ngày mới` };
  if (visit && (visit.day !== day || visit.session !== session))
    return { fate: 'moved', words: `đã chuyển sang ${sessionWords[visit.session]} ${vnDay(visit.day)}` };
  return day < today
    ? { fate: 'not-recorded', words: 'đã qua ngày, chưa ghi nhận đã kiểm tra' }
    : { fate: 'to-come', words: 'chưa tới ngày' };
}
