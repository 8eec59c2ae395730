import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import type { ConclusionDraft } from '../../domain/draft.ts';
import { may } from '../../domain/rights.ts';
import type { Operation } from '../../domain/rights.ts';
import { roles, unitRoles } from '../../domain/role.ts';
import type { Place, Role, Scope } from '../../domain/role.ts';
import { startApi } from '../support/api.ts';
import type { Caller, TestApi } from '../support/api.ts';
import { binhDinhOutline, binhDinhPlan, binhDinhUnits, haiQuan, round } from '../support/binh-dinh.ts';
import { launched } from '../support/launched.ts';

jest.setTimeout(60_000);

let api: TestApi;
/** Everybody there is: each role in the office or at this unit; those whose place matters also in this round, another, and in teams. */
let everybody: { role: Role; scope: Scope; caller: Caller }[];
const placed: Partial<Record<Role, Scope[]>> = {
  planner: [`campaign:${round}`, 'campaign:khac-2026'],
  signer: [`campaign:${round}`, 'campaign:khac-2026'],
  lead: [`campaign:${round}`, 'team:doan-1', 'team:doan-2'],
  secretary: ['team:doan-1', 'team:doan-2'],
};
const scopes = (role: Role): Scope[] => [
  unitRoles.includes(role) || role === 'superior' ? `unit:${haiQuan}` : 'office',
  ...(placed[role] ?? []),
];

beforeAll(async () => {
  api = await startApi({ database: 'api-rounds-rights', now: '2026-09-08T02:00:00.000Z' });
  for (const unit of binhDinhUnits) await api.store.units.create(unit);
  await api.store.outlines.create(binhDinhOutline, { by: 'p', at: '2026-09-01T01:00:00.000Z' });
  await launched(api.store, binhDinhPlan, '2026-09-08');
  const at = { by: 'p', at: '2026-09-08T01:00:00.000Z' } as const;
  const conclusion: ConclusionDraft = {
    kind: 'conclusion',
    serves: [haiQuan],
    strengths: [],
    findings: [],
    requirements: [],
    proposals: [],
  };
  await api.store.db.transaction(async (session) => {
    await api.store.drafts.create(
      { campaign: round, draft: { kind: 'notice', serves: [haiQuan], requests: [] }, ...at },
      session,
    );
    await api.store.drafts.create({ campaign: round, team: 'doan-1', draft: conclusion, ...at }, session);
  });
  const found = roles.flatMap((role) =>
    scopes(role).map(async (scope) => ({ role, scope, caller: await api.token(role, scope) })),
  );
  everybody = await Promise.all(found);
});
afterAll(() => api.stop());

const inRound: Place = { campaign: round };
const inTeam: Place = { campaign: round, team: 'doan-1' };
const [campaign, notice, paper] = [
  `/api/campaigns/${round}`,
  `/api/papers/${round}:notice:1`,
  `/api/papers/${round}:conclusion:1`,
];

