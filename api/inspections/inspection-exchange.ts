import { z } from 'zod';
import type { Day } from '../../domain/day.ts';
import { commentsOutcome } from '../../domain/explanation.ts';
import { minutesSigners } from '../../domain/inspection.ts';
import type { Inspection } from '../../domain/inspection.ts';
import { itemWords } from '../../domain/remediation.ts';
import type { Remediation } from '../../domain/remediation.ts';
import type { FrozenPaper } from '../../domain/draft.ts';
import { asksUnits } from '../../domain/draft.ts';
import type { Paper } from '../../domain/paper.ts';
import type { AnswerText, CommentedDraft, Origin, QuestionText, VisitChangeText } from '../../domain/visit-texts.ts';
import type { Deps } from '../deps.ts';
import { itemId } from '../items/item-record.ts';
import { placedVisits, presidingAt } from './visit-places.ts';
import { unitNames } from '../campaigns/rounds.ts';

const day = z.string().meta({ example: '2026-03-10' });
const answer = z.object({
  on: day,
  text: z.string(),
  evidence: z.array(z.string()),
  origin: z.custom<Origin>().optional(),
});

/** What an inspection shows of its visits and of what passed between team and unit. */
export const exchangeFields = {
  visits: z.array(
    z.object({
      n: z.int(),
      day,
      session: z.enum(['morning', 'afternoon']),
      startsAt: z.string(),
      at: z.string(),
      site: z.object({ id: z.string(), name: z.string() }).optional(),
      chair: z.array(z.string()).meta({ description: 'Chủ trì' }),
      secretary: z.array(z.string()),
      sequence: z.int(),
      postponed: day.optional(),
      reason: z.string().optional().meta({ description: 'Vì sao đổi lịch, hoãn' }),
      held: day.optional(),
      heldReason: z
        .string()
        .optional()
        .meta({ description: 'Vì sao không phải ngày đã lên lịch, hoặc vì sao sửa ngày' }),
      minutesSigned: day.optional(),
      unsigned: z.array(z.enum(minutesSigners)).optional(),
      minutesFile: z.boolean().meta({ description: 'Đã có tệp biên bản' }),
    }),
  ),
  dropped: z
    .array(z.object({ n: z.int(), day, session: z.enum(['morning', 'afternoon']), on: day, reason: z.string() }))
    .optional()
    .meta({ description: 'Các buổi đã bỏ' }),
  cancelled: z.object({ on: day, reason: z.string() }).optional(),
  dayWishes: z.array(
    z.object({
      n: z.int(),
      visit: z.int(),
      day,
      session: z.enum(['morning', 'afternoon']),
      asked: day,
      reason: z.string(),
      decided: z.object({ on: day, granted: z.boolean(), text: z.string() }).optional(),
    }),
  ),
  explanations: z.array(
    z.object({
      n: z.int(),
      asked: day,
      text: z.string(),
      points: z.array(z.string()).optional(),
      due: day.optional(),
      answered: answer.optional(),
    }),
  ),
  comments: z
    .object({
      asked: day,
      paper: z.string(),
      outcome: z.enum(['waiting', 'agreed', 'commented', 'taken-as-agreed']),
      until: day.optional(),
      answered: answer.extend({ agreed: z.boolean() }).optional(),
    })
    .optional(),
  silence: z
    .object({ by: z.string(), text: z.string() })
    .optional()
    .meta({ description: 'Ai ghi nhận đơn vị không gửi báo cáo, đã đôn đốc thế nào' }),
  reinspects: z
    .array(z.object({ item: z.string(), text: z.string(), state: z.string() }))
    .optional()
    .meta({ description: 'Kiểm tra lại những nội dung nào' }),
};

const exchange = z.object(exchangeFields);

