import { mkdtemp, readdir, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import nodemailer from 'nodemailer';
import { openMailbox } from '../../local/mailbox.ts';
import type { Mailbox } from '../../local/mailbox.ts';

let folder: string;
let mailbox: Mailbox;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'dondoc-mailbox-'));
  mailbox = await openMailbox({ folder, smtpPort: 0, httpPort: 0 });
});
afterEach(async () => {
  await mailbox.close();
  await rm(folder, { recursive: true });
});

const letter = {
  from: 'Đôn Đốc <dondoc@tinh.gov.vn>',
  to: 'UBND xã Đại Lộc <dailoc@tinh.gov.vn>',
  subject: 'Nhắc việc: 03 việc sắp đến hạn – Kế hoạch kiểm tra cải cách hành chính năm 2026',
  text: 'Kính gửi đồng chí, báo cáo khắc phục đến hạn ngày 05/3/2026. https://dondoc.tinh.gov.vn/l/abc.',
  html: '<p>Kính gửi đồng chí</p><script>alert(1)</script><img src="cid:dau@x">',
  messageId: '<reminder/p1/2026-03-02/1@tinh.gov.vn>',
  attachments: [
    { filename: 'Kết luận số 15-SNV.pdf', content: Buffer.from('%PDF-1.7 thử'), contentType: 'application/pdf' },
    { filename: 'dau.png', content: Buffer.from('png'), contentType: 'image/png', cid: 'dau@x' },
  ],
};

async function send(extra: object = {}): Promise<void> {
  const transport = nodemailer.createTransport({ host: '127.0.0.1', port: mailbox.smtpPort });
  await transport.sendMail({ ...letter, ...extra });
  transport.close();
}
const get = (path: string) => fetch(`http://127.0.0.1:${mailbox.httpPort}${path}`);
// oxlint-disable-next-line typescript/no-explicit-any -- a test reads the answer it expects
const json = async (path: string): Promise<any> => (await get(path)).json();

test('a letter of a training round has the day of its round first, then when it really left', async () => {
  await send({ headers: { 'X-Training-Day': '2026-12-28' } });
  await send({ headers: { 'X-Training-Day': '<b>mai</b>' } });
  const said = /28\/12\/2026 <small>\(đợt tập huấn; gửi thật lúc \d+\/\d+\/\d{4} \d\d:\d\d\)/g;
  const list = await (await get('/mailbox')).text();
  expect([list.match(said)?.length, list.includes('mai<')]).toEqual([1, false]);
  expect(await (await get('/mailbox/messages/1')).text()).toMatch(said);
});

test('a letter goes in by SMTP and comes out as JSON, its file byte for byte', async () => {
  await send();
  const { total, messages } = await json('/mailbox/api/messages?to=dailoc');
  expect(total).toBe(1);
  expect(messages[0]).toMatchObject({
    n: 1,
    sender: 'dondoc@tinh.gov.vn',
    recipients: ['dailoc@tinh.gov.vn'],
    subject: letter.subject,
    messageId: letter.messageId,
    attachmentCount: 2,
    copy: 1,
  });
  const whole = await json('/mailbox/api/messages/1');
  expect(whole.text.trim()).toBe(letter.text);
  expect(whole.headers).toContainEqual({ name: 'From', value: letter.from });
  const paper = whole.attachments.find((file: { type: string }) => file.type === 'application/pdf');
  expect(paper.name).toBe('Kết luận số 15-SNV.pdf');
  const file = await get(paper.url);
  expect(await file.text()).toBe('%PDF-1.7 thử');
  expect(file.headers.get('content-disposition')).toContain(encodeURIComponent('Kết luận số 15-SNV.pdf'));
});

test('repeats are kept and named', async () => {
  await send();
  await send();
  await send({ messageId: '<another@tinh.gov.vn>' });
  const { messages } = await json(`/mailbox/api/messages?messageId=${encodeURIComponent(letter.messageId)}`);
  expect(messages.map((one: { n: number; copy: number }) => [one.n, one.copy])).toEqual([
    [2, 2],
    [1, 1],
  ]);
  expect(await (await get('/mailbox')).text()).toContain('nhận lần 2');
});

test('the pages show the letter, and its HTML can do nothing', async () => {
  await send();
  const list = await (await get('/mailbox?to=DAILOC')).text();
  expect(list).toContain('href="/mailbox/messages/1"');
  expect(await (await get('/mailbox?to=khac')).text()).toContain('Chưa có thư nào gửi tới');
  const page = await (await get('/mailbox/messages/1')).text();
  expect(page).toContain('sandbox="allow-popups allow-popups-to-escape-sandbox"');
  expect(page).toContain('href="https://dondoc.tinh.gov.vn/l/abc"');
  expect(page).not.toContain('<script>');
  const html = await get('/mailbox/messages/1/html');
  expect(html.headers.get('content-security-policy')).toMatch(/^sandbox [^;]*; default-src 'none'/);
  expect(await html.text()).toContain(`data:image/png;base64,${Buffer.from('png').toString('base64')}`);
  expect((await get('/mailbox/messages/2')).status).toBe(404);
  expect((await get('/mailbox/messages/1/attachments/9')).status).toBe(404);
});

test('letters survive a restart, also with a torn index and a half-written file', async () => {
  await send();
  await send({ to: 'hai@tinh.gov.vn', subject: 'Thư thứ hai', messageId: '<hai@tinh.gov.vn>' });
  await mailbox.close();
  await truncate(join(folder, 'index.jsonl'), 40);
  await writeFile(join(folder, '.00000003.eml'), 'torn');
  mailbox = await openMailbox({ folder, smtpPort: 0, httpPort: 0 });
  const { messages } = await json('/mailbox/api/messages');
  expect(messages.map((one: { subject: string }) => one.subject)).toEqual(['Thư thứ hai', letter.subject]);
  await send();
  expect((await json('/mailbox/api/messages')).messages[0]).toMatchObject({ n: 3, copy: 2 });
  expect(await readdir(folder)).toContain('00000003.eml');
});

test('a name of somebody else that points here is turned away', async () => {
  const { request } = await import('node:http');
  const status = await new Promise((resolve) => {
    request(
      { port: mailbox.httpPort, path: '/mailbox/api/messages', headers: { host: 'evil.example' } },
      (response) => {
        response.resume();
        resolve(response.statusCode);
      },
    ).end();
  });
  expect(status).toBe(421);
});
