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
  donVi?: string;
  /** The units concerned, in place of each thing they owe. */
  xem?: 'don-vi';
}
const names = ['dot', 'theo', 'khoi', 'dungDau', 'viec', 'tay', 'ngay', 'donVi'] as const;

/** Reads an address: what it does not know is left out. */
export const overviewSearch = (said: Record<string, unknown>): OverviewSearch => ({
  ...Object.fromEntries(
    names.flatMap((name) => {
      const value = said[name];
      return typeof value === 'string' && value !== '' ? [[name, value]] : [];
    }),
  ),
  ...(said['tre'] === 'co' ? { tre: 'co' as const } : {}),
  ...(said['xem'] === 'don-vi' ? { xem: 'don-vi' as const } : {}),
});

/** The list of items that a figure over these rounds was counted from: one round, or those that are open. */
export const itemsOver = (dot: string | undefined, training: boolean): Record<string, string> =>
  dot === undefined ? { dangMo: 'co', tapHuan: training ? 'co' : 'khong' } : { dot };

/** The list behind a figure, as the API is asked for it. */
export const owedQuery = ({ dot, viec, tay, ngay, tre, donVi, khoi, dungDau }: OverviewSearch) => ({
  campaign: dot,
  what: viec,
  hand: tay,
  by: ngay,
  late: tre === undefined ? undefined : true,
  unit: donVi,
  place: khoi,
  head: dungDau,
});
