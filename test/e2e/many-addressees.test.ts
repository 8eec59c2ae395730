import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import type { DirectiveDraft } from '../../domain/draft.ts';
import type { Remediation } from '../../domain/remediation.ts';
import { aSignedPdf, formWith, longAnOutline } from '../support/long-an.ts';
import { eventually, ok, openOffice } from '../support/office.ts';
import type { TestOffice } from '../support/office.ts';
import { aProvince, aRound, unitId } from '../support/province.ts';
import { aRequirement } from '../support/round.ts';

jest.setTimeout(900_000);

/** Hundreds in each run; `MANY=4000` is the most a province has ever addressed at once. */
const many = Number(process.env['MANY'] ?? 250);
const round = 'gui-khap';
let office: TestOffice;
beforeAll(async () => {
  // letters are another matter: nobody delivers them here
  office = await openOffice({
    ...aProvince(many),
    outline: { ...longAnOutline, id: 'mau-2026' },
    queues: ['process', 'papers'],
  });
});
afterAll(() => office?.stop());

test('a directive reaches every addressee once, page by page, with what it asks of each', async () => {
  const { store } = office.stack;
  const planner = await office.as('planner');
  await ok(planner.post('/api/groups', { id: 'cap-xa', name: 'UBND cấp xã', levels: ['commune'] }));
  await ok(planner.post('/api/campaigns', aRound(round, 1)));
  await ok(planner.post(`/api/campaigns/${round}/submit`));
  await ok((await office.as('signer')).post(`/api/campaigns/${round}/approve`));
  const draft: DirectiveDraft = {
    kind: 'directive',
    issuer: 'parent',
    subject: 'chấn chỉnh kỷ luật, kỷ cương hành chính',
    leadIn: [],
    groups: ['cap-xa'],
    named: [],
    serves: [],
    strengths: [],
    findings: [],
    requirements: [
      aRequirement({ id: 'nv-1' }),
      aRequirement({ id: 'nv-2', concerns: { units: [unitId(7)] } }),
      aRequirement({ id: 'nv-3', untracked: 'Phương hướng chung' }),
    ],
  };
  const fields = { number: '88/UBND-NC', on: '2026-03-02', signer: 'Chủ tịch', draft: JSON.stringify(draft) };
  const began = Date.now();
  const { paper } = await ok(planner.post(`/api/campaigns/${round}/papers/enter`, formWith(fields, aSignedPdf('88'))));
  await eventually(
    () => store.matters.get(`paper:${paper.id}`),
    (matter) => matter?.closed !== undefined,
    800,
  );
  const seconds = (Date.now() - began) / 1_000;
  if (process.env['MANY']) process.stdout.write(`${many} addressees in ${seconds.toFixed(1)} s\n`);

  const remediations = await store.matters.ofCampaign<Remediation>(round, 'remediation');
  expect(new Set(remediations.map(({ place }) => place.unit)).size).toBe(many);
  expect(remediations).toHaveLength(many);
  const more = remediations.filter(({ items }) => items.length !== 1).map(({ place }) => place.unit);
  expect(more).toEqual([unitId(7)]);
  expect(remediations.every(({ duties, version }) => duties.length > 0 && version > 0)).toBe(true);
});
