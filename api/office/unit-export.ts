import type { Appointment } from '../../domain/role.ts';
import { vnDay } from '../../domain/day.ts';
import type { Day } from '../../domain/day.ts';
import type { Store } from '../../store/index.ts';
import { writeSheets } from '../sheet.ts';
import { columns, levelNames } from './unit-import.ts';

type ColumnName = keyof typeof columns;

const widths: Partial<Record<ColumnName, number>> = {
  id: 26,
  name: 46,
  aliases: 24,
  contact: 24,
  contactMail: 28,
  head: 24,
  headMail: 28,
};

/** `viết tắt` → `Viết tắt`. */
const headOf = (name: ColumnName): string => columns[name][0].replace(/^./u, (first) => first.toUpperCase());

/** Every unit with whoever answers for it on `day`, as a workbook that the import reads back. */
export async function exportedUnits(
  { units, appointments, people }: Pick<Store, 'units' | 'appointments' | 'people'>,
  day: Day,
): Promise<Buffer> {
  const [rows, held] = await Promise.all([units.all(), appointments.all()]);
  const now = held.filter(
    ({ from, to, substituteFor }) => substituteFor === undefined && from <= day && (to ?? day) >= day,
  );
  const answering = new Map<string, Appointment>(now.map((each) => [`${each.role} ${each.scope}`, each]));
  const known = new Map(
    (await people.getMany([...new Set(now.map(({ person }) => person))])).map((one) => [one._id, one]),
  );
  const holder = (role: Appointment['role'], unit: string) => {
    const found = answering.get(`${role} unit:${unit}`);
    return found && known.get(found.person);
  };
  const names = Object.keys(columns) as ColumnName[];
  return writeSheets([
    {
      name: 'Đơn vị',
      columns: names.map((name) => ({ head: headOf(name), width: widths[name] ?? 16 })),
      rows: rows.map((unit) => {
        const [contact, head] = [holder('unit-contact', unit.id), holder('unit-head', unit.id)];
        const cells: Record<ColumnName, string | undefined> = {
          id: unit.id,
          name: unit.name,
          aliases: unit.aliases.join(' | '),
          kind: unit.kind,
          level: levelNames[unit.level],
          parent: unit.parent,
          through: unit.through,
          vertical: unit.vertical ? 'có' : undefined,
          superior: unit.superior,
          from: vnDay(unit.from),
          to: unit.to && vnDay(unit.to),
          contact: contact?.name,
          contactMail: contact?.mail,
          contactPhone: contact?.phone,
          head: head?.name,
          headMail: head?.mail,
        };
        return names.map((name) => cells[name]);
      }),
    },
  ]);
}
