import { nfc } from '../../../domain/fold.ts';

/** A refusal as the API says it (RFC 9457): a stable code, one Vietnamese sentence, the places that are wrong. */
export interface Refused {
  /** `not-allowed`; `offline` when nothing answered. */
  code: string;
  status: number;
  sentence: string;
  errors: WrongPlace[];
  requestId?: string;
  /** What the API knows to be there now, when a draft met a newer one. */
  current?: unknown;
}

/** `at`: `units[0].visits[1].day`. */
export interface WrongPlace {
  at: string;
  sentence: string;
}

export class Problem extends Error {
  readonly refused: Refused;
  constructor(refused: Refused) {
    super(refused.sentence);
    this.name = 'Problem';
    this.refused = refused;
  }
}

export const isProblem = (error: unknown, code?: string): error is Problem =>
  error instanceof Problem && (code === undefined || error.refused.code === code);

/** Nobody answered, or somebody who is not ready yet: the same once more may go well. */
export const isPassing = (error: unknown): boolean =>
  isProblem(error) && [0, 429, 502, 503, 504].includes(error.refused.status);

type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';

export interface Asking {
  method?: Method;
  /** JSON; a form or a file goes as it is. */
  body?: unknown;
  /** One key an act: pressed again after a failure it is the same act. */
  key?: string;
  signal?: AbortSignal;
}

/** Asks the API at `path` under `/api`. Texts go out with one spelling of each letter. Throws Problem. */
export async function ask<Answer>(path: string, { method = 'GET', body, key, signal }: Asking = {}): Promise<Answer> {
  const asItIs = body instanceof FormData || body instanceof Blob;
  const response = await fetch(`/api${path}`, {
    method,
    headers: {
      Accept: 'application/json',
      ...(body === undefined || asItIs ? {} : { 'Content-Type': 'application/json' }),
      ...(key === undefined ? {} : { 'Idempotency-Key': key }),
    },
    ...(body === undefined ? {} : { body: asItIs ? body : nfc(JSON.stringify(body)) }),
    ...(signal ? { signal } : {}),
  }).catch((error: unknown) => {
    if (signal?.aborted) throw error;
    throw new Problem({
      code: 'offline',
      status: 0,
      sentence: 'Không kết nối được máy chủ. Việc đang làm còn nguyên; kiểm tra mạng rồi thử lại.',
      errors: [],
    });
  });
  if (response.status === 204) return undefined as Answer;
  const text = await response.text();
  const given: unknown = text === '' ? undefined : readJson(text);
  if (response.ok && given !== undefined) return given as Answer;
  const refused = refusedOf(response.status, given);
  if (refused.code === 'not-signed-in' && path !== '/me') dispatchEvent(new Event(sessionEnded));
  throw new Problem(refused);
}

/** The window hears of it when the API no longer knows who asks; asking who one is needs no telling. */
export const sessionEnded = 'session-ended';

/** `/items?limit=50&search=một cửa`, without what is not said. */
export function withQuery(path: string, query: Record<string, string | number | boolean | undefined>): string {
  const said = Object.entries(query).filter(([, value]) => value !== undefined && value !== '');
  if (said.length === 0) return path;
  return `${path}?${new URLSearchParams(said.map(([name, value]) => [name, String(value)])).toString()}`;
}

/** A new name for an act; also where the page came without TLS, which `randomUUID` asks for. */
export const newKey = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** A refusal of the API that did not come through `ask`, of its status and its body. */
export const problemOf = (status: number, text: string): Refused => refusedOf(status, readJson(text));

function refusedOf(status: number, given: unknown): Refused {
  const { type, detail, errors, requestId, current } = (given ?? {}) as Record<string, unknown>;
  return {
    code: typeof type === 'string' ? type.replace('/problems/', '') : 'internal',
    status,
    sentence:
      typeof detail === 'string' ? detail : 'Máy chủ đang bận hoặc đang khởi động lại. Hãy thử lại sau ít phút.',
    errors: Array.isArray(errors) ? (errors as WrongPlace[]) : [],
    ...(typeof requestId === 'string' ? { requestId } : {}),
    ...(current === undefined ? {} : { current }),
  };
}
