import { describe, expect, test } from '@jest/globals';
import type { Check } from '../../domain/check.ts';
import { blocking, placeKey } from '../../domain/check.ts';
import type { Cells, FigureRow, Figures } from '../../domain/figures.ts';
import { readPercent } from '../../domain/number.ts';
import type { Answer, Outline, Question, SelfReport } from '../../domain/outline.ts';
import { assertOutline, checkDraft, checkSelfReport, emptySelfReport } from '../../domain/outline.ts';
import { sampleOutline2026 } from '../../domain/outlines/sample-2026.ts';

const question = (change: Partial<Question> = {}): Question => ({
  code: '1.1',
  text: 'Kế hoạch đã ban hành chưa?',
  answer: 'yes-no',
  explainWhen: ['no'],
  ...change,
});
const outline = (change: Partial<Outline> = {}): Outline => ({
  id: 'de-cuong',
  version: 1,
  title: 'Đề cương',
  official: true,
  areas: [{ code: 'chi_dao', name: 'Chỉ đạo, điều hành', questions: [question()] }],
  tables: [],
  indicators: [],
  pairs: [],
  claims: [],
  ...change,
});
const asking = (change: Partial<Question>) =>
  outline({ areas: [{ code: 'a', name: 'A', questions: [question(change)] }] });
const withTable = (change: Partial<Outline['tables'][number]> = {}, more: Partial<Outline> = {}) =>
  outline({ tables: [{ code: 'ii06', form: 'II.06', title: 'Biểu II.06', ...change }], ...more });
const yes: Answer = { value: 'yes' };
const reporting = (change: Partial<SelfReport>): SelfReport => ({
  ...emptySelfReport,
  answers: { '1.1': yes },
  ...change,
});

const quarter = { label: 'quý II năm 2026', from: '2026-04-01', to: '2026-06-30' } as const;
const total = (cells: Cells): FigureRow[] => [{ id: 'tong', name: 'Tổng cộng', cells }];
const figures = (cells: Cells): Figures => ({ period: quarter, rows: total(cells) });
const full: Cells = {
  received_total: 100,
  received_online: 40,
  received_direct_postal: 50,
  carried_over: 10,
  resolved_total: 80,
  resolved_early: 30,
  resolved_on_time: 45,
  resolved_late: 5,
  in_progress_total: 20,
  in_progress_in_time: 18,
  in_progress_overdue: 2,
};
const brief = (checks: Check[]) =>
  checks.map(({ code, level, at }) => `${code} ${level} ${at.map(placeKey).join(' ')}`);

