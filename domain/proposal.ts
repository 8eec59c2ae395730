import { assertArrived } from './arrival.ts';
import type { Day } from './day.ts';
import { ended, isOpen, metOn, owe } from './duty.ts';
import type { Duty, Line } from './duty.ts';
import { dutyOf, eventLine, nothingMore } from './matter.ts';
import type { Matter, MatterId, Rule, Rules, Setting } from './matter.ts';
import { Refusal } from './refusal.ts';
import type { CampaignId, TeamId, UnitId } from './role.ts';

export const proposalStates = ['received', 'routed', 'answered', 'closed'] as const;
export type ProposalState = (typeof proposalStates)[number];

/** The states as the unit reads them. */
export const proposalWords: Record<ProposalState, string> = {
  received: 'đã ghi nhận, chờ chuyển cơ quan có thẩm quyền',
  routed: 'đã chuyển, chờ trả lời',
  answered: 'đã trả lời một phần',
  closed: 'đã trả lời',
};

/** One agency a proposal was put to. The answer is content. */
export interface Route {
  to: UnitId;
  on: Day;
  /** `entered` by the office from a paper, which came on that day. */
  answered?: { on: Day; answer: string; by: string; entered?: true };
}

/** What a unit asks of those above it (kiến nghị, đề xuất), until whoever has the power has answered. */
export interface Proposal extends Matter {
  process: 'proposal';
  place: { campaign: CampaignId; unit: UnitId; through?: UnitId; team?: TeamId };
  /** The frozen text. */
  content: string;
  /** The inspection in which it was raised. */
  raisedIn?: MatterId;
  raised: Day;
  routes: Route[];
  /** Carried into another year by name when the round was closed. */
  carried?: { to: string; on: Day };
}

export const proposalId = (campaign: CampaignId, unit: UnitId, n: number): MatterId =>
  `proposal:${campaign}:${unit}:${n}`;

export function newProposal(
  setting: Setting,
  id: MatterId,
  place: Proposal['place'],
  day: Day,
  raisedIn?: MatterId,
): Proposal {
  return {
    id,
    process: 'proposal',
    schema: 1,
    version: 0,
    place,
    ...setting,
    asOf: day,
    duties: [],
    outbox: [],
    heard: [],
    content: '',
    ...(raisedIn ? { raisedIn } : {}),
    raised: day,
    routes: [],
  };
}

/** How far it has come. */
export function proposalState({ closed, routes }: Proposal): ProposalState {
  if (closed) return 'closed';
  if (routes.some(({ answered }) => answered)) return 'answered';
  return routes.length > 0 ? 'routed' : 'received';
}

const unitTold = (state: Proposal, event: string, day: Day, about: Record<string, string | number>): Line =>
  eventLine(state, 'proposal', event, 'unit-contact', day, about);

/** Put on record as the unit raised it; the planner owes its routing. */
export const raise: Rule<Proposal, { content: string }> = {
  accepts(state, { content }) {
    if (state.content !== '' && state.content !== content) throw new Refusal('proposal-already-raised');
  },
  next(state, { content }, day) {
    if (state.content !== '') return nothingMore(state);
    const route = owe({
      ...dutyOf(state, 'route-proposal', day),
      owedBy: { role: 'planner' },
      ladder: 'D',
      opened: day,
    });
    return {
      state: { ...state, content, raised: day, duties: [...state.duties, route] },
      lines: [
        unitTold(state, 'raised', day, { what: 'raised' }),
        eventLine(state, 'unit-answered', 'proposal', 'planner', day, { what: 'proposal', text: content }),
      ],
      tells: [],
    };
  },
};

const isAnswerOf =
  (unit: UnitId) =>
  (duty: Duty): boolean =>
    duty.kind === 'answer-proposal' && duty.owedBy.unit === unit;

/** With the last answer it is closed; until then it waits for the others. */
export function closedIfAnswered(state: Proposal, day: Day): Proposal {
  if (!state.routes.every(({ answered }) => answered)) return state;
  return { ...state, duties: ended(state.duties, isOpen, 'cancelled', day), closed: day };
}

/** A line to an agency: nobody hears it for the unit that raised the proposal. */
function ofAgency(line: Line, unit: UnitId): Line {
  const { through: _, ...own } = line;
  return { ...own, unit };
}

/** An agency hears of what it is asked, and that it is asked no more. */
const agencyTold = (state: Proposal, unit: UnitId, event: string, day: Day, what: string): Line[] =>
  (['unit-contact', 'unit-head'] as const).map((role) =>
    ofAgency(eventLine(state, 'proposal', event, role, day, { what }), unit),
  );

/**
 * The planner names who has the power to answer: each agency owes one, a vertically managed one by the rules of its
 * own. Agencies left out owe nothing any more; an answer that was given stays.
 */
