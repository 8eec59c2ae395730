import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';

/** A machine without internet must get to the next way soon; a slow line may take its time once bytes come. */
const answerWithin = 10_000;
const stallAfter = 30_000;

/** Downloads `url` into `file`; with `sha256` throws when the bytes are others. */
export async function download(url: string, file: string, sha256?: string): Promise<void> {
  const { response, alive } = await ask(url);
  const hash = createHash('sha256');
  const watch = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      alive();
      hash.update(chunk);
      done(null, chunk);
    },
  });
  await pipeline(Readable.fromWeb(response.body as never), watch, createWriteStream(file));
  const got = hash.digest('hex');
  if (sha256 !== undefined && got !== sha256) throw new Error(`${url}: mã SHA-256 là ${got}, phải là ${sha256}`);
}

/** A short text, such as a list of checksums. */
export async function downloadText(url: string): Promise<string> {
  const { response } = await ask(url);
  return response.text();
}

async function ask(url: string): Promise<{ response: Response; alive: () => void }> {
  const stop = new AbortController();
  let timer = setTimeout(() => stop.abort(), answerWithin);
  const alive = () => {
    clearTimeout(timer);
    timer = setTimeout(() => stop.abort(), stallAfter).unref();
  };
  let response: Response;
  try {
    response = await fetch(url, { signal: stop.signal });
  } catch (error) {
    clearTimeout(timer);
    const why = stop.signal.aborted ? 'không trả lời' : reason(error);
    throw new Error(`${new URL(url).host}: ${why}`, { cause: error });
  }
  alive();
  if (!response.ok) throw new Error(`${url}: máy chủ trả lời ${response.status}`);
  return { response, alive };
}

function reason(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  return cause instanceof Error ? cause.message : String(cause);
}
