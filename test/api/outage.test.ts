import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import type { AddressInfo, Server, Socket } from 'node:net';
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import mongoose from 'mongoose';
import { createApp } from '../../api/app.ts';
import { openStore } from '../../store/index.ts';
import type { Store } from '../../store/index.ts';
import { caller, databaseUri, startApi } from '../support/api.ts';
import type { Caller, TestApi } from '../support/api.ts';
import { eventually } from '../support/office.ts';

jest.setTimeout(60_000);

/** A wire to MongoDB that can be cut and mended. */
async function openWire(): Promise<{ port: number; cut(): void; mend(): void; close(): void }> {
  const { hostname, port } = new URL(process.env['TEST_MONGODB_URI']!);
  const sockets = new Set<Socket>();
  let isCut = false;
  const server: Server = createServer((near) => {
    if (isCut) return void near.destroy();
    const far = connect(Number(port), hostname);
    for (const socket of [near, far]) {
      sockets.add(socket);
      socket.on('error', () => socket.destroy());
      socket.on('close', () => {
        sockets.delete(socket);
        near.destroy();
        far.destroy();
      });
    }
    near.pipe(far).pipe(near);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    cut: () => {
      isCut = true;
      for (const socket of sockets) socket.destroy();
    },
    mend: () => {
      isCut = false;
    },
    close: () => {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}

let api: TestApi;
let wire: Awaited<ReturnType<typeof openWire>>;
let store: Store;
let planner: Caller;
let anonymous: Caller;
let stop: () => void;
beforeAll(async () => {
  api = await startApi({ database: 'api-outage', quiet: true });
  wire = await openWire();
  const uri = new URL(databaseUri('api-outage'));
  uri.host = `127.0.0.1:${wire.port}`;
  uri.searchParams.delete('replicaSet');
  uri.searchParams.set('directConnection', 'true');
  store = await openStore(uri.href);
  const server = createApp({ ...api.deps, store }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  stop = () => void server.close();
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const token = 'dd_ma-thu-ngung';
  anonymous = caller(url, '', {});
  planner = caller(url, 't', { authorization: `Bearer ${token}` });
  const made = await api.token('planner');
  await api.store.tokens.model.updateOne(
    { _id: made.id },
    { $set: { secretHash: (await import('../../api/secret.ts')).secretHash(token) } },
  );
});
afterAll(async () => {
  stop();
  await store.close();
  wire.close();
  await api.stop();
});

test('while MongoDB is away every request is answered at once, and goes on when it is back', async () => {
  const unit = { name: 'Sở Y tế', kind: 'sở', level: 'province' };
  expect((await planner.get('/api/units')).status).toBe(200);
  wire.cut();
  await eventually(
    () => Promise.resolve(store.db.readyState),
    (state) => state !== mongoose.ConnectionStates.connected,
  );
  const began = Date.now();
  const answers = await Promise.all([
    planner.get('/api/units'),
    planner.post('/api/units', unit, { key: 'them' }),
    planner.get('/api/letters'),
    anonymous.post('/api/sessions', { login: 'ai.do', password: 'một câu dài' }),
    anonymous.get(`/u/${'k'.repeat(43)}`),
  ]);
  expect(Date.now() - began).toBeLessThan(1_500);
  for (const { status, headers } of answers)
    expect([status, Number(headers.get('retry-after'))]).toEqual([503, expect.any(Number)]);
  for (const { headers } of answers) expect(Number(headers.get('retry-after'))).toBeGreaterThan(0);
  expect(answers[0].body).toMatchObject({ type: '/problems/unavailable' });
  expect((await anonymous.get('/api/health')).status).toBe(200);

  wire.mend();
  const added = await eventually(
    () => planner.post('/api/units', unit, { key: 'them' }),
    ({ status }) => status !== 503,
  );
  expect([added.status, (await planner.get('/api/units')).body.items.length]).toEqual([201, 1]);
});
