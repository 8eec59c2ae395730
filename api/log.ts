import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { isNativeError } from 'node:util/types';
import { pino } from 'pino';
import type { DestinationStream, Logger } from 'pino';
import { pinoHttp } from 'pino-http';

/** One JSON line an event. Nothing of a person goes in: no names, addresses, links, cookies, queries or bodies. */
export function createLog(level: string, destination?: DestinationStream): Logger {
  const options = {
    level,
    base: { part: 'api' },
    timestamp: pino.stdTimeFunctions.isoTime,
    serializers: { err: failure },
  };
  return destination ? pino(options, destination) : pino(options);
}

/** Where a request went, without what only its sender may know: the query, the secret of a link. */
export const placeOf = (url: string): string =>
  (url.split('?')[0] ?? '').replace(/^\/(u|setup)\/[^/]+/i, '/$1/…').slice(0, 300);

const acceptable = /^[\w.:-]{1,100}$/;

/** Logs each request once, when it was answered, under the id that its problem and its answer carry. */
export const logRequests = (log: Logger) =>
  pinoHttp({
    logger: log,
    genReqId(req: IncomingMessage, res: ServerResponse) {
      const given = req.headers['x-request-id'];
      const id = typeof given === 'string' && acceptable.test(given) ? given : randomUUID();
      res.setHeader('X-Request-Id', id);
      return id;
    },
    quietReqLogger: true,
    customLogLevel: (_, res, error) => (error || res.statusCode >= 500 ? 'error' : 'info'),
    // The error itself was logged where it was answered.
    customErrorObject: (_req, _res, _error, line: { err?: unknown }) => ({ ...line, err: undefined }),
    wrapSerializers: false,
    serializers: {
      req: (req: { method: string; url: string; originalUrl?: string }) => ({
        method: req.method,
        path: placeOf(req.originalUrl ?? req.url),
      }),
      res: (res: { statusCode: number }) => ({ status: res.statusCode }),
      err: failure,
    },
    autoLogging: { ignore: (req) => req.url === '/api/health' },
  });

/** An error without the values it may quote: drivers and validators repeat what people wrote. */
export function failure(error: unknown): object {
  if (!isNativeError(error)) return { type: typeof error };
  const code = (error as { code?: unknown }).code;
  const quotes = /^(Mongo|Mongoose|Validation|Cast|Zod|Syntax)/.test(error.name);
  return {
    type: error.name,
    ...(typeof code === 'string' || typeof code === 'number' ? { code } : {}),
    ...(quotes ? {} : { message: scrubbed(error.message) }),
    at: (error.stack ?? '')
      .split('\n')
      .filter((line) => /^\s+at /.test(line))
      .slice(0, 12)
      .map((line) => line.trim()),
    ...(error.cause === undefined ? {} : { cause: failure(error.cause) }),
  };
}

const scrubbed = (text: string): string =>
  text
    .replace(/[^\s<>"']+@[^\s<>"']+/g, '…@…')
    .replace(/\/(u|setup)\/[\w.-]+/gi, '/$1/…')
    .slice(0, 500);
