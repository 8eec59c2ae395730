import { describe, expect, test } from '@jest/globals';
import type { Day } from '../../domain/day.ts';
import type { Duty } from '../../domain/duty.ts';
import { owe } from '../../domain/duty.ts';
import { fixedDue, reckon } from '../../domain/term.ts';
import { conclusionPage } from '../../web/pages/conclusion.ts';
import { dueLine } from '../../web/pages/due.ts';
import { troublePage } from '../../web/pages/errors.ts';
import type { Trouble } from '../../web/pages/errors.ts';
import { vnSize } from '../../web/pages/evidence.ts';
import { handOverPage } from '../../web/pages/hand-over.ts';
import { historyPage } from '../../web/pages/history.ts';
import { homePage } from '../../web/pages/home.ts';
import { html } from '../../web/pages/html.ts';
import { itemPage } from '../../web/pages/item.ts';
import { inspectionPage } from '../../web/pages/notice.ts';
import { areaPage, figuresPage, overviewPage, reviewPage } from '../../web/pages/self-report.ts';
import { scorePage } from '../../web/pages/self-score.ts';
import { assets, stylesheet } from '../../web/pages/stylesheet.ts';
import {
  aConclusion,
  aFigures,
  aHandOver,
  aHistory,
  aScore,
  aHome,
  anArea,
  anInspection,
  anItem,
  anOverview,
  aQuestion,
  aReview,
  base,
  frame,
  later,
  owed,
} from '../support/pages.ts';
import { calendar } from '../support/round.ts';

