import type { Request, Response } from 'express';
import { vnTime } from '../../domain/day.ts';
import type { Instant } from '../../domain/day.ts';
import { Refusal } from '../../domain/refusal.ts';
import { stepOf } from '../../domain/report-step.ts';
import { pointsOf, ruleWords } from '../../domain/scale.ts';
import type { Criterion } from '../../domain/scale.ts';
import { columnScore, declaredWords, readScores, scoreFields } from '../../domain/score-form.ts';
import type { ColumnScore, ReadScores, ScoreFields } from '../../domain/score-form.ts';
import { appraisals, criteriaOf, latest, totalOf } from '../../domain/score.ts';
import type { Appraisal, Columns, Marks } from '../../domain/score.ts';
import { declaredIn } from '../../domain/self-score.ts';
import type { ScoreColumn } from '../../store/content/scores.ts';
import type { Autosaved } from '../../web/pages/autosaved.ts';
import { fieldName, fieldText } from '../../web/pages/kept.ts';
import type { Said } from '../../web/pages/layout.ts';
import { reportWords } from '../../web/pages/report-words.ts';
import { bareScale } from '../../web/pages/score-lines.ts';
import { scorePage, sendScoresPage } from '../../web/pages/self-score.ts';
import type { ScoreLine, ScorePage, ScoreSaid, SendScores } from '../../web/pages/self-score.ts';
import { namesOf } from '../campaigns/rounds.ts';
import type { Deps } from '../deps.ts';
import { planOf } from '../inspections/inspection-record.ts';
import { confirm, marksOf, owesReport, save, scoreCase, takesFromReport } from '../inspections/scores.ts';
import type { ScoreCase } from '../inspections/scores.ts';
import { theirInspection } from './inspection-page.ts';
import type { Visitor } from './links.ts';
import { keyOf, saidOf, show, statusFor } from './page-answers.ts';
import { frameOf, newKey, places, writerName } from './page-frame.ts';
import { mergedFields, shownAfter, shownFields } from './self-report-forms.ts';
import { writing } from './self-report-steps.ts';
import { selfReportCase } from '../inspections/inspection-record.ts';
import type { Form } from './uploads.ts';

/** A unit's own column as its pages need it. */
interface Scoring extends ScoreCase {
  /** What the report declares, sent or as it is being written. */
  said: Marks;
  /** What the unit wrote itself, as its form has it. */
  fields: ScoreFields;
  read: ReadScores;
  column: ColumnScore;
  version: number;
}

/** Throws Refusal('score-without-scale') where the round is not scored, Refusal('not-found') where it is not theirs. */
async function scoringOf(deps: Deps, req: Request, visitor: Visitor, id: string): Promise<Scoring> {
  await theirInspection(deps, visitor, id);
  const of = await scoreCase(deps, req, id, 'read-inspection');
  const said = of.own?.confirmed ? {} : (of.declared ?? (await drafted(deps, of)));
  return scoring(of, said, ownFields(of, said));
}

/** What the report would declare if it were sent as it stands. */
async function drafted(deps: Deps, { inspection, outline }: ScoreCase): Promise<Marks> {
  const written = writing(await selfReportCase(deps, inspection));
  return declaredIn(outline, written.found.read.report);
}

/** What the unit wrote; what only repeats the report is the report's. Every field is there, blank ones too. */
function ownFields({ outline: { scale }, own }: ScoreCase, said: Marks): ScoreFields {
  const marks = Object.entries(marksOf(own)).filter(
    ([code, { declared }]) => JSON.stringify(declared) !== JSON.stringify(said[code]?.declared),
  );
  const blank = criteriaOf(scale).flatMap(({ code, rule, optional }) => [
    [`m/${code}`, ''],
    ...(rule.by === 'manual' || optional ? [[`y/${code}`, '']] : []),
    ...(optional && rule.by !== 'yes-no' ? [[`b/${code}`, '']] : []),
  ]);
  return { ...Object.fromEntries(blank), ...scoreFields(scale, Object.fromEntries(marks)) };
}