describe('questions', () => {
  const answered = (change: Partial<Question>, answer?: Answer) =>
    checkSelfReport(asking(change), { ...emptySelfReport, answers: answer ? { '1.1': answer } : {} });

  test.each([
    ['left blank', {}, undefined, 'question-blank', 'Câu 1.1 chưa trả lời. Hãy trả lời trước khi gửi.'],
    [
      'blank words',
      { answer: 'text' },
      { text: '  ' },
      'question-blank',
      'Câu 1.1 chưa trả lời. Hãy trả lời trước khi gửi.',
    ],
    ['Không without words', {}, { value: 'no' }, 'answer-unexplained', 'Câu 1.1 trả lời “Không”: hãy giải trình.'],
    [
      'Không with blank words',
      {},
      { value: 'no', explanation: ' ' },
      'answer-unexplained',
      'Câu 1.1 trả lời “Không”: hãy giải trình.',
    ],
    [
      'Không áp dụng without reason',
      {},
      { value: 'not-applicable' },
      'answer-unexplained',
      'Câu 1.1 trả lời “Không áp dụng”: hãy nêu lý do.',
    ],
    [
      'Có where that is worse',
      { explainWhen: ['yes'] },
      yes,
      'answer-unexplained',
      'Câu 1.1 trả lời “Có”: hãy giải trình.',
    ],
    [
      'Có unproven',
      { evidenceWhen: ['yes'], evidence: 'Quyết định ban hành' },
      yes,
      'evidence-missing',
      'Câu 1.1 trả lời “Có” cần đường dẫn hoặc tài liệu kiểm chứng: Quyết định ban hành.',
    ],
    [
      'Có unproven, proof not named',
      { evidenceWhen: ['yes'] },
      yes,
      'evidence-missing',
      'Câu 1.1 trả lời “Có” cần đường dẫn hoặc tài liệu kiểm chứng.',
    ],
    [
      'words where a choice is asked',
      {},
      { text: 'rồi' },
      'answer-kind',
      'Câu 1.1 cần chọn Có, Không hoặc Không áp dụng.',
    ],
    ['a choice where words are asked', { answer: 'text' }, yes, 'answer-kind', 'Câu 1.1 cần trả lời bằng lời.'],
  ] as [string, Partial<Question>, Answer | undefined, string, string][])('%s', (_, change, answer, code, sentence) =>
    expect(answered(change, answer)).toEqual([
      { key: `${code}@1.1`, code, level: 'error', at: [{ question: '1.1' }], sentence },
    ]),
  );

  test.each([
    ['Có', {}, yes],
    ['Không, explained', {}, { value: 'no', explanation: 'Chờ hướng dẫn của tỉnh' }],
    [
      'Không áp dụng, with its reason',
      { explainWhen: [] },
      { value: 'not-applicable', explanation: 'Đơn vị không có dịch vụ công' },
    ],
    ['Không where that is better', { explainWhen: ['yes'] }, { value: 'no' }],
    ['Có with a link', { evidenceWhen: ['yes'] }, { value: 'yes', links: ['https://so.example/ke-hoach'] }],
    ['Có with a file', { evidenceWhen: ['yes'] }, { value: 'yes', evidence: ['tep-1'] }],
    [
      'Có with both',
      { evidenceWhen: ['yes'] },
      { value: 'yes', links: ['https://so.example/ke-hoach'], evidence: ['tep-1'] },
    ],
    ['words', { answer: 'text' }, { text: 'Thiếu máy quét.' }],
    ['blank where that is allowed', { answer: 'text', optional: true }, undefined],
  ] as [string, Partial<Question>, Answer | undefined][])('%s is accepted', (_, change, answer) =>
    expect(answered(change, answer)).toEqual([]),
  );

  test('a question of another version', () =>
    expect(brief(checkSelfReport(outline(), reporting({ answers: { '1.1': yes, '9.9': yes } })))).toEqual([
      'question-unknown error 9.9',
    ]));
});