const wordsOf = (page: string): string =>
  page
    .replace(/<[^>]*>/g, ' ')
    .replace(/&#39;/g, "'")
    .replace(/\s+/g, ' ')
    .trim();
const most = 30_000;

const all: [string, string][] = [
  ['việc của đơn vị', homePage(aHome())],
  ['thông báo', inspectionPage(anInspection())],
  ['nội dung khắc phục', itemPage(anItem())],
  ['các phần', overviewPage(anOverview())],
  ['tự chấm điểm', scorePage(aScore())],
  ['lịch sử', historyPage(aHistory())],
  ['chuyển việc', handOverPage(aHandOver())],
  ['một phần', areaPage(anArea())],
  ['biểu số liệu', figuresPage(aFigures())],
  ['xem lại', reviewPage(aReview())],
  ['kết luận', conclusionPage(aConclusion())],
  [
    'gửi lại',
    troublePage('busy', frame.office, { kept: { action: base, fields: { text: 'a', key: 'k' }, again: true } }),
  ],
  ['đường dẫn cũ', troublePage('link-replaced', frame.office)],
];

/** A page without the one script it may have: a file of ours, named by its content. */
const withoutOurs = (page: string): string =>
  page.replace(/<script type="module" src="\/assets\/don-vi\.[0-9a-f]{12}\.js"><\/script>/, '');

describe('Trang nào cũng vậy', () => {
  test.each(all)('%s: nhẹ, không mã lệnh, không kiểu chữ chen ngang, có điện thoại', (_, page) => {
    expect(Buffer.byteLength(page)).toBeLessThan(most);
    expect(page).toMatch(/^<!doctype html>\n<html lang="vi">/);
    expect(withoutOurs(page)).not.toMatch(/<script|<style|<img|\sstyle=|\son[a-z]+=|javascript:|https?:\/\//);
    expect(page).toContain(stylesheet.href);
    expect(page).toContain('0256 3 822 294');
    expect(page).toBe(page.normalize('NFC'));
    expect(page).not.toMatch(/undefined|\[object|NaN/);
  });

  test.each(all)('%s: mỗi ô có nhãn, mã của ô không trùng', (_, page) => {
    const ids = [...page.matchAll(/\sid="([^"]+)"/g)].map(([, id]) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const [, labelled] of page.matchAll(/<label[^>]*\sfor="([^"]+)"/g)) expect(ids).toContain(labelled);
    const fields = [...page.matchAll(/<(?:input type="(?:text|file)"|textarea)[^>]*>/g)]
      .map(([field]) => field)
      .filter((field) => !field.includes('class="vh"'));
    for (const field of fields) {
      const id = /\sid="([^"]+)"/.exec(field)?.[1];
      expect([field, field.includes('aria-label=') || page.includes(`for="${id}"`)]).toEqual([field, true]);
    }
  });

  test.each(
    all.filter(([name]) =>
      [
        'việc của đơn vị',
        'tự chấm điểm',
        'chuyển việc',
        'thông báo',
        'nội dung khắc phục',
        'các phần',
        'một phần',
        'biểu số liệu',
      ].includes(name),
    ),
  )('%s: một nút chính', (_, page) => {
    expect(page.match(/class="(?:button )?main"/g)).toHaveLength(1);
  });

  test('tệp kiểu chữ đổi tên theo nội dung', () => {
    expect(stylesheet.href).toMatch(/^\/assets\/don-vi\.[0-9a-f]{12}\.css$/);
    expect(assets.get(stylesheet.href)?.body).toBe(stylesheet.body);
    expect(stylesheet.body.length).toBeLessThan(10_000);
  });
});

describe('Chữ người khác viết', () => {
  const nasty = `"><script>alert('x')</script>&amp;<b onload=a>`;
  test('chỉ là chữ, ở mọi nơi', () => {
    const pages = [
      homePage(
        aHome({
          units: [
            {
              ...aHome().units[0]!,
              name: nasty,
              owed: [owed({ what: nasty, asked: nasty, state: nasty, act: nasty, href: nasty })],
            },
          ],
        }),
      ),
      inspectionPage(anInspection({ unit: nasty, requests: [nasty], state: nasty })),
      itemPage(
        anItem({
          text: nasty,
          proof: nasty,
          form: {
            ...anItem().form!,
            text: nasty,
            faults: { text: nasty, files: nasty },
            files: [{ id: nasty, name: nasty, size: 1, href: nasty }],
          },
        }),
      ),
      areaPage(
        anArea({
          questions: [
            aQuestion({
              typed: nasty,
              links: nasty,
              text: nasty,
              faults: [nasty],
              warnings: [{ key: nasty, sentence: nasty, explanation: nasty }],
            }),
          ],
        }),
      ),
      conclusionPage(aConclusion({ name: nasty, findings: [{ area: '', text: nasty, basis: nasty }] })),
      troublePage('busy', frame.office, { kept: { action: nasty, fields: { [nasty]: nasty }, again: true } }),
    ];
    for (const page of pages) {
      expect(withoutOurs(page)).not.toMatch(/<script|<b /);
      expect(page).toContain('&quot;&gt;&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;&amp;amp;');
    }
  });

  test('xuống dòng và dòng trống đầu tiên còn nguyên trong ô', () => {
    expect(itemPage(anItem({ form: { ...anItem().form!, text: '\nĐã làm:\n- niêm yết' } }))).toContain(
      '>\n\nĐã làm:\n- niêm yết</textarea>',
    );
  });

  test('mảnh ghép không bị thoát hai lần', () => {
    const piece = html`<b>${'a & b'}</b>`;
    expect(html`${piece}${[piece, undefined, false, null, 0]}`.html).toBe('<b>a &amp; b</b><b>a &amp; b</b>0');
  });
});

describe('Việc của đơn vị', () => {
  test('dòng đầu: đơn vị nào, mấy việc, mấy việc quá hạn; việc quá hạn đứng trước', () => {
    const words = wordsOf(homePage(aHome()));
    expect(words).toContain(
      'Sở Xây dựng · 3 việc · 2 quá hạn Sở Nội vụ đề nghị đơn vị làm các việc dưới đây, việc quá hạn trước hết. Tính đến thứ Tư, 11/03/2026.',
    );
    expect(words.indexOf('Bổ sung niêm yết')).toBeLessThan(words.indexOf('Phân công người'));
    expect(words).toContain(
      'Quá hạn 1 ngày làm việc Hạn: thứ Ba, 10/03/2026 Vì sao hạn là ngày này? Hạn 10/03/2026: 15 ngày kể từ',
    );
  });

  test('không còn việc: nói rõ', () => {
    const words = wordsOf(homePage(aHome({ units: [{ name: 'Sở Xây dựng', owed: [], answered: [], papers: [] }] })));
    expect(words).toContain('Sở Xây dựng · không còn việc nào Sở Nội vụ chưa cần đơn vị làm gì thêm.');
  });

  test('ba đơn vị, mỗi đơn vị mười lăm việc: vẫn nhẹ', () => {
    const unit = aHome().units[0]!;
    const rows = Array.from({ length: 15 }, () =>
      owed({
        what: 'Bổ sung niêm yết các thủ tục hành chính mới ban hành tại Bộ phận Một cửa và trên trang thông tin…',
        asked: 'Thông báo kết luận kiểm tra số 05/TB-SNV',
        due: { ...later, why: '' },
      }),
    );
    const page = homePage(aHome({ units: ['a', 'b', 'c'].map((name) => ({ ...unit, name, owed: rows })) }));
    expect(wordsOf(page)).toContain('3 đơn vị · 45 việc');
    expect(Buffer.byteLength(page)).toBeLessThan(most);
  });

  test('đợt tập huấn thì nói là tập huấn', () => {
    expect(homePage(aHome({ training: true }))).toContain('TẬP HUẤN');
    expect(homePage(aHome())).not.toContain('TẬP HUẤN');
  });
});

describe('Hạn, bằng lời', () => {
  const duty = (more: Partial<Duty>): Duty =>
    owe({
      id: 'remediate:1',
      kind: 'remediate',
      owedBy: { role: 'unit-contact' },
      ladder: 'C',
      opened: '2026-02-23',
      ...more,
    });
  const due = reckon(calendar, { from: '2026-02-23', count: 15, unit: 'calendar-day', basis: 'p' });
  const named = (id: string) => (id === 'p' ? 'Thông báo kết luận số 05/TB-SNV' : undefined);
  const line = (more: Partial<Duty>, today: Parameters<typeof dueLine>[2]) =>
    dueLine(duty(more), { calendar }, today, named);

  test.each([
    ['2026-03-05', 'còn 3 ngày làm việc', 'soon'],
    ['2026-03-04', 'còn 4 ngày làm việc', 'later'],
    ['2026-03-10', 'hôm nay là hạn cuối', 'soon'],
    ['2026-03-11', 'quá hạn 1 ngày làm việc', 'late'],
    ['2026-03-14', 'quá hạn 3 ngày làm việc', 'late'],
  ] as const)('ngày %s: %s', (today, words, urgency) => {
    expect(line({ due }, today)).toMatchObject({ day: '2026-03-10', label: 'Hạn', words, urgency });
  });

  test('quá hạn vào ngày nghỉ: chưa có ngày làm việc nào trôi qua', () => {
    expect(line({ due: fixedDue(calendar, '2026-03-13', 'p') }, '2026-03-14')).toMatchObject({
      words: 'đã quá hạn',
      urgency: 'late',
    });
  });

  test('mốc theo dõi của Sở không bao giờ là quá hạn', () => {
    const past = line({ followUpOn: '2026-03-10' }, '2026-03-20');
    expect(past).toMatchObject({ label: 'Mốc theo dõi của Sở', urgency: 'soon' });
    expect(past?.words).not.toContain('quá hạn');
    expect(line({}, '2026-03-10')).toBeUndefined();
  });

  test('với cơ quan ngành dọc: chỉ nói hạn đã qua, không bảo là quá hạn', () => {
    const past = (today: Day) => dueLine(duty({ due }), { calendar, vertical: true }, today, named);
    expect(past('2026-03-11')).toMatchObject({ words: 'hạn đã qua 1 ngày làm việc', urgency: 'soon' });
    expect(past('2026-03-10')).toMatchObject({ words: 'hôm nay là hạn cuối', urgency: 'soon' });
  });

  test('vì sao là ngày này', () => {
    expect(line({ due }, '2026-03-05')?.why).toContain(
      '15 ngày kể từ ngày ban hành Thông báo kết luận số 05/TB-SNV (23/02/2026)',
    );
  });
});

describe('Biểu số liệu', () => {
  const page = figuresPage(aFigures());
  test('số ghi thế nào hiện thế ấy, lỗi ngay dưới ô, gợi ý là một nút bấm', () => {
    expect(page).toContain('value="140. 683"');
    const cell = page.slice(page.indexOf('name="c/ii06/tong/resolved_total"'));
    expect(wordsOf(cell).indexOf('lệch +1.000')).toBeLessThan(wordsOf(cell).indexOf('Giải quyết trước hạn (8)'));
    expect(page).toContain(
      '<button class="small" name="act" value="fill/c/ii06/tong/resolved_on_time/1.185">Có thể là 1.185 – bấm để điền</button>',
    );
  });

  test('phím Enter lưu và đi tiếp, không bấm nhầm nút gợi ý', () => {
    expect(/<button[^>]*name="act" value="([^"]+)"/.exec(page)?.[1]).toBe('next');
  });
});

