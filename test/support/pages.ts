import type { NumberField } from '../../web/pages/fields.ts';
import type { ConclusionView } from '../../web/pages/conclusion.ts';
import type { DueLine } from '../../web/pages/due.ts';
import type { Home, OwedRow } from '../../web/pages/home.ts';
import { sampleScoredOutline2026 } from '../../domain/outlines/sample-scored-2026.ts';
import { ruleWords } from '../../domain/scale.ts';
import { columnScore } from '../../domain/score-form.ts';
import type { HandOverView } from '../../web/pages/hand-over.ts';
import type { HistoryView } from '../../web/pages/history.ts';
import { bareScale } from '../../web/pages/score-lines.ts';
import type { ScorePage } from '../../web/pages/self-score.ts';
import type { ItemView } from '../../web/pages/item.ts';
import type { Frame } from '../../web/pages/layout.ts';
import type { InspectionView } from '../../web/pages/notice.ts';
import type {
  AreaStep,
  FiguresStep,
  Overview,
  QuestionField,
  ReportFrame,
  Review,
  StepFrame,
} from '../../web/pages/self-report.ts';

export const base = `/u/${'k'.repeat(43)}`;
export const frame: Frame = {
  base,
  office: { organ: 'Sở Nội vụ', division: 'Phòng Cải cách hành chính', phone: '0256 3 822 294' },
};

const paper = { name: 'Thông báo kết luận kiểm tra số 05/TB-SNV ngày 23/02/2026', href: `${base}/van-ban/x` };
export const late: DueLine = {
  day: '2026-03-10',
  label: 'Hạn',
  words: 'quá hạn 1 ngày làm việc',
  urgency: 'late',
  why: 'Hạn 10/03/2026: 15 ngày kể từ ngày ban hành Thông báo kết luận kiểm tra số 05/TB-SNV (23/02/2026), không tính ngày đầu; tính theo lịch nghỉ năm 2026 phiên bản 1.',
};
export const later: DueLine = { ...late, day: '2026-03-17', words: 'còn 4 ngày làm việc', urgency: 'later' };

export const owed = (row: Partial<OwedRow> = {}): OwedRow => ({
  what: 'Bổ sung niêm yết 12 thủ tục mới tại Bộ phận Một cửa',
  asked: paper.name,
  state: 'chưa báo cáo',
  due: late,
  act: 'Báo cáo kết quả',
  href: `${base}/viec/x`,
  ...row,
});

export const aHome = (home: Partial<Home> = {}): Home => ({
  ...frame,
  today: '2026-03-11',
  units: [
    {
      name: 'Sở Xây dựng',
      owed: [
        owed({ what: 'Phân công người phụ trách từng mục của Kế hoạch cải cách hành chính', due: later }),
        owed(),
        owed({ what: 'Gửi văn bản xin lỗi đối với 7 hồ sơ trễ hạn' }),
      ],
      answered: [
        {
          what: 'Báo cáo tự kiểm tra',
          at: '2026-02-02T03:20:00.000Z',
          receipt: 'BN-0102',
          state: 'đã được chấp nhận',
          href: `${base}/kiem-tra/x/xem-lai`,
        },
        {
          what: 'Xác nhận đã nhận thông báo kiểm tra',
          at: '2026-01-20T02:05:00.000Z',
          receipt: 'BN-0011',
          state: 'đã ghi nhận',
          href: `${base}/kiem-tra/x`,
        },
      ],
      papers: [paper, { ...paper, name: 'Thông báo kiểm tra số 02/TB-SNV ngày 16/01/2026' }],
    },
  ],
  ...home,
});

export const anInspection = (view: Partial<InspectionView> = {}): InspectionView => ({
  ...frame,
  unit: 'Chi cục Hải quan khu vực',
  title: 'Kiểm tra công tác cải cách hành chính năm 2026',
  state: 'đã thông báo, chờ xác nhận',
  notice: { name: 'Thông báo kiểm tra số 02/TB-SNV ngày 16/01/2026', href: `${base}/van-ban/y` },
  period: '9 tháng đầu năm 2026 (01/01/2026 – 30/09/2026)',
  visits: [
    {
      day: '2026-10-06',
      session: 'morning',
      startsAt: '08:00',
      at: 'Phòng Nghiệp vụ, trụ sở Chi cục',
      chair: 'Trần Minh Khôi, Phó Giám đốc Sở Nội vụ',
    },
    { day: '2026-10-06', session: 'afternoon', startsAt: '14:00', at: 'Đội Thủ tục hàng hóa, cửa khẩu cảng' },
  ],
  team: {
    name: 'Đoàn kiểm tra số 1',
    members: [
      { name: 'Trần Minh Khôi', post: 'Phó Giám đốc Sở Nội vụ', role: 'Trưởng đoàn' },
      { name: 'Lê Thu Hà', post: 'Chuyên viên Phòng Cải cách hành chính', role: 'Thư ký' },
    ],
  },
  requests: [
    'Bố trí tài khoản xem hệ thống một cửa điện tử.',
    'Chuẩn bị hồ sơ giấy của 20 thủ tục phát sinh nhiều nhất.',
  ],
  acknowledge: { due: later, action: `${base}/kiem-tra/x/xac-nhan`, key: 'f'.repeat(36) },
  selfReport: { due: later, href: `${base}/kiem-tra/x/bao-cao`, words: 'chưa gửi', open: true, points: [] },
  ...view,
});

