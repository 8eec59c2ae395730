import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { startApi } from '../support/api.ts';
import type { Caller, TestApi } from '../support/api.ts';
import { aUnit } from '../support/office.ts';

let api: TestApi;
let planner: Caller;
let lead: Caller;
beforeAll(async () => {
  api = await startApi({ database: 'api-groups', now: '2026-03-02T02:00:00.000Z' });
  [planner, lead] = [await api.as('planner'), await api.as('lead')];
  for (const unit of [
    aUnit({ id: 'so-y-te', name: 'Sở Y tế', kind: 'sở' }),
    aUnit({ id: 'so-tu-phap', name: 'Sở Tư pháp', kind: 'sở' }),
    aUnit({ id: 'huyen-cu', name: 'UBND huyện cũ', kind: 'huyện', level: 'commune', to: '2025-06-30' }),
    aUnit({ id: 'xa-cam-ha', name: 'UBND xã Cẩm Hà', kind: 'xã', level: 'commune', from: '2025-07-01' }),
  ])
    await api.store.units.create(unit);
});
afterAll(() => api.stop());
const problem = ({ status, body }: { status: number; body: { type?: string } }) =>
  `${status} ${body.type?.replace('/problems/', '')}`;

describe('groups of units', () => {
  test('are named after themselves and say how many belong to them today', async () => {
    const made = await planner.post('/api/groups', { name: 'Các sở, ban, ngành', kinds: ['sở'] }, { key: 'nhom-1' });
    expect([made.status, made.body]).toEqual([
      201,
      { id: 'cac-so-ban-nganh', name: 'Các sở, ban, ngành', kinds: ['sở'], version: 1, members: 2 },
    ]);
    const again = await planner.post('/api/groups', { name: 'Các sở, ban, ngành', kinds: ['sở'] }, { key: 'nhom-1' });
    expect(again.body).toEqual(made.body);
    expect(problem(await planner.post('/api/groups', { name: 'Các sở, ban, ngành', kinds: ['xã'] }))).toBe(
      '409 group-exists',
    );
  });

  test('members are listed as of a day', async () => {
    await planner.post('/api/groups', { id: 'cap-duoi', name: 'UBND cấp dưới', levels: ['commune'] });
    const on = async (day: string) =>
      (await lead.get(`/api/groups/cap-duoi/members${day}`)).body.items.map(({ id }: { id: string }) => id);
    expect(await on('?on=2025-06-30')).toEqual(['huyen-cu']);
    expect(await on('')).toEqual(['xa-cam-ha']);
  });

  test('one of nothing, or of units nobody knows, is refused', async () => {
    expect(problem(await planner.post('/api/groups', { name: 'Không ai' }))).toBe('422 invalid-body');
    expect(problem(await planner.post('/api/groups', { name: 'Lạ', units: ['khong-co'] }))).toBe('422 unit-unknown');
    expect(problem(await planner.post('/api/groups', { name: 'Lạ', kinds: ['sở'], except: ['khong-co'] }))).toBe(
      '422 unit-unknown',
    );
  });

  test('is changed over the version that was read, and may be given up', async () => {
    const path = '/api/groups/cac-so-ban-nganh';
    const changed = { name: 'Các sở', kinds: ['sở'], except: ['so-y-te'] };
    expect((await planner.put(path, { ...changed, base: 1 })).body).toMatchObject({ version: 2, members: 1 });
    expect(problem(await planner.put(path, { ...changed, base: 1 }))).toBe('409 stale-draft');
    expect((await planner.delete(path, { key: 'bo-nhom' })).status).toBe(204);
    expect(problem(await planner.get(path))).toBe('404 not-found');
    expect((await planner.delete(path, { key: 'bo-nhom' })).status).toBe(204);
    expect(problem(await planner.delete(path))).toBe('404 not-found');
  });

  test('everybody of the office reads them, planners change them', async () => {
    expect((await lead.get('/api/groups')).body.items).toHaveLength(1);
    expect(problem(await lead.post('/api/groups', { name: 'Nhóm', kinds: ['sở'] }))).toBe('403 not-allowed');
    expect(problem(await lead.delete('/api/groups/cap-duoi'))).toBe('403 not-allowed');
  });
});

describe('acts that papers cite', () => {
  const listed = async (symbol: string) =>
    (await lead.get('/api/legal-documents')).body.items.find((act: { symbol: string }) => act.symbol === symbol);

  test('the known ones are listed; the office adds its own, and its word counts', async () => {
    expect(await listed('61/2018/NĐ-CP')).toMatchObject({ to: '2025-06-30', replacedBy: '118/2025/NĐ-CP' });
    const act = { symbol: '99/2026/ NĐ - CP', about: 'Nghị định thử', from: '2026-05-01' };
    expect((await planner.post('/api/legal-documents', act)).body).toEqual({
      symbol: '99/2026/NĐ-CP',
      about: 'Nghị định thử',
      from: '2026-05-01',
      own: true,
    });
    await planner.post('/api/legal-documents', { symbol: '61/2018/NĐ-CP', about: 'Kéo dài', to: '2030-12-31' });
    expect(await listed('61/2018/NĐ-CP')).toMatchObject({ to: '2030-12-31', own: true });
  });

  test.each([
    [{ symbol: 'Nghị định', about: 'x' }],
    [{ symbol: '1/2026/NĐ-CP', about: 'x', from: '2026-02-01', to: '2026-01-01' }],
    [{ symbol: '1/2026/NĐ-CP' }],
  ])('%j is refused', async (act) => {
    expect(problem(await planner.post('/api/legal-documents', act))).toBe('422 invalid-body');
    expect(problem(await lead.post('/api/legal-documents', act))).toBe('403 not-allowed');
  });
});
