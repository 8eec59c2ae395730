import { createHash, randomUUID } from 'node:crypto';
import type { Request, Response } from 'express';
import { readDay } from '../../domain/day.ts';
import type { Day } from '../../domain/day.ts';
import { Refusal } from '../../domain/refusal.ts';
import type { Said } from '../../web/pages/layout.ts';
import type { Visitor } from './links.ts';
import { problemOf, statusOf } from '../problem.ts';
import { formOf } from './uploads.ts';
import type { Form, Kept } from './uploads.ts';

/** What every page behind a link does with its request and its answer. */

export const show = (res: Response, page: string, status = 200): void =>
  void res.status(status).type('html').send(page);

/** A part of the address. */
export const part = (req: Request, name: string): string => String(req.params[name] ?? '');

const forms = new WeakMap<Request, Promise<Form>>();

/** The form of a request, read once; with `leaveFiles` only its texts are wanted. */
export function formRead(req: Request, res: Response, leaveFiles = false): Promise<Form> {
  const form = forms.get(req) ?? formOf(req, res, leaveFiles);
  forms.set(req, form);
  return form;
}

/** One rendered form is one act; with other content it is another. */
export function keyOf({ actor }: Visitor, { key = '' }: Record<string, string>, content = ''): string {
  const given = /^[\w-]{8,64}$/.test(key) ? key : randomUUID();
  return `${actor.id}/${given}${content === '' ? '' : `.${createHash('sha256').update(content).digest('hex').slice(0, 16)}`}`;
}

/** What a page says of a refused act. What is no refusal is not for a page to explain. */
export function saidOf(error: unknown, more = ''): Said {
  const problem = problemOf(error, '');
  if (problem.status === 500) throw error;
  const sentence =
    problem.status === 503
      ? 'Máy chủ đang bận nên chưa gửi được. Hãy chờ ít phút rồi bấm gửi lại; gửi nhiều lần cũng chỉ tính một lần.'
      : problem.detail;
  return { kind: problem.status === 503 ? 'warn' : 'fault', text: [sentence, more].filter(Boolean).join(' ') };
}

/** A day as typed, or why it cannot be read. */
export function readable(text: string): Day | Refusal {
  try {
    return readDay(text);
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
}

export const statusFor = (error: unknown): number => problemOf(error, '').status;

export function refusedWords({ refused }: Kept, { cutShort }: Form): string {
  const [beyond, others] = [true, false].map((isBeyond) =>
    refused.map(({ refusal }) => refusal).filter(({ code }) => (code === 'files-too-many') === isBeyond),
  ) as [Refusal[], Refusal[]];
  if (refused.length > 0) return [...others, ...inOne(beyond)].map(({ message }) => message).join(' ');
  return cutShort ? 'Biểu mẫu gửi lên quá lớn hoặc bị ngắt giữa chừng nên chưa nhận đủ. Hãy xem lại rồi gửi lại.' : '';
}

/** Of many files beyond the number one sentence, with as many names as a person reads. */
function inOne(beyond: readonly Refusal[]): Refusal[] {
  const [first] = beyond;
  if (!first) return [];
  const names = beyond.slice(0, 3).map(({ facts }) => String(facts['name']));
  const more = beyond.length - names.length;
  return [
    new Refusal('files-too-many', {
      ...first.facts,
      name: `${names.join(', ')}${more > 0 ? ` và ${more} tệp nữa` : ''}`,
    }),
  ];
}

export const statusOfFiles = ({ refused }: Kept): number => (refused[0] ? statusOf(refused[0].refusal.code) : 413);
