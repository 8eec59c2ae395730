import type { Day } from './day.ts';
import { ended, isOpen, owe } from './duty.ts';
import type { Line } from './duty.ts';
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
  answered?: { on: Day; answer: string; by: string };
}

/** What a unit asks of those above it (kiến nghị, đề xuất), until whoever has the power has answered. */
export interface Proposal extends Matter {
  process: 'proposal';
  place: { campaign: CampaignId; unit: UnitId; team?: TeamId };
  /** The frozen text. */
  content: string;
  /** The inspection in which it was raised. */
  raisedIn?: MatterId;
  raised: Day;
  routes: Route[];
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

/** The planner names who has the power to answer: each agency owes one. Agencies left out owe nothing any more. */
export const route: Rule<Proposal, { to: UnitId[] }> = {
  accepts(state, { to }) {
    if (state.closed) throw new Refusal('proposal-closed');
    if (to.length === 0) throw new Refusal('proposal-without-agency');
    if (to.includes(state.place.unit)) throw new Refusal('proposal-to-its-own-unit');
  },
  next(state, { to }, day) {
    const kept = state.routes.filter((one) => one.answered || to.includes(one.to));
    const added = to.filter((unit) => !kept.some((one) => one.to === unit));
    if (added.length === 0 && kept.length === state.routes.length) return nothingMore(state);
    const n = state.duties.filter(({ kind }) => kind === 'answer-proposal').length;
    const duties = ended(state.duties, (duty) => duty.kind === 'route-proposal', 'met', day);
    const still = ended(
      duties,
      (duty) => duty.kind === 'answer-proposal' && !to.includes(duty.owedBy.unit!),
      'replaced',
      day,
    );
    const owed = added.map((unit, at) =>
      owe({
        ...dutyOf(state, 'answer-proposal', day, n + at + 1),
        owedBy: { role: 'unit-contact', unit },
        ladder: 'C',
        opened: day,
      }),
    );
    return {
      state: {
        ...state,
        routes: [...kept, ...added.map((unit) => ({ to: unit, on: day }))],
        duties: [...still, ...owed],
      },
      lines: [
        ...added.flatMap((unit) =>
          (['unit-contact', 'unit-head'] as const).map((role) => ({
            ...eventLine(state, 'proposal', `asked:${unit}:${day}`, role, day, { what: 'asked' }),
            unit,
          })),
        ),
        unitTold(state, `routed:${day}:${n}`, day, { what: 'routed' }),
      ],
      tells: [],
    };
  },
};

/** An agency answers, by its link or by paper entered for it; with the last answer the proposal is closed. */
export const answer: Rule<Proposal, { from: UnitId; answer: string; by: string }> = {
  accepts(state, { from, answer: id }) {
    const one = state.routes.find(({ to }) => to === from);
    if (!one) throw new Refusal('proposal-not-routed');
    if (one.answered && one.answered.answer !== id) throw new Refusal('already-answered');
  },
  next(state, { from, answer: id, by }, day) {
    if (state.routes.find(({ to }) => to === from)?.answered) return nothingMore(state);
    const routes = state.routes.map((one) =>
      one.to === from ? { ...one, answered: { on: day, answer: id, by } } : one,
    );
    const duties = ended(
      state.duties,
      (duty) => duty.kind === 'answer-proposal' && duty.owedBy.unit === from,
      'met',
      day,
    );
    const last = routes.every(({ answered }) => answered);
    return {
      state: {
        ...state,
        routes,
        duties: last ? ended(duties, isOpen, 'cancelled', day) : duties,
        ...(last ? { closed: day } : {}),
      },
      lines: [
        unitTold(state, `answered:${from}`, day, { what: 'answered', answer: id, from }),
        eventLine(state, 'unit-answered', `answered:${from}`, 'planner', day, { what: 'proposal-answer', text: id }),
      ],
      tells: [],
    };
  },
};

export const proposalRules: Rules<Proposal> = { messages: { raise, route, answer } };