export const anItem = (view: Partial<ItemView> = {}): ItemView => ({
  ...frame,
  unit: 'Sở Xây dựng',
  n: 1,
  text: 'Bổ sung niêm yết 12 thủ tục mới tại Bộ phận Một cửa',
  paper,
  proof: 'Ảnh chụp bảng niêm yết',
  responsible: 'Giám đốc Sở',
  state: 'chưa báo cáo',
  due: late,
  form: { action: `${base}/viec/x`, key: 'f'.repeat(36), text: '', files: [], faults: {}, base: 0, was: '' },
  reports: [],
  ...view,
});

export const aReport = (view: Partial<ReportFrame> = {}): ReportFrame => ({
  ...frame,
  unit: 'Sở Xây dựng',
  title: 'Đề cương báo cáo tự kiểm tra công tác cải cách hành chính năm 2026',
  official: false,
  due: later,
  points: [],
  inspection: `${base}/kiem-tra/x`,
  overview: `${base}/kiem-tra/x/bao-cao`,
  savedAt: '2026-03-11T07:05:00.000Z',
  ...view,
});

const stepFrame = (name: string): StepFrame => ({
  ...aReport(),
  step: { name, n: 4, of: 11 },
  action: `${base}/kiem-tra/x/bao-cao/mot_cua`,
  next: { name: 'Cải cách tổ chức bộ máy' },
  was: '',
});

export const anOverview = (view: Partial<Overview> = {}): Overview => {
  const steps = [
    'Chỉ đạo, điều hành',
    'Cải cách thể chế',
    'Cải cách thủ tục hành chính',
    'Cơ chế một cửa, một cửa liên thông',
    'Biểu II.06: Tình hình tiếp nhận, giải quyết hồ sơ',
  ].map((name, i) => ({
    name,
    href: `${base}/kiem-tra/x/bao-cao/${i}`,
    words: i === 0 ? 'xong' : i === 1 ? 'còn 2 điểm' : 'chưa làm',
    done: i === 0,
  }));
  return {
    ...aReport(),
    steps,
    review: `${base}/kiem-tra/x/xem-lai`,
    sheet: `${base}/kiem-tra/x/bieu.xlsx`,
    next: steps[1],
    ...view,
  };
};

export const aQuestion = (field: Partial<QuestionField> = {}): QuestionField => ({
  code: '4.1',
  text: 'Mọi hồ sơ có được tiếp nhận và trả kết quả qua Bộ phận Một cửa không?',
  answer: 'yes-no',
  typed: '',
  links: '',
  files: [],
  explainWhen: 'Không hoặc Không áp dụng',
  optional: false,
  proven: false,
  faults: [],
  warnings: [],
  ...field,
});

export const aNumber = (field: Partial<NumberField> = {}): NumberField => ({
  field: 'c/ii06/tong/received_total',
  label: 'Tổng số tiếp nhận (3)',
  typed: '',
  faults: [],
  warnings: [],
  ...field,
});

export const anArea = (view: Partial<AreaStep> = {}): AreaStep => ({
  ...stepFrame('Cơ chế một cửa, một cửa liên thông'),
  questions: [
    aQuestion({ value: 'yes' }),
    aQuestion({
      code: '4.3',
      text: 'Hồ sơ quá hạn nào cũng có văn bản xin lỗi do người đứng đầu ký, nêu lý do và ngày hẹn mới không?',
      value: 'no',
      faults: ['Câu 4.3 trả lời “Không”: hãy giải trình.'],
    }),
    aQuestion({
      code: '4.4',
      text: 'Tình trạng hồ sơ trên hệ thống có khớp với hồ sơ giấy không?',
      proven: true,
      wanted: 'Ảnh chụp bảng niêm yết hoặc đường dẫn trang công khai',
      files: [{ id: 'e1', name: 'Ảnh niêm yết tháng 3.jpg', size: 2_340_000, href: `${base}/tep/e1` }],
    }),
  ],
  indicators: [
    aNumber({
      field: 'i/apology_letters',
      label: 'Số văn bản xin lỗi',
      unitOfMeasure: 'văn bản',
      typed: 'bảy',
      faults: ['Số văn bản xin lỗi: “bảy” không đọc được. Hãy ghi số như 3.541 hoặc 3541.'],
    }),
    aNumber({
      field: 'i/one_stop_sites',
      label: 'Số trụ sở có Bộ phận Một cửa',
      unitOfMeasure: 'trụ sở',
      typed: '3',
      warnings: [
        {
          key: 'sites-differ@ii06',
          sentence:
            'Biểu II.06 có số liệu của 1 trụ sở, nhưng báo cáo nêu 3 trụ sở một cửa. Hãy bổ sung hoặc giải trình.',
          explanation: '',
        },
      ],
    }),
  ],
  ...view,
});