/** The words of an inspection's visits and exchanges, read from what was frozen with each. */
export async function exchangeOf(deps: Deps, inspection: Inspection): Promise<z.infer<typeof exchange>> {
  const { store } = deps;
  const { dayWishes, explanations, comments, silent, dropped = [], cancelled } = inspection;
  const [places, appointments, frozen, reinspects] = await Promise.all([
    placedVisits(store, [inspection]),
    store.appointments.all(),
    store.snapshots.getMany<unknown>([
      ...dayWishes.flatMap(({ reason, decided }) => [reason, ...(decided?.remarks ? [decided.remarks] : [])]),
      ...explanations.flatMap((one) => [one.remarks, ...(one.answered ? [one.answered.explanation] : [])]),
      ...(comments ? [comments.draft, ...(comments.answered ? [comments.answered.comment] : [])] : []),
      ...(silent ? [silent.remarks] : []),
      ...(cancelled ? [cancelled.reason] : []),
      ...dropped.flatMap(({ change }) => change ?? []),
      ...inspection.visits.flatMap(({ heldWhy }) => heldWhy ?? []),
    ]),
    reinspected(deps, inspection),
  ]);
  // oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- whoever reads it knows what was frozen
  const body = <T>(id: string) => frozen.get(id)?.body as T | undefined;
  const visits = places.get(inspection.id)!;
  const presiding = visits.map((visit) => presidingAt(appointments, inspection, visit));
  const people = new Map(
    (
      await store.people.getMany([...new Set(presiding.flatMap(({ chair, secretary }) => [...chair, ...secretary]))])
    ).map(({ _id, name }) => [_id, name]),
  );
  const nameOf = await unitNames(
    store,
    visits.flatMap(({ site }) => site ?? []),
  );
  const answerOf = (on: Day, id: string) => {
    const said = body<AnswerText>(id);
    const { origin } = said ?? {};
    return { on, text: said?.text ?? '', evidence: said?.evidence ?? [], ...(origin ? { origin } : {}) };
  };
  const dueOf = (kind: string, about?: number) =>
    inspection.duties.find((duty) => duty.kind === kind && (about === undefined || duty.about === about))?.due?.day;
  return {
    visits: visits.map((visit, i) => {
      const { n, day: on, session, startsAt, at, site, sequence = 0, postponed, reason, held } = visit;
      const heldReason = visit.heldWhy === undefined ? undefined : body<AnswerText>(visit.heldWhy)?.text;
      const { minutesSigned, unsigned, minutesFile } = visit;
      return {
        n,
        day: on,
        session,
        startsAt,
        at,
        ...(site ? { site: { id: site, name: nameOf(site) } } : {}),
        chair: presiding[i]!.chair.flatMap((id) => people.get(id) ?? []),
        secretary: presiding[i]!.secretary.flatMap((id) => people.get(id) ?? []),
        sequence,
        ...(postponed ? { postponed } : {}),
        ...(reason ? { reason } : {}),
        ...(held ? { held } : {}),
        ...(heldReason === undefined ? {} : { heldReason }),
        ...(minutesSigned ? { minutesSigned } : {}),
        ...(unsigned ? { unsigned } : {}),
        minutesFile: minutesFile !== undefined,
      };
    }),
    ...(dropped.length > 0
      ? {
          dropped: dropped.map(({ n, day: was, session, dropped: on, change = '' }) => ({
            n,
            day: was,
            session,
            on,
            reason: body<VisitChangeText>(change)?.text ?? '',
          })),
        }
      : {}),
    ...(cancelled
      ? { cancelled: { on: cancelled.on, reason: body<VisitChangeText>(cancelled.reason)?.text ?? '' } }
      : {}),
    dayWishes: dayWishes.map(({ reason, decided, ...wish }) => ({
      ...wish,
      reason: body<VisitChangeText>(reason)?.text ?? '',
      ...(decided
        ? {
            decided: {
              on: decided.on,
              granted: decided.granted,
              text: body<VisitChangeText>(decided.remarks ?? '')?.text ?? '',
            },
          }
        : {}),
    })),
    explanations: explanations.map(({ n, asked, remarks, answered }) => {
      const question = body<QuestionText>(remarks);
      const due = dueOf('explain', n);
      return {
        n,
        asked,
        text: question?.text ?? '',
        ...(question?.points ? { points: question.points } : {}),
        ...(due ? { due } : {}),
        ...(answered ? { answered: answerOf(answered.on, answered.explanation) } : {}),
      };
    }),
    ...(comments
      ? {
          comments: {
            asked: comments.asked,
            paper: body<CommentedDraft>(comments.draft)?.paper ?? '',
            outcome: commentsOutcome(inspection)!,
            ...(dueOf('comment-draft') ? { until: dueOf('comment-draft')! } : {}),
            ...(comments.answered
              ? {
                  answered: {
                    ...answerOf(comments.answered.on, comments.answered.comment),
                    agreed: comments.answered.agreed,
                  },
                }
              : {}),
          },
        }
      : {}),
    ...(silent ? { silence: { by: silent.by, text: body<VisitChangeText>(silent.remarks)?.text ?? '' } } : {}),
    ...(reinspects.length > 0 ? { reinspects } : {}),
  };
}

/** The items a re-inspection looks at again, with what they ask and how they stand. */
export async function reinspected(
  { store }: Pick<Deps, 'store'>,
  { reinspects = [] }: Pick<Inspection, 'reinspects'>,
): Promise<{ item: string; text: string; state: string }[]> {
  const found = await Promise.all(
    reinspects.map(async ({ remediation: id, items }) => {
      const remediation = await store.matters.get<Remediation>(id);
      const paper = remediation && (await store.matters.get<Paper>(remediation.paper));
      const draft = paper && (await store.snapshots.get<FrozenPaper>(paper.content.snapshot))?.body.draft;
      const requirements = draft && asksUnits(draft) ? draft.requirements : [];
      return (remediation?.items ?? [])
        .filter(({ n }) => items.includes(n))
        .map(({ n, requirement, state }) => ({
          item: itemId(id, n),
          text: requirements.find((one) => one.id === requirement)?.text ?? `Nội dung số ${n}`,
          state: itemWords[state],
        }));
    }),
  );
  return found.flat();
}
