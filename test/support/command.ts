import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { nodeArgs } from '../../local/child.ts';

/** Runs one of our commands to its end, as `npm run` does; `compiled` is where the compiler put it. */
export async function runCommand(
  program: 'backup' | 'restore' | 'recount' | 'reconcile' | 'alive' | '../worker/main',
  args: string[],
  env: NodeJS.ProcessEnv,
  compiled?: URL,
): Promise<{ code: number; out: string; err: string }> {
  const { NODE_OPTIONS: _jests, ...inherited } = env;
  try {
    const { stdout, stderr } = await promisify(execFile)(
      process.execPath,
      [
        ...nodeArgs(
          compiled ? new URL(`local/${program}.js`, compiled) : new URL(`../../local/${program}.ts`, import.meta.url),
        ),
        ...args,
      ],
      { env: { ...inherited, TZ: 'UTC' } },
    );
    return { code: 0, out: stdout, err: stderr };
  } catch (error) {
    const { code, stdout, stderr } = error as { code: number; stdout: string; stderr: string };
    return { code, out: stdout, err: stderr };
  }
}
