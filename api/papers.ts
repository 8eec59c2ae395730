import { Router } from 'express';
import type { Request } from 'express';
import { z } from 'zod';
import { campaignWords } from '../domain/campaign.ts';
import type { Campaign, CampaignState } from '../domain/campaign.ts';
import type { Day } from '../domain/day.ts';
import { numberAndSymbol, printable } from '../domain/document.ts';
import type { FrozenPaper } from '../domain/draft.ts';
import { newPaper, paperKinds, paperStates, paperWords, submittablePaper } from '../domain/paper.ts';
import type { Paper, PaperKind, PaperState } from '../domain/paper.ts';
import { Refusal, sentenceOf } from '../domain/refusal.ts';
import type { Operation } from '../domain/rights.ts';
import type { PersonId } from '../domain/role.ts';
import type { DraftedPaper } from '../store/content/drafts.ts';
import { contentHash } from '../store/content/snapshots.ts';
import { waitingOf } from '../store/queries/progress.ts';
import type { PaperInList } from '../store/queries/progress.ts';
import { ask } from './ask.ts';
import { assertMay, mayDo } from './auth.ts';
import type { Actor } from './auth.ts';
import { today } from './deps.ts';
import type { Deps } from './deps.ts';
import { draftSchema } from './draft-schema.ts';
import { baseField, daySchema, idSchema, instantSchema, pathId, versionSchema } from './fields.ts';
import { assertForeseen } from './foreseen.ts';
import { baseOf, keyOf, once } from './key.ts';
import { describe } from './openapi.ts';
import type { Paths } from './openapi.ts';
import { assertCursor, pageFrom, pageOf, pageQuery } from './page.ts';
import { paperCase, paperMaking, paperPathId, placeOf, teamOf } from './paper-case.ts';
import type { PaperCase } from './paper-case.ts';
import { parse, withCurrent, wrongPlaces } from './problem.ts';
import { assertRegisterConfirmed } from './register-confirmations.ts';
import { byOf, bySchema, checkSchema, namesOf, planOf, roundOf, textUnder, waitingSchema } from './rounds.ts';
import { settingOf } from './setting.ts';
import { readRelated, relatedView } from './related-papers.ts';
import { reasonSchema, remarksSchema } from './texts.ts';

const changedDraft = z.strictObject({ draft: draftSchema, ...baseField });
const submission = z.strictObject({
  base: z.int().min(1).exactOptional().meta({ description: 'Phiên bản đã xem; khác bản mới nhất thì không trình' }),
  signer: idSchema.exactOptional().meta({ description: 'Người sẽ ký; để trống là người giữ quyền ký' }),
});
const asRead = z.strictObject({
  sha256: z
    .string()
    .regex(/^[0-9a-f]{64}$/, 'Hãy gửi mã sha256 của bản đã đọc.')
    .meta({ description: '`record.content.sha256` của bản đã đọc' }),
});
const nothing = z.strictObject({});
const papersQuery = z.object({ ...pageQuery, campaign: idSchema.optional() });

const rowFields = {
  id: z.string(),
  campaign: z.string(),
  kind: z.enum(paperKinds),
  n: z.int(),
  team: z.string().optional(),
  serves: z.array(z.string()),
  state: z.enum(paperStates),
  words: z.string(),
  number: z.string().optional().meta({ example: '05/TB-SNV' }),
  issued: daySchema.optional(),
};
const paperRow = z.object(rowFields).meta({ id: 'PaperRow' });
const paperSchema = z
  .object({
    ...rowFields,
    version: versionSchema,
    draft: draftSchema,
    related: z.array(relatedView).optional().meta({ description: 'Văn bản liên quan của báo cáo' }),
    savedAt: instantSchema,
    savedBy: bySchema,
    record: z.object({ version: z.int(), content: z.object({ sha256: z.string() }) }).optional(),
    sent: z
      .object({
        same: z.boolean().meta({ description: 'Bản đang soạn vẫn như bản đã trình' }),
        document: z.looseObject({}),
      })
      .optional()
      .meta({ description: 'Bản đã trình: đọc bản này rồi mới thẩm định, ký' }),
    steps: z.array(
      z.object({
        step: z.enum(['submitted', 'appraised', 'signed', 'numbered', 'issued']),
        words: z.string(),
        on: daySchema,
        by: bySchema.optional(),
      }),
    ),
    unprintable: z
      .object({ code: z.string(), on: daySchema, sentence: z.string() })
      .optional()
      .meta({ description: 'Vì sao lần in gần nhất không thành và phải làm gì' }),
    voided: z.object({ on: daySchema, by: bySchema, reason: z.string() }).optional(),
    returned: z.array(
      z.object({
        at: instantSchema,
        by: bySchema,
        text: z.string().optional(),
        points: z.array(z.string()).optional(),
      }),
    ),
    file: z.object({ sha256: z.string(), pages: z.int() }).optional(),
    waiting: z.array(waitingSchema),
  })
  .meta({ id: 'Paper' });

