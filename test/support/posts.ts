import type { Day } from '../../domain/day.ts';
import type { Appointment, Role, Scope } from '../../domain/role.ts';
import type { Unit } from '../../domain/unit.ts';
import type { Person } from '../../store/content/people.ts';

/** Who holds which role where, as a person and a post. */
export type Post = [role: Role, scope: Scope, person: string, post: string, unit?: string];

export const officePosts: Post[] = [
  ['planner', 'office', 'chuyen-vien', 'Chuyên viên Phòng CCHC'],
  ['division-head', 'office', 'truong-phong', 'Trưởng phòng CCHC'],
  ['deputy-director', 'office', 'pho-giam-doc', 'Phó Giám đốc Sở Nội vụ'],
  ['director', 'office', 'giam-doc', 'Giám đốc Sở Nội vụ'],
  ['signer', 'office', 'giam-doc', 'Giám đốc Sở Nội vụ'],
  ['leader-secretary', 'office', 'thu-ky-lanh-dao', 'Thư ký lãnh đạo'],
  ['clerk', 'office', 'van-thu', 'Văn thư'],
];

/** A contact and a head for each of these units. */
export const unitPosts = (units: readonly string[]): Post[] =>
  units.flatMap((unit): Post[] => [
    ['unit-contact', `unit:${unit}`, `dau-moi-${unit}`, 'Đầu mối', unit],
    ['unit-head', `unit:${unit}`, `thu-truong-${unit}`, 'Thủ trưởng', unit],
  ]);

export const mailOf = (person: string): string => `${person}@huonggiang.example`;

export const appointmentsOf = (posts: readonly Post[], from: Day = '2026-01-01'): Appointment[] =>
  posts.map(([role, scope, person]) => ({ id: `b-${role}-${person}`, role, scope, person, from }));

export const peopleOf = (posts: readonly Post[], units: readonly Unit[]): Person[] => {
  const byPerson = new Map(posts.map((post) => [post[2], post]));
  return [...byPerson].map(([person, [, , , post, unit]]) => ({
    _id: person,
    name: unit ? `${post} ${units.find(({ id }) => id === unit)?.name}` : post,
    post,
    mail: mailOf(person),
    ...(unit ? { unit } : {}),
  }));
};
