import { describe, expect, test } from '@jest/globals';
import { html } from '../../activities/mail/html.ts';
import { LINK, letterOf } from '../../activities/mail/letter.ts';
import { conclusionIssued } from '../../activities/mail/conclusion-issued.ts';
import { notice } from '../../activities/mail/notice.ts';
import { reminder, subjectOf } from '../../activities/mail/reminder.ts';
import type { OwedRow } from '../../activities/mail/reminder.ts';
import { modelReminder, office, samples, verticalReminder } from './mail-samples.ts';

const letters = Object.entries(samples);

const entities: Record<string, string> = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"', '&#39;': "'" };

/** The words a reader of the page sees, in order. */
const wordsOfPage = (page: string): string[] =>
  page
    .replace(/<head>[\s\S]*<\/head>/, '')
    .replace(/<\/?strong>/g, '')
    .replace(/<[^>]+>/g, ' ')
    .replace(/&[a-z#0-9]+;/g, (entity) => entities[entity] ?? entity)
    .split(/[\s,]+/)
    .filter(Boolean);

/** The same of the text; a link is behind its button on the page, a dash is a dot there. */
const wordsOfText = (text: string): string[] =>
  text
    .replaceAll(`: ${LINK}`, '')
    .replace(/^- /gm, '')
    .split(/[\s,]+/)
    .filter(Boolean);

describe('every letter', () => {
  test.each(letters)('%s says the same words in the same order as page and as text', (_, { text, html: page }) => {
    const labels = (words: string[]) => words.map((word) => word.replace(/:$/, ''));
    expect(labels(wordsOfPage(page))).toEqual(labels(wordsOfText(text)));
  });

  test.each(letters)(
    '%s is small, has one link, no picture, and ends with the telephone',
    (_, { text, html: page }) => {
      expect(Buffer.byteLength(page)).toBeLessThan(20_000);
      expect(page.match(/href=/g)).toHaveLength(1);
      expect(text.split(LINK)).toHaveLength(2);
      expect(page).not.toMatch(/<img|https?:/);
      expect(text.trim().split('\n').at(-1)).toBe('Phòng Cải cách hành chính, Sở Nội vụ · điện thoại 0258.3822.456');
    },
  );

  test.each(letters)('%s is composed Vietnamese on one subject line', (_, { subject, text, html: page }) => {
    for (const part of [subject, text, page]) expect(part).toBe(part.normalize('NFC'));
    expect(subject).not.toMatch(/[\r\n]/);
    expect(subject.length).toBeLessThan(140);
  });
});

describe('the model letter', () => {
  test('as text, line for line', () => {
    expect(samples['reminder']).toMatchObject({ subject: 'Quá hạn 1 ngày làm việc: 2 việc của Sở Xây dựng' });
    expect(samples['reminder']!.text).toBe(`Kính gửi: Đầu mối Sở Xây dựng (đồng gửi: thủ trưởng đơn vị)

Đến sáng thứ Tư 11/03/2026, đơn vị còn 3 nội dung khắc phục chưa báo cáo theo Thông báo kết luận số 05/TB-SNV:

1. Bổ sung niêm yết 12 thủ tục mới tại Bộ phận Một cửa
   10/03/2026, quá 1 ngày làm việc
2. Gửi văn bản xin lỗi đối với 7 hồ sơ trễ hạn
   10/03/2026, quá 1 ngày làm việc
3. Phân công người phụ trách từng mục của Kế hoạch CCHC
   17/03/2026, còn 4 ngày làm việc

Báo cáo kết quả: {{link}}
Mở được trên điện thoại, không cần tài khoản.

Vì sao hạn là ngày này? Hạn 10/03/2026: 15 ngày kể từ ngày ban hành Thông báo kết luận số 05/TB-SNV (23/02/2026), không tính ngày đầu; tính theo lịch nghỉ năm 2026 phiên bản 1.
Thư này gửi đầu mối đơn vị vì đã quá hạn 1 ngày làm việc (Mức nhắc 3).
Mức tiếp theo: công văn của Sở Nội vụ, sáng 17/03/2026.
Chưa làm kịp? Trả lời thư này hoặc gọi số điện thoại bên dưới để trao đổi.
Đã gửi bằng văn bản giấy? Trả lời thư này để chúng tôi nhập giúp.

Phòng Cải cách hành chính, Sở Nội vụ · điện thoại 0258.3822.456
`);
  });

  test('a vertically managed agency is requested, never blamed', () => {
    const { subject, text, html: page } = reminder(verticalReminder);
    expect(subject).toBe('Đề nghị gửi kết quả: 2 việc của Chi cục Hải quan khu vực XIII, hạn 10/03/2026');
    expect(text).toContain(
      'Sở Nội vụ đề nghị Chi cục Hải quan khu vực XIII quan tâm, gửi kết quả 3 nội dung khắc phục',
    );
    expect(`${subject}\n${text}`).not.toMatch(/quá hạn|yêu cầu|chưa báo cáo|chậm/i);
    expect(page).not.toContain('class="late"');
  });

  test('a training letter says so in its subject and first line', () => {
    const { subject, text } = reminder({ ...modelReminder, office: { ...office, training: true } });
    expect(subject).toMatch(/^\[Tập huấn\] /);
    expect(text.split('\n')[2]).toBe('Thư của đợt tập huấn: không phải công việc thật.');
  });
});

describe('the subject of a reminder', () => {
  const row = (more: Partial<OwedRow>): OwedRow => ({
    what: 'việc',
    day: '2026-03-10',
    stands: '',
    past: 0,
    overdue: false,
    milestone: false,
    told: true,
    ...more,
  });
  const owed = (...rows: OwedRow[]) => [
    { unit: 'Sở Y tế', vertical: false, noun: 'việc', verb: 'hoàn thành', by: '', rows },
  ];

  test.each([
    [
      'one that has a name',
      owed(row({ past: -3, short: 'báo cáo tự kiểm tra' })),
      'Sắp đến hạn, còn 3 ngày làm việc: báo cáo tự kiểm tra của Sở Y tế',
    ],
    [
      'several, the nearest counts',
      owed(row({ past: -5 }), row({ past: -1 })),
      'Sắp đến hạn, còn 1 ngày làm việc: 2 việc của Sở Y tế',
    ],
    ['today', owed(row({ past: 0 })), 'Đến hạn hôm nay: 1 việc của Sở Y tế'],
    [
      'late ones before those to come',
      owed(row({ past: 6, overdue: true }), row({ past: -5 })),
      'Quá hạn 6 ngày làm việc: 1 việc của Sở Y tế',
    ],
    [
      "the office's milestone is never overdue",
      owed(row({ past: 6, milestone: true })),
      'Mốc theo dõi của Sở: 1 việc của Sở Y tế',
    ],
    [
      'a milestone beside a due',
      owed(row({ past: 6, milestone: true }), row({ past: -1 })),
      'Sắp đến hạn, còn 1 ngày làm việc: 1 việc của Sở Y tế',
    ],
    [
      'the contact of two units',
      [
        ...owed(row({ past: 1, overdue: true })),
        {
          unit: 'Sở Xây dựng',
          vertical: false,
          noun: 'việc',
          verb: 'hoàn thành',
          by: '',
          rows: [row({ past: 2, overdue: true })],
        },
      ],
      'Quá hạn 2 ngày làm việc: 2 việc của 2 đơn vị',
    ],
  ])('%s', (_, groups, subject) => {
    expect(subjectOf(groups)).toBe(subject);
  });
});

describe('letters about an event', () => {
  test.each([
    ['notice', 'Kiểm tra CCHC 2026: Sở Xây dựng, sáng 12/03/2026 – đề nghị xác nhận'],
    ['received', 'Đã nhận báo cáo khắc phục lúc 09:12, 11/03/2026, số BN-0417'],
    ['sent-back', 'Đề nghị bổ sung 2 điểm trong báo cáo tự kiểm tra của Sở Xây dựng, trước hết ngày 09/03/2026'],
    ['conclusion', 'Kết luận số 05/TB-SNV: 3 nội dung khắc phục, hạn sớm nhất 10/03/2026'],
    ['verification-result', 'Kết quả thẩm tra: 1 đạt, 1 chưa đạt – Sở Xây dựng'],
    ['follow-up-ended', 'Kết thúc theo dõi: Sở Xây dựng đã hoàn thành 2 nội dung'],
    ['plan-decided', 'Kế hoạch cần sửa: Kế hoạch kiểm tra công tác cải cách hành chính năm 2026'],
    ['work-of-today', '[Tập huấn] Việc hôm nay (2): 1 quá hạn'],
  ])('the subject of %s', (name, subject) => {
    expect(samples[name]!.subject).toBe(subject);
  });

  test('a conclusion that asks for nothing says so and has no button', () => {
    const { subject, text } = conclusionIssued({
      office,
      to: 'Đầu mối Sở Y tế',
      reader: 'unit',
      unit: 'Sở Y tế',
      vertical: false,
      kind: 'conclusion',
      number: '06/TB-SNV',
      paper: 'Thông báo kết luận số 06/TB-SNV',
      items: [],
      days: [],
    });
    expect(subject).toBe('Kết luận số 06/TB-SNV: không có nội dung phải khắc phục');
    expect(text).not.toContain(LINK);
  });

  test('a desk inspection has no visit to name', () => {
    const { subject } = notice({
      office,
      to: 'Đầu mối Sở Y tế',
      reader: 'unit',
      unit: 'Sở Y tế',
      vertical: true,
      year: 2026,
      paper: 'Thông báo kiểm tra số 02/TB-SNV',
      byReport: true,
      visits: [],
      days: [],
    });
    expect(subject).toBe('Kiểm tra CCHC 2026: Sở Y tế, qua báo cáo – đề nghị xác nhận');
  });
});

describe('what people wrote', () => {
  test('is text on the page, whatever it is', () => {
    expect(html`<p>${'<b onclick="x">A & B\'s</b>'}</p>`.html).toBe(
      '<p>&lt;b onclick=&quot;x&quot;&gt;A &amp; B&#39;s&lt;/b&gt;</p>',
    );
  });

  test('is composed and visible, cannot break the subject, and cannot pass for a link', () => {
    const written = letterOf(
      { subject: 'Sở\r\nBcc: x@y', to: 'Sở Y tế\u202e', parts: [{ say: `Xem ${LINK}` }, { act: 'Mở' }] },
      office,
    );
    expect(written.subject).toBe('Sở Bcc: x@y');
    expect(written.text).toContain('Kính gửi: Sở Y tế\n');
    expect(written.text.split(LINK)).toHaveLength(2);
    expect(written.html.split(LINK)).toHaveLength(2);
  });
});
