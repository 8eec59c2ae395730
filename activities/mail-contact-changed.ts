import { dayAt } from '../domain/day.ts';
import { contactChanged } from './mail/contact-changed.ts';
import type { ContactReader } from './mail/contact-changed.ts';
import type { Letter } from './mail/letter.ts';
import { addressee, only } from './mail-reading.ts';
import type { Reading } from './mail-reading.ts';

/** A unit's contact handed its work over, or that was taken back. */
export async function contactChangedLetter(reading: Reading): Promise<Letter> {
  const { facts, office, letter } = reading;
  const { line } = only(reading);
  const id = String(line.about?.['handOver']);
  const handOver = await facts.handOver(id);
  if (!handOver) throw new Error(`${line.id} is about the hand-over ${id}, which is not stored`);
  const { from, to, unit, at, reason, undone } = handOver;
  const [giver, taker, unitName] = await Promise.all([facts.person(from), facts.person(to), facts.unitName(unit)]);
  const reader: ContactReader =
    line.role === 'planner' ? 'office' : letter.recipient === to ? 'to' : letter.recipient === from ? 'from' : 'head';
  const name = letter.recipient === to ? taker?.name : letter.recipient === from ? giver?.name : undefined;
  const isUndone = line.about?.['change'] === 'undone' && undone !== undefined;
  return contactChanged({
    office,
    greeted: name ?? (await addressee(reading)),
    reader,
    unit: unitName,
    from: giver?.name ?? 'đầu mối trước',
    to: taker?.name ?? 'đầu mối mới',
    on: dayAt(at),
    reason,
    ...(isUndone ? { undone: { on: dayAt(undone.at), reason: undone.reason } } : {}),
  });
}
