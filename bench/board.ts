import { randomBytes } from 'node:crypto';
import { openStore } from '../store/index.ts';
import { startServers } from '../test/support/servers.ts';
import { calendar, campaign, fillRound, itemsEach, today } from './filled-round.ts';
import { judge } from './judge.ts';
import { measured, tenths } from './measured.ts';

// The board of a round of 100,000 items: the whole count, the filters and one page of units, beside the reading of one
// document in the same run. The promise is for a machine that does other things too.

const items = Number(process.env['ITEMS'] ?? 100_000);
const units = Math.round(items / itemsEach);
const times = Number(process.env['TIMES'] ?? 40);

const servers = await startServers();
const uri = new URL(servers.mongodbUri);
uri.pathname = `/bench-${randomBytes(4).toString('hex')}`;
const store = await openStore(uri.href);
try {
  await fillRound(store, units);

  const board = await measured(async () => {
    const { units: found } = await store.board.board(campaign, calendar, { on: today });
    const page = found.slice(0, 50).map(({ unit }) => unit);
    return store.progress.unitsNamed(campaign, page, today);
  }, times);
  const filtered = await measured(
    () => store.board.board(campaign, calendar, { on: today, late: true, waiting: 'office', step: 'items' }),
    times,
  );
  const oneDocument = await measured(() => store.matters.get(`inspection:${campaign}:don-vi-1`), times);
  const { count } = await store.board.board(campaign, calendar, { on: today });
  judge(
    {
      items: count.items.total,
      units: count.units,
      times,
      boardMs: board,
      filteredMs: filtered,
      oneDocumentMs: oneDocument,
      timesOneDocument: tenths(board.p95 / oneDocument.p95),
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
