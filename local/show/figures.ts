import { vnNumber } from '../../domain/number.ts';
import type { UnitId } from '../../domain/role.ts';

/** A department has more dossiers than a ward, a ward more than a commune; no two units have the same. */
function sizeOf(unit: UnitId): number {
  const sign = unit.split('').reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 997, 7);
  const kind = unit.startsWith('xa-') ? 0.3 : unit.startsWith('phuong-') ? 0.55 : 1;
  return kind * (0.8 + sign / 2_000);
}

/** Dossiers that agree with each other, by the columns of form II.06. */
export function dossiersOf(unit: UnitId): Record<string, string> {
  const of = (count: number) => Math.round(count * sizeOf(unit));
  const [online, direct, before] = [of(2_360), of(1_041), of(140)];
  const [early, onTime, late] = [of(2_356), of(1_117), of(7)];
  const [received, resolved] = [online + direct + before, early + onTime + late];
  const counts = {
    received_total: received,
    received_online: online,
    received_direct_postal: direct,
    carried_over: before,
    resolved_total: resolved,
    resolved_early: early,
    resolved_on_time: onTime,
    resolved_late: late,
    in_progress_total: received - resolved,
    in_progress_in_time: received - resolved,
    in_progress_overdue: 0,
  };
  return Object.fromEntries(Object.entries(counts).map(([column, count]) => [column, vnNumber(count)]));
}

/** The other numbers; what is not here is nought. */
export function countsOf(unit: UnitId): Record<string, string> {
  const of = (count: number) => Math.round(count * sizeOf(unit));
  const [tasks, procedures, petitions, staff, documents] = [of(42), of(128), of(5), of(58), of(4_120)];
  const counts = {
    plan_tasks_total: tasks,
    plan_tasks_completed: tasks - of(3),
    procedures_total: procedures,
    procedures_online: of(96),
    petitions_received: petitions,
    petitions_answered: petitions,
    one_stop_sites: 1,
    apology_letters: of(7),
    staff_quota: staff,
    staff_present: staff - of(2),
    outgoing_documents: documents,
    signed_documents: documents,
  };
  return Object.fromEntries(Object.entries(counts).map(([code, count]) => [code, vnNumber(count)]));
}
