import { fold } from './fold.ts';
import type { Unit } from './unit.ts';

/** How names are compared that people typed: without diacritics, signs or the long form of what is usually shortened. */
export const plainName = (text: string): string =>
  fold(text)
    .replace(/[^a-z0-9]+/g, ' ')
    .replace(/\buy ban nhan dan\b/g, 'ubnd')
    .trim();

/** The units people mean by a text, and those they may have meant. */
export interface UnitsMeant {
  /** By id, else by name, else by an alias: several when the text does not tell them apart. */
  meant(text: string): Unit[];
  /** At most three whose name is nearly it. */
  nearly(text: string): Unit[];
}

export function unitsMeant(units: readonly Unit[]): UnitsMeant {
  const byId = new Map(units.map((unit) => [unit.id, unit]));
  const byName = grouped(units, ({ name }) => [name]);
  const byAlias = grouped(units, ({ aliases }) => aliases);
  return {
    meant(text) {
      const id = byId.get(text.trim());
      const plain = plainName(text);
      return id ? [id] : (byName.get(plain) ?? byAlias.get(plain) ?? []);
    },
    nearly(text) {
      const plain = plainName(text);
      const most = Math.max(1, Math.floor(plain.length / 5));
      return units
        .flatMap((unit) => {
          const far = Math.min(...[unit.name, ...unit.aliases].map((name) => distance(plain, plainName(name), most)));
          return far <= most ? [{ unit, far }] : [];
        })
        .sort((a, b) => a.far - b.far || (a.unit.id < b.unit.id ? -1 : 1))
        .slice(0, 3)
        .map(({ unit }) => unit);
    },
  };
}

function grouped(units: readonly Unit[], namesOf: (unit: Unit) => readonly string[]): Map<string, Unit[]> {
  const groups = new Map<string, Unit[]>();
  for (const unit of units)
    for (const plain of new Set(namesOf(unit).map(plainName))) groups.set(plain, [...(groups.get(plain) ?? []), unit]);
  return groups;
}

/** Letters to add, drop or change from one to the other; more than `most` is not counted further. */
function distance(a: string, b: string, most: number): number {
  if (Math.abs(a.length - b.length) > most) return most + 1;
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1)
      next.push(Math.min(row[j]! + 1, next[j - 1]! + 1, row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1)));
    if (Math.min(...next) > most) return most + 1;
    row = next;
  }
  return row[b.length]!;
}
