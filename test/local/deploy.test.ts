import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { z } from 'zod';
import { readConfig } from '../../config.ts';

const root = new URL('../..', import.meta.url);
const read = (file: string): string => readFileSync(new URL(file, root), 'utf8');

/** What of the Compose Specification this file uses; a key that is none of these is a slip. */
const words = z.array(z.string());
const duration = z.string().regex(/^(\d+(ms|s|m|h))+$/);
const service = z.strictObject({
  image: z.string(),
  build: z.strictObject({ context: z.string() }).optional(),
  restart: z
    .string()
    .regex(/^(no|always|unless-stopped|on-failure(:\d+)?)$/)
    .optional(),
  logging: z.strictObject({ driver: z.string(), options: z.record(z.string(), z.string()) }).optional(),
  init: z.boolean().optional(),
  read_only: z.boolean().optional(),
  tmpfs: words.optional(),
  cap_drop: words.optional(),
  security_opt: words.optional(),
  stop_grace_period: duration.optional(),
  networks: words.optional(),
  secrets: words.optional(),
  depends_on: z
    .record(
      z.string(),
      z.strictObject({ condition: z.enum(['service_started', 'service_healthy', 'service_completed_successfully']) }),
    )
    .optional(),
  entrypoint: words.optional(),
  command: words.optional(),
  environment: z.record(z.string(), z.string().or(z.number())).optional(),
  volumes: words.optional(),
  ports: words.optional(),
  healthcheck: z
    .strictObject({
      test: z.tuple([z.enum(['CMD', 'CMD-SHELL'])]).rest(z.string()),
      interval: duration,
      timeout: duration,
      retries: z.int(),
      start_period: duration,
    })
    .optional(),
});
const composeFile = z
  .object({
    name: z.string(),
    services: z.record(z.string().regex(/^[a-zA-Z0-9._-]+$/), service),
    networks: z.record(z.string(), z.strictObject({ internal: z.boolean().optional() })),
    volumes: z.record(z.string(), z.strictObject({})),
    secrets: z.record(z.string(), z.strictObject({ file: z.string() })),
  })
  .catchall(z.unknown());

const compose = composeFile.parse(parse(read('docker-compose.yml'), { merge: true }));
const services = Object.entries(compose.services).map(([name, given]) => ({ name, ...given }));
/** Steps that end. */
const steps = new Set(
  services.flatMap(({ depends_on: on = {} }) =>
    Object.entries(on).flatMap(([name, { condition }]) =>
      condition === 'service_completed_successfully' ? [name] : [],
    ),
  ),
);
const ours = services.filter(({ image }) => image.startsWith('dondoc:'));

