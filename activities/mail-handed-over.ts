import { isOpen, isPaused, isVertical, measuredFrom } from '../domain/duty.ts';
import type { Duty } from '../domain/duty.ts';
import type { Matter } from '../domain/matter.ts';
import type { Remediation } from '../domain/remediation.ts';
import { unitRoles } from '../domain/role.ts';
import { standing } from '../domain/why.ts';
import type { Facts } from './mail-facts.ts';
import { handedOver } from './mail/handed-over.ts';
import type { PassedOn } from './mail/handed-over.ts';
import type { Letter } from './mail/letter.ts';
import { addressee, only, readerOf } from './mail-reading.ts';
import type { Reading, Told } from './mail-reading.ts';

/** Everything that passed to one successor by one document, in one letter. */
export async function handedOverLetter(reading: Reading): Promise<Letter> {
  const { facts, office, told } = reading;
  const { line } = only(reading);
  const each = [...new Map(told.map((one) => [`${one.record.id}/${fromOf(one)}`, one])).values()];
  const froms = [...new Set(each.map(fromOf))];
  const passed = await Promise.all(
    froms.map(async (from) => ({
      from: await facts.unitName(from),
      rows: (await Promise.all(each.filter((one) => fromOf(one) === from).map((one) => rowsOf(reading, one)))).flat(),
    })),
  );
  return handedOver({
    office,
    to: await addressee(reading),
    reader: readerOf(reading),
    unit: await facts.unitName(line.unit),
    passed,
    basis: await facts.pointsOf(line.about?.['basis']),
  });
}

const fromOf = ({ line }: Told): string => String(line.about?.['from']);

async function rowsOf({ facts, day }: Reading, { record, line }: Told): Promise<PassedOn[]> {
  const by = await byOf(facts, record);
  const isTheirs = ({ owedBy: { role, unit } }: Duty) =>
    unitRoles.includes(role) && (unit === undefined ? record.place.unit !== line.unit : unit === line.unit);
  const owed = record.duties.filter((duty) => isOpen(duty) && !isPaused(duty) && isTheirs(duty) && measuredFrom(duty));
  if (owed.length === 0) return [{ what: 'Hiện chưa phải gửi gì thêm', by, stands: 'đang theo dõi', late: false }];
  return Promise.all(
    owed.map(async (duty): Promise<PassedOn> => {
      const { words, overdue } = standing(duty, record.calendar, day, isVertical(duty, record));
      const at = measuredFrom(duty);
      const what = await facts.whatIsOwed(record, duty, true);
      return { what, by, ...(at ? { day: at } : {}), stands: words, late: overdue };
    }),
  );
}

async function byOf(facts: Facts, record: Matter): Promise<string> {
  switch (record.process) {
    case 'remediation':
      return `theo ${(await facts.paperOf((record as Remediation).paper)).name}`;
    case 'proposal':
      return `kiến nghị của ${await facts.unitName(record.place.unit)}`;
    default:
      return `kiểm tra tại ${await facts.unitName(record.place.unit)}`;
  }
}