export const route: Rule<Proposal, { to: UnitId[]; vertical?: UnitId[] }> = {
  accepts(state, { to }) {
    if (state.closed) throw new Refusal('proposal-closed');
    if (to.length === 0) throw new Refusal('proposal-without-agency');
    if (to.includes(state.place.unit)) throw new Refusal('proposal-to-its-own-unit');
  },
  next(state, { to, vertical = [] }, day) {
    const kept = state.routes.filter((one) => one.answered || to.includes(one.to));
    const added = [...new Set(to)].filter((unit) => !kept.some((one) => one.to === unit));
    const dropped = state.routes.filter((one) => !kept.includes(one)).map((one) => one.to);
    if (added.length === 0 && dropped.length === 0) return nothingMore(state);
    const before = state.duties.filter(({ kind }) => kind === 'answer-proposal').length;
    const numberOf = (unit: UnitId) => before + added.indexOf(unit) + 1;
    const routed = ended(state.duties, ({ kind }) => kind === 'route-proposal', 'met', day);
    const still = dropped.reduce((duties, unit) => ended(duties, isAnswerOf(unit), 'replaced', day), routed);
    const owed = added.map((unit) =>
      owe({
        ...dutyOf(state, 'answer-proposal', day, numberOf(unit)),
        owedBy: { role: 'unit-contact', unit, ...(vertical.includes(unit) ? { vertical: true as const } : {}) },
        ladder: 'C',
        opened: day,
      }),
    );
    const routes = [...kept, ...added.map((unit) => ({ to: unit, on: day }))];
    return {
      state: closedIfAnswered({ ...state, routes, duties: [...still, ...owed] }, day),
      lines: [
        ...added.flatMap((unit) => agencyTold(state, unit, `asked:${numberOf(unit)}`, day, 'asked')),
        ...dropped.flatMap((unit) => agencyTold(state, unit, `withdrawn:${unit}:${before}`, day, 'withdrawn')),
        unitTold(state, `routed:${before + added.length}:${routes.length}`, day, { what: 'routed' }),
      ],
      tells: [],
    };
  },
};

/** An agency answers, by its link or by a paper entered for it that came on `arrived`. */
export const answer: Rule<Proposal, { from: UnitId; answer: string; by: string; arrived?: Day }> = {
  accepts(state, { from, answer: id, arrived }, day) {
    const one = state.routes.find(({ to }) => to === from);
    if (!one) throw new Refusal('proposal-not-routed');
    if (one.answered && one.answered.answer !== id) throw new Refusal('already-answered');
    // an agency may have answered before anybody put the proposal to it here
    assertArrived(arrived, undefined, day);
  },
  next(state, { from, answer: id, by, arrived }, day) {
    if (state.routes.find(({ to }) => to === from)?.answered) return nothingMore(state);
    const answered = { on: arrived ?? day, answer: id, by, ...(arrived ? { entered: true as const } : {}) };
    const routes = state.routes.map((one) => (one.to === from ? { ...one, answered } : one));
    const owes = isAnswerOf(from);
    const duties = state.duties.map((duty) => (isOpen(duty) && owes(duty) ? metOn(duty, arrived ?? day) : duty));
    const about = { what: 'answered', answer: id, from };
    return {
      state: closedIfAnswered({ ...state, routes, duties }, day),
      lines: [
        unitTold(state, `answered:${from}`, day, about),
        ofAgency(eventLine(state, 'proposal', `received:${from}`, 'unit-contact', day, about), from),
        eventLine(state, 'unit-answered', `answered:${from}`, 'planner', day, {
          what: 'proposal-answer',
          text: id,
          from,
        }),
      ],
      tells: [],
    };
  },
};

/** A leader agreed to the rungs of an agency's chase that need it. */
export const approveEscalation: Rule<Proposal, { from: UnitId }> = {
  accepts(state, { from }) {
    if (!state.duties.some((duty) => isOpen(duty) && isAnswerOf(from)(duty))) throw new Refusal('proposal-not-routed');
  },
  next(state, { from }, day) {
    const duties = state.duties.map((duty) =>
      isOpen(duty) && isAnswerOf(from)(duty) ? { ...duty, approved: duty.approved ?? day } : duty,
    );
    return nothingMore({ ...state, duties });
  },
};

/** The round was closed with this still unanswered: followed on under its own name (chuyển theo dõi). */
export const carried: Rule<Proposal, { to: string }> = {
  accepts() {
    // the close of the round is a fact
  },
  next: (state, { to }, day) =>
    nothingMore(state.closed || state.carried ? state : { ...state, carried: { to, on: day } }),
};

export const proposalRules: Rules<Proposal> = { messages: { raise, route, answer, approveEscalation, carried } };
