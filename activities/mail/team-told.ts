import { letterOf } from './letter.ts';
import type { Letter, Office, Row } from './letter.ts';

export interface TeamToldLetter {
  office: Office;
  to: string;
  /** `Thông báo kiểm tra số 02/TB-SNV ngày 05/02/2026`. */
  paper: string;
  /** Each unit it reached, and what it answers next. */
  units: Row[];
}

/** A paper has gone out: the team hears it once, however many units it reached. */
export function teamTold({ office, to, paper, units }: TeamToldLetter): Letter {
  return letterOf(
    {
      subject: `Đã gửi ${units.length} đơn vị: ${paper}`,
      to,
      parts: [
        { say: [{ strong: paper }, ` (đính kèm) đã gửi đầu mối và thủ trưởng của ${units.length} đơn vị:`] },
        { list: units },
        { act: 'Mở đợt kiểm tra' },
      ],
    },
    office,
  );
}
