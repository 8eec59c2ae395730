import type { Appointment, PersonId, Role, Scope } from '../../domain/role.ts';
import type { Unit } from '../../domain/unit.ts';
import { aUnit } from './office.ts';
import type { OfficePeople } from './office.ts';

const departments: [string, string, string[]][] = [
  ['so-tai-chinh', 'Sở Tài chính', ['STC']],
  ['so-xay-dung', 'Sở Xây dựng', ['SXD']],
  ['so-y-te', 'Sở Y tế', ['SYT']],
  ['so-gddt', 'Sở Giáo dục và Đào tạo', ['Sở GD&ĐT']],
  ['so-vhttdl', 'Sở Văn hóa, Thể thao và Du lịch', ['Sở VHTT&DL']],
  ['so-khcn', 'Sở Khoa học và Công nghệ', ['Sở KH&CN']],
  ['so-nnmt', 'Sở Nông nghiệp và Môi trường', ['Sở NN&MT']],
  ['so-tu-phap', 'Sở Tư pháp', []],
];
const communes = ['An Phú', 'Bình Khê', 'Cát Hải', 'Diên Lâm', 'Hòa Sơn', 'Kim Long', 'Lộc Tiến', 'Mỹ Thành']
  .concat(['Nam Đông', 'Phong Điền', 'Quảng Điền', 'Sơn Trà', 'Tam Kỳ', 'Thủy Xuân', 'Vĩnh Thạnh', 'Xuân Lộc'])
  .map((name, i) => aUnit({ id: `xa-${i + 1}`, name: `Xã ${name}`, kind: 'xã', level: 'commune' }));

/** Departments, communes, an agency of the centre with its sites, a department that is no more: who a round is planned over. */
export const planningUnits: Unit[] = [
  ...departments.map(([id, name, aliases]) => aUnit({ id, name, aliases, kind: 'sở' })),
  ...communes,
  aUnit({
    id: 'hai-quan',
    name: 'Chi cục Hải quan khu vực',
    kind: 'chi cục',
    level: 'central-vertical',
    vertical: true,
  }),
  ...['Cảng biển', 'Sân bay'].map((name, i) =>
    aUnit({ id: `hai-quan-${i + 1}`, name: `Hải quan ${name}`, kind: 'đội', level: 'site', parent: 'hai-quan' }),
  ),
  aUnit({ id: 'so-khdt', name: 'Sở Kế hoạch và Đầu tư', kind: 'sở', to: '2025-02-28', successors: ['so-tai-chinh'] }),
];

const staff: [Role, PersonId, string, string][] = [
  ['planner', 'p-chuyen-vien', 'Nguyễn Thị Lan', 'Chuyên viên Phòng CCHC'],
  ['division-head', 'p-truong-phong', 'Trần Văn Minh', 'Trưởng phòng CCHC'],
  ['deputy-director', 'p-pho-giam-doc', 'Lê Thị Hoa', 'Phó Giám đốc Sở Nội vụ'],
  ['director', 'p-giam-doc', 'Phạm Ngọc Sơn', 'Giám đốc Sở Nội vụ'],
  ['signer', 'p-giam-doc', 'Phạm Ngọc Sơn', 'Giám đốc Sở Nội vụ'],
  ['leader-secretary', 'p-thu-ky-lanh-dao', 'Võ Thanh Hải', 'Thư ký lãnh đạo'],
  ['clerk', 'p-van-thu', 'Đặng Thu Hà', 'Văn thư'],
];
/** Who goes in the teams; one of them belongs to a department. */
const inspectors: [PersonId, string, string, string?][] = [
  ['p-khoi', 'Trần Minh Khôi', 'Phó Trưởng phòng CCHC'],
  ['p-ha', 'Lê Thu Hà', 'Chuyên viên Phòng CCHC'],
  ['p-duc', 'Hoàng Anh Đức', 'Phó Chánh Thanh tra'],
  ['p-mai', 'Bùi Tuyết Mai', 'Chuyên viên Sở Tài chính', 'so-tai-chinh'],
];

const appointment = (role: Role, scope: Scope, person: PersonId): Appointment => ({
  id: `a-${role}-${person}`,
  role,
  scope,
  person,
  from: '2025-01-01',
});
const ofUnits = planningUnits.filter(({ level }) => level !== 'site').map(({ id }) => id);

/** An office that is about to plan its year. */
export const planningOffice: OfficePeople = {
  units: planningUnits,
  people: [
    ...new Map(staff.map(([, id, name, post]) => [id, { _id: id, name, post, mail: `${id}@thu.vn` }])).values(),
    ...inspectors.map(([id, name, post, unit]) => ({
      _id: id,
      name,
      post,
      mail: `${id}@thu.vn`,
      ...(unit ? { unit } : {}),
    })),
    ...ofUnits.map((unit) => ({ _id: `dm-${unit}`, name: `Đầu mối ${unit}`, mail: `dm-${unit}@thu.vn`, unit })),
  ],
  appointments: [
    ...staff.map(([role, person]) => appointment(role, 'office', person)),
    ...ofUnits.map((unit) => appointment('unit-contact', `unit:${unit}`, `dm-${unit}`)),
  ],
};