/** Every route, the operation it is and where; without a key or with an empty body, so that a right leads to the next refusal. */
const calls: [Operation, Place, 'get' | 'post' | 'put', string][] = [
  ['read-campaign', {}, 'get', '/api/campaigns'],
  ['draft-campaign', {}, 'post', '/api/campaigns'],
  ['read-campaign', inRound, 'get', campaign],
  ['draft-campaign', inRound, 'put', `${campaign}/plan`],
  ['read-campaign', inRound, 'get', `${campaign}/check`],
  ['submit-campaign', inRound, 'post', `${campaign}/submit`],
  ['approve-campaign', inRound, 'post', `${campaign}/approve`],
  ['approve-campaign', inRound, 'post', `${campaign}/send-back`],
  ['launch-campaign', inRound, 'post', `${campaign}/launch`],
  ['end-campaign', inRound, 'post', `${campaign}/end-inspection`],
  ['cancel-campaign', inRound, 'post', `${campaign}/cancel`],
  ['read-campaign', inRound, 'get', `${campaign}/official-letters`],
  ['send-official-letter', inRound, 'post', `${campaign}/official-letters`],
  ['step-clock', inRound, 'post', `${campaign}/clock`],
  ['read-campaign', inRound, 'post', `${campaign}/rehearsal`],
  ['read-campaign', inRound, 'get', `${campaign}/foretold`],
  ['read-campaign', inRound, 'get', `${campaign}/foretold/letters`],
  ['read-campaign', inRound, 'get', `${campaign}/foretold/visits`],
  ['read-campaign', inRound, 'get', `${campaign}/progress`],
  ['read-campaign', inRound, 'get', `${campaign}/inspections`],
  ['read-campaign', inRound, 'get', `${campaign}/schedule`],
  ['read-campaign', inRound, 'get', `${campaign}/figures`],
  ['read-campaign', inRound, 'get', `${campaign}/standing`],
  ['read-paper', {}, 'get', '/api/papers'],
  ['read-paper', inTeam, 'get', paper],
  ['read-paper', inTeam, 'get', `${paper}/check`],
  ['read-paper', inTeam, 'get', `${paper}/file`],
  ['draft-conclusion', inTeam, 'put', `${paper}/draft`],
  ['draft-conclusion', inTeam, 'post', `${paper}/submit`],
  ['draft-notice', inRound, 'put', `${notice}/draft`],
  ['draft-notice', inRound, 'post', `${notice}/submit`],
  ['appraise-paper', inTeam, 'post', `${paper}/appraise`],
  ['sign-paper', inTeam, 'post', `${paper}/sign`],
  ['number-paper', inTeam, 'post', `${paper}/number`],
  ['void-paper', inTeam, 'post', `${paper}/void`],
  ['read-register', {}, 'get', '/api/register'],
  ['read-letters', {}, 'get', '/api/letters'],
  ['read-letters', {}, 'get', '/api/letters/khong-co'],
  ['read-audit', {}, 'get', '/api/audit/verify'],
  ['read-audit', inRound, 'get', `/api/audit?matter=campaign:${round}`],
  ['read-audit', inRound, 'get', `/api/audit/verify?matter=campaign:${round}`],
];

const statusOf = async (caller: Caller, method: 'get' | 'post' | 'put', path: string): Promise<number> =>
  (method === 'get' ? await caller.get(path) : await caller[method](path, {}, { key: '' })).status;
const named = ({ role, scope }: { role: Role; scope: Scope }) => `${role} ${scope}`;

describe('who may do what to a round and its papers, by role and relation', () => {
  test.each(calls)('%s at %j: %s %s', async (...[operation, place, method, path]) => {
    expect(await statusOf(api.anonymous, method, path)).toBe(401);
    const answers = await Promise.all(
      everybody.map(async (one) => ({ ...one, status: await statusOf(one.caller, method, path) })),
    );
    const isAllowed = ({ role, scope }: { role: Role; scope: Scope }) => may([{ role, scope }], operation, place);
    expect(answers.filter(({ status }) => status === 403).map(named)).toEqual(
      everybody.filter((one) => !isAllowed(one)).map(named),
    );
    expect(answers.filter(({ status }) => status === 401 || status >= 500).map(named)).toEqual([]);
  });

  test('who appraises and who signs may both return a paper', async () => {
    const answers = await Promise.all(
      everybody.map(async (one) => ({ ...one, status: await statusOf(one.caller, 'post', `${paper}/send-back`) })),
    );
    const may403 = everybody.filter(
      ({ role, scope }) =>
        !may([{ role, scope }], 'appraise-paper', inTeam) && !may([{ role, scope }], 'sign-paper', inTeam),
    );
    expect(answers.filter(({ status }) => status === 403).map(named)).toEqual(may403.map(named));
  });

  test('a paper is drafted by the planner if a notice, by the unit’s team if a conclusion', async () => {
    const post = (caller: Caller, draft: object) =>
      caller.post(`${campaign}/papers`, draft, { key: '' }).then(({ status }) => status);
    const conclusion = { kind: 'conclusion', serves: [haiQuan] };
    for (const [operation, draft, place] of [
      ['draft-notice', { kind: 'notice', serves: [haiQuan] }, inRound],
      ['draft-conclusion', conclusion, inTeam],
    ] as const) {
      const statuses = await Promise.all(
        everybody.map(async (one) => ({ ...one, status: await post(one.caller, draft) })),
      );
      expect(statuses.filter(({ status }) => status !== 403).map(named)).toEqual(
        everybody.filter(({ role, scope }) => may([{ role, scope }], operation, place)).map(named),
      );
    }
  });
});