describe('Nội dung khắc phục', () => {
  test('ghi nhận ngay trên cùng, khi đã gửi', () => {
    const { form: _, ...sent } = anItem({
      awaiting: {
        at: '2026-03-11T02:12:00.000Z',
        receipt: 'BN-0417',
        by: 'Phòng Cải cách hành chính',
        until: { ...later, day: '2026-03-18' },
      },
    });
    const words = wordsOf(itemPage(sent));
    expect(words).toContain(
      'Đã nhận báo cáo lúc 09:12, 11/03/2026. Số biên nhận BN-0417 . Phòng Cải cách hành chính sẽ thẩm tra chậm nhất thứ Tư, 18/03/2026.',
    );
    expect(words.indexOf('BN-0417')).toBeLessThan(words.indexOf('Bổ sung niêm yết'));
  });

  test.each([
    [900, '1 kB'],
    [320_400, '320 kB'],
    [2_340_000, '2,3 MB'],
    [20_000_000, '20 MB'],
  ])('%i byte là %s', (bytes, words) => {
    expect(vnSize(bytes)).toBe(words.replace(' ', '\u00a0'));
  });
});

describe('Trang báo lỗi', () => {
  const troubles: Trouble[] = [
    'link-unknown',
    'link-ended',
    'link-replaced',
    'not-found',
    'too-often',
    'from-elsewhere',
    'busy',
    'broken',
  ];
  test.each(troubles)('%s: nói phải làm gì, không đổ lỗi', (trouble) => {
    const words = wordsOf(troublePage(trouble, frame.office));
    expect(words).toMatch(/Hãy|nhận đường dẫn|Cần xem lại/);
    expect(words).not.toMatch(/token|lỗi của bạn|HTTP|404|500/i);
  });
});
