import { vnDay } from '../domain/day.ts';
import type { Day } from '../domain/day.ts';
import { isOpen } from '../domain/duty.ts';
import type { DutyKind, Line } from '../domain/duty.ts';
import { byReport, visitKey } from '../domain/inspection.ts';
import type { Inspection, Session, Visit } from '../domain/inspection.ts';
import { visitHours } from '../domain/invitation.ts';
import type { CalendarEntry, CalendarFile } from '../domain/invitation.ts';
import type { VisitChange } from '../domain/notice.ts';
import type { Paper } from '../domain/paper.ts';
import { halfDay } from './mail-facts.ts';
import type { Facts, PlacedVisit } from './mail-facts.ts';
import { notice } from './mail/notice.ts';
import { teamTold } from './mail/team-told.ts';
import { isGone, visitChanged } from './mail/visit-changed.ts';
import type { ChangedVisit } from './mail/visit-changed.ts';
import { addressee, attached, isVertical, only, readerOf } from './mail-reading.ts';
import type { Reading, Told, Written } from './mail-reading.ts';

export async function noticeLetter(reading: Reading): Promise<Written> {
  const { facts, office } = reading;
  const record = only(reading).record as Inspection;
  const { unit, campaign } = record.place;
  const [{ plan }, paper] = await Promise.all([
    facts.plannedOf(campaign, unit),
    facts.paperOf(String(only(reading).line.about?.['paper'])),
  ]);
  const due = (kind: DutyKind) => record.duties.find((duty) => duty.kind === kind);
  const [acknowledge, selfReport] = [due('acknowledge'), due('self-report')];
  const team = await teamOf(facts, record);
  const going = record.visits.filter(({ postponed }) => !postponed);
  const visits = await Promise.all(going.map((visit) => facts.placedOf(record, visit)));
  const letter = notice({
    office,
    to: await addressee(reading),
    reader: readerOf(reading),
    unit: await facts.unitName(unit),
    vertical: isVertical(reading),
    year: plan?.year ?? yearIn(reading.day),
    paper: paper.full,
    byReport: byReport(record),
    visits,
    ...(team ? { team } : {}),
    ...(acknowledge?.due ? { acknowledgeBy: acknowledge.due.day } : {}),
    ...(selfReport?.due ? { selfReportBy: selfReport.due.day } : {}),
    days: await Promise.all(
      [acknowledge, selfReport].flatMap((duty) => (duty ? [facts.whyThisDay(record, duty)] : [])),
    ),
  });
  const entries = await entriesOf(facts, record, going);
  return { ...letter, attachments: attached(paper), calendars: goesInto(reading) ? each('REQUEST', entries) : [] };
}

const yearIn = (day: Day): number => Number(day.slice(0, 4));

/** The team as letters name it, with its lead of now or of the plan. */
async function teamOf(facts: Facts, { place, asOf }: Inspection): Promise<string | undefined> {
  const { team } = await facts.plannedOf(place.campaign, place.unit);
  const [held] = await facts.holdersOf('lead', { team: place.team, campaign: place.campaign }, asOf);
  const lead = held ?? (team && (await facts.person(team.lead)));
  const name = team?.name;
  return name && (lead ? `${name}, trưởng đoàn ${lead.name}` : name);
}

/** The paper is out: what it reached, and for a notice the visits as one calendar. */
export async function teamToldLetter(reading: Reading): Promise<Written> {
  const { facts, office, told } = reading;
  const id = String(only(reading).line.about?.['paper']);
  const paper = await facts.paperOf(id);
  const records = new Map(told.map(({ record }) => [record.id, record as Inspection])); // who is lead and secretary hears each once
  const units = await Promise.all(
    [...records.values()].map(async (inspection) => {
      const [next] = visitsOf(told, inspection);
      return {
        what: await facts.unitName(inspection.place.unit),
        ...(next && !inspection.concluded ? { day: vnDay(next.day), stands: 'ngày kiểm tra' } : {}),
      };
    }),
  );
  const letter = teamTold({ office, to: await addressee(reading), paper: paper.full, units });
  const isNotice = ((await facts.matter(id)) as Paper | undefined)?.kind === 'notice';
  const entries = await Promise.all(
    [...records.values()].map((inspection) => entriesOf(facts, inspection, visitsOf(told, inspection))),
  );
  return {
    ...letter,
    attachments: attached(paper),
    calendars: isNotice && goesInto(reading) ? published(entries.flat()) : [],
  };
}

