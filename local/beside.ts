import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { configOrExit, readMachineConfig } from '../config.ts';
import type { MachineConfig } from '../config.ts';
import { StoreRefused } from '../store/format.ts';
import { ProgramNotFound } from './program.ts';
import { StartFailure } from './start-failure.ts';

/** What a command beside the machine needs to find its parts. */
const names = ['MONGODB_URI', 'TEMPORAL_ADDRESS', 'TEMPORAL_NAMESPACE'] as const;

/** Runs a command to its end, which it resolves with: what somebody can mend is said in words and ends with 1. */
export async function runBeside(act: () => Promise<number>): Promise<never> {
  try {
    process.exit(await act());
  } catch (error) {
    if (![StartFailure, ProgramNotFound, StoreRefused].some((kind) => error instanceof kind)) throw error;
    console.error((error as Error).message);
    process.exit(1);
  }
}

/** The settings of a command: with `--data` that folder's alone, whatever the environment names. */
export const givenTo = (data: string | undefined): MachineConfig =>
  configOrExit((env) => readMachineConfig(givenEnvironment(env, data)));

/** The same, with the parts that nobody named where `npm start` last had them. */
export function knownTo(data: string | undefined): MachineConfig {
  const { dataDir } = givenTo(data);
  return configOrExit((env) => {
    const given = givenEnvironment(env, data);
    const known = remembered(dataDir);
    if (given['MONGODB_URI_FILE']) delete known['MONGODB_URI'];
    return readMachineConfig({ ...known, ...Object.fromEntries(Object.entries(given).filter(([, value]) => value)) });
  });
}

function givenEnvironment(env: NodeJS.ProcessEnv, data: string | undefined): NodeJS.ProcessEnv {
  if (data === undefined) return env;
  const parts: string[] = [...names, 'MONGODB_URI_FILE'];
  return { ...Object.fromEntries(Object.entries(env).filter(([name]) => !parts.includes(name))), DATA_DIR: data };
}

/** What `npm start` told the parts of this folder the last time; nothing where it never ran. Throws `StartFailure`. */
export function remembered(dataDir: string): NodeJS.ProcessEnv {
  const file = join(dataDir, 'secrets', 'environment.json');
  if (!existsSync(file)) return {};
  try {
    const read = JSON.parse(readFileSync(file, 'utf8')) as NodeJS.ProcessEnv;
    return Object.fromEntries(names.map((name) => [name, read[name]]));
  } catch (error) {
    throw new StartFailure(`Không đọc được ${file} (${(error as Error).message}). Hãy chạy npm start lại.`);
  }
}

/** For a command that found no part of the machine. */
export const neverStarted = (dataDir: string): StartFailure =>
  new StartFailure(
    `Chưa biết Đôn Đốc chạy ở đâu: không có MONGODB_URI, TEMPORAL_ADDRESS, và npm start chưa chạy với thư mục dữ liệu ${dataDir}. Hãy chạy npm start trước, hoặc chỉ thư mục dữ liệu bằng --data.`,
  );
