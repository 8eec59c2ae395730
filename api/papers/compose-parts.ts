import { yearOf } from '../../domain/day.ts';
import { authorityLines, bare } from '../../domain/document.ts';
import type { Imprint, PrintedUnit, Recipients } from '../../domain/document.ts';
import type { PaperKind } from '../../domain/paper.ts';
import type { Plan } from '../../domain/plan.ts';
import { initials, symbolOf } from '../../domain/register.ts';
import type { PersonId, UnitId } from '../../domain/role.ts';
import type { Unit } from '../../domain/unit.ts';
import type { Office } from '../../store/content/office.ts';
import type { Person } from '../../store/content/people.ts';
import type { PaperContext } from './compose-paper.ts';

// What all papers have.

export function imprint(kind: PaperKind, { office, people, setting, signer, day }: PaperContext): Imprint {
  const training = setting.clock.kind === 'stepped';
  const { authority, post } = office.signers[signer] ?? { authority: { as: 'head' as const, post: 'Giám đốc' } };
  return {
    symbol: symbolOf(office, kind, training),
    year: yearOf(day),
    signer: { authority: authorityLines(authority), ...(post ? { post } : {}), name: nameOf(people, signer) },
    ...(training ? { training } : {}),
  };
}

export const nameOf = (people: Person[], id: PersonId): string =>
  people.find((person) => person._id === id)?.name ?? id;

/** `Trần Minh Khôi, Phó Giám đốc Sở Nội vụ,` or the name alone. */
export function nameAndPost(people: Person[], id: PersonId): string {
  const post = people.find((person) => person._id === id)?.post;
  return `${nameOf(people, id)}${post ? `, ${post},` : ''}`;
}

export function printedUnits(serves: UnitId[], units: Unit[]): PrintedUnit[] {
  return serves.map((id) => {
    const unit = units.find((candidate) => candidate.id === id);
    return { id, name: unit?.name ?? id, ...(unit?.vertical ? { vertical: true as const } : {}) };
  });
}

/** Above this, the recipients are named together. */
const namedAtMost = 6;

/** The organ above for report, the units, what stands above the vertical ones, the team; the original with the clerk. */
export function recipients(served: PrintedUnit[], { office, units }: PaperContext, together: string): Recipients {
  const above = new Set(served.flatMap(({ id }) => units.find((unit) => unit.id === id)?.superior ?? []));
  const superiors = units.filter(({ id }) => above.has(id)).map(({ name }) => `${name} (để biết)`);
  return {
    to: [
      ...(office.letterhead.parentOrgan ? [`${office.letterhead.parentOrgan} (b/c)`] : []),
      ...(served.length > namedAtMost ? [together] : served.map(({ id, name }) => throughWhom(id, name, units))),
      ...superiors,
      'Thành viên Đoàn kiểm tra',
    ],
    filedAt: `VT, ${initials(office.divisionName)}`,
  };
}

/**
 * A branch without standing of its own gets the paper through the agency that manages it; for a unit that ended it goes
 * to its successor.
 */
export function throughWhom(id: UnitId, name: string, units: Unit[]): string {
  const unit = units.find((one) => one.id === id);
  const receiver = unit?.through && units.find((one) => one.id === unit.through)?.name;
  if (!unit || !receiver) return name;
  const { to, through, successors = [] } = unit;
  if (to === undefined || !successors.includes(through!)) return `${name} (qua ${receiver})`;
  return successors.length === 1 ? `${name} (nay là ${receiver})` : `${name} (nay do ${receiver} tiếp nhận)`;
}

/** `Sở Nội vụ (Phòng Cải cách hành chính)`. */
export const whereReportsGo = ({ letterhead, divisionName }: Office): string => `${letterhead.organ} (${divisionName})`;

/** `kiểm tra công tác cải cách hành chính năm 2026` of the round's title. */
export const subjectOf = ({ title }: Plan): string => {
  const text = bare(title).replace(/^kế hoạch\s+/iu, '');
  return /^kiểm tra/iu.test(text) ? `k${text.slice(1)}` : `kiểm tra “${text}”`;
};

/** A basis as a paper cites it: `Căn cứ Kế hoạch số 12/KH-UBND …`, unless it already says how. */
export const ground = (basis: string): string =>
  /^(căn cứ|thực hiện|theo|xét)\s/iu.test(basis) ? bare(basis) : `Căn cứ ${bare(basis)}`;
