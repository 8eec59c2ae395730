import { letterOf } from './letter.ts';
import type { Letter, Office } from './letter.ts';

export interface UnheardLetter {
  office: Office;
  to: string;
  /** `Công văn số 112/SNV-CCHC ngày 04/05/2026`, or the title of a reporting round; `short` as a subject names it. */
  what: string;
  short: string;
  /** The paper goes with the letter. */
  attached: boolean;
  units: {
    name: string;
    /** Posts nobody holds: `đầu mối`. */ missing: string[];
    /** Somebody there has it. */ heard: boolean;
  }[];
}

/** What many units were told at once and some of them have nobody to hear: one letter, whoever is told instead passes it on. */
export function unheard({ office, to, what, short, attached, units }: UnheardLetter): Letter {
  const count = `${units.length} đơn vị`;
  const some = units.some(({ heard }) => heard);
  return letterOf(
    {
      subject: `${short}: ${count} chưa có người nhận thư`,
      to,
      parts: [
        {
          say: [
            `${what}${attached ? ' (đính kèm)' : ''} đã gửi các đơn vị. Trong danh bạ, `,
            { strong: count },
            ` dưới đây chưa có người nhận thư. Đề nghị chuyển ${attached ? 'văn bản' : 'yêu cầu'} tới các đơn vị này bằng cách khác, rồi ghi người nhận vào danh bạ:`,
          ],
        },
        {
          points: units.map(
            ({ name, missing, heard }) =>
              `${name}: chưa có ${missing.join(', ')}${heard ? ' (người khác của đơn vị đã nhận)' : ''}`,
          ),
        },
        { act: attached ? 'Mở văn bản' : 'Mở đợt báo cáo' },
        {
          small: [
            ...(some ? [] : ['Chưa ai ở các đơn vị này nhận được.']),
            'Thư nhắc của các đơn vị này cũng gửi anh/chị cho đến khi có người nhận.',
          ],
        },
      ],
    },
    office,
  );
}
