import { createHash, randomUUID } from 'node:crypto';
import { Router } from 'express';
import type { Request, RequestHandler, Response } from 'express';
import { rateLimit } from 'express-rate-limit';
import { asDay } from '../domain/day.ts';
import type { Paper } from '../domain/paper.ts';
import { Refusal } from '../domain/refusal.ts';
import { areaPage, figuresPage, overviewPage, reviewPage } from '../web/pages/self-report.ts';
import { conclusionPage } from '../web/pages/conclusion.ts';
import { troublePage } from '../web/pages/errors.ts';
import type { Trouble } from '../web/pages/errors.ts';
import { homePage } from '../web/pages/home.ts';
import { itemPage } from '../web/pages/item.ts';
import { keptPage } from '../web/pages/kept.ts';
import type { OfficeLine, Said } from '../web/pages/layout.ts';
import { vnMoment } from '../web/pages/layout.ts';
import { inspectionPage } from '../web/pages/notice.ts';
import { withActor } from './auth.ts';
import type { Deps } from './deps.ts';
import { saveAs, sendEvidence } from './files.ts';
import { acknowledgeNotice, inspectionPathId, saveSelfReport, submitSelfReport } from './inspections.ts';
import { namedPaper } from './issued.ts';
import { confirmItem, reportItem } from './item-acts.ts';
import { itemView } from './item-page.ts';
import { findItem } from './item-record.ts';
import { visitorOf } from './links.ts';
import type { Visitor } from './links.ts';
import { conclusionView } from './conclusion-page.ts';
import { homeView, isTheirs } from './home-page.ts';
import { inspectionView, theirInspection } from './inspection-page.ts';
import { officeLine, places } from './page-frame.ts';
import { problemOf, statusOf } from './problem.ts';
import { secretHash } from './secret.ts';
import { withStep } from './self-report-forms.ts';
import { overviewView, stepView } from './self-report-pages.ts';
import { reviewView } from './self-report-review.ts';
import { stepOf, suggestedIn, writing, writingOf, wrongIn } from './self-report-steps.ts';
import type { Step, Writing } from './self-report-steps.ts';
import { formOf, keepFiles } from './uploads.ts';
import type { Form, Kept } from './uploads.ts';

/** A visit by a link: what it is answered with. */
type Visit = (req: Request, res: Response, visitor: Visitor) => Promise<void>;

const troubles = { unknown: 'link-unknown', replaced: 'link-replaced', 'nothing-owed': 'link-ended' } as const;
const statuses: Record<Trouble, number> = {
  'link-unknown': 404,
  'not-found': 404,
  'link-ended': 410,
  'link-replaced': 410,
  'too-often': 429,
  'from-elsewhere': 403,
  busy: 503,
  broken: 500,
};

/** Requests a minute by one link: far more than one person makes. */
const mostAMinute = 240;