describe('forms', () => {
  const reported = (answer: SelfReport['tables'][string] | undefined, table = {}, more: Partial<SelfReport> = {}) =>
    checkSelfReport(withTable(table), reporting({ tables: answer ? { ii06: answer } : {}, ...more }));

  test('whole', () => expect(reported(figures(full))).toEqual([]));

  test.each([
    ['not filled in', undefined],
    ['rows without any figure', figures({ resolved_late: null })],
    ['no rows', { period: quarter, rows: [] }],
  ])('%s', (_, answer) =>
    expect(reported(answer)).toEqual([
      {
        key: 'table-blank@ii06',
        code: 'table-blank',
        level: 'error',
        at: [{ table: 'ii06' }],
        sentence: 'Biểu II.06 chưa có số nào. Hãy nhập số, hoặc chọn “Chưa có số liệu” và nêu lý do.',
      },
    ]),
  );

  test('no figures, with the reason', () => expect(reported({ noFigures: 'Đơn vị mới thành lập' })).toEqual([]));
  test('no figures, without', () =>
    expect(brief(reported({ noFigures: ' ' }))).toEqual(['no-figures-unexplained error ii06']));

  test('identities point into the form', () =>
    expect(reported(figures({ ...full, resolved_early: 31 }))).toMatchObject([
      {
        key: 'I2@ii06/tong/resolved_total<ii06/tong/resolved_early',
        code: 'I2',
        difference: 1,
        at: [
          { table: 'ii06', row: 'tong', column: 'resolved_total' },
          { table: 'ii06', row: 'tong', column: 'resolved_early' },
          {},
          {},
        ],
      },
    ]));

  test('what is missing points into the form too', () =>
    expect(reported(figures({ resolved_total: 3541, resolved_early: 2356, resolved_late: 0 }))[0]).toMatchObject({
      code: 'I2',
      level: 'not-checkable',
      missing: [{ table: 'ii06', row: 'tong', column: 'resolved_on_time' }],
    }));

  test('the period', () => {
    expect(brief(reported({ ...figures(full), period: 'unknown' }))).toEqual(['period-unknown warning ii06']);
    expect(brief(reported({ ...figures(full), period: { label: '', from: '2026-06-30', to: '2026-04-01' } }))).toEqual([
      'period-reversed error ii06',
    ]);
    expect(
      reported({ ...figures(full), period: { label: 'ngày 30/6', from: '2026-06-30', to: '2026-06-30' } }),
    ).toEqual([]);
  });

  const row = (id: string, cells: Cells = {}): FigureRow => ({ id, name: id, under: 'tong', cells });
  const asked = {
    rows: [
      { id: 'tong', name: 'Tổng cộng' },
      { id: 'dat-dai', name: 'Đất đai', under: 'tong' },
    ],
  };

  test('the rows asked for', () => {
    expect(reported({ period: quarter, rows: [...total(full), row('dat-dai', full)] }, asked)).toEqual([]);
    expect(brief(reported(figures(full), asked))).toEqual(['row-missing error ii06/dat-dai']);
    expect(brief(reported({ period: quarter, rows: [...total(full), row('xay-dung', full)] }, asked))).toEqual([
      'row-unknown error ii06/xay-dung',
      'row-missing error ii06/dat-dai',
    ]);
  });

  test('a row twice', () =>
    expect(brief(reported({ period: quarter, rows: [...total(full), ...total(full)] })).slice(0, 1)).toEqual([
      'row-twice error ii06/tong',
    ]));

  test('blank rows are one warning of the form', () => {
    const found = reported({
      period: quarter,
      rows: [...total(full), row('dat-dai', full), row('ho-tich'), row('xay-dung')],
    });
    expect(found.find(({ code }) => code === 'rows-blank')).toEqual({
      key: 'rows-blank@ii06',
      code: 'rows-blank',
      level: 'warning',
      at: [{ table: 'ii06' }],
      missing: [
        { table: 'ii06', row: 'ho-tich' },
        { table: 'ii06', row: 'xay-dung' },
      ],
      sentence: 'Biểu II.06: chưa có số liệu ở “ho-tich”, “xay-dung”. Ghi 0 nếu không phát sinh, hoặc giải trình.',
    });
  });

  test('one blank row is said too', () =>
    expect(
      brief(reported({ period: quarter, rows: [...total(full), row('dat-dai', full), row('ho-tich')] })).slice(0, 1),
    ).toEqual(['rows-blank warning ii06']));

  test('a customs branch with three sites', () => {
    const site = (id: string, cells: Cells): FigureRow => ({ ...row(id, cells), site: true });
    const sites = (n: number): Figures => ({
      period: quarter,
      rows: [
        ...total({ resolved_total: 10 * n, resolved_late: 0 }),
        ...['bac', 'trung', 'nam'].slice(0, n).map((id) => site(id, { resolved_total: 10, resolved_late: 0 })),
      ],
    });
    const check = (answer: Figures, one_stop_sites: number | null, table = { perSite: true } as { perSite?: true }) =>
      checkSelfReport(
        withTable(table, { indicators: [{ code: 'one_stop_sites', name: 'Trụ sở', unitOfMeasure: 'trụ sở' }] }),
        reporting({ tables: { ii06: answer }, indicators: { one_stop_sites } }),
      ).filter(({ code }) => code === 'sites-differ');
    expect(check(sites(3), 3)).toEqual([]);
    expect(check(sites(2), 3)).toMatchObject([
      {
        level: 'warning',
        difference: -1,
        at: [{ table: 'ii06' }, { indicator: 'one_stop_sites' }],
        sentence:
          'Biểu II.06 có số liệu của 2 trụ sở, nhưng báo cáo nêu 3 trụ sở một cửa. Hãy bổ sung hoặc giải trình.',
      },
    ]);
    expect(check(figures(full), 1)).toEqual([]);
    expect(check(figures(full), 3)).toHaveLength(1);
    expect(check(figures(full), null)).toEqual([]);
    expect(check(sites(2), 3, {})).toEqual([]);
  });

  test('a form of another version', () =>
    expect(brief(checkSelfReport(outline(), reporting({ tables: { ii05: figures(full) } })))).toEqual([
      'table-unknown error ii05',
    ]));

  test('what was carried over is compared with the report before', () => {
    const before = reporting({
      tables: {
        ii06: {
          period: { label: 'quý I', from: '2026-01-01', to: '2026-03-31' },
          rows: total({ in_progress_total: 12 }),
        },
      },
    });
    const now = reporting({ tables: { ii06: figures(full) } });
    expect(brief(checkSelfReport(withTable(), now, before))).toEqual(['I7 warning ii06/tong/carried_over']);
    expect(checkSelfReport(withTable(), now, reporting({ tables: { ii06: { noFigures: 'Chưa thành lập' } } }))).toEqual(
      [],
    );
    expect(checkSelfReport(withTable(), now, reporting({}))).toEqual([]);
  });
});

