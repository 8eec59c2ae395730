import type { ConclusionDraft } from '../../domain/draft.ts';
import type { Outline } from '../../domain/outline.ts';
import type { Plan } from '../../domain/plan.ts';
import type { Unit } from '../../domain/unit.ts';
import { aUnit } from './office.ts';
import { appointmentsOf, peopleOf, unitPosts } from './posts.ts';
import type { Post } from './posts.ts';

// The facts of a real round of four agencies: kinds of unit, figures, and which shortcoming named whom. The sentences
// are ours, the people are posts, and the days are put into 2026.

export const haiQuan = 'hai-quan-binh-dinh';
export const khuKinhTe = 'ban-quan-ly-khu-kinh-te';
export const vanHoa = 'so-van-hoa-the-thao';
export const laoDong = 'so-lao-dong';
export const inspected = [haiQuan, khuKinhTe, vanHoa, laoDong];

export const binhDinhUnits: Unit[] = [
  aUnit({ id: 'tong-cuc-hai-quan', name: 'Tổng cục Hải quan', kind: 'nganh-doc', level: 'central-vertical' }),
  aUnit({
    id: haiQuan,
    name: 'Cục Hải quan Bình Định',
    kind: 'nganh-doc',
    level: 'central-vertical',
    vertical: true,
    superior: 'tong-cuc-hai-quan',
  }),
  aUnit({ id: 'hq-phong-nghiep-vu', name: 'Phòng Nghiệp vụ', kind: 'tru-so', level: 'site', parent: haiQuan }),
  aUnit({
    id: 'hq-quy-nhon',
    name: 'Chi cục Hải quan cửa khẩu Quy Nhơn',
    kind: 'tru-so',
    level: 'site',
    parent: haiQuan,
  }),
  aUnit({ id: 'hq-phu-yen', name: 'Chi cục Hải quan Phú Yên', kind: 'tru-so', level: 'site', parent: haiQuan }),
  aUnit({ id: khuKinhTe, name: 'Ban Quản lý Khu kinh tế tỉnh', kind: 'ban-quan-ly' }),
  aUnit({ id: vanHoa, name: 'Sở Văn hóa và Thể thao', aliases: ['Sở VH&TT'] }),
  aUnit({ id: laoDong, name: 'Sở Lao động - Thương binh và Xã hội', aliases: ['Sở LĐ-TB&XH'] }),
];

const posts: Post[] = [
  ['planner', 'office', 'chuyen-vien', 'Chuyên viên Phòng CCHC'],
  ['division-head', 'office', 'truong-phong', 'Trưởng phòng CCHC'],
  ['deputy-director', 'office', 'pho-giam-doc', 'Phó Giám đốc'],
  ['director', 'office', 'giam-doc', 'Giám đốc'],
  ['signer', 'office', 'giam-doc', 'Giám đốc'],
  ['leader-secretary', 'office', 'thu-ky-lanh-dao', 'Thư ký lãnh đạo'],
  ['clerk', 'office', 'van-thu', 'Văn thư'],
  ['lead', 'team:doan-1', 'truong-doan', 'Trưởng đoàn kiểm tra'],
  ['secretary', 'team:doan-1', 'thu-ky', 'Thư ký đoàn'],
  ['superior', `unit:${haiQuan}`, 'cap-tren-hai-quan', 'Vụ trưởng phụ trách địa bàn', haiQuan],
  ...unitPosts(inspected),
];

export const binhDinhAppointments = appointmentsOf(posts);
export const binhDinhPeople = peopleOf(posts, binhDinhUnits);

export const binhDinhOutline: Outline = {
  id: 'de-cuong-binh-dinh',
  version: 1,
  title: 'Đề cương kiểm tra cải cách hành chính',
  official: false,
  areas: [
    {
      code: 'chi-dao-dieu-hanh',
      name: 'Chỉ đạo, điều hành',
      questions: [
        { code: '1.1', text: 'Đơn vị đã ban hành kế hoạch tuyên truyền chưa?', answer: 'yes-no', explainWhen: ['no'] },
      ],
    },
    {
      code: 'mot-cua',
      name: 'Một cửa',
      questions: [
        {
          code: '2.1',
          text: 'Đơn vị có trả kết quả qua bưu chính công ích không?',
          answer: 'yes-no',
          explainWhen: ['no'],
        },
      ],
    },
  ],
  tables: [{ code: 'ho-so', form: 'II.06', title: 'Tình hình giải quyết hồ sơ', perSite: true }],
  indicators: [{ code: 'one_stop_sites', name: 'Số trụ sở có Bộ phận Một cửa', unitOfMeasure: 'trụ sở' }],
  pairs: [],
  claims: [{ code: 'no-late-dossiers', text: 'Không có hồ sơ trễ hạn' }],
};

