import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { nodeArgs } from '../../local/child.ts';

/** Runs one of our commands to its end, as `npm run` does. */
export async function runCommand(
  program: 'backup' | 'restore',
  args: string[],
  env: NodeJS.ProcessEnv,
): Promise<{ code: number; out: string; err: string }> {
  const { NODE_OPTIONS: _jests, ...inherited } = env;
  try {
    const { stdout, stderr } = await promisify(execFile)(
      process.execPath,
      [...nodeArgs(new URL(`../../local/${program}.ts`, import.meta.url)), ...args],
      { env: { ...inherited, TZ: 'UTC' } },
    );
    return { code: 0, out: stdout, err: stderr };
  } catch (error) {
    const { code, stdout, stderr } = error as { code: number; stdout: string; stderr: string };
    return { code, out: stdout, err: stderr };
  }
}
