import { vnDay } from '../../domain/day.ts';
import type { Day } from '../../domain/day.ts';
import { letterOf } from './letter.ts';
import type { Letter, Office, Row } from './letter.ts';

/** One thing a successor owes from now on. */
export interface PassedOn {
  what: string;
  /** `theo Thông báo kết luận số 05/TB-SNV`. */
  by: string;
  /** Absent: nothing is to be sent just now. */
  day?: Day;
  stands: string;
  late: boolean;
}

export interface HandedOverLetter {
  office: Office;
  to: string;
  reader: 'unit' | 'staff' | 'superior';
  /** Who takes it over. */
  unit: string;
  /** Whose work it was, unit by unit. */
  passed: { from: string; rows: PassedOn[] }[];
  /** `Nghị quyết số 202/2025/QH15`. */
  basis: string[];
}

/** What became the successor's when a unit ended: every item with the day it always had. */
export function handedOver({ office, to, reader, unit, passed, basis }: HandedOverLetter): Letter {
  const from = passed.map((each) => each.from).join(', ');
  const rows = passed.flatMap((each) => each.rows);
  const owed = rows.filter(({ day }) => day !== undefined);
  const count = owed.length > 0 ? `${owed.length} việc` : 'hồ sơ theo dõi';
  const why = basis.length > 0 ? `Theo ${basis.join('; ')}, ` : '';
  return letterOf(
    {
      subject: `Tiếp nhận ${count} của ${from} – ${unit}`,
      to,
      parts: [
        {
          say: [
            `${why}${unit} kế thừa ${from}. `,
            ...(owed.length > 0
              ? [
                  `${reader === 'staff' ? 'Đơn vị làm tiếp' : `${office.organ} đề nghị đơn vị làm tiếp`} các việc dưới đây; `,
                  { strong: 'hạn giữ nguyên' },
                  ' như văn bản đã giao.',
                ]
              : ['Hồ sơ dưới đây được theo dõi tiếp tại đơn vị; ', { strong: 'hiện chưa phải gửi gì' }, '.']),
          ],
        },
        ...passed.map((each) => ({ title: `Của ${each.from}`, list: each.rows.map(rowOf) })),
        reader === 'staff'
          ? { act: 'Mở danh sách' }
          : {
              act: owed.length > 0 ? 'Xem và báo cáo từng việc' : 'Xem hồ sơ',
              note: 'Mở được trên điện thoại, không cần tài khoản.',
            },
        ...(reader === 'staff'
          ? []
          : [{ small: ['Việc nào không thuộc đơn vị? Trả lời thư này hoặc gọi số điện thoại bên dưới.'] }]),
      ],
    },
    office,
  );
}

const rowOf = ({ what, by, day, stands, late }: PassedOn): Row => ({
  // what is only followed goes by its paper
  ...(day ? { what, notes: [by], day: vnDay(day) } : { what: named(by), notes: [what] }),
  stands,
  ...(late ? { late } : {}),
});

const named = (by: string): string => by.replace(/^theo /, '').replace(/^./u, (letter) => letter.toUpperCase());
