import { Router } from 'express';
import type { Request, Response } from 'express';
import { z } from 'zod';
import { yearOf } from '../../domain/day.ts';
import type { Day } from '../../domain/day.ts';
import type { FrozenPaper, PaperDraft, PaperEntry } from '../../domain/draft.ts';
import { paperId } from '../../domain/paper.ts';
import { readPaperSymbol } from '../../domain/paper-symbol.ts';
import type { PaperSymbol } from '../../domain/paper-symbol.ts';
import { Refusal } from '../../domain/refusal.ts';
import type { DraftedPaper } from '../../store/content/drafts.ts';
import { blocking } from './asking-gaps.ts';
import { assertMay } from '../auth.ts';
import type { Deps } from '../deps.ts';
import { enteredDraftSchema } from './draft-schema.ts';
import { inPlace } from './files.ts';
import { assertNumberFree, takeEnteredNumber } from './entered-number.ts';
import { daySchema, pathId } from '../fields.ts';
import { doneBefore, keyOf, once } from '../key.ts';
import { describe } from '../openapi.ts';
import type { Paths } from '../openapi.ts';
import { assertWritable, paperActs } from './paper-acts.ts';
import { paperCase, paperMaking, paperPathId, placeOf, teamOf } from './paper-case.ts';
import type { PaperMaking } from './paper-case.ts';
import { paperSchema, warningSchema } from './paper-views.ts';
import { parse, wrongPlaces } from '../problem.ts';
import { gapSchema, planOf, roundOf } from '../campaigns/rounds.ts';
import { signedFileOf } from './signed-file.ts';
import type { SignedFile } from './signed-file.ts';
import { oneLine } from '../texts.ts';
import { formOf } from '../pages/uploads.ts';

const entryFields = {
  number: oneLine(80).meta({ description: 'Số, ký hiệu như trên văn bản', example: '1770/ UBND - KSTT' }),
  on: daySchema.meta({ description: 'Ngày ban hành ghi trên văn bản' }),
  signer: oneLine(200).meta({ description: 'Người ký, như trên văn bản' }),
  issuer: oneLine(200).exactOptional().meta({ description: 'Cơ quan ban hành; để trống: theo dự thảo' }),
};
const broughtBack = z.strictObject({
  ...entryFields,
  sha256: z
    .string()
    .regex(/^[0-9a-f]{64}$/, 'Hãy gửi mã sha256 của bản đã đọc.')
    .meta({ description: '`record.content.sha256` của bản đã trình' }),
});
/** A form's field that holds JSON. */
const inJson = z.string().transform((text, context): unknown => {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    context.addIssue({ code: 'custom', message: 'Không đọc được JSON của văn bản.' });
    return z.NEVER;
  }
});
const entered = z.strictObject({ ...entryFields, draft: inJson.pipe(enteredDraftSchema) });

/** Throws Refusal('paper-number-unread'). */
function symbolIn(number: string): PaperSymbol {
  const read = readPaperSymbol(number);
  if (!read) throw new Refusal('paper-number-unread', { number });
  return read;
}

/** Reads a form with one signed file; what is on disk is gone afterwards. */
async function withSignedFile<T>(
  req: Request,
  res: Response,
  act: (fields: Record<string, string>, file: SignedFile) => Promise<T>,
): Promise<T> {
  const form = await formOf(req, res);
  try {
    return await act(form.fields, await signedFileOf(form));
  } finally {
    await form.done();
  }
}

