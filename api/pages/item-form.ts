import type { Request, Response } from 'express';
import { asDay, vnTime } from '../../domain/day.ts';
import { readNumber } from '../../domain/number.ts';
import { Refusal } from '../../domain/refusal.ts';
import type { RefusalCode } from '../../domain/refusal.ts';
import type { ItemDraft, TypedFigures } from '../../store/content/item-reports.ts';
import type { Autosaved } from '../../web/pages/autosaved.ts';
import { html } from '../../web/pages/html.ts';
import { itemFiles, itemPage } from '../../web/pages/item.ts';
import type { Said } from '../../web/pages/layout.ts';
import type { Deps } from '../deps.ts';
import { confirmItem, fileId, mostReportLetters, reportItem, saveItemDraft } from '../items/item-acts.ts';
import type { ReportContent } from '../items/item-acts.ts';
import { isNamed, itemView } from './item-page.ts';
import type { Returned } from './item-page.ts';
import { owedFor } from '../items/item-record.ts';
import type { FoundItem } from '../items/item-record.ts';
import type { Visitor } from './links.ts';
import { keyOf, refusedWords, saidOf, show, statusFor, statusOfFiles } from './page-answers.ts';
import { fingerprint, places, writerName } from './page-frame.ts';
import { keepFiles } from './uploads.ts';
import type { Form } from './uploads.ts';

/** What a form says, and what it was shown over. */
export interface Written {
  text: string;
  /** Files it was shown, files it brought, files it drops. */
  shown: string[];
  brought: string[];
  dropped: string[];
  /** The version of the draft it was shown over; undefined: it does not say. */
  base?: number;
  /** The fingerprint of the text it was shown. */
  was?: string;
  /** The figures it has fields for, as typed. */
  figures?: TypedFigures;
}

/** A draft after a form: what to save, and the text in it that is not the form's own. */
export interface Merged {
  text: string;
  evidence: string[];
  /** Both changed the text: it is for people to choose. */
  clash: boolean;
}

/** The form over what is saved now: files of both, the text of whoever changed it. */
export function merged(there: ItemDraft | undefined, written: Written): Merged {
  const { text, shown, brought, dropped, base, was } = written;
  const isNewer = there !== undefined && base !== undefined && there.version !== base;
  const named = [...(isNewer ? there.evidence : []), ...shown, ...brought];
  const evidence = [...new Set(named)].filter((one) => !dropped.includes(one));
  if (!isNewer || there.text === text || fingerprint(there.text) === was) return { text, evidence, clash: false };
  if (fingerprint(text) === was) return { text: there.text, evidence, clash: false };
  return { text, evidence, clash: true };
}

/** How often a save is repeated when the same unit saves from two places at once. */
const savesTried = 4;

