import type { Appointment, PersonId, Role, Scope } from '../../domain/role.ts';
import type { Person } from '../../store/content/people.ts';
import type { Office } from '../../store/content/office.ts';

// Tỉnh Hương Giang does not exist: its places are made up, its people are named by their posts, and its addresses
// end in .example, where no letter can arrive.

const domain = 'huonggiang.example';
const since = '2025-07-01';

/** Before the unit's name: what its head is called, and who is its contact. */
const kinds: Record<string, { head: string; contact: string }> = {
  sở: { head: 'Giám đốc', contact: 'Chánh Văn phòng' },
  'văn phòng': { head: 'Chánh', contact: 'Trưởng phòng Hành chính' },
  'thanh tra': { head: 'Chánh', contact: 'Chánh Văn phòng' },
  'ban quản lý': { head: 'Trưởng', contact: 'Chánh Văn phòng' },
  'trung tâm': { head: 'Giám đốc', contact: 'Phó Giám đốc' },
  'ngành dọc': { head: 'Chi cục trưởng', contact: 'Chánh Văn phòng' },
  phường: { head: 'Chủ tịch', contact: 'Công chức Văn phòng' },
  xã: { head: 'Chủ tịch', contact: 'Công chức Văn phòng' },
};

interface SampleUnit {
  id: string;
  name: string;
  aliases?: string;
  kind: string;
  level: 'tỉnh' | 'xã' | 'trung ương' | 'trụ sở';
  parent?: string;
  superior?: string;
}

const department = (id: string, name: string, aliases = ''): SampleUnit => ({
  id,
  name,
  aliases,
  kind: 'sở',
  level: 'tỉnh',
});
const ward = (id: string, name: string): SampleUnit => ({
  id: `phuong-${id}`,
  name: `UBND phường ${name}`,
  kind: 'phường',
  level: 'xã',
});
const commune = (id: string, name: string): SampleUnit => ({
  id: `xa-${id}`,
  name: `UBND xã ${name}`,
  kind: 'xã',
  level: 'xã',
});
const customsSite = (id: string, name: string): SampleUnit => ({
  id: `hai-quan-${id}`,
  name: `Hải quan ${name}`,
  kind: 'trụ sở',
  level: 'trụ sở',
  parent: 'chi-cuc-hai-quan',
});