/** The pages behind mailed links, mounted at `/u`. Reading never changes anything; every act is the one the interface has. */
export function pages(deps: Deps): Router {
  const router = Router({ caseSensitive: true });

  let known: OfficeLine = { organ: 'Sở Nội vụ', division: 'Phòng Cải cách hành chính' };
  /** As last known while the store is away. */
  const office = async (): Promise<OfficeLine> => {
    known = await officeLine(deps).catch(() => known);
    return known;
  };

  const trouble = async (res: Response, what: Trouble, home?: string): Promise<void> => {
    show(res, troublePage(what, await office(), home), statuses[what]);
  };

  const visiting =
    (visit: Visit): RequestHandler =>
    async (req, res) => {
      let home: string | undefined;
      try {
        const visitor = await visitorOf(deps, String(req.params['token']));
        if (typeof visitor === 'string') return await trouble(res, troubles[visitor]);
        home = visitor.base;
        withActor(req, visitor.actor);
        await visit(req, res, visitor);
      } catch (error) {
        if (res.headersSent) throw error;
        const problem = problemOf(error, '');
        if (!(error instanceof Refusal)) req.log.error({ err: error }, 'failed');
        if (problem.status === 503) return await sayBusy(req, res, home);
        await trouble(res, problem.status === 500 ? 'broken' : 'not-found', home);
      }
    };

  /** The store is away, so nothing is asked of it: a form goes back with everything in it. */
  const sayBusy = async (req: Request, res: Response, home: string | undefined): Promise<void> => {
    res.setHeader('Retry-After', '30');
    if (req.method !== 'POST') return show(res, troublePage('busy', known, home), 503);
    const form = await formRead(req, res);
    await form.done();
    show(res, keptPage({ office: known, action: req.originalUrl, fields: form.fields }), 503);
  };

  const limit = rateLimit({
    windowMs: 60_000,
    limit: mostAMinute,
    standardHeaders: 'draft-8',
    legacyHeaders: false,
    keyGenerator: (req) => secretHash(String(req.params['token'])),
    handler: (_req, res, next) => void trouble(res, 'too-often').catch(next),
  });

  router.use('/:token', limit, (req, res, next) => {
    res.setHeader('Cache-Control', 'no-store');
    res.setHeader('Referrer-Policy', 'no-referrer');
    res.setHeader('X-Robots-Tag', 'noindex, nofollow');
    if (req.method === 'POST' && isFromElsewhere(req, deps)) return trouble(res, 'from-elsewhere');
    next();
  });

  const get = (path: string, visit: Visit) => router.get(`/:token${path}`, visiting(visit));
  const post = (path: string, visit: Visit) => router.post(`/:token${path}`, visiting(visit));

  get('', async (_req, res, visitor) => show(res, homePage(await homeView(deps, visitor))));

  // the notice

  get('/kiem-tra/:id', async (req, res, visitor) =>
    show(res, inspectionPage(await inspectionView(deps, visitor, part(req, 'id')))),
  );

  post('/kiem-tra/:id/xac-nhan', async (req, res, visitor) => {
    const id = part(req, 'id');
    const { acknowledged } = await theirInspection(deps, visitor, id);
    const { fields } = await formRead(req, res);
    try {
      // pressed on an old page: it is known already
      if (!acknowledged) await acknowledgeNotice(deps, req, id, keyOf(visitor, fields));
      res.redirect(303, places(visitor.base).inspection(id));
    } catch (error) {
      const said = saidOf(error);
      show(res, inspectionPage({ ...(await inspectionView(deps, visitor, id)), said }), statusFor(error));
    }
  });

  get('/kiem-tra/:id/ket-luan', async (req, res, visitor) =>
    show(res, conclusionPage(await conclusionView(deps, visitor, part(req, 'id')))),
  );

  // the self-assessment

  const showReview = async (res: Response, visitor: Visitor, id: string, said?: Said, status = 200) =>
    show(
      res,
      reviewPage({
        ...(await reviewView(deps, visitor, await writingOf(deps, visitor, id))),
        ...(said ? { said } : {}),
      }),
      status,
    );

  get('/kiem-tra/:id/bao-cao', async (req, res, visitor) => {
    const id = part(req, 'id');
    const written = await writingOf(deps, visitor, id);
    if (isWithOffice(written)) return res.redirect(303, places(visitor.base).review(id));
    show(res, overviewPage(await overviewView(deps, visitor, written)));
  });

  get('/kiem-tra/:id/xem-lai', (req, res, visitor) => showReview(res, visitor, part(req, 'id')));

  get('/kiem-tra/:id/bao-cao/:step', async (req, res, visitor) => {
    const written = await writingOf(deps, visitor, part(req, 'id'));
    if (isWithOffice(written)) return res.redirect(303, places(visitor.base).review(part(req, 'id')));
    const step = stepNamed(written, part(req, 'step'));
    const all = req.query['soat'] !== undefined;
    const said =
      all || req.query['luu'] !== undefined
        ? savedWords(written, all ? left(written, step) : wrongIn(written, step))
        : undefined;
    await showStep(deps, res, visitor, written, step, { all, said });
  });

  post('/kiem-tra/:id/bao-cao/:step', async (req, res, visitor) => {
    const id = part(req, 'id');
    const name = part(req, 'step');
    const before = await writingOf(deps, visitor, id);
    stepNamed(before, name);
    const form = await formRead(req, res);
    try {
      const about = { unit: before.inspection.place.unit, matter: before.inspection.id, by: visitor.actor.id };
      const kept = await keepFiles(deps, form.files, about);
      const act = form.fields['act'] ?? 'save';
      const written = await keepStep(deps, req, before, name, form, act, kept, () => writingOf(deps, visitor, id));
      const here =
        written.steps.find((step) => step.id === name) ??
        written.steps.find((step) => 'row' in step) ??
        written.steps[0]!;
      if (kept.refused.length > 0 || form.cutShort) {
        const said: Said = { kind: 'fault', text: `${refusedWords(kept, form)} Những gì đã ghi vẫn được lưu.` };
        return await showStep(deps, res, visitor, written, here, { all: false, said }, statusOfFiles(kept));
      }
      res.redirect(303, afterSaving(visitor, written, here, act, form.fields['seen'] ?? ''));
    } finally {
      await form.done();
    }
  });

  post('/kiem-tra/:id/xem-lai', async (req, res, visitor) => {
    const id = part(req, 'id');
    await theirInspection(deps, visitor, id);
    const { fields } = await formRead(req, res);
    try {
      await submitSelfReport(deps, req, id, Number(fields['version']), keyOf(visitor, fields, fields['version']));
      res.redirect(303, places(visitor.base).review(id));
    } catch (error) {
      await showReview(res, visitor, id, saidOf(error, 'Nội dung đã ghi vẫn được lưu.'), statusFor(error));
    }
  });

  // items

  get('/viec/:id', async (req, res, visitor) => {
    const view = await itemView(deps, visitor, part(req, 'id'));
    const said: Said | undefined =
      req.query['luu'] !== undefined && view.form?.savedAt
        ? { kind: 'done', text: `Đã lưu ${vnMoment(view.form.savedAt)}. Báo cáo chưa gửi.` }
        : undefined;
    show(res, itemPage({ ...view, ...(said ? { said } : {}) }));
  });

  post('/viec/:id', async (req, res, visitor) => {
    const id = part(req, 'id');
    const { remediation } = await findItem(deps, id);
    if (!visitor.matters.some((own) => own.id === remediation.id)) throw new Refusal('not-found');
    const form = await formRead(req, res);
    try {
      await answerItem(deps, req, res, visitor, id, form, remediation);
    } finally {
      await form.done();
    }
  });

  // files

  get('/tep/:id', (req, res) => sendEvidence(deps, req, res, part(req, 'id')));

  get('/van-ban/:id', async (req, res, visitor) => {
    const id = `paper:${part(req, 'id')}`;
    const paper = isTheirs(visitor, id) ? await deps.store.matters.get<Paper>(id) : undefined;
    const file = paper?.issued && (await deps.store.files.get(paper.issued.file));
    if (!file) throw new Refusal('not-found');
    const { name } = await namedPaper(deps.store, id);
    saveAs(res, { name: `${name.replaceAll('/', '-')}.pdf`, type: 'application/pdf', size: file.bytes.length });
    res.end(file.bytes);
  });

  router.use(
    '/:token',
    visiting(async () => Promise.reject(new Refusal('not-found'))),
  );
  router.use((_req, res) => trouble(res, 'link-unknown'));
  return router;
}

