import { constants } from 'node:zlib';
import compression from 'compression';
import express from 'express';
import type { Express, RequestHandler } from 'express';
import helmet from 'helmet';
import { Refusal } from '../domain/refusal.ts';
import { openSheet } from '../web/pages/open-frame.ts';
import { assets } from '../web/pages/stylesheet.ts';
import { addedInspectionPaths, addedInspections } from './campaigns/added-inspections.ts';
import { appointmentPaths, appointments } from './office/appointments.ts';
import { handOverPaths, handOvers } from './office/hand-overs.ts';
import { paceOfToken } from './attempts.ts';
import { assertMay, authenticate, isOnThisMachine, isSecure, sameOrigin } from './auth.ts';
import { audit, auditPaths } from './audit.ts';
import { calendarPaths, calendars } from './office/calendars.ts';
import { campaignPaths, campaigns } from './campaigns/campaigns.ts';
import type { Deps } from './deps.ts';
import { exchangePaths, exchanges } from './inspections/exchanges.ts';
import { filePaths, files } from './papers/files.ts';
import { front } from './front.ts';
import { groupPaths, groups } from './office/groups.ts';
import { health, healthPaths } from './health.ts';
import { figureCorrectionPaths, figureCorrections } from './campaigns/figure-corrections.ts';
import { inspectionPaperPaths, inspectionPapers } from './inspections/inspection-papers.ts';
import { inspectionPaths, inspections } from './inspections/inspections.ts';
import { itemPaths, items } from './items/items.ts';
import { legalDocumentPaths, legalDocuments } from './office/legal-documents.ts';
import { letterPaths, letters } from './letters.ts';
import { logRequests } from './log.ts';
import { mailbox } from './pages/mailbox.ts';
import { mail, mailPaths } from './office/mail.ts';
import { createMetrics, metricsPaths } from './metrics.ts';
import { me, mePaths } from './office/me.ts';
import { myWork, myWorkPaths } from './office/my-work.ts';
import { savedViewPaths, savedViews } from './office/views.ts';
import { notebookPaths, notebooks } from './inspections/notebooks.ts';
import { office, officePaths } from './office/office.ts';
import { contract, openapi, openapiPaths } from './openapi.ts';
import type { Paths } from './openapi.ts';
import { ownInspectionPaths, ownInspections } from './inspections/own-inspections.ts';
import { outlinePaths, outlines } from './office/outlines.ts';
import { pages } from './pages/pages.ts';
import { paperList, paperListPaths } from './papers/paper-list.ts';
import { paperProofPaths, paperProofs } from './papers/paper-proofs.ts';
import { paperReach, paperReachPaths } from './papers/paper-reach.ts';
import { paperPaths, papers } from './papers/papers.ts';
import { paperElsewherePaths, papersElsewhere } from './papers/papers-elsewhere.ts';
import { practicePaths, practices } from './office/practices.ts';
import { people, peoplePaths } from './office/people.ts';
import { errorHandler, nowhere } from './problem.ts';
import { ranking, rankingPaths } from './campaigns/ranking.ts';
import { exemptionPaths, exemptions } from './office/exemptions.ts';
import { scorePaths, scores } from './inspections/scores.ts';
import { proposalPaths, proposals } from './items/proposals.ts';
import { reckoning, reckonPaths } from './office/reckon.ts';
import { registerConfirmationPaths, registerConfirmations } from './papers/register-confirmations.ts';
import { register, registerPaths } from './papers/register.ts';
import { renewalPaths, renewals } from './office/renewals.ts';
import { running, runningPaths } from './office/running.ts';
import { sessionPaths, sessions } from './office/sessions.ts';
import { accountSheet } from './pages/setup-pages.ts';
import { overview, overviewPaths } from './leader/overview.ts';
import { formerBoard } from './leader/former-board.ts';
import { publicProgress } from './leader/public-progress.ts';
import { search, searchPaths } from './search.ts';
import { setup, setupPaths } from './office/setup.ts';
import { staff } from './staff.ts';
import { tokenPaths, tokens } from './office/tokens.ts';
import { troublePaths, troubles } from './office/troubles.ts';
import { unitPaths, units } from './office/units.ts';
import { successionPaths, successions } from './office/successions.ts';
import { unitStories, unitStoryPaths } from './office/unit-story.ts';
import { visitPaths, visits } from './inspections/visits.ts';

