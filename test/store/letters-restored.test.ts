import { afterAll, beforeAll, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { instantAt } from '../../domain/day.ts';
import type { Day, Instant } from '../../domain/day.ts';
import { mailOf, openLettersWorld, remediationOf } from '../support/letters-world.ts';
import type { LettersWorld } from '../support/letters-world.ts';
import { openMailSink } from '../support/mail-sink.ts';
import type { MailSink } from '../support/mail-sink.ts';

jest.setTimeout(30_000);

let sink: MailSink;
let world: LettersWorld;
beforeAll(async () => {
  sink = await openMailSink();
  world = await openLettersWorld(sink.url);
});
beforeEach(async () => {
  sink.clear();
  await sink.start();
  await world.settle();
});
afterAll(async () => {
  await world?.close();
  await sink?.stop();
});

/** Put back at ten in the morning of 3 March, as it was the evening before: the morning's letters had left. */
const restore = { at: instantAt('2026-03-03', 10), backupAt: instantAt('2026-03-02', 22) };
const putBack = () =>
  world.store.db
    .collection<{ _id: Instant; backupAt: Instant; state: string }>('restores')
    .insertOne({ _id: restore.at, backupAt: restore.backupAt, state: 'done' });
const writtenAt = (at: Instant) =>
  world.store.lines.model.updateMany(
    { matter: remediationOf('so-xay-dung'), status: 'waiting' },
    { $set: { createdAt: new Date(at) } },
  );
const sentOn = async (day: Day) => {
  world.setAt(day, 10, 5);
  await world.deliver('hoa');
  const [letter] = (await world.store.letters.list({ limit: 10 })).filter(({ composedOn }) => composedOn === day);
  return letter;
};

describe('a letter that may have left between the backup and the restore', () => {
  test('waiting in the backup, it leaves again under the name it had, and the ledger says so', async () => {
    await world.chaseTo('so-xay-dung', '2026-03-03');
    await writtenAt(instantAt('2026-03-02', 21));
    await putBack();
    expect(await sentOn('2026-03-03')).toMatchObject({
      _id: 'reminder/hoa/2026-03-03/1',
      phase: 'accepted',
      restored: restore.at,
    });
    expect(sink.lettersTo(mailOf('hoa'))).toHaveLength(1);
  });

  test('written anew by a process that caught up what the backup did not know: the same', async () => {
    await putBack();
    await world.chaseTo('so-xay-dung', '2026-03-03');
    await writtenAt(instantAt('2026-03-03', 10, 2));
    expect(await sentOn('2026-03-03')).toMatchObject({ restored: restore.at });
  });

  test('of a day after the restore: nobody can have had it', async () => {
    await putBack();
    await world.chaseTo('so-xay-dung', '2026-03-03');
    await world.store.lines.model.updateMany(
      {},
      { $set: { day: '2026-03-04', createdAt: new Date(instantAt('2026-03-04', 7)) } },
    );
    const letter = await sentOn('2026-03-04');
    expect(letter).toMatchObject({ phase: 'accepted' });
    expect(letter).not.toHaveProperty('restored');
  });

  test('under way in the backup already: how far it got since nobody knows', async () => {
    await world.chaseTo('so-xay-dung', '2026-03-03');
    await sink.stop();
    expect(await sentOn('2026-03-03')).toMatchObject({ phase: 'unfrozen' });
    await world.store.letters.model.updateMany({}, { $set: { phase: 'data', frozenAt: restore.backupAt } });
    await world.store.lines.model.updateMany(
      { person: 'hoa', status: 'waiting', letter: 'reminder' },
      { $set: { inLetter: 'reminder/hoa/2026-03-03/1' }, $unset: { notBefore: 1 } },
    );
    await putBack();
    await sink.start();
    world.setAt('2026-03-03', 11);
    await world.deliver('hoa');
    expect(await world.store.letters.get('reminder/hoa/2026-03-03/1')).toMatchObject({
      phase: 'accepted',
      restored: restore.at,
    });
  });

  test('nothing was ever put back: nothing is said', async () => {
    await world.chaseTo('so-xay-dung', '2026-03-03');
    expect(await sentOn('2026-03-03')).not.toHaveProperty('restored');
  });
});
