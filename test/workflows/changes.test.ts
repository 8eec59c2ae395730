import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { WorkflowNotFoundError } from '@temporalio/client';
import { ask } from '../../api/ask.ts';
import { startBroadcast, startMatter } from '../../client/ask.ts';
import { yearOfCalendar } from '../../domain/calendar.ts';
import { provisionalYear } from '../../domain/calendar.ts';
import { campaignMatterId, newCampaign } from '../../domain/campaign.ts';
import type { Campaign } from '../../domain/campaign.ts';
import { dayAt } from '../../domain/day.ts';
import type { Day, Instant } from '../../domain/day.ts';
import type { FrozenPaper } from '../../domain/draft.ts';
import type { Duty } from '../../domain/duty.ts';
import { newInspection } from '../../domain/inspection.ts';
import type { Inspection } from '../../domain/inspection.ts';
import type { Matter, Setting } from '../../domain/matter.ts';
import { newPaper } from '../../domain/paper.ts';
import type { Paper } from '../../domain/paper.ts';
import { Refusal } from '../../domain/refusal.ts';
import { newRemediation } from '../../domain/remediation.ts';
import type { Remediation } from '../../domain/remediation.ts';
import { fixedDue } from '../../domain/term.ts';
import { broadcastIdOf } from '../../workflows/messages.ts';
import { eventually } from '../support/office.ts';
import { aSetting, calendar } from '../support/round.ts';
import { startStack } from '../support/stack.ts';
import type { Stack } from '../support/stack.ts';

jest.setTimeout(60_000);

let stack: Stack;
beforeAll(async () => {
  stack = await startStack({ smtpUrl: 'smtp://127.0.0.1:1' });
});
afterAll(() => stack?.stop());

const asks = <S extends Matter>(record: S, message: string, body: object, key: string, taken?: object) =>
  ask<S>(
    { ...stack, queuePrefix: stack.queuePrefix },
    {
      matter: record.id,
      message,
      body,
      key,
      by: 'p-thu',
      fresh: () => Promise.resolve(record),
      ...(taken ? { taken } : {}),
    },
  );
const recorded = <S extends Matter>(id: string) => stack.store.matters.get<S>(id);
const isRunning = async (id: string) => {
  try {
    return (await stack.temporal.workflow.getHandle(id).describe()).status.name === 'RUNNING';
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return false;
    throw error;
  }
};

describe('a paper with three hundred addressees', () => {
  const campaign = 'dot-ba-tram';
  const units = Array.from({ length: 300 }, (_, n) => `xa-${String(n).padStart(3, '0')}`);
  const id = `paper:${campaign}:notice:1`;
  const door = () => stack.deps.door;

  test('reaches each once, though the worker is restarted on the way', async () => {
    const setting = aSetting({ clock: { kind: 'stepped', now: '2026-03-02' } });
    const { store } = stack;
    const round: Campaign = {
      ...newCampaign(setting, campaign, '2026-03-02'),
      state: 'running',
      launched: units.length,
    };
    await store.matters.born(round);
    for (const unit of units)
      await store.matters.born(
        newInspection(
          setting,
          { place: { campaign, team: 'doan-1', unit }, method: 'on-site', visits: [], vertical: false },
          '2026-03-02',
        ),
      );
    const body = { draft: { kind: 'notice', serves: units, requests: [] }, document: {} } as unknown as FrozenPaper;
    const { sha256 } = await store.snapshots.freeze({
      id: 'tb-1',
      kind: 'paper',
      matter: id,
      body,
      by: 'p-thu',
      at: '2026-03-02T02:00:00.000Z',
    });
    const paper: Paper = {
      ...newPaper(setting, id, 'notice', { campaign }, '2026-03-02'),
      state: 'issued',
      content: { snapshot: 'tb-1', sha256 },
      issued: { on: '2026-03-03', file: 'tep', pages: 1 },
    };
    await store.matters.born(paper);
    const running = await startBroadcast(door(), `broadcast:${id}:issued:tb-1`, {
      change: 'issued',
      paper: id,
      on: '2026-03-03',
    });
    await eventually(
      () => store.matters.withoutNotice(campaign),
      (left) => left < 280,
    );
    await stack.restartWorkers();
    await running.result();
    expect(await store.matters.withoutNotice(campaign)).toBe(0);
    const inspections = await store.matters.ofCampaign<Inspection>(campaign, 'inspection');
    expect(new Set(inspections.map(({ version }) => version))).toEqual(new Set([1]));
    expect((await recorded<Paper>(id))!.closed).toBe('2026-03-03');
    expect((await recorded<Campaign>(round.id))!.noticed).toBe('2026-03-03');
    const heard = await store.lines.model.countDocuments({ campaign, letter: 'notice', role: 'unit-contact' });
    expect(heard).toBe(units.length);
  }, 180_000);
});

