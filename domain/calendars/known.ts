import type { CalendarYear } from '../calendar.ts';
import { provisionalYear } from '../calendar.ts';
import { calendar2024 } from './2024.ts';
import { calendar2025 } from './2025.ts';
import { calendar2026 } from './2026.ts';

/** The years whose notice this release holds. */
const announced: CalendarYear[] = [calendar2024, calendar2025, calendar2026];

/** The calendar of a year as this release knows it: announced, else provisional. */
export const knownYear = (year: number): CalendarYear =>
  announced.find((known) => known.year === year) ?? provisionalYear(year);

/** What a new installation starts with. 2027 is provisional: its notice is not out. */
export const knownYears: CalendarYear[] = [2025, 2026, 2027].map(knownYear);
