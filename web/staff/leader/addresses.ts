/** What the address of the leaders' page says: a round, how it is grouped, which figure is opened. */
export interface OverviewSearch {
  dot?: string;
  theo?: string;
  khoi?: string;
  dungDau?: string;
  linhVuc?: string;
  loai?: string;
  /** Items of every round of that year, in place of the open ones. */
  nam?: number;
  viec?: string;
  tay?: string;
  ngay?: string;
  tre?: 'co';
  donVi?: string;
  /** The units concerned, in place of each thing they owe. */
  xem?: 'don-vi';
}
const names = ['dot', 'theo', 'khoi', 'dungDau', 'linhVuc', 'loai', 'viec', 'tay', 'ngay', 'donVi'] as const;

const isYear = (year: number): boolean => Number.isInteger(year) && year >= 2000 && year <= 2199;

/** Reads an address: what it does not know is left out. */
export const overviewSearch = (said: Record<string, unknown>): OverviewSearch => ({
  ...Object.fromEntries(
    names.flatMap((name) => {
      const value = said[name];
      return typeof value === 'string' && value !== '' ? [[name, value]] : [];
    }),
  ),
  ...(isYear(Number(said['nam'])) ? { nam: Number(said['nam']) } : {}),
  ...(said['tre'] === 'co' ? { tre: 'co' as const } : {}),
  ...(said['xem'] === 'don-vi' ? { xem: 'don-vi' as const } : {}),
});

/** The list of items a figure was counted from: those of one round, of a year, or of the rounds that are open. */
export const itemsOver = ({ dot, nam }: OverviewSearch, training: boolean): Record<string, string> => {
  const tapHuan = training ? 'co' : 'khong';
  if (nam !== undefined) return { nam: String(nam), tapHuan };
  return dot === undefined ? { dangMo: 'co', tapHuan } : { dot };
};

/** What the table of items is narrowed to. */
export const withinOf = ({ khoi, dungDau, linhVuc, loai }: OverviewSearch): OverviewSearch => ({
  ...(khoi === undefined ? {} : { khoi }),
  ...(dungDau === undefined ? {} : { dungDau }),
  ...(linhVuc === undefined ? {} : { linhVuc }),
  ...(loai === undefined ? {} : { loai }),
});

/** The table of items, as the API is asked for it. */
export const groupsQuery = ({ dot, nam, khoi, dungDau, linhVuc, loai }: OverviewSearch, training: boolean) => ({
  ...(nam === undefined ? { campaign: dot } : { year: nam, training }),
  place: khoi,
  head: dungDau,
  area: linhVuc,
  kind: loai,
});

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
