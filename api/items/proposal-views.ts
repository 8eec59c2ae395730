import type { Request } from 'express';
import { z } from 'zod';
import { holders } from '../../domain/role.ts';
import type { UnitId } from '../../domain/role.ts';
import { isOverdue } from '../../domain/duty.ts';
import { proposalState, proposalStates, proposalWords } from '../../domain/proposal.ts';
import type { Proposal, Route } from '../../domain/proposal.ts';
import { isVertical } from '../../domain/duty.ts';
import { standing, whyThisDay } from '../../domain/why.ts';
import { mayDo } from '../auth.ts';
import type { Deps } from '../deps.ts';
import { daySchema, instantSchema } from '../fields.ts';
import { dayOf } from '../papers/issued.ts';
import { answerOwedBy, mayReadAll, placeOfAgency, proposalPathId } from './proposal-record.ts';
import type { FrozenAnswer, FrozenProposal } from './proposal-record.ts';
import { unitNames } from '../campaigns/rounds.ts';

const named = z.object({ id: z.string(), name: z.string() });
const file = z.object({ id: z.string(), name: z.string(), size: z.int() });

const routeSchema = z.object({
  to: named,
  on: daySchema,
  due: daySchema.optional(),
  late: z.boolean(),
  words: z.string().meta({ example: 'còn 4 ngày làm việc' }),
  why: z.string(),
  hasContact: z.boolean().meta({ description: 'Cơ quan có đầu mối hoặc thủ trưởng nhận thư' }),
  answered: z
    .object({
      on: daySchema,
      text: z.string(),
      files: z.array(file),
      entered: z.object({ number: z.string().optional(), origin: z.string() }).optional(),
    })
    .optional(),
});

export const proposalSchema = z
  .object({
    id: z.string(),
    campaign: z.string(),
    unit: named,
    team: z.string().optional(),
    raisedIn: z.string().optional(),
    raised: daySchema,
    raisedAt: instantSchema.optional(),
    text: z.string(),
    state: z.enum(proposalStates),
    words: z.string(),
    routeBy: daySchema.optional().meta({ description: 'Hạn chuyển cơ quan có thẩm quyền' }),
    routes: z.array(routeSchema),
    carried: z.object({ to: z.string(), on: daySchema }).optional(),
    closed: daySchema.optional(),
    version: z.int(),
  })
  .meta({ id: 'Proposal' });

export type ProposalOut = z.infer<typeof proposalSchema>;

/** Proposals as whoever asks may read them: an agency sees what it was asked, not what others answered. */
export async function proposalViews(deps: Deps, req: Request, proposals: readonly Proposal[]): Promise<ProposalOut[]> {
  const { store } = deps;
  const shown = proposals.map((proposal) => ({
    proposal,
    routes: mayReadAll(req, proposal)
      ? proposal.routes
      : proposal.routes.filter(({ to }) => mayDo(req, 'read-proposal', placeOfAgency(proposal, to))),
  }));
  const answers = shown.flatMap(({ routes }) => routes.flatMap(({ answered }) => answered?.answer ?? []));
  const [texts, answered, nameOf, appointments] = await Promise.all([
    store.snapshots.getMany<FrozenProposal>(proposals.map(({ content }) => content)),
    store.snapshots.getMany<FrozenAnswer>(answers),
    unitNames(store, [
      ...proposals.map(({ place }) => place.unit),
      ...shown.flatMap(({ routes }) => routes.map(({ to }) => to)),
    ]),
    store.appointments.all(),
  ]);
  const files = await store.evidence.getMany([...answered.values()].flatMap(({ body }) => body.evidence));

  return Promise.all(
    shown.map(async ({ proposal, routes }) => {
      const day = await dayOf(deps, proposal);
      const state = proposalState(proposal);
      const { place, raisedIn, raised, content, duties, carried, closed, version } = proposal;
      const toRoute = duties.find(({ kind, ended }) => kind === 'route-proposal' && !ended);
      const hasContact = (unit: UnitId) =>
        (['unit-contact', 'unit-head'] as const).some((role) => holders(appointments, role, { unit }, day).length > 0);
      const routeOut = ({ to, on, answered: given }: Route) => {
        const duty = answerOwedBy(proposal, to);
        const body = given && answered.get(given.answer)?.body;
        return {
          to: { id: to, name: nameOf(to) },
          on,
          ...(duty?.due ? { due: duty.due.day } : {}),
          late: duty !== undefined && isOverdue(duty, day),
          words: duty
            ? standing(duty, proposal.calendar, day, isVertical(duty, proposal)).words
            : given
              ? 'đã trả lời'
              : '',
          why: duty ? whyThisDay(duty, proposal.calendar, () => undefined) : '',
          hasContact: hasContact(to),
          ...(given
            ? {
                answered: {
                  on: given.on,
                  text: body?.text ?? '',
                  files: (body?.evidence ?? []).flatMap((id) => {
                    const known = files.get(id);
                    return known ? [{ id, name: known.name, size: known.size }] : [];
                  }),
                  ...(body?.entered ? { entered: body.entered } : {}),
                },
              }
            : {}),
        };
      };
      const snapshot = texts.get(content);
      return {
        id: proposalPathId(proposal),
        campaign: place.campaign,
        unit: { id: place.unit, name: nameOf(place.unit) },
        ...(place.team ? { team: place.team } : {}),
        ...(raisedIn ? { raisedIn: raisedIn.replace(/^inspection:/, '') } : {}),
        raised,
        ...(snapshot ? { raisedAt: snapshot.at } : {}),
        text: snapshot?.body.text ?? '',
        state,
        words: proposalWords[state],
        ...(toRoute?.due ? { routeBy: toRoute.due.day } : {}),
        routes: routes.map(routeOut),
        ...(carried ? { carried } : {}),
        ...(closed ? { closed } : {}),
        version,
      };
    }),
  );
}
