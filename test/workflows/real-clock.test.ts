import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { trusted } from 'mongoose';
import { ask } from '../../api/ask.ts';
import { sampleConclusion, sampleNotice } from '../../activities/pdf/samples.ts';
import { addWorkingDays, compact, isWorkingDay, nextWorkingDay } from '../../domain/calendar.ts';
import { knownYear } from '../../domain/calendars/known.ts';
import { newCampaign } from '../../domain/campaign.ts';
import type { Campaign } from '../../domain/campaign.ts';
import { addDays, dayAt, instantAt, yearOf } from '../../domain/day.ts';
import type { Day } from '../../domain/day.ts';
import type { ConclusionDraft, FrozenPaper, NoticeDraft } from '../../domain/draft.ts';
import { isOpen } from '../../domain/duty.ts';
import type { Duty } from '../../domain/duty.ts';
import type { Inspection } from '../../domain/inspection.ts';
import { mayLeaveOn } from '../../domain/letter.ts';
import type { Matter, MatterId } from '../../domain/matter.ts';
import { newPaper } from '../../domain/paper.ts';
import type { Paper } from '../../domain/paper.ts';
import type { Plan } from '../../domain/plan.ts';
import { foretoldLetters } from '../../domain/rehearsed-letters.ts';
import { emptyWorld } from '../../domain/rehearsal.ts';
import type { Act } from '../../domain/rehearsal.ts';
import type { Remediation } from '../../domain/remediation.ts';
import { openMailSink } from '../support/mail-sink.ts';
import type { MailSink } from '../support/mail-sink.ts';
import { furnish } from '../support/office.ts';
import { aProvince, aRound, unitId } from '../support/province.ts';
import { aRequirement, aSetting } from '../support/round.ts';
import { openSkippingServer } from '../support/skipping.ts';
import type { SkippingServer } from '../support/skipping.ts';
import { startStack } from '../support/stack.ts';
import type { Stack } from '../support/stack.ts';
import { told } from '../support/told.ts';

jest.setTimeout(280_000);

const round = 'dot-that';
const unit = unitId(1);
const noticeId = `paper:${round}:notice:1`;
const conclusionId = `paper:${round}:conclusion:1`;

/** The world on the day the test begins, whichever that is: a round of one unit that is late with everything. */
function sceneFrom(today: Day) {
  const year = yearOf(today);
  const calendar = compact([year - 1, year, year + 1, year + 2].map(knownYear));
  const start = nextWorkingDay(calendar, today);
  const visitDay = addWorkingDays(calendar, start, 25);
  const before = aRound(round, 1);
  const plan: Plan = {
    ...before,
    clock: 'real',
    units: before.units.map((planned) => ({ ...planned, visits: [{ ...planned.visits[0]!, day: visitDay }] })),
  };
  const notice: NoticeDraft = { kind: 'notice', serves: [unit], requests: [] };
  const conclusion: ConclusionDraft = {
    kind: 'conclusion',
    serves: [unit],
    strengths: [],
    proposals: [],
    findings: [{ id: 'tt-1', text: 'Niêm yết thủ tục chưa đầy đủ', area: 'mot-cua', concerns: { all: true } }],
    requirements: [
      aRequirement({ id: 'yc-1', answers: ['tt-1'] }),
      aRequirement({ id: 'yc-2', text: 'Gửi văn bản xin lỗi', due: { kind: 'term', count: 10, unit: 'working-day' } }),
    ],
  };
  return { calendar, start, plan, notice, conclusion };
}
type Scene = ReturnType<typeof sceneFrom>;

