import type { WrongPlace } from '../parts/ask.ts';

/** The steps a round is made in, each at an address of its own. */
export const steps = [
  { id: 'can-cu', name: 'Căn cứ' },
  { id: 'don-vi', name: 'Đơn vị' },
  { id: 'noi-dung', name: 'Nội dung' },
  { id: 'doan-va-lich', name: 'Đoàn và lịch' },
  { id: 'lich-nhac', name: 'Lịch nhắc' },
  { id: 'chay-thu', name: 'Chạy thử' },
  { id: 'trinh-duyet', name: 'Trình duyệt' },
] as const;
export type StepId = (typeof steps)[number]['id'];

/** The address of a step, as the router knows it. */
export const stepPath = (step: StepId) => `/dot/$round/ke-hoach/${step}` as const;

/** Something to be mended before a plan goes on, or worth a look, at the step it belongs to. */
export interface PlanPlace extends WrongPlace {
  step: StepId;
  /** `refused`: not saved for it; `gap`: not submitted for it; `warning`: neither. */
  weight: 'refused' | 'gap' | 'warning';
}

/** What is wrong about a unit itself, not about its team or its visits. */
const ofUnit = ['unit-twice', 'unit-unknown', 'unit-ended', 'unit-without-contact'];

/** The step a place of the plan is written at. */
export function stepOf(at: string, code?: string): StepId {
  const [head = ''] = at.split(/[.[]/);
  if (head === 'outline') return 'noi-dung';
  if (head === 'ladders' || head === 'terms' || head === 'practice') return 'lich-nhac';
  if (head === 'teams') return 'doan-va-lich';
  if (head !== 'units') return 'can-cu';
  if (at === 'units' || at.endsWith('.reportBy') || at.endsWith('.method') || at.endsWith('.unit')) return 'don-vi';
  return code !== undefined && ofUnit.includes(code) ? 'don-vi' : 'doan-va-lich';
}

/** `units[12].visits[0]` is about unit 12. */
export const unitIndexOf = (at: string): number | undefined => {
  const [, index] = /^units\[(\d+)\]/.exec(at) ?? [];
  return index === undefined ? undefined : Number(index);
};

const meant: [StepId, RegExp][] = [
  ['doan-va-lich', /buổi|lịch kiểm tra|đoàn|thư ký|chủ trì|dời|đổi ngày/i],
  ['noi-dung', /đề cương|câu hỏi|chỉ tiêu|nội dung/i],
  ['lich-nhac', /nhắc|thời hạn/i],
  ['can-cu', /căn cứ|kỳ kiểm tra|tên đợt|mốc số liệu/i],
  ['don-vi', /đơn vị|cấp xã|cấp tỉnh|\bxã\b|\bsở\b/i],
];

/** The step a signer's remark speaks of, as far as its words tell. */
export const stepMeant = (remark: string): StepId | undefined => meant.find(([, words]) => words.test(remark))?.[0];
