import { execFile } from 'node:child_process';
import { access, constants } from 'node:fs/promises';
import { delimiter, join } from 'node:path';

/** Runs a command to its end and gives its output; throws with the last lines it complained with. */
export function run(
  command: string,
  args: string[],
  options: { cwd?: string; env?: NodeJS.ProcessEnv; timeout?: number } = {},
): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = execFile(command, args, { ...options, maxBuffer: 64 << 20 }, (error, stdout, stderr) => {
      process.off('exit', kill);
      if (!error) return resolve(stdout + stderr);
      if ('code' in error && error.code === 'ENOENT') return reject(new Error(`máy không có lệnh ${command}`));
      if (error.killed) return reject(new Error(`${command} chạy quá lâu nên bị dừng`));
      const said = `${stderr}\n${stdout}`.trim().split('\n').filter(Boolean).slice(-3).join(' · ');
      reject(new Error(said || error.message));
    });
    child.stdin?.end();
    const kill = () => void child.kill(); // a long build shall not go on without us
    process.on('exit', kill);
  });
}

/** Where `name` stands on PATH. */
export async function onPath(name: string, env: NodeJS.ProcessEnv = process.env): Promise<string | undefined> {
  for (const folder of (env['PATH'] ?? '').split(delimiter).filter(Boolean)) {
    const file = join(folder, name);
    const there = await access(file, constants.X_OK).then(
      () => true,
      () => false,
    );
    if (there) return file;
  }
  return undefined;
}
