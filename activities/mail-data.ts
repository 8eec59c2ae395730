import type { Day } from '../domain/day.ts';
import type { CalendarFile } from '../domain/invitation.ts';
import type { PlannedLetter } from '../domain/letter.ts';
import type { Appointment } from '../domain/role.ts';
import { createFacts } from './mail-facts.ts';
import type { FactStore } from './mail-facts.ts';
import type { Letter } from './mail/letter.ts';
import { askedLetter, proposalLetter, receivedLetter, sentBackLetter, unitAnsweredLetter } from './mail-answers.ts';
import {
  conclusionLetter,
  directiveLetter,
  followUpEndedLetter,
  itemChangedLetter,
  verifiedLetter,
} from './mail-items.ts';
import { handedOverLetter } from './mail-handed-over.ts';
import { contactChangedLetter } from './mail-contact-changed.ts';
import { planDecidedLetter } from './mail-plan.ts';
import { noticeLetter, teamToldLetter, visitChangedLetter } from './mail-visits.ts';
import { readerOf } from './mail-reading.ts';
import type { Told, Reading, Written } from './mail-reading.ts';
import { unitReminder, staffReminder } from './mail-reminders.ts';
import { unheardLetter } from './mail-unheard.ts';
import { staffPlace } from './staff-place.ts';

/** A letter as it will be kept, what goes with it, and whom its link lets in. */
export interface Composed extends Letter {
  attachments: { sha256: string; name: string }[];
  calendars: CalendarFile[];
  /** `page`: the unit's page of one person; `office`: the application of the staff. */
  link: 'page' | 'office';
  /** The page of the application that a link of the staff opens. */
  opens?: string;
  matters: string[];
  campaigns: string[];
  units: string[];
}

/** Composes a planned letter from the records as they are now, as of `day`. */
export async function compose(
  store: FactStore,
  appointments: Appointment[],
  letter: PlannedLetter,
  day: Day,
): Promise<Composed> {
  const facts = createFacts(store, appointments);
  const told = await Promise.all(
    letter.lines.map(async (line): Promise<Told> => {
      const record = await facts.matter(line.matter);
      if (!record) throw new Error(`${line.id} is about ${line.matter}, which has no record`);
      const duty = record.duties.find(({ id }) => id === line.duty);
      return { line, record, ...(duty ? { duty } : {}) };
    }),
  );
  const training = told.some(({ record }) => record.clock.kind === 'stepped');
  const reading: Reading = { facts, office: await facts.office(training), day, told, letter };
  const written = await write(reading);
  const distinct = (ids: (string | undefined)[]): string[] => [...new Set(ids.filter((id) => id !== undefined))].sort();
  return {
    attachments: [],
    calendars: [],
    ...(readerOf(reading) === 'staff'
      ? { link: 'office' as const, opens: staffPlace(reading) }
      : { link: 'page' as const }),
    matters: distinct(told.map(({ record }) => record.id)),
    campaigns: distinct(told.map(({ record }) => record.place.campaign)),
    units: distinct(told.map(({ line, record }) => line.unit ?? record.place.unit)),
    ...written,
  };
}

function write(reading: Reading): Promise<Written> {
  if (reading.told[0]?.line.instead) return unheardLetter(reading);
  switch (reading.letter.kind) {
    case 'reminder':
      return readerOf(reading) === 'staff' ? staffReminder(reading) : unitReminder(reading);
    case 'notice':
      return noticeLetter(reading);
    case 'received':
      return receivedLetter(reading);
    case 'sent-back':
      return sentBackLetter(reading);
    case 'conclusion':
      return conclusionLetter(reading);
    case 'verified':
      return verifiedLetter(reading);
    case 'follow-up-ended':
      return followUpEndedLetter(reading);
    case 'team-told':
      return teamToldLetter(reading);
    case 'plan-decided':
      return planDecidedLetter(reading);
    case 'directive':
      return directiveLetter(reading);
    case 'visit-changed':
      return visitChangedLetter(reading);
    case 'asked':
      return askedLetter(reading);
    case 'unit-answered':
      return unitAnsweredLetter(reading);
    case 'item-changed':
      return itemChangedLetter(reading);
    case 'proposal':
      return proposalLetter(reading);
    case 'handed-over':
      return handedOverLetter(reading);
    case 'contact-changed':
      return contactChangedLetter(reading);
    case 'official-letter':
      throw new Error('A line that waits for an official letter makes no mail');
  }
}
