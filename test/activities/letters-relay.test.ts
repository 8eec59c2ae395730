import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { openRelay } from '../../activities/relay.ts';
import type { Relay } from '../../activities/relay.ts';
import { openMailSink } from '../support/mail-sink.ts';
import type { MailSink } from '../support/mail-sink.ts';

let sink: MailSink;
let relay: Relay;
beforeAll(async () => {
  sink = await openMailSink();
  relay = openRelay(sink.url, { timeoutMs: 400, rate: 1_000 });
});
afterEach(() => sink.clear());
afterAll(async () => {
  relay.close();
  await sink.stop();
});

const aMail = (to: string, n = 1) => ({
  messageId: `<reminder/p-hoa/2026-03-11/${n}@snv.example>`,
  envelope: { from: 'dondoc@snv.example', to },
  from: 'dondoc@snv.example',
  to,
  subject: 'Quá hạn 1 ngày làm việc: 2 việc của Sở Xây dựng',
  text: 'Kính gửi: Đầu mối Sở Xây dựng\n.\n..\nhết',
});

/** Notes what the relay announces, in order. */
const noting = (marks: string[]) => ({
  data: async () => void marks.push('data'),
  dot: async () => void marks.push('dot'),
});

describe('how far a letter got, on real sockets', () => {
  test('taken: the first byte and the final dot are announced, lines of dots survive', async () => {
    const marks: string[] = [];
    const handed = await relay.hand(aMail('hoa@sxd.example'), noting(marks));
    expect(handed).toMatchObject({ end: 'accepted', reached: 'data-sent' });
    expect(marks).toEqual(['data', 'dot']);
    expect(sink.letters[0]?.text.trim().split(/\r?\n/)).toEqual(['Kính gửi: Đầu mối Sở Xây dựng', '.', '..', 'hết']);
  });

  test.each([
    [450, 'deferred'],
    [550, 'refused'],
  ] as const)('a recipient answered %i is %s and not a byte has left', async (code, end) => {
    const marks: string[] = [];
    sink.refuse('hoa@sxd.example', code);
    expect(await relay.hand(aMail('hoa@sxd.example'), noting(marks))).toMatchObject({ end, reached: 'connecting' });
    expect(marks).toEqual([]);
  });

  test.each([
    [451, 'deferred'],
    [554, 'refused'],
  ] as const)('an answer %i to the final dot is an answer: %s, no repeat to fear', async (code, end) => {
    sink.refuseAfterDot(code);
    expect(await relay.hand(aMail('hoa@sxd.example'), noting([]))).toMatchObject({ end, reached: 'data-sent' });
  });

  test('a server that vanishes after the final dot leaves it open whether it took the letter', async () => {
    sink.vanishAfterDot();
    expect(await relay.hand(aMail('hoa@sxd.example'), noting([]))).toMatchObject({
      end: 'vanished',
      reached: 'data-sent',
    });
    expect(sink.letters).toHaveLength(1);
  });

  test('silence and a server that is away come before any byte', async () => {
    sink.silence();
    expect(await relay.hand(aMail('hoa@sxd.example'), noting([]))).toMatchObject({
      end: 'deferred',
      reached: 'connecting',
    });
    sink.silence(false);
    await sink.stop();
    expect(await relay.hand(aMail('hoa@sxd.example'), noting([]))).toMatchObject({
      end: 'deferred',
      reached: 'connecting',
    });
    await sink.start();
    expect(await relay.hand(aMail('hoa@sxd.example'), noting([]))).toMatchObject({ end: 'accepted' });
  });

  test('what cannot be noted is not sent: the dot waits for the note', async () => {
    const away = { data: async () => {}, dot: () => Promise.reject(new Error('MongoDB is away')) };
    await expect(relay.hand(aMail('hoa@sxd.example'), away)).rejects.toThrow('MongoDB is away');
    const early = { data: () => Promise.reject(new Error('taken over')), dot: async () => {} };
    await expect(relay.hand(aMail('hoa@sxd.example', 2), early)).rejects.toThrow('taken over');
    expect(await relay.hand(aMail('hoa@sxd.example', 3), noting([]))).toMatchObject({ end: 'accepted' });
    expect(sink.letters.map(({ messageId }) => messageId)).toEqual(['<reminder/p-hoa/2026-03-11/3@snv.example>']);
  });

  test('one that is refused does not hold the others', async () => {
    sink.refuse('hoa@sxd.example', 450);
    const ends = await Promise.all(
      [1, 2, 3, 4, 5, 6].map((n) =>
        relay.hand(aMail(n === 2 ? 'hoa@sxd.example' : `p${n}@snv.example`, n), noting([])),
      ),
    );
    expect(ends.map(({ end }) => end)).toEqual([
      'accepted',
      'deferred',
      'accepted',
      'accepted',
      'accepted',
      'accepted',
    ]);
  });
});
