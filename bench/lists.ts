import { randomBytes } from 'node:crypto';
import { deskPlan } from '../test/support/desk.ts';
import { startApi } from '../test/support/api.ts';
import { startServers } from '../test/support/servers.ts';
import { campaign, fillRound, itemsEach, today, unitAt } from './filled-round.ts';
import { judge } from './judge.ts';
import { measured, tenths } from './measured.ts';

// What leaders and specialists open in the morning, over HTTP, on 100,000 items of 4,000 units: each beside a bare find
// by an index of as many records as the answer is made from, on the same connection in the same run.

const items = Number(process.env['ITEMS'] ?? 100_000);
const units = Math.round(items / itemsEach);
const times = Number(process.env['TIMES'] ?? 7);

const servers = await startServers();
process.env['TEST_MONGODB_URI'] = servers.mongodbUri;
const api = await startApi({ database: `bench-${randomBytes(4).toString('hex')}`, now: `${today}T02:00:00.000Z` });
const { store } = api;
try {
  const plan = { ...deskPlan, campaign, clock: 'real' as const, units: [] };
  await store.plans.create(plan, { by: 'p', at: `${today}T01:00:00.000Z` });
  for (let n = 0; n < units; n++)
    await store.units.create({
      id: unitAt(n),
      name: `Xã Hương Giang ${n}`,
      aliases: [],
      kind: 'xa',
      level: n % 20 === 0 ? 'province' : 'commune',
      from: '2025-01-01',
    });
  await fillRound(store, units);
  const director = await api.as('director');
  const rows = store.db.collection('matters');

  /** The least: as many records of the round, found by an index. */
  const floorOf = (records: number) =>
    measured(
      () =>
        rows
          .find({ campaign, process: 'remediation' }, { projection: { 'state.items': 1, 'state.duties': 1 } })
          .hint({ campaign: 1, process: 1, unit: 1, team: 1, tally: 1 })
          .limit(records)
          .toArray(),
      times,
      1,
    );
  const [one, whole] = [await floorOf(50), await floorOf(units)];
  const readings: [string, string, typeof one][] = [
    ['overview', '/api/overview', whole],
    ['groups', '/api/overview/groups?by=unit', whole],
    ['itemsFirst', '/api/items?limit=50', one],
    ['itemsUrgent', '/api/items?limit=50&order=urgency', whole],
    ['itemsLate', '/api/items?limit=50&order=urgency&late=true', whole],
    ['itemsOfUnit', `/api/items?limit=50&order=urgency&unit=${unitAt(7)}`, one],
    ['counts', '/api/items/counts', whole],
    ['search', '/api/search?q=huong%20giang', one],
    ['sheet', '/api/items/sheet', whole],
  ];
  const figures: Record<string, { medianMs: number; p95Ms: number; timesFloor: number }> = {};
  let mostHeapMB = 0;
  for (const [name, path, floor] of readings) {
    const before = process.memoryUsage().rss;
    const took = await measured(
      async () => {
        const { status, text } = await director.get<string>(path);
        if (status !== 200) throw new Error(`${path}: ${status} ${text.slice(0, 200)}`);
      },
      name === 'sheet' ? 1 : times,
      name === 'sheet' ? 0 : 1,
    );
    if (name === 'sheet') mostHeapMB = tenths((process.memoryUsage().rss - before) / 2 ** 20);
    figures[name] = { medianMs: took.median, p95Ms: took.p95, timesFloor: tenths(took.median / floor.median) };
  }
  judge({ items: units * itemsEach, units, times, floor: { fiftyMs: one, wholeMs: whole }, figures, mostHeapMB }, [
    { name: 'overviewTimesFloor', figure: figures['overview']!.timesFloor, atMost: 6 },
    { name: 'itemsUrgentTimesFloor', figure: figures['itemsUrgent']!.timesFloor, atMost: 6 },
    { name: 'countsTimesFloor', figure: figures['counts']!.timesFloor, atMost: 6 },
    { name: 'sheetGrowsMB', figure: mostHeapMB, atMost: 800 },
  ]);
} finally {
  await store.db.dropDatabase();
  await api.stop();
  await servers.stop();
}