describe('a year without calendar', () => {
  const today = dayAt(new Date().toISOString() as Instant);
  const year = Number(today.slice(0, 4));
  // of the year that is nothing is known
  const blind: Setting = {
    ...aSetting({ clock: { kind: 'real' } }),
    calendar: { version: `${year - 1}.1`, years: { [year - 1]: { off: [], makeUp: [] } } },
  };
  const born = newRemediation(
    blind,
    { campaign: 'dot-thieu-lich', unit: 'so-y-te', team: 'doan-1' },
    'paper:dot-thieu-lich:conclusion:1',
    today,
    [1, 2].map((n) => ({
      n,
      requirement: `yc-${n}`,
      due: fixedDue(calendarOf(year + 1), `${year + 1}-03-10` as Day, 'kl'),
    })),
    false,
  );

  test('is the office’s trouble until it is entered: shown with what to do, refusing nobody, gone when the chase works again', async () => {
    await asks(born, 'begin', {}, 'tl-begin');
    const troubled = await eventually(
      () => recorded<Remediation>(born.id),
      (state) => state?.trouble !== undefined,
    );
    expect(troubled!.trouble).toEqual({
      code: 'calendar-missing',
      facts: { year: expect.any(Number) },
      on: expect.any(String),
    });
    expect(await stack.store.stillness.troubled('dot-thieu-lich')).toMatchObject([
      { matter: born.id, unit: 'so-y-te', trouble: { code: 'calendar-missing' } },
    ]);
    expect(await stack.store.stillness.inTrouble()).toBe(1);

    for (const each of [year, year + 1]) {
      const days = yearOfCalendar({ ...provisionalYear(each), version: 1 });
      await asks(born, 'newCalendar', days, `tl-${each}`);
    }
    const well = await eventually(
      () => recorded<Remediation>(born.id),
      (state) => state?.trouble === undefined,
    );
    expect(well!.calendar.version).toBe(`${year - 1}.1+${year}.1+${year + 1}.1`);
    expect(await stack.store.stillness.inTrouble()).toBe(0);
  });
});

function calendarOf(year: number) {
  const { days } = yearOfCalendar(provisionalYear(year));
  return { version: `${year}.0`, years: { [year]: days } };
}

