import type { Request, Response } from 'express';
import type { Day } from '../../domain/day.ts';
import { commentsOutcome } from '../../domain/explanation.ts';
import { isOpen } from '../../domain/duty.ts';
import { explainable, inspectionState, visitOf } from '../../domain/inspection.ts';
import type { Inspection } from '../../domain/inspection.ts';
import { vnNumber } from '../../domain/number.ts';
import { Refusal } from '../../domain/refusal.ts';
import type { RefusalCode } from '../../domain/refusal.ts';
import { originWords } from '../../domain/visit-texts.ts';
import type { AnswerText, CommentedDraft, QuestionText } from '../../domain/visit-texts.ts';
import { receiptNumber } from '../../store/content/receipts.ts';
import { anotherDayPage, commentsPage, explanationPage } from '../../web/pages/exchange.ts';
import type { AnotherDayView, AnswerShown, CommentsView, ExplanationView, Faults } from '../../web/pages/exchange.ts';
import { dueLine } from '../../web/pages/due.ts';
import type { Back, Said } from '../../web/pages/layout.ts';
import { requirementDue } from './conclusion-page.ts';
import type { Deps } from '../deps.ts';
import { commentDraft, explain } from './exchange-acts.ts';
import { theirInspection, unitName, wishOf } from './inspection-page.ts';
import { dayOf } from '../papers/issued.ts';
import type { Visitor } from './links.ts';
import { keyOf, part, readable, refusedWords, saidOf, show, statusFor, statusOfFiles } from './page-answers.ts';
import { filesNamed, frameOf, newKey, places } from './page-frame.ts';
import { keepFiles } from './uploads.ts';
import type { Form } from './uploads.ts';
import { askAnotherDay } from '../inspections/visit-acts.ts';
import { placedVisits } from '../inspections/visit-places.ts';

// The unit's pages around a visit: another day, an explanation, its view of the draft.

/** What a form brought, to be shown again, and what is said of it. */
interface Again {
  fields?: Record<string, string>;
  files?: string[];
  /** What is missing or wrong, at its field. */
  faults?: Faults;
  said?: Said;
  status?: number;
}

const backTo = (visitor: Visitor, id: string): Back => ({
  href: places(visitor.base).inspection(id),
  name: 'Cuộc kiểm tra',
});

const dueOf = async (deps: Deps, inspection: Inspection, kind: string, about?: number) => {
  const duty = inspection.duties.find(
    (one) => one.kind === kind && isOpen(one) && (about === undefined || one.about === about),
  );
  return duty && dueLine(duty, inspection, await dayOf(deps, inspection), () => undefined);
};

// another day

export async function showAnotherDay(
  deps: Deps,
  req: Request,
  res: Response,
  visitor: Visitor,
  { fields = {}, faults = {}, said, status = 200 }: Again = {},
): Promise<void> {
  const [id, n] = [part(req, 'id'), Number(part(req, 'n'))];
  const inspection = await theirInspection(deps, visitor, id);
  const visit = (await placedVisits(deps.store, [inspection])).get(inspection.id)!.find((one) => one.n === n);
  if (!visit) throw new Refusal('not-found');
  const waiting = inspection.dayWishes.find((wish) => wish.visit === n && !wish.decided);
  const closed = visit.held
    ? 'Buổi này đã kiểm tra nên không đổi ngày được nữa.'
    : inspection.closed
      ? 'Cuộc kiểm tra đã kết thúc nên không đổi ngày được nữa.'
      : waiting
        ? 'Đơn vị đã đề nghị đổi ngày; trưởng đoàn đang xem xét và sẽ trả lời qua thư. Chưa có trả lời thì lịch cũ vẫn giữ nguyên.'
        : undefined;
  const { day, session, at } = visit;
  const wish = await wishOf(deps, inspection, n);
  const view: AnotherDayView = {
    ...(await frameOf(deps, visitor)),
    unit: await unitName(deps, inspection.place.unit),
    back: backTo(visitor, id),
    visit: { n, day, session, at },
    ...(wish ? { wish } : {}),
    ...(closed === undefined
      ? {
          form: {
            action: places(visitor.base).anotherDay(id, n),
            key: fields['key'] ?? newKey(),
            day: fields['day'] ?? '',
            session: fields['session'] ?? '',
            reason: fields['reason'] ?? '',
            faults,
          },
        }
      : { closed }),
    ...(said ? { said } : {}),
  };
  show(res, anotherDayPage(view), status);
}