/** What everybody does on a day, read from the records: the same in memory and on the servers. */
function actsOn(
  day: Day,
  matters: ReadonlyMap<MatterId, Matter>,
  { calendar, plan }: Scene,
  contents: Record<string, Paper['content']>,
): Act[] {
  if (!isWorkingDay(calendar, day)) return [];
  const setting = aSetting({ clock: { kind: 'real' }, calendar });
  const wd = (from: Day, count: number) => addWorkingDays(calendar, from, count);
  const owing = (matter: Matter, kind: Duty['kind']) =>
    matter.duties.find((duty) => duty.kind === kind && isOpen(duty));
  const campaign = matters.get(`campaign:${round}`) as Campaign | undefined;
  const visitDay = plan.units[0]!.visits[0]!.day;
  if (!campaign) {
    const frozen = { ...contents['plan']!, units: 1, firstVisit: visitDay, lastVisit: visitDay };
    return [
      {
        matter: `campaign:${round}`,
        message: 'submit',
        body: { plan: frozen },
        fresh: newCampaign(setting, round, day),
      },
    ];
  }
  const submitted = (id: MatterId, kind: Paper['kind']): Act => ({
    matter: id,
    message: 'submit',
    body: { content: contents[kind] },
    fresh: newPaper(setting, id, kind, { campaign: round, team: plan.teams[0]!.id }, day),
  });
  return [...matters.values()]
    .filter(({ closed }) => !closed)
    .sort((a, b) => (a.id < b.id ? -1 : 1))
    .flatMap((matter): Act[] => {
      const act = (message: string, body: object = {}): Act[] => [{ matter: matter.id, message, body }];
      switch (matter.process) {
        case 'campaign': {
          const { state, approved } = matter as Campaign;
          if (state === 'submitted') return day > matter.asOf ? act('approve', { by: 'giam-doc' }) : [];
          if (state === 'approved') return day > approved!.on ? act('launch') : [];
          if (state === 'running' && !matters.has(noticeId)) return [submitted(noticeId, 'notice')];
          const letter = owing(matter, 'send-official-letter');
          if (letter && day > letter.opened) return act('officialLetterSent', { letter: `cv-${day}`, on: day });
          const ending = owing(matter, 'end-inspection');
          return ending && day > wd(ending.opened, 1) ? act('endInspection', { openInspections: 0 }) : [];
        }
        case 'paper': {
          const owed = matter.duties.find(isOpen);
          if (!owed || day <= owed.opened) return [];
          const { sha256 } = (matter as Paper).content;
          return act(owed.kind, owed.kind === 'number' ? {} : { sha256, by: 'nguoi-ky' });
        }
        case 'inspection': {
          const {
            noticed,
            acknowledged,
            selfReport,
            visits: [visit],
          } = matter as Inspection;
          if (!noticed) return [];
          if (visit!.minutesSigned)
            return !matters.has(conclusionId) && day >= wd(visit!.minutesSigned, 5)
              ? [submitted(conclusionId, 'conclusion')]
              : [];
          if (visit!.held) return act('signMinutes', { visit: 1, minutes: 'bb' });
          if (visit!.day <= day) return act('hold', { visit: 1, on: visit!.day });
          if (selfReport) return selfReport.state === 'submitted' && day > selfReport.on ? act('acceptSelfReport') : [];
          if (!acknowledged) return day >= wd(noticed.on, 4) ? act('acknowledge', { by: 'dm-001' }) : [];
          const owed = owing(matter, 'self-report');
          return owed && day >= wd(owed.due!.day, 2)
            ? act('submitSelfReport', { submission: 'bc-1', by: 'dm-001' })
            : [];
        }
        case 'remediation':
          return (matter as Remediation).items.flatMap((item): Act[] => {
            const owed = matter.duties.find((duty) => duty.about === item.n && isOpen(duty));
            if (!owed) return [];
            if (item.state === 'open' || item.state === 'returned') {
              // the first item far too late and returned once, the second just in time
              const late = item.n === 1 && item.reports === 0 ? 8 : 0;
              return day >= wd(owed.due!.day, late)
                ? act('report', { item: item.n, report: `bc-${item.n}-${item.reports}`, evidence: 1 })
                : [];
            }
            if (item.state === 'reported') {
              const verdict = item.n === 1 && item.reports === 1 ? 'not-met' : 'met';
              return day > item.reportedOn!
                ? act('verify', {
                    item: item.n,
                    report: item.report,
                    verdict,
                    remarks: `nx-${item.n}-${item.reports}`,
                    by: 'thu-ky-doan',
                  })
                : [];
            }
            return item.state === 'verified' && day > owed.opened
              ? act('close', { item: item.n, by: 'truong-doan' })
              : [];
          });
        case 'proposal':
          return [];
      }
    });
}