/** The visits this person hears of: all of them, or those alone they chair or write the minutes of. */
function visitsOf(told: readonly Told[], { id, visits }: Inspection): Visit[] {
  const lines = told.filter(({ record }) => record.id === id).map(({ line }) => line);
  const own = new Set(lines.map(({ about }) => about?.['visit']));
  return visits.filter(({ n, postponed, held }) => !postponed && !held && (own.has(undefined) || own.has(n)));
}

/** What became of the visits of one inspection since its last letter: each visit once, as the last of its changes says. */
export async function visitChangedLetter(reading: Reading): Promise<Written> {
  const { facts, office, told } = reading;
  const record = only(reading).record as Inspection;
  const { plan } = await facts.plannedOf(record.place.campaign, record.place.unit);
  const selfReport = record.duties.find(({ kind }) => kind === 'self-report');
  const changes = changesOf(told, record);
  const team = await teamOf(facts, record);
  const givenUp = told
    .map(({ line }) => line.about ?? {})
    .find(({ visit, change }) => visit === undefined && change === 'cancelled');
  const letter = visitChanged({
    office,
    to: await addressee(reading),
    reader: readerOf(reading),
    unit: await facts.unitName(record.place.unit),
    vertical: isVertical(reading),
    year: plan?.year ?? yearIn(reading.day),
    again: record.n > 1,
    ...(team ? { team } : {}),
    visits: await Promise.all(changes.map((each) => changedOf(facts, record, each))),
    ...(givenUp
      ? { givenUp: { report: record.method === 'reporting', reason: await facts.pointsOf(givenUp['remarks']) } }
      : {}),
    ...(selfReport?.due && isOpen(selfReport) ? { selfReportBy: selfReport.due.day } : {}),
    days: selfReport && isOpen(selfReport) ? [await facts.whyThisDay(record, selfReport)] : [],
  });
  const of = (...wanted: VisitChange[]) =>
    changes.flatMap(({ visit, change }) => (wanted.includes(change) ? [visit] : []));
  const [invited, withdrawn] = await Promise.all([
    entriesOf(facts, record, of('called', 'moved')),
    entriesOf(facts, record, of('postponed', 'dropped', 'cancelled')),
  ]);
  const calendars = goesInto(reading) ? [...each('REQUEST', invited), ...each('CANCEL', withdrawn)] : [];
  return { ...letter, calendars };
}

interface Change {
  visit: Visit;
  change: VisitChange;
  from?: { day: Day; session: Session };
  remarks?: string;
}

/**
 * Of several lines about one visit the last says what it came to, the first move says where it was. What a line was
 * written for stays what it says: a later change has a letter of its own, which may be on its way already.
 */
function changesOf(told: readonly Told[], { visits, dropped = [] }: Inspection): Change[] {
  return [...visits, ...dropped].flatMap((visit): Change[] => {
    const about = told
      .map(({ line }) => line.about ?? {})
      .filter((each) => each['visit'] === visit.n)
      .sort((a, b) => Number(a['sequence'] ?? -1) - Number(b['sequence'] ?? -1));
    const last = about.at(-1);
    if (!last) return [];
    const first = about.find(({ from }) => from !== undefined);
    const from = first && { day: first['from'] as Day, session: first['fromSession'] as Session };
    const remarks = last['remarks'];
    const change = last['change'] as VisitChange;
    return [
      {
        visit: asTold(
          visit,
          isGone(change) && first ? { ...last, on: first['from']!, session: first['fromSession']! } : last,
        ),
        change,
        ...(from ? { from } : {}),
        ...(typeof remarks === 'string' ? { remarks } : {}),
      },
    ];
  });
}

