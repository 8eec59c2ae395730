import { compact } from '../../domain/calendar.ts';
import { knownYears } from '../../domain/calendars/known.ts';
import { defaultTerms } from '../../domain/duty-terms.ts';
import { defaultLadders } from '../../domain/ladder.ts';
import type { Setting } from '../../domain/matter.ts';
import type { Requirement } from '../../domain/requirement.ts';

export const calendar = compact(knownYears);

/** What new matters of a round take from it: the shipped calendars, ladders and terms. */
export const aSetting = (setting: Partial<Setting> = {}): Setting => ({
  clock: { kind: 'stepped', now: '2026-03-02' },
  calendar,
  ladders: defaultLadders,
  terms: defaultTerms,
  ...setting,
});

export const aRequirement = (requirement: Partial<Requirement> = {}): Requirement => ({
  id: 'yc-1',
  text: 'Bổ sung niêm yết các thủ tục mới tại Bộ phận Một cửa',
  mode: 'do',
  area: 'mot-cua',
  concerns: { all: true },
  answers: [],
  due: { kind: 'term', count: 15, unit: 'calendar-day' },
  proof: 'Ảnh bảng niêm yết',
  ...requirement,
});