describe('indicators, claims, rates', () => {
  const indicators = [
    { code: 'procedures_online', name: 'Số thủ tục trực tuyến', unitOfMeasure: 'TTHC' },
    { code: 'procedures_total', name: 'Số thủ tục', unitOfMeasure: 'TTHC' },
  ];
  const paired = (level: 'error' | 'warning') =>
    outline({ indicators, pairs: [{ part: 'procedures_online', whole: 'procedures_total', level }] });

  test('blank', () =>
    expect(checkSelfReport(outline({ indicators }), reporting({ indicators: { procedures_total: 38 } }))).toEqual([
      {
        key: 'indicator-blank@procedures_online',
        code: 'indicator-blank',
        level: 'warning',
        at: [{ indicator: 'procedures_online' }],
        sentence: 'Số thủ tục trực tuyến: chưa có số liệu. Ghi 0 nếu không phát sinh, hoặc giải trình.',
      },
    ]));

  test.each([
    [38, []],
    [0, []],
    [39, ['I11 error procedures_online procedures_total']],
    [-1, ['count-invalid error procedures_online']],
  ] as [number, string[]][])('%d of 38 procedures online', (n, expected) =>
    expect(
      brief(
        checkSelfReport(paired('error'), reporting({ indicators: { procedures_online: n, procedures_total: 38 } })),
      ),
    ).toEqual(expected),
  );

  test('a figure that is no count is named', () =>
    expect(
      checkSelfReport(paired('error'), reporting({ indicators: { procedures_online: 1.5, procedures_total: 38 } })),
    ).toMatchObject([{ sentence: 'Số thủ tục trực tuyến phải là số nguyên, không âm.' }]));

  test('the sentence of a pair says what to do', () => {
    const of = (level: 'error' | 'warning') =>
      checkSelfReport(paired(level), reporting({ indicators: { procedures_online: 39, procedures_total: 38 } }))[0];
    expect(of('error')).toMatchObject({
      difference: 1,
      sentence: 'Số thủ tục trực tuyến ghi 39, lớn hơn Số thủ tục ghi 38: vượt 1. Hãy sửa lại.',
    });
    expect(of('warning')).toMatchObject({
      level: 'warning',
      sentence: 'Số thủ tục trực tuyến ghi 39, lớn hơn Số thủ tục ghi 38: vượt 1. Hãy sửa hoặc giải trình.',
    });
  });

  test('an approximate figure is not compared', () =>
    expect(
      checkSelfReport(
        paired('error'),
        reporting({ indicators: { procedures_online: { value: 39, qualifier: 'more_than' }, procedures_total: 38 } }),
      ),
    ).toEqual([]));

  test('an indicator of another version', () =>
    expect(brief(checkSelfReport(outline(), reporting({ indicators: { cu: 1 } })))).toEqual([
      'indicator-unknown error cu',
    ]));

  const apologising = withTable(
    {},
    { indicators: [{ code: 'apology_letters', name: 'Văn bản xin lỗi', unitOfMeasure: 'văn bản' }] },
  );
  test.each([
    [{ resolved_late: 5, in_progress_overdue: 2 }, 7, undefined],
    [{ resolved_late: 5, in_progress_overdue: 2 }, 9, undefined],
    [
      { resolved_late: 5, in_progress_overdue: 2 },
      6,
      [
        'warning',
        'Có 7 hồ sơ quá hạn (10) + (13) nhưng chỉ 6 văn bản xin lỗi: thiếu 1. Hãy bổ sung hoặc giải trình.',
        undefined,
      ],
    ],
    [
      { resolved_late: 28 },
      3,
      [
        'warning',
        'Có 28 hồ sơ quá hạn (10) + (13) nhưng chỉ 3 văn bản xin lỗi: thiếu 25. Hãy bổ sung hoặc giải trình.',
        undefined,
      ],
    ],
    [
      { resolved_late: 28 },
      30,
      [
        'not-checkable',
        'Chưa kiểm được số văn bản xin lỗi so với hồ sơ quá hạn (10) + (13) vì chưa đủ số liệu.',
        ['ii06/tong/in_progress_overdue'],
      ],
    ],
    [
      { resolved_late: 5, in_progress_overdue: 2 },
      null,
      [
        'not-checkable',
        'Chưa kiểm được số văn bản xin lỗi so với hồ sơ quá hạn (10) + (13) vì chưa đủ số liệu.',
        ['apology_letters'],
      ],
    ],
    [{ resolved_total: 5 }, null, undefined],
  ] as [Cells, number | null, [string, string, string[] | undefined] | undefined][])(
    'I9: %j and %p letters of apology',
    (cells, apology_letters, expected) => {
      const found = checkSelfReport(
        apologising,
        reporting({ tables: { ii06: figures(cells) }, indicators: { apology_letters } }),
      ).filter(({ code }) => code === 'I9');
      expect(found.map(({ level, sentence, missing }) => [level, sentence, missing?.map(placeKey)])).toEqual(
        expected ? [expected] : [],
      );
      for (const { at } of found)
        expect(at.map(placeKey)).toEqual([
          'apology_letters',
          'ii06/tong/resolved_late',
          'ii06/tong/in_progress_overdue',
        ]);
    },
  );

  test('I9 is asked only where the outline counts letters of apology', () =>
    expect(checkSelfReport(withTable(), reporting({ tables: { ii06: figures(full) } }))).toEqual([]));

  test('I9 adds up the top rows where there is no total', () => {
    const rows = ['bac', 'nam'].map((id): FigureRow => ({
      id,
      name: id,
      cells: { resolved_late: 3, in_progress_overdue: 1 },
    }));
    expect(
      checkSelfReport(
        apologising,
        reporting({ tables: { ii06: { period: quarter, rows } }, indicators: { apology_letters: 7 } }),
      ).filter(({ code }) => code === 'I9'),
    ).toMatchObject([{ difference: -1 }]);
  });

  const claiming = withTable({}, { claims: [{ code: 'no-late-dossiers', text: 'Không có hồ sơ trễ hạn.' }] });
  test.each([
    [{ resolved_late: 0, in_progress_overdue: 0 }, []],
    [
      { resolved_late: 0, in_progress_overdue: 3 },
      ['Báo cáo nêu không có hồ sơ trễ hạn, nhưng Đang giải quyết quá hạn (13) ghi 3. Hãy sửa hoặc giải trình.'],
    ],
    [
      { resolved_late: 1, in_progress_overdue: 0 },
      ['Báo cáo nêu không có hồ sơ trễ hạn, nhưng Giải quyết quá hạn (10) ghi 1. Hãy sửa hoặc giải trình.'],
    ],
    [
      { resolved_late: 2 },
      ['Báo cáo nêu không có hồ sơ trễ hạn, nhưng Giải quyết quá hạn (10) ghi 2. Hãy sửa hoặc giải trình.'],
    ],
    [
      { resolved_late: 0 },
      [
        'Báo cáo nêu không có hồ sơ trễ hạn nhưng chưa có số liệu Đang giải quyết quá hạn (13). Hãy nhập số, kể cả số 0.',
      ],
    ],
  ] as [Cells, string[]][])('I10: no dossier late, with %j', (cells, sentences) => {
    const found = checkSelfReport(
      claiming,
      reporting({ tables: { ii06: figures(cells) }, claims: ['no-late-dossiers'] }),
    ).filter(({ code }) => code === 'I10');
    expect(found.map(({ sentence }) => sentence)).toEqual(sentences);
    for (const { at, level, missing } of found) {
      expect([level, at[0]]).toEqual(['warning', { claim: 'no-late-dossiers' }]);
      expect(missing).toEqual(
        'in_progress_overdue' in cells ? undefined : [{ table: 'ii06', row: 'tong', column: 'in_progress_overdue' }],
      );
    }
  });

  test('I10: a claim without any figure asks for both', () =>
    expect(
      checkSelfReport(
        claiming,
        reporting({ tables: { ii06: { noFigures: 'Chưa thống kê' } }, claims: ['no-late-dossiers'] }),
      ),
    ).toMatchObject([
      {
        code: 'I10',
        missing: [
          { table: 'ii06', column: 'resolved_late' },
          { table: 'ii06', column: 'in_progress_overdue' },
        ],
      },
    ]));

  test('a claim the outline does not offer', () =>
    expect(
      brief(checkSelfReport(withTable(), reporting({ tables: { ii06: figures(full) }, claims: ['no-late-dossiers'] }))),
    ).toEqual(['claim-unknown error no-late-dossiers']));

  test('a rate is checked against the total and the indicators', () => {
    const rates = [
      { code: 'rate_late_of_resolved' as const, stated: readPercent('6,25%')! },
      { code: 'rate_procedures_online' as const, stated: readPercent('99%')! },
    ];
    expect(
      brief(
        checkSelfReport(
          { ...paired('error'), tables: withTable().tables },
          reporting({
            tables: { ii06: figures(full) },
            indicators: { procedures_online: 38, procedures_total: 38 },
            rates,
          }),
        ),
      ),
    ).toEqual(['I8 warning rate_procedures_online']);
  });
});

