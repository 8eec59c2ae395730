import { afterEach, beforeEach, expect, test } from '@jest/globals';
import nodemailer from 'nodemailer';
import { openMailSink } from '../support/mail-sink.ts';
import type { MailSink } from '../support/mail-sink.ts';

let sink: MailSink;
beforeEach(async () => {
  sink = await openMailSink();
});
afterEach(() => sink.stop());

const send = async (to: string, messageId = '<a@b>') => {
  const transport = nodemailer.createTransport({ url: sink.url, socketTimeout: 400, greetingTimeout: 400 });
  try {
    return await transport.sendMail({ from: 'x@y.vn', to, subject: 'Nhắc việc', text: 'đến hạn', messageId });
  } finally {
    transport.close();
  }
};

test('takes letters and refuses those it was told to', async () => {
  sink.refuse('hong@y.vn', 550);
  sink.refuse('ban@y.vn', 451);
  await expect(send('hong@y.vn')).rejects.toMatchObject({ responseCode: 550 });
  await expect(send('ban@y.vn')).rejects.toMatchObject({ responseCode: 451 });
  sink.accept('ban@y.vn');
  await send('ban@y.vn');
  expect(sink.lettersTo('ban@y.vn')[0]).toMatchObject({ subject: 'Nhắc việc', answered: true });
  expect(sink.refusals.map(({ code }) => code)).toEqual([550, 451]);
});

test('vanishes after the final dot: the letter is here, the sender does not know', async () => {
  sink.vanishAfterDot();
  await expect(send('a@y.vn')).rejects.toThrow();
  await send('a@y.vn');
  expect(sink.copies('<a@b>')).toBe(2);
  expect(sink.letters.map(({ answered }) => answered)).toEqual([false, true]);
});

test('refuses after the dot', async () => {
  sink.refuseAfterDot(452);
  await expect(send('a@y.vn')).rejects.toMatchObject({ responseCode: 452 });
  expect(sink.letters).toEqual([]);
});

test('is silent, and speaks again', async () => {
  sink.silence();
  await expect(send('a@y.vn')).rejects.toMatchObject({ code: 'ETIMEDOUT' });
  sink.silence(false);
  await send('a@y.vn');
  await sink.until((letters) => letters.length === 1);
});

test('stops, and starts again at the same address', async () => {
  const { url } = sink;
  await sink.stop();
  await expect(send('a@y.vn')).rejects.toMatchObject({ code: 'ESOCKET' });
  await sink.start();
  expect(sink.url).toBe(url);
  await send('a@y.vn');
  expect(sink.letters).toHaveLength(1);
});
