import type { Content, TDocumentDefinitions } from 'pdfmake/interfaces.js';

import { bare, endings } from '../../domain/document.ts';
import { attendeeLine, momentInWords } from '../../domain/minutes.ts';
import type { Attendee, MinutesDocument } from '../../domain/minutes.ts';
import type { MinutesSigner } from '../../domain/inspection.ts';
import { headed, oneLine, paragraph, record } from './layout.ts';

/** Biên bản kiểm tra: no number and no day in its head, three signatures or why one is missing. */
export function minutes(document: MinutesDocument): TDocumentDefinitions {
  const { started, ended, place, team, unit, chair, secretary, heard, results, unitOpinion, concluding } = document;
  return record(
    { ...document, day: started.day },
    {
      type: 'BIÊN BẢN',
      body: [
        ...line('Thời gian bắt đầu', momentInWords(started)),
        ...line('Địa điểm', place),
        ...headed('I. THÀNH PHẦN THAM DỰ', [
          ...headed('1. Đoàn kiểm tra', people(team)),
          ...headed('2. Đơn vị được kiểm tra', people(unit)),
          ...line('Chủ trì', attendeeLine(chair)),
          ...line('Thư ký', attendeeLine(secretary)),
        ]),
        ...headed('II. NỘI DUNG', [
          ...said('1. Nghe báo cáo và trao đổi', heard),
          ...headed(
            '2. Kết quả kiểm tra',
            results.length === 0
              ? paragraph('Kết quả kiểm tra ghi tại ý kiến kết luận dưới đây.')
              : results.flatMap(({ area, text }) => headed(`- ${bare(oneLine(area))}:`, paragraph(text))),
          ),
          ...said('3. Ý kiến của đơn vị được kiểm tra', unitOpinion, 'Đơn vị không có ý kiến khác.'),
          ...said('4. Ý kiến kết luận của người chủ trì', concluding),
        ]),
      ],
      closing: closing(document, ended),
      signers: [
        { ...signed(document, 'secretary'), as: ['Thư ký'], name: nameOnly(secretary.name) },
        {
          ...signed(document, 'unit'),
          as: ['Đại diện đơn vị', 'được kiểm tra'],
          name: nameOnly(document.unitSigner.name),
        },
        {
          ...signed(document, 'chair'),
          as: ['Chủ tọa', ...(document.byLead ? ['(Trưởng đoàn)'] : [])],
          name: nameOnly(chair.name),
        },
      ],
      filedAt: document.filedAt,
    },
  );
}

const line = (label: string, text: string): Content[] => paragraph(`${label}: ${bare(oneLine(text))}.`);

const people = (all: Attendee[]): Content[] =>
  all.length === 0
    ? paragraph('- Không ghi.')
    : endings(all.map((one) => oneLine(attendeeLine(one)))).flatMap((text) => paragraph(`- ${text}`));

const said = (heading: string, texts: string[], otherwise = 'Không ghi.'): Content[] =>
  headed(
    heading,
    (texts.length > 0 ? texts : [otherwise]).flatMap((text) => paragraph(text)),
  );

/** Under a signature stands the name alone (NĐ 30/2020, annex I, box 7b). */
const nameOnly = (name: string): string => name.replace(/^(ông|bà|đồng chí|đ\/c)\s+/iu, '');

const signed = ({ signatures }: MinutesDocument, who: MinutesSigner) => {
  const signature = signatures[who];
  return signature.signed ? {} : { missing: signature.reason };
};

function closing({ copies, signatures }: MinutesDocument, ended: MinutesDocument['ended']): string {
  const over = ended ? `Buổi làm việc kết thúc lúc ${momentInWords(ended)}. ` : '';
  const agreed = Object.values(signatures).every(({ signed: is }) => is)
    ? 'Biên bản đã được đọc lại, những người có tên dưới đây thống nhất nội dung và cùng ký tên.'
    : 'Biên bản đã được đọc lại; chữ ký còn thiếu được ghi rõ lý do dưới đây.';
  return `${over}${agreed} Biên bản được lập thành ${String(copies).padStart(2, '0')} bản, mỗi bên giữ ít nhất một bản.`;
}
