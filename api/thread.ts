import { createRequire } from 'node:module';
import { extname } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Piscina } from 'piscina';
import { Unavailable } from './problem.ts';

/** `.ts` under tsx and jest, `.js` in `dist`; a URL in a string is not rewritten by the compiler. */
const extension = extname(import.meta.url);
const typescriptLoader = () => pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href;

export interface ThreadRun<Input> {
  /** The module beside `api/`, without its extension: `./sheet-thread`. */
  module: string;
  /** The function it exports. */
  name: string;
  input: Input;
  patienceMs: number;
  memoryMb: number;
}

/**
 * Runs one function off the event loop in a thread of its own, so that nobody else waits and nothing it does to its
 * memory reaches us. Throws Unavailable when it takes too long; what the thread throws comes as it is.
 */
export async function runInThread<Input, Output>({
  module,
  name,
  input,
  patienceMs,
  memoryMb,
}: ThreadRun<Input>): Promise<Output> {
  const pool = new Piscina<Input, Output>({
    filename: new URL(`${module}${extension}`, import.meta.url).href,
    name,
    maxThreads: 1,
    resourceLimits: { maxOldGenerationSizeMb: memoryMb },
    ...(extension === '.ts' ? { execArgv: ['--import', typescriptLoader()] } : {}),
  });
  const tooLong = AbortSignal.timeout(patienceMs);
  try {
    return await pool.run(input, { signal: tooLong });
  } catch (error) {
    throw tooLong.aborted ? new Unavailable() : error;
  } finally {
    await pool.destroy();
  }
}
