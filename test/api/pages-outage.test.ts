import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Client, Connection } from '@temporalio/client';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { createApp } from '../../api/app.ts';
import type { Deps } from '../../api/deps.ts';
import { openStore } from '../../store/index.ts';
import { databaseUri } from '../support/api.ts';
import { formOf, itemOf, openDesk, png, round, wordsOf } from '../support/desk.ts';
import type { Desk, Visiting } from '../support/desk.ts';

jest.setTimeout(60_000);

let desk: Desk;
let link: Visiting;
const servers: Server[] = [];
beforeAll(async () => {
  desk = await openDesk();
  link = await desk.link('p-xd');
});
afterAll(async () => {
  for (const server of servers) server.close();
  await desk.stop();
});

/** The same office with a part of it away. */
async function withoutPart(deps: Partial<Deps>) {
  const server = createApp({ ...desk.api.deps, ...deps }).listen(0, '127.0.0.1');
  servers.push(server);
  await once(server, 'listening');
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}/u/${link.token}`;
  const send = async (path: string, init: RequestInit = {}) => {
    const answer = await fetch(`${base}${path}`, {
      redirect: 'manual',
      headers: { 'sec-fetch-site': 'same-origin' },
      ...init,
    });
    return { status: answer.status, text: await answer.text(), retryAfter: answer.headers.get('retry-after') };
  };
  return {
    get: (path = '') => send(path),
    post: (path: string, body: FormData) => send(path, { method: 'POST', body }),
  };
}

describe('Khi một bộ phận của hệ thống ngừng', () => {
  test('không hỏi được ai: nói bận, chữ và tệp đã lưu, gửi lại được', async () => {
    const connection = Connection.lazy({ address: '127.0.0.1:1' });
    const site = await withoutPart({ temporal: new Client({ connection }) });
    expect((await site.get()).status).toBe(200); // reading needs no process
    const form = () =>
      formOf({ key: 'mot-bieu-mau', text: 'Đã niêm yết đủ.', act: 'send' }, [
        { field: 'files', name: 'Ảnh.png', bytes: png },
      ]);
    const busy = await site.post(`/viec/${itemOf(1)}`, form());
    expect(busy.status).toBe(503);
    expect(wordsOf(busy.text)).toContain('Máy chủ đang bận nên chưa gửi được.');
    expect(busy.text).toContain('Đã niêm yết đủ.</textarea>');
    expect(wordsOf(busy.text)).toContain('Ảnh.png');
    const kept = /name="kept" value="([^"]*)"/.exec(busy.text)?.[1] ?? '';
    // the same page, sent again once somebody is there
    const sent = await link.post(
      `/viec/${itemOf(1)}`,
      formOf({ key: 'mot-bieu-mau', kept, text: 'Đã niêm yết đủ.', act: 'send' }),
    );
    expect(sent.status).toBe(303);
    expect(await desk.store.audit.of('remediation:cchc-2026:conclusion:1:so-xay-dung')).toHaveLength(1);
    await connection.close();
  });

  test('không có nơi lưu: trang trả lại đủ những gì đã gõ, bấm một nút là gửi lại', async () => {
    const store = await openStore(databaseUri(desk.office.stack.name));
    const site = await withoutPart({ store });
    await store.close();
    const { status, text, retryAfter } = await site.post(
      `/kiem-tra/${round}:so-xay-dung/bao-cao/mot_cua`,
      formOf({ 'a/4.1': 'no', 'x/4.1': 'Lý do <i>dài</i>\ncủa đơn vị', act: 'next' }),
    );
    expect([status, retryAfter]).toEqual([503, '30']);
    expect(wordsOf(text)).toContain('Những gì bạn đã ghi còn nguyên trên trang này.');
    expect(text).toContain('name="x/4.1">\nLý do &lt;i&gt;dài&lt;/i&gt;\ncủa đơn vị</textarea>');
    expect(text).toContain('name="act">\nnext</textarea>');
    expect(text).toContain(`action="/u/${link.token}/kiem-tra/${round}:so-xay-dung/bao-cao/mot_cua"`);
    const read = await site.get();
    expect([read.status, wordsOf(read.text).includes('Máy chủ đang bận')]).toEqual([503, true]);
  });
});