const units: SampleUnit[] = [
  { id: 'van-phong-ubnd-tinh', name: 'Văn phòng UBND tỉnh', aliases: 'VP UBND', kind: 'văn phòng', level: 'tỉnh' },
  department('so-noi-vu', 'Sở Nội vụ', 'SNV'),
  department('so-tai-chinh', 'Sở Tài chính', 'STC'),
  department('so-tu-phap', 'Sở Tư pháp', 'STP'),
  department('so-cong-thuong', 'Sở Công Thương', 'SCT'),
  department('so-xay-dung', 'Sở Xây dựng', 'SXD'),
  department('so-nong-nghiep-va-moi-truong', 'Sở Nông nghiệp và Môi trường', 'Sở NN&MT|SNNMT'),
  department('so-khoa-hoc-va-cong-nghe', 'Sở Khoa học và Công nghệ', 'Sở KH&CN'),
  department('so-giao-duc-va-dao-tao', 'Sở Giáo dục và Đào tạo', 'Sở GD&ĐT'),
  department('so-y-te', 'Sở Y tế', 'SYT'),
  department('so-van-hoa-the-thao-va-du-lich', 'Sở Văn hóa, Thể thao và Du lịch', 'Sở VHTT&DL'),
  department('so-dan-toc-va-ton-giao', 'Sở Dân tộc và Tôn giáo', 'Sở DT&TG'),
  department('so-ngoai-vu', 'Sở Ngoại vụ', 'SNgV'),
  { id: 'thanh-tra-tinh', name: 'Thanh tra tỉnh', kind: 'thanh tra', level: 'tỉnh' },
  {
    id: 'ban-quan-ly-khu-kinh-te',
    name: 'Ban Quản lý Khu kinh tế Vạn Chài',
    aliases: 'BQL KKT',
    kind: 'ban quản lý',
    level: 'tỉnh',
  },
  {
    id: 'trung-tam-hanh-chinh-cong',
    name: 'Trung tâm Phục vụ hành chính công tỉnh',
    aliases: 'TTPVHCC',
    kind: 'trung tâm',
    level: 'tỉnh',
    parent: 'van-phong-ubnd-tinh',
  },
  { id: 'cuc-hai-quan', name: 'Cục Hải quan', kind: 'cấp trên', level: 'trung ương' },
  {
    id: 'chi-cuc-hai-quan',
    name: 'Chi cục Hải quan khu vực Hương Giang',
    kind: 'ngành dọc',
    level: 'trung ương',
    superior: 'cuc-hai-quan',
  },
  customsSite('cang-van-chai', 'cửa khẩu cảng Vạn Chài'),
  customsSite('suoi-may', 'cửa khẩu Suối Mây'),
  customsSite('ben-sen', 'Khu công nghiệp Bến Sen'),
  ward('trung-giang', 'Trung Giang'),
  ward('nam-huong', 'Nam Hương'),
  ward('ben-sen', 'Bến Sen'),
  ward('dong-ha-giang', 'Đông Hạ Giang'),
  ward('cua-bac', 'Cửa Bắc'),
  ward('van-chai', 'Vạn Chài'),
  commune('thuong-lam', 'Thượng Lâm'),
  commune('suoi-may', 'Suối Mây'),
  commune('van-ha', 'Vân Hạ'),
  commune('phu-sen', 'Phú Sen'),
  commune('dong-tre', 'Đồng Tre'),
  commune('yen-khe', 'Yên Khê'),
  commune('con-lau', 'Cồn Lau'),
  commune('my-huong', 'Mỹ Hương'),
  commune('tan-ha', 'Tân Hạ'),
  commune('nui-ngoc', 'Núi Ngọc'),
  commune('bai-cat', 'Bãi Cát'),
  commune('ho-trong', 'Hồ Trong'),
  commune('lang-chieu', 'Làng Chiếu'),
];

/** The list as an office would bring it in by `POST /api/units/import`: each unit with its contact and its head. */
export function unitsCsv(): string {
  const header =
    'mã,tên,viết tắt,loại,cấp,trực thuộc,ngành dọc,cấp trên,từ ngày,đầu mối,thư đầu mối,thủ trưởng,thư thủ trưởng';
  const rows = units.map(({ id, name, aliases = '', kind, level, parent = '', superior = '' }) => {
    const posts = kinds[kind];
    const head = id === 'so-noi-vu' ? mailOf('giam-doc') : `thu-truong@${id}.${domain}`;
    const people = posts
      ? [`${posts.contact} ${name}`, `dau-moi@${id}.${domain}`, `${posts.head} ${name}`, head]
      : ['', '', '', ''];
    return [id, name, aliases, kind, level, parent, kind === 'ngành dọc' ? 'có' : '', superior, since, ...people];
  });
  return [header, ...rows.map((row) => row.map((cell) => (cell.includes(',') ? `"${cell}"` : cell)).join(','))].join(
    '\n',
  );
}