/** A form of an item: kept first, whatever it says, then sent if that was the button. */
export async function answerItem(
  deps: Deps,
  req: Request,
  res: Response,
  visitor: Visitor,
  found: FoundItem,
  form: Form,
): Promise<void> {
  const { id, remediation } = found;
  const { unit } = remediation.place;
  const { fields } = form;
  const act = fields['act'] ?? 'save';
  const files = await keepFiles(deps, form.files, { unit, matter: remediation.id, by: visitor.actor.id });
  const kept = (fields['kept'] ?? '').split(' ');
  const known = await deps.store.evidence.getMany(kept);
  const written: Written = {
    text: fields['text'] ?? '',
    shown: kept.filter((file) => known.get(file)?.unit === unit),
    brought: files.evidence.map(({ evidence }) => evidence._id),
    dropped: act.startsWith('drop/') ? [act.slice('drop/'.length)] : [],
    ...(/^\d{1,9}$/.test(fields['base'] ?? '') ? { base: Number(fields['base']) } : {}),
    ...(fields['was'] === undefined ? {} : { was: fields['was'] }),
    ...figuresTyped(fields),
  };
  const key = fields['key'] ?? '';
  const again = async (returned: Omit<Returned, 'key'>, status: number, said?: Said) => {
    const view = await itemView(deps, visitor, id, { ...returned, key });
    show(res, itemPage({ ...view, ...(said ? { said } : {}) }), status);
  };

  const there = act === 'other' ? (await deps.store.itemReports.get(id)).draft : undefined;
  if (there) {
    const { text, version } = there;
    const { evidence } = merged(there, written);
    return again(
      {
        text,
        evidence,
        ...(written.figures ? { figures: written.figures } : {}),
        base: version,
        was: fingerprint(text),
        faults: {},
        other: { text: written.text },
      },
      200,
    );
  }
  const { draft, newer, clash } = await keepDraft(deps, req, found, written);
  const { text, evidence } = draft;
  const autosaved = async (): Promise<Autosaved> => {
    const { form: shown, state } = await itemView(deps, visitor, id);
    const { savedAt = deps.now() } = (await deps.store.itemReports.get(id)).draft ?? {};
    const said = shown
      ? refusedWords(files, form)
      : `Nội dung này ${state}, nên chưa gửi thêm được. Những gì bạn ghi được giữ.`;
    return {
      saved: vnTime(savedAt),
      ...(said === '' ? {} : { said }),
      fields: {
        kept: evidence.join(' '),
        // a text somebody else saved is not the one this page shows: it still is shown over the one before
        ...(text === written.text ? { base: String(draft.version), was: fingerprint(text) } : {}),
      },
      files: shown ? { files: html`${itemFiles(shown)}`.html } : {},
    };
  };
  if (newer && clash && act === 'auto') {
    const said = `Trong lúc bạn ghi, ${await writerName(deps, visitor, newer.savedBy)} đã lưu một bản khác. Hãy bấm Lưu, gửi sau để xem cả hai bản.`;
    const answer: Autosaved = { said, fields: {}, files: {} };
    return void res.json(answer);
  }
  if (newer && clash) {
    const { savedBy, savedAt, version } = newer;
    const by = await writerName(deps, visitor, savedBy);
    const over = {
      evidence,
      ...(written.figures ? { figures: written.figures } : {}),
      base: version,
      was: fingerprint(newer.text),
      faults: {},
    };
    return again({ ...over, text, other: { by, at: savedAt, text: newer.text } }, 409, {
      kind: 'warn',
      text: `Trong lúc bạn ghi, ${by} đã lưu một bản khác. Cả hai bản đều còn ở dưới: bản của bạn trong ô để sửa, rồi đến bản kia. Hãy chọn một bản hoặc ghép hai bản lại.`,
    });
  }
  if (act === 'auto') return void res.json(await autosaved());
  const figures = written.figures ?? draft.figures ?? {};
  const saved = { text, evidence, figures, base: draft.version, was: fingerprint(text) };
  if (files.refused.length > 0 || form.cutShort) {
    const files_ = `${refusedWords(files, form)} Phần đã ghi vẫn được lưu.`;
    return again({ ...saved, faults: { files: files_ } }, statusOfFiles(files));
  }
  if (act === 'home') return res.redirect(303, visitor.base);
  if (act === 'extend') return res.redirect(303, places(visitor.base).extension(id));
  if (act !== 'send') return res.redirect(303, `${places(visitor.base).item(id)}?luu=1`);
  if (
    newer &&
    (text !== written.text || evidence.some((one) => ![...written.shown, ...written.brought].includes(one)))
  ) {
    const by = await writerName(deps, visitor, newer.savedBy);
    const sentence = `Chưa gửi: trong lúc bạn mở trang này, ${by} đã ghi thêm. Hãy đọc lại bản dưới đây rồi bấm gửi.`;
    return again({ ...saved, faults: {} }, 409, { kind: 'warn', text: sentence });
  }
  let counted: Counted;
  try {
    counted = readFigures(figures);
  } catch (error) {
    return again({ ...saved, faults: { figures: saidOf(error).text } }, 422);
  }
  const own = fields['period'] === undefined ? undefined : ownFiles(figures, counted.incidents, evidence);
  if (typeof own === 'string') return again({ ...saved, faults: { files: own } }, 422);
  try {
    if (text.length > mostReportLetters) throw new Refusal('report-too-long', { most: mostReportLetters });
    const { achieved, incidents } = counted;
    const counts = Object.keys(counted).length > 0 ? [counted] : [];
    const once = keyOf(visitor, fields, JSON.stringify([text, evidence, ...counts, ...(own ? [own] : [])]));
    if (fields['period'] === undefined)
      await reportItem(deps, req, id, { text, evidence, ...(achieved ? { achieved } : {}) }, once);
    else {
      const period = asDay(fields['period']);
      await confirmItem(
        deps,
        req,
        id,
        {
          text,
          evidence,
          period,
          ...(incidents === undefined ? {} : { incidents }),
          ...(own ? { incidentFiles: own } : {}),
        },
        once,
      );
    }
    res.redirect(303, places(visitor.base).item(id));
  } catch (error) {
    const said = saidOf(error, 'Nội dung đã ghi vẫn được lưu.');
    const code = error instanceof Refusal ? error.code : undefined;
    if (code === 'report-empty' || code === 'report-too-long')
      return again({ ...saved, faults: { text: said.text } }, 422);
    if (code !== undefined && wrongFigures.includes(code))
      return again({ ...saved, faults: { figures: said.text } }, 422);
    if (code === 'report-without-evidence' || code === 'incidents-without-file')
      return again({ ...saved, faults: { files: said.text } }, 422);
    await again({ ...saved, faults: {} }, statusFor(error), said);
  }
}

const wrongFigures: readonly RefusalCode[] = ['target-figures-missing', 'target-figures-wrong', 'incidents-uncounted'];