/** Behind the door: who asks is known. */
const routers = [
  sessions,
  me,
  myWork,
  savedViews,
  people,
  appointments,
  handOvers,
  tokens,
  office,
  units,
  unitStories,
  successions,
  groups,
  legalDocuments,
  outlines,
  exemptions,
  calendars,
  practices,
  troubles,
  running,
  mail,
  renewals,
  reckoning,
  campaigns,
  figureCorrections,
  addedInspections,
  inspections,
  visits,
  scores,
  ranking,
  exchanges,
  notebooks,
  inspectionPapers,
  ownInspections,
  items,
  proposals,
  files,
  paperList,
  papers,
  paperReach,
  paperProofs,
  papersElsewhere,
  registerConfirmations,
  register,
  letters,
  audit,
  search,
  overview,
];

/** What each router says of itself; the whole is `/api/openapi.json`. */
const routerPaths: Paths[] = [
  healthPaths,
  metricsPaths,
  openapiPaths,
  setupPaths,
  sessionPaths,
  mePaths,
  myWorkPaths,
  savedViewPaths,
  peoplePaths,
  appointmentPaths,
  handOverPaths,
  tokenPaths,
  officePaths,
  unitPaths,
  unitStoryPaths,
  successionPaths,
  groupPaths,
  legalDocumentPaths,
  outlinePaths,
  exemptionPaths,
  calendarPaths,
  practicePaths,
  troublePaths,
  runningPaths,
  mailPaths,
  renewalPaths,
  reckonPaths,
  campaignPaths,
  figureCorrectionPaths,
  addedInspectionPaths,
  inspectionPaths,
  visitPaths,
  scorePaths,
  rankingPaths,
  exchangePaths,
  notebookPaths,
  inspectionPaperPaths,
  ownInspectionPaths,
  itemPaths,
  proposalPaths,
  filePaths,
  paperListPaths,
  paperPaths,
  paperReachPaths,
  paperProofPaths,
  paperElsewherePaths,
  registerConfirmationPaths,
  registerPaths,
  letterPaths,
  auditPaths,
  searchPaths,
  overviewPaths,
];

/** A twentieth smaller than the package's own choice, for a third more time. */
const brotli = { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } };

/**
 * The HTTP door. Routers declare whole nouns (`/campaigns/:id/submit`) and are mounted at `/api`; `pages` serves the
 * units' links at `/u`. Who asks is found before any router runs; whether they may, each route says first.
 */
export function createApp(given: Deps): Express {
  const { measure, asked, answer } = createMetrics(given);
  const deps: Deps = { ...given, asked };
  const app = express();
  app.disable('x-powered-by').disable('etag').set('trust proxy', deps.config.trustProxy);
  app.use(logRequests(deps.log), measure, compression({ brotli }));
  app.use(policies(deps));
  app.use('/mailbox', authenticate(deps), mailbox(deps));

  app.use(
    '/api',
    fresh,
    health(deps),
    openapi(() => contract(routerPaths, deps.config.publicUrl)),
  );
  app.use(
    '/api',
    authenticate(deps),
    sameOrigin(deps),
    paceOfToken(),
    express.json({ limit: '2mb' }),
    ...routers.map((router) => router(deps)),
  );
  app.get('/metrics', authenticate(deps), (req, res) => {
    if (!isOnThisMachine(req, deps.config)) assertMay(req, 'administer');
    return answer(req, res);
  });
  app.use('/bang-theo-doi', formerBoard());
  app.use('/cong-khai', publicProgress(deps));
  app.use('/u', pages(deps));
  app.use('/setup', fresh, authenticate(deps), setup(deps));
  app.use('/', front(deps), staff(deps));
  app.get('/assets/:name', (req, res) => {
    const asset = [accountSheet, openSheet].find(({ href }) => href === req.path) ?? assets.get(req.path);
    if (!asset) throw new Refusal('not-found');
    res.setHeader('Cache-Control', 'public, max-age=31536000, immutable');
    res.type(asset.type).send(asset.body);
  });

  app.use(nowhere);
  app.use(errorHandler);
  return app;
}

/** No script, nothing from elsewhere, in nobody's frame. */
const policies = (deps: Deps): RequestHandler =>
  helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        styleSrc: ["'self'"],
        imgSrc: ["'self'", 'data:'],
        fontSrc: ["'self'"],
        formAction: ["'self'"],
        baseUri: ["'none'"],
        frameAncestors: ["'none'"],
      },
    },
    // The Origin of our own forms stays; elsewhere nobody learns that somebody came from a mailed link.
    referrerPolicy: { policy: 'same-origin' },
    strictTransportSecurity: isSecure(deps) ? { maxAge: 180 * 24 * 3600 } : false,
  });

const fresh: RequestHandler = (_req, res, next) => {
  res.setHeader('Cache-Control', 'no-store');
  next();
};