const visit = (unit: string, day: `2026-${number}-${number}`, session: 'morning' | 'afternoon') => ({
  unit,
  team: 'doan-1',
  visits: [{ n: 1, day, session, startsAt: session === 'morning' ? '08:00' : '14:00', at: 'Trụ sở đơn vị' }],
});

export const round = 'binh-dinh-2026';
export const binhDinhPlan: Plan = {
  campaign: round,
  title: 'Kiểm tra trực tiếp công tác cải cách hành chính tại bốn cơ quan',
  year: 2026,
  kind: 'inspection',
  clock: 'stepped',
  clockFrom: '2026-09-07',
  bases: ['Kế hoạch kiểm tra công tác cải cách hành chính năm 2026'],
  period: { label: '9 tháng đầu năm 2026', from: '2026-01-01', to: '2026-09-30' },
  outline: 'de-cuong-binh-dinh@1',
  teams: [{ id: 'doan-1', name: 'Đoàn kiểm tra', lead: 'truong-doan', secretary: 'thu-ky', members: [] }],
  units: [
    visit(haiQuan, '2026-10-12', 'morning'),
    visit(khuKinhTe, '2026-10-12', 'afternoon'),
    visit(vanHoa, '2026-10-13', 'morning'),
    visit(laoDong, '2026-10-13', 'afternoon'),
  ],
};

const term = { kind: 'term', count: 15, unit: 'calendar-day' } as const;

/** Four shortcomings: three of all, one of the economic zone by name. */
export const binhDinhConclusion: ConclusionDraft = {
  kind: 'conclusion',
  serves: inspected,
  strengths: [
    {
      id: 'ud-1',
      text: 'Quy trình giải quyết thủ tục được theo dõi chặt chẽ nên hầu như không có hồ sơ trễ hạn.',
      area: 'mot-cua',
      concerns: { all: true },
    },
  ],
  findings: [
    { id: 'tt-1', text: 'Ít hồ sơ được nhận và trả qua bưu chính công ích.', area: 'mot-cua', concerns: { all: true } },
    { id: 'tt-2', text: 'Chưa có cách làm để tăng hồ sơ trực tuyến.', area: 'mot-cua', concerns: { all: true } },
    {
      id: 'tt-3',
      text: 'Trong 9 tháng chỉ có một hồ sơ trực tuyến mức độ 4, không có hồ sơ mức độ 3.',
      area: 'mot-cua',
      concerns: { units: [khuKinhTe] },
    },
    {
      id: 'tt-4',
      text: 'Tuyên truyền cải cách hành chính mới dừng ở ban hành kế hoạch.',
      area: 'chi-dao-dieu-hanh',
      concerns: { all: true },
    },
  ],
  requirements: [
    {
      id: 'yc-1',
      text: 'Hướng dẫn người dân nhận và trả hồ sơ qua bưu chính công ích.',
      mode: 'do',
      area: 'mot-cua',
      concerns: { all: true },
      answers: ['tt-1'],
      due: term,
      proof: 'Báo cáo số hồ sơ qua bưu chính',
    },
    {
      id: 'yc-2',
      text: 'Phối hợp Trung tâm Phục vụ hành chính công tỉnh để phát sinh hồ sơ trực tuyến.',
      mode: 'do',
      area: 'mot-cua',
      concerns: { all: true },
      answers: ['tt-2'],
      due: term,
      proof: 'Kế hoạch phối hợp',
    },
    {
      id: 'yc-3',
      text: 'Rà soát thủ tục thu hút đầu tư để cung cấp trực tuyến.',
      mode: 'do',
      area: 'mot-cua',
      concerns: { units: [khuKinhTe] },
      answers: ['tt-3'],
      due: { kind: 'term', count: 30, unit: 'calendar-day' },
      proof: 'Danh mục thủ tục trực tuyến',
    },
    {
      id: 'yc-4',
      text: 'Tuyên truyền thường xuyên, đa dạng về thủ tục và sáng kiến.',
      mode: 'do',
      area: 'chi-dao-dieu-hanh',
      concerns: { all: true },
      answers: ['tt-4'],
      due: term,
      proof: 'Tin, bài đã đăng',
    },
  ],
  proposals: [],
};
