import type { Request, RequestHandler } from 'express';
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { AskOutcome } from './ask.ts';
import type { Deps } from './deps.ts';
import { failure, placeOf } from './log.ts';
import { describe } from './openapi.ts';
import type { Paths } from './openapi.ts';

/** Counting what is on record takes MongoDB some work: scraped often, the figures of the last seconds are given. */
const countedAnewMs = 10_000;

/**
 * What an operator watches, for Prometheus: requests by route, decisions by outcome, and what is on record. Labels
 * name kinds, states and routes, never a person, a unit or a matter.
 */
export function createMetrics(deps: Pick<Deps, 'store' | 'log' | 'now'>) {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  const labelNames = ['method', 'route', 'status'] as const;
  const requests = new Counter({
    name: 'dondoc_http_requests_total',
    help: 'Requests answered',
    labelNames,
    registers,
  });
  const seconds = new Histogram({
    name: 'dondoc_http_request_seconds',
    help: 'Time to answer',
    labelNames,
    registers,
    buckets: [0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
  });
  const asks = new Counter({
    name: 'dondoc_asks_total',
    help: 'Decisions asked of processes: answered, repeated, refused (by code), unavailable, failed',
    labelNames: ['message', 'outcome'],
    registers,
  });
  const gauge = <Label extends string>(name: string, help: string, labels: readonly Label[] = []) =>
    new Gauge({ name: `dondoc_${name}`, help, labelNames: labels, registers });
  const onRecord = gauge('records_read', '1 when the figures below could be read from MongoDB, else 0');
  const letters = gauge('letters', 'Letters by how far they got', ['phase', 'clock']);
  const matters = gauge('matters_open', 'Open matters by process and state', ['process', 'state', 'clock']);
  const lines = gauge('lines_waiting', 'Lines nobody was told yet', ['letter', 'clock']);
  const overdueWake = gauge('overdue_wake_seconds', 'How long ago the longest overdue wake of a real round was due');
  const postLag = gauge('post_lag_seconds', 'How long the oldest line of a real round that should have left waits');

  let counted: { at: number; done: Promise<void> } | undefined;
  async function count(): Promise<void> {
    try {
      const found = await deps.store.gauges(deps.now());
      for (const one of [letters, matters, lines]) one.reset();
      for (const { phase, clock, count } of found.letters) letters.set({ phase, clock }, count);
      for (const { process, state, clock, count } of found.matters) matters.set({ process, state, clock }, count);
      for (const { letter, clock, count } of found.lines) lines.set({ letter, clock }, count);
      overdueWake.set(found.overdueWake);
      postLag.set(found.postLag);
      onRecord.set(1);
    } catch (error) {
      deps.log.warn({ err: failure(error) }, 'the records could not be counted');
      onRecord.set(0);
    }
  }

  const measure: RequestHandler = (req, res, next) => {
    const began = process.hrtime.bigint();
    res.on('finish', () => {
      const labels = { method: methodOf(req), route: routeOf(req), status: String(res.statusCode) };
      requests.inc(labels);
      seconds.observe(labels, Number(process.hrtime.bigint() - began) / 1e9);
    });
    next();
  };

  return {
    measure,
    asked: (message: string, outcome: AskOutcome): void => asks.inc({ message, outcome }),
    answer: async (_req: Request, res: Parameters<RequestHandler>[1]): Promise<void> => {
      if (!counted || Date.now() - counted.at > countedAnewMs) counted = { at: Date.now(), done: count() };
      await counted.done;
      res.type(registry.contentType).send(await registry.metrics());
    },
  };
}

const methods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];
/** A caller may name a method as they like: only those that are there have a row. */
const methodOf = ({ method }: Request): string => (methods.includes(method) ? method : 'other');

/** `/api/units/:id`. Where a router is mounted is forgotten once it refused, so it is read off the address. */
function routeOf({ route, originalUrl }: Request): string {
  const { path } = (route ?? {}) as { path?: unknown };
  if (typeof path !== 'string') return 'none';
  const mount = placeOf(originalUrl)
    .split('/')
    .slice(0, 1 - path.split('/').length);
  return `${mount.join('/')}${path}`;
}

export const metricsPaths: Paths = {
  '/metrics': {
    get: describe({
      summary: 'Số đo cho Prometheus, chỉ từ máy này hoặc với quyền quản trị',
      operation: 'administer',
      answerType: 'text/plain',
    }),
  },
};
