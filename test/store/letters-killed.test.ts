import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import type { AddressInfo, Server } from 'node:net';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { instantAt } from '../../domain/day.ts';
import { openLettersWorld } from '../support/letters-world.ts';
import type { LettersWorld } from '../support/letters-world.ts';
import { openMailSink } from '../support/mail-sink.ts';
import type { MailSink } from '../support/mail-sink.ts';

jest.setTimeout(40_000);

const letter = 'reminder/hoa/2026-03-03/1';

let sink: MailSink;
let world: LettersWorld;
let child: ChildProcess | undefined;
beforeAll(async () => {
  sink = await openMailSink();
  world = await openLettersWorld(sink.url);
});
beforeEach(async () => {
  sink.clear();
  await world.settle();
  await world.chaseTo('so-xay-dung', '2026-03-03');
  world.setAt('2026-03-03', 8, 30);
});
afterAll(async () => {
  child?.kill('SIGKILL');
  await world?.close();
  await sink?.stop();
});

/** Starts a worker on the letters of Hoa and kills it as soon as the ledger says `phase`. */
async function killedAt(phase: string, smtpUrl: string): Promise<void> {
  const uri = new URL(process.env['TEST_MONGODB_URI'] ?? '');
  uri.pathname = `/${world.name}`;
  const script = fileURLToPath(new URL('../support/deliver-child.ts', import.meta.url));
  const started = spawn(
    process.execPath,
    ['--import', 'tsx', script, uri.toString(), smtpUrl, 'hoa', instantAt('2026-03-03', 8, 30)],
    { stdio: ['ignore', 'ignore', 'inherit'], env: { ...process.env, NODE_OPTIONS: '' } },
  );
  child = started;
  const ended = once(started, 'exit');
  for (const until = Date.now() + 30_000; (await world.store.letters.get(letter))?.phase !== phase;) {
    if (Date.now() > until || started.exitCode !== null) throw new Error(`the worker never came to ${phase}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  started.kill('SIGKILL');
  await ended;
}

/** A mail server that takes a letter to its final dot and then says nothing. */
async function speechless(): Promise<{ url: string; server: Server; received: () => string }> {
  let heard = '';
  const server = createServer((socket) => {
    let inData = false;
    socket.on('error', () => undefined);
    socket.write('220 sink ESMTP\r\n');
    socket.on('data', (bytes) => {
      heard += bytes.toString();
      if (inData) return;
      for (const line of bytes.toString().split('\r\n').filter(Boolean)) {
        inData ||= line.startsWith('DATA');
        socket.write(line.startsWith('DATA') ? '354 go on\r\n' : '250 ok\r\n');
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { url: `smtp://127.0.0.1:${(server.address() as AddressInfo).port}`, server, received: () => heard };
}

describe('a worker killed with a letter in its hands', () => {
  test('between freezing and sending: the next one sends it, once', async () => {
    sink.silence();
    await killedAt('connecting', sink.url);
    sink.silence(false);
    expect(await world.planNext('hoa')).toEqual({ next: 'now' });
    await world.deliver('hoa');
    expect(sink.letters.map(({ messageId }) => messageId)).toEqual([`<${letter}@snv.example>`]);
    const row = await world.store.letters.get(letter);
    expect(row).toMatchObject({ phase: 'accepted' });
    expect(row?.ambiguous).toBeUndefined();
  });

  test('between the final dot and its answer: once more under the same Message-ID, on record as a possible repeat', async () => {
    const { url, server, received } = await speechless();
    await killedAt('data-sent', url);
    server.close();
    expect(received()).toContain(`Message-ID: <${letter}@snv.example>`);
    world.setAt('2026-03-03', 8, 31);
    expect(await world.planNext('hoa')).toEqual({ next: 'now' });
    await world.deliver('hoa');
    expect(sink.letters.map(({ messageId }) => messageId)).toEqual([`<${letter}@snv.example>`]);
    expect(await world.store.letters.get(letter)).toMatchObject({ phase: 'accepted', ambiguous: true });
  });

  test('a worker thought dead that wakes again cannot send what another one took over', async () => {
    sink.vanishAfterDot();
    await world.deliver('hoa');
    const { letters } = world.store;
    expect(
      await letters.begin(letter, ['data-sent'], 'the second', instantAt('2026-03-03', 8, 40), { ambiguous: true }),
    ).toBeDefined();
    expect(await letters.enter(letter, 'the first', 'data-sent', instantAt('2026-03-03', 8, 41))).toBe(false);
    expect(await letters.enter(letter, 'the second', 'data', instantAt('2026-03-03', 8, 41))).toBe(true);
    expect(await letters.get(letter)).toMatchObject({ phase: 'data', attempt: 'the second' });
  });
});
