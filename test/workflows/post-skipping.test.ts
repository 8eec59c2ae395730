import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { TestWorkflowEnvironment } from '@temporalio/testing';
import { wakePosts } from '../../activities/letters.ts';
import { addWorkingDays, compact, nextWorkingDay } from '../../domain/calendar.ts';
import { knownYear } from '../../domain/calendars/known.ts';
import { caughtUp } from '../../domain/chase.ts';
import { addDays, dayAt, vnTime, yearOf } from '../../domain/day.ts';
import type { Instant } from '../../domain/day.ts';
import { minutesOf } from '../../domain/letter-hours.ts';
import type { Remediation } from '../../domain/remediation.ts';
import { fixedDue } from '../../domain/term.ts';
import { postId } from '../../workflows/messages.ts';
import { mailOf, openLettersWorld, paperId, remediationOf } from '../support/letters-world.ts';
import type { LettersWorld } from '../support/letters-world.ts';
import { openMailSink } from '../support/mail-sink.ts';
import type { MailSink } from '../support/mail-sink.ts';
import { startStack } from '../support/stack.ts';
import type { Stack } from '../support/stack.ts';

jest.setTimeout(120_000);

describe('the post of one person over days that pass in seconds', () => {
  let sink: MailSink;
  let stack: Stack;
  let world: LettersWorld;
  let skipping: TestWorkflowEnvironment;
  beforeAll(async () => {
    sink = await openMailSink();
    stack = await startStack({ server: 'skipping', smtpUrl: sink.url });
    world = await openLettersWorld(sink.url, { name: stack.name });
    await world.settle();
    const existing = {
      server: { type: 'existing' },
      address: process.env['TEST_SKIPPING_ADDRESS'],
      supportsTimeSkipping: true,
      namespace: 'default',
    };
    // typed private, but the only way to skip on a server that runs already
    const environments = TestWorkflowEnvironment as unknown as {
      create(options: object): Promise<TestWorkflowEnvironment>;
    };
    skipping = await environments.create(existing);
  });
  afterAll(async () => {
    await skipping?.connection.close();
    await world?.close();
    await stack?.stop();
    await sink?.stop();
  });

  test('leaves at eight and some minutes of its working day; three days without a mail server and it is delivered once', async () => {
    const now = async () => new Date(await skipping.currentTimeMs()).toISOString() as Instant;
    const today = dayAt(await now());
    const year = yearOf(today);
    const calendar = compact([year, year + 1].map(knownYear));
    const due = addWorkingDays(calendar, today, 6);
    const record = (await world.store.matters.get<Remediation>(remediationOf('so-xay-dung')))!;
    const duties = record.duties
      .slice(0, 2)
      .map((duty) => ({ ...duty, opened: today, told: [], due: fixedDue(calendar, due, paperId) }));
    const first = nextWorkingDay(calendar, today);
    await world.save(caughtUp({ ...record, calendar, duties }, first));

    // asked of the clock that skips: days pass in moments, and the test could be slower than they
    sink.refuseWhile(async () => dayAt(await now()) < addDays(first, 3));
    await wakePosts(stack.deps.door, ['hoa']);
    await skipping.client.workflow.getHandle(postId('hoa')).result();

    const rows = await world.store.letters.list({ limit: 10 });
    expect(rows).toMatchObject([{ _id: `reminder/hoa/${first}/1`, phase: 'accepted' }]);
    expect(sink.lettersTo(mailOf('hoa')).map(({ messageId }) => messageId)).toEqual([rows[0]!.messageId]);
    const tried = rows[0]!.attempts;
    expect([dayAt(tried[0]!.at), vnTime(tried[0]!.at)]).toEqual([first, `08:0${minutesOf('hoa')}`]);
    expect(dayAt(tried.at(-1)!.at) >= addDays(first, 3)).toBe(true);
    for (const { at } of tried) expect(vnTime(at) >= '07:30' && vnTime(at) < '17:00').toBe(true);
  });
});
