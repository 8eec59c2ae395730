import { Router } from 'express';
import { z } from 'zod';
import type { PaperEntry } from '../../domain/draft.ts';
import { servedInspection } from '../../domain/spreading.ts';
import { assertMay } from '../auth.ts';
import type { Deps } from '../deps.ts';
import { describe } from '../openapi.ts';
import type { Paths } from '../openapi.ts';
import { assertCursor, pageFrom, pageOf, pageQuery } from '../page.ts';
import { paperPathId } from '../papers/paper-case.ts';
import { paperRow, rowOf } from '../papers/paper-views.ts';
import { parse } from '../problem.ts';
import { inspectionFor } from './inspection-record.ts';
import { id } from './inspection-views.ts';

const papersQuery = z.object(pageQuery);
export type InspectionPaper = z.output<typeof paperRow>;

/** The papers that speak of one inspection: its notice, its conclusion from the first draft on, what directs its unit. */
export const inspectionPapers = (deps: Deps): Router => {
  const { store } = deps;
  const router = Router();

  router.get('/inspections/:id/papers', async (req, res) => {
    const { inspection } = await inspectionFor(deps, req, req.params.id, 'read-inspection');
    assertMay(req, 'read-paper');
    const { limit, after } = parse(papersQuery, req.query);
    const { campaign, unit } = inspection.place;
    const all = (await store.drafts.ofUnit(campaign, unit)).filter(
      ({ draft }) =>
        (draft.kind !== 'conclusion' && draft.kind !== 'result-notice') || servedInspection(draft) === inspection.n,
    );
    assertCursor(after === undefined || all.some(({ paper }) => paperPathId(paper) === after));
    const from = after === undefined ? 0 : all.findIndex(({ paper }) => paperPathId(paper) === after) + 1;
    const rows = all.slice(from, from + limit + 1);
    const known = await store.progress.papers(rows.map(({ paper }) => paper));
    const entries = await store.snapshots.getMany<PaperEntry>(
      [...known.values()].flatMap(({ record }) => record.elsewhere?.entry ?? []),
    );
    res.json(
      pageFrom(
        rows,
        limit,
        ({ paper }) => paperPathId(paper),
        (row) => {
          const listed = known.get(row.paper);
          return rowOf(row, listed, entries.get(listed?.record.elsewhere?.entry ?? '')?.body);
        },
      ),
    );
  });

  return router;
};

export const inspectionPaperPaths: Paths = {
  '/api/inspections/{id}/papers': {
    get: describe({
      summary: 'Văn bản của cuộc kiểm tra: thông báo, kết luận (kể cả đang soạn), công văn có đơn vị này',
      operation: 'read-paper',
      path: z.object({ id }),
      query: papersQuery,
      answers: pageOf(paperRow),
    }),
  },
};
