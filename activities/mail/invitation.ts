import ical, { ICalAttendeeRole, ICalAttendeeStatus, ICalCalendarMethod, ICalEventStatus } from 'ical-generator';
import type { Instant } from '../../domain/day.ts';
import type { CalendarFile } from '../../domain/invitation.ts';
import { clean } from './letter.ts';

/** Somebody as a calendar names them. */
export interface Mailbox {
  name: string;
  address: string;
}

export interface Invitation {
  file: CalendarFile;
  organizer: Mailbox;
  attendee: Mailbox;
  /** The domain that makes the entries' names the office's own. */
  domain: string;
  /** The moment the letter was written: the same letter is the same file. */
  stamp: Instant;
}

/**
 * The .ics of a file of entries (RFC 5545, 5546). An invitation has one attendee, the letter's recipient,
 * who answers by the letter's button and not by the calendar.
 */
export function icsOf({ file, organizer, attendee, domain, stamp }: Invitation): string {
  const calendar = ical({
    prodId: { company: 'Don Doc', product: 'dondoc', language: 'VI' },
    method: ICalCalendarMethod[file.method],
  });
  for (const { uid, sequence, starts, ends, title, place, about } of file.entries) {
    const event = calendar.createEvent({
      id: `${uid}@${domain}`,
      sequence,
      stamp,
      start: starts,
      end: ends,
      summary: oneLine(title),
      description: clean(about),
      ...(place ? { location: oneLine(place) } : {}),
      status: file.method === 'CANCEL' ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
      organizer: { name: nameOf(organizer), email: organizer.address },
    });
    if (file.method !== 'PUBLISH')
      event.createAttendee({
        name: nameOf(attendee),
        email: attendee.address,
        role: ICalAttendeeRole.REQ,
        status: ICalAttendeeStatus.NEEDSACTION,
        rsvp: false,
      });
  }
  return calendar.toString();
}

/** A name stands between quotation marks, which it may not hold itself. */
const nameOf = ({ name }: Mailbox): string => oneLine(name).replaceAll('"', '’');

const oneLine = (text: string): string => clean(text).replace(/\s+/g, ' ').trim();
