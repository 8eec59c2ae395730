import type { Day } from './day.ts';
import { searchLine } from './search.ts';
import type { UnitId } from './role.ts';

/** A body that can be inspected, addressed, or stand above one. Kinds and levels are data of the office. */
export interface Unit {
  id: UnitId;
  name: string;
  /** Abbreviations and earlier names, as people write them. */
  aliases: string[];
  kind: string;
  level: 'central-vertical' | 'province' | 'commune' | 'site';
  /** The unit it is a part or a site of. */
  parent?: UnitId;
  /** Without standing of its own: its letters and papers go through this agency (cơ quan chủ quản). */
  through?: UnitId;
  /** A vertically managed agency (ngành dọc): outside the People's Committee, with a direct superior elsewhere. */
  vertical?: true;
  superior?: UnitId;
  from: Day;
  /** Last day of its existence; papers keep the name as issued. */
  to?: Day;
  successors?: UnitId[];
}

/** The levels as people name them. */
export const levelWords: Record<Unit['level'], string> = {
  province: 'cấp tỉnh',
  commune: 'cấp xã',
  'central-vertical': 'ngành dọc',
  site: 'trụ sở',
};

export const existsOn = (unit: { from: Day; to?: Day | undefined }, day: Day): boolean =>
  unit.from <= day && (unit.to === undefined || day <= unit.to);

/** The sites of a unit: places of work without standing of their own. */
export const sitesOf = (unit: UnitId, units: Unit[]): Unit[] =>
  units.filter((candidate) => candidate.parent === unit && candidate.level === 'site');

/** What a search goes through: its name, aliases and initials; what governs a commune is also sought as such. */
export const searchText = ({ name, aliases, level }: Pick<Unit, 'name' | 'aliases' | 'level'>): string =>
  searchLine(name, [...aliases, ...(level === 'commune' ? ['UBND'] : [])], { named: true });
