import { campaignMatterId } from './campaign.ts';
import type { Day } from './day.ts';
import type { PaperDraft } from './draft.ts';
import type { Inspection } from './inspection.ts';
import type { Matter, MatterId, Tell } from './matter.ts';
import type { Paper } from './paper.ts';
import { newRemediation } from './remediation.ts';
import { wantedItems } from './requirement.ts';

export type PaperChange = 'submitted' | 'issued' | 'voided';

/** What happened to a paper, with the content it was frozen with. */
export interface PaperWord {
  paper: Paper;
  draft: PaperDraft;
  change: PaperChange;
  on: Day;
}

/** One message a paper brings to a process, and the first state of a process that it gives birth to. */
export interface Brought extends Pick<Tell, 'to' | 'message' | 'body'> {
  born?: Matter;
}

/**
 * What a paper's word brings to one inspection: of a unit it serves, or of one an earlier wording served. Asked
 * again after some of it was brought, it gives no more than what may be brought again.
 */
export function broughtTo(word: PaperWord, inspection: Inspection): Brought[] {
  const { paper, draft, change, on } = word;
  const { closed, drafted, noticed, concluded, place } = inspection;
  const tell = (message: string, body: Record<string, unknown> = {}): Brought => ({
    to: inspection.id,
    message,
    body: { paper: paper.id, ...body },
  });
  const isDrafted = drafted?.paper === paper.id;
  if (!draft.serves.includes(place.unit))
    return draft.kind === 'conclusion' && isDrafted && closed === undefined ? [tell('undrafted')] : [];
  if (change === 'voided') return isDrafted && closed === undefined ? [tell('undrafted')] : [];
  if (change === 'submitted') return isDrafted || closed !== undefined ? [] : [tell('drafted')];
  if (draft.kind === 'notice') return noticed || closed !== undefined ? [] : [tell('noticed', { on })];
  // concluded by another paper meanwhile: what this one asks is owed all the same
  const isElsewhere = concluded !== undefined && concluded.paper !== paper.id;
  if (closed !== undefined && !isElsewhere) return [];
  return [...remediationOf(word, inspection), ...(isElsewhere ? [] : [tell('concluded', { on })])];
}

/** The remediation of what an issued paper asks of one unit; none where it asks nothing. */
function remediationOf({ paper, draft, on }: PaperWord, { place, vertical }: Inspection): Brought[] {
  if (draft.kind === 'notice') return [];
  const wanted = wantedItems(paper.calendar, paper.id, draft.requirements, draft.serves, place.unit, on);
  if (wanted.length === 0) return [];
  const { clock, calendar, ladders, terms } = paper;
  const born = newRemediation({ clock, calendar, ladders, terms }, place, paper.id, on, wanted, vertical === true);
  return [{ to: born.id, message: 'begin', body: {}, born }];
}

/** What follows when every addressee of the paper has it. `allNoticed`: no open inspection of the round lacks a notice. */
export function broughtLast({ paper, draft, change, on }: PaperWord, allNoticed: boolean): Brought[] {
  if (change !== 'issued') return [];
  const round: MatterId = campaignMatterId(paper.place.campaign);
  return [
    ...(draft.kind === 'notice' && allNoticed ? [{ to: round, message: 'noticeIssued', body: { on } }] : []),
    { to: paper.id, message: 'spread', body: {} },
  ];
}
