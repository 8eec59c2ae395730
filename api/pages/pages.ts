import { Router } from 'express';
import type { Request, RequestHandler, Response } from 'express';
import { rateLimit } from 'express-rate-limit';
import type { Paper } from '../../domain/paper.ts';
import { Refusal } from '../../domain/refusal.ts';
import { conclusionPage } from '../../web/pages/conclusion.ts';
import { troublePage } from '../../web/pages/errors.ts';
import type { Trouble } from '../../web/pages/errors.ts';
import { handOverPage } from '../../web/pages/hand-over.ts';
import { historyPage } from '../../web/pages/history.ts';
import { homePage } from '../../web/pages/home.ts';
import { itemPage } from '../../web/pages/item.ts';
import type { ItemView } from '../../web/pages/item.ts';
import type { Kept } from '../../web/pages/kept.ts';
import type { OfficeLine, Said } from '../../web/pages/layout.ts';
import { vnMoment } from '../../web/pages/layout.ts';
import { inspectionPage } from '../../web/pages/notice.ts';
import { newProposalPage, proposalPage } from '../../web/pages/proposal.ts';
import { overviewPage, reviewPage } from '../../web/pages/self-report.ts';
import { fewUnknownLinks } from '../attempts.ts';
import { withActor } from '../auth.ts';
import { conclusionView } from './conclusion-page.ts';
import type { Deps } from '../deps.ts';
import { answerExtension, showExtension } from './extension-page.ts';
import {
  answerAnotherDay,
  answerComments,
  answerExplanation,
  minutesFileOf,
  showAnotherDay,
  showComments,
  showExplanation,
} from './exchange-pages.ts';
import { saveAs, sendEvidence } from '../papers/files.ts';
import { historyView } from './history-page.ts';
import { homeView, isTheirs } from './home-page.ts';
import { inspectionView, theirInspection } from './inspection-page.ts';
import { acknowledgeNotice, submitSelfReport } from '../inspections/inspection-acts.ts';
import { namedPaper } from '../papers/issued.ts';
import { answerHandOver, answerTakeBack, handOverView } from './hand-over-page.ts';
import { answerItem } from './item-form.ts';
import { itemView } from './item-page.ts';
import { findItem } from '../items/item-record.ts';
import { visitorOf } from './links.ts';
import type { Visitor } from './links.ts';
import { formRead, keyOf, part, saidOf, show, statusFor } from './page-answers.ts';
import { officeLine, places } from './page-frame.ts';
import { problemOf } from '../problem.ts';
import { answerByPage, newProposalView, proposalView, raiseByPage } from './proposal-page.ts';
import { answerScore, answerSendScore, showScore, showSendScore } from './self-score-page.ts';
import { secretHash } from '../secret.ts';
import { answerReportSheet, sendReportSheet } from './report-sheet-pages.ts';
import { overviewView } from './self-report-pages.ts';
import { reviewView } from '../inspections/self-report-review.ts';
import { answerStep, isWithOffice, savedWords, showStep } from './self-report-saves.ts';
import { writingOf } from './self-report-steps.ts';
import type { Form } from './uploads.ts';

/** A visit by a link: what it is answered with. */
type Visit = (req: Request, res: Response, visitor: Visitor) => Promise<void>;

