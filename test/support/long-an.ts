import type { Day } from '../../domain/day.ts';
import type { DirectiveDraft } from '../../domain/draft.ts';
import type { Finding } from '../../domain/finding.ts';
import type { Group } from '../../domain/group.ts';
import type { Outline } from '../../domain/outline.ts';
import type { Plan } from '../../domain/plan.ts';
import type { Requirement } from '../../domain/requirement.ts';
import type { Unit } from '../../domain/unit.ts';
import { aUnit } from './office.ts';
import { appointmentsOf, peopleOf, unitPosts } from './posts.ts';
import type { Post } from './posts.ts';

// The facts of a real directive of December 2024: nine lines, to two groups, three departments and four districts by
// name, without one due day. The sentences are ours; the units that no source names are two.

export const round = 'long-an-2024';
export const paper = `${round}:directive:1`;

export const threeDepartments = ['so-tai-nguyen-moi-truong', 'so-tu-phap', 'so-lao-dong'];
export const fourDistricts = ['huyen-duc-hoa', 'huyen-thanh-hoa', 'huyen-moc-hoa', 'thanh-pho-tan-an'];
export const departments = [...threeDepartments, 'so-xay-dung'];
export const districts = [...fourDistricts, 'thi-xa-khac'];
export const everybody = [...departments, ...districts];
const inspected = 'van-phong-ubnd';

const since = { from: '2020-01-01' } as const;
/** Districts ended with 30 June 2025. */
const district = { ...since, kind: 'huyện', level: 'commune', to: '2025-06-30' } as const;
export const longAnUnits: Unit[] = [
  aUnit({ id: 'so-tai-nguyen-moi-truong', name: 'Sở Tài nguyên và Môi trường', kind: 'sở', ...since }),
  aUnit({ id: 'so-tu-phap', name: 'Sở Tư pháp', kind: 'sở', ...since }),
  aUnit({ id: 'so-lao-dong', name: 'Sở Lao động - Thương binh và Xã hội', kind: 'sở', ...since }),
  aUnit({ id: 'so-xay-dung', name: 'Sở Xây dựng', kind: 'sở', ...since }),
  aUnit({ id: 'huyen-duc-hoa', name: 'UBND huyện Đức Hòa', ...district }),
  aUnit({ id: 'huyen-thanh-hoa', name: 'UBND huyện Thạnh Hóa', ...district }),
  aUnit({ id: 'huyen-moc-hoa', name: 'UBND huyện Mộc Hóa', ...district }),
  aUnit({ id: 'thanh-pho-tan-an', name: 'UBND thành phố Tân An', ...district }),
  aUnit({ id: 'thi-xa-khac', name: 'UBND thị xã khác', ...district }),
  aUnit({ id: 'xa-mot', name: 'UBND xã số 1', kind: 'xã', level: 'commune', ...since }),
  aUnit({ id: inspected, name: 'Văn phòng UBND tỉnh', kind: 'văn phòng', ...since }),
];

export const longAnGroups: Group[] = [
  { id: 'so-nganh-tinh', name: 'Các sở, ngành tỉnh', kinds: ['sở'] },
  { id: 'ubnd-cap-huyen', name: 'UBND các huyện, thị xã, thành phố', kinds: ['huyện'] },
  { id: 'cap-xa', name: 'UBND cấp xã', kinds: ['xã'], levels: ['commune'] },
];

const posts: Post[] = [
  ['planner', 'office', 'chuyen-vien', 'Chuyên viên Phòng CCHC'],
  ['division-head', 'office', 'truong-phong', 'Trưởng phòng CCHC'],
  ['deputy-director', 'office', 'pho-giam-doc', 'Phó Giám đốc'],
  ['director', 'office', 'giam-doc', 'Giám đốc'],
  ['signer', 'office', 'giam-doc', 'Giám đốc'],
  ['leader-secretary', 'office', 'thu-ky-lanh-dao', 'Thư ký lãnh đạo'],
  ['clerk', 'office', 'van-thu', 'Văn thư'],
  ['lead', 'office', 'truong-doan', 'Trưởng đoàn kiểm tra'],
  ['secretary', 'office', 'thu-ky', 'Thư ký đoàn'],
  ...unitPosts([...everybody, inspected]),
];

export const longAnAppointments = appointmentsOf(posts, '2024-01-01');
export const longAnPeople = peopleOf(posts, longAnUnits);

export const longAnOutline: Outline = {
  id: 'de-cuong-long-an',
  version: 1,
  title: 'Đề cương kiểm tra cải cách hành chính',
  official: false,
  areas: [
    {
      code: 'chi-dao-dieu-hanh',
      name: 'Chỉ đạo, điều hành',
      questions: [{ code: '1.1', text: 'Đơn vị đã ban hành kế hoạch chưa?', answer: 'yes-no', explainWhen: [] }],
    },
  ],
  tables: [],
  indicators: [],
  pairs: [],
  claims: [],
};

