import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { wakePosts } from '../../activities/letters.ts';

import type { Day } from '../../domain/day.ts';
import { postId } from '../../workflows/messages.ts';
import { campaign, mailOf, openLettersWorld } from '../support/letters-world.ts';
import type { LettersWorld } from '../support/letters-world.ts';
import { openMailSink } from '../support/mail-sink.ts';
import type { MailSink } from '../support/mail-sink.ts';
import { startStack } from '../support/stack.ts';
import type { Stack } from '../support/stack.ts';

jest.setTimeout(60_000);

let sink: MailSink;
let stack: Stack;
let world: LettersWorld;

async function until(holds: () => Promise<boolean>, what: string, within = 20_000): Promise<void> {
  for (const end = Date.now() + within; !(await holds());) {
    if (Date.now() > end) throw new Error(`${what}: not within ${within} ms`);
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}

describe('the post of one person in a training campaign, on the real server', () => {
  beforeAll(async () => {
    sink = await openMailSink();
    stack = await startStack({ smtpUrl: sink.url });
    world = await openLettersWorld(sink.url, { stepped: true, name: stack.name });
  });
  beforeEach(async () => {
    sink.clear();
    await world.settle();
  });
  afterEach(async () => {
    for (const person of ['hoa', 'giam-doc']) {
      const handle = stack.temporal.workflow.getHandle(postId(person, campaign));
      await handle.terminate().catch(() => undefined); // most have ended by themselves
    }
  });
  afterAll(async () => {
    await world?.close();
    await stack?.stop();
    await sink?.stop();
  });

  const step = async (day: Day): Promise<void> => {
    await world.store.clocks.advance(campaign, { now: day });
    await world.chaseTo('so-xay-dung', day);
    await world.store.clocks.advance(campaign, { postsOn: day });
  };
  const wake = (...people: string[]) => wakePosts(stack.deps.door, people, campaign);
  const ended = (person: string) => stack.temporal.workflow.getHandle(postId(person, campaign)).result();

  test('tells what waits, waits for the clock to be stepped, and ends when nothing more may leave', async () => {
    await step('2026-03-03');
    await wake('hoa');
    await ended('hoa');
    await step('2026-03-09');
    await wake('hoa');
    await ended('hoa');
    expect(sink.lettersTo(mailOf('hoa')).map(({ subject }) => subject)).toEqual([
      '[Tập huấn] Sắp đến hạn, còn 5 ngày làm việc: 2 việc của Sở Xây dựng',
      '[Tập huấn] Sắp đến hạn, còn 1 ngày làm việc: 2 việc của Sở Xây dựng',
    ]);
    expect(await world.store.lines.recipientsWaiting(campaign, '2026-03-09')).toEqual([]);
  });

  test('woken a hundred times it tells once', async () => {
    await step('2026-03-03');
    await Promise.all(Array.from({ length: 100 }, () => wake('hoa')));
    await until(async () => (await world.store.lines.everyoneWaiting()).length === 0, 'everything is told');
    await ended('hoa');
    expect(sink.letters).toHaveLength(1);
  });

  test('morning letters wait while the matters are still being stepped', async () => {
    await world.store.clocks.advance(campaign, { now: '2026-03-03' });
    await world.chaseTo('so-xay-dung', '2026-03-03');
    await wake('hoa');
    await ended('hoa');
    expect(sink.letters).toEqual([]);
    await world.store.clocks.advance(campaign, { postsOn: '2026-03-03' });
    await wake('hoa');
    await ended('hoa');
    expect(sink.letters).toHaveLength(1);
  });

  test('a post that is lost loses nothing: who waits is in the records, and is woken again', async () => {
    sink.refuse(mailOf('hoa'), 450);
    await step('2026-03-03');
    await wake('hoa');
    await until(async () => (await world.store.letters.allUnfrozen('hoa', campaign)).length === 1, 'the letter failed');
    await stack.temporal.workflow.getHandle(postId('hoa', campaign)).terminate('lost');
    sink.accept(mailOf('hoa'));
    await world.store.lines.model.updateMany({}, { $unset: { notBefore: 1 } });
    for (const { person, campaign: stepped } of await world.store.lines.everyoneWaiting())
      await wakePosts(stack.deps.door, [person], stepped);
    await ended('hoa');
    expect(sink.letters.map(({ messageId }) => messageId)).toEqual(['<reminder/hoa/2026-03-03/1@snv.example>']);
  });

  test('workers that end in the middle of a morning leave nothing behind and nothing twice', async () => {
    await step('2026-03-03');
    await step('2026-03-09');
    await step('2026-03-11');
    await Promise.all([wake('hoa', 'giam-doc'), stack.restartWorkers()]);
    await until(async () => (await world.store.lines.everyoneWaiting()).length === 0, 'everything is told');
    expect(sink.lettersTo(mailOf('hoa'))).toHaveLength(1);
    expect(sink.lettersTo(mailOf('giam-doc'))).toHaveLength(1);
  });
});