const draftRight: Record<PaperKind, Operation> = {
  notice: 'draft-notice',
  conclusion: 'draft-conclusion',
  'result-notice': 'draft-conclusion',
  directive: 'draft-directive',
  report: 'draft-report',
};

/** Papers are written once the round has begun and as long as anything of it is open. */
const writable: readonly CampaignState[] = ['approved', 'launching', 'running', 'inspection-ended'];

/** A draft that is given up, being voided, void or issued is written no more. */
const unwritable: readonly PaperState[] = ['issued', 'voiding', 'void'];

const wordsOf = ({ state, unprintable }: Pick<Paper, 'state' | 'unprintable'>): string =>
  state === 'numbered' && unprintable ? 'đã cấp số, chưa in được' : paperWords[state];

const rowOf = ({ paper, campaign, kind, n, team, draft }: DraftedPaper, listed: PaperInList | undefined) => {
  const state = listed?.record.state ?? 'drafted';
  const registered = listed?.registered;
  return {
    id: paperPathId(paper),
    campaign,
    kind,
    n,
    ...(team === undefined ? {} : { team }),
    serves: draft.serves,
    state,
    words: wordsOf(listed?.record ?? { state }),
    ...(registered ? { number: numberAndSymbol({ ...registered, year: 0, signer: { authority: [], name: '' } }) } : {}),
    ...(listed?.record.issued ? { issued: listed.record.issued.on } : {}),
  };
};

/** One paper: as it is being written, as it was submitted, and how far it came. */
async function viewOf({ store }: Deps, { drafted, record, day }: PaperCase) {
  const [listed, frozen, returned] = await Promise.all([
    store.progress.papers([drafted.paper]),
    record?.content.snapshot ? store.snapshots.get<FrozenPaper>(record.content.snapshot) : undefined,
    returns(store, drafted.paper),
  ]);
  const said = await store.snapshots.getMany<{ text?: string }>(
    [record?.unprintable?.reason, record?.voided?.reason].filter((id) => id !== undefined),
  );
  const voided = record?.voided && { ...record.voided, said: said.get(record.voided.reason) };
  const names = await namesOf(store, [
    drafted.savedBy,
    ...[record?.appraised, record?.signed, frozen, voided?.said, ...returned].flatMap((act) => act?.by ?? []),
  ]);
  return {
    ...rowOf(drafted, record && { ...listed.get(drafted.paper), record }),
    ...(drafted.draft.kind === 'report' ? { related: readRelated(drafted.draft.related) } : {}),
    version: drafted.version,
    draft: drafted.draft,
    savedAt: drafted.savedAt,
    savedBy: byOf(drafted.savedBy, names),
    ...(record ? { record: { version: record.version, content: { sha256: record.content.sha256 } } } : {}),
    ...(frozen
      ? {
          sent: { same: contentHash(frozen.body.draft) === contentHash(drafted.draft), document: frozen.body.document },
        }
      : {}),
    steps: record ? stepsOf(record, frozen?.by, names) : [],
    ...(record?.unprintable
      ? { unprintable: whyUnprintable(record, said.get(record.unprintable.reason ?? '')?.body.text) }
      : {}),
    ...(voided
      ? { voided: { on: voided.on, by: byOf(voided.said?.by ?? '', names), reason: voided.said?.body.text ?? '' } }
      : {}),
    returned: returned.map(({ at, by, body }) => ({ at, by: byOf(by, names), ...body })),
    ...(record?.issued ? { file: { sha256: record.issued.file, pages: record.issued.pages } } : {}),
    waiting: record ? waitingOf(record, record.calendar, day) : [],
  };
}