const show = (res: Response, page: string, status = 200): void => void res.status(status).type('html').send(page);

/** A part of the address. */
const part = (req: Request, name: string): string => String(req.params[name] ?? '');

/**
 * Browsers say where a form was; those too old for that send the form's origin, which a page without referrer leaves
 * empty. A form elsewhere would still have to know the token.
 */
function isFromElsewhere(req: Request, { config }: Deps): boolean {
  const site = req.headers['sec-fetch-site'];
  if (site !== undefined) return site !== 'same-origin';
  const { origin, host } = req.headers;
  return (
    origin !== undefined &&
    origin !== 'null' &&
    ![new URL(config.publicUrl).origin, `${req.protocol}://${host ?? ''}`].includes(origin)
  );
}

const forms = new WeakMap<Request, Promise<Form>>();

/** The form of a request, read once. */
function formRead(req: Request, res: Response): Promise<Form> {
  const form = forms.get(req) ?? formOf(req, res);
  forms.set(req, form);
  return form;
}

/** One rendered form is one act; with other content it is another. */
function keyOf({ actor }: Visitor, { key = '' }: Record<string, string>, content = ''): string {
  const given = /^[\w-]{8,64}$/.test(key) ? key : randomUUID();
  return `${actor.id}/${given}${content === '' ? '' : `.${createHash('sha256').update(content).digest('hex').slice(0, 16)}`}`;
}

