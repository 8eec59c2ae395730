/** What the address of the leaders' page says: a round, how it is grouped, which figure is opened. */
export interface OverviewSearch {
  dot?: string;
  theo?: string;
  khoi?: string;
  dungDau?: string;
  viec?: string;
  tay?: string;
  ngay?: string;
  tre?: 'co';
}
const names = ['dot', 'theo', 'khoi', 'dungDau', 'viec', 'tay', 'ngay'] as const;

/** Reads an address: what it does not know is left out. */
export const overviewSearch = (said: Record<string, unknown>): OverviewSearch => ({
  ...Object.fromEntries(
    names.flatMap((name) => {
      const value = said[name];
      return typeof value === 'string' && value !== '' ? [[name, value]] : [];
    }),
  ),
  ...(said['tre'] === 'co' ? { tre: 'co' as const } : {}),
});