/** The code, and the sentence that says where and what to do; a number once taken leaves only two ways. */
function whyUnprintable({ state, unprintable }: Paper, text: string | undefined) {
  const { code, on } = unprintable!;
  const mended = code === 'printing-failed' || state !== 'numbered';
  const sentence = `${text ?? sentenceOf(code)}${mended ? '' : ' Văn bản đã có số nên không sửa được nữa: hãy hủy số kèm lý do rồi soạn văn bản khác.'}`;
  return { code, on, sentence };
}

/** Why it was returned, each time; what the process refused is not among it. */
async function returns({ snapshots, asks }: Deps['store'], paper: string) {
  const remarks = await snapshots.ofMatter<z.infer<typeof remarksSchema>>(paper, 'remarks');
  const taken = await Promise.all(remarks.map(({ id }) => asks.get(id.replace(/^remarks:/, ''))));
  return remarks.filter((_, i) => taken[i]?.message === 'sendBack');
}

/** The steps of the present round of drafting, in order; a draft sent back has none. */
function stepsOf(record: Paper, submittedBy: string | undefined, names: Record<PersonId, string>) {
  const submitted = record.duties.filter(({ kind }) => kind === 'appraise').at(-1)?.opened;
  const step = (
    name: 'submitted' | 'appraised' | 'signed' | 'numbered' | 'issued',
    words: string,
    done: { on: Day; by?: string } | undefined,
  ) =>
    done && record.state !== 'drafted'
      ? [{ step: name, words, on: done.on, ...(done.by ? { by: byOf(done.by, names) } : {}) }]
      : [];
  return [
    ...step(
      'submitted',
      'đã trình',
      submitted ? { on: submitted, ...(submittedBy ? { by: submittedBy } : {}) } : undefined,
    ),
    ...step('appraised', 'đã thẩm định', record.appraised),
    ...step('signed', 'đã ký', record.signed),
    ...step('numbered', 'đã cấp số', record.number && { on: record.number.on }),
    ...step('issued', 'đã phát hành', record.issued && { on: record.issued.on }),
  ];
}