/** Papers that are signed and numbered in another system: sent out, brought back, or entered long after. */
export const papersElsewhere = (deps: Deps): Router => {
  const { store, now } = deps;
  const router = Router();
  const { one, decide } = paperActs(deps);

  const keep = ({ sha256, name, bytes }: SignedFile) =>
    store.files.put(sha256, { name, type: 'application/pdf', bytes, at: now() });

  router.get('/papers/:id/export', async (req, res) => {
    const { record } = await one(req, 'read-paper');
    const file = record?.exported && (await store.files.get(record.exported.file));
    if (!file) throw new Refusal('paper-not-issued');
    res.setHeader('Content-Disposition', inPlace(file.name));
    res.type(file.type).send(file.bytes);
  });

  router.post('/papers/:id/issue-elsewhere', async (req, res) => {
    const found = await one(req, 'issue-elsewhere');
    const key = keyOf(req);
    const { drafted, record, actor } = found;
    const answer = await withSignedFile(req, res, async (fields, file) => {
      const { sha256, ...said } = parse(broughtBack, fields);
      const symbol = symbolIn(said.number);
      const exported = record?.exported?.file;
      const entry: PaperEntry = {
        ...entryOf(said, symbol, file, said.issuer ?? (await issuerOf(drafted.draft))),
        ...(exported !== undefined && exported !== file.sha256 ? { differs: true } : {}),
      };
      const id = `entry:${key}`;
      const training = record?.clock.kind === 'stepped' ? drafted.campaign : undefined;
      const of = { paper: drafted.paper, training };
      const freeze = async () => {
        await assertNumberFree(deps, entry, of);
        await keep(file);
        const snapshot = {
          id,
          kind: 'paper-entry',
          matter: drafted.paper,
          body: entry,
          by: actor.id,
          at: now(),
        } as const;
        await store.snapshots.freeze(snapshot);
        await store.db.transaction((session) => takeEnteredNumber(deps, entry, of, session));
      };
      const body = { sha256, entry: id, on: said.on, file: file.sha256, pages: file.pages };
      return decide(found, 'issueElsewhere', { key, body, freeze });
    });
    res.json(answer);
  });

  router.post('/campaigns/:id/papers/enter', async (req, res) => {
    const { id: campaign } = req.params;
    const actor = assertMay(req, 'enter-paper', placeOf({ campaign }));
    const round = await roundOf(deps, campaign);
    const key = keyOf(req);
    assertWritable(round.record);
    const plan = await planOf(deps, round);
    const answer = await withSignedFile(req, res, async (fields, file) => {
      const { draft, ...said } = parse(entered, fields);
      const symbol = symbolIn(said.number);
      if (said.on > round.day) throw new Refusal('issued-in-future');
      const team = await teamOf(deps, draft, plan);
      const command = { what: 'paper-entered', body: { campaign, draft, said, file: file.sha256 } };
      const making = await paperMaking(
        deps,
        { drafted: notYet(campaign, draft, team), day: said.on },
        { signedElsewhere: true },
      );
      const inTheWay = making.gaps.filter(({ code }) => blocking.includes(code));
      if (inTheWay.length > 0 && !(await doneBefore(deps, req, command)))
        throw wrongPlaces(inTheWay, 'paper-incomplete');
      const signed = entryOf(said, symbol, file, said.issuer ?? (await issuerOf(draft)));
      const training = plan.clock === 'stepped' ? campaign : undefined;
      const { about: paper } = await once(deps, req, command, async (session) => {
        await assertNumberFree(deps, signed, { training });
        const created = await store.drafts.create({ campaign, team, draft, by: actor.id, at: now() }, session);
        await takeEnteredNumber(deps, signed, { paper: created, training }, session);
        return created;
      });
      await keep(file);
      const content = { id: `paper:${key}`, kind: 'paper', matter: paper, by: actor.id, at: now() } as const;
      const kept =
        (await store.snapshots.get(content.id)) ??
        (await store.snapshots.freeze({ ...content, body: asIssued(making, symbol, said) }));
      const entry = { ...content, id: `entry:${key}`, kind: 'paper-entry' } as const;
      await store.snapshots.freeze({ ...entry, body: signed });
      const body = {
        content: { snapshot: content.id, sha256: kept.sha256 },
        entry: entry.id,
        on: said.on,
        file: file.sha256,
        pages: file.pages,
      };
      const found = await paperCase(deps, paperPathId(paper));
      const shown = await decide({ ...found, actor }, 'enter', { key, body });
      const left = making.gaps.filter(({ code }) => !blocking.includes(code) && !ofPrinting.includes(code));
      return { paper: shown, gaps: left, warnings: making.warnings };
    });
    res.status(201).json(answer);
  });

  return router;

  /** The organ whose paper it is: the office's own, or the one above it. */
  async function issuerOf(draft: PaperDraft): Promise<string> {
    const { letterhead } = await store.office.get();
    return draft.kind === 'directive' && draft.issuer === 'parent'
      ? (letterhead.parentOrgan ?? letterhead.organ)
      : letterhead.organ;
  }
};

