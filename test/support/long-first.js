import { statSync } from 'node:fs';

/** What takes minutes begins first, so that the last minutes are not one file's. The longest first. */
const long = ['e2e/year', 'e2e/kills-', 'e2e/', 'web/', 'local/', 'workflows/'];
const rank = ({ path }) => {
  const at = long.findIndex((part) => path.includes(`/test/${part}`));
  return at < 0 ? long.length : at;
};

// oxlint-disable-next-line import/no-default-export -- jest asks for it
export default class LongFirst {
  sort(tests) {
    const sized = tests.map((test) => ({ test, size: statSync(test.path).size }));
    return sized.toSorted((a, b) => rank(a.test) - rank(b.test) || b.size - a.size).map(({ test }) => test);
  }
  shard(tests, { shardIndex, shardCount }) {
    return tests.filter((_, n) => n % shardCount === shardIndex - 1);
  }
  allFailedTests(tests) {
    return tests;
  }
  cacheResults() {}
}