export const aFigures = (view: Partial<FiguresStep> = {}): FiguresStep => ({
  ...stepFrame('Biểu II.06: Tình hình tiếp nhận, giải quyết hồ sơ'),
  table: { code: 'ii06', title: 'Biểu II.06' },
  row: { name: 'Toàn đơn vị' },
  period: {
    from: aNumber({ field: 'p/ii06/from', label: 'Từ ngày', typed: '01/01/2026' }),
    to: aNumber({ field: 'p/ii06/to', label: 'Đến ngày', typed: '30/09/2026' }),
  },
  none: { field: 'n/ii06', checked: false, reason: aNumber({ field: 'o/ii06', label: 'Lý do' }) },
  indicators: [],
  groups: [
    {
      name: 'Tiếp nhận',
      cells: [
        aNumber({ typed: '140. 683' }),
        aNumber({ field: 'c/ii06/tong/received_online', label: 'Tiếp nhận trực tuyến (4)' }),
        aNumber({ field: 'c/ii06/tong/received_direct_postal', label: 'Tiếp nhận trực tiếp, qua bưu chính (5)' }),
        aNumber({ field: 'c/ii06/tong/carried_over', label: 'Từ kỳ trước chuyển sang (6)' }),
      ],
    },
    {
      name: 'Đã giải quyết',
      cells: [
        aNumber({
          field: 'c/ii06/tong/resolved_total',
          label: 'Đã giải quyết (7)',
          typed: '138.907',
          faults: [
            'Giải quyết trước hạn và đúng hạn (8)+(9) + Giải quyết quá hạn (10) cộng lại là 139.907, nhưng Đã giải quyết (7) ghi 138.907: lệch +1.000. Hãy soát lại các ô này.',
          ],
        }),
        aNumber({ field: 'c/ii06/tong/resolved_early', label: 'Giải quyết trước hạn (8)', typed: '2.356' }),
        aNumber({
          field: 'c/ii06/tong/resolved_on_time',
          label: 'Giải quyết đúng hạn (9)',
          suggestion: { value: '1.185', act: 'fill/c/ii06/tong/resolved_on_time/1.185' },
        }),
        aNumber({ field: 'c/ii06/tong/resolved_late', label: 'Giải quyết quá hạn (10)', typed: '115' }),
        aNumber({
          field: 'c/ii06/tong/resolved_early_or_on_time',
          label: 'Giải quyết trước hạn và đúng hạn (8)+(9), chỉ ghi khi không tách được',
          typed: '139.792',
        }),
      ],
    },
    {
      name: 'Đang giải quyết',
      cells: [
        aNumber({ field: 'c/ii06/tong/in_progress_total', label: 'Đang giải quyết (11)', typed: '776' }),
        aNumber({ field: 'c/ii06/tong/in_progress_in_time', label: 'Đang giải quyết trong hạn (12)', typed: '713' }),
        aNumber({ field: 'c/ii06/tong/in_progress_overdue', label: 'Đang giải quyết quá hạn (13)', typed: '63' }),
      ],
    },
  ],
  remarks: { faults: [], warnings: [] },
  repairs: ['nếu Đã giải quyết (7) là 139.907 thay vì 138.907 thì mọi phép kiểm ở đây đều khớp.'],
  claims: [
    {
      code: 'no-late-dossiers',
      text: 'Trong kỳ không có hồ sơ trễ hạn.',
      checked: false,
      remarks: { faults: [], warnings: [] },
    },
  ],
  addRow: { field: 'r/ii06', label: 'Thêm một trụ sở', act: 'add/ii06' },
  ...view,
});

