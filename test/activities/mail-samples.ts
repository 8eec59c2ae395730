import type { Letter, Office } from '../../activities/mail/letter.ts';
import { conclusionIssued } from '../../activities/mail/conclusion-issued.ts';
import { followUpEnded } from '../../activities/mail/follow-up-ended.ts';
import { notice } from '../../activities/mail/notice.ts';
import { overdue } from '../../activities/mail/overdue.ts';
import { planDecided } from '../../activities/mail/plan-decided.ts';
import { received } from '../../activities/mail/received.ts';
import { reminder } from '../../activities/mail/reminder.ts';
import type { ReminderLetter } from '../../activities/mail/reminder.ts';
import { sentBack } from '../../activities/mail/sent-back.ts';
import { teamTold } from '../../activities/mail/team-told.ts';
import { verificationResult } from '../../activities/mail/verification-result.ts';
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

export const samples: Record<string, Letter> = {
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
      { what: 'Bổ sung niêm yết 12 thủ tục mới tại Bộ phận Một cửa', verdict: 'met' },
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
    firstVisit: '2026-03-12',
    points: ['Bổ sung UBND phường Nha Trang.', 'Đổi lịch Sở Y tế sang tuần sau.'],
    next: { what: 'sửa và trình lại kế hoạch', by: '2026-01-21' },
    days: [
      'Hạn 21/01/2026: 3 ngày làm việc kể từ ngày kế hoạch được trả lại (16/01/2026), không tính ngày đầu; tính theo lịch nghỉ năm 2026 phiên bản 1.',
    ],
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
