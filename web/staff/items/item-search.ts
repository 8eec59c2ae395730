import type { ItemCounts } from '../../../api/items/item-list.ts';
import { dutyWords, roleWords } from '../../../domain/why.ts';
import type { Role } from '../../../domain/role.ts';

/** What the address of the list says: which items, in Vietnamese. */
export interface ItemSearch {
  tim?: string;
  dot?: string;
  /** What is a unit's now, and what it passed on. */
  donVi?: string;
  /** Only what is these units' now. */
  dangGiu?: string;
  vanBan?: string;
  tinhTrang?: string;
  cho?: string;
  viec?: string;
  linhVuc?: string;
  loai?: string;
  quaHan?: 'co';
  /** Of the open rounds alone; training rounds alone or none of them; rounds of a year. */
  dangMo?: 'co';
  tapHuan?: 'co' | 'khong';
  nam?: string;
  khoi?: string;
  dungDau?: string;
  /** Not closed. */
  chuaDong?: 'co';
}

const names = [
  'tim',
  'dot',
  'donVi',
  'dangGiu',
  'vanBan',
  'tinhTrang',
  'cho',
  'viec',
  'linhVuc',
  'loai',
  'nam',
  'khoi',
  'dungDau',
] as const;

/** Reads an address: what it does not know is left out. */
export const itemSearch = (said: Record<string, unknown>): ItemSearch => ({
  ...Object.fromEntries(
    names.flatMap((name) => {
      const value = said[name];
      const text = typeof value === 'string' || typeof value === 'number' ? String(value).trim() : '';
      return text === '' ? [] : [[name, text]];
    }),
  ),
  ...(said['quaHan'] === 'co' ? { quaHan: 'co' as const } : {}),
  ...(said['dangMo'] === 'co' ? { dangMo: 'co' as const } : {}),
  ...(said['tapHuan'] === 'co' || said['tapHuan'] === 'khong' ? { tapHuan: said['tapHuan'] } : {}),
  ...(said['chuaDong'] === 'co' ? { chuaDong: 'co' as const } : {}),
});

/** The same as the API asks it. */
export const itemQuery = (search: ItemSearch) => ({
  search: search.tim,
  campaign: search.dot,
  unit: search.donVi,
  heldBy: search.dangGiu,
  paper: search.vanBan,
  state: search.tinhTrang,
  waiting: search.cho,
  awaits: search.viec,
  area: search.linhVuc,
  kind: search.loai,
  late: search.quaHan === undefined ? undefined : true,
  open: search.dangMo === undefined ? undefined : true,
  training: search.tapHuan === undefined ? undefined : search.tapHuan === 'co',
  year: search.nam,
  place: search.khoi,
  head: search.dungDau,
  closed: search.chuaDong === undefined ? undefined : false,
});

/** Conditions that came with a figure and have no field of their own: each in words, and what it is called. */
export const scopeWords = (
  search: ItemSearch,
  called: ItemCounts['conditions'] | undefined,
): { name: keyof ItemSearch; words: string }[] => {
  const { dangMo, tapHuan, nam, khoi, dungDau, chuaDong, donVi, dangGiu, vanBan, linhVuc } = search;
  const named = (what: string, name: string | undefined) => (name === undefined ? what : `${what}: ${name}`);
  const said: [keyof ItemSearch, string | false | undefined][] = [
    ['dangMo', dangMo && 'các đợt đang mở'],
    ['tapHuan', tapHuan && (tapHuan === 'co' ? 'đợt tập huấn' : 'đợt thật')],
    ['nam', nam !== undefined && `năm ${nam}`],
    ['khoi', khoi !== undefined && named('khối, địa bàn', called?.place)],
    ['dungDau', dungDau !== undefined && named('người đứng đầu', called?.head)],
    ['donVi', donVi?.includes(',') === true && 'một đơn vị và các đơn vị trước đó'],
    ['dangGiu', dangGiu !== undefined && named('nay thuộc', called?.heldBy)],
    ['vanBan', vanBan !== undefined && named('văn bản', called?.paper)],
    ['linhVuc', linhVuc === '-' && 'không ghi lĩnh vực'],
    ['chuaDong', chuaDong && 'chưa đóng'],
  ];
  return said.flatMap(([name, words]) => (words ? [{ name, words }] : []));
};

export const isFiltered = (search: ItemSearch): boolean => Object.keys(search).length > 0;

/** Whom an item may wait for. */
export const waitedRoles: { value: string; label: string }[] = [
  { value: 'unit', label: 'Đơn vị' },
  { value: 'office', label: 'Phía Sở' },
  ...(['secretary', 'lead', 'deputy-director'] satisfies Role[]).map((role) => ({
    value: role,
    label: capital(roleWords[role]),
  })),
];

/** What it may wait for. */
export const waitedDuties: { value: string; label: string }[] = (
  ['remediate', 'confirm-period', 'verify', 'close', 'decide-extension', 'review-incidents'] as const
).map((kind) => ({ value: kind, label: dutyWords[kind] }));

export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
