import { vnDay } from '../../domain/day.ts';
import type { Day } from '../../domain/day.ts';
import { letterOf } from './letter.ts';
import type { Letter, Office, Part } from './letter.ts';

export interface ProposalLetter {
  office: Office;
  to: string;
  reader: 'unit' | 'staff' | 'superior';
  /** Who raised it. */
  unit: string;
  what: 'raised' | 'routed' | 'asked' | 'withdrawn' | 'answered' | 'received';
  /** The proposal as it was raised. */
  text: string[];
  raised: Day;
  /** `routed`: to whom; `answered`: who did; else the agency that reads: asked, asked no more, or thanked for its answer. */
  agencies: string[];
  /** What the agency answered. */
  answer: string[];
  /** Agencies that have not answered yet. */
  waiting: string[];
  by?: Day;
  /** Why that day. */
  days: string[];
}

/** A unit's proposal on its way: on record, passed on, put to the agency that may decide, answered. */
export function proposal(letter: ProposalLetter): Letter {
  const { office, to, reader, unit, what, text, raised, agencies, answer, by, days } = letter;
  const facts: [string, string][] = [
    ['Kiến nghị', text.join('\n')],
    ...(what === 'asked' || what === 'received' ? [['Đơn vị kiến nghị', unit] as [string, string]] : []),
    ['Ghi nhận ngày', vnDay(raised)],
    ...(what === 'routed' ? [['Chuyển đến', agencies.join('\n')] as [string, string]] : []),
    ...(answer.length > 0 ? [['Trả lời', answer.join('\n')] as [string, string]] : []),
    ...(by && (what === 'asked' || what === 'routed') ? [['Trả lời chậm nhất', vnDay(by)] as [string, string]] : []),
  ];
  const act: Part =
    reader === 'staff'
      ? { act: 'Mở trong Đôn Đốc' }
      : {
          act: what === 'asked' ? 'Trả lời kiến nghị' : what === 'withdrawn' ? 'Mở danh sách việc' : 'Xem kiến nghị',
          note: 'Mở được trên điện thoại, không cần tài khoản.',
        };
  const small = [
    ...(what === 'asked' ? days : []),
    ...(what === 'asked' && reader !== 'staff'
      ? [
          'Không thuộc thẩm quyền? Trả lời thư này để chúng tôi chuyển đúng nơi.',
          'Đã trả lời bằng văn bản giấy? Trả lời thư này để chúng tôi nhập giúp.',
        ]
      : []),
  ];
  return letterOf(
    {
      subject: subjectOf(letter),
      to,
      parts: [{ say: sayOf(letter) }, { facts }, act, ...(small.length > 0 ? [{ small }] : [])],
    },
    office,
  );
}

function subjectOf({ unit, what, agencies, waiting, by }: ProposalLetter): string {
  const whose = `Kiến nghị của ${unit}`;
  switch (what) {
    case 'raised':
      return `${whose}: đã ghi nhận`;
    case 'routed':
      return `${whose}: đã chuyển ${agencies.length > 2 ? `${agencies.length} cơ quan` : agencies.join(', ')}`;
    case 'asked':
      return `${whose}: đề nghị ${agencies.join(', ')} trả lời${by ? `, hạn ${vnDay(by)}` : ''}`;
    case 'withdrawn':
      return `${whose}: ${agencies.join(', ')} không cần trả lời nữa`;
    case 'received':
      return `Đã nhận ý kiến trả lời kiến nghị của ${unit}`;
    case 'answered':
      return `${whose}: ${agencies.join(', ')} đã trả lời${waiting.length > 0 ? `, còn chờ ${waiting.length} cơ quan` : ''}`;
  }
}

function sayOf({ office, unit, what, agencies, waiting, by }: ProposalLetter) {
  const until = by ? [', chậm nhất ', { strong: `ngày ${vnDay(by)}` }] : [];
  switch (what) {
    case 'raised':
      return `${office.organ} đã ghi nhận kiến nghị của ${unit} và sẽ chuyển đến cơ quan có thẩm quyền. Khi chuyển và khi có trả lời, đơn vị đều nhận được thư.`;
    case 'routed':
      return `Kiến nghị của ${unit} đã được chuyển đến ${agencies.join(', ')}. Khi có trả lời, đơn vị sẽ nhận được thư.`;
    case 'asked':
      return [
        `${office.organ} chuyển kiến nghị của ${unit} và đề nghị ${agencies.join(', ')} xem xét, trả lời theo thẩm quyền`,
        ...until,
        '.',
      ];
    case 'withdrawn':
      return `${office.organ} đã chuyển kiến nghị của ${unit} tới cơ quan khác. ${agencies.join(', ')} không cần trả lời nữa. Xin cảm ơn.`;
    case 'received':
      return `Đã nhận ý kiến của ${agencies.join(', ')} và gửi đến ${unit}. Xin cảm ơn.`;
    case 'answered':
      return [
        { strong: agencies.join(', ') },
        ` đã trả lời kiến nghị của ${unit}.`,
        ...(waiting.length > 0 ? [` Còn chờ ${waiting.join(', ')} trả lời.`] : []),
      ];
  }
}
