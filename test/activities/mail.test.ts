import { describe, expect, test } from '@jest/globals';
import { icsOf } from '../../activities/mail/invitation.ts';
import { html } from '../../activities/mail/html.ts';
import { LINK, letterOf } from '../../activities/mail/letter.ts';
import { conclusionIssued } from '../../activities/mail/conclusion-issued.ts';
import { notice } from '../../activities/mail/notice.ts';
import { reminder, subjectOf } from '../../activities/mail/reminder.ts';
import type { OwedRow } from '../../activities/mail/reminder.ts';
import { readIcs } from '../support/ics.ts';
import { itemLetter, modelReminder, office, samples, verticalReminder, visitLetter } from './mail-samples.ts';

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

  test.each(letters)('%s has no sentence with a colon behind a colon', (_, { text }) => {
    const sentences = text.split('\n').flatMap((line) => line.split(/(?<=[.?!;])\s/));
    const twice = sentences.filter((one) => !one.startsWith('Kính gửi') && one.split(/: (?!\{\{)/).length > 2);
    expect(twice).toEqual([]);
  });

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
Chưa làm kịp? Trong trang báo cáo có mục Xin gia hạn; cũng có thể trả lời thư này hoặc gọi số điện thoại bên dưới.
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
    ['sent-back', 'Đề nghị bổ sung 2 điểm trong báo cáo tự kiểm tra của Sở Xây dựng, hạn 09/03/2026'],
    ['conclusion', 'Kết luận số 05/TB-SNV: 3 nội dung khắc phục, hạn sớm nhất 10/03/2026'],
    ['verification-result', 'Kết quả thẩm tra: 1 đạt, 1 chưa đạt – Sở Xây dựng'],
    ['follow-up-ended', 'Kết thúc theo dõi: Sở Xây dựng đã hoàn thành 2 nội dung'],
    ['plan-decided', 'Kế hoạch cần sửa: Kế hoạch kiểm tra công tác cải cách hành chính năm 2026'],
    ['work-of-today', '[Tập huấn] Việc hôm nay (2): 1 quá hạn'],
    ['directive', 'Văn bản số 112/SNV-CCHC: 5 nhiệm vụ giao Sở Xây dựng, hạn sớm nhất 30/06/2026'],
    ['directive-vertical', 'Văn bản số 112/SNV-CCHC: đề nghị Cục Thuế tỉnh 2 nội dung, hạn sớm nhất 30/06/2026'],
    ['directive-informed', 'Văn bản số 112/SNV-CCHC: gửi Sở Xây dựng để biết'],
    ['visit-moved', 'Đổi lịch kiểm tra: sáng 12/03/2026 → chiều 16/03/2026, Sở Xây dựng'],
    ['visit-called', 'Kiểm tra lại CCHC 2026: Sở Xây dựng, chiều 16/03/2026'],
    ['visit-postponed', 'Hoãn buổi kiểm tra: Sở Xây dựng, chiều 16/03/2026'],
    ['visit-cancelled', 'Hủy kiểm tra: Sở Xây dựng, chiều 16/03/2026'],
    ['visit-dropped', 'Bỏ buổi kiểm tra: Sở Xây dựng, chiều 16/03/2026'],
    ['inspection-given-up', 'Hủy kiểm tra qua báo cáo: Sở Xây dựng'],
    ['visit-dropped', 'Bỏ buổi kiểm tra: Sở Xây dựng, chiều 16/03/2026'],
    ['inspection-given-up', 'Hủy kiểm tra qua báo cáo: Sở Xây dựng'],
    ['asked-explanation', 'Yêu cầu giải trình: Sở Xây dựng, hạn trả lời 19/03/2026'],
    ['asked-comments', 'Xin ý kiến dự thảo kết luận: Sở Xây dựng, hạn trả lời 24/03/2026'],
    ['unit-answered', 'Đơn vị trả lời, đề nghị (2): 1 chờ quyết định'],
    ['item-extended', 'Gia hạn đến 15/04/2026 – Sở Xây dựng'],
    ['item-not-extended', 'Không gia hạn: hạn vẫn là 10/03/2026 – Sở Xây dựng'],
    ['item-resumed', 'Theo dõi tiếp, tính lại hạn: 15/04/2026 – Sở Xây dựng'],
    ['proposal-routed', 'Kiến nghị của Sở Xây dựng: đã chuyển Sở Tài chính'],
    ['proposal-asked', 'Kiến nghị của Sở Xây dựng: đề nghị Sở Tài chính trả lời, hạn 09/04/2026'],
    ['verification-partly', 'Kết quả thẩm tra: 1 đạt, 1 một phần, 1 chưa đạt – UBND phường Diên Hồng'],
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

describe('an agency outside the committee', () => {
  test.each([
    ['a directive', samples['directive-vertical']!],
    ['a decision to go on with an item', itemLetter('reopened', { vertical: true })],
    ['an item given as work', itemLetter('assigned', { vertical: true })],
    ['a visit', visitLetter('called', { vertical: true, again: true })],
  ])('%s is a request', (_, { subject, text }) => {
    expect(`${subject}\n${text}`).not.toMatch(/yêu cầu|giao |quá hạn|phê bình|mời/i);
    expect(`${subject}\n${text}`).toMatch(/đề nghị/i);
  });
});

describe('a calendar file', () => {
  const entry = {
    uid: 'inspection:kh-2026:so-xay-dung#1',
    sequence: 2,
    starts: '2026-03-12T01:00:00.000Z',
    ends: '2026-03-12T04:30:00.000Z',
    title: 'Kiểm tra CCHC 2026: Ủy ban nhân dân phường có một cái tên rất dài, dài hơn một dòng của tệp lịch',
    about: 'Dòng một.\nDòng hai; có dấu, và \\ nữa.',
  } as const;
  const file = (method: 'REQUEST' | 'CANCEL' | 'PUBLISH') =>
    icsOf({
      file: { name: 'lich-kiem-tra.ics', method, entries: [entry] },
      organizer: { name: 'Phòng "CCHC", Sở Nội vụ', address: 'dondoc@snv.example' },
      attendee: { name: 'Nguyễn Thị Hoa', address: 'hoa@hop-thu.example' },
      domain: 'snv.example',
      stamp: '2026-03-02T01:00:00.000Z',
    });

  test('has lines as RFC 5545 wants them: ended by CRLF, 75 octets at most, no letter cut in two', () => {
    const text = file('REQUEST');
    expect(text).not.toMatch(/[^\r]\n/);
    for (const line of text.split('\r\n')) {
      expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
      expect(line).not.toContain('\ufffd');
    }
    expect(readIcs(text).events[0]!.properties).toMatchObject({ SUMMARY: entry.title, DESCRIPTION: entry.about });
  });

  test('written again it is the same file', () => {
    expect(file('REQUEST')).toBe(file('REQUEST'));
  });

  test('an invitation and its withdrawal name who is asked and who asks; a list to take over names no guest', () => {
    expect(readIcs(file('CANCEL'))).toMatchObject({
      method: 'CANCEL',
      events: [{ properties: { STATUS: 'CANCELLED', SEQUENCE: '2', DTSTAMP: '20260302T010000Z' } }],
    });
    expect(readIcs(file('REQUEST')).events[0]!.names).toContain('ORGANIZER;CN="Phòng ’CCHC’, Sở Nội vụ"');
    expect(readIcs(file('PUBLISH')).events[0]!.properties).not.toHaveProperty('ATTENDEE');
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

describe('đơn vị kế thừa nhận việc', () => {
  test('việc còn phải gửi: từng việc với hạn của nó; chỉ theo dõi thì nói là chưa phải gửi gì', () => {
    const { subject, text } = samples['handed-over']!;
    expect(subject).toBe('Tiếp nhận 2 việc của UBND phường Hoài Đức, UBND xã Hoài Xuân – UBND phường Bồng Sơn');
    expect(text).toContain('Sở Nội vụ đề nghị đơn vị làm tiếp các việc dưới đây; hạn giữ nguyên như văn bản đã giao.');
    expect(text).toContain('   theo Thông báo kết luận số 05/TB-SNV\n   03/07/2026, quá 2 ngày làm việc');
    const followed = samples['handed-over-followed']!.text;
    expect(followed).toContain('Hồ sơ dưới đây được theo dõi tiếp tại đơn vị; hiện chưa phải gửi gì.');
    expect(followed).toContain('1. Kiến nghị của UBND xã Hoài Xuân\n   Hiện chưa phải gửi gì thêm\n   đang theo dõi');
    expect(followed).not.toContain('hạn giữ nguyên');
  });
});
