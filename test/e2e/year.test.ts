import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { yearCampaign } from '../support/year.ts';
import { foretoldYear, openYear } from '../support/year-office.ts';

jest.setTimeout(900_000);

describe('a year of ten units, some silent, some late, on the real servers', () => {
  let year: Awaited<ReturnType<typeof openYear>>;
  beforeAll(async () => {
    year = await openYear();
  });
  afterAll(() => year?.office.stop());

  test('runs by the stepped clock to its close', async () => {
    await year.run();
    const matters = await year.matters();
    expect([...matters.values()].filter((matter) => !matter.closed).map(({ id }) => id)).toEqual([]);
    expect(matters.get(`campaign:${yearCampaign}`)?.closed).toBe('2026-08-06');
  });

  test('each letter of the ledger arrived once under its own Message-ID, and nothing else arrived', async () => {
    const rows = await year.office.stack.store.letters.model.find({}).lean();
    const arrived = year.office.mail.letters.map(({ messageId }) => messageId).sort();
    expect(arrived).toEqual(rows.map(({ messageId }) => messageId).sort());
  });

  test('the letters in the ledger are those the rehearsal foretold, one by one', async () => {
    expect(await year.sent()).toEqual(foretoldYear());
  });
});