describe('sending', () => {
  const doubtful = withTable(
    {},
    { indicators: [{ code: 'apology_letters', name: 'Văn bản xin lỗi', unitOfMeasure: 'văn bản' }] },
  );
  const report = reporting({ tables: { ii06: figures(full) }, indicators: { apology_letters: 0 } });
  const [warning] = checkSelfReport(doubtful, report);

  test('a warning holds it back until it is explained', () => {
    expect(blocking(checkSelfReport(doubtful, report))).toEqual([warning]);
    const explained = { ...report, explanations: { [warning!.key]: ' Đã xin lỗi qua điện thoại ' } };
    expect(checkSelfReport(doubtful, explained)).toEqual([{ ...warning, explanation: 'Đã xin lỗi qua điện thoại' }]);
    expect(blocking(checkSelfReport(doubtful, explained))).toEqual([]);
    expect(blocking(checkSelfReport(doubtful, { ...report, explanations: { [warning!.key]: ' ' } }))).toEqual([
      warning,
    ]);
  });

  test('an error is not explained away', () => {
    const wrong = reporting({ tables: { ii06: figures({ ...full, resolved_early: 31 }) } });
    const [error] = checkSelfReport(withTable(), wrong);
    expect(blocking(checkSelfReport(withTable(), { ...wrong, explanations: { [error!.key]: 'Đúng rồi' } }))).toEqual([
      error,
    ]);
  });

  test('what cannot be checked holds nothing back', () => {
    const found = checkSelfReport(withTable(), reporting({ tables: { ii06: figures({ resolved_total: 10 }) } }));
    expect(found.length).toBeGreaterThan(0);
    expect(blocking(found)).toEqual([]);
  });

  test('a draft may be unfinished, but not contradict itself', () => {
    expect(blocking(checkSelfReport(sampleOutline2026, emptySelfReport)).length).toBeGreaterThan(25);
    expect(checkDraft(sampleOutline2026, emptySelfReport)).toEqual([]);
    const rows = [
      ...total({ received_total: 10, resolved_total: 12 }),
      { id: 'dat-dai', name: 'Đất đai', under: 'tong', cells: {} },
    ];
    expect(
      brief(
        checkDraft(
          withTable({
            rows: [
              { id: 'tong', name: '' },
              { id: 'dat-dai', name: '' },
              { id: 'ho-tich', name: '' },
            ],
          }),
          { ...emptySelfReport, tables: { ii06: { period: 'unknown', rows } } },
        ),
      ).filter((text) => !text.includes('not-checkable')),
    ).toEqual(['I5 error ii06/tong/resolved_total ii06/tong/received_total']);
  });
});

