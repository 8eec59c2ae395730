import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { problemOf, statusOf } from '../../api/problem.ts';
import { Refusal, refusals } from '../../domain/refusal.ts';
import type { RefusalCode } from '../../domain/refusal.ts';
import { startApi } from '../support/api.ts';
import type { TestApi } from '../support/api.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startApi({ database: 'api-problem' });
});
afterAll(() => api.stop());

test.each(Object.keys(refusals) as RefusalCode[])('%s has a status', (code) => {
  expect(statusOf(code)).toBeGreaterThanOrEqual(400);
  expect(problemOf(new Refusal(code), 'r')).toMatchObject({ type: `/problems/${code}`, status: statusOf(code), requestId: 'r' });
});

describe('what goes wrong before a route', () => {
  test('an unknown address', async () => {
    const answer = await api.anonymous.get('/api/khong-co');
    expect(answer.status).toBe(404);
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
    expect(answer.body).toMatchObject({ type: '/problems/not-found', status: 404, requestId: answer.headers.get('x-request-id') });
  });
});