/** Papers from draft to issue: the draft is content, each step is a decision of its process. */
export const papers = (deps: Deps): Router => {
  const { store } = deps;
  const router = Router();

  /** The paper, when whoever asks may do `operation` where it stands. */
  const one = async (
    req: Request<{ id: string }>,
    operation: Operation | 'draft',
  ): Promise<PaperCase & { actor: Actor }> => {
    assertMay(req, 'read-paper');
    const found = await paperCase(deps, req.params.id);
    const { drafted } = found;
    return {
      ...found,
      actor: assertMay(req, operation === 'draft' ? draftRight[drafted.kind] : operation, placeOf(drafted)),
    };
  };
  const view = async (id: string) => viewOf(deps, await paperCase(deps, id));

  /** The record a paper begins with when it is first submitted, or given up before that. */
  const fresh = async ({ drafted, day }: PaperCase): Promise<Paper> => {
    const plan = await planOf(deps, await roundOf(deps, drafted.campaign));
    return newPaper(await settingOf(plan, store, today(deps)), drafted.paper, drafted.kind, placeOf(drafted), day);
  };

  /** One step of a paper: refused at once where the record shows it, else its text is frozen and the process decides. */
  const decide = async (
    found: PaperCase & { actor: Actor },
    message: string,
    { key, body, freeze }: { key: string; body: object; freeze?: () => Promise<unknown> },
  ) => {
    const { paper } = found.drafted;
    const matter = found.record ?? (await fresh(found));
    await assertForeseen(deps, { matter, message, body, key });
    await freeze?.();
    await ask<Paper>(deps, { matter: paper, message, body, key, by: found.actor.id, fresh: () => fresh(found) });
    return view(paperPathId(paper));
  };

  router.get('/papers', async (req, res) => {
    assertMay(req, 'read-paper');
    const { limit, campaign, after } = parse(papersQuery, req.query);
    if (after !== undefined) {
      const last = await store.drafts.get(`paper:${after}`);
      assertCursor(last !== undefined && (campaign === undefined || last.campaign === campaign));
    }
    const rows = await store.drafts.list({
      campaign,
      limit: limit + 1,
      after: after === undefined ? undefined : `paper:${after}`,
    });
    const known = await store.progress.papers(rows.map(({ paper }) => paper));
    res.json(
      pageFrom(
        rows,
        limit,
        ({ paper }) => paperPathId(paper),
        (row) => rowOf(row, known.get(row.paper)),
      ),
    );
  });

  router.post('/campaigns/:id/papers', async (req, res) => {
    assertMay(req, 'read-paper');
    const draft = parse(draftSchema, req.body);
    const round = await roundOf(deps, req.params.id);
    const plan = await planOf(deps, round);
    if (draft.serves.length === 0 && draft.kind !== 'report') throw wrongPlaces([{ at: 'serves', sentence: 'Cần ít nhất một đơn vị.' }]);
    const { campaign } = round.draft;
    const mayDraft = (team?: string) =>
      assertMay(req, draftRight[draft.kind], placeOf({ campaign, ...(team === undefined ? {} : { team }) }));
    const team = teamOf(draft, plan);
    const { id: by } = mayDraft(team);
    assertWritable(round.record);
    const { about } = await once(deps, req, { what: 'paper-drafted', body: { campaign, draft } }, (session) =>
      store.drafts.create({ campaign, team, draft, by, at: deps.now() }, session),
    );
    res.status(201).json(await view(paperPathId(about)));
  });

  router.get('/papers/:id', async (req, res) => {
    res.json(await viewOf(deps, await one(req, 'read-paper')));
  });

  router.put('/papers/:id/draft', async (req, res) => {
    const { drafted, record, actor } = await one(req, 'draft');
    const { draft } = parse(changedDraft, req.body);
    const base = baseOf(req);
    const { paper, campaign, kind, team } = drafted;
    if (draft.kind !== kind)
      throw wrongPlaces([{ at: 'draft.kind', sentence: 'Không đổi được loại văn bản. Hãy soạn văn bản mới.' }]);
    const of = draft.serves.length === 0 ? team : teamOf(draft, await planOf(deps, await roundOf(deps, campaign)));
    if (of !== team) throw new Refusal('paper-of-two-teams');
    if (record && unwritable.includes(record.state))
      throw new Refusal('paper-not-ready', { act: 'sửa', state: paperWords[record.state] });
    await once(deps, req, { what: 'paper-changed', body: { paper, base, draft } }, async (session) => {
      await store.drafts.save(paper, draft, { base, by: actor.id, at: deps.now() }, session);
      return paper;
    }).catch(withCurrent(() => view(req.params.id)));
    res.json(await view(req.params.id));
  });

  router.get('/papers/:id/check', async (req, res) => {
    const { gaps } = await paperMaking(deps, await one(req, 'read-paper'));
    res.json({ ready: gaps.length === 0, gaps });
  });

  router.post('/papers/:id/submit', async (req, res) => {
    const found = await one(req, 'draft');
    const asked = parse(submission, req.body ?? {});
    const key = keyOf(req);
    const answered = (await store.asks.get(key)) !== undefined;
    if (!answered && asked.base !== undefined && asked.base !== found.drafted.version) {
      await withCurrent(() => view(req.params.id))(new Refusal('stale-draft'));
    }
    if (found.record && !submittablePaper.includes(found.record.state)) {
      await assertForeseen(deps, {
        matter: found.record,
        message: 'submit',
        body: { content: { snapshot: `paper:${key}` } },
        key,
      });
    }
    const content = await frozenPaper(deps, found, { key, by: found.actor.id, signer: asked.signer, answered });
    res.json(await decide(found, 'submit', { key, body: { content, ...asked } }));
  });

  router.post('/papers/:id/send-back', async (req, res) => {
    assertMay(req, 'read-paper');
    const { drafted } = await paperCase(deps, req.params.id);
    const found = await one(req, mayDo(req, 'sign-paper', placeOf(drafted)) ? 'sign-paper' : 'appraise-paper');
    const body = parse(remarksSchema, req.body);
    const text = textUnder(deps, { key: keyOf(req), kind: 'remarks', matter: drafted.paper, body, by: found.actor.id });
    res.json(await decide(found, 'sendBack', { ...text, body: { remarks: text.id } }));
  });

  router.post('/papers/:id/appraise', async (req, res) => {
    const found = await one(req, 'appraise-paper');
    const { sha256 } = parse(asRead, req.body);
    res.json(await decide(found, 'appraise', { key: keyOf(req), body: { sha256, by: found.actor.id } }));
  });

  router.post('/papers/:id/sign', async (req, res) => {
    const found = await one(req, 'sign-paper');
    const { sha256 } = parse(asRead, req.body);
    await assertNamedSigner(deps, found);
    res.json(await decide(found, 'sign', { key: keyOf(req), body: { sha256, by: found.actor.id } }));
  });

  router.post('/papers/:id/number', async (req, res) => {
    const found = await one(req, 'number-paper');
    parse(nothing, req.body ?? {});
    if (found.record?.state === 'signed') await assertRegisterConfirmed(deps, found.record);
    res.json(await decide(found, 'number', { key: keyOf(req), body: {} }));
  });

  router.post('/papers/:id/void', async (req, res) => {
    const found = await one(req, 'void-paper');
    const { reason } = parse(reasonSchema, req.body);
    const text = textUnder(deps, {
      key: keyOf(req),
      kind: 'remarks',
      matter: found.drafted.paper,
      body: { text: reason },
      by: found.actor.id,
    });
    res.json(await decide(found, 'void', { ...text, body: { reason: text.id } }));
  });

  router.get('/papers/:id/file', async (req, res) => {
    const { record } = await one(req, 'read-paper');
    const file = record?.issued && (await store.files.get(record.issued.file));
    if (!file) throw new Refusal('paper-not-issued');
    res.setHeader('Content-Disposition', `inline; filename="${file.name}"`);
    res.type(file.type).send(file.bytes);
  });

  return router;
};

