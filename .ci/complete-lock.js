// `npm ci` refuses a lock file without the optional packages of other platforms, which a registry
// may not offer where the lock was made. This writes their names and versions into it; they are
// fetched only on the platforms they are for. Run after every `npm install <package>`.
import { readFileSync, writeFileSync } from 'node:fs';

const systems = ['darwin', 'linux', 'win32', 'freebsd', 'android', 'openharmony', 'netbsd', 'openbsd', 'sunos', 'aix'];
const processors = ['x64', 'arm64', 'arm', 'ia32', 'ppc64', 'riscv64', 's390x', 'loong64', 'mips64el', 'wasm32'];
const pick = (names, words) =>
  names.filter((name) => words.some((word) => word === name || (name === 'arm' && /^arm(v|-|$)/.test(word))));

const lock = JSON.parse(readFileSync('package-lock.json', 'utf8'));
const { packages } = lock;
let added = 0;
for (const [path, entry] of Object.entries(packages)) {
  for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
    const nested = `${path}/node_modules/${name}`;
    const flat = `node_modules/${name}`;
    if (packages[nested] || packages[flat]?.version === version) continue;
    const words = name.split('/').pop().split('-');
    const os = pick(systems, words);
    const cpu = pick(processors, words);
    if (os.length === 0 && cpu.length === 0) continue;
    packages[packages[flat] ? nested : flat] = {
      version: version.replace(/^[\^~]/, ''),
      ...(cpu.length > 0 ? { cpu } : {}),
      ...(entry.dev ? { dev: true } : {}),
      optional: true,
      ...(os.length > 0 ? { os } : {}),
    };
    added += 1;
  }
}
lock.packages = Object.fromEntries(Object.entries(packages).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)));
writeFileSync('package-lock.json', `${JSON.stringify(lock, null, 2)}\n`);
console.log(`${added} optional packages of other platforms written into package-lock.json`);
