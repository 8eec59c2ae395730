import { campaignMatterId } from './campaign.ts';
import type { Day } from './day.ts';
import { asksUnits } from './draft.ts';
import type { PaperDraft } from './draft.ts';
import type { FrozenGroup } from './group.ts';
import type { Inspection } from './inspection.ts';
import type { Matter, MatterId, Tell } from './matter.ts';
import { concluding } from './paper.ts';
import type { Paper } from './paper.ts';
import { newRemediation } from './remediation.ts';
import type { Remediation } from './remediation.ts';
import { wantedItems } from './requirement.ts';
import type { UnitId } from './role.ts';

export type PaperChange = 'submitted' | 'issued' | 'voided';

/** What happened to a paper, with the content it was frozen with. */
export interface PaperWord {
  paper: Paper;
  draft: PaperDraft;
  groups?: FrozenGroup[];
  change: PaperChange;
  on: Day;
}

/** One message a paper brings to a process, and the first state of a process that it gives birth to. */
export interface Brought extends Pick<Tell, 'to' | 'message' | 'body'> {
  born?: Matter;
}

/** A unit a directive addresses, and its inspection in the same round if it has one. */
export interface Addressee {
  unit: UnitId;
  /** The agency it goes through, where it has no standing of its own. */
  through?: UnitId;
  vertical: boolean;
  inspection?: Inspection;
}

/** The inspection of a unit that a paper is about: the first, unless it says otherwise. */
export const servedInspection = (draft: PaperDraft): number =>
  (draft.kind === 'conclusion' || draft.kind === 'result-notice' ? draft.n : undefined) ?? 1;

/**
 * What a paper's word brings to one inspection: of a unit it serves, or of one an earlier wording served. Asked
 * again after some of it was brought, it gives no more than what may be brought again.
 */
export function broughtTo(word: PaperWord, inspection: Inspection): Brought[] {
  const { paper, draft, change, on } = word;
  const { closed, drafted, noticed, concluded, place } = inspection;
  if (draft.kind === 'directive' || inspection.n !== servedInspection(draft)) return [];
  const tell = (message: string, body: Record<string, unknown> = {}): Brought => ({
    to: inspection.id,
    message,
    body: { paper: paper.id, ...body },
  });
  const isDrafted = drafted?.paper === paper.id;
  if (!draft.serves.includes(place.unit))
    return concluding.includes(draft.kind) && isDrafted && closed === undefined ? [tell('undrafted')] : [];
  if (change === 'voided') return isDrafted && closed === undefined ? [tell('undrafted')] : [];
  if (change === 'submitted') return isDrafted || closed !== undefined ? [] : [tell('drafted')];
  if (draft.kind === 'notice') return noticed || closed !== undefined ? [] : [tell('noticed', { on })];
  // concluded by another paper meanwhile: what this one asks is owed all the same
  const isElsewhere = concluded !== undefined && concluded.paper !== paper.id;
  if (closed !== undefined && !isElsewhere) return [];
  return [
    ...remediationOf(word, place, inspection.vertical === true),
    ...(isElsewhere ? [] : [tell('concluded', { on })]),
  ];
}

/** What an issued directive brings to one unit it addresses: the paper itself, and what it asks of the unit. */
export function broughtToAddressee(word: PaperWord, { unit, through, vertical, inspection }: Addressee): Brought[] {
  const { paper, change } = word;
  if (change !== 'issued') return [];
  const team = inspection?.place.team ?? paper.place.team;
  const place = {
    campaign: paper.place.campaign,
    unit,
    ...(through ? { through } : {}),
    ...(team ? { team } : {}),
  };
  return remediationOf(word, place, vertical, 'directive');
}

/** The remediation of what an issued paper asks of one unit; none where it asks nothing and tells nothing. */
function remediationOf(
  { paper, draft, groups, on }: PaperWord,
  place: Remediation['place'],
  vertical: boolean,
  letter?: 'directive',
): Brought[] {
  if (!asksUnits(draft)) return [];
  const wanted = wantedItems(paper.calendar, paper.id, draft.requirements, draft.serves, place.unit, on, groups);
  if (wanted.length === 0 && letter === undefined) return [];
  const { clock, calendar, ladders, terms } = paper;
  const born = newRemediation({ clock, calendar, ladders, terms }, place, paper.id, on, wanted, vertical, letter);
  return [{ to: born.id, message: 'begin', body: {}, born }];
}

/** What follows when every addressee of the paper has it. `allNoticed`: no open inspection of the round lacks a notice. */
export function broughtLast({ paper, draft, change, on }: PaperWord, allNoticed: boolean): Brought[] {
  if (change !== 'issued') return [];
  const round: MatterId = campaignMatterId(paper.place.campaign);
  return [
    ...(draft.kind === 'notice' && allNoticed ? [{ to: round, message: 'noticeIssued', body: { on } }] : []),
    ...(draft.kind === 'report' ? [{ to: round, message: 'reported', body: { on } }] : []),
    { to: paper.id, message: 'spread', body: {} },
  ];
}