export const aReview = (view: Partial<Review> = {}): Review => ({
  ...aReport(),
  steps: [
    {
      name: 'Cơ chế một cửa',
      href: `${base}/kiem-tra/x/bao-cao/mot_cua?soat=1`,
      left: ['Câu 4.3 trả lời “Không”: hãy giải trình.'],
      answers: [
        {
          code: '4.1',
          text: 'Mọi hồ sơ có được tiếp nhận và trả kết quả qua Bộ phận Một cửa không?',
          said: 'Có',
          typed: '',
          links: [],
          files: [],
        },
        {
          code: '4.3',
          text: 'Hồ sơ quá hạn nào cũng có văn bản xin lỗi không?',
          said: 'Không',
          typed: 'Đã xin lỗi bằng điện thoại.',
          links: [],
          files: [],
        },
      ],
      figures: [{ label: 'Số văn bản xin lỗi', value: '7' }],
    },
  ],
  left: 1,
  ...view,
});

export const aConclusion = (view: Partial<ConclusionView> = {}): ConclusionView => ({
  ...frame,
  unit: 'Sở Xây dựng',
  name: paper.name,
  file: paper.href,
  issued: '2026-02-23',
  strengths: [{ area: 'mot-cua', text: 'Trả kết quả sớm hạn 66,5% số hồ sơ.' }],
  findings: [
    {
      area: 'mot-cua',
      text: 'Niêm yết thủ tục tại Bộ phận Một cửa chưa đầy đủ.',
      basis: 'khoản 2 Điều 19 Nghị định số 118/2025/NĐ-CP',
      cause: 'Chưa phân công người theo dõi.',
    },
  ],
  requirements: [
    {
      text: 'Bổ sung niêm yết 12 thủ tục mới tại Bộ phận Một cửa',
      due: 'chậm nhất 10/03/2026',
      proof: 'Ảnh chụp bảng niêm yết',
      responsible: 'Giám đốc Sở',
      state: 'chưa báo cáo',
      href: `${base}/viec/x`,
    },
  ],
  proposals: [],
  ...view,
});

export const aScore = (view: Partial<ScorePage> = {}): ScorePage => {
  const scale = sampleScoredOutline2026.scale!;
  const declared = { 'I.1': { declared: { answer: 'yes' as const } } };
  const column = columnScore(scale, { marks: {}, unread: [], declared }, []);
  return {
    ...frame,
    unit: 'Sở Xây dựng',
    title: 'Kiểm tra công tác cải cách hành chính năm 2026',
    official: false,
    inspection: `${base}/kiem-tra/x`,
    groups: scale.groups.map(({ criteria, ...group }) => ({
      ...group,
      lines: criteria.map((criterion) => ({
        code: criterion.code,
        text: criterion.text,
        rule: ruleWords(criterion),
        by: criterion.rule.by,
        most: criterion.most,
        optional: criterion.optional === true,
        ...(criterion.code === 'I.1' ? { report: { words: 'Có', where: `${base}/kiem-tra/x/xem-lai` } } : {}),
        typed: '',
        out: false,
        reason: '',
        score: column.lines[criterion.code]!,
        columns: {},
      })),
    })),
    column,
    edit: {
      action: `${base}/kiem-tra/x/cham-diem`,
      was: '',
      live: { scale: bareScale(scale), declared, exempt: [] },
      reportSent: true,
    },
    appraised: [],
    ...view,
  };
};

export const aHistory = (view: Partial<HistoryView> = {}): HistoryView => ({
  ...frame,
  whose: 'Sở Xây dựng',
  rows: [
    {
      kind: 'sent',
      what: 'Báo cáo tự kiểm tra',
      day: '2026-03-11',
      at: '2026-03-11T02:12:00.000Z',
      receipt: 'BN-0102',
      state: 'đã được chấp nhận',
      href: `${base}/kiem-tra/x/xem-lai`,
    },
    { kind: 'paper', what: paper.name, day: '2026-02-23', href: paper.href },
    { kind: 'closed', what: 'Gửi văn bản xin lỗi', day: '2025-12-30', href: `${base}/viec/x` },
  ],
  total: 45,
  n: 2,
  pages: 3,
  href: (n) => `${base}/lich-su?trang=${n}`,
  ...view,
});

export const aHandOver = (view: Partial<HandOverView> = {}): HandOverView => ({
  ...frame,
  today: '2026-03-11',
  units: [
    { id: 'so-xay-dung', name: 'Sở Xây dựng', open: 3, chosen: true },
    { id: 'ban-quan-ly', name: 'Ban Quản lý dự án', open: 1, chosen: true },
  ],
  typed: { name: '', mail: '', reason: '' },
  faults: {},
  action: `${base}/chuyen-viec`,
  key: 'f'.repeat(36),
  given: [],
  takeBack: { action: `${base}/chuyen-viec/lay-lai`, key: 'e'.repeat(36) },
  ...view,
});
