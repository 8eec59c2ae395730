import { createRequire } from 'node:module';
import { extname } from 'node:path';
import { pathToFileURL } from 'node:url';
import { MessageChannel } from 'node:worker_threads';
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
  /** Hears how far it got; the function is then given a `port` with its input, to say so. */
  told?: (said: unknown) => void;
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
  told,
}: ThreadRun<Input>): Promise<Output> {
  const pool = new Piscina<Input, Output>({
    filename: new URL(`${module}${extension}`, import.meta.url).href,
    name,
    maxThreads: 1,
    resourceLimits: { maxOldGenerationSizeMb: memoryMb },
    ...(extension === '.ts' ? { execArgv: ['--import', typescriptLoader()] } : {}),
  });
  const tooLong = AbortSignal.timeout(patienceMs);
  const channel = told ? new MessageChannel() : undefined;
  if (told) channel?.port1.on('message', told);
  try {
    if (!channel) return await pool.run(input, { signal: tooLong });
    return await pool.run({ ...input, port: channel.port2 }, { signal: tooLong, transferList: [channel.port2] });
  } catch (error) {
    throw tooLong.aborted ? new Unavailable() : error;
  } finally {
    channel?.port1.close();
    await pool.destroy();
  }
}
