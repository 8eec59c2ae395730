import type { ReportDraft } from '../../domain/draft.ts';
import type { Outline } from '../../domain/outline.ts';
import type { Plan } from '../../domain/plan.ts';
import type { Unit } from '../../domain/unit.ts';
import { aUnit } from './office.ts';
import { appointmentsOf, peopleOf, unitPosts } from './posts.ts';
import type { Post } from './posts.ts';

// The facts of a real quarterly report on administrative procedures: its figures, its three wrong sums and the paper
// it cites. The sentences are ours, the people are posts, and the days are put into 2026.

export const vanPhong = 'van-phong-ubnd-tinh';
export const soXayDung = 'so-xay-dung';
/** Sends after its due, with an error. */
export const xaSau = 'xa-hong-viet';
/** Never sends. */
export const xaImLang = 'xa-ngoc-dong';
export const reporting = [vanPhong, soXayDung, xaSau, xaImLang];

export const caoBangUnits: Unit[] = [
  aUnit({ id: vanPhong, name: 'Văn phòng UBND tỉnh', kind: 'van-phong' }),
  aUnit({ id: soXayDung, name: 'Sở Xây dựng' }),
  aUnit({ id: xaSau, name: 'UBND xã Hồng Việt', kind: 'xa', level: 'commune' }),
  aUnit({ id: xaImLang, name: 'UBND xã Ngọc Động', kind: 'xa', level: 'commune' }),
];

const posts: Post[] = [
  ['planner', 'office', 'chuyen-vien', 'Chuyên viên'],
  ['division-head', 'office', 'truong-phong', 'Trưởng phòng Kiểm soát thủ tục hành chính'],
  ['deputy-director', 'office', 'pho-giam-doc', 'Phó Giám đốc'],
  ['director', 'office', 'giam-doc', 'Giám đốc'],
  ['signer', 'office', 'giam-doc', 'Giám đốc'],
  ['leader-secretary', 'office', 'thu-ky-lanh-dao', 'Thư ký lãnh đạo'],
  ['clerk', 'office', 'van-thu', 'Văn thư'],
  ['lead', 'team:to-tong-hop', 'to-truong', 'Tổ trưởng tổng hợp'],
  ['secretary', 'team:to-tong-hop', 'thu-ky', 'Thư ký tổng hợp'],
  ...unitPosts(reporting),
];

export const caoBangAppointments = appointmentsOf(posts);
export const caoBangPeople = peopleOf(posts, caoBangUnits);

export const caoBangOutline: Outline = {
  id: 'bao-cao-kstt',
  version: 1,
  title: 'Báo cáo kiểm soát thủ tục hành chính hằng quý',
  official: false,
  areas: [
    {
      code: 'chi-dao-dieu-hanh',
      name: 'Chỉ đạo, điều hành',
      questions: [{ code: '1.1', text: 'Việc nổi bật trong quý', answer: 'text', explainWhen: [], optional: true }],
    },
  ],
  tables: [{ code: 'ho-so', form: 'II.06', title: 'Tình hình giải quyết hồ sơ' }],
  indicators: [
    { code: 'petitions', name: 'Phản ánh, kiến nghị về quy định hành chính', unitOfMeasure: 'phản ánh, kiến nghị' },
    { code: 'procedures_new', name: 'Thủ tục công bố mới', unitOfMeasure: 'thủ tục' },
    { code: 'procedures_abolished', name: 'Thủ tục bãi bỏ', unitOfMeasure: 'thủ tục' },
  ],
  pairs: [],
  claims: [],
};

export const round = 'cao-bang-quy-2';
export const caoBangPlan: Plan = {
  campaign: round,
  title: 'Báo cáo kết quả kiểm soát thủ tục hành chính quý II năm 2026',
  year: 2026,
  kind: 'reporting',
  reporting: { cutOff: '2026-06-15', due: '2026-06-22' },
  clock: 'stepped',
  clockFrom: '2026-06-01',
  bases: ['Kế hoạch số 1587/KH-UBND ngày 15/5/2019 của UBND tỉnh'],
  related: [
    {
      type: 'Công văn',
      asWritten: '1770/ UBND - KSTT',
      on: '2019-05-28',
      issuer: 'UBND tỉnh',
      about: 'về việc đôn đốc cải cách thủ tục hành chính và cơ chế một cửa',
    },
  ],
  period: { label: 'quý II năm 2026', from: '2026-04-01', to: '2026-06-30' },
  outline: 'bao-cao-kstt@1',
  teams: [{ id: 'to-tong-hop', name: 'Tổ tổng hợp', lead: 'to-truong', secretary: 'thu-ky', members: [] }],
  units: reporting.map((unit) => ({ unit, team: 'to-tong-hop', visits: [] })),
};

export const caoBangReport = (serves: string[]): ReportDraft => ({
  kind: 'report',
  serves,
  title: 'Tình hình, kết quả kiểm soát thủ tục hành chính quý II năm 2026',
  sections: [
    {
      title: 'Đánh giá chung',
      paragraphs: [
        'Việc kiểm soát thủ tục hành chính được các đơn vị triển khai đều; danh mục mới được công khai trên Cổng thông tin điện tử tỉnh.',
        'Việc tổng hợp, gửi báo cáo còn chậm và số liệu chưa chính xác, nhất là ở cấp xã.',
      ],
    },
  ],
  tasks: [
    'Công bố kịp thời danh mục thủ tục thuộc thẩm quyền của các cấp',
    'Thực hiện tốt chế độ báo cáo về kiểm soát thủ tục hành chính',
  ],
  related: [{ type: 'Nghị định', asWritten: '61/2018/NĐ-CP', on: '2018-04-23', issuer: 'Chính phủ' }],
});