/** What a page says of a refused act. What is no refusal is not for a page to explain. */
function saidOf(error: unknown, more = ''): Said {
  const problem = problemOf(error, '');
  if (problem.status === 500) throw error;
  const sentence =
    problem.status === 503
      ? 'Máy chủ đang bận nên chưa gửi được. Hãy chờ ít phút rồi bấm gửi lại; gửi nhiều lần cũng chỉ tính một lần.'
      : problem.detail;
  return { kind: problem.status === 503 ? 'warn' : 'fault', text: [sentence, more].filter(Boolean).join(' ') };
}

const statusFor = (error: unknown): number => problemOf(error, '').status;

const isWithOffice = ({ inspection }: Writing): boolean =>
  inspection.closed !== undefined ||
  inspection.selfReport?.state === 'submitted' ||
  inspection.selfReport?.state === 'accepted';

/** Throws Refusal('not-found'). */
function stepNamed({ steps }: Writing, name: string): Step {
  const step = steps.find(({ id }) => id === name);
  if (!step) throw new Refusal('not-found');
  return step;
}

const left = (written: Writing, step: Step): number =>
  written.found.faults.filter(({ at }) => stepOf(written, at) === step).length;

function savedWords({ story: { draft } }: Writing, count: number): Said | undefined {
  if (!draft) return undefined;
  return count === 0
    ? { kind: 'done', text: `Đã lưu ${vnMoment(draft.savedAt)}.` }
    : {
        kind: 'warn',
        text: `Đã lưu ${vnMoment(draft.savedAt)}. Còn ${count} điểm cần xem lại ở phần này; có thể sửa ngay hoặc làm phần sau trước.`,
      };
}

async function showStep(
  deps: Deps,
  res: Response,
  visitor: Visitor,
  written: Writing,
  step: Step,
  { all, said }: { all: boolean; said?: Said | undefined },
  status = 200,
): Promise<void> {
  const view = await stepView(deps, visitor, written, step, all);
  const more = said ? { said } : {};
  show(res, 'area' in view ? areaPage({ ...view.area, ...more }) : figuresPage({ ...view.figures, ...more }), status);
}

/** How often a save is repeated when the same unit saves from two places at once. */
const savesTried = 4;