/** Throws Refusal('campaign-not-ready'). */
function assertWritable(record: Campaign | undefined): void {
  if (record && writable.includes(record.state)) return;
  throw new Refusal('campaign-not-ready', {
    act: 'soạn văn bản',
    state: record ? campaignWords[record.state] : 'chưa trình kế hoạch',
  });
}

/**
 * The paper frozen under this key: checked and composed the first time, the same ever after. Throws the refusal
 * paper-incomplete with every gap; Refusal('key-reused') when the draft changed before the key was answered.
 */
async function frozenPaper(
  deps: Deps,
  found: PaperCase,
  { key, by, signer, answered }: { key: string; by: string; signer: PersonId | undefined; answered: boolean },
): Promise<Paper['content']> {
  const { store, now } = deps;
  const { paper, draft } = found.drafted;
  const id = `paper:${key}`;
  const kept = await store.snapshots.get<FrozenPaper>(id);
  if (kept) {
    if (kept.matter !== paper || (!answered && contentHash(kept.body.draft) !== contentHash(draft)))
      throw new Refusal('key-reused');
    return { snapshot: id, sha256: kept.sha256 };
  }
  const { gaps, document } = await paperMaking(deps, found, signer);
  if (gaps.length > 0) throw wrongPlaces(gaps, 'paper-incomplete');
  if (!document) throw new Error(`${paper} lacks what it is made from, and no gap says so`);
  const body: FrozenPaper = { draft, document };
  const { sha256 } = await store.snapshots.freeze({ id, kind: 'paper', matter: paper, body, by, at: now() });
  return { snapshot: id, sha256 };
}

