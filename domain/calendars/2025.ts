import type { CalendarYear } from '../calendar.ts';

const CODE = 'Bộ luật Lao động 2019, Điều 112';
const TET_NOTICE = 'Lịch nghỉ Tết Ất Tỵ và Quốc khánh 2025 đã công bố (nguồn thứ cấp: báo chí)';
const SWAP = 'Hoán đổi thứ Sáu 02/5/2025 với thứ Bảy 26/4/2025 (nguồn thứ cấp: báo chí)';
const tet = { kind: 'holiday', name: 'Tết Nguyên đán', source: TET_NOTICE } as const;

export const calendar2025: CalendarYear = {
  year: 2025,
  version: 1,
  source: 'Lịch nghỉ lễ, Tết năm 2025 đã công bố; ghi theo nguồn thứ cấp, cần đối chiếu văn bản gốc',
  off: [
    { day: '2025-01-01', kind: 'holiday', name: 'Tết Dương lịch', source: CODE },
    { day: '2025-01-27', ...tet },
    { day: '2025-01-28', ...tet },
    { day: '2025-01-29', ...tet },
    { day: '2025-01-30', ...tet },
    { day: '2025-01-31', ...tet },
    { day: '2025-04-07', kind: 'holiday', name: 'Giỗ Tổ Hùng Vương', source: CODE },
    { day: '2025-04-30', kind: 'holiday', name: 'Ngày Chiến thắng 30/4', source: CODE },
    { day: '2025-05-01', kind: 'holiday', name: 'Ngày Quốc tế lao động 1/5', source: CODE },
    { day: '2025-05-02', kind: 'swap', name: 'Ngày Quốc tế lao động 1/5', source: SWAP },
    { day: '2025-09-01', kind: 'holiday', name: 'Quốc khánh', source: TET_NOTICE },
    { day: '2025-09-02', kind: 'holiday', name: 'Quốc khánh', source: CODE },
  ],
  makeUp: [{ day: '2025-04-26', for: '2025-05-02', source: SWAP }],
};