/** Whoever acts in the sample, by the id the plan and the appointments name them with. */
const staff: { id: PersonId; name: string; post: string; unit: string; roles?: [Role, Scope][] }[] = [
  {
    id: 'chuyen-vien-cchc',
    name: 'Chuyên viên Phòng CCHC',
    post: 'Chuyên viên',
    unit: 'so-noi-vu',
    roles: [['planner', 'office']],
  },
  {
    id: 'truong-phong-cchc',
    name: 'Trưởng phòng CCHC',
    post: 'Trưởng phòng Cải cách hành chính',
    unit: 'so-noi-vu',
    roles: [['division-head', 'office']],
  },
  {
    id: 'pho-giam-doc',
    name: 'Phó Giám đốc Sở',
    post: 'Phó Giám đốc Sở Nội vụ',
    unit: 'so-noi-vu',
    roles: [['deputy-director', 'office']],
  },
  {
    id: 'giam-doc',
    name: 'Giám đốc Sở',
    post: 'Giám đốc Sở Nội vụ',
    unit: 'so-noi-vu',
    roles: [
      ['director', 'office'],
      ['signer', 'office'],
    ],
  },
  {
    id: 'thu-ky-lanh-dao',
    name: 'Thư ký lãnh đạo Sở',
    post: 'Chuyên viên Văn phòng Sở',
    unit: 'so-noi-vu',
    roles: [['leader-secretary', 'office']],
  },
  { id: 'van-thu', name: 'Văn thư Sở', post: 'Văn thư', unit: 'so-noi-vu', roles: [['clerk', 'office']] },
  {
    id: 'pho-truong-phong-cchc',
    name: 'Phó Trưởng phòng CCHC',
    post: 'Phó Trưởng phòng Cải cách hành chính',
    unit: 'so-noi-vu',
  },
  { id: 'thu-ky-doan-1', name: 'Thư ký đoàn số 1', post: 'Chuyên viên Phòng Cải cách hành chính', unit: 'so-noi-vu' },
  { id: 'thu-ky-doan-2', name: 'Thư ký đoàn số 2', post: 'Chuyên viên Phòng Cải cách hành chính', unit: 'so-noi-vu' },
  { id: 'thanh-vien-tu-phap', name: 'Thành viên của Sở Tư pháp', post: 'Chuyên viên', unit: 'so-tu-phap' },
  {
    id: 'thanh-vien-khcn',
    name: 'Thành viên của Sở Khoa học và Công nghệ',
    post: 'Chuyên viên',
    unit: 'so-khoa-hoc-va-cong-nghe',
  },
  {
    id: 'thanh-vien-van-phong',
    name: 'Thành viên của Văn phòng UBND tỉnh',
    post: 'Chuyên viên',
    unit: 'van-phong-ubnd-tinh',
  },
  {
    id: 'cap-tren-hai-quan',
    name: 'Lãnh đạo Cục Hải quan phụ trách địa bàn',
    post: 'Cục Hải quan',
    unit: 'cuc-hai-quan',
    roles: [['superior', 'unit:chi-cuc-hai-quan']],
  },
];

const mailOf = (id: PersonId): string => `${id}@${domain}`;

export const samplePeople: Person[] = staff.map(({ id, name, post, unit }) => ({
  _id: id,
  name,
  post,
  mail: mailOf(id),
  unit,
}));

export const sampleAppointments: Appointment[] = staff.flatMap(({ id, roles = [] }) =>
  roles.map(([role, scope]) => ({ id: `mau-${role}-${id}`, role, scope, person: id, from: since })),
);

export const sampleOffice: Omit<Office, '_id' | 'version'> = {
  organ: 'SNV',
  letterhead: {
    parentOrgan: 'UBND tỉnh Hương Giang',
    organ: 'Sở Nội vụ',
    place: 'Hương Giang',
    address: 'Số 1 đường Bờ Sông, phường Trung Giang, tỉnh Hương Giang',
  },
  divisionName: 'Phòng Cải cách hành chính',
  phone: '0200 3 812 345',
  signers: { 'giam-doc': { authority: { as: 'head', post: 'Giám đốc' } } },
  workingHours: [
    { from: '2025-10-16', morning: ['07:30', '11:30'], afternoon: ['13:30', '17:00'] },
    { from: '2026-04-16', morning: ['07:00', '11:00'], afternoon: ['13:30', '17:00'] },
    { from: '2026-10-16', morning: ['07:30', '11:30'], afternoon: ['13:30', '17:00'] },
  ],
};
