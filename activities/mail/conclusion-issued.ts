import { vnDay } from '../../domain/day.ts';
import type { Day } from '../../domain/day.ts';
import { letterOf } from './letter.ts';
import type { Letter, Office, Part, Row } from './letter.ts';

/** What a unit has to mend, as the paper asks it. */
export interface AskedItem {
  what: string;
  /** What is shown when it is reported. */
  proof?: string;
  /** An earlier paper asks for the same: one report meets both. */
  meetsWith?: string;
  due:
    | { kind: 'due' | 'milestone'; day: Day }
    | { kind: 'standing'; every: 'month' | 'quarter'; until: Day }
    | { kind: 'none' };
}

export interface ConclusionLetter {
  office: Office;
  to: string;
  reader: 'unit' | 'staff' | 'superior';
  unit: string;
  vertical: boolean;
  /** Of a visit, or of a desk inspection. */
  kind: 'conclusion' | 'result';
  /** `05/TB-SNV`. */
  number: string;
  /** `Thông báo kết luận số 05/TB-SNV ngày 23/02/2026`. */
  paper: string;
  items: AskedItem[];
  days: string[];
}

/** The conclusion is out, attached; what it asks of the unit and by when. */
export function conclusionIssued({
  office,
  to,
  reader,
  unit,
  vertical,
  kind,
  number,
  paper,
  items,
  days,
}: ConclusionLetter): Letter {
  const asked = items.length > 0 ? `${items.length} nội dung khắc phục` : 'không có nội dung phải khắc phục';
  const dues = items.flatMap(({ due }) => (due.kind === 'due' ? [due.day] : [])).sort();
  const earliest = dues[0] ? `, hạn sớm nhất ${vnDay(dues[0])}` : '';
  const named = kind === 'result' ? 'Kết quả kiểm tra' : 'Kết luận';
  const list: Part[] = items.length > 0 ? [{ list: items.map(rowOf) }] : [];
  const opening: Record<ConclusionLetter['reader'], string> = {
    unit:
      items.length === 0
        ? `${office.organ} gửi ${unit} ${paper} (đính kèm). Văn bản không có nội dung nào phải khắc phục.`
        : `${office.organ} gửi ${unit} ${paper} (đính kèm) và ${vertical ? 'đề nghị' : 'yêu cầu'} thực hiện, báo cáo kết quả từng nội dung:`,
    staff: `${paper} (đính kèm) đã gửi ${unit}: ${asked}.`,
    superior: `${office.organ} trân trọng gửi ${paper} (đính kèm) đối với ${unit}: ${asked}.`,
  };
  const act: Record<ConclusionLetter['reader'], Part[]> = {
    unit:
      items.length === 0
        ? []
        : [
            {
              act: 'Xem và báo cáo từng nội dung',
              note: 'Mở được trên điện thoại, không cần tài khoản; có thể báo cáo từng nội dung khi làm xong.',
            },
          ],
    staff: [{ act: 'Mở văn bản' }],
    superior: [],
  };
  const small = [
    ...days,
    ...(reader === 'unit' ? ['Chưa rõ nội dung nào? Trả lời thư này hoặc gọi số điện thoại bên dưới.'] : []),
  ];
  return letterOf(
    {
      subject:
        reader === 'unit'
          ? `${named} số ${number}: ${asked}${earliest}`
          : `${named} số ${number} đã ban hành: ${unit}, ${asked}${earliest}`,
      to,
      parts: [{ say: opening[reader] }, ...list, ...act[reader], ...(small.length > 0 ? [{ small }] : [])],
    },
    office,
  );
}

function rowOf({ what, proof, meetsWith, due }: AskedItem): Row {
  const said = [
    ...(proof ? [`Cần nộp: ${proof}`] : []),
    ...(meetsWith ? [`Đã có tại ${meetsWith}: một báo cáo dùng cho cả hai`] : []),
  ];
  const notes = said.length > 0 ? { notes: said } : {};
  if (meetsWith) return { what, stands: 'theo dõi tại văn bản trước', ...notes };
  switch (due.kind) {
    case 'due':
      return { what, day: `hạn ${vnDay(due.day)}`, ...notes };
    case 'milestone':
      return { what, day: vnDay(due.day), stands: 'mốc theo dõi của Sở', ...notes };
    case 'standing':
      return {
        what,
        stands: `thường xuyên, xác nhận ${due.every === 'month' ? 'hằng tháng' : 'hằng quý'} đến ${vnDay(due.until)}`,
        ...notes,
      };
    case 'none':
      return { what, ...notes };
  }
}