describe('outlines', () => {
  const refused = (change: Partial<Outline>, code: string) =>
    expect(() => assertOutline(outline(change))).toThrow(expect.objectContaining({ code }));

  test('nine areas of 2018 are as good as any', () =>
    expect(() =>
      assertOutline(
        outline({
          areas: Array.from({ length: 9 }, (_, n) => ({
            code: `noi-dung-${n + 1}`,
            name: `Nội dung ${n + 1}`,
            questions: [question({ code: `${n + 1}.1` })],
          })),
        }),
      ),
    ).not.toThrow());

  test('without a question', () => refused({ areas: [{ code: 'a', name: 'A', questions: [] }] }, 'outline-empty'));
  test('an area twice', () =>
    refused(
      { areas: ['1', '2'].map((code) => ({ code: 'a', name: 'A', questions: [question({ code })] })) },
      'outline-code-twice',
    ));
  test('a question twice', () =>
    refused({ areas: ['a', 'b'].map((code) => ({ code, name: 'A', questions: [question()] })) }, 'outline-code-twice'));
  test('a form twice', () => refused({ tables: [...withTable().tables, ...withTable().tables] }, 'outline-code-twice'));
  test('an indicator twice', () =>
    refused({ indicators: [1, 2].map(() => ({ code: 'x', name: 'X', unitOfMeasure: '' })) }, 'outline-code-twice'));
  test('a pair of unknown indicators', () =>
    refused(
      { indicators: [{ code: 'x', name: 'X', unitOfMeasure: '' }], pairs: [{ part: 'x', whole: 'y', level: 'error' }] },
      'outline-unknown-code',
    ));
  test('an indicator of an unknown area', () =>
    refused({ indicators: [{ code: 'x', name: 'X', unitOfMeasure: '', area: 'b' }] }, 'outline-unknown-code'));

  test('the sample holds, and says that it is one', () => {
    expect(() => assertOutline(sampleOutline2026)).not.toThrow();
    expect(sampleOutline2026).toMatchObject({ official: false, title: expect.stringContaining('mẫu') });
    expect(sampleOutline2026.areas.reduce((n, { weight = 0 }) => n + weight, 0)).toBe(100);
    expect(sampleOutline2026.areas.flatMap(({ questions }) => questions).length).toBeGreaterThanOrEqual(25);
    expect(JSON.parse(JSON.stringify(sampleOutline2026))).toEqual(sampleOutline2026);
  });
});
