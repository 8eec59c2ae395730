/** A refusal as the API says it (RFC 9457): a stable code, one Vietnamese sentence, the places that are wrong. */
export interface Refused {
  /** `not-allowed`; `offline` when nothing answered. */
  code: string;
  status: number;
  sentence: string;
  errors: { at: string; sentence: string }[];
  requestId?: string;
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

type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';

export interface Asking {
  method?: Method;
  body?: unknown;
  /** One key an act: pressed again after a failure it is the same act. */
  key?: string;
  signal?: AbortSignal;
}

/** Asks the API. Throws Problem. */
export async function ask<Answer>(path: string, { method = 'GET', body, key, signal }: Asking = {}): Promise<Answer> {
  const response = await fetch(`/api${path}`, {
    method,
    headers: {
      Accept: 'application/json',
      ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
      ...(key === undefined ? {} : { 'Idempotency-Key': key }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
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
  throw new Problem(refusedOf(response.status, given));
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function refusedOf(status: number, given: unknown): Refused {
  const { type, detail, errors, requestId } = (given ?? {}) as Record<string, unknown>;
  return {
    code: typeof type === 'string' ? type.replace('/problems/', '') : 'internal',
    status,
    sentence:
      typeof detail === 'string' ? detail : 'Máy chủ đang bận hoặc đang khởi động lại. Hãy thử lại sau ít phút.',
    errors: Array.isArray(errors) ? (errors as Refused['errors']) : [],
    ...(typeof requestId === 'string' ? { requestId } : {}),
  };
}
