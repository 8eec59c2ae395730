import { vnDay } from '../../domain/day.ts';
import type { Day } from '../../domain/day.ts';
import { letterOf } from './letter.ts';
import type { Letter, Office, Part } from './letter.ts';

/** Who reads it: the colleague, whoever handed over, the unit's head, or the office. */
export type ContactReader = 'to' | 'from' | 'head' | 'office';

export interface ContactChangedLetter {
  office: Office;
  greeted: string;
  reader: ContactReader;
  unit: string;
  from: string;
  to: string;
  on: Day;
  reason: string;
  /** Taken back, and why. */
  undone?: { on: Day; reason: string };
}

/** A unit's contact handed its work to a colleague, or that was taken back. */
export function contactChanged(letter: ContactChangedLetter): Letter {
  const { office, greeted, unit, from, to, on, reason, undone } = letter;
  const facts: [string, string][] = undone
    ? [
        ['Đơn vị', unit],
        ['Đầu mối', from],
        ['Trả lại ngày', vnDay(undone.on)],
        ['Lý do', undone.reason],
      ]
    : [
        ['Đơn vị', unit],
        ['Người chuyển', from],
        ['Người nhận', to],
        ['Từ ngày', vnDay(on)],
        ['Lý do', reason],
      ];
  return letterOf(
    {
      subject: undone
        ? `${unit}: ${from} lại là đầu mối`
        : letter.reader === 'to'
          ? `Anh/chị là đầu mối mới của ${unit}`
          : `${unit} đổi đầu mối: ${to} thay ${from}`,
      to: greeted,
      parts: undone ? takenBack(letter, facts) : given(letter, facts),
    },
    office,
  );
}

const open: Part = { act: 'Mở việc của đơn vị', note: 'Mở được trên điện thoại, không cần tài khoản.' };
const call = 'Trả lời thư này hoặc gọi ngay số điện thoại bên dưới để chúng tôi giao lại.';
const wrong = `Không đúng? ${call}`;

function given({ reader, office, unit, from, to }: ContactChangedLetter, facts: [string, string][]): Part[] {
  switch (reader) {
    case 'to':
      return [
        { say: [{ strong: from }, ` đã chuyển cho anh/chị việc đầu mối của ${unit} với ${office.organ}.`] },
        { facts },
        open,
        {
          small: [
            'Việc đang mở, phần đang làm dở và những gì đơn vị đã gửi đều ở trang này.',
            'Đường dẫn là của riêng anh/chị, xin đừng chuyển tiếp.',
            wrong,
          ],
        },
      ];
    case 'from':
      return [
        { say: ['Việc đầu mối của ', { strong: unit }, ` đã chuyển cho ${to}.`] },
        { facts },
        {
          act: 'Xem hoặc lấy lại',
          note: 'Đường dẫn của anh/chị mở đến hết hôm nay; từ ngày mai thư chỉ gửi người nhận.',
        },
        { small: [`Anh/chị không chuyển việc này? ${call}`] },
      ];
    case 'head':
      return [
        { say: [{ strong: from }, ` đã chuyển việc đầu mối của ${unit} với ${office.organ} cho ${to}.`] },
        { facts },
        open,
        { small: [wrong] },
      ];
    case 'office':
      return [
        { say: [{ strong: unit }, ` tự đổi đầu mối: ${to} thay ${from}.`] },
        { facts },
        { act: 'Mở bảng theo dõi' },
        { small: ['Không đúng? Trang của đơn vị (mục Đơn vị) có nút Trả lại việc đầu mối.'] },
      ];
  }
}

function takenBack({ reader, unit, from, to }: ContactChangedLetter, facts: [string, string][]): Part[] {
  const say: Part =
    reader === 'to'
      ? { say: `Việc đầu mối của ${unit} đã trả lại cho ${from}. Anh/chị không cần làm gì thêm.` }
      : { say: `Việc đầu mối của ${unit} đã trả lại cho ${from}; ${to} không còn là đầu mối.` };
  const act: Part[] = reader === 'to' ? [] : reader === 'office' ? [{ act: 'Mở bảng theo dõi' }] : [open];
  return [say, { facts }, ...act];
}
