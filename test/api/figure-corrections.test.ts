import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { sampleOutline2026 } from '../../domain/outlines/sample-2026.ts';
import type { Caller } from '../support/api.ts';
import { openDesk, round } from '../support/desk.ts';
import type { Desk } from '../support/desk.ts';
import { ok } from '../support/office.ts';

jest.setTimeout(60_000);

let desk: Desk;
let contact: Caller;
let secretary: Caller;
beforeAll(async () => {
  desk = await openDesk();
  contact = await desk.api.as('unit-contact', 'unit:so-y-te');
  secretary = await desk.office.as('secretary', 'team:doan-1');
});
afterAll(() => desk.stop());

const path = (verb = '') => `/api/inspections/${round}:so-y-te${verb}`;
const [table] = sampleOutline2026.tables.map(({ code }) => code);

/** Ten dossiers, all answered in time, and the claim that none was late. */
const typed = {
  answers: Object.fromEntries(
    sampleOutline2026.areas
      .flatMap(({ questions }) => questions)
      .filter(({ answer }) => answer === 'yes-no')
      .map(({ code }) => [code, { value: 'not-applicable', text: 'Không phát sinh.' }]),
  ),
  tables: {
    [table!]: {
      from: '01/01/2025',
      to: '31/12/2025',
      rows: [
        {
          id: 'tong',
          name: 'Toàn đơn vị',
          cells: {
            received_total: '10',
            received_online: '10',
            received_direct_postal: '0',
            carried_over: '0',
            resolved_total: '10',
            resolved_early: '0',
            resolved_on_time: '10',
            resolved_late: '0',
            in_progress_total: '0',
            in_progress_in_time: '0',
            in_progress_overdue: '0',
          },
        },
      ],
    },
  },
  indicators: Object.fromEntries(
    sampleOutline2026.indicators.map(({ code }) => [code, code === 'one_stop_sites' ? '1' : '0']),
  ),
  claims: ['no-late-dossiers'],
  explanations: {},
};

describe('a figure that turns out late after the unit said none was', () => {
  const cell = (column: string, text: string) => ({ at: { table, row: 'tong', column }, text });
  const correct = (report: string, cells: object[]) =>
    secretary.post(path('/self-report/corrections'), { report, cells, reason: 'Đầu mối báo sót 1 hồ sơ trễ hạn.' });

  test('is corrected by the office: its reason explains what the unit had claimed', async () => {
    const { version } = await ok(contact.put(path('/self-report'), { base: 0, typed }));
    const sent = await contact.post(path('/self-report'), { version });
    expect([sent.status, sent.body.errors]).toEqual([201, undefined]);
    const { latest } = sent.body.selfReport;
    const late = [cell('resolved_on_time', '9'), cell('resolved_late', '1')];
    // a sum is a sum, whatever the reason
    expect((await correct(latest, late.slice(1))).body).toMatchObject({ type: '/problems/self-report-incomplete' });
    const corrected = await correct(latest, late);
    expect([corrected.status, corrected.body.selfReport?.corrected]).toEqual([200, 1]);
    const frozen = await desk.store.snapshots.get<{ checks: { code: string; explanation?: string }[] }>(
      corrected.body.selfReport.latest,
    );
    expect(frozen?.body.checks.filter(({ code }) => code === 'I10')).toMatchObject([
      { explanation: 'Đầu mối báo sót 1 hồ sơ trễ hạn.' },
    ]);
    // and the next correction stands on it
    expect(
      (await correct(corrected.body.selfReport.latest, [cell('resolved_on_time', '8'), cell('resolved_late', '2')]))
        .status,
    ).toBe(200);
  });
});
