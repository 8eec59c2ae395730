import type { Ready } from '../../../api/health.ts';
import { Problem } from '../parts/ask.ts';

/** Which parts answer: asked past the usual way, because an answer of 503 is an answer here. */
export async function readyNow({ signal }: { signal: AbortSignal }): Promise<Ready> {
  const response = await fetch('/api/ready', { headers: { Accept: 'application/json' }, signal });
  const found = (await response.json()) as Partial<Ready>;
  if (!found.parts)
    throw new Problem({
      code: 'unavailable',
      status: response.status,
      sentence: 'Máy chủ chưa trả lời. Hãy thử lại sau ít phút.',
      errors: [],
    });
  return found as Ready;
}
