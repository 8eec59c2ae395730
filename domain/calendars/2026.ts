import type { CalendarYear } from '../calendar.ts';

const CODE = 'Bộ luật Lao động 2019, Điều 112';
const COMPENSATION = 'Bộ luật Lao động 2019, Điều 111 khoản 3';
const TET_NOTICE = 'Thông báo số 9441 ngày 16/10/2025 của Bộ Nội vụ';
const NEW_YEAR_SWAP = 'Văn bản số 12729/VPCP-KGVX ngày 25/12/2025';
const SEPTEMBER_SWAP = 'Hoán đổi thứ Hai 31/8/2026 với thứ Bảy 22/8/2026 (nguồn thứ cấp, cần đối chiếu văn bản gốc)';
const CULTURE_DAY = 'Nghị quyết số 28/2026/QH16';
const tet = { kind: 'holiday', name: 'Tết Nguyên đán', source: TET_NOTICE } as const;

/** 23/11 in exchange for Saturday 28/11 was only proposed (06/9/2026), so neither is here. */
export const calendar2026: CalendarYear = {
  year: 2026,
  version: 1,
  source: `${TET_NOTICE}; ${NEW_YEAR_SWAP}; ${CULTURE_DAY}`,
  off: [
    { day: '2026-01-01', kind: 'holiday', name: 'Tết Dương lịch', source: CODE },
    { day: '2026-01-02', kind: 'swap', name: 'Tết Dương lịch', source: NEW_YEAR_SWAP },
    { day: '2026-02-16', ...tet },
    { day: '2026-02-17', ...tet },
    { day: '2026-02-18', ...tet },
    { day: '2026-02-19', ...tet },
    { day: '2026-02-20', ...tet },
    { day: '2026-04-26', kind: 'holiday', name: 'Giỗ Tổ Hùng Vương', source: CODE },
    { day: '2026-04-27', kind: 'compensatory', name: 'Giỗ Tổ Hùng Vương', source: COMPENSATION },
    { day: '2026-04-30', kind: 'holiday', name: 'Ngày Chiến thắng 30/4', source: CODE },
    { day: '2026-05-01', kind: 'holiday', name: 'Ngày Quốc tế lao động 1/5', source: CODE },
    { day: '2026-08-31', kind: 'swap', name: 'Quốc khánh', source: SEPTEMBER_SWAP },
    { day: '2026-09-01', kind: 'holiday', name: 'Quốc khánh', source: TET_NOTICE },
    { day: '2026-09-02', kind: 'holiday', name: 'Quốc khánh', source: CODE },
    { day: '2026-11-24', kind: 'holiday', name: 'Ngày Văn hóa Việt Nam 24/11', source: CULTURE_DAY },
  ],
  makeUp: [
    { day: '2026-01-10', for: '2026-01-02', source: NEW_YEAR_SWAP },
    { day: '2026-08-22', for: '2026-08-31', source: SEPTEMBER_SWAP },
  ],
};
