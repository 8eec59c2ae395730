import type { Request, Response } from 'express';
import { vnTime } from '../../domain/day.ts';
import { Refusal } from '../../domain/refusal.ts';
import { evidenceIn } from '../../domain/typed-report.ts';
import type { TypedReport } from '../../domain/typed-report.ts';
import type { SelfReportDraft } from '../../store/content/self-reports.ts';
import { fieldName, fieldText } from '../../web/pages/kept.ts';
import { fileRows } from '../../web/pages/evidence.ts';
import type { Autosaved } from '../../web/pages/autosaved.ts';
import { html } from '../../web/pages/html.ts';
import { vnMoment } from '../../web/pages/layout.ts';
import type { Said } from '../../web/pages/layout.ts';
import { reportWords } from '../../web/pages/report-words.ts';
import { areaPage, figuresPage, reviewPage } from '../../web/pages/self-report.ts';
import type { Deps } from '../deps.ts';
import { saveSelfReport } from '../inspections/inspection-acts.ts';
import { inspectionPathId } from '../inspections/inspection-record.ts';
import type { Visitor } from './links.ts';
import { refusedWords, show, statusOfFiles } from './page-answers.ts';
import { filesNamed, places, writerName } from './page-frame.ts';
import { fieldsOf, mergedFields, shownFields, shownAfter, withRowBack } from './self-report-forms.ts';
import { stepView } from './self-report-pages.ts';
import type { StepShown } from './self-report-pages.ts';
import { reviewView } from '../inspections/self-report-review.ts';
import { explainedIn, withStep } from '../../domain/step-form.ts';
import type { NewEvidence } from '../../domain/step-form.ts';
import { stepOf, suggestedIn, wrongIn } from '../../domain/report-step.ts';
import { writing, writingOf } from './self-report-steps.ts';
import type { Step } from '../../domain/report-step.ts';
import type { Writing } from './self-report-steps.ts';
import { keepFiles } from './uploads.ts';
import type { Form, Kept } from './uploads.ts';

/** The unit has nothing to write now: its report was sent, or the inspection is over. */
export const isWithOffice = ({ inspection }: Writing): boolean =>
  inspection.closed !== undefined ||
  inspection.selfReport?.state === 'submitted' ||
  inspection.selfReport?.state === 'accepted';

const left = (written: Writing, step: Step): number =>
  written.found.faults.filter(({ at }) => stepOf(written, at) === step).length;

/** When it was saved, and what still has to be looked at; `all`: blanks too. */
export function savedWords(written: Writing, step: Step, all: boolean): Said | undefined {
  const { draft } = written.story;
  if (!draft) return undefined;
  const count = all ? left(written, step) : wrongIn(written, step);
  return count === 0
    ? { kind: 'done', text: `Đã lưu ${vnMoment(draft.savedAt)}.` }
    : {
        kind: 'warn',
        text: `Đã lưu ${vnMoment(draft.savedAt)}. Còn ${count} điểm cần xem lại ở phần này; có thể sửa ngay hoặc làm phần sau trước.`,
      };
}

export async function showStep(
  deps: Deps,
  res: Response,
  visitor: Visitor,
  written: Writing,
  step: Step,
  { said, ...shown }: StepShown & { said?: Said | undefined },
  status = 200,
): Promise<void> {
  const view = await stepView(deps, visitor, written, step, shown);
  const more = said ? { said } : {};
  show(res, 'area' in view ? areaPage({ ...view.area, ...more }) : figuresPage({ ...view.figures, ...more }), status);
}

