import { assertArrived } from './arrival.ts';
import { addDays, vnDay } from './day.ts';
import type { Day } from './day.ts';
import { isOpen, metOn, owe } from './duty.ts';
import { dutyOf, eventLine, nothingMore } from './matter.ts';
import type { Rule } from './matter.ts';
import { Refusal } from './refusal.ts';
import {
  assertItem,
  closedIfLast,
  confirmation,
  itemOf,
  reportable,
  twinTells,
  unitTold,
  withItem,
  withRemediateDuty,
} from './remediation.ts';
import type { Item, Remediation } from './remediation.ts';

/** n of N done, as a report states it. */
export interface Achieved {
  done: number;
  total: number;
}

/** Whether the figures a report states reach the share the requirement asks for, in percent of up to four decimals. */
export const reaches = ({ done, total }: Achieved, percent: number): boolean =>
  total === 0 || done * 1_000_000 >= Math.round(percent * 10_000) * total;

function assertAchieved(item: Item, achieved: Achieved | undefined): void {
  if (!achieved) {
    if (item.target) throw new Refusal('target-figures-missing', { item: item.n });
    return;
  }
  const { done, total } = achieved;
  if (![done, total].every((figure) => Number.isSafeInteger(figure) && figure >= 0) || done > total)
    throw new Refusal('target-figures-wrong', { item: item.n });
}

/**
 * The unit reports one item with evidence, frozen beforehand as `report`. Entered by the office for
 * the unit (nhập hộ), `arrived` is the day it really came.
 */
export const report: Rule<
  Remediation,
  { item: number; report: string; evidence: number; achieved?: Achieved; arrived?: Day }
> = {
  accepts(state, ask, day) {
    if (itemOf(state, ask.item).report === ask.report) return;
    const item = assertItem(state, ask.item, reportable, 'báo cáo');
    if (ask.evidence < 1) throw new Refusal('report-without-evidence', { item: ask.item });
    assertArrived(ask.arrived, state.issued, day);
    assertAchieved(item, ask.achieved);
  },
  next(state, { item: n, report: id, achieved, arrived }, day) {
    const item = itemOf(state, n);
    if (item.report === id) return nothingMore(state);
    const reports = item.reports + 1;
    const verifyDuty = owe({
      ...dutyOf(state, 'verify', day, n),
      id: `verify:${n}:${reports}`,
      owedBy: { role: 'secretary' },
      ladder: 'D',
      opened: day,
    });
    const { entered: _, reopened: _again, ...before } = withoutAskedTime(item, day);
    const change: Item = {
      ...before,
      state: 'reported',
      reports,
      report: id,
      reportedOn: arrived ?? day,
      ...(arrived ? { entered: true as const } : {}),
      ...(achieved ? { achieved } : {}),
    };
    const met = withRemediateDuty(state, n, (duty) => metOn(duty, arrived ?? day));
    const after = withItem(met, n, {}, ['decide-extension'], day, verifyDuty);
    return {
      state: { ...after, items: after.items.map((other) => (other.n === n ? change : other)) },
      lines: [eventLine(state, 'received', `item:${n}:${reports}`, 'unit-contact', day, { item: n, report: id })],
      tells: [],
    };
  },
};

/**
 * The unit confirms a standing item for the period; after the last period it is closed. A prohibition
 * is confirmed by the count of incidents, none or each with its own file: `files` counts them.
 */
export const confirmPeriod: Rule<
  Remediation,
  { item: number; report: string; period: Day; incidents?: number; files?: number; arrived?: Day }
> = {
  accepts(state, ask, day) {
    const item = assertItem(state, ask.item, ['standing'], 'xác nhận kỳ');
    const id = `confirm-period:${ask.item}:${ask.period}`;
    // a period that has not begun has nothing to confirm yet
    if (!state.duties.some((duty) => duty.id === id && isOpen(duty) && duty.opened <= day)) {
      throw new Refusal('period-not-open', { item: ask.item, period: vnDay(ask.period) });
    }
    assertArrived(ask.arrived, state.issued, day);
    if (!item.prohibits) return;
    if (ask.incidents === undefined) throw new Refusal('incidents-uncounted', { item: ask.item });
    if ((ask.files ?? 0) < ask.incidents) throw new Refusal('incidents-without-file', { item: ask.item });
  },
  next(state, { item: n, period, report: id, incidents = 0, arrived }, day) {
    const item = itemOf(state, n);
    const over = period >= item.recurs!.until;
    const followed = over ? [] : [confirmation(state, item, addDays(period, 1), day)];
    const reviewed =
      incidents > 0
        ? [
            owe({
              ...dutyOf(state, 'review-incidents', day, n),
              id: `review-incidents:${n}:${period}`,
              owedBy: { role: 'secretary' },
              ladder: 'D',
              opened: day,
            }),
          ]
        : [];
    const { entered: _, ...before } = item;
    const isOver = over && incidents === 0 && !incidentsOpen(state, n);
    const change: Item = {
      ...before,
      reports: item.reports + 1,
      report: id,
      reportedOn: arrived ?? day,
      ...(arrived ? { entered: true as const } : {}),
      ...(item.prohibits ? { incidents: (item.incidents ?? 0) + incidents } : {}),
      ...(isOver ? { state: 'closed' as const, closedOn: day } : {}),
    };
    const after = withItem(state, n, {}, [], day, ...followed, ...reviewed);
    const confirmed: Remediation = {
      ...after,
      items: after.items.map((other) => (other.n === n ? change : other)),
      duties: after.duties.map((duty) =>
        duty.id === `confirm-period:${n}:${period}` && isOpen(duty) ? metOn(duty, arrived ?? day) : duty,
      ),
    };
    const step = closedIfLast(confirmed, day);
    return {
      ...step,
      tells: isOver ? twinTells(item, 'twinClosed') : [],
      lines: [
        eventLine(state, 'received', `item:${n}:${period}`, 'unit-contact', day, { item: n, report: id }),
        ...step.lines,
      ],
    };
  },
};

/** More time asked for and not decided is wanted no more once the unit has reported. */
const withoutAskedTime = ({ extensions, ...item }: Item, day: Day): Item =>
  extensions
    ? {
        ...item,
        extensions: extensions.map((one) => (one.decided || one.withdrawn ? one : { ...one, withdrawn: day })),
      }
    : item;

const incidentsOpen = (state: Remediation, n: number): boolean =>
  state.duties.some((duty) => duty.kind === 'review-incidents' && duty.about === n && isOpen(duty));

/** The office dealt with the incidents a unit reported against a prohibition; what it found is content. */
export const reviewIncidents: Rule<Remediation, { item: number; remarks: string }> = {
  accepts(state, { item: n }) {
    itemOf(state, n);
    if (!incidentsOpen(state, n)) throw new Refusal('no-incidents-waiting', { item: n });
  },
  next(state, { item: n, remarks }, day) {
    const over = !state.duties.some((duty) => duty.kind === 'confirm-period' && duty.about === n && isOpen(duty));
    const after = withItem(state, n, over ? { state: 'closed', closedOn: day } : {}, ['review-incidents'], day);
    const step = closedIfLast(after, day);
    return {
      ...step,
      tells: over ? twinTells(itemOf(state, n), 'twinClosed') : [],
      lines: [
        ...unitTold(state, 'item-changed', `incidents:${n}:${remarks}`, day, {
          item: n,
          change: 'incidents-reviewed',
          remarks,
        }),
        ...step.lines,
      ],
    };
  },
};
