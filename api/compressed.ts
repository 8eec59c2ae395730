import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzipSync } from 'node:zlib';
import type { RequestHandler } from 'express';

const brotli = promisify(brotliCompress);

/** Below this an answer fits a packet or two as it is. */
const worthwhileBytes = 1_400;
/** Words; papers, pictures and workbooks are compressed already. */
const isWords = (type: string): boolean => /^text\/|json|javascript|svg/.test(type);

/**
 * Makes answers of words small for a slow line, where the browser takes them so. What is sent piece by piece goes as it
 * is.
 */
export const compressed: RequestHandler = (req, res, next) => {
  const send = res.send.bind(res);
  res.send = (body: unknown) => {
    if (typeof body !== 'string' && !Buffer.isBuffer(body)) return send(body);
    if (!res.get('Content-Type')) res.type(typeof body === 'string' ? 'html' : 'bin');
    if (!isWords(res.get('Content-Type') ?? '') || res.get('Content-Encoding')) return send(body);
    res.vary('Accept-Encoding');
    if (body.length < worthwhileBytes || req.acceptsEncodings('gzip') !== 'gzip') return send(body);
    res.set('Content-Encoding', 'gzip');
    return send(gzipSync(body));
  };
  next();
};

/** Scripts and styles of `folder`, whose names tell their content: each made small once, then kept. */
export function compressedFiles(folder: URL): RequestHandler {
  const kept = new Map<string, Promise<Buffer>>();
  const small = (name: string): Promise<Buffer> => {
    const known = kept.get(name);
    if (known) return known;
    const made = readFile(new URL(name, folder)).then((bytes) =>
      brotli(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }),
    );
    kept.set(name, made);
    // a name nobody knows is asked for again by nobody; it must not fill the memory
    made.catch(() => kept.delete(name));
    return made;
  };
  return async (req, res, next) => {
    const name = /^\/([\w-]+\.(?:js|css))$/.exec(req.path)?.[1];
    if (name === undefined || req.method !== 'GET' || req.acceptsEncodings('br') !== 'br') return next();
    const bytes = await small(name).catch(() => undefined);
    if (!bytes) return next();
    res.vary('Accept-Encoding');
    res.set({ 'Content-Encoding': 'br', 'Cache-Control': 'public, max-age=31536000, immutable' });
    res.type(name.endsWith('.js') ? 'text/javascript' : 'css').send(bytes);
  };
}
