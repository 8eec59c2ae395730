import type { Letter, Office } from '../../activities/mail/letter.ts';
import { asked } from '../../activities/mail/asked.ts';
import { conclusionIssued } from '../../activities/mail/conclusion-issued.ts';
import { directive } from '../../activities/mail/directive.ts';
import type { DirectiveLetter } from '../../activities/mail/directive.ts';
import { followUpEnded } from '../../activities/mail/follow-up-ended.ts';
import { handedOver } from '../../activities/mail/handed-over.ts';
import type { HandedOverLetter } from '../../activities/mail/handed-over.ts';
import { contactChanged } from '../../activities/mail/contact-changed.ts';
import type { ContactChangedLetter } from '../../activities/mail/contact-changed.ts';
import { itemChanged } from '../../activities/mail/item-changed.ts';
import type { ItemChange, ItemChangedLetter } from '../../activities/mail/item-changed.ts';
import { notice } from '../../activities/mail/notice.ts';
import { overdue } from '../../activities/mail/overdue.ts';
import { planDecided } from '../../activities/mail/plan-decided.ts';
import { proposal } from '../../activities/mail/proposal.ts';
import type { ProposalLetter } from '../../activities/mail/proposal.ts';
import { received } from '../../activities/mail/received.ts';
import { reminder } from '../../activities/mail/reminder.ts';
import type { ReminderLetter } from '../../activities/mail/reminder.ts';
import { sentBack } from '../../activities/mail/sent-back.ts';
import { teamTold } from '../../activities/mail/team-told.ts';
import { unheard } from '../../activities/mail/unheard.ts';
import { unitAnswered } from '../../activities/mail/unit-answered.ts';
import { verificationResult } from '../../activities/mail/verification-result.ts';
import { visitChanged } from '../../activities/mail/visit-changed.ts';
import type { ChangedVisit, VisitChangedLetter } from '../../activities/mail/visit-changed.ts';
import { workOfToday } from '../../activities/mail/work-of-today.ts';

export const office: Office = {
  organ: 'Sở Nội vụ',
  division: 'Phòng Cải cách hành chính',
  phone: '0258.3822.456',
  training: false,
};

/** The letter of practice.md, §7. */
export const modelReminder: ReminderLetter = {
  office,
  to: 'Đầu mối Sở Xây dựng (đồng gửi: thủ trưởng đơn vị)',
  today: '2026-03-11',
  owed: [
    {
      unit: 'Sở Xây dựng',
      vertical: false,
      noun: 'nội dung khắc phục',
      verb: 'báo cáo',
      by: 'theo Thông báo kết luận số 05/TB-SNV',
      rows: [
        {
          what: 'Bổ sung niêm yết 12 thủ tục mới tại Bộ phận Một cửa',
          day: '2026-03-10',
          stands: 'quá 1 ngày làm việc',
          past: 1,
          overdue: true,
          milestone: false,
          told: true,
        },
        {
          what: 'Gửi văn bản xin lỗi đối với 7 hồ sơ trễ hạn',
          day: '2026-03-10',
          stands: 'quá 1 ngày làm việc',
          past: 1,
          overdue: true,
          milestone: false,
          told: true,
        },
        {
          what: 'Phân công người phụ trách từng mục của Kế hoạch CCHC',
          day: '2026-03-17',
          stands: 'còn 4 ngày làm việc',
          past: -4,
          overdue: false,
          milestone: false,
          told: false,
        },
      ],
    },
  ],
  reasons: {
    days: [
      'Hạn 10/03/2026: 15 ngày kể từ ngày ban hành Thông báo kết luận số 05/TB-SNV (23/02/2026), không tính ngày đầu; tính theo lịch nghỉ năm 2026 phiên bản 1.',
    ],
    you: ['Thư này gửi đầu mối đơn vị vì đã quá hạn 1 ngày làm việc (Mức nhắc 3).'],
    next: ['Mức tiếp theo: công văn của Sở Nội vụ, sáng 17/03/2026.'],
  },
  act: 'Báo cáo kết quả',
};

