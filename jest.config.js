const transform = {
  '^.+\\.tsx?$': [
    '@swc/jest',
    {
      jsc: { target: 'es2022', parser: { syntax: 'typescript' } },
      module: { type: 'es6' },
      sourceMaps: 'inline',
    },
  ],
};
const ring = { testEnvironment: 'node', transform, extensionsToTreatAsEsm: ['.ts'] };

/** Pure rings need no server; the others share the real ones that `test/support/servers.ts` starts once. */
const pure = (name) => ({ ...ring, displayName: name, testMatch: [`<rootDir>/test/${name}/**/*.test.ts`] });
const onRealServers = (name) => ({
  ...pure(name),
  setupFiles: ['<rootDir>/test/support/own-temporal.ts'],
  globalSetup: '<rootDir>/test/support/global-setup.ts',
  globalTeardown: '<rootDir>/test/support/global-teardown.ts',
});

export default {
  testTimeout: 60_000,
  // most of a test is waiting for servers: jest alone would leave one of two cores idle
  maxWorkers: 2,
  testSequencer: '<rootDir>/test/support/long-first.js',
  // modules of a file are never let go of: a fresh process now and then keeps the servers answering in time
  workerIdleMemoryLimit: '600MB',
  projects: [
    pure('domain'),
    pure('activities'),
    pure('local'),
    onRealServers('store'),
    onRealServers('workflows'),
    onRealServers('replay'),
    onRealServers('api'),
    onRealServers('e2e'),
    {
      ...onRealServers('web'),
      globalSetup: '<rootDir>/test/support/web-setup.ts',
      globalTeardown: '<rootDir>/test/support/web-teardown.ts',
    },
  ],
};