/** The figures a form has fields for. */
function figuresTyped(fields: Record<string, string>): { figures?: TypedFigures } {
  const figures: TypedFigures = {};
  for (const name of ['done', 'total', 'incidents'] as const) {
    const typed = fields[name];
    if (typed !== undefined) figures[name] = typed.trim().slice(0, 40);
  }
  const chosen = Object.entries(fields).flatMap(([name, n]): [string, string][] => {
    const [kind, file = ''] = name.split('/');
    return kind === 'vu' && fileId.test(file) ? [[file, n.trim().slice(0, 10)]] : [];
  });
  if (chosen.length > 0) figures.incidentOf = Object.fromEntries(chosen);
  return Object.keys(figures).length > 0 ? { figures } : {};
}

type Counted = Pick<ReportContent, 'achieved' | 'incidents'>;

/** Figures as typed, read. Throws the refusal that says what cannot be read. */
function readFigures({ done, total, incidents }: TypedFigures): Counted {
  const exact = (text: string | undefined, cell: string): number | undefined => {
    const read = readNumber(text ?? '', cell);
    if (typeof read === 'object' && read !== null) throw new Refusal('count-malformed', { cell, value: text ?? '' });
    return read ?? undefined;
  };
  const [n, of] = [exact(done, 'Đã làm được'), exact(total, 'Tổng số phải làm')];
  const happened = exact(incidents, 'Số vụ vi phạm');
  return {
    ...(n === undefined || of === undefined ? {} : { achieved: { done: n, total: of } }),
    ...(happened === undefined ? {} : { incidents: happened }),
  };
}

/**
 * The files of each incident as chosen on the page; undefined where nobody has to choose. Several incidents with their
 * files want a choice for each file. Throws a sentence for people.
 */
function ownFiles({ incidentOf = {} }: TypedFigures, incidents: number | undefined, evidence: readonly string[]) {
  if (incidents === undefined || !isNamed(incidents) || evidence.length < incidents) return undefined;
  if (evidence.some((file) => incidentOf[file] === undefined))
    return 'Hãy chọn mỗi tệp thuộc vụ nào, rồi bấm gửi lần nữa.';
  const own = Array.from({ length: incidents }, (_, i) => evidence.filter((file) => incidentOf[file] === `${i + 1}`));
  const bare = own.findIndex((files) => files.length === 0);
  return bare < 0 ? own : `Vụ ${bare + 1} chưa có tệp nào. Hãy chọn hoặc thêm tệp của vụ này.`;
}

interface KeptDraft {
  /** What is saved; with `clash`, what would have been. */
  draft: { version: number; text: string; evidence: string[]; figures?: TypedFigures };
  /** What somebody saved after the form was shown. */
  newer?: ItemDraft;
  clash: boolean;
}

/** Saves what a form says over the newest version, unless both changed the text. */
async function keepDraft(deps: Deps, req: Request, found: FoundItem, written: Written): Promise<KeptDraft> {
  for (let tried = 1; ; tried++) {
    const { draft: there } = await deps.store.itemReports.get(found.id);
    const newer = there && written.base !== undefined && there.version !== written.base ? there : undefined;
    const after = merged(there, written);
    // no form to choose on while nothing can be sent: both texts are kept in one
    if (after.clash && there && !owedFor(found)) {
      after.text = there.text.includes(written.text) ? there.text : `${there.text}\n\n${written.text}`;
      after.clash = false;
    }
    const { text, evidence, clash } = after;
    const figures = written.figures ?? there?.figures;
    const counted = figures ? { figures } : {};
    const version = there?.version ?? 0;
    const isBlank = text.trim() === '' && evidence.length === 0 && isSameFigures(figures);
    // nothing was written here since the draft it was shown over was sent
    const isSent = (written.base ?? 0) > 0 && written.was === fingerprint(text) && written.brought.length === 0;
    if (clash || (!there && (isBlank || isSent)))
      return { draft: { version, text, evidence, ...counted }, clash, ...(newer ? { newer } : {}) };
    if (there && there.text === text && isSame(there.evidence, evidence) && isSameFigures(there.figures, figures))
      return { draft: there, clash, ...(newer ? { newer } : {}) };
    try {
      const draft = await saveItemDraft(deps, req, found.id, { text, evidence, ...counted }, version);
      return { draft, clash, ...(newer ? { newer } : {}) };
    } catch (error) {
      if (!(error instanceof Refusal) || error.code !== 'stale-draft' || tried === savesTried) throw error;
    }
  }
}

const isSameFigures = (one: TypedFigures = {}, other: TypedFigures = {}): boolean =>
  (['done', 'total', 'incidents'] as const).every((name) => (one[name] ?? '') === (other[name] ?? '')) &&
  JSON.stringify(one.incidentOf ?? {}) === JSON.stringify(other.incidentOf ?? {});

const isSame = (one: string[], other: string[]): boolean =>
  one.length === other.length && one.every((id) => other.includes(id));
