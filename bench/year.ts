import { startServers } from '../test/support/servers.ts';
import { judge } from './judge.ts';

// A round of so many units by the stepped clock to its close, its people acting over HTTP: the letters of the ledger
// beside those the rehearsal foretold, and what one day of the round costs beside the rehearsal's.

process.env['YEAR_UNITS'] ??= '40';
const servers = await startServers();
Object.assign(process.env, {
  TEST_MONGODB_URI: servers.mongodbUri,
  TEST_TEMPORAL_ADDRESS: servers.temporalAddresses[0],
  TEST_BUNDLE_PATH: servers.bundlePath,
});
const { foretoldYear, openYear } = await import('../test/support/year-office.ts');

const foretellingBegan = performance.now();
const foretold = foretoldYear();
const foretoldMs = performance.now() - foretellingBegan;

const year = await openYear();
const began = performance.now();
await year.run();
const ranS = (performance.now() - began) / 1_000;
const sent = await year.sent();
const matters = [...(await year.matters()).values()];
const arrived = year.office.mail.letters.map(({ messageId }) => messageId);
await year.office.stop();
await servers.stop();

const missing = foretold.filter((line) => !sent.includes(line));
const unforeseen = sent.filter((line) => !foretold.includes(line));
judge(
  {
    units: Number(process.env['YEAR_UNITS']),
    matters: matters.length,
    letters: sent.length,
    rehearsalMs: Math.round(foretoldMs),
    seconds: Math.round(ranS),
    msPerMatter: Math.round((ranS * 1_000) / matters.length),
  },
  [
    { name: 'stillOpen', figure: matters.filter(({ closed }) => closed === undefined).length, atMost: 0 },
    { name: 'foretoldNotSent', figure: missing.length, atMost: 0 },
    { name: 'sentNotForetold', figure: unforeseen.length, atMost: 0 },
    { name: 'arrivedTwice', figure: arrived.length - new Set(arrived).size, atMost: 0 },
    { name: 'notArrived', figure: sent.length - new Set(arrived).size, atMost: 0 },
  ],
);
