import { compact } from '../domain/calendar.ts';
import { knownYears } from '../domain/calendars/known.ts';
import { newCampaign } from '../domain/campaign.ts';
import { addDays } from '../domain/day.ts';
import type { Day } from '../domain/day.ts';
import { defaultTerms } from '../domain/duty-terms.ts';
import { newInspection } from '../domain/inspection.ts';
import type { Inspection } from '../domain/inspection.ts';
import { defaultLadders } from '../domain/ladder.ts';
import type { Matter, Setting } from '../domain/matter.ts';
import { begin, newRemediation } from '../domain/remediation.ts';
import { fixedDue } from '../domain/term.ts';
import type { Store } from '../store/index.ts';

// A running round of many units, each concluded and asked for its items: what boards and lists are measured on.

export const itemsEach = 25;
export const today: Day = '2026-03-18';
export const campaign = 'bench-bang';
export const calendar = compact(knownYears);
const setting: Setting = {
  clock: { kind: 'real' },
  calendar,
  ladders: defaultLadders,
  terms: defaultTerms,
};

export const unitAt = (n: number): string => `don-vi-${n}`;

/** Fills a store with the round and so many units. */
export async function fillRound(store: Store, units: number): Promise<void> {
  await store.matters.born({ ...newCampaign(setting, campaign, '2026-01-05'), state: 'running' } as Matter);
  for (let at = 0; at < units; at += 50)
    await Promise.all(Array.from({ length: Math.min(50, units - at) }, (_, n) => fill(store, unitAt(at + n), at + n)));
}

/** A unit with its inspection concluded and its items, a part of them closed, late, reported. */
async function fill(store: Store, unit: string, n: number): Promise<void> {
  const place = { campaign, team: `doan-${n % 8}`, unit };
  const visits = [
    {
      n: 1,
      day: '2026-02-10' as Day,
      session: 'morning' as const,
      held: '2026-02-10' as Day,
      minutesSigned: '2026-02-10' as Day,
    },
  ];
  const inspection: Inspection = {
    ...newInspection(setting, { place, method: 'on-site', visits, vertical: false }, '2026-01-12'),
    noticed: { paper: 'p', on: '2026-01-12' },
    acknowledged: { on: '2026-01-13', by: 'p' },
    selfReport: { submissions: 1, latest: 'x', state: 'accepted', on: '2026-02-02' },
    concluded: { paper: 'p', on: '2026-02-20' },
    closed: '2026-02-20',
  };
  const wanted = Array.from({ length: itemsEach }, (_, i) => ({
    n: i + 1,
    requirement: `yc-${i + 1}`,
    due: fixedDue(calendar, addDays(today, ((n * 7 + i * 3) % 40) - 10), 'kl'),
  }));
  const born = newRemediation(setting, place, `paper:${campaign}:conclusion:1`, '2026-02-20', wanted, false);
  const { state } = begin.next(born, {}, '2026-02-20');
  const closed = (i: number) => (n + i) % 3 === 0;
  await store.matters.born(inspection);
  await store.matters.born({
    ...state,
    items: state.items.map((item) => (closed(item.n) ? { ...item, state: 'closed' as const } : item)),
    duties: state.duties.map((duty) =>
      closed(duty.about ?? 0) ? { ...duty, ended: { how: 'met' as const, on: today } } : duty,
    ),
  } as Matter);
}