/** The round whose inspections were over before anybody had Đôn Đốc: one is left in it, and given up. */
export const longAnPlan = (campaign: string, clockFrom: Day): Plan => ({
  campaign,
  title: 'Kiểm tra công tác cải cách hành chính năm 2024',
  year: Number(clockFrom.slice(0, 4)),
  kind: 'inspection',
  clock: 'stepped',
  clockFrom,
  bases: ['Kế hoạch kiểm tra công tác cải cách hành chính năm 2024'],
  period: { label: 'Năm 2024', from: '2024-01-01', to: '2024-12-31' },
  outline: 'de-cuong-long-an@1',
  teams: [{ id: `doan-${campaign}`, name: 'Đoàn kiểm tra', lead: 'truong-doan', secretary: 'thu-ky', members: [] }],
  units: [
    {
      unit: inspected,
      team: `doan-${campaign}`,
      visits: [
        {
          n: 1,
          day: clockFrom < '2025' ? '2024-12-20' : '2025-08-20',
          session: 'morning',
          startsAt: '08:00',
          at: 'Trụ sở đơn vị',
        },
      ],
    },
  ],
});
export const leftInspection = `${round}:${inspected}`;

const some = { units: [] };
const finding = (id: string, area: string, text: string, more: Partial<Finding> = {}): Finding => ({
  id,
  text,
  area,
  concerns: some,
  unnamed: true,
  ...more,
});

/** Fifteen shortcomings of “some agencies”, one of them at the communes. */
export const longAnFindings: Finding[] = [
  finding('k-1', 'chi-dao-dieu-hanh', 'Người đứng đầu ở vài nơi chưa thật sự vào cuộc trong cải cách hành chính.'),
  finding('k-2', 'chi-dao-dieu-hanh', 'Kiểm tra, đôn đốc còn thưa.'),
  finding('k-3', 'che-do-cong-vu', 'Chấn chỉnh trách nhiệm công vụ chưa được chú ý đúng mức.'),
  finding('k-4', 'cai-cach-the-che', 'Có văn bản hành chính chứa quy phạm pháp luật trái thẩm quyền.'),
  finding('k-5', 'cai-cach-the-che', 'Rà soát, xử lý văn bản hết phù hợp còn chậm.'),
  finding('k-6', 'cai-cach-tthc', 'Niêm yết thủ tục ở một số nơi, nhất là cấp xã, chưa đủ và chưa kịp thời.', {
    concerns: { groups: ['cap-xa'], units: [] },
  }),
  finding(
    'k-7',
    'cai-cach-tthc',
    'Tiếp nhận, giải quyết hồ sơ đất đai, tư pháp, xây dựng, lao động còn nhiều sai sót.',
  ),
  finding('k-8', 'mot-cua', 'Phối hợp giữa các cơ quan chưa ăn khớp nên còn hồ sơ trễ hạn.'),
  finding('k-9', 'che-do-cong-vu', 'Tỷ lệ hồ sơ trả không giải quyết ở vài đơn vị còn cao.'),
  finding('k-10', 'cai-cach-tthc', 'Có hồ sơ chưa giải quyết đúng quy trình.'),
  finding('k-11', 'mot-cua', 'Thành phần hồ sơ tiếp nhận khi thừa, khi thiếu.'),
  finding('k-12', 'chinh-quyen-so', 'Hồ sơ giấy và hồ sơ điện tử chưa khớp nhau.'),
  finding('k-13', 'mot-cua', 'Việc của cơ quan nhà nước nhưng lại yêu cầu người dân làm.'),
  finding('k-14', 'mot-cua', 'Yêu cầu bổ sung không đúng quy định, kéo dài thời gian giải quyết.'),
  finding('k-15', 'mot-cua', 'Nhận hồ sơ tại phòng chuyên môn, không cập nhật lên hệ thống của tỉnh.'),
];

const bothGroups = { groups: ['so-nganh-tinh', 'ubnd-cap-huyen'], units: [] };
const untilYearEnd = { kind: 'recurring', every: 'quarter', until: '2024-12-31' } as const;
const milestone = { kind: 'milestone', day: '2025-01-15' } as const;
const line = (
  requirement: Pick<Requirement, 'id' | 'text' | 'area' | 'answers'> & Partial<Requirement>,
): Requirement => ({
  mode: 'do',
  concerns: bothGroups,
  proof: 'Báo cáo kết quả, văn bản chỉ đạo',
  ...requirement,
});

