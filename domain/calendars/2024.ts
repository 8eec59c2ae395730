import type { CalendarYear } from '../calendar.ts';

const CODE = 'Bộ luật Lao động 2019, Điều 112';
const NOTICE = 'Thông báo lịch nghỉ Tết Giáp Thìn và Quốc khánh năm 2024 đã công bố (nguồn thứ cấp: báo chí)';
const SWAP = 'Hoán đổi thứ Hai 29/4/2024 với thứ Bảy 04/5/2024 (nguồn thứ cấp: báo chí)';
const tet = { kind: 'holiday', name: 'Tết Nguyên đán', source: NOTICE } as const;

/** For papers issued before Đôn Đốc was there and entered into it. */
export const calendar2024: CalendarYear = {
  year: 2024,
  version: 1,
  source: 'Lịch nghỉ lễ, Tết năm 2024 đã công bố; ghi theo nguồn thứ cấp, cần đối chiếu văn bản gốc',
  off: [
    { day: '2024-01-01', kind: 'holiday', name: 'Tết Dương lịch', source: CODE },
    { day: '2024-02-08', ...tet },
    { day: '2024-02-09', ...tet },
    { day: '2024-02-10', ...tet },
    { day: '2024-02-11', ...tet },
    { day: '2024-02-12', ...tet },
    { day: '2024-02-13', kind: 'compensatory', name: 'Tết Nguyên đán', source: NOTICE },
    { day: '2024-02-14', kind: 'compensatory', name: 'Tết Nguyên đán', source: NOTICE },
    { day: '2024-04-18', kind: 'holiday', name: 'Giỗ Tổ Hùng Vương', source: CODE },
    { day: '2024-04-29', kind: 'swap', name: 'Ngày Chiến thắng 30/4', source: SWAP },
    { day: '2024-04-30', kind: 'holiday', name: 'Ngày Chiến thắng 30/4', source: CODE },
    { day: '2024-05-01', kind: 'holiday', name: 'Ngày Quốc tế lao động 1/5', source: CODE },
    { day: '2024-09-02', kind: 'holiday', name: 'Quốc khánh', source: CODE },
    { day: '2024-09-03', kind: 'holiday', name: 'Quốc khánh', source: NOTICE },
  ],
  makeUp: [{ day: '2024-05-04', for: '2024-04-29', source: SWAP }],
};