/** Nobody's name stands under what another person signs. Throws Refusal('paper-of-other-signer'). */
async function assertNamedSigner({ store }: Deps, { record, actor }: PaperCase & { actor: Actor }): Promise<void> {
  // a program signs in nobody's name, but in a class
  if (actor.person === undefined && record?.clock.kind === 'real') throw new Refusal('not-allowed');
  const frozen = record?.content.snapshot ? await store.snapshots.get<FrozenPaper>(record.content.snapshot) : undefined;
  const person = actor.person === undefined ? undefined : await store.people.get(actor.person);
  const { name } = frozen?.body.document.imprint.signer ?? {};
  if (person && name !== undefined && printable(person.name) !== name)
    throw new Refusal('paper-of-other-signer', { name });
}

const path = pathId('Mã văn bản, như binh-dinh-2026:conclusion:1');
const step = { path, command: true, answers: paperSchema } as const;
export const paperPaths: Paths = {
  '/api/papers': {
    get: describe({ summary: 'Các văn bản', operation: 'read-paper', query: papersQuery, answers: pageOf(paperRow) }),
  },
  '/api/campaigns/{id}/papers': {
    post: describe({
      summary: 'Soạn một thông báo kiểm tra (draft-notice) hoặc kết luận (draft-conclusion)',
      path: pathId('Mã đợt kiểm tra'),
      command: true,
      body: draftSchema,
      status: 201,
      answers: paperSchema,
      refusals: ['not-allowed', 'campaign-not-ready', 'paper-of-two-teams', 'unit-not-inspected'],
    }),
  },
  '/api/papers/{id}': {
    get: describe({ summary: 'Một văn bản', operation: 'read-paper', path, answers: paperSchema }),
  },
  '/api/papers/{id}/draft': {
    put: describe({
      summary: 'Lưu dự thảo',
      path,
      command: true,
      overBase: true,
      body: changedDraft,
      answers: paperSchema,
      refusals: ['not-allowed', 'paper-not-ready', 'paper-of-two-teams', 'unit-not-inspected'],
    }),
  },
  '/api/papers/{id}/check': {
    get: describe({
      summary: 'Những điểm phải sửa trước khi trình',
      operation: 'read-paper',
      path,
      answers: checkSchema,
    }),
  },
  '/api/papers/{id}/submit': {
    post: describe({
      ...step,
      summary: 'Trình dự thảo',
      body: submission,
      refusals: ['not-allowed', 'paper-incomplete', 'stale-draft', 'paper-not-ready'],
    }),
  },
  '/api/papers/{id}/send-back': {
    post: describe({
      ...step,
      summary: 'Trả lại kèm lý do, kể cả bản đã ký mà chưa in được; người thẩm định hoặc người ký',
      operation: 'appraise-paper',
      body: remarksSchema,
      refusals: ['paper-not-ready'],
    }),
  },
  '/api/papers/{id}/appraise': {
    post: describe({
      ...step,
      summary: 'Thẩm định bản đã đọc',
      operation: 'appraise-paper',
      body: asRead,
      refusals: ['paper-not-ready', 'paper-changed'],
    }),
  },
  '/api/papers/{id}/sign': {
    post: describe({
      ...step,
      summary: 'Ký bản đã đọc',
      operation: 'sign-paper',
      body: asRead,
      refusals: ['paper-not-ready', 'paper-changed', 'paper-of-other-signer'],
    }),
  },
  '/api/papers/{id}/number': {
    post: describe({
      ...step,
      summary: 'Cấp số, phát hành văn bản đã ký; văn bản đã có số mà chưa in được thì in lại với số ấy',
      operation: 'number-paper',
      body: nothing,
      refusals: ['paper-not-ready', 'register-unconfirmed'],
    }),
  },
  '/api/papers/{id}/void': {
    post: describe({
      ...step,
      summary: 'Hủy văn bản chưa phát hành; số đã cấp được ghi hủy trong sổ và không dùng lại',
      operation: 'void-paper',
      body: reasonSchema,
      refusals: ['paper-not-ready'],
    }),
  },
  '/api/papers/{id}/file': {
    get: describe({
      summary: 'Tệp PDF đã phát hành',
      operation: 'read-paper',
      path,
      answerType: 'application/pdf',
      refusals: ['paper-not-issued'],
    }),
  },
};
