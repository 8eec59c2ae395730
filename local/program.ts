/** One way to get a program onto this machine. `get` gives its path, or throws saying in a few words why it could not. */
export interface Way {
  name: string;
  get(): Promise<string>;
}

export interface Program {
  name: string;
  ways: Way[];
  /** What a person may install or set when every way failed. */
  advice: string;
}

/** The first way that works. Throws `ProgramNotFound` naming every way and why it failed. */
export async function findProgram({ name, ways, advice }: Program): Promise<string> {
  const tried: string[] = [];
  for (const way of ways) {
    try {
      return await way.get();
    } catch (error) {
      tried.push(`  – ${way.name}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  throw new ProgramNotFound(`Không tìm được ${name}. Đã thử:\n${tried.join('\n')}\n${advice}`);
}

export class ProgramNotFound extends Error {
  override name = 'ProgramNotFound';
}

/** Throws unless `found` is at least `least`, both like 1.29.1. */
export function assertVersion(found: string | undefined, least: string): void {
  if (!found) throw new Error('không đọc được số phiên bản');
  const [a, b] = [found, least].map((text) => text.split('.').map(Number)) as [number[], number[]];
  for (let i = 0; i < b.length; i++) {
    const difference = (a[i] ?? 0) - (b[i] ?? 0);
    if (difference > 0) return;
    if (difference < 0) throw new Error(`phiên bản ${found}, cần từ ${least}`);
  }
}
