import type { ConclusionDraft } from '../../domain/draft.ts';
import type { Outline } from '../../domain/outline.ts';
import type { Plan } from '../../domain/plan.ts';
import type { Unit } from '../../domain/unit.ts';
import { aUnit } from './office.ts';
import { appointmentsOf, officePosts, peopleOf, unitPosts } from './posts.ts';
import type { Post } from './posts.ts';

// The facts of a real visit: nine areas, four shortcomings, 38 of 38 procedures. The sentences are ours, the people
// are posts, and the day is put into 2026.

export const round = 'doan-1228-2026';
export const soThongTin = 'so-thong-tin-truyen-thong';
export const visitDay = '2026-08-18';

export const doan1228Units: Unit[] = [
  aUnit({ id: soThongTin, name: 'Sở Thông tin và Truyền thông' }),
  aUnit({ id: 'so-noi-vu', name: 'Sở Nội vụ' }),
];

const posts: Post[] = [
  ...officePosts,
  ['lead', 'team:doan-1228', 'truong-doan', 'Phó Giám đốc Sở Nội vụ, Trưởng đoàn'],
  ['secretary', 'team:doan-1228', 'thu-ky', 'Thư ký Đoàn kiểm tra 1228'],
  ...unitPosts([soThongTin]),
];
export const doan1228Appointments = appointmentsOf(posts);
export const doan1228People = peopleOf(posts, doan1228Units);

/** Nine areas, in the order of that year's decision. */
export const nineAreas: [code: string, name: string][] = [
  ['chi-dao', 'Chỉ đạo, điều hành'],
  ['the-che', 'Cải cách thể chế'],
  ['tthc', 'Cải cách thủ tục hành chính'],
  ['mot-cua', 'Cơ chế một cửa, một cửa liên thông'],
  ['bo-may', 'Tổ chức bộ máy hành chính'],
  ['tai-chinh', 'Tài chính công'],
  ['hien-dai-hoa', 'Hiện đại hóa hành chính'],
  ['xin-loi', 'Xin lỗi bằng văn bản khi trễ hạn'],
  ['can-bo', 'Quy định đối với cán bộ, công chức, viên chức'],
];

export const doan1228Outline: Omit<Outline, 'version'> = {
  id: 'de-cuong-1228',
  title: 'Đề cương kiểm tra của Đoàn 1228',
  official: false,
  areas: nineAreas.map(([code, name], i) => ({
    code,
    name,
    questions: [
      i === 0
        ? {
            code: '1',
            text: 'Kế hoạch cải cách hành chính năm: từng nhiệm vụ, người phụ trách, thời hạn.',
            answer: 'plan',
            explainWhen: [],
          }
        : { code: `${i + 1}`, text: `Đơn vị đã thực hiện nội dung: ${name}?`, answer: 'yes-no', explainWhen: ['no'] },
    ],
  })),
  tables: [],
  indicators: [
    { code: 'procedures_total', name: 'Tổng số thủ tục hành chính', unitOfMeasure: 'thủ tục', area: 'hien-dai-hoa' },
    {
      code: 'procedures_online_level4',
      name: 'Thủ tục cung cấp trực tuyến mức độ 4',
      unitOfMeasure: 'thủ tục',
      area: 'hien-dai-hoa',
    },
  ],
  pairs: [{ part: 'procedures_online_level4', whole: 'procedures_total', level: 'error' }],
  claims: [],
  rates: ['rate_procedures_online_level4'],
};

export const doan1228Plan: Plan = {
  campaign: round,
  title: 'Kiểm tra công tác cải cách hành chính của Đoàn 1228',
  year: 2026,
  kind: 'inspection',
  clock: 'stepped',
  clockFrom: '2026-07-20',
  bases: ['Kế hoạch kiểm tra công tác cải cách hành chính năm 2026'],
  period: { label: 'từ đầu năm 2025 đến tháng 6/2026', from: '2025-01-01', to: '2026-06-30' },
  outline: 'de-cuong-1228@1',
  teams: [{ id: 'doan-1228', name: 'Đoàn kiểm tra 1228', lead: 'truong-doan', secretary: 'thu-ky', members: [] }],
  units: [
    {
      unit: soThongTin,
      team: 'doan-1228',
      visits: [{ n: 1, day: visitDay, session: 'morning', startsAt: '08:00', at: 'Trụ sở Sở' }],
    },
  ],
};

/** What the plan of that year came in as: of four lines two are whole. */
export const handedIn = [
  {
    task: 'Rà soát thủ tục nội bộ',
    person: 'Chánh Văn phòng',
    from: '05/01/2026',
    to: '31/03/2026',
    product: 'Danh mục thủ tục nội bộ',
  },
  { task: 'Tự kiểm tra việc trả kết quả', person: '', from: '', to: '30/06/2026', product: 'Báo cáo' },
  { task: 'Tập huấn kỹ năng số', person: 'Trưởng phòng Công nghệ', from: '', to: '', product: 'Lớp tập huấn' },
  { task: 'Khảo sát mức độ hài lòng', person: 'Phó Chánh Văn phòng', from: '', to: '30/11/2026', product: '' },
];

const all = { all: true } as const;
const findings: [id: string, area: string, found: string, asked: string, responsible: string, proof: string][] = [
  [
    '1',
    'chi-dao',
    'Kế hoạch cải cách hành chính ban hành đủ nhưng muộn.',
    'Ban hành kế hoạch năm sau đúng thời gian, phân công từng người, có thời hạn từng việc.',
    'Giám đốc Sở',
    'Kế hoạch đã ban hành',
  ],
  [
    '2',
    'tai-chinh',
    'Việc giao quyền tự chủ cho đơn vị sự nghiệp còn hạn chế.',
    'Hoàn thành phương án tự chủ của các đơn vị sự nghiệp.',
    'Trưởng phòng Kế hoạch - Tài chính',
    'Quyết định giao tự chủ',
  ],
  [
    '3',
    'hien-dai-hoa',
    'Hệ thống quản lý chất lượng chưa cập nhật kịp thời.',
    'Cập nhật, công bố lại hệ thống quản lý chất lượng.',
    'Chánh Văn phòng',
    'Bản công bố hệ thống quản lý chất lượng',
  ],
  [
    '4',
    'can-bo',
    'Hồ sơ công chức, viên chức còn thiếu thành phần.',
    'Bổ sung đủ thành phần hồ sơ công chức, viên chức.',
    'Trưởng phòng Tổ chức',
    'Biên bản rà soát hồ sơ',
  ],
];

export const doan1228Conclusion: ConclusionDraft = {
  kind: 'conclusion',
  serves: [soThongTin],
  strengths: [{ id: 'ud-1', text: '38/38 thủ tục cung cấp ở mức độ 4.', area: 'hien-dai-hoa', concerns: all }],
  findings: findings.map(([id, area, text]) => ({ id: `tt-${id}`, text, area, concerns: all })),
  requirements: findings.map(([id, area, , text, responsible, proof]) => ({
    id: `yc-${id}`,
    text,
    mode: 'do',
    area,
    concerns: all,
    answers: [`tt-${id}`],
    due: { kind: 'term', count: 30, unit: 'calendar-day' },
    proof,
    responsible,
  })),
  proposals: [],
};
