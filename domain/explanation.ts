import type { Day } from './day.ts';
import { isOpen, owe } from './duty.ts';
import type { Duty } from './duty.ts';
import { assertInspection, concludable, explainable, kindIs, metBy, withDuties } from './inspection.ts';
import type { Inspection } from './inspection.ts';
import { dutyOf, eventLine, nothingMore } from './matter.ts';
import type { Rule } from './matter.ts';
import { Refusal } from './refusal.ts';
import { assertArrived } from './arrival.ts';

const contact = { role: 'unit-contact' } as const;

/** What the unit is asked to answer reaches its contact and its head at once. */
const asked = (state: Inspection, what: 'explanation' | 'comments', n: number, day: Day, text: string) =>
  (['unit-contact', 'unit-head'] as const).map((role) =>
    eventLine(state, 'asked', `${what}:${n}`, role, day, { what, n, text }),
  );

/** What it answered is told to the team with the next morning's letters. */
const answered = (state: Inspection, what: 'explanation' | 'comments', n: number, day: Day, text: string) => [
  ...(['lead', 'secretary'] as const).map((role) =>
    eventLine(state, 'unit-answered', `${what}:${n}`, role, day, { what, n, text }),
  ),
  eventLine(state, 'received', `${what}:${n}`, 'unit-contact', day, { what, n, text }),
];

/** The team asks the unit to explain something; the question is content, named by `remarks`. */
export const askExplanation: Rule<Inspection, { remarks: string }> = {
  accepts(state, { remarks }) {
    if (state.explanations.some((one) => one.remarks === remarks)) return;
    assertInspection(state, explainable, 'yêu cầu giải trình');
  },
  next(state, { remarks }, day) {
    if (state.explanations.some((one) => one.remarks === remarks)) return nothingMore(state);
    const n = state.explanations.length + 1;
    const duty = owe({ ...dutyOf(state, 'explain', day, n), owedBy: contact, ladder: 'A', opened: day });
    return {
      state: withDuties({ ...state, explanations: [...state.explanations, { n, asked: day, remarks }] }, [
        ...state.duties,
        duty,
      ]),
      lines: asked(state, 'explanation', n, day, remarks),
      tells: [],
    };
  },
};

/** The unit explains; late is better than never, until the conclusion. Entered for it, on the day its paper came. */
export const explain: Rule<Inspection, { n: number; explanation: string; by: string; arrived?: Day }> = {
  accepts(state, { n, explanation, arrived }, day) {
    const one = state.explanations.find((candidate) => candidate.n === n);
    if (!one) throw new Refusal('explanation-not-asked');
    if (one.answered?.explanation === explanation) return;
    if (one.answered) throw new Refusal('already-answered');
    assertInspection(state, explainable, 'giải trình');
    assertArrived(arrived, one.asked, day);
  },
  next(state, { n, explanation, by, arrived }, day) {
    const on = arrived ?? day;
    if (state.explanations.find((one) => one.n === n)?.answered) return nothingMore(state);
    const duties = metBy(state.duties, (duty) => duty.kind === 'explain' && duty.about === n, on);
    const explanations = state.explanations.map((one) =>
      one.n === n ? { ...one, answered: { on, explanation, by } } : one,
    );
    return {
      state: withDuties({ ...state, explanations }, duties),
      lines: answered(state, 'explanation', n, day, explanation),
      tells: [],
    };
  },
};

/** Silence within the term counts as agreement (quá hạn coi như thống nhất): the duty lapses after its due. */
const commentDuty = (state: Inspection, day: Day): Duty => ({
  ...owe({ ...dutyOf(state, 'comment-draft', day), owedBy: contact, ladder: 'A', opened: day }),
  lapses: true,
});

/** The draft conclusion, frozen as `draft`, is put before the unit. */
export const askComments: Rule<Inspection, { draft: string }> = {
  accepts(state, { draft }) {
    if (state.comments?.draft === draft) return;
    assertInspection(state, concludable, 'xin ý kiến về dự thảo kết luận');
    if (state.drafted) throw new Refusal('conclusion-already-submitted');
    if (state.comments) throw new Refusal('comments-already-asked');
  },
  next(state, { draft }, day) {
    if (state.comments) return nothingMore(state);
    return {
      state: withDuties({ ...state, comments: { asked: day, draft } }, [...state.duties, commentDuty(state, day)]),
      lines: asked(state, 'comments', 1, day, draft),
      tells: [],
    };
  },
};

/**
 * The unit agrees with the draft or says what it sees otherwise; the text is content, named by `comment`. What came in
 * time on paper (`arrived`) still counts when it is entered after the term, as long as no conclusion is submitted.
 */
export const commentDraft: Rule<Inspection, { agreed: boolean; comment: string; by: string; arrived?: Day }> = {
  accepts(state, { comment, arrived }, day) {
    if (state.comments?.answered?.comment === comment) return;
    if (!state.comments) throw new Refusal('comments-not-asked');
    if (state.comments.answered) throw new Refusal('already-answered');
    assertArrived(arrived, state.comments.asked, day);
    if (!commentsOpen(state) && !cameInTime(state, arrived)) throw new Refusal('comments-lapsed');
  },
  next(state, { agreed, comment, by, arrived }, day) {
    if (!state.comments || state.comments.answered) return nothingMore(state);
    const on = arrived ?? day;
    const comments = { ...state.comments, answered: { on, agreed, comment, by } };
    return {
      state: withDuties({ ...state, comments }, metBy(state.duties, kindIs('comment-draft'), on)),
      lines: answered(state, 'comments', 1, day, comment),
      tells: [],
    };
  },
};

/** The unit may still comment: no conclusion is submitted before it has, or the term is over. */
export const commentsOpen = (state: Inspection): boolean =>
  state.duties.some((duty) => duty.kind === 'comment-draft' && isOpen(duty));

/** Was in the office's hands before the term was over, and nothing was made of the silence yet? */
const cameInTime = ({ duties, drafted, closed }: Inspection, arrived: Day | undefined): boolean =>
  arrived !== undefined &&
  drafted === undefined &&
  closed === undefined &&
  duties.some(({ kind, due }) => kind === 'comment-draft' && due !== undefined && arrived <= due.day);

/** What its comments came to; undefined when none were asked. */
export function commentsOutcome(state: Inspection): 'waiting' | 'agreed' | 'commented' | 'taken-as-agreed' | undefined {
  if (!state.comments) return undefined;
  if (state.comments.answered) return state.comments.answered.agreed ? 'agreed' : 'commented';
  return commentsOpen(state) ? 'waiting' : 'taken-as-agreed';
}