/** Saves the fields of one step over the newest version, whatever they say. */
async function keepStep(
  deps: Deps,
  req: Request,
  before: Writing,
  name: string,
  { fields }: Form,
  act: string,
  kept: Kept,
  newest: () => Promise<Writing>,
): Promise<Writing> {
  const files = kept.evidence.map(({ field, evidence }) => ({
    question: field.replace(/^f\//, ''),
    evidence: evidence._id,
  }));
  const id = inspectionPathId(before.inspection);
  for (let tried = 1, written = before; ; tried++, written = await newest()) {
    try {
      const draft = await saveSelfReport(
        deps,
        req,
        id,
        withStep(written, stepNamed(written, name), fields, act, files),
        written.version,
      );
      return writing({ ...written, story: { ...written.story, draft } });
    } catch (error) {
      if (!(error instanceof Refusal) || error.code !== 'stale-draft' || tried === savesTried) throw error;
    }
  }
}

/**
 * Where a saved step leads: on, also with blanks in it; back to it, where something typed is wrong, was changed by a
 * button, or a blank can be filled in by one tap that was not offered before.
 */
function afterSaving({ base }: Visitor, written: Writing, step: Step, act: string, seen: string): string {
  const where = places(base);
  const id = inspectionPathId(written.inspection);
  if (act === 'save') return where.selfReport(id);
  const offers = 'row' in step ? suggestedIn(written, step).filter((one) => !seen.split(' ').includes(one.act)) : [];
  if (act !== 'next' || wrongIn(written, step) > 0 || offers.length > 0) return `${where.step(id, step.id)}?luu=1`;
  const following = written.steps[written.steps.indexOf(step) + 1];
  return following ? where.step(id, following.id) : where.review(id);
}

function refusedWords({ refused }: Kept, { cutShort }: Form): string {
  if (refused.length > 0) return refused.map(({ refusal }) => refusal.message).join(' ');
  return cutShort ? 'Tệp gửi lên quá lớn nên chưa nhận được: mỗi tệp không quá 20 MB.' : '';
}

const statusOfFiles = ({ refused }: Kept): number => (refused[0] ? statusOf(refused[0].refusal.code) : 413);

/** A form of an item: kept first, whatever it says, then sent if that was the button. */
async function answerItem(
  deps: Deps,
  req: Request,
  res: Response,
  visitor: Visitor,
  id: string,
  form: Form,
  { id: matter, place }: { id: string; place: { unit: string } },
): Promise<void> {
  const { fields } = form;
  const act = fields['act'] ?? 'save';
  const text = fields['text'] ?? '';
  const files = await keepFiles(deps, form.files, { unit: place.unit, matter, by: visitor.actor.id });
  const had = (fields['kept'] ?? '').split(' ').filter((one) => one !== '' && act !== `drop/${one}`);
  const named = [...new Set([...had, ...files.evidence.map((file) => file.evidence._id)])];
  const known = await deps.store.evidence.getMany(named);
  const evidence = named.filter((one) => known.get(one)?.unit === place.unit);
  const key = fields['key'] ?? '';
  await keepDraft(deps, visitor, id, text, evidence);
  const again = async (faults: { text?: string; files?: string }, status: number, said?: Said) =>
    show(
      res,
      itemPage({ ...(await itemView(deps, visitor, id, { text, evidence, key, faults })), ...(said ? { said } : {}) }),
      status,
    );

  if (files.refused.length > 0 || form.cutShort)
    return again({ files: `${refusedWords(files, form)} Phần đã ghi vẫn được lưu.` }, statusOfFiles(files));
  if (act !== 'send') return res.redirect(303, `${places(visitor.base).item(id)}?luu=1`);
  try {
    const once = keyOf(visitor, fields, JSON.stringify([text, evidence]));
    if (fields['period'] === undefined) await reportItem(deps, req, id, { text, evidence }, once);
    else await confirmItem(deps, req, id, { text, evidence, period: asDay(fields['period']) }, once);
    res.redirect(303, places(visitor.base).item(id));
  } catch (error) {
    const said = saidOf(error, 'Nội dung đã ghi vẫn được lưu.');
    const code = error instanceof Refusal ? error.code : undefined;
    if (code === 'report-empty') return again({ text: said.text }, 422);
    if (code === 'report-without-evidence') return again({ files: said.text }, 422);
    await again({}, statusFor(error), said);
  }
}

async function keepDraft(deps: Deps, visitor: Visitor, id: string, text: string, evidence: string[]): Promise<void> {
  for (let tried = 1; ; tried++) {
    const { draft } = await deps.store.itemReports.get(id);
    if (text.trim() === '' && evidence.length === 0 && !draft) return;
    try {
      await deps.store.itemReports.save(id, {
        base: draft?.version ?? 0,
        text,
        evidence,
        at: deps.now(),
        by: visitor.actor.id,
      });
      return;
    } catch (error) {
      if (!(error instanceof Refusal) || error.code !== 'stale-draft' || tried === savesTried) throw error;
    }
  }
}