function scoring(of: ScoreCase, said: Marks, fields: ScoreFields): Scoring {
  const { scale } = of.outline;
  const read = readScores(scale, fields);
  const column = columnScore(scale, { ...read, declared: said }, [...of.exempt.keys()]);
  return { ...of, said, fields, read, column, version: of.own?.version ?? 0 };
}

/** Why the unit writes nothing here any more; undefined while it may. */
function closedWhy({ inspection, scores, own }: ScoreCase): string | undefined {
  if (own?.confirmed) return '';
  if (scores.first?.confirmed) return 'Thẩm định lần 1 đã chốt nên đơn vị không tự chấm được nữa.';
  return inspection.closed === undefined ? undefined : 'Cuộc kiểm tra đã kết thúc nên đơn vị không tự chấm được nữa.';
}

const names: Record<Appraisal, string> = {
  self: 'Tự chấm điểm',
  first: 'Thẩm định lần 1',
  second: 'Thẩm định lần 2',
};

/** Where in the report a line is taken from. */
function whereFrom(deps: Scoring, visitor: Visitor, id: string, written: ReturnType<typeof writing> | undefined) {
  const where = places(visitor.base);
  return ({ from }: Criterion): string => {
    if (!written || !from || !owesReport(deps.inspection)) return where.review(id);
    const step = stepOf(written, from);
    return step ? where.step(id, step.id) : where.selfReport(id);
  };
}

async function scoreView(
  deps: Deps,
  visitor: Visitor,
  id: string,
  of: Scoring,
  more: { said?: Said | undefined; was?: string; clash?: NonNullable<ScorePage['edit']>['clash'] } = {},
): Promise<ScorePage> {
  const { inspection, outline, scores, own, said, fields, column, exempt } = of;
  const closed = closedWhy(of);
  const standing = (['first', 'second'] as const).filter((one) => scores[one]?.confirmed);
  const columns: Columns = {
    ...(closed === undefined ? {} : { self: marksOf(scores.self) }),
    ...Object.fromEntries(standing.map((one) => [one, marksOf(scores[one])])),
  };
  const people = standing.flatMap((one) => scores[one]!.confirmed!.by);
  const [frame, plan, known, sentBy, written] = await Promise.all([
    frameOf(deps, visitor),
    planOf(deps, inspection),
    namesOf(deps.store, people),
    own?.confirmed && writerName(deps, visitor, own.confirmed.by),
    closed === undefined ? selfReportCase(deps, inspection).then(writing) : undefined,
  ]);
  const where = whereFrom(of, visitor, id, written);
  const line = (criterion: Criterion): ScoreLine => {
    const { code, text, rule, most, evidence, optional } = criterion;
    const reported = said[code]?.declared;
    const why = exempt.get(code);
    return {
      code,
      text,
      rule: ruleWords(criterion),
      by: rule.by,
      most,
      ...(evidence === undefined ? {} : { evidence }),
      optional: optional === true,
      ...(reported ? { report: { words: declaredWords(reported), where: where(criterion) } } : {}),
      ...(why === undefined ? {} : { exempt: why }),
      typed: fields[`m/${code}`] ?? '',
      out: fields[`b/${code}`] === 'yes',
      reason: fields[`y/${code}`] ?? '',
      score: column.lines[code]!,
      columns: Object.fromEntries(
        appraisals.flatMap((one) => {
          const column_ = saidIn(criterion, columns, one);
          return column_ ? [[one, column_]] : [];
        }),
      ),
    };
  };
  return {
    ...frame,
    unit: of.unit.name,
    title: plan.title,
    official: outline.official,
    ...(inspection.method === 'reporting' ? { reporting: true as const } : {}),
    inspection: places(visitor.base).inspection(id),
    groups: outline.scale.groups.map(({ code, name, counts, criteria }) => ({
      code,
      name,
      counts,
      lines: criteria.map(line),
    })),
    column: closed === undefined ? column : columnOf(of),
    ...(savedAt(own) ? { savedAt: savedAt(own)! } : {}),
    ...(more.said ? { said: more.said } : {}),
    ...(closed === undefined
      ? {
          edit: {
            action: places(visitor.base).score(id),
            was: more.was ?? shownFields(fields),
            live: { scale: bareScale(outline.scale), declared: said, exempt: [...exempt.keys()] },
            reportSent: of.declared !== undefined,
            ...(more.clash ? { clash: more.clash } : {}),
          },
        }
      : closed === ''
        ? {}
        : { closed }),
    ...(own?.confirmed ? { sent: { at: own.confirmed.at, by: sentBy ?? '' } } : {}),
    appraised: standing.map((one) => ({
      name: names[one],
      column: one,
      points: totalOf(outline.scale, latest(columns, one), [...exempt.keys()]).points,
      at: scores[one]!.confirmed!.at,
      by: known[scores[one]!.confirmed!.by] ?? 'Cán bộ thẩm định',
    })),
  };
}

