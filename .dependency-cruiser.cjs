/** Runs on `dist/`, where type imports are gone: cycles, and what the workflow bundle can reach. */
module.exports = {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'workflow-bundle',
      comment: 'Nothing reachable from the workflows but domain and Temporal',
      severity: 'error',
      from: { path: '^dist/workflows/(?!messages)' },
      to: {
        reachable: true,
        pathNot: '^(dist/(workflows|domain)/|node_modules/@temporalio/|node_modules/(long|protobufjs|ms|nexus-rpc)/)',
      },
    },
    { name: 'no-test', severity: 'error', from: { pathNot: '^dist/test/' }, to: { path: '^dist/test/' } },
    {
      name: 'api-and-activities-never-meet',
      severity: 'error',
      from: { path: '^dist/api/' },
      to: { path: '^dist/activities/', reachable: true },
    },
  ],
  options: { doNotFollow: { path: 'node_modules' }, exclude: { path: '^(node:|dist/bench|dist/web-)' } },
};