export async function answerAnotherDay(
  deps: Deps,
  req: Request,
  res: Response,
  visitor: Visitor,
  { fields }: Form,
): Promise<void> {
  const [id, n] = [part(req, 'id'), Number(part(req, 'n'))];
  await theirInspection(deps, visitor, id);
  const { day: typed = '', session = '', reason = '' } = fields;
  const again = (more: Again) => showAnotherDay(deps, req, res, visitor, { fields, ...more });
  const day = readable(typed);
  const faults: Faults = {
    ...(typed.trim() === ''
      ? { day: 'Hãy ghi ngày đơn vị đề nghị.' }
      : day instanceof Refusal
        ? { day: day.message }
        : {}),
    ...(session === 'morning' || session === 'afternoon' ? {} : { session: 'Hãy chọn buổi sáng hay buổi chiều.' }),
    ...(reason.trim() === '' ? { reason: 'Hãy ghi lý do xin đổi ngày.' } : {}),
  };
  if (day instanceof Refusal || Object.keys(faults).length > 0) return again({ faults, status: 422 });
  try {
    const half = session === 'afternoon' ? ('afternoon' as const) : ('morning' as const);
    const wish = { day, session: half, reason: reason.trim() };
    await askAnotherDay(deps, req, id, n, wish, keyOf(visitor, fields, JSON.stringify(wish)));
    res.redirect(303, places(visitor.base).anotherDay(id, n));
  } catch (error) {
    if (error instanceof Refusal && aboutTheDay.includes(error.code))
      return again({ faults: { day: error.message }, status: statusFor(error) });
    await again({ said: saidOf(error, 'Những gì đã ghi vẫn còn ở dưới.'), status: statusFor(error) });
  }
}

const aboutTheDay: readonly RefusalCode[] = ['visit-in-past', 'visit-on-day-off', 'visit-not-moved'];

// an explanation

export async function showExplanation(
  deps: Deps,
  req: Request,
  res: Response,
  visitor: Visitor,
  { fields = {}, files = [], faults = {}, said, status = 200 }: Again = {},
): Promise<void> {
  const [id, n] = [part(req, 'id'), Number(part(req, 'n'))];
  const inspection = await theirInspection(deps, visitor, id);
  const one = inspection.explanations.find((each) => each.n === n);
  if (!one) throw new Refusal('not-found');
  const question = (await deps.store.snapshots.get<QuestionText>(one.remarks))?.body;
  const isAnswerable = !one.answered && explainable.includes(inspectionState(inspection));
  const kept = await deps.store.evidence.getMany(files);
  const view: ExplanationView = {
    ...(await frameOf(deps, visitor)),
    unit: await unitName(deps, inspection.place.unit),
    back: backTo(visitor, id),
    asked: one.asked,
    text: question?.text ?? '',
    points: question?.points ?? [],
    due: await dueOf(deps, inspection, 'explain', n),
    ...(one.answered
      ? { answered: await shownAnswer(deps, visitor, one.answered.explanation, one.answered.on) }
      : isAnswerable
        ? {
            form: {
              action: places(visitor.base).explanation(id, n),
              key: fields['key'] ?? newKey(),
              text: fields['text'] ?? '',
              files: filesNamed(visitor.base, files, kept),
              faults,
            },
          }
        : { closed: 'Cuộc kiểm tra đã có kết luận nên không nhận giải trình qua trang này nữa.' }),
    ...(said ? { said } : {}),
  };
  show(res, explanationPage(view), status);
}

export const answerExplanation = (
  deps: Deps,
  req: Request,
  res: Response,
  visitor: Visitor,
  form: Form,
): Promise<void> =>
  answerWithFiles(deps, req, res, visitor, form, showExplanation, async (id, { text, evidence }, keyed) => {
    const n = Number(part(req, 'n'));
    if (text === '') throw new Refusal('answer-empty');
    await explain(deps, req, id, n, { text, evidence }, keyed([text, evidence]));
    return places(visitor.base).explanation(id, n);
  });

// the draft

export async function showComments(
  deps: Deps,
  req: Request,
  res: Response,
  visitor: Visitor,
  { fields = {}, files = [], faults = {}, said, status = 200 }: Again = {},
): Promise<void> {
  const id = part(req, 'id');
  const inspection = await theirInspection(deps, visitor, id);
  const { comments } = inspection;
  const frozen = comments && (await deps.store.snapshots.get<CommentedDraft>(comments.draft));
  if (!comments || !frozen) throw new Refusal('not-found');
  const { strengths, findings, requirements, proposals } = frozen.body.draft;
  const kept = await deps.store.evidence.getMany(files);
  const outcome = commentsOutcome(inspection);
  const due = await dueOf(deps, inspection, 'comment-draft');
  const view: CommentsView = {
    ...(await frameOf(deps, visitor)),
    unit: await unitName(deps, inspection.place.unit),
    back: backTo(visitor, id),
    strengths: strengths.map(({ text }) => text),
    findings: findings.map(({ text, basis, evidence, cause }) => ({
      text,
      ...(basis ? { basis } : {}),
      ...(evidence ? { evidence } : {}),
      ...(cause ? { cause } : {}),
    })),
    requirements: requirements.map(({ text, due: by, proof, untracked, target }) => ({
      text,
      ...(target ? { target: `${vnNumber(target.percent)}% ${target.of}` } : {}),
      due: untracked ? 'không ấn định' : requirementDue(by),
      ...(proof ? { proof } : {}),
    })),
    proposals: proposals.map(({ text, answer }) => ({ text, ...(answer ? { answer } : {}) })),
    due,
    ...(due ? { until: due.day } : {}),
    ...(comments.answered
      ? {
          answered: {
            ...(await shownAnswer(deps, visitor, comments.answered.comment, comments.answered.on)),
            agreed: comments.answered.agreed,
          },
        }
      : outcome === 'waiting'
        ? {
            form: {
              action: places(visitor.base).comments(id),
              key: fields['key'] ?? newKey(),
              text: fields['text'] ?? '',
              agreed: fields['agreed'] === 'yes' ? true : fields['agreed'] === 'no' ? false : undefined,
              files: filesNamed(visitor.base, files, kept),
              faults,
            },
          }
        : {
            closed:
              'Đã hết thời hạn góp ý; đơn vị không có ý kiến nên được coi như thống nhất với dự thảo. Nếu cần trao đổi thêm, hãy gọi số điện thoại ở cuối trang.',
          }),
    ...(said ? { said } : {}),
  };
  show(res, commentsPage(view), status);
}