type Said = { number: string; on: Day; signer: string };

const entryOf = (
  { on, signer }: Said,
  { asWritten, normalised }: PaperSymbol,
  { sha256 }: SignedFile,
  issuer: string,
): PaperEntry => ({ asWritten, normalised, on, signer, issuer, file: sha256 });

/** What only stands in the way of printing: an entered paper is printed already. */
const ofPrinting: readonly string[] = ['signer-missing', 'text-unprintable'];

/** A paper as it is checked before anybody gave it a place among the drafts. */
const notYet = (campaign: string, draft: PaperDraft, team: string | undefined): DraftedPaper => ({
  paper: paperId(campaign, draft.kind, 0),
  campaign,
  kind: draft.kind,
  n: 0,
  ...(team === undefined ? {} : { team }),
  version: 0,
  draft,
  createdBy: '',
  createdAt: '1970-01-01T00:00:00.000Z',
  savedBy: '',
  savedAt: '1970-01-01T00:00:00.000Z',
});

/** The text as it is tracked, under the number, day and signer of the paper. */
function asIssued({ draft, groups, document }: PaperMaking, symbol: PaperSymbol, { on, signer }: Said): FrozenPaper {
  if (!document) throw new Error('An entered paper lacks what it is made from');
  return {
    draft,
    ...(groups.length > 0 ? { groups } : {}),
    document: {
      ...document,
      imprint: {
        ...document.imprint,
        number: symbol.number,
        symbol: symbol.symbol,
        year: yearOf(on),
        day: on,
        signer: { authority: [], name: signer },
      },
    },
  };
}

const enteredSchema = z.object({ paper: paperSchema, gaps: z.array(gapSchema), warnings: z.array(warningSchema) });
export type EnteredPaper = z.output<typeof enteredSchema>;

const path = pathId('Mã văn bản, như binh-dinh-2026:directive:1');
const file = z.string().meta({ format: 'binary', description: 'Bản đã ký, PDF, không quá 15 MB' });
const fileRefusals = ['file-missing', 'paper-file-not-pdf', 'paper-file-too-large', 'paper-number-unread'] as const;
export const paperElsewherePaths: Paths = {
  '/api/papers/{id}/export': {
    get: describe({
      summary: 'Bản PDF chưa có số, để trình ký ở hệ thống khác',
      operation: 'read-paper',
      path,
      answerType: 'application/pdf',
      refusals: ['paper-not-issued'],
    }),
  },
  '/api/papers/{id}/issue-elsewhere': {
    post: describe({
      summary: 'Ghi nhận văn bản đã ký, cấp số ở hệ thống khác; thời hạn tính từ ngày của văn bản',
      operation: 'issue-elsewhere',
      path,
      command: true,
      body: broughtBack.extend({ file }),
      bodyType: 'multipart/form-data',
      answers: paperSchema,
      refusals: ['paper-not-ready', 'paper-changed', 'issued-in-future', 'paper-number-taken', ...fileRefusals],
    }),
  },
  '/api/campaigns/{id}/papers/enter': {
    post: describe({
      summary: 'Nhập một văn bản đã ban hành từ trước',
      description:
        'Các chỗ còn thiếu được liệt kê trong câu trả lời. Dòng không ghi hạn phải có mốc theo dõi của Sở, “thường xuyên” hoặc lý do không theo dõi. Mức nhắc đã qua không gửi.',
      operation: 'enter-paper',
      path: pathId('Mã đợt kiểm tra'),
      command: true,
      body: z.strictObject({
        ...entryFields,
        draft: z.string().meta({ description: 'JSON: kết luận, thông báo kết quả hoặc công văn, như khi soạn' }),
        file,
      }),
      bodyType: 'multipart/form-data',
      status: 201,
      answers: enteredSchema,
      refusals: [
        'campaign-not-ready',
        'paper-incomplete',
        'issued-in-future',
        'paper-number-taken',
        'unit-not-inspected',
        ...fileRefusals,
      ],
    }),
  },
};
