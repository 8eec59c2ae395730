import { readFileSync } from 'node:fs';

/** Prints `N passed, N failed` from jest's JSON result; a test file that could not run counts as one failure. */
const text = readFileSync(process.argv[2], 'utf8');
const result = text ? JSON.parse(text) : { numPassedTests: 0, numFailedTests: 0, numRuntimeErrorTestSuites: 1 };
const failed = result.numFailedTests + result.numRuntimeErrorTestSuites;
console.log(`${result.numPassedTests} passed, ${failed} failed`);
if (failed > 0 || result.numPassedTests === 0) process.exitCode = 1;
