import type { Day } from '../domain/day.ts';
import type { Duty, Line } from '../domain/duty.ts';
import type { PlannedLetter } from '../domain/letter.ts';
import { holderOf } from '../domain/matter.ts';
import type { Matter } from '../domain/matter.ts';
import { unitRoles } from '../domain/role.ts';
import type { Role } from '../domain/role.ts';
import { roleWords } from '../domain/why.ts';
import type { CalendarFile } from '../domain/invitation.ts';
import type { Facts, NamedPaper } from './mail-facts.ts';
import type { Letter, Office } from './mail/letter.ts';

/** One line with its record and, for a rung, its duty. */
export interface Told {
  line: Line;
  record: Matter;
  duty?: Duty;
}

export interface Reading {
  facts: Facts;
  office: Office;
  day: Day;
  told: Told[];
  letter: PlannedLetter;
}

type Reader = 'unit' | 'staff' | 'superior';

/** A letter as written, with the papers and calendar entries that go with it. */
export type Written = Letter & { attachments?: { sha256: string; name: string }[]; calendars?: CalendarFile[] };

/** The one line of a letter about one event, or the first. */
export const only = ({ told }: Reading): Told => told[0]!;

/** The issued file of a paper, under the name a reader sees. */
export const attached = ({ file, name }: NamedPaper): NonNullable<Written['attachments']> =>
  file === undefined ? [] : [{ sha256: file, name: `${name.replaceAll('/', '-')}.pdf` }];

/** The role this person hears a line in: instead of a role nobody holds they hear it as staff. */
export const heardAs = ({ letter }: Reading, { role }: Line): Role =>
  letter.insteadOf?.includes(role) ? 'division-head' : role;

export function readerOf(reading: Reading): Reader {
  const roles = reading.told.map(({ line }) => heardAs(reading, line));
  if (roles.some((role) => !unitRoles.includes(role) && role !== 'superior')) return 'staff';
  return roles.some((role) => unitRoles.includes(role)) ? 'unit' : 'superior';
}

export async function addressee(reading: Reading): Promise<string> {
  const { facts, told, letter } = reading;
  const person = await facts.person(letter.recipient);
  const units = await Promise.all(
    [...new Set(told.map(({ line, record }) => line.unit ?? holderOf(record)))].map((id) => facts.unitName(id)),
  );
  const roles = [...new Set(told.map(({ line }) => line.role))];
  switch (readerOf(reading)) {
    case 'unit': {
      if (roles.includes('unit-contact')) return `Đầu mối ${units.join(', ')}`;
      const post = person?.post ?? 'Thủ trưởng';
      return units.every((unit) => post.includes(unit)) ? post : `${post} ${units.join(', ')}`;
    }
    case 'superior':
      return person?.post ?? `Cơ quan cấp trên trực tiếp của ${units.join(', ')}`;
    case 'staff': {
      const missing = letter.insteadOf?.map((role) => roleWords[role]) ?? [];
      const own = roles.filter((role) => !letter.insteadOf?.includes(role)).map((role) => roleWords[role]);
      const as = [...own, ...(missing.length > 0 ? [`nhận thay ${missing.join(', ')} đang trống`] : [])];
      return `${person?.name ?? 'người phụ trách'} (${as.join('; ')})`;
    }
  }
}

export const isVertical = ({ told }: Reading): boolean => told.every(({ record }) => record.vertical === true);
