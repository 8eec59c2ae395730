/** The levels a ranking is made within. */
export const levels = [
  { value: '', label: 'Mọi cấp' },
  { value: 'province', label: 'Cấp tỉnh' },
  { value: 'commune', label: 'Cấp xã' },
  { value: 'central-vertical', label: 'Ngành dọc' },
];

/** `?cap=commune`. */
export const rankingSearch = ({ cap }: Record<string, unknown>): { cap?: string } =>
  levels.some(({ value }) => value !== '' && value === cap) ? { cap: cap as string } : {};
