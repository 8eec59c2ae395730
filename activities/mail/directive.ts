import { vnDay } from '../../domain/day.ts';
import type { Day } from '../../domain/day.ts';
import { letterOf } from './letter.ts';
import type { Letter, Office, Part, Row } from './letter.ts';

/** What a directive gives one unit to do, line by line. */
export interface Task {
  what: string;
  /** What is shown when it is reported. */
  proof?: string;
  /** `100% thủ tục hành chính đủ điều kiện`. */
  target?: string;
  /** The post answerable for it at the unit. */
  responsible?: string;
  /** Units that take part. */
  cooperates: string[];
  /** `Thông báo kết luận số 05/TB-SNV`: asked there already, one report meets both. */
  meetsWith?: string;
  /** Nothing of it may happen: confirmed by a count of incidents. */
  prohibits: boolean;
  due:
    | { kind: 'due' | 'milestone'; day: Day }
    /** `khi ban hành kế hoạch năm sau`, at the latest on the day. */
    | { kind: 'event'; event: string; day: Day }
    | { kind: 'standing'; every: 'month' | 'quarter'; until: Day }
    | { kind: 'none' };
  /** Its due is over on the day of the letter: a paper entered late, or one that was carried on. */
  past?: true;
}

export interface DirectiveLetter {
  office: Office;
  to: string;
  reader: 'unit' | 'staff' | 'superior';
  unit: string;
  vertical: boolean;
  /** `112/SNV-CCHC`. */
  number: string;
  /** `Công văn số 112/SNV-CCHC ngày 04/05/2026`; of one issued elsewhere: `… của UBND tỉnh Hương Giang`. */
  paper: string;
  /** After `V/v`. */
  subject: string;
  tasks: Task[];
  /** Lines of others in which the unit takes part. */
  takesPart: { what: string; of: string[] }[];
  /** Why these days, each sentence once. */
  days: string[];
}

/** A directive is out, attached: what it gives this unit to do, and by when. */
export function directive(letter: DirectiveLetter): Letter {
  const { office, to, reader, unit, vertical, number, paper, subject, tasks, takesPart, days } = letter;
  const n = tasks.length;
  const dueDays = (those: Task[]): Day[] =>
    [...new Set(those.flatMap(({ due }) => (due.kind === 'due' || due.kind === 'event' ? [due.day] : [])))].sort();
  const past = tasks.filter((task) => task.past);
  const dues = dueDays(tasks.filter((task) => !task.past));
  const earliest = dues[0]
    ? `, hạn sớm nhất ${vnDay(dues[0])}`
    : past.length > 0
      ? `, hạn theo văn bản đã qua (${dueDays(past).map(vnDay).join(', ')})`
      : '';
  const about = subject ? ` về việc ${subject.replace(/^về việc\s+/i, '')}` : '';
  const given =
    n === 0 ? `gửi ${unit} để biết` : vertical ? `đề nghị ${unit} ${n} nội dung` : `${n} nhiệm vụ giao ${unit}`;
  const opening: Record<DirectiveLetter['reader'], string> = {
    unit:
      n === 0
        ? `${office.organ} gửi ${unit} ${paper}${about} (đính kèm) để biết; văn bản không giao đơn vị nhiệm vụ nào phải báo cáo.`
        : `${office.organ} gửi ${unit} ${paper}${about} (đính kèm) và ${vertical ? 'đề nghị' : 'yêu cầu'} thực hiện, báo cáo kết quả từng ${vertical ? 'nội dung' : 'nhiệm vụ'}:`,
    staff: `${paper}${about} (đính kèm) đã gửi ${unit}${n === 0 ? ' để biết.' : `: ${n} ${vertical ? 'nội dung đề nghị thực hiện' : 'nhiệm vụ'}.`}`,
    superior: `${office.organ} trân trọng gửi ${paper}${about} (đính kèm)${n === 0 ? `, đã gửi ${unit} để biết.` : ` và thông tin các nội dung đề nghị ${unit} thực hiện:`}`,
  };
  const act: Record<DirectiveLetter['reader'], Part[]> = {
    unit: [
      n === 0
        ? { act: 'Xem văn bản', note: 'Mở được trên điện thoại, không cần tài khoản.' }
        : {
            act: `Xem và báo cáo từng ${vertical ? 'nội dung' : 'nhiệm vụ'}`,
            note: 'Mở được trên điện thoại, không cần tài khoản; làm xong nội dung nào báo cáo nội dung đó.',
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
      subject: `Văn bản số ${number}: ${given}${earliest}`,
      to,
      parts: [
        { say: opening[reader] },
        ...(n > 0 ? [{ list: tasks.map(rowOf) }] : []),
        ...(past.length > 0 ? [{ say: pastWords(past.length, dueDays(past), reader, vertical) }] : []),
        ...(takesPart.length > 0
          ? [
              {
                title: 'Phối hợp thực hiện, không phải báo cáo riêng',
                list: takesPart.map(({ what, of }) => ({
                  what,
                  notes: [`Chủ trì: ${of.length > 3 ? `${of.length} đơn vị` : of.join(', ')}`],
                })),
              },
            ]
          : []),
        ...act[reader],
        ...(small.length > 0 ? [{ small }] : []),
      ],
    },
    office,
  );
}

/** Nobody is given a day that is over without being told so. */
function pastWords(count: number, days: Day[], reader: DirectiveLetter['reader'], vertical: boolean): string {
  const what = `${count} ${vertical ? 'nội dung' : 'nhiệm vụ'}`;
  const then = reader === 'unit' ? ' Đề nghị gửi kết quả sớm nhất, hoặc xin gia hạn và nêu ngày hoàn thành.' : '';
  return `Hạn theo văn bản của ${what} (${days.map(vnDay).join(', ')}) đã qua vào ngày gửi thư này.${then}`;
}

function rowOf({ what, proof, target, responsible, cooperates, meetsWith, prohibits, due, past }: Task): Row {
  const notes = [
    ...(target ? [`Chỉ tiêu: ${target}`] : []),
    ...(proof ? [`Cần nộp: ${proof}`] : []),
    ...(prohibits ? ['Điều cấm: mỗi kỳ xác nhận số vụ vi phạm, không có thì ghi 0'] : []),
    ...(responsible ? [`Chịu trách nhiệm: ${responsible}`] : []),
    ...(cooperates.length > 0
      ? [`Phối hợp: ${cooperates.length > 3 ? `${cooperates.length} đơn vị` : cooperates.join(', ')}`]
      : []),
    ...(meetsWith ? [`Đã có tại ${meetsWith}: một báo cáo dùng cho cả hai`] : []),
    ...(due.kind === 'event'
      ? [`${due.event.replace(/^./u, (sign) => sign.toUpperCase())}, chậm nhất ${vnDay(due.day)}`]
      : []),
  ];
  const row = { what, ...(notes.length > 0 ? { notes } : {}) };
  if (meetsWith) return { ...row, stands: 'theo dõi tại văn bản trước' };
  switch (due.kind) {
    case 'due':
    case 'event':
      return { ...row, day: `hạn ${vnDay(due.day)}`, ...(past ? { stands: 'đã qua khi gửi thư này' } : {}) };
    case 'milestone':
      return { ...row, day: vnDay(due.day), stands: 'mốc theo dõi của Sở' };
    case 'standing':
      return {
        ...row,
        stands: `thường xuyên, xác nhận ${due.every === 'month' ? 'hằng tháng' : 'hằng quý'} đến ${vnDay(due.until)}`,
      };
    case 'none':
      return row;
  }
}
