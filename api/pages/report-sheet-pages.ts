import { readFile } from 'node:fs/promises';
import type { Request, Response } from 'express';
import { Refusal } from '../../domain/refusal.ts';
import { withStep } from '../../domain/step-form.ts';
import { reportWords } from '../../web/pages/report-words.ts';
import { overviewPage, reviewPage } from '../../web/pages/self-report.ts';
import { sheetPreviewPage } from '../../web/pages/sheet-import.ts';
import type { Deps } from '../deps.ts';
import { saveSelfReport } from '../inspections/inspection-acts.ts';
import { reviewView } from '../inspections/self-report-review.ts';
import { inspectionPathId } from '../inspections/inspection-record.ts';
import { saveAs } from '../papers/files.ts';
import { sheetLimits, xlsxType } from '../sheet.ts';
import { unitName } from './inspection-page.ts';
import type { Visitor } from './links.ts';
import { saidOf, show, statusFor } from './page-answers.ts';
import { frameOf, places } from './page-frame.ts';
import { readReport, reportWorkbook } from './report-sheet.ts';
import { fieldsOf, mergedFields, shownFields } from './self-report-forms.ts';
import { overviewView } from './self-report-pages.ts';
import { isWithOffice, typedOver } from './self-report-saves.ts';
import { writingOf } from './self-report-steps.ts';
import type { Writing } from './self-report-steps.ts';
import type { Form } from './uploads.ts';

/** The form of a self-assessment as a workbook, as far as it is filled in. */
export async function sendReportSheet(deps: Deps, res: Response, visitor: Visitor, id: string): Promise<void> {
  const written = await writingOf(deps, visitor, id);
  const unit = await unitName(deps, written.inspection.place.unit);
  const bytes = await reportWorkbook(written, unit);
  const name = `${written.inspection.method === 'reporting' ? 'Báo cáo kỳ' : 'Báo cáo tự kiểm tra'} – ${unit}.xlsx`;
  saveAs(res, { name, type: xlsxType, size: bytes.length });
  res.end(bytes);
}

/** A filled-in workbook: shown for what it would change, and taken by one more press. */
export async function answerReportSheet(
  deps: Deps,
  req: Request,
  res: Response,
  visitor: Visitor,
  id: string,
  form: Form,
): Promise<void> {
  const written = await writingOf(deps, visitor, id);
  const where = places(visitor.base);
  if (isWithOffice(written)) {
    const { reader } = reportWords(written.inspection.method === 'reporting');
    const text = `Chưa nhập gì từ tệp Excel, vì báo cáo đã ở chỗ ${reader}. Cần sửa, hãy gọi cho chúng tôi để được trả lại báo cáo.`;
    return show(res, reviewPage({ ...(await reviewView(deps, visitor, written)), said: { kind: 'warn', text } }), 409);
  }
  if (form.fields['act'] === 'take') return takeSheet(deps, req, res, visitor, written, form.fields);
  try {
    const file = form.files.find(({ path, size }) => path !== undefined && size > 0);
    if (!file)
      throw new Refusal(form.files.some(({ size }) => size > 0) ? 'sheet-too-large' : 'sheet-missing', sheetLimits);
    const reading = await readReport(written, await readFile(file.path!));
    const saved = allFields(written);
    const [frame, unit] = await Promise.all([frameOf(deps, visitor), unitName(deps, written.inspection.place.unit)]);
    const shown = Object.fromEntries(reading.changes.map(({ field }) => [field, saved[field] ?? '']));
    const preview = { ...frame, ...reading, unit, file: file.name, action: where.sheet(id), was: shownFields(shown) };
    show(res, sheetPreviewPage({ ...preview, overview: where.selfReport(id) }));
  } catch (error) {
    const view = await overviewView(deps, visitor, written);
    show(res, overviewPage({ ...view, said: saidOf(error, 'Chưa nhập gì.') }), statusFor(error));
  }
}

const allFields = (written: Writing): Record<string, string> =>
  Object.assign({}, ...written.steps.map((step) => fieldsOf(written, step))) as Record<string, string>;

/** How often a save is repeated when the same unit saves from two places at once. */
const savesTried = 4;

/** Takes what was shown; what somebody saved otherwise meanwhile stays as they saved it, and is named. */
async function takeSheet(
  deps: Deps,
  req: Request,
  res: Response,
  visitor: Visitor,
  first: Writing,
  fields: Record<string, string>,
): Promise<void> {
  const id = inspectionPathId(first.inspection);
  for (let tried = 1, written = first; ; tried++, written = await writingOf(deps, visitor, id)) {
    let now = written;
    let taken = 0;
    let left = 0;
    for (const { id: name } of written.steps) {
      const step = now.steps.find((one) => one.id === name)!;
      const saved = fieldsOf(now, step);
      const codes = 'area' in step ? step.area.questions.map(({ code }) => code) : [];
      const mine = Object.fromEntries(
        Object.entries(fields).filter(
          ([field]) => Object.hasOwn(saved, field) || codes.some((code) => field.startsWith(`t/${code}/`)),
        ),
      );
      if (Object.keys(mine).length === 0) continue;
      const merged = mergedFields(saved, mine, fields['was'] ?? '');
      const clashing = Object.keys(merged.clashing).length;
      left += clashing;
      taken += Object.keys(merged.changed).length - clashing;
      now = typedOver(now, withStep(now, step, merged.fields, '', []));
    }
    try {
      if (taken > 0) await saveSelfReport(deps, req, id, now.typed, written.version);
    } catch (error) {
      if (!(error instanceof Refusal) || error.code !== 'stale-draft' || tried === savesTried) throw error;
      continue;
    }
    const after = await writingOf(deps, visitor, id);
    const text = [
      `Đã nhập ${taken} ô từ tệp Excel.`,
      ...(left > 0
        ? [`${left} ô không nhập, vì có người vừa lưu khác đi; hãy mở phần ấy để xem.`]
        : ['Tài liệu kiểm chứng hãy gửi ở từng câu.']),
    ].join(' ');
    const view = await overviewView(deps, visitor, after);
    return show(res, overviewPage({ ...view, said: { kind: left > 0 ? 'warn' : 'done', text } }), left > 0 ? 409 : 200);
  }
}
