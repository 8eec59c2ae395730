/** The ways units are chosen. */
export const ways = ['cay', 'loc', 'tep'] as const;
export type Way = (typeof ways)[number];

/** What stands in the address of the step of the units. */
export interface UnitsSearch {
  cach?: Way;
}

export const unitsSearch = (given: Record<string, unknown>): UnitsSearch => {
  const cach = ways.find((way) => way === given['cach']);
  return cach === undefined ? {} : { cach };
};

/** What stands in the address of the step of teams and visits: the Monday of the week shown. */
export interface ScheduleSearch {
  tuan?: string;
}

export const scheduleSearch = (given: Record<string, unknown>): ScheduleSearch => {
  const { tuan } = given;
  return typeof tuan === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(tuan) ? { tuan } : {};
};