export const answerComments = (deps: Deps, req: Request, res: Response, visitor: Visitor, form: Form): Promise<void> =>
  answerWithFiles(deps, req, res, visitor, form, showComments, async (id, { text, evidence }, keyed) => {
    const { agreed } = form.fields;
    if (agreed !== 'yes' && agreed !== 'no')
      return { faults: { agreed: 'Hãy chọn thống nhất với dự thảo, hay có ý kiến khác.' } };
    const answer = { agreed: agreed === 'yes', text, evidence };
    await commentDraft(deps, req, id, answer, keyed(answer));
    return places(visitor.base).comments(id);
  });

// what they share

type Shown = (deps: Deps, req: Request, res: Response, visitor: Visitor, again?: Again) => Promise<void>;
type Decides = (
  id: string,
  answer: { text: string; evidence: string[] },
  keyed: (body: unknown) => string,
) => Promise<string | { faults: Faults }>;

/** Takes an answer with its files and leads on; whatever goes wrong, words and files stand on the page again. */
async function answerWithFiles(
  deps: Deps,
  req: Request,
  res: Response,
  visitor: Visitor,
  form: Form,
  shown: Shown,
  decides: Decides,
): Promise<void> {
  const id = part(req, 'id');
  const inspection = await theirInspection(deps, visitor, id);
  const { fields } = form;
  const { files, fault } = await filesOf(deps, visitor, inspection, form);
  const again = (more: Again) => shown(deps, req, res, visitor, { fields, files, ...more });
  if (fault) return again({ faults: { files: fault.text }, status: fault.status });
  try {
    const answer = { text: (fields['text'] ?? '').trim(), evidence: files };
    const to = await decides(id, answer, (body) => keyOf(visitor, fields, JSON.stringify(body)));
    if (typeof to !== 'string') return await again({ ...to, status: 422 });
    res.redirect(303, to);
  } catch (error) {
    if (error instanceof Refusal && error.code === 'answer-empty')
      return again({ faults: { text: error.message }, status: statusFor(error) });
    await again({ said: saidOf(error, 'Những gì đã ghi vẫn còn ở dưới.'), status: statusFor(error) });
  }
}

/** The files a form brought and those it was shown, all kept before anything is decided. */
async function filesOf(
  deps: Deps,
  visitor: Visitor,
  inspection: Inspection,
  form: Form,
): Promise<{ files: string[]; fault?: { text: string; status: number } }> {
  const { unit } = inspection.place;
  const kept = await keepFiles(deps, form.files, { unit, matter: inspection.id, by: visitor.actor.id });
  const known = await deps.store.evidence.getMany((form.fields['kept'] ?? '').split(' ').slice(0, 50));
  const shown = [...known.values()].filter((file) => file.unit === unit).map(({ _id }) => _id);
  const files = [...new Set([...shown, ...kept.evidence.map(({ evidence }) => evidence._id)])];
  if (kept.refused.length === 0 && !form.cutShort) return { files };
  const text = `${refusedWords(kept, form)} Chưa gửi; phần đã ghi vẫn còn.`;
  return { files, fault: { text, status: statusOfFiles(kept) } };
}

async function shownAnswer(deps: Deps, { base }: Visitor, snapshot: string, on: Day): Promise<AnswerShown> {
  const body = (await deps.store.snapshots.get<AnswerText>(snapshot))?.body;
  const known = await deps.store.evidence.getMany(body?.evidence ?? []);
  const receipt = await deps.store.receipts.get(snapshot.slice(snapshot.indexOf(':') + 1));
  return {
    on,
    text: body?.text ?? '',
    files: filesNamed(base, body?.evidence ?? [], known),
    ...(receipt ? { receipt: receiptNumber(receipt.number) } : {}),
    ...(body?.origin ? { entered: originWords[body.origin.by] } : {}),
  };
}

/** The minutes of one visit, for the unit to keep. Throws Refusal('not-found'). */
export async function minutesFileOf(deps: Deps, visitor: Visitor, id: string, n: number) {
  const inspection = await theirInspection(deps, visitor, id);
  const { minutesFile } = visitOf(inspection, n);
  const file = minutesFile === undefined ? undefined : await deps.store.files.get(minutesFile);
  if (!file) throw new Refusal('not-found');
  return file;
}