/** What stands of the unit's own column. */
const columnOf = ({ outline: { scale }, scores, exempt }: ScoreCase): ColumnScore =>
  columnScore(scale, { marks: marksOf(scores.self), unread: [], declared: {} }, [...exempt.keys()]);

const savedAt = (column: ScoreColumn | undefined): Instant | undefined =>
  column?.marks
    .map(({ at }) => at)
    .toSorted()
    .at(-1);

/** What a column says of a line; a later one that says nothing has it as the one before. */
function saidIn(criterion: Criterion, columns: Columns, one: Appraisal): ScoreSaid | undefined {
  if (!columns[one]) return undefined;
  const mark = latest(columns, one)[criterion.code];
  if (!mark) return undefined;
  const points = pointsOf(criterion, mark.declared);
  const own = columns[one][criterion.code];
  const reason = own && (own.reason ?? reasonIn(own.declared));
  return {
    words: 'points' in mark.declared ? '' : declaredWords(mark.declared),
    ...(points === undefined ? {} : { points }),
    ...(reason ? { reason } : {}),
  };
}

const reasonIn = (declared: Marks[string]['declared']): string | undefined =>
  'points' in declared ? declared.reason : 'notApplicable' in declared ? declared.notApplicable : undefined;

export async function showScore(deps: Deps, req: Request, res: Response, visitor: Visitor, id: string): Promise<void> {
  const of = await scoringOf(deps, req, visitor, id);
  const said = req.query['luu'] === undefined || !savedAt(of.own) ? undefined : savedWords(of);
  show(res, scorePage(await scoreView(deps, visitor, id, of, { said })));
}

const savedWords = ({ column }: Scoring): Said =>
  column.faults > 0
    ? { kind: 'warn', text: `Đã lưu. Còn ${column.faults} tiêu chí cần sửa.` }
    : { kind: 'done', text: 'Đã lưu. Bảng tự chấm điểm chưa gửi.' };

/** How often a save is repeated when the same unit saves from two places at once. */
const savesTried = 4;