/** The visit as it stood when the line was written. What goes away is named by the half-day its reader knows. */
function asTold(visit: Visit, about: NonNullable<Line['about']>): Visit {
  const { on, session, sequence, words } = about;
  const { change: _, ...known } = visit;
  return {
    ...known,
    day: (on ?? visit.day) as Day,
    session: (session ?? visit.session) as Session,
    sequence: Number(sequence ?? visit.sequence ?? 0),
    ...(words === undefined ? {} : { change: String(words) }),
  };
}

async function changedOf(
  facts: Facts,
  record: Inspection,
  { visit, change, from, remarks }: Change,
): Promise<ChangedVisit> {
  const said = change === 'called' || change === 'opened' ? undefined : (remarks ?? visit.change);
  return {
    ...(await facts.placedOf(record, visit)),
    change,
    ...(from ? { from } : {}),
    reason: await facts.pointsOf(said),
  };
}

/** An invitation is for those who come, not for those who are told in place of nobody. */
const goesInto = (reading: Reading): boolean => {
  const { told, letter } = reading;
  return readerOf(reading) !== 'superior' && told.some(({ line }) => !letter.insteadOf?.includes(line.role));
};

/** Visits as calendars hold them. */
async function entriesOf(facts: Facts, record: Inspection, visits: readonly Visit[]): Promise<CalendarEntry[]> {
  const [unit, office, { plan }] = await Promise.all([
    facts.unitName(record.place.unit),
    facts.office(record.clock.kind === 'stepped'),
    facts.plannedOf(record.place.campaign, record.place.unit),
  ]);
  const team = await teamOf(facts, record);
  return Promise.all(
    visits.map(async (visit): Promise<CalendarEntry> => {
      const placed = await facts.placedOf(record, visit);
      const { startsAt, at } = placed;
      return {
        uid: visitKey(record.id, visit.n),
        sequence: visit.sequence ?? 0,
        ...visitHours(visit.day, visit.session, startsAt),
        title: `${office.training ? '[Tập huấn] ' : ''}Kiểm tra${record.n > 1 ? ' lại' : ''} CCHC ${plan?.year ?? yearIn(visit.day)}: ${unit}`,
        ...(at ? { place: at } : {}),
        about: aboutOf(placed, team, `${office.division}, ${office.organ}`, office.phone),
      };
    }),
  );
}

const aboutOf = (visit: PlacedVisit, team: string | undefined, office: string, phone: string): string =>
  [
    `Buổi ${halfDay(visit)}${visit.startsAt ? `, bắt đầu ${visit.startsAt}` : ''}.`,
    ...(team ? [`${team}.`] : []),
    ...(visit.chair ? [`Chủ trì: ${visit.chair}.`] : []),
    phone ? `${office}, điện thoại ${phone}.` : `${office}.`,
  ].join('\n');

/** An invitation or its withdrawal is about one visit: a calendar takes no second one from the same file (RFC 5546). */
const each = (method: 'REQUEST' | 'CANCEL', entries: readonly CalendarEntry[]): CalendarFile[] =>
  entries.map((entry, at) => ({
    name: `${method === 'CANCEL' ? 'huy-lich' : 'lich-kiem-tra'}${entries.length > 1 ? `-${at + 1}` : ''}.ics`,
    method,
    entries: [entry],
  }));

/** Visits of many units are one file to be taken over; a single one is an invitation. */
const published = (entries: CalendarEntry[]): CalendarFile[] =>
  entries.length > 1 ? [{ name: 'lich-kiem-tra.ics', method: 'PUBLISH', entries }] : each('REQUEST', entries);