describe('one unit by the real clock, from the notice to the close', () => {
  let server: SkippingServer;
  let mail: MailSink;
  let stack: Stack;
  let scene: Scene;
  const contents: Record<string, Paper['content']> = {};
  const { appointments, people, units } = aProvince(1);
  const team = `team:doan-${round}` as const;
  const posts = [
    ...appointments,
    { id: 'b-lead', role: 'lead' as const, scope: team, person: 'truong-doan', from: '2026-01-01' as const },
    { id: 'b-secretary', role: 'secretary' as const, scope: team, person: 'thu-ky-doan', from: '2026-01-01' as const },
  ];

  beforeAll(async () => {
    server = await openSkippingServer();
    mail = await openMailSink();
    process.env['TEST_SKIPPING_ADDRESS'] = server.address;
    stack = await startStack({ server: 'skipping', smtpUrl: mail.url });
    const { store } = stack;
    const now = await server.now();
    await furnish(store, { units, people, appointments: posts }, now);
    scene = sceneFrom(dayAt(now));
    const keep = async (kind: 'plan' | 'paper', id: string, body: unknown) => {
      const { sha256 } = await store.snapshots.freeze({
        id,
        kind,
        matter: `campaign:${round}`,
        body,
        by: 'chuyen-vien',
        at: now,
      });
      contents[id] = { snapshot: id, sha256 };
    };
    await keep('plan', 'plan', scene.plan);
    await keep('paper', 'notice', { draft: scene.notice, document: sampleNotice } satisfies FrozenPaper);
    await keep('paper', 'conclusion', { draft: scene.conclusion, document: sampleConclusion } satisfies FrozenPaper);
  });
  afterAll(async () => {
    await stack?.stop();
    await mail?.stop();
    await server?.stop();
  });

  const matters = async (): Promise<Map<MatterId, Matter>> =>
    new Map((await stack.store.matters.ofCampaign(round)).map((matter) => [matter.id, matter]));

  /** Nothing of this day is under way any more: no wake, no tell, no paper, no letter that may leave. */
  const quiet = async (day: Day): Promise<void> => {
    const { store } = stack;
    const working = isWorkingDay(scene.calendar, day);
    for (const until = Date.now() + 60_000; ; await new Promise((resolve) => setTimeout(resolve, 20))) {
      const waiting = await store.lines.model
        .find({ status: 'waiting', letter: trusted({ $ne: 'official-letter' }) })
        .lean();
      const leaving = waiting.filter((line) => working && mayLeaveOn(line, scene.calendar, day));
      const underWay = await store.matters.underWay(round, day);
      if (leaving.length + underWay === 0) return;
      if (Date.now() > until)
        throw new Error(`${day}: ${underWay} matters, ${leaving.map(({ _id }) => _id).join()} are still under way`);
    }
  };

  test('runs to its close, every wake by a timer', async () => {
    for (let day = scene.start; ; day = addDays(day, 1)) {
      await server.sleepUntil(instantAt(day, 10));
      await quiet(day);
      const now = await matters();
      if (now.size > 0 && [...now.values()].every(({ closed }) => closed)) return;
      expect(day < addDays(scene.start, 200)).toBe(true);
      for (const { matter, message, body, fresh } of actsOn(day, now, scene, contents)) {
        await ask(
          { ...stack },
          {
            matter,
            message,
            body,
            key: randomUUID(),
            by: 'p-thu',
            ...(fresh ? { fresh: () => Promise.resolve(fresh) } : {}),
          },
        );
        await quiet(day);
      }
    }
  });

  test('its letters are those the rehearsal foretold, one by one, and each arrived once', async () => {
    const world = emptyWorld(() => false);
    world.plans.set('plan', scene.plan);
    world.papers.set('notice', scene.notice);
    world.papers.set('conclusion', scene.conclusion);
    const foretold = foretoldLetters(
      world,
      { from: scene.start, to: addDays(scene.start, 200) },
      {
        calendar: scene.calendar,
        appointments: posts,
        acts: (day, { matters: known }) => actsOn(day, known, scene, contents),
      },
    ).map(({ day, kind, recipient, lines }) => told(day, kind, recipient, lines));
    const { letters, lines } = stack.store;
    const rows = await letters.model.find({}).lean();
    const sent = await Promise.all(
      rows.map(async ({ kind, recipient, composedOn, lines: ids }) =>
        told(composedOn, kind, recipient, await lines.model.find({ _id: trusted({ $in: ids }) }).lean()),
      ),
    );
    expect(foretold.filter((letter) => letter.includes('reminder')).length).toBeGreaterThan(15);
    expect(sent.sort()).toEqual(foretold.sort());
    expect(mail.letters.map(({ messageId }) => messageId).sort()).toEqual(
      rows.map(({ messageId }) => messageId).sort(),
    );
  });
});