describe('the setting that counts is the one submitted', () => {
  const plan = (snapshot: string) => ({
    plan: { snapshot, sha256: snapshot, units: 3, firstVisit: '2026-06-01', lastVisit: '2026-06-30' },
  });
  const setting = (days: number): Setting => {
    const base = aSetting({ clock: { kind: 'stepped', now: '2026-03-02' } });
    return { ...base, terms: { ...base.terms, 'approve-plan': { count: days, unit: 'working-day' } } };
  };
  const approval = (round: Campaign): Duty => round.duties.findLast(({ kind }) => kind === 'approve-plan')!;

  test('a plan sent back and submitted otherwise', async () => {
    const record = newCampaign(setting(3), 'dot-trinh-lai', '2026-03-02');
    await asks(record, 'submit', plan('ban-1'), 'tr-1', { setting: setting(3) });
    await asks(record, 'sendBack', { remarks: 'nx' }, 'tr-2');
    const again = await asks(record, 'submit', plan('ban-2'), 'tr-3', { setting: setting(10) });
    expect(again.terms['approve-plan']).toEqual({ count: 10, unit: 'working-day' });
    expect(approval(again).due!.day).toBe('2026-03-16');
    // the same ask with the calendars of a later day is the same ask
    expect((await asks(record, 'submit', plan('ban-2'), 'tr-3', { setting: setting(4) })).version).toBe(again.version);
  });

  test('a process begun by an ask that nobody answered takes what is submitted after it', async () => {
    const campaign = 'dot-bong-ma';
    const old: Setting = { ...setting(3), clock: { kind: 'real' } };
    await startMatter(stack.deps.door, newCampaign(old, campaign, '2026-11-20'));
    const now = await asks(newCampaign(setting(8), campaign, '2026-03-02'), 'submit', plan('ban-moi'), 'bm-1', {
      setting: setting(8),
    });
    expect(now).toMatchObject({ version: 1, clock: { kind: 'stepped', now: '2026-03-02' }, asOf: '2026-03-02' });
    expect(approval(now)).toMatchObject({ opened: '2026-03-02', due: { day: '2026-03-12' } });
  });

  test('and waits a minute to be asked anything, not for ever', async () => {
    const id = campaignMatterId('dot-khong-ai-hoi');
    await startMatter(stack.deps.door, newCampaign(setting(3), 'dot-khong-ai-hoi', '2026-03-02'));
    expect(await isRunning(id)).toBe(true);
    const { timers } = await firstTimer(id);
    expect(timers).toEqual(['60s']);
    expect(await recorded(id)).toBeUndefined();
  });

  /** How long it waits to be asked, as its history has it. */
  const firstTimer = (id: string) =>
    eventually(
      async () => {
        const { events } = await stack.temporal.workflow.getHandle(id).fetchHistory();
        const timers = (events ?? []).flatMap(({ timerStartedEventAttributes: timer }) =>
          timer ? [`${String(timer.startToFireTimeout?.seconds)}s`] : [],
        );
        return { timers };
      },
      ({ timers }) => timers.length > 0,
    );
});

describe('after a release', () => {
  test('every running process continues as new, from the state it had; what is closed stays closed', async () => {
    const running = [1, 2, 3].map((n) =>
      newRemediation(
        aSetting({ clock: { kind: 'stepped', now: '2026-02-23' } }),
        { campaign: 'dot-moi-ban', unit: `so-${n}`, team: 'doan-1' },
        `paper:dot-moi-ban:conclusion:${n}`,
        '2026-02-23',
        [{ n: 1, requirement: 'yc-1', due: fixedDue(calendar, '2026-03-10', 'kl') }],
        false,
      ),
    );
    for (const record of running) await asks(record, 'begin', {}, `mb-${record.id}`);
    const runOf = async (id: string) => (await stack.temporal.workflow.getHandle(id).describe()).runId;
    const before = await Promise.all(running.map(({ id }) => runOf(id)));
    const states = await Promise.all(running.map(({ id }) => recorded(id)));
    const renewal = await startBroadcast(stack.deps.door, broadcastIdOf.renew('r-thu'), { change: 'renew' });
    await renewal.result();
    await eventually(
      () => Promise.all(running.map(({ id }) => runOf(id))),
      (after) => after.every((run, n) => run !== before[n]),
    );
    expect(await Promise.all(running.map(({ id }) => recorded(id)))).toEqual(states);
    const [first] = running;
    // while all of them begin anew one may be told to send again, which counts once
    const report = () => asks(first!, 'report', { item: 1, report: 'bc-1', evidence: 1 }, 'mb-report');
    const reported = await report().catch((error: unknown) => {
      if (!(error instanceof Refusal) || error.code !== 'unavailable') throw error;
      return report();
    });
    expect(reported.items[0]!.state).toBe('reported');
  });
});
