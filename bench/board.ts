import { randomBytes } from 'node:crypto';
import { performance } from 'node:perf_hooks';
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
import { openStore } from '../store/index.ts';
import { startServers } from '../test/support/servers.ts';
import { judge } from './judge.ts';

// The board of a round of 100,000 items: the whole count, the filters and one page of units, beside the reading of one
// document in the same run. The promise is for a machine that does other things too.

const items = Number(process.env['ITEMS'] ?? 100_000);
const itemsEach = 25;
const units = Math.round(items / itemsEach);
const times = Number(process.env['TIMES'] ?? 40);
const today: Day = '2026-03-18';
const campaign = 'bench-bang';
const calendar = compact(knownYears);
const setting: Setting = {
  clock: { kind: 'real' },
  calendar,
  ladders: defaultLadders,
  terms: defaultTerms,
};

const servers = await startServers();
const uri = new URL(servers.mongodbUri);
uri.pathname = `/bench-${randomBytes(4).toString('hex')}`;
const store = await openStore(uri.href);
try {
  await store.matters.born({ ...newCampaign(setting, campaign, '2026-01-05'), state: 'running' } as Matter);
  for (let at = 0; at < units; at += 50)
    await Promise.all(Array.from({ length: Math.min(50, units - at) }, (_, n) => fill(`don-vi-${at + n}`, at + n)));

  const board = await measured(async () => {
    const { units: found } = await store.board.board(campaign, calendar, { on: today });
    const page = found.slice(0, 50).map(({ unit }) => unit);
    return store.progress.unitsNamed(campaign, page, today);
  });
  const filtered = await measured(() =>
    store.board.board(campaign, calendar, { on: today, late: true, waiting: 'office', step: 'items' }),
  );
  const oneDocument = await measured(() => store.matters.get(`inspection:${campaign}:don-vi-1`));
  const { count } = await store.board.board(campaign, calendar, { on: today });
  judge(
    {
      items: count.items.total,
      units: count.units,
      times,
      boardMs: board,
      filteredMs: filtered,
      oneDocumentMs: oneDocument,
      timesOneDocument: round(board.p95 / oneDocument.p95),
    },
    [
      { name: 'boardP95Ms', figure: board.p95, atMost: 400 },
      { name: 'filteredP95Ms', figure: filtered.p95, atMost: 300 },
      { name: 'itemsCounted', figure: count.items.total, atLeast: units * itemsEach },
    ],
  );
} finally {
  await store.db.dropDatabase();
  await store.close();
  await servers.stop();
}

/** A unit with its inspection concluded and its items, a part of them closed, late, reported. */
async function fill(unit: string, n: number): Promise<void> {
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

async function measured(read: () => Promise<unknown>): Promise<{ median: number; p95: number }> {
  for (let i = 0; i < 5; i++) await read();
  const took: number[] = [];
  for (let i = 0; i < times; i++) {
    const began = performance.now();
    await read();
    took.push(performance.now() - began);
  }
  took.sort((a, b) => a - b);
  return { median: round(took[Math.floor(times / 2)]!), p95: round(took[Math.ceil(times * 0.95) - 1]!) };
}

function round(figure: number): number {
  return Math.round(figure * 10) / 10;
}
