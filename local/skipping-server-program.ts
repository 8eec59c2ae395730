import { chmod, copyFile, mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { cachedFile, fillCache } from './cache.ts';
import type { Cached } from './cache.ts';
import { onPath, run } from './command.ts';
import { download } from './download.ts';
import { findProgram } from './program.ts';

const version = '1.38.0';
const name = 'temporal-test-server';

/** Temporal's time-skipping server, for tests only. Gives the path of a program that takes a port. */
export function findSkippingServer(options: {
  cache: string;
  say: (line: string) => void;
  env?: NodeJS.ProcessEnv;
}): Promise<string> {
  const { cache, say, env = process.env } = options;
  const wanted: Cached = { cache, folder: `${name}-${version}`, file: name };
  return findProgram({
    name: 'máy chủ thử tua thời gian của Temporal',
    ways: [
      { name: `lệnh ${name} trong PATH`, get: async () => there(await onPath(name, env)) },
      { name: `bộ đệm ${join(cache, wanted.folder)}`, get: () => there(cachedFile(wanted)) },
      { name: 'bản tải của Temporal', get: () => fromVendor(wanted, say) },
      { name: 'kho gói Maven', get: () => fromMaven(wanted, say, env) },
    ],
    advice: 'Hãy cài Java 17 và Maven, hoặc đặt TEST_SKIPPING_ADDRESS trỏ tới một máy chủ thử đang chạy.',
  });
}

async function there(file: string | undefined): Promise<string> {
  if (!file) throw new Error('không có');
  return file;
}

/** No checksum is published for it; it is for tests only. */
async function fromVendor(wanted: Cached, say: (line: string) => void): Promise<string> {
  const system = process.platform === 'darwin' ? 'macOS' : process.platform;
  const folder = `${name}_${version}_${system}_${process.arch === 'x64' ? 'amd64' : process.arch}`;
  return fillCache(wanted, say, async (dir) => {
    const archive = join(dir, 'archive.tar.gz');
    await download(`https://github.com/temporalio/sdk-java/releases/download/v${version}/${folder}.tar.gz`, archive);
    await run('tar', ['-xzf', archive, '-C', dir]);
    await copyFile(join(dir, folder, name), join(dir, name));
    await Promise.all([rm(archive), rm(join(dir, folder), { recursive: true })]);
  });
}

/** Maven checks the hashes its repository publishes. */
async function fromMaven(wanted: Cached, say: (line: string) => void, env: NodeJS.ProcessEnv): Promise<string> {
  const java = /version "(\d+)/.exec(await run('java', ['-version'], { env, timeout: 20_000 }))?.[1];
  if (Number(java) < 17) throw new Error(`Java ${java}, cần từ 17`);
  if (!(await onPath('mvn', env))) throw new Error('máy không có Maven');
  return fillCache(wanted, say, async (dir) => {
    say('Đang lấy máy chủ thử tua thời gian từ kho gói Maven, khoảng 1 phút…');
    const work = join(dir, 'work');
    await mkdir(work);
    await writeFile(join(work, 'pom.xml'), pom);
    const copy = 'org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies';
    const lib = join(dir, 'lib');
    await run('mvn', ['-B', '-q', '-f', work, copy, '-DincludeScope=runtime', `-DoutputDirectory=${lib}`], {
      env,
      timeout: 15 * 60_000,
    });
    if (!(await readdir(lib)).includes(`${name}-${version}.jar`)) throw new Error('Maven không chép về đủ');
    await writeFile(join(dir, name), script);
    await chmod(join(dir, name), 0o755);
    await rm(work, { recursive: true });
  });
}

const pom = `<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>dondoc</groupId><artifactId>skipping-server</artifactId><version>1</version><packaging>pom</packaging>
  <dependencies><dependency>
    <groupId>io.temporal</groupId><artifactId>${name}</artifactId><version>${version}</version>
  </dependency></dependencies>
</project>
`;

/** The light compiler and collector make it answer within the five seconds the SDK waits. */
const script = `#!/bin/sh
exec java -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -cp "$(dirname "$0")/lib/*" io.temporal.testserver.TestServer "$@"
`;