/** The same agency, vertically managed: requested, never blamed. */
export const verticalReminder: ReminderLetter = {
  ...modelReminder,
  to: 'Đầu mối Chi cục Hải quan khu vực XIII',
  owed: modelReminder.owed.map((group) => ({
    ...group,
    unit: 'Chi cục Hải quan khu vực XIII',
    vertical: true,
    rows: group.rows.map((row) => ({ ...row, stands: row.stands.replace('quá', 'hạn đã qua') })),
  })),
  reasons: {
    ...modelReminder.reasons,
    you: ['Thư này gửi đầu mối đơn vị vì hạn theo văn bản đã qua 1 ngày làm việc (Mức nhắc 3).'],
  },
};

/** A directive of nine lines has every shape of a line; this one has each once. */
export const modelDirective: DirectiveLetter = {
  office,
  to: 'Đầu mối Sở Xây dựng',
  reader: 'unit',
  unit: 'Sở Xây dựng',
  vertical: false,
  number: '112/SNV-CCHC',
  paper: 'Công văn số 112/SNV-CCHC ngày 04/05/2026',
  subject: 'chấn chỉnh công tác cải cách hành chính sau kiểm tra',
  tasks: [
    {
      what: 'Rà soát, đơn giản hóa quy trình nội bộ của các thủ tục còn quá 5 bước',
      proof: 'quyết định phê duyệt quy trình',
      responsible: 'Giám đốc Sở',
      cooperates: ['Văn phòng UBND tỉnh'],
      prohibits: false,
      due: { kind: 'due', day: '2026-06-30' },
    },
    {
      what: 'Đưa thủ tục đủ điều kiện lên dịch vụ công trực tuyến toàn trình',
      target: '80% thủ tục đủ điều kiện',
      proof: 'danh mục kèm số liệu',
      cooperates: [],
      prohibits: false,
      due: { kind: 'milestone', day: '2026-07-31' },
    },
    {
      what: 'Không yêu cầu người dân nộp giấy tờ ngoài quy định',
      proof: 'số vụ trong kỳ',
      cooperates: [],
      prohibits: true,
      due: { kind: 'standing', every: 'quarter', until: '2026-12-31' },
    },
    {
      what: 'Bố trí kinh phí số hóa hồ sơ trong dự toán năm sau',
      cooperates: [],
      prohibits: false,
      due: { kind: 'event', event: 'khi lập dự toán năm 2027', day: '2026-09-30' },
    },
    {
      what: 'Niêm yết đủ thủ tục tại Bộ phận Một cửa',
      proof: 'ảnh bảng niêm yết',
      cooperates: [],
      meetsWith: 'Thông báo kết luận số 05/TB-SNV',
      prohibits: false,
      due: { kind: 'none' },
    },
  ],
  takesPart: [{ what: 'Kết nối dữ liệu đất đai với phần mềm một cửa', of: ['Sở Nông nghiệp và Môi trường'] }],
  days: [
    'Hạn 30/06/2026: đúng ngày ghi trong Công văn số 112/SNV-CCHC (30/06/2026); tính theo lịch nghỉ năm 2026 phiên bản 1.',
  ],
};

const moved: ChangedVisit = {
  change: 'moved',
  day: '2026-03-16',
  session: 'afternoon',
  startsAt: '14:00',
  at: 'Trụ sở Sở Xây dựng, 02 Trần Phú',
  chair: 'Đỗ Quang Vinh',
  from: { day: '2026-03-12', session: 'morning' },
  reason: ['Trùng kỳ họp Hội đồng nhân dân tỉnh.'],
};

const modelVisit: VisitChangedLetter = {
  office,
  to: 'Đầu mối Sở Xây dựng',
  reader: 'unit',
  unit: 'Sở Xây dựng',
  vertical: false,
  year: 2026,
  again: false,
  team: 'Đoàn kiểm tra số 1, trưởng đoàn Trần Minh Khôi',
  visits: [moved],
  selfReportBy: '2026-03-09',
  days: [
    'Hạn 09/03/2026: 5 ngày làm việc trước buổi kiểm tra (16/03/2026), không tính ngày đó; tính theo lịch nghỉ năm 2026 phiên bản 1. Đã chuyển từ 05/03/2026 sang 09/03/2026: đổi lịch kiểm tra.',
  ],
};