/** A form of one step: kept first, whatever it says and wherever the report has got to, then answered. */
export async function answerStep(
  deps: Deps,
  req: Request,
  res: Response,
  visitor: Visitor,
  id: string,
  name: string,
  form: Form,
): Promise<void> {
  const before = await writingOf(deps, visitor, id);
  const { unit } = before.inspection.place;
  const kept = await keepFiles(deps, form.files, { unit, matter: before.inspection.id, by: visitor.actor.id });
  const act = form.fields['act'] ?? 'save';
  const where = places(visitor.base);
  const files = kept.evidence.map(({ field, evidence }) => ({
    question: field.replace(/^f\//, ''),
    evidence: evidence._id,
  }));
  const saved = await keepStep(deps, req, visitor, before, name, { fields: form.fields, act, files });
  const { written, changed, clashing, putBack, newer } = saved;
  if (act === 'auto') return void res.json(await autosaved(deps, visitor, saved, name, form, kept));
  if (isWithOffice(written)) {
    if (Object.keys(changed).length === 0) return res.redirect(303, where.review(id));
    const { reader } = reportWords(written.inspection.method === 'reporting');
    const text = `Báo cáo đã ở chỗ ${reader}, nên những gì bạn vừa ghi được giữ làm bản nháp, chưa gửi.`;
    const unsent = Object.entries(changed).map(([field, typed]) => labelled(written, field, typed));
    const view = await reviewView(deps, visitor, written);
    return show(res, reviewPage({ ...view, unsent, said: { kind: 'warn', text } }), 409);
  }
  const here =
    written.steps.find((step) => step.id === name) ?? written.steps.find((step) => 'row' in step) ?? written.steps[0]!;
  if (newer && Object.keys(clashing).length > 0) {
    const there = fieldsOf(written, here);
    const shown = typedOver(written, withStep(written, here, { ...there, ...clashing }, '', []));
    const clash = {
      by: await writerName(deps, visitor, newer.savedBy),
      at: newer.savedAt,
      fields: Object.keys(clashing).map((field) => labelled(written, field, there[field] ?? '')),
      href: where.step(id, here.id),
    };
    const step = shown.steps.find((one) => one.id === here.id)!;
    return showStep(deps, res, visitor, shown, step, { all: false, was: shownFields(there), clash }, 409);
  }
  if (kept.refused.length > 0 || form.cutShort) {
    const said: Said = { kind: 'fault', text: `${refusedWords(kept, form)} Những gì đã ghi vẫn được lưu.` };
    return showStep(deps, res, visitor, written, here, { all: false, said }, statusOfFiles(kept));
  }
  if (putBack && 'row' in here) {
    const text = `Dòng “${here.row.name}” đã được bỏ ở một trang khác trong lúc bạn ghi. Số liệu bạn ghi được giữ: dòng này đã được thêm lại.`;
    return showStep(deps, res, visitor, written, here, { all: false, said: { kind: 'warn', text } });
  }
  res.redirect(303, afterSaving(visitor, written, here, act, form.fields['seen'] ?? ''));
}

/** What a page that saves by itself is told; where somebody has to choose, it is told to ask by its button. */
async function autosaved(
  deps: Deps,
  visitor: Visitor,
  { written, changed, clashing, newer }: Saved,
  name: string,
  form: Form,
  kept: Kept,
): Promise<Autosaved> {
  const { draft } = written.story;
  const mine = Object.fromEntries(Object.entries(changed).filter(([field]) => !Object.hasOwn(clashing, field)));
  const step = written.steps.find(({ id }) => id === name);
  const known = await deps.store.evidence.getMany(evidenceIn(written.typed));
  const files = step && 'area' in step ? step.area.questions : [];
  const said = isWithOffice(written)
    ? `Báo cáo đã ở chỗ ${reportWords(written.inspection.method === 'reporting').reader}: những gì bạn ghi được giữ làm bản nháp, chưa gửi.`
    : newer && Object.keys(clashing).length > 0
      ? `Trong lúc bạn ghi, ${await writerName(deps, visitor, newer.savedBy)} đã lưu khác đi. Hãy bấm Lưu và tiếp tục để xem cả hai bản.`
      : refusedWords(kept, form);
  return {
    ...(draft && Object.keys(clashing).length === 0 ? { saved: vnTime(draft.savedAt) } : {}),
    ...(said === '' ? {} : { said }),
    fields: { was: shownAfter(form.fields['was'] ?? '', mine) },
    files: Object.fromEntries(
      files.map(({ code }) => [
        `f/${code}`,
        html`${fileRows(filesNamed(visitor.base, written.typed.answers[code]?.evidence ?? [], known), (id) => `drop/${code}/${id}`)}`
          .html,
      ]),
    ),
  };
}

/** A field and its text as people read them. */
function labelled({ outline }: Writing, field: string, text: string): { name: string; text: string } {
  const name =
    outline.indicators.find((one) => field === `i/${one.code}`)?.name ??
    outline.claims.find((one) => field === `k/${one.code}`)?.text;
  return { name: name ?? fieldName(field), text: fieldText(field, text) };
}

interface Saved {
  written: Writing;
  changed: Record<string, string>;
  clashing: Record<string, string>;
  /** A row that was gone meanwhile stands again. */
  putBack: boolean;
  /** What somebody had saved when this form came. */
  newer: SelfReportDraft | undefined;
}

/** How often a save is repeated when the same unit saves from two places at once. */
const savesTried = 4;

/** Saves what was changed in the form of one step over the newest version, whatever it says. */
async function keepStep(
  deps: Deps,
  req: Request,
  visitor: Visitor,
  before: Writing,
  name: string,
  { fields, act, files }: { fields: Record<string, string>; act: string; files: NewEvidence },
): Promise<Saved> {
  const id = inspectionPathId(before.inspection);
  for (let tried = 1, written = before; ; tried++, written = await writingOf(deps, visitor, id)) {
    const newer = written.story.draft;
    const standing = written.steps.find((step) => step.id === name);
    if (!standing && act.startsWith('remove/')) return { written, changed: {}, clashing: {}, putBack: false, newer }; // removed by the same form before
    const over = standing ? written : typedOver(written, rowBack(written, name, fields));
    const step = standing ?? over.steps.find((one) => one.id === name)!;
    const { changed, clashing, ...merged } = standing
      ? mergedFields(fieldsOf(over, step), fields, fields['was'])
      : mergedFields({}, fields, undefined);
    const putBack = standing === undefined;
    const first = withStep(over, step, merged.fields, act, files);
    // a warning that these very figures call forth may be explained beside them
    const { found } = typedOver(written, first);
    const typed = { ...first, explanations: { ...first.explanations, ...explainedIn(found, merged.fields) } };
    if (newer && isSame(typed, written.typed)) return { written, changed, clashing, putBack, newer };
    try {
      const draft = await saveSelfReport(deps, req, id, typed, written.version);
      const story = { ...written.story, draft };
      return { written: writing({ ...written, story }), changed, clashing, putBack, newer };
    } catch (error) {
      if (!(error instanceof Refusal) || error.code !== 'stale-draft' || tried === savesTried) throw error;
    }
  }
}

/** Throws Refusal('not-found') when there is no such step and no row to put back. */
function rowBack(written: Writing, name: string, fields: Record<string, string>): TypedReport {
  const typed = withRowBack(written, name, fields);
  if (!typed) throw new Refusal('not-found');
  return typed;
}

/** The same report with other words in it, not saved. */
export function typedOver(written: Writing, typed: TypedReport): Writing {
  const { draft } = written.story;
  const over: SelfReportDraft = { version: 0, savedAt: '' as SelfReportDraft['savedAt'], savedBy: '', ...draft, typed };
  return { ...writing({ ...written, story: { ...written.story, draft: over } }), version: written.version };
}

const isSame = (one: TypedReport, other: TypedReport): boolean => JSON.stringify(one) === JSON.stringify(other);

/**
 * Where a saved step leads: on, also with blanks in it; back to it, where something typed is wrong, was changed by a
 * button, or a blank can be filled in by one tap that was not offered before.
 */
function afterSaving({ base }: Visitor, written: Writing, step: Step, act: string, seen: string): string {
  const where = places(base);
  const id = inspectionPathId(written.inspection);
  if (act === 'save') return where.selfReport(id);
  const offers = 'row' in step ? suggestedIn(written, step).filter((one) => !seen.split(' ').includes(one.act)) : [];
  const stays = act === 'next' ? wrongIn(written, step) > 0 || offers.length > 0 : act !== 'on';
  if (stays) return `${where.step(id, step.id)}?luu=1`;
  const following = written.steps[written.steps.indexOf(step) + 1];
  return following ? where.step(id, following.id) : where.review(id);
}
