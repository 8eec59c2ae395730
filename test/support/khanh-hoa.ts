import type { ConclusionDraft } from '../../domain/draft.ts';
import type { Outline } from '../../domain/outline.ts';
import type { Plan } from '../../domain/plan.ts';
import type { Unit } from '../../domain/unit.ts';
import { aUnit } from './office.ts';
import { appointmentsOf, officePosts, peopleOf, unitPosts } from './posts.ts';
import type { Post } from './posts.ts';

// The facts of a real day: three visits at three places, two teams, a chair of another department, and the figures as
// they were stated. The sentences are ours, the people are posts, and the day is put into 2026.

export const round = 'khanh-hoa-2026';
export const chiNhanh = 'chi-nhanh-dat-dai-nha-trang';
export const quanLy = 'van-phong-dang-ky-dat-dai';
export const ninhHoa = 'ubnd-ninh-hoa';
export const ninhIch = 'xa-ninh-ich';
export const taiChinh = 'so-tai-chinh';
export const thongTin = 'so-thong-tin-truyen-thong';
export const visitDay = '2026-07-23';

export const khanhHoaUnits: Unit[] = [
  aUnit({ id: quanLy, name: 'Văn phòng Đăng ký đất đai tỉnh', kind: 'don-vi-su-nghiep' }),
  aUnit({
    id: chiNhanh,
    name: 'Chi nhánh Văn phòng Đăng ký đất đai Nha Trang',
    kind: 'chi-nhanh',
    parent: quanLy,
    through: quanLy,
  }),
  aUnit({ id: ninhHoa, name: 'UBND thị xã Ninh Hòa', kind: 'ubnd' }),
  aUnit({ id: ninhIch, name: 'UBND xã Ninh Ích', kind: 'ubnd', level: 'commune', parent: ninhHoa }),
  aUnit({ id: taiChinh, name: 'Sở Tài chính' }),
  aUnit({ id: 'so-noi-vu', name: 'Sở Nội vụ' }),
  aUnit({ id: thongTin, name: 'Sở Thông tin và Truyền thông' }),
];

const posts: Post[] = [
  ...officePosts,
  ['lead', 'team:to-1', 'truong-doan', 'Phó Giám đốc Sở Nội vụ, Trưởng đoàn'],
  ['lead', 'team:to-2', 'truong-doan', 'Phó Giám đốc Sở Nội vụ, Trưởng đoàn'],
  ['secretary', 'team:to-1', 'thu-ky-1', 'Thư ký tổ 1'],
  ['secretary', 'team:to-2', 'thu-ky-2', 'Thư ký tổ 2'],
  ['member', 'team:to-1', 'giam-doc-tttt', 'Giám đốc Sở Thông tin và Truyền thông', thongTin],
  // the branch has no contact of its own: its letters go through the agency that manages it
  ...unitPosts([quanLy, ninhHoa, ninhIch, taiChinh, 'so-noi-vu']),
];
export const khanhHoaAppointments = appointmentsOf(posts).map((one, n) => ({ ...one, id: `kh-${n}` }));
export const khanhHoaPeople = peopleOf(posts, khanhHoaUnits);

export const khanhHoaOutline: Outline = {
  id: 'de-cuong-khanh-hoa',
  version: 1,
  title: 'Đề cương kiểm tra cải cách hành chính',
  official: false,
  areas: [
    {
      code: 'mot-cua',
      name: 'Một cửa',
      questions: [
        { code: '1', text: 'Hồ sơ giấy có khớp với hồ sơ trên phần mềm không?', answer: 'yes-no', explainWhen: ['no'] },
      ],
    },
  ],
  tables: [{ code: 'ho-so', form: 'II.06', title: 'Tình hình giải quyết hồ sơ' }],
  indicators: [],
  pairs: [],
  claims: [],
  rates: ['rate_early_or_on_time'],
};

const visit = (session: 'morning' | 'afternoon', at: string, chair?: string): Plan['units'][number]['visits'] => [
  {
    n: 1,
    day: visitDay,
    session,
    startsAt: session === 'morning' ? '08:00' : '14:00',
    at,
    ...(chair ? { chair } : {}),
  },
];

export const khanhHoaPlan: Plan = {
  campaign: round,
  title: 'Kiểm tra công tác cải cách hành chính tại ba đơn vị trong một ngày',
  year: 2026,
  kind: 'inspection',
  clock: 'stepped',
  clockFrom: '2026-06-29',
  bases: ['Kế hoạch kiểm tra công tác cải cách hành chính năm 2026'],
  period: { label: '6 tháng đầu năm 2026', from: '2026-01-01', to: '2026-06-30' },
  outline: 'de-cuong-khanh-hoa@1',
  teams: [
    {
      id: 'to-1',
      name: 'Tổ kiểm tra số 1',
      lead: 'truong-doan',
      secretary: 'thu-ky-1',
      members: [{ person: 'giam-doc-tttt' }],
    },
    { id: 'to-2', name: 'Tổ kiểm tra số 2', lead: 'truong-doan', secretary: 'thu-ky-2', members: [] },
  ],
  units: [
    { unit: chiNhanh, team: 'to-1', visits: visit('morning', 'Trụ sở Chi nhánh', 'giam-doc-tttt') },
    { unit: ninhHoa, team: 'to-2', visits: visit('morning', 'Trụ sở UBND thị xã') },
    { unit: ninhIch, team: 'to-2', visits: visit('afternoon', 'Trụ sở UBND xã') },
  ],
};

const term = { kind: 'term', count: 15, unit: 'calendar-day' } as const;

export const concludedBranch: ConclusionDraft = {
  kind: 'conclusion',
  serves: [chiNhanh],
  strengths: [],
  findings: [{ id: 'tt-1', text: 'Còn 747 hồ sơ giải quyết trễ hạn.', area: 'mot-cua', concerns: { all: true } }],
  requirements: [
    {
      id: 'yc-1',
      text: 'Giải quyết dứt điểm hồ sơ trễ hạn, nêu rõ nguyên nhân từng nhóm hồ sơ.',
      mode: 'do',
      area: 'mot-cua',
      concerns: { all: true },
      answers: ['tt-1'],
      due: term,
      proof: 'Báo cáo kết quả xử lý hồ sơ trễ hạn',
    },
  ],
  proposals: [],
};

export const concludedTown = (proposal: string): ConclusionDraft => ({
  kind: 'conclusion',
  serves: [ninhHoa, ninhIch],
  strengths: [
    {
      id: 'ud-1',
      text: 'Tỷ lệ giải quyết sớm và đúng hạn cao.',
      area: 'mot-cua',
      concerns: { units: [ninhHoa] },
    },
  ],
  findings: [{ id: 'tt-1', text: 'Quy chế hoạt động chưa cập nhật.', area: 'mot-cua', concerns: { units: [ninhHoa] } }],
  requirements: [
    {
      id: 'yc-1',
      text: 'Rà soát, cập nhật quy chế hoạt động theo văn bản mới.',
      mode: 'do',
      area: 'mot-cua',
      concerns: { units: [ninhHoa] },
      answers: ['tt-1'],
      due: term,
      proof: 'Quy chế đã ban hành',
    },
  ],
  proposals: [{ unit: ninhIch, text: proposalText, proposal }],
});

export const proposalText = 'Đề nghị xem xét chế độ phù hợp hơn cho công chức làm việc tại Bộ phận Một cửa cấp xã.';