/** The letter of a visit with another end than a move. */
export const visitLetter = (change: ChangedVisit['change'], more: Partial<VisitChangedLetter> = {}): Letter => {
  const { from: _, reason, ...visit } = moved;
  const told = change === 'called' || change === 'opened' ? [] : reason;
  return visitChanged({ ...modelVisit, visits: [{ ...visit, change, reason: told }], ...more });
};

const modelItem: ItemChangedLetter = {
  office,
  to: 'Đầu mối Sở Xây dựng',
  reader: 'unit',
  unit: 'Sở Xây dựng',
  vertical: false,
  change: 'extended',
  paper: 'Thông báo kết luận số 05/TB-SNV',
  item: 'Gửi văn bản xin lỗi đối với 7 hồ sơ trễ hạn',
  proof: 'bản chụp 7 văn bản đã gửi',
  now: { day: '2026-04-15', milestone: false },
  wished: '2026-04-30',
  remarks: ['Đơn vị cần thêm thời gian liên hệ hai công dân đã chuyển nơi ở.'],
  days: ['Hạn 15/04/2026: đúng ngày Sở đã quyết định (15/04/2026); tính theo lịch nghỉ năm 2026 phiên bản 1.'],
};

/** The letter of another decision on the same item. */
export const itemLetter = (change: ItemChange, more: Partial<ItemChangedLetter> = {}): Letter =>
  itemChanged({ ...modelItem, change, ...more });

const modelProposal: ProposalLetter = {
  office,
  to: 'Đầu mối Sở Xây dựng',
  reader: 'unit',
  unit: 'Sở Xây dựng',
  what: 'raised',
  text: ['Bố trí thêm 2 biên chế cho Bộ phận Một cửa và nâng cấp đường truyền.'],
  raised: '2026-03-12',
  agencies: [],
  answer: [],
  waiting: [],
  days: [],
};

/** The letter of another step of the same proposal. */
export const proposalLetter = (more: Partial<ProposalLetter>): Letter => proposal({ ...modelProposal, ...more });

export const modelHandOver: ContactChangedLetter = {
  office,
  greeted: 'Lê Văn Bình',
  reader: 'to',
  unit: 'Sở Xây dựng',
  from: 'Trần Thị Lan',
  to: 'Lê Văn Bình',
  on: '2026-03-11',
  reason: 'Nghỉ thai sản từ 12/3.',
};

/** Two communes became one: what each still owed, on the day it always had. */
const modelSuccession: HandedOverLetter = {
  office,
  to: 'Đầu mối UBND phường Bồng Sơn',
  reader: 'unit',
  unit: 'UBND phường Bồng Sơn',
  passed: [
    {
      from: 'UBND phường Hoài Đức',
      rows: [
        {
          what: 'Bổ sung niêm yết 12 thủ tục mới tại Bộ phận Một cửa',
          by: 'theo Thông báo kết luận số 05/TB-SNV',
          day: '2026-07-03',
          stands: 'quá 2 ngày làm việc',
          late: true,
        },
      ],
    },
    {
      from: 'UBND xã Hoài Xuân',
      rows: [
        {
          what: 'Gửi văn bản xin lỗi đối với 7 hồ sơ trễ hạn',
          by: 'theo Thông báo kết luận số 06/TB-SNV',
          day: '2026-07-17',
          stands: 'còn 8 ngày làm việc',
          late: false,
        },
        {
          what: 'Hiện chưa phải gửi gì thêm',
          by: 'kiến nghị của UBND xã Hoài Xuân',
          stands: 'đang theo dõi',
          late: false,
        },
      ],
    },
  ],
  basis: ['Nghị quyết số 1664/NQ-UBTVQH15'],
};