/** A form of the sheet: what can be read is kept, what cannot comes back as it was typed. */
export async function answerScore(
  deps: Deps,
  req: Request,
  res: Response,
  visitor: Visitor,
  id: string,
  { fields }: Form,
): Promise<void> {
  const where = places(visitor.base);
  const act = fields['act'] ?? 'save';
  const before = await scoringOf(deps, req, visitor, id);
  if (closedWhy(before) !== undefined) return showUnsaved(deps, res, visitor, id, before, fields);
  const { of, after, changed, clashing } = await keepScores(deps, req, visitor, id, fields);
  const shown = scoring(of, of.said, { ...of.fields, ...merged(after, clashing) });
  if (act === 'auto') return void res.json(autosaved(of, shown, deps.now(), { fields, changed, clashing }));
  if (Object.keys(clashing).length > 0) {
    const last = of.own?.marks.toSorted((a, b) => (a.at < b.at ? 1 : -1))[0];
    const clash = {
      by: last ? await writerName(deps, visitor, last.by) : 'người khác',
      at: last?.at ?? deps.now(),
      fields: Object.keys(clashing).map((name) => ({
        name: fieldName(name),
        text: fieldText(name, of.fields[name] ?? ''),
      })),
      href: where.score(id),
    };
    return show(res, scorePage(await scoreView(deps, visitor, id, shown, { was: shownFields(of.fields), clash })), 409);
  }
  if (shown.read.unread.length > 0) {
    const text = `Đã lưu các tiêu chí khác. ${shown.read.unread.length} tiêu chí chưa lưu được, hãy sửa ở dưới.`;
    const view = await scoreView(deps, visitor, id, shown, {
      said: { kind: 'fault', text },
      was: shownFields(of.fields),
    });
    return show(res, scorePage(view), 422);
  }
  if (act === 'on') return res.redirect(303, where.sendScore(id));
  res.redirect(303, act === 'back' ? where.inspection(id) : `${where.score(id)}?luu=1`);
}

/** What the form has that could not be kept, laid over what is kept. */
const merged = (after: ScoreFields, clashing: ScoreFields): ScoreFields => ({ ...after, ...clashing });

/** Sent or judged meanwhile: nothing is kept, and what was typed comes back to be copied. */
async function showUnsaved(
  deps: Deps,
  res: Response,
  visitor: Visitor,
  id: string,
  of: Scoring,
  fields: ScoreFields,
): Promise<void> {
  const why = of.own?.confirmed
    ? 'Bảng tự chấm điểm đã gửi nên những gì bạn vừa ghi chưa lưu.'
    : `${closedWhy(of)} Những gì bạn vừa ghi chưa lưu.`;
  if (fields['act'] === 'auto') return void res.json({ said: why, fields: {}, files: {} } satisfies Autosaved);
  show(res, scorePage(await scoreView(deps, visitor, id, of, { said: { kind: 'warn', text: why } })), 409);
}

/** Lays what was changed in the form over the newest column and keeps it. */
async function keepScores(
  deps: Deps,
  req: Request,
  visitor: Visitor,
  id: string,
  fields: ScoreFields,
): Promise<{ of: Scoring; after: ScoreFields; changed: ScoreFields; clashing: ScoreFields }> {
  for (let tried = 1; ; tried++) {
    const now = await scoringOf(deps, req, visitor, id);
    const { scale } = now.outline;
    const { fields: after, changed, clashing } = mergedFields(now.fields, fields, fields['was']);
    const { marks, unread } = readScores(scale, after);
    // a line that cannot be read now stays as it was kept
    const kept = { ...marks };
    for (const { criterion } of unread) {
      const was = now.read.marks[criterion];
      if (was) kept[criterion] = was;
    }
    const same = JSON.stringify(kept) === JSON.stringify(now.read.marks);
    try {
      if (!same) await save(deps, visitor.actor.id, now, 'self', { base: now.version, marks: kept });
      const of = same ? now : await scoringOf(deps, req, visitor, id);
      const wrong = new Set(unread.map(({ criterion }) => criterion));
      const typed = Object.entries(after).filter(([name]) => wrong.has(name.slice(2)));
      return { of, after: Object.fromEntries(typed), changed, clashing };
    } catch (error) {
      if (!(error instanceof Refusal) || error.code !== 'stale-draft' || tried === savesTried) throw error;
    }
  }
}

