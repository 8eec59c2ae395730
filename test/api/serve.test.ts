import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { Agent, get } from 'node:http';
import { createInterface } from 'node:readline';
import { afterEach, expect, test } from '@jest/globals';
import express from 'express';
import type { Response } from 'express';
import { serve } from '../../api/serve.ts';
import { nodeArgs } from '../../local/child.ts';
import { freePorts } from '../../local/ports.ts';
import { openStore } from '../../store/index.ts';
import { databaseUri } from '../support/api.ts';

const ending: (() => void)[] = [];
afterEach(() => {
  for (const end of ending.splice(0)) end();
});

const ask = (url: string, agent: Agent): Promise<{ status: number | undefined; connection: string | undefined }> =>
  new Promise((resolve, reject) => {
    get(url, { agent }, (answer) => {
      answer.resume();
      answer.on('end', () => resolve({ status: answer.statusCode, connection: answer.headers.connection }));
    }).on('error', reject);
  });

test('stopping lets an answer under way end, and keeps no connection open for another', async () => {
  const app = express();
  const waiting = new Promise<Response>((resolve) => app.get('/slow', (_req, res) => resolve(res)));
  app.get('/quick', (_req, res) => void res.send('xong'));
  const serving = await serve(app, { host: '127.0.0.1', port: 0 });
  const agent = new Agent({ keepAlive: true });
  const url = `http://127.0.0.1:${serving.port}`;
  expect((await ask(`${url}/quick`, agent)).connection).toBe('keep-alive');
  const slow = ask(`${url}/slow`, agent);
  const answer = await waiting;
  const stopped = serving.stop();
  answer.send('xong');
  expect((await slow).status).toBe(200);
  await stopped;
  agent.destroy();
  await expect(ask(`${url}/quick`, new Agent())).rejects.toThrow(/ECONNREFUSED/);
});

test('what never ends is ended', async () => {
  const app = express();
  const came = new Promise<void>((resolve) => app.get('/never', () => resolve()));
  const serving = await serve(app, { host: '127.0.0.1', port: 0 });
  const hanging = expect(ask(`http://127.0.0.1:${serving.port}/never`, new Agent())).rejects.toThrow(
    /hang up|ECONNRESET/,
  );
  await came;
  await serving.stop(200);
  await hanging;
});

test('as a process: one ready line with the first administrator’s link, and an orderly end', async () => {
  const mongodbUri = databaseUri('api-serve');
  const store = await openStore(mongodbUri);
  await store.db.dropDatabase();
  await store.close();
  const [port] = await freePorts(1);
  const child = spawn(process.execPath, nodeArgs(new URL('../../api/main.ts', import.meta.url)), {
    env: {
      ...process.env,
      NODE_OPTIONS: '',
      TZ: 'UTC',
      MONGODB_URI: mongodbUri,
      TEMPORAL_ADDRESS: '127.0.0.1:1',
      SMTP_URL: 'smtp://127.0.0.1:1',
      MAIL_FROM: 'dondoc@thu.vn',
      PUBLIC_URL: `http://127.0.0.1:${port}`,
      LINK_SECRET: 'x'.repeat(40),
      PORT: String(port),
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  ending.push(() => child.kill('SIGKILL'));
  const ended = once(child, 'exit');
  let logged = '';
  child.stderr.on('data', (text: Buffer) => {
    logged += text.toString();
  });
  const [line] = (await once(createInterface(child.stdout), 'line')) as [string];
  const ready = JSON.parse(line) as { ready: boolean; adminLink: string };
  expect(ready).toEqual({
    ready: true,
    adminLink: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/setup\/[\w-]{43}$/),
  });
  expect((await fetch(ready.adminLink)).status).toBe(200);
  expect((await fetch(`http://127.0.0.1:${port}/api/units`)).status).toBe(401);
  child.kill('SIGTERM');
  expect(await ended).toEqual([0, null]);
  expect(logged).toContain('/api/units');
  expect(logged).not.toContain(ready.adminLink.split('/').at(-1));
}, 60_000);