export const samples: Record<string, Letter> = {
  directive: directive(modelDirective),
  'directive-vertical': directive({
    ...modelDirective,
    to: 'Đầu mối Cục Thuế tỉnh',
    unit: 'Cục Thuế tỉnh',
    vertical: true,
    tasks: modelDirective.tasks.slice(0, 2),
    takesPart: [],
  }),
  unheard: unheard({
    office,
    to: 'Lê Thị Mai (nhận thay đầu mối đơn vị, thủ trưởng đơn vị đang trống)',
    what: 'Công văn số 112/SNV-CCHC ngày 04/05/2026',
    short: 'Công văn số 112/SNV-CCHC',
    attached: true,
    units: [
      { name: 'Phường Bồng Sơn', missing: ['đầu mối đơn vị'], heard: true },
      { name: 'Xã An Hòa', missing: ['đầu mối đơn vị', 'thủ trưởng đơn vị'], heard: false },
      { name: 'Xã An Tân', missing: ['đầu mối đơn vị', 'thủ trưởng đơn vị'], heard: false },
    ],
  }),
  'directive-informed': directive({ ...modelDirective, tasks: [], takesPart: [], days: [] }),
  'visit-moved': visitChanged(modelVisit),
  'visit-called': visitLetter('called', { again: true, days: [] }),
  'visit-opened': visitLetter('opened', { days: [] }),
  'visit-postponed': visitLetter('postponed'),
  'visit-cancelled': visitLetter('cancelled'),
  'visit-dropped': visitLetter('dropped', { days: [] }),
  'inspection-given-up': visitChanged({
    ...modelVisit,
    visits: [],
    givenUp: { report: false, reason: ['Đơn vị đã sáp nhập vào Sở Nông nghiệp và Môi trường.'] },
  }),
  'visit-kept': visitLetter('kept', { days: [] }),
  'asked-explanation': asked({
    office,
    to: 'Đầu mối Sở Xây dựng',
    reader: 'unit',
    unit: 'Sở Xây dựng',
    vertical: false,
    what: 'explanation',
    points: ['914 hồ sơ giải quyết trước hạn chưa nêu lý do, nguồn số liệu.', 'Tỷ lệ 94,67% tính trên mẫu số nào?'],
    by: '2026-03-19',
    days: [
      'Hạn 19/03/2026: 5 ngày làm việc kể từ ngày yêu cầu giải trình (12/03/2026), không tính ngày đầu; tính theo lịch nghỉ năm 2026 phiên bản 1.',
    ],
  }),
  'asked-comments': asked({
    office,
    to: 'Đầu mối Sở Xây dựng',
    reader: 'unit',
    unit: 'Sở Xây dựng',
    vertical: false,
    what: 'comments',
    points: [],
    by: '2026-03-24',
    days: [
      'Hạn 24/03/2026: 3 ngày làm việc kể từ ngày gửi dự thảo xin ý kiến (19/03/2026), không tính ngày đầu; tính theo lịch nghỉ năm 2026 phiên bản 1.',
    ],
  }),
  'asked-report': asked({
    office,
    to: 'Đầu mối UBND xã Hòa Bình',
    reader: 'unit',
    unit: 'UBND xã Hòa Bình',
    vertical: false,
    what: 'report',
    title: 'Báo cáo cải cách hành chính quý I năm 2026',
    cutOff: '2026-03-14',
    points: [],
    by: '2026-03-18',
    days: [
      'Hạn 18/03/2026: đúng ngày kế hoạch yêu cầu gửi báo cáo (18/03/2026); tính theo lịch nghỉ năm 2026 phiên bản 1.',
    ],
  }),
  'unit-answered': unitAnswered({
    office,
    to: 'Trần Minh Khôi (trưởng đoàn)',
    today: '2026-03-20',
    answers: [
      {
        unit: 'Sở Xây dựng',
        what: 'đã giải trình',
        about: 'Yêu cầu: 914 hồ sơ giải quyết trước hạn chưa nêu lý do, nguồn số liệu.',
        said: '914 hồ sơ là hồ sơ liên thông được trả ngay khi cơ quan thuế xác nhận.',
        on: '2026-03-19',
        waits: false,
      },
      {
        unit: 'Sở Y tế',
        what: 'xin đổi buổi kiểm tra từ sáng 26/03/2026 sang chiều 27/03/2026',
        said: 'Sở tổ chức hội nghị sơ kết toàn ngành.',
        on: '2026-03-19',
        next: 'Xử lý chậm nhất 23/03/2026.',
        waits: true,
      },
    ],
  }),
  'item-extended': itemLetter('extended'),
  'item-not-extended': itemLetter('not-extended', {
    now: { day: '2026-03-10', milestone: false },
    remarks: ['Còn 5 hồ sơ đủ địa chỉ, gửi được ngay.'],
    days: [],
  }),
  'item-suspended': itemLetter('suspended', { remarks: ['Chờ kết luận thanh tra của Bộ.'] }),
  'item-resumed': itemLetter('resumed', { remarks: ['Đã có kết luận thanh tra.'] }),
  'item-reopened': itemLetter('reopened', { remarks: ['Kiểm tra lại thấy còn 3 hồ sơ chưa gửi.'] }),
  'item-incidents': itemLetter('incidents-reviewed', {
    item: 'Không yêu cầu người dân nộp giấy tờ ngoài quy định',
    remarks: ['2 vụ đã xử lý, công chức đã kiểm điểm.'],
  }),
  'item-assigned': itemLetter('assigned', { now: { day: '2026-05-29', milestone: true }, remarks: [], days: [] }),
  'proposal-raised': proposalLetter({}),
  'proposal-routed': proposalLetter({ what: 'routed', agencies: ['Sở Tài chính'], by: '2026-04-09' }),
  'proposal-asked': proposalLetter({
    what: 'asked',
    to: 'Đầu mối Sở Tài chính',
    agencies: ['Sở Tài chính'],
    by: '2026-04-09',
    days: [
      'Hạn 09/04/2026: 15 ngày làm việc kể từ ngày chuyển kiến nghị (19/03/2026), không tính ngày đầu; tính theo lịch nghỉ năm 2026 phiên bản 1.',
    ],
  }),
  'proposal-answered': proposalLetter({
    what: 'answered',
    agencies: ['Sở Tài chính'],
    answer: ['Đã bố trí kinh phí nâng cấp đường truyền trong quý II.'],
    waiting: ['Sở Nội vụ'],
  }),
  'proposal-received': proposalLetter({
    what: 'received',
    to: 'Đầu mối Sở Tài chính',
    agencies: ['Sở Tài chính'],
    answer: ['Đã bố trí kinh phí nâng cấp đường truyền trong quý II.'],
  }),
  'received-prohibition': received({
    office,
    to: 'Đầu mối Sở Xây dựng',
    unit: 'Sở Xây dựng',
    what: 'xác nhận việc thường xuyên',
    item: 'Không yêu cầu người dân nộp giấy tờ ngoài quy định',
    at: '09:12, 31/03/2026',
    receipt: 'BN-0418',
    incidents: 0,
    after: 'Đơn vị không cần làm gì thêm trong kỳ này.',
  }),
  'received-entered': received({
    office,
    to: 'Đầu mối Sở Xây dựng',
    unit: 'Sở Xây dựng',
    what: 'báo cáo khắc phục',
    item: 'Gửi văn bản xin lỗi đối với 7 hồ sơ trễ hạn',
    at: '09/03/2026',
    entered: '11/03/2026',
    receipt: 'BN-0419',
    evidence: 1,
    review: { by: 'Phòng Cải cách hành chính', day: '2026-03-18', term: '5 ngày làm việc' },
    after: '',
  }),
  'verification-partly': verificationResult({
    office,
    to: 'Đầu mối UBND phường Diên Hồng',
    unit: 'UBND phường Diên Hồng',
    vertical: false,
    paper: 'Thông báo kết luận số 05/TB-SNV',
    verdicts: [
      { what: 'Bổ sung niêm yết 12 thủ tục mới', verdict: 'met' },
      {
        what: 'Giải quyết dứt điểm 747 hồ sơ đất đai trễ hạn',
        verdict: 'partly',
        achieved: { done: 512, total: 747, percent: 100 },
        remarks: 'Còn 235 hồ sơ, xử lý tiếp theo từng đợt.',
        next: { day: '2026-04-30', milestone: false },
      },
      { what: 'Công khai thời gian tiếp dân', verdict: 'not-met', remarks: 'Ảnh không đọc được.' },
    ],
    days: [],
    left: 2,
  }),
  'notice-desk': notice({
    office,
    to: 'Đầu mối Sở Y tế',
    reader: 'unit',
    unit: 'Sở Y tế',
    vertical: false,
    year: 2026,
    paper: 'Thông báo kiểm tra số 02/TB-SNV ngày 05/02/2026',
    byReport: true,
    visits: [],
    acknowledgeBy: '2026-02-09',
    selfReportBy: '2026-03-05',
    days: [],
  }),
  reminder: reminder(modelReminder),
  'reminder-vertical': reminder(verticalReminder),
  'reminder-soon': reminder({
    ...modelReminder,
    to: 'Đầu mối Sở Xây dựng',
    today: '2026-03-02',
    owed: [
      {
        unit: 'Sở Xây dựng',
        vertical: false,
        noun: 'việc',
        verb: 'hoàn thành',
        by: 'theo Thông báo kiểm tra số 02/TB-SNV',
        rows: [
          {
            what: 'Gửi báo cáo tự kiểm tra',
            short: 'báo cáo tự kiểm tra',
            day: '2026-03-05',
            stands: 'còn 3 ngày làm việc',
            past: -3,
            overdue: false,
            milestone: false,
            told: true,
          },
        ],
      },
    ],
    reasons: {
      days: [
        'Hạn 05/03/2026: 5 ngày làm việc trước buổi kiểm tra (12/03/2026), không tính ngày đó; tính theo lịch nghỉ năm 2026 phiên bản 1.',
      ],
      you: ['Thư này gửi đầu mối đơn vị vì còn 3 ngày làm việc là đến hạn (Mức nhắc 1).'],
      next: ['Mức tiếp theo: thư nhắc gửi đầu mối đơn vị, sáng 04/03/2026.'],
    },
    act: 'Gửi báo cáo tự kiểm tra',
  }),
  overdue: overdue({
    ...modelReminder,
    to: 'Giám đốc Sở Xây dựng',
    contactTold: ['2026-03-03', '2026-03-09'],
    reasons: {
      ...modelReminder.reasons,
      you: ['Thư này gửi thêm thủ trưởng đơn vị vì đã quá hạn 1 ngày làm việc (Mức nhắc 3).'],
    },
  }),
  notice: notice({
    office,
    to: 'Đầu mối Sở Xây dựng',
    reader: 'unit',
    unit: 'Sở Xây dựng',
    vertical: false,
    year: 2026,
    paper: 'Thông báo kiểm tra số 02/TB-SNV ngày 05/02/2026',
    byReport: false,
    visits: [
      { day: '2026-03-12', session: 'morning', startsAt: '08:00', at: 'Trụ sở Sở Xây dựng, 02 Trần Phú' },
      {
        day: '2026-03-12',
        session: 'afternoon',
        startsAt: '13:30',
        at: 'Bộ phận Một cửa, Trung tâm Phục vụ hành chính công tỉnh',
      },
    ],
    team: 'Đoàn kiểm tra số 1, trưởng đoàn Trần Minh Khôi',
    acknowledgeBy: '2026-02-09',
    selfReportBy: '2026-03-05',
    days: [
      'Hạn 09/02/2026: 2 ngày làm việc kể từ ngày ban hành thông báo kiểm tra (05/02/2026), không tính ngày đầu; tính theo lịch nghỉ năm 2026 phiên bản 1.',
    ],
  }),
  received: received({
    office,
    to: 'Đầu mối Sở Xây dựng',
    unit: 'Sở Xây dựng',
    what: 'báo cáo khắc phục',
    item: 'Bổ sung niêm yết 12 thủ tục mới tại Bộ phận Một cửa',
    at: '09:12, 11/03/2026',
    receipt: 'BN-0417',
    evidence: 2,
    review: { by: 'Phòng Cải cách hành chính', day: '2026-03-18', term: '5 ngày làm việc' },
    after: '',
  }),
  'sent-back': sentBack({
    office,
    to: 'Đầu mối Sở Xây dựng',
    unit: 'Sở Xây dựng',
    vertical: false,
    what: 'báo cáo tự kiểm tra',
    points: [
      'Biểu II.06: cột Đã giải quyết ghi 1.240 nhưng các cột con cộng lại là 1.204.',
      'Câu 3.2: chưa kèm quyết định công bố thủ tục.',
    ],
    by: '2026-03-09',
    days: [
      'Hạn 09/03/2026: 2 ngày làm việc kể từ ngày đề nghị bổ sung báo cáo (05/03/2026), không tính ngày đầu; tính theo lịch nghỉ năm 2026 phiên bản 1.',
    ],
  }),
  conclusion: conclusionIssued({
    office,
    to: 'Đầu mối Sở Xây dựng',
    reader: 'unit',
    unit: 'Sở Xây dựng',
    vertical: false,
    kind: 'conclusion',
    number: '05/TB-SNV',
    paper: 'Thông báo kết luận số 05/TB-SNV ngày 23/02/2026',
    items: [
      {
        what: 'Bổ sung niêm yết 12 thủ tục mới tại Bộ phận Một cửa',
        proof: 'ảnh bảng niêm yết',
        due: { kind: 'due', day: '2026-03-10' },
      },
      { what: 'Rà soát quy trình nội bộ đối với 3 thủ tục liên thông', due: { kind: 'milestone', day: '2026-03-31' } },
      {
        what: 'Không yêu cầu người dân nộp giấy tờ ngoài quy định',
        due: { kind: 'standing', every: 'quarter', until: '2026-12-31' },
      },
    ],
    days: [
      'Hạn 10/03/2026: 15 ngày kể từ ngày ban hành Thông báo kết luận số 05/TB-SNV (23/02/2026), không tính ngày đầu; tính theo lịch nghỉ năm 2026 phiên bản 1.',
      'Văn bản không ghi hạn; 31/03/2026 là mốc theo dõi của Sở.',
    ],
  }),
  'verification-result': verificationResult({
    office,
    to: 'Đầu mối Sở Xây dựng',
    unit: 'Sở Xây dựng',
    vertical: false,
    paper: 'Thông báo kết luận số 05/TB-SNV',
    verdicts: [
      { what: 'Bổ sung niêm yết 12 thủ tục mới tại Bộ phận Một cửa', verdict: 'met', closedOn: '2026-03-13' },
      {
        what: 'Gửi văn bản xin lỗi đối với 7 hồ sơ trễ hạn',
        verdict: 'not-met',
        remarks: 'Mới có 5/7 văn bản; còn thiếu hồ sơ 000.12 và 000.19.',
        next: { day: '2026-03-20', milestone: false },
      },
    ],
    days: [
      'Hạn 20/03/2026: 5 ngày làm việc kể từ ngày đề nghị bổ sung kết quả (13/03/2026), không tính ngày đầu; tính theo lịch nghỉ năm 2026 phiên bản 1.',
    ],
    left: 2,
  }),
  'follow-up-ended': followUpEnded({
    office,
    to: 'Đầu mối Sở Xây dựng',
    unit: 'Sở Xây dựng',
    paper: 'Thông báo kết luận số 05/TB-SNV ngày 23/02/2026',
    on: '2026-04-15',
    items: [
      { what: 'Bổ sung niêm yết 12 thủ tục mới tại Bộ phận Một cửa', closedOn: '2026-03-20' },
      { what: 'Gửi văn bản xin lỗi đối với 7 hồ sơ trễ hạn', closedOn: '2026-04-15' },
    ],
  }),
  'team-told': teamTold({
    office,
    to: 'Trần Minh Khôi (trưởng đoàn)',
    paper: 'Thông báo kiểm tra số 02/TB-SNV ngày 05/02/2026',
    units: [
      { what: 'Sở Xây dựng', day: '12/03/2026', stands: 'ngày kiểm tra' },
      { what: 'Sở Y tế', day: '13/03/2026', stands: 'ngày kiểm tra' },
    ],
  }),
  'plan-decided': planDecided({
    office,
    to: 'Lê Thị Mai (người lập kế hoạch)',
    title: 'Kế hoạch kiểm tra công tác cải cách hành chính năm 2026',
    decision: 'sent-back',
    units: 12,
    firstDay: '2026-03-12',
    points: ['Bổ sung UBND phường Nha Trang.', 'Đổi lịch Sở Y tế sang tuần sau.'],
    next: { what: 'sửa và trình lại kế hoạch', by: '2026-01-21' },
    days: [
      'Hạn 21/01/2026: 3 ngày làm việc kể từ ngày kế hoạch được trả lại (16/01/2026), không tính ngày đầu; tính theo lịch nghỉ năm 2026 phiên bản 1.',
    ],
  }),
  'contact-changed-colleague': contactChanged({ ...modelHandOver, reader: 'to' }),
  'contact-changed-giver': contactChanged({ ...modelHandOver, greeted: 'Trần Thị Lan', reader: 'from' }),
  'contact-changed-head': contactChanged({ ...modelHandOver, greeted: 'Thủ trưởng Sở Xây dựng', reader: 'head' }),
  'contact-changed-office': contactChanged({
    ...modelHandOver,
    greeted: 'Lê Thị Mai (người lập kế hoạch)',
    reader: 'office',
  }),
  'handed-over': handedOver(modelSuccession),
  'handed-over-staff': handedOver({ ...modelSuccession, to: 'Phạm Quang Dũng (thư ký đoàn)', reader: 'staff' }),
  'handed-over-followed': handedOver({
    ...modelSuccession,
    passed: [{ from: 'UBND xã Hòa Bình', rows: modelSuccession.passed[1]!.rows.slice(1) }],
    basis: [],
  }),
  'contact-changed-undone': contactChanged({
    ...modelHandOver,
    greeted: 'Trần Thị Lan',
    reader: 'from',
    undone: { on: '2026-03-12', reason: 'Anh Bình không công tác tại đơn vị.' },
  }),
  'work-of-today': workOfToday({
    office: { ...office, training: true },
    to: 'Phạm Quang Dũng (thư ký đoàn)',
    today: '2026-03-11',
    work: [
      {
        kind: 'call',
        what: 'Sở Y tế – Xác nhận đã nhận thông báo kiểm tra',
        day: '2026-03-10',
        stands: 'quá 1 ngày làm việc',
        late: true,
        notes: [
          'Gọi đầu mối đơn vị: Nguyễn Thị Hoa, 0905.123.456',
          'Mức nhắc 3. Mức tiếp theo: thư nhắc gửi trưởng đoàn, sáng 12/03/2026.',
        ],
        toSign: false,
      },
      {
        kind: 'own',
        what: 'Sở Xây dựng – Thẩm tra báo cáo khắc phục: Bổ sung niêm yết 12 thủ tục mới tại Bộ phận Một cửa',
        day: '2026-03-12',
        stands: 'còn 1 ngày làm việc',
        late: false,
        notes: [
          'Hạn 12/03/2026: 5 ngày làm việc kể từ ngày nhận báo cáo (05/03/2026), không tính ngày đầu; tính theo lịch nghỉ năm 2026 phiên bản 1.',
          'Mức nhắc 1. Mức tiếp theo: thư nhắc gửi người thực hiện và trưởng phòng, sáng 13/03/2026.',
        ],
        toSign: false,
      },
    ],
  }),
};