/** A page with a form: shown, and answered. */
type Shown = (deps: Deps, req: Request, res: Response, visitor: Visitor) => Promise<void>;
type Answered = (deps: Deps, req: Request, res: Response, visitor: Visitor, form: Form) => Promise<void>;

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

  /** What a form brought comes back on the page, whatever went wrong; not what another site sends. */
  const trouble = async (req: Request, res: Response, what: Trouble, home?: string): Promise<void> => {
    const kept =
      req.method === 'POST' && what !== 'from-elsewhere' ? await keptOf(req, res, passing.includes(what)) : undefined;
    if (what === 'busy') res.setHeader('Retry-After', '30');
    show(res, troublePage(what, what === 'busy' ? known : await office(), { home, kept }), statuses[what]);
  };

  const guess = fewUnknownLinks((req, res, next) => void trouble(req, res, 'too-often').catch(next));
  const visiting =
    (visit: Visit): RequestHandler =>
    async (req, res, next) => {
      let home: string | undefined;
      try {
        const visitor = await visitorOf(deps, String(req.params['token']));
        if (visitor === 'unknown')
          return void guess(req, res, () => void trouble(req, res, troubles.unknown).catch(next));
        if (typeof visitor === 'string') return await trouble(req, res, troubles[visitor]);
        home = visitor.base;
        withActor(req, visitor.actor);
        await visit(req, res, visitor);
      } catch (error) {
        if (res.headersSent) throw error;
        const problem = problemOf(error, '');
        if (!(error instanceof Refusal)) req.log.error({ err: error }, 'failed');
        const what = problem.status === 503 ? 'busy' : problem.status === 500 ? 'broken' : 'not-found';
        await trouble(req, res, what, home);
      }
    };

  const limit = rateLimit({
    windowMs: 60_000,
    limit: mostAMinute,
    standardHeaders: 'draft-8',
    legacyHeaders: false,
    keyGenerator: (req) => secretHash(String(req.params['token'])),
    handler: (req, res, next) => void trouble(req, res, 'too-often').catch(next),
  });

  router.use('/:token', limit, (req, res, next) => {
    res.setHeader('Cache-Control', 'no-store');
    res.setHeader('Referrer-Policy', 'no-referrer');
    // here, and on no other page without a nonce, a script of ours may run and save
    const policy = String(res.getHeader('Content-Security-Policy') ?? "default-src 'none'");
    res.setHeader('Content-Security-Policy', `${policy};script-src 'self';connect-src 'self'`);
    res.setHeader('X-Robots-Tag', 'noindex, nofollow');
    if (req.method === 'POST' && isFromElsewhere(req, deps)) return trouble(req, res, 'from-elsewhere');
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
    const { fields } = await formRead(req, res);
    const { acknowledged } = await theirInspection(deps, visitor, id);
    try {
      // pressed on an old page: it is known already
      if (!acknowledged) await acknowledgeNotice(deps, req, id, keyOf(visitor, fields));
      res.redirect(303, places(visitor.base).inspection(id));
    } catch (error) {
      const said = saidOf(error);
      const { acknowledge, ...view } = await inspectionView(deps, visitor, id);
      const again = acknowledge ? { acknowledge: { ...acknowledge, key: fields['key'] ?? acknowledge.key } } : {};
      show(res, inspectionPage({ ...view, ...again, said }), statusFor(error));
    }
  });

  get('/kiem-tra/:id/ket-luan', async (req, res, visitor) =>
    show(res, conclusionPage(await conclusionView(deps, visitor, part(req, 'id')))),
  );

  // around a visit

  const around: [path: string, shown: Shown, answered: Answered][] = [
    ['doi-ngay/:n', showAnotherDay, answerAnotherDay],
    ['giai-trinh/:n', showExplanation, answerExplanation],
    ['gop-y', showComments, answerComments],
  ];
  for (const [path, shown, answered] of around) {
    get(`/kiem-tra/:id/${path}`, (req, res, visitor) => shown(deps, req, res, visitor));
    post(`/kiem-tra/:id/${path}`, async (req, res, visitor) => {
      const form = await formRead(req, res);
      try {
        await answered(deps, req, res, visitor, form);
      } finally {
        await form.done();
      }
    });
  }

  get('/kiem-tra/:id/bien-ban/:n', async (req, res, visitor) => {
    const n = Number(part(req, 'n'));
    const file = await minutesFileOf(deps, visitor, part(req, 'id'), n);
    saveAs(res, { name: `Biên bản buổi ${n}.pdf`, type: 'application/pdf', size: file.bytes.length });
    res.end(file.bytes);
  });

  // the self-assessment

  const showReview = async (
    res: Response,
    visitor: Visitor,
    id: string,
    { said, key, status = 200 }: { said?: Said; key?: string | undefined; status?: number } = {},
  ) => {
    const view = await reviewView(deps, visitor, await writingOf(deps, visitor, id), key);
    show(res, reviewPage({ ...view, ...(said ? { said } : {}) }), status);
  };

  get('/kiem-tra/:id/bao-cao', async (req, res, visitor) => {
    const id = part(req, 'id');
    const written = await writingOf(deps, visitor, id);
    if (isWithOffice(written)) return res.redirect(303, places(visitor.base).review(id));
    show(res, overviewPage(await overviewView(deps, visitor, written)));
  });

  get('/kiem-tra/:id/bieu.xlsx', (req, res, visitor) => sendReportSheet(deps, res, visitor, part(req, 'id')));

  post('/kiem-tra/:id/bieu.xlsx', async (req, res, visitor) => {
    const form = await formRead(req, res);
    try {
      await answerReportSheet(deps, req, res, visitor, part(req, 'id'), form);
    } finally {
      await form.done();
    }
  });

  get('/kiem-tra/:id/xem-lai', (req, res, visitor) => showReview(res, visitor, part(req, 'id')));

  get('/kiem-tra/:id/bao-cao/:step', async (req, res, visitor) => {
    const written = await writingOf(deps, visitor, part(req, 'id'));
    if (isWithOffice(written)) return res.redirect(303, places(visitor.base).review(part(req, 'id')));
    const step = written.steps.find(({ id }) => id === req.params['step']);
    if (!step) throw new Refusal('not-found');
    const all = req.query['soat'] !== undefined;
    const said = all || req.query['luu'] !== undefined ? savedWords(written, step, all) : undefined;
    await showStep(deps, res, visitor, written, step, { all, said });
  });

  post('/kiem-tra/:id/bao-cao/:step', async (req, res, visitor) => {
    const form = await formRead(req, res);
    try {
      await answerStep(deps, req, res, visitor, part(req, 'id'), part(req, 'step'), form);
    } finally {
      await form.done();
    }
  });

  post('/kiem-tra/:id/xem-lai', async (req, res, visitor) => {
    const id = part(req, 'id');
    const { fields } = await formRead(req, res);
    await theirInspection(deps, visitor, id);
    try {
      await submitSelfReport(deps, req, id, Number(fields['version']), keyOf(visitor, fields, fields['version']));
      res.redirect(303, places(visitor.base).review(id));
    } catch (error) {
      const said = saidOf(error, 'Nội dung đã ghi vẫn được lưu.');
      await showReview(res, visitor, id, { said, key: fields['key'], status: statusFor(error) });
    }
  });

  // scoring itself

  get('/kiem-tra/:id/cham-diem', (req, res, visitor) => showScore(deps, req, res, visitor, part(req, 'id')));

  get('/kiem-tra/:id/cham-diem/gui', (req, res, visitor) => showSendScore(deps, req, res, visitor, part(req, 'id')));

  post('/kiem-tra/:id/cham-diem', async (req, res, visitor) => {
    const form = await formRead(req, res);
    try {
      await answerScore(deps, req, res, visitor, part(req, 'id'), form);
    } finally {
      await form.done();
    }
  });

  post('/kiem-tra/:id/cham-diem/gui', async (req, res, visitor) =>
    answerSendScore(deps, req, res, visitor, part(req, 'id'), await formRead(req, res)),
  );

  // items

  get('/viec/:id', async (req, res, visitor) => {
    const view = await itemView(deps, visitor, part(req, 'id'));
    const said = req.query['luu'] === undefined ? undefined : savedItemWords(view);
    show(res, itemPage({ ...view, ...(said ? { said } : {}) }));
  });

  post('/viec/:id', async (req, res, visitor) => {
    const form = await formRead(req, res);
    try {
      const found = await findItem(deps, part(req, 'id'));
      if (!visitor.matters.some((own) => own.id === found.remediation.id)) throw new Refusal('not-found');
      await answerItem(deps, req, res, visitor, found, form);
    } finally {
      await form.done();
    }
  });

  get('/lich-su', async (req, res, visitor) =>
    show(res, historyPage(await historyView(deps, visitor, Math.trunc(Number(req.query['trang'] ?? 1)) || 1))),
  );

  // handing over

  get('/chuyen-viec', async (req, res, visitor) =>
    show(res, handOverPage(await handOverView(deps, visitor, { done: req.query['xong'] !== undefined }))),
  );

  post('/chuyen-viec', async (req, res, visitor) => answerHandOver(deps, res, visitor, await formRead(req, res)));

  post('/chuyen-viec/lay-lai', async (req, res, visitor) =>
    answerTakeBack(deps, res, visitor, await formRead(req, res)),
  );

  // proposals

  get('/kien-nghi/:id', async (req, res, visitor) =>
    show(res, proposalPage(await proposalView(deps, visitor, part(req, 'id')))),
  );

  post('/kien-nghi/:id', async (req, res, visitor) => {
    const form = await formRead(req, res);
    try {
      await answerByPage(deps, req, res, visitor, part(req, 'id'), form);
    } finally {
      await form.done();
    }
  });

  get('/kien-nghi-moi/:id', async (req, res, visitor) =>
    show(res, newProposalPage(await newProposalView(deps, visitor, part(req, 'id')))),
  );

  post('/kien-nghi-moi/:id', async (req, res, visitor) =>
    raiseByPage(deps, req, res, visitor, part(req, 'id'), await formRead(req, res)),
  );

  get('/viec/:id/gia-han', (req, res, visitor) => showExtension(deps, res, visitor, part(req, 'id')));

  post('/viec/:id/gia-han', async (req, res, visitor) => {
    const { fields } = await formRead(req, res);
    await answerExtension(deps, req, res, visitor, part(req, 'id'), fields);
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
  router.use((req, res) => trouble(req, res, 'link-unknown'));
  return router;
}

/**
 * Browsers say where a form was; those too old for that send the form's origin, which a page without referrer leaves
 * empty. A form elsewhere would still have to know the token.
 */
function isFromElsewhere(req: Request, { config }: Deps): boolean {
  const site = req.headers['sec-fetch-site'];
  // `none`: the person's own doing, such as a page that the browser brings back and sends again
  if (site !== undefined) return site !== 'same-origin' && site !== 'none';
  const { origin, host } = req.headers;
  return (
    origin !== undefined &&
    origin !== 'null' &&
    ![new URL(config.publicUrl).origin, `${req.protocol}://${host ?? ''}`].includes(origin)
  );
}

/** Troubles that pass: the same form again may be taken. */
const passing: Trouble[] = ['busy', 'too-often', 'broken'];

/** The texts of a form that was not taken; its files are left. */
async function keptOf(req: Request, res: Response, again: boolean): Promise<Kept> {
  const form = await formRead(req, res, true);
  await form.done();
  return { action: req.originalUrl, fields: form.fields, again };
}

/** What is said of an item whose form was just saved. */
function savedItemWords({ form, unsent, state }: ItemView): Said | undefined {
  if (form?.savedAt) return { kind: 'done', text: `Đã lưu ${vnMoment(form.savedAt)}. Báo cáo chưa gửi.` };
  if (unsent === undefined) return undefined;
  return { kind: 'warn', text: `Nội dung này ${state}, nên chưa gửi thêm được. Những gì bạn vừa ghi được giữ ở dưới.` };
}
