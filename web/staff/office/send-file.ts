import { Problem, sessionEnded } from '../parts/ask.ts';
import type { WrongPlace } from '../parts/ask.ts';

const xlsx = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** Sends a list as the file it is. Throws Problem. */
export async function sendFile<Answer>(path: string, file: File, key: string): Promise<Answer> {
  const response = await fetch(`/api${path}`, {
    method: 'POST',
    headers: {
      Accept: 'application/json',
      'Content-Type': /\.csv$/i.test(file.name) ? 'text/csv; charset=utf-8' : xlsx,
      'Idempotency-Key': key,
    },
    body: file,
  }).catch(() => {
    throw new Problem({
      code: 'offline',
      status: 0,
      sentence: 'Không gửi được tệp. Hãy kiểm tra mạng rồi chọn lại tệp.',
      errors: [],
    });
  });
  const answer = (await response.json().catch(() => ({}))) as Record<string, unknown>;
  if (response.ok) return answer as Answer;
  if (response.status === 401) dispatchEvent(new Event(sessionEnded));
  throw new Problem({
    code: typeof answer['type'] === 'string' ? answer['type'].replace('/problems/', '') : 'internal',
    status: response.status,
    sentence: typeof answer['detail'] === 'string' ? answer['detail'] : 'Máy chủ chưa đọc được tệp. Hãy thử lại.',
    errors: Array.isArray(answer['errors']) ? (answer['errors'] as WrongPlace[]) : [],
  });
}