describe('docker-compose.yml', () => {
  test('names nothing at its top but what the specification has', () => {
    const top = Object.keys(compose).filter((key) => !key.startsWith('x-'));
    expect(top.sort()).toEqual(['name', 'networks', 'secrets', 'services', 'volumes']);
  });

  test.each(services)(
    '$name: pinned, restarted, watched',
    ({ name, image, restart, healthcheck, depends_on: on = {} }) => {
      expect(image).toMatch(/:\$\{DONDOC_VERSION:-\d+\.\d+\.\d+\}$|:\d+\.\d+(\.\d+)?[\w.-]*$/);
      expect(restart).toMatch(steps.has(name) ? /^on-failure/ : /^unless-stopped$/);
      if (!steps.has(name)) expect(healthcheck).toBeDefined();
      for (const [other, { condition }] of Object.entries(on)) {
        expect(Object.keys(compose.services)).toContain(other);
        expect(condition).toBe(steps.has(other) ? 'service_completed_successfully' : 'service_healthy');
      }
    },
  );

  test('whatever is named is declared, and nothing is declared in vain', () => {
    const used = (of: (one: (typeof services)[number]) => string[] | undefined) =>
      new Set(services.flatMap((one) => of(one) ?? []));
    expect(used(({ networks }) => networks)).toEqual(new Set(Object.keys(compose.networks)));
    expect(used(({ secrets }) => secrets)).toEqual(new Set(Object.keys(compose.secrets)));
    const volumes = [...used(({ volumes: at }) => at)].map((volume) => volume.split(':')[0]!);
    expect(new Set(volumes.filter((volume) => !volume.startsWith('.')))).toEqual(new Set(Object.keys(compose.volumes)));
  });

  test('no server is reached from elsewhere; pages only through this machine', () => {
    const published = services.flatMap(({ name, ports = [] }) => ports.map((port) => `${name} ${port}`));
    expect(published).toEqual(['temporal-ui 127.0.0.1:8233:8080', 'api 127.0.0.1:${WEB_PORT:-8080}:8080']);
    expect(compose.networks['servers']).toEqual({ internal: true });
    for (const name of ['mongodb', 'postgresql', 'temporal'])
      expect(compose.services[name]!.networks).toEqual(['servers']);
  });

  test('no secret stands in an environment or a command: files only', () => {
    for (const { name, environment = {}, entrypoint = [], command = [] } of services) {
      for (const [key, value] of Object.entries(environment)) {
        if (/PASSWORD|PWD|SECRET|URI|SMTP_URL|TOKEN/.test(key))
          expect({ name, key }).toEqual({ name, key: expect.stringMatching(/_FILE$/) });
        if (key.endsWith('_FILE')) expect(value).toMatch(/^\/run\/secrets\//);
        expect(String(value)).not.toMatch(/:\/\/[^/]*:[^/]*@/);
      }
      expect([...entrypoint, ...command].join(' ')).not.toMatch(/:\/\/[^/]*:[^/]*@|-p ["']?[^"'$-]/);
    }
    for (const { file } of Object.values(compose.secrets)) expect(file).toMatch(/^\.\/secrets\//);
    expect(read('.gitignore')).toMatch(/^secrets\/$/m);
    expect(read('.dockerignore').split('\n')[0]).toBe('*');
  });

  test('every queue has a worker, each reads its settings from these files and values', () => {
    const values: Record<string, string> = {
      MAIL_FROM: 'Đôn Đốc <a@b.vn>',
      OPERATOR_MAIL: 'a@b.vn',
      PUBLIC_URL: 'https://dondoc.vn',
    };
    const kept: Record<string, string> = {
      '/run/secrets/mongodb-uri': 'mongodb://a:b@mongodb:27017/dondoc?replicaSet=dondoc',
      '/run/secrets/smtp-url': 'smtp://relay:587\n',
      '/run/secrets/link-secret': 'x'.repeat(40),
    };
    const filled = (text: string) =>
      text.replace(
        /\$\{(\w+)(?::[-?]([^}]*))?\}/g,
        (_, name: string, otherwise?: string) => values[name] ?? otherwise ?? '',
      );
    const queues = ours.flatMap(
      ({ name, environment = {}, command, secrets = [], stop_grace_period: grace, networks }) => {
        const env = Object.fromEntries(Object.entries(environment).map(([key, value]) => [key, filled(String(value))]));
        const config = readConfig(env, (file) => kept[file]!);
        for (const file of Object.keys(kept)) expect(secrets).toContain(file.split('/').at(-1));
        expect(config).toMatchObject({ smtpUrl: 'smtp://relay:587', temporalNamespace: 'dondoc' });
        // longer than a process takes to end in order
        expect(Number.parseInt(grace!, 10)).toBeGreaterThanOrEqual(30);
        expect(networks).toContain('servers');
        return command?.at(-1) === 'dist/worker/main.js' ? config.workQueues : [`(${name})`];
      },
    );
    expect(queues.sort()).toEqual(['(api)', 'mail', 'papers', 'process']);
  });

  test('Temporal: as many shards as for ever, the same namespace everywhere', () => {
    expect(compose.services['temporal']!.environment).toMatchObject({ NUM_HISTORY_SHARDS: '512', DB: 'postgres12' });
    expect(compose.services['temporal-namespace']!.environment).toMatchObject({ NAMESPACE: 'dondoc' });
  });
});

describe('Dockerfile', () => {
  const lines = read('Dockerfile').split('\n');
  const stages = lines.filter((line) => line.startsWith('FROM '));
  test('glibc, pinned, more than one stage, nobody’s root, watched', () => {
    expect(stages.length).toBeGreaterThan(1);
    for (const stage of stages) expect(stage).toMatch(/^FROM node:22\.\d+\.\d+-\w+-slim( AS \w+)?$/);
    expect(lines.filter((line) => line.startsWith('USER '))).toEqual(['USER node']);
    expect(lines.some((line) => line.startsWith('HEALTHCHECK '))).toBe(true);
    expect(read('Dockerfile')).toContain('npm ci --omit=dev');
  });
  test('what it copies and what keeps out fit each other', () => {
    const allowed = read('.dockerignore')
      .split('\n')
      .flatMap((line) => (line.startsWith('!') ? [line.slice(1)] : []));
    const there = readdirSync(root);
    for (const name of allowed) expect(there).toContain(name);
    // everything the compiler reads
    const { include } = JSON.parse(read('tsconfig.json')) as { include: string[] };
    for (const folder of include.filter((name) => !name.includes('*'))) expect(allowed).toContain(folder);
  });
});

describe('deploy/make-secrets.sh', () => {
  test('makes each secret once, for its owner alone', () => {
    const folder = mkdtempSync(join(tmpdir(), 'dondoc-bi-mat-'));
    try {
      cpSync(new URL('deploy', root), join(folder, 'deploy'), { recursive: true });
      const run = () => execFileSync('sh', ['deploy/make-secrets.sh'], { cwd: folder }).toString();
      expect(run()).toContain('secrets/smtp-url');
      const all = () =>
        readdirSync(join(folder, 'secrets')).map((name) => [name, readFileSync(join(folder, 'secrets', name), 'utf8')]);
      const made = all();
      expect(made.map(([name]) => name!).sort()).toEqual(
        Object.keys(compose.secrets)
          .filter((name) => name !== 'smtp-url')
          .sort(),
      );
      for (const [, text] of made) expect(text!.length).toBeGreaterThanOrEqual(40);
      expect(statSync(join(folder, 'secrets')).mode & 0o777).toBe(0o700);
      run();
      expect(all()).toEqual(made);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
