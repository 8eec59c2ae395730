/** Files that run at the same time have a Temporal each: the same names in two of them are two processes. */
const addresses = process.env['TEST_TEMPORAL_ADDRESSES']?.split(',') ?? [];
const address = addresses[(Number(process.env['JEST_WORKER_ID'] ?? 1) - 1) % addresses.length];
if (address !== undefined) process.env['TEST_TEMPORAL_ADDRESS'] = address;
