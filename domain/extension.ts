import { addWorkingDays, workingDaysBetween } from './calendar.ts';
import { vnDay } from './day.ts';
import type { Day } from './day.ts';
import { isPaused, measuredFrom, moved, owe } from './duty.ts';
import type { Duty } from './duty.ts';
import { dutyOf, eventLine, nothingMore } from './matter.ts';
import type { Rule } from './matter.ts';
import { Refusal } from './refusal.ts';
import { assertItem, itemOf, remediateDuty, reportable, unitTold, withItem, withRemediateDuty } from './remediation.ts';
import type { Extension, Item, Remediation } from './remediation.ts';
import { fixedDue } from './term.ts';

const paused = (duty: Duty, from: Day, basis: string): Duty =>
  isPaused(duty) ? duty : { ...duty, pauses: [...duty.pauses, { from, basis }] };

const running = (duty: Duty, to: Day): Duty => ({
  ...duty,
  pauses: duty.pauses.map((pause) => (pause.to === undefined ? { ...pause, to } : pause)),
});

/** What the unit asked for and nobody has decided yet. */
export const undecided = (item: Item): Extension | undefined =>
  item.extensions?.find(({ decided, withdrawn }) => !decided && !withdrawn);

/** The unit asks for more time; until a leader has decided, the chase waits. The reason is content. */
export const requestExtension: Rule<Remediation, { item: number; until: Day; reason: string }> = {
  accepts(state, { item: n, until, reason }, day) {
    if (itemOf(state, n).extensions?.some((one) => one.reason === reason)) return;
    const item = assertItem(state, n, reportable, 'xin gia hạn');
    if (undecided(item)) throw new Refusal('extension-already-asked', { item: n });
    const duty = remediateDuty(state, n);
    const from = duty && measuredFrom(duty);
    if (from === undefined) throw new Refusal('extension-of-nothing', { item: n });
    if (until <= from) throw new Refusal('extension-not-later', { day: vnDay(from) });
    if (until <= day) throw new Refusal('due-in-past', { day: vnDay(until) });
  },
  next(state, { item: n, until, reason }, day) {
    const item = itemOf(state, n);
    if (item.extensions?.some((one) => one.reason === reason)) return nothingMore(state);
    const extension: Extension = { n: (item.extensions?.length ?? 0) + 1, until, asked: day, reason };
    const decide = owe({
      ...dutyOf(state, 'decide-extension', day, n),
      id: `decide-extension:${n}:${extension.n}`,
      owedBy: { role: 'deputy-director' },
      ladder: 'D',
      opened: day,
    });
    const waiting = withRemediateDuty(state, n, (duty) => paused(duty, day, reason));
    const about = { what: 'extension', item: n, text: reason };
    return {
      state: withItem(waiting, n, { extensions: [...(item.extensions ?? []), extension] }, [], day, decide),
      lines: [
        eventLine(state, 'unit-answered', `extension:${n}:${extension.n}`, 'deputy-director', day, about),
        eventLine(state, 'unit-answered', `extension:${n}:${extension.n}`, 'secretary', day, about),
      ],
      tells: [],
    };
  },
};

/** A leader grants an extension, to the day asked or another, or not; the chase goes on. */
export const decideExtension: Rule<
  Remediation,
  { item: number; granted: boolean; until?: Day; remarks: string; by: string }
> = {
  accepts(state, { item: n, granted, until }, day) {
    const asked = undecided(itemOf(state, n));
    if (!asked) throw new Refusal('extension-not-asked', { item: n });
    if (!granted) return;
    const to = until ?? asked.until;
    const duty = remediateDuty(state, n);
    const from = duty && measuredFrom(duty);
    if (from !== undefined && to <= from) throw new Refusal('extension-not-later', { day: vnDay(from) });
    if (to <= day) throw new Refusal('due-in-past', { day: vnDay(to) });
  },
  next(state, { item: n, granted, until, remarks, by }, day) {
    const item = itemOf(state, n);
    const asked = undecided(item)!;
    const to = until ?? asked.until;
    const decided = { on: day, granted, by, remarks, ...(granted ? { until: to } : {}) };
    const extensions = item.extensions!.map((one) => (one.n === asked.n ? { ...one, decided } : one));
    const after = withItem(
      withRemediateDuty(state, n, (duty) => {
        const on = running(duty, day);
        return granted
          ? moved(on, fixedDue(state.calendar, to, remarks), { on: day, why: 'extension', basis: remarks })
          : on;
      }),
      n,
      { extensions },
      ['decide-extension'],
      day,
    );
    return {
      state: after,
      lines: unitTold(state, 'item-changed', `extension:${n}:${asked.n}`, day, {
        item: n,
        change: granted ? 'extended' : 'not-extended',
        remarks,
        ...(granted ? { until: to } : {}),
      }),
      tells: [],
    };
  },
};

/** The office suspends the follow-up of an item: a court, a higher inspection, a merger. */
export const suspend: Rule<Remediation, { item: number; remarks: string }> = {
  accepts(state, { item: n }) {
    const item = assertItem(state, n, reportable, 'tạm dừng theo dõi');
    if (undecided(item)) throw new Refusal('extension-already-asked', { item: n });
  },
  next(state, { item: n, remarks }, day) {
    const waiting = withRemediateDuty(state, n, (duty) => paused(duty, day, remarks));
    const { state: was } = itemOf(state, n);
    return {
      state: withItem(waiting, n, { state: 'suspended', suspended: { on: day, remarks, was } }, [], day),
      lines: unitTold(state, 'item-changed', `suspended:${n}:${remarks}`, day, {
        item: n,
        change: 'suspended',
        remarks,
      }),
      tells: [],
    };
  },
};

/** Follow-up goes on; the due moves by the working days it rested. */
export const resume: Rule<Remediation, { item: number; remarks: string }> = {
  accepts(state, { item: n }) {
    assertItem(state, n, ['suspended'], 'theo dõi tiếp');
  },
  next(state, { item: n, remarks }, day) {
    const item = itemOf(state, n);
    const { suspended, ...before } = item;
    const rested = workingDaysBetween(state.calendar, suspended!.on, day);
    const back: Item = { ...before, state: suspended!.was };
    const after = withRemediateDuty(state, n, (duty) => {
      const on = running(duty, day);
      const from = measuredFrom(on);
      if (from === undefined || rested === 0) return on;
      const due = fixedDue(state.calendar, addWorkingDays(state.calendar, from, rested), remarks);
      return moved(on, due, { on: day, why: 'suspension', basis: remarks });
    });
    return {
      state: { ...after, items: after.items.map((other) => (other.n === n ? back : other)) },
      lines: unitTold(state, 'item-changed', `resumed:${n}:${remarks}`, day, { item: n, change: 'resumed', remarks }),
      tells: [],
    };
  },
};