/** What a page that saves by itself is told. */
function autosaved(
  of: Scoring,
  shown: Scoring,
  now: Instant,
  { fields, changed, clashing }: { fields: ScoreFields; changed: ScoreFields; clashing: ScoreFields },
): Autosaved {
  const [unread] = shown.read.unread;
  const said =
    Object.keys(clashing).length > 0
      ? 'Trong lúc bạn ghi, người khác đã lưu khác đi. Hãy bấm Lưu, làm sau để xem cả hai bản.'
      : unread && `${unread.sentence} Dòng này chưa lưu.`;
  const wrong = new Set(shown.read.unread.map(({ criterion }) => criterion));
  const kept = Object.keys(changed).filter((name) => !Object.hasOwn(clashing, name) && !wrong.has(name.slice(2)));
  return {
    ...(said === undefined ? { saved: vnTime(now) } : {}),
    ...(said === undefined ? {} : { said }),
    fields: {
      was: shownAfter(fields['was'] ?? '', Object.fromEntries(kept.map((name) => [name, of.fields[name] ?? '']))),
    },
    files: {},
  };
}

// sending

export async function showSendScore(
  deps: Deps,
  req: Request,
  res: Response,
  visitor: Visitor,
  id: string,
): Promise<void> {
  const of = await scoringOf(deps, req, visitor, id);
  if (closedWhy(of) !== undefined) return res.redirect(303, places(visitor.base).score(id));
  show(res, sendScoresPage(await sendView(deps, visitor, id, of)));
}

async function sendView(
  deps: Deps,
  visitor: Visitor,
  id: string,
  of: Scoring,
  said?: Said,
  key?: string,
): Promise<SendScores> {
  const { inspection, outline, said: reported, read, column } = of;
  const where = places(visitor.base);
  const [frame, plan] = await Promise.all([frameOf(deps, visitor), planOf(deps, inspection)]);
  const not = notYet(of, where.selfReport(id));
  return {
    ...frame,
    unit: of.unit.name,
    title: plan.title,
    official: outline.official,
    ...(said ? { said } : {}),
    sheet: where.score(id),
    column,
    lines: criteriaOf(outline.scale).map(({ code, text }) => {
      const declared = { ...reported, ...read.marks }[code]?.declared;
      return { code, text, words: declared ? declaredWords(declared) : 'chưa kê khai', score: column.lines[code]! };
    }),
    ...(not ? { not } : { send: { action: where.sendScore(id), key: key ?? newKey(), version: of.version } }),
  };
}

function notYet({ inspection, outline, column }: Scoring, report: string): SendScores['not'] {
  const { name } = reportWords(inspection.method === 'reporting');
  if (owesReport(inspection) && takesFromReport(outline.scale))
    return {
      sentence: `${name} chưa gửi. Có tiêu chí lấy số từ báo cáo, nên gửi báo cáo trước rồi gửi bảng điểm.`,
      href: report,
      name: `Làm ${name.slice(0, 1).toLowerCase()}${name.slice(1)}`,
    };
  if (column.faults > 0) return { sentence: `Còn ${column.faults} tiêu chí cần sửa trước khi gửi được.` };
  const declared = Object.values(column.lines).some(({ points, out }) => points !== undefined || out !== undefined);
  return declared ? undefined : { sentence: 'Chưa kê khai tiêu chí nào nên chưa có gì để gửi.' };
}

export async function answerSendScore(
  deps: Deps,
  req: Request,
  res: Response,
  visitor: Visitor,
  id: string,
  { fields }: Form,
): Promise<void> {
  const of = await scoringOf(deps, req, visitor, id);
  const by = visitor.actor.id;
  try {
    await confirm(deps, { by, key: keyOf(visitor, fields) }, of, 'self', Number(fields['version']));
    res.redirect(303, places(visitor.base).score(id));
  } catch (error) {
    if (closedWhy(of) !== undefined) return res.redirect(303, places(visitor.base).score(id));
    const stale = error instanceof Refusal && error.code === 'stale-draft';
    const said: Said = stale
      ? { kind: 'warn', text: 'Bảng điểm vừa được sửa ở một trang khác. Hãy xem lại rồi gửi.' }
      : saidOf(error);
    show(res, sendScoresPage(await sendView(deps, visitor, id, of, said)), statusFor(error));
  }
}
