import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { placeOf } from '../../api/log.ts';
import { startApi } from '../support/api.ts';
import type { TestApi } from '../support/api.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startApi({ database: 'api-log' });
});
afterAll(() => api.stop());

test('a whole morning leaves no name, address, password, secret or query in the log', async () => {
  const planner = await api.as('planner');
  const administrator = await api.as('administrator');
  await planner.post('/api/people', { name: 'Nguyễn Thị Kín', mail: 'kin@snv.vn', phone: '0909123456' });
  await planner.post('/api/people', { name: 'Nguyễn Thị Kín', mail: 'kin@snv.vn' });
  await planner.post('/api/people', { name: 'Nguyễn Thị Kín', mail: 'kin snv.vn' });
  await planner.post('/api/people', '{"name":"Nguyễn Thị Kín"', { headers: { 'content-type': 'application/json' } });
  await planner.get(`/api/people?q=${encodeURIComponent('Nguyễn Thị Kín')}`);
  await planner.get('/api/people?q=kin@snv.vn');
  await api.anonymous.post('/api/sessions', { login: 'kin.nt', password: 'mật khẩu kín đáo của tôi' });
  await api.anonymous.get('/u/lien-ket-bi-mat-0123456789');
  await api.anonymous.post('/u/lien-ket-bi-mat-0123456789/viec/3', new URLSearchParams({ text: 'Nội dung kín' }));
  await api.anonymous.get('/setup/lien-ket-bi-mat-0123456789?x=lien-ket-bi-mat');
  const { body: token } = await administrator.post('/api/tokens', {
    name: 'Mã kín',
    role: 'planner',
    lastDay: '2026-03-05',
  });
  await api.anonymous.get('/api/units', { headers: { authorization: `Bearer ${token.secret}` } });
  await api.anonymous.get('/api/units', { headers: { authorization: 'Bearer sai-nhung-van-kin' } });
  await api.anonymous.get('/api/me', { headers: { cookie: 'dondoc=banh-quy-kin' } });

  const log = api.logged.join('\n');
  expect(api.logged.length).toBeGreaterThanOrEqual(14);
  for (const secret of [
    'Kín',
    'K\\u00edn',
    'kin@',
    'kin.nt',
    'kin snv',
    '0909123456',
    'mật khẩu',
    'lien-ket',
    'kín',
    token.secret,
    'sai-nhung',
    'banh-quy',
    'Bearer',
    '?',
  ]) {
    expect(log).not.toContain(secret);
  }
});

test('a line says what was asked, how it ended, how long it took, under the request’s id', async () => {
  const from = api.logged.length;
  await (await api.as('planner')).get('/api/units/khong-co', { headers: { 'x-request-id': 'r-1' } });
  const [line] = api.logged.slice(from).map((text) => JSON.parse(text));
  expect(line).toMatchObject({
    level: 30,
    part: 'api',
    req: { method: 'GET', path: '/api/units/khong-co' },
    res: { status: 404 },
    responseTime: expect.any(Number),
  });
  expect(JSON.stringify(line)).toContain('r-1');
});

test.each([
  ['/u/abc', '/u/…'],
  ['/u/abc/viec/1?x=1', '/u/…/viec/1'],
  ['/setup/abc?b=c', '/setup/…'],
  ['/api/units?q=a', '/api/units'],
])('%s is written %s', (url, written) => {
  expect(placeOf(url)).toBe(written);
});
