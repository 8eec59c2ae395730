/** For a container's health check: does the process beside this one answer? A worker answers with its figures. */
const worker = process.env['WORKER_METRICS'];
const url =
  worker === undefined || worker === ''
    ? `http://127.0.0.1:${process.env['PORT'] ?? '8080'}/api/health`
    : `http://127.0.0.1:${worker.split(':').at(-1)}/metrics`;
const answer = await fetch(url, { signal: AbortSignal.timeout(4_000) }).catch(() => undefined);
process.exit(answer?.ok === true ? 0 : 1);