/** The nine lines as the office follows them: its own milestones and standing duties, for the paper names no day. */
export const longAnLines: Requirement[] = [
  line({
    id: 'd-1',
    area: 'chi-dao-dieu-hanh',
    text: 'Người đứng đầu chỉ đạo hoàn thành toàn bộ nhiệm vụ trong kế hoạch cải cách hành chính năm 2024; tăng kiểm tra công vụ, nhất là kiểm tra đột xuất.',
    answers: ['k-1', 'k-2', 'k-3'],
    due: milestone,
    target: { of: 'nhiệm vụ trong kế hoạch cải cách hành chính năm 2024', percent: 100 },
  }),
  line({
    id: 'd-2',
    area: 'cai-cach-the-che',
    text: 'Kiểm tra, rà soát, xử lý văn bản chưa phù hợp, trước hết là văn bản hành chính chứa quy phạm pháp luật hoặc thủ tục hành chính.',
    answers: ['k-4', 'k-5'],
    due: milestone,
  }),
  line({
    id: 'd-3',
    area: 'cai-cach-tthc',
    text: 'Thường xuyên theo dõi việc giải quyết hồ sơ theo Nghị định số 61/2018/NĐ-CP ngày 23/4/2018 và Nghị định số 107/2021/NĐ-CP ngày 06/12/2021; xử lý nghiêm người tự đặt thêm quy định.',
    answers: ['k-7', 'k-8', 'k-9', 'k-10', 'k-11', 'k-13', 'k-14'],
    due: untilYearEnd,
  }),
  line({
    id: 'd-4',
    area: 'mot-cua',
    mode: 'prohibit',
    text: 'Nghiêm cấm nhận và giải quyết hồ sơ tại bộ phận chuyên môn, ngoài Bộ phận Một cửa, không cập nhật lên hệ thống của tỉnh.',
    answers: ['k-15'],
    due: untilYearEnd,
    proof: 'Số vụ vi phạm và văn bản xử lý từng vụ',
  }),
  line({
    id: 'd-5',
    area: 'mot-cua',
    text: 'Thường xuyên tập huấn người tiếp nhận hồ sơ; xử lý kịp thời phản ánh, kiến nghị; bố trí người giỏi tại Bộ phận Một cửa.',
    answers: ['k-9', 'k-11', 'k-14'],
    due: untilYearEnd,
  }),
  line({
    id: 'd-6',
    area: 'che-do-cong-vu',
    text: 'Bố trí công chức theo vị trí việc làm; bồi dưỡng theo Nghị định số 101/2017/NĐ-CP và Nghị định số 89/2021/NĐ-CP; bố trí số lãnh đạo phòng đúng quy định.',
    answers: [],
    due: milestone,
  }),
  line({
    id: 'd-7',
    area: 'chinh-quyen-so',
    text: 'Đẩy mạnh chính quyền số, dùng phần mềm chung của tỉnh; trang thông tin điện tử đủ mục theo Điều 4 Nghị định số 42/2022/NĐ-CP.',
    answers: ['k-12'],
    due: milestone,
  }),
  line({
    id: 'd-8',
    area: 'cai-cach-tthc',
    text: 'Kiểm tra, hướng dẫn cụ thể việc tiếp nhận, giải quyết hồ sơ thuộc ngành mình để giảm sai sót.',
    answers: ['k-7'],
    concerns: { units: threeDepartments },
    due: milestone,
  }),
  line({
    id: 'd-9',
    area: 'tac-dong-cchc',
    text: 'Chỉ đạo nâng Chỉ số PAPI, SIPAS; đôn đốc các xã được chọn khảo sát triển khai nhiệm vụ, giải pháp.',
    answers: [],
    concerns: { units: fourDistricts },
    due: milestone,
  }),
];

export const withoutDues = (lines: Requirement[]): Requirement[] =>
  lines.map((line) => {
    const rest = { ...line };
    delete rest.due;
    return rest;
  });

export const longAnDirective: DirectiveDraft = {
  kind: 'directive',
  issuer: 'parent',
  subject: 'chỉ đạo chấn chỉnh tồn tại, hạn chế sau kiểm tra cải cách hành chính năm 2024',
  leadIn: ['Sau kiểm tra công tác cải cách hành chính năm 2024, UBND tỉnh nhận thấy:'],
  groups: ['so-nganh-tinh', 'ubnd-cap-huyen'],
  named: [],
  serves: [],
  strengths: [
    {
      id: 's-1',
      text: 'Các cơ quan, đơn vị chủ động xây dựng và triển khai kế hoạch cải cách hành chính.',
      area: 'chi-dao-dieu-hanh',
      concerns: { all: true },
    },
    {
      id: 's-5',
      text: 'Một số đơn vị có phương án rà soát thủ tục hành chính theo kế hoạch.',
      area: 'cai-cach-tthc',
      concerns: some,
      exemplary: true,
    },
  ],
  findings: longAnFindings,
  requirements: longAnLines,
};

/** A PDF of so many pages, as another system gives it back. */
export const aSignedPdf = (words: string, pages = 2): Blob =>
  new Blob(
    [
      `%PDF-1.4\n% ${words}\n${'1 0 obj << /Type /Page >> endobj\n'.repeat(pages)}2 0 obj << /Type /Pages >> endobj\n%%EOF`,
    ],
    { type: 'application/pdf' },
  );

export function formWith(
  fields: Record<string, string>,
  file?: Blob,
  name = 'VB so 13033 cua UBND tinh.pdf',
): FormData {
  const form = new FormData();
  for (const [field, value] of Object.entries(fields)) form.set(field, value);
  if (file) form.set('file', file, name);
  return form;
}
