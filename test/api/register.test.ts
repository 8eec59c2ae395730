import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { startApi } from '../support/api.ts';
import type { Caller, TestApi } from '../support/api.ts';
import { ok } from '../support/office.ts';

jest.setTimeout(30_000);

let api: TestApi;
let clerk: Caller;
beforeAll(async () => {
  api = await startApi({ database: 'api-register', now: '2026-10-05T02:00:00.000Z' });
  clerk = await api.as('clerk');
});
afterAll(() => api?.stop());

const register = 'SNV-TB/2026';
const take = async (n: number) =>
  (
    await api.store.db.transaction((session) =>
      api.store.registers.take(
        {
          register,
          symbol: 'TB-SNV',
          day: '2026-10-05',
          paper: `paper:dot:notice:${n}`,
          kind: 'notice',
          about: 'Kiểm tra',
          signer: 'gd',
          recipients: [],
        },
        session,
      ),
    )
  ).number;
const confirm = (last: number, of = register) => clerk.post('/api/register/confirmations', { register: of, last });

describe('an office that begins in the middle of a year', () => {
  test('says how far its register on paper has come, before the first number; mistyped it is mended', async () => {
    expect((await confirm(4_170)).status).toBe(200);
    await ok(confirm(417));
    expect(await take(1)).toBe(418);
    expect((await confirm(500)).body).toMatchObject({ status: 409, type: '/problems/register-already-confirmed' });
    expect(await take(2)).toBe(419);
    const { items } = await ok(clerk.get('/api/register?year=2026'));
    expect(items.map(({ text }: { text: string }) => text)).toEqual(['418/TB-SNV', '419/TB-SNV']);
  });

  test('nothing waits for a clerk where nothing was put back; a register that has numbers is not set anew', async () => {
    expect(await ok(clerk.get('/api/register/confirmations'))).toEqual({
      waiting: [],
      opened: [{ id: register, last: 419, day: '2026-10-05', given: 2, voided: 0 }],
    });
    await api.store.db.transaction((session) =>
      api.store.registers.take(
        {
          register: 'SNV-BC/2026',
          symbol: 'BC-SNV',
          day: '2026-10-05',
          paper: 'paper:dot:report:1',
          kind: 'report',
          about: 'Báo cáo',
          signer: 'gd',
          recipients: [],
        },
        session,
      ),
    );
    expect((await confirm(30, 'SNV-BC/2026')).status).toBe(409);
  });
});
