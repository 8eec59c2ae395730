import { levelWords } from '../../../domain/unit.ts';

export const levels = Object.keys(levelWords) as (keyof typeof levelWords)[];

/** What the address of the list says. */
export interface UnitsSearch {
  tim?: string;
  cap?: (typeof levels)[number];
}
export const foundUnitsSearch = (said: Record<string, unknown>): UnitsSearch => ({
  ...(typeof said['tim'] === 'string' && said['tim'] !== '' ? { tim: said['tim'] } : {}),
  ...levels.filter((level) => level === said['cap']).map((cap) => ({ cap }))[0],
});
