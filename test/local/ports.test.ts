import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { expect, test } from '@jest/globals';
import { lastingPorts, portTrouble } from '../../local/ports.ts';

test('ports that last are free, differ, and are none that systems give to outgoing connections', async () => {
  const ports = await lastingPorts(20);
  expect(new Set(ports).size).toBe(20);
  expect(ports.filter((port) => port < 20_000 || port >= 32_000)).toEqual([]);
});

test('why nobody could listen there', async () => {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  expect(await portTrouble(port)).toBe('taken');
  expect(await portTrouble(port, '0.0.0.0')).toBe('taken');
  await new Promise((resolve) => server.close(resolve));
  expect(await portTrouble(port)).toBeUndefined();
  expect(await portTrouble(port, '192.0.2.1')).toBe('not this machine');
});
