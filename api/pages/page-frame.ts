import { createHash, randomUUID } from 'node:crypto';
import { printable } from '../../domain/document.ts';
import type { Day } from '../../domain/day.ts';
import { isOpen } from '../../domain/duty.ts';
import type { Duty } from '../../domain/duty.ts';
import type { Inspection } from '../../domain/inspection.ts';
import type { Remediation } from '../../domain/remediation.ts';
import { unitRoles } from '../../domain/role.ts';
import type { Evidence } from '../../store/content/evidence.ts';
import type { FileLine } from '../../web/pages/evidence.ts';
import type { Frame, OfficeLine } from '../../web/pages/layout.ts';
import type { Deps } from '../deps.ts';
import type { Visitor } from './links.ts';

/** What the pages behind a link show, put together from records and content. */

export async function officeLine({ store }: Pick<Deps, 'store'>): Promise<OfficeLine> {
  const { letterhead, divisionName, phone } = await store.office.get();
  return { organ: letterhead.organ, division: divisionName, ...(phone === '' ? {} : { phone }) };
}

export async function frameOf(deps: Deps, { base, matters, proposals }: Visitor): Promise<Frame> {
  const training = [...matters, ...proposals].some(
    ({ clock, closed }) => clock.kind === 'stepped' && closed === undefined,
  );
  return { base, office: await officeLine(deps), ...(training ? { training } : {}) };
}

export const newKey = (): string => randomUUID();

/** Tells one text from another, so that a form can say what it was shown. */
export const fingerprint = (text: string): string =>
  createHash('sha256').update(printable(text)).digest('hex').slice(0, 8);

/** Whoever saved something, as the visitor knows them. */
export async function writerName({ store }: Pick<Deps, 'store'>, { actor }: Visitor, by: string): Promise<string> {
  const person = by.startsWith('link:') ? (await store.links.get(by.slice('link:'.length)))?.person : by;
  if (person === undefined) return 'người khác';
  if (person === actor.person) return 'chính bạn ở một trang khác';
  return (await store.people.get(person))?.name ?? 'người khác';
}

/** Where the pages of a link are. */
export const places = (base: string) => ({
  inspection: (id: string) => `${base}/kiem-tra/${id}`,
  acknowledge: (id: string) => `${base}/kiem-tra/${id}/xac-nhan`,
  selfReport: (id: string) => `${base}/kiem-tra/${id}/bao-cao`,
  step: (id: string, step: string) => `${base}/kiem-tra/${id}/bao-cao/${step}`,
  /** The form as a workbook, out and in. */
  sheet: (id: string) => `${base}/kiem-tra/${id}/bieu.xlsx`,
  review: (id: string) => `${base}/kiem-tra/${id}/xem-lai`,
  score: (id: string) => `${base}/kiem-tra/${id}/cham-diem`,
  sendScore: (id: string) => `${base}/kiem-tra/${id}/cham-diem/gui`,
  conclusion: (id: string) => `${base}/kiem-tra/${id}/ket-luan`,
  anotherDay: (id: string, n: number) => `${base}/kiem-tra/${id}/doi-ngay/${n}`,
  explanation: (id: string, n: number) => `${base}/kiem-tra/${id}/giai-trinh/${n}`,
  comments: (id: string) => `${base}/kiem-tra/${id}/gop-y`,
  minutes: (id: string, n: number) => `${base}/kiem-tra/${id}/bien-ban/${n}`,
  item: (id: string) => `${base}/viec/${id}`,
  extension: (id: string) => `${base}/viec/${id}/gia-han`,
  proposal: (id: string) => `${base}/kien-nghi/${id}`,
  /** `<campaign>:<unit>`. */
  newProposal: (id: string) => `${base}/kien-nghi-moi/${id}`,
  handOver: `${base}/chuyen-viec`,
  takeBack: `${base}/chuyen-viec/lay-lai`,
  history: `${base}/lich-su`,
  file: (id: string) => `${base}/tep/${id}`,
  paper: (id: string) => `${base}/van-ban/${id.replace(/^paper:/, '')}`,
});

export const fileLine = (base: string, { _id: id, name, size }: Evidence): FileLine => ({
  id,
  name,
  size,
  href: places(base).file(id),
});

/** The files named, in order; what is gone is left out. */
export const filesNamed = (base: string, ids: readonly string[], known: ReadonlyMap<string, Evidence>): FileLine[] =>
  ids.flatMap((id) => {
    const file = known.get(id);
    return file ? [fileLine(base, file)] : [];
  });

/** What the unit owes on `day`; a period that has not begun is not owed yet. */
export const owedByUnit = (matter: Inspection | Remediation, day: Day): Duty[] =>
  matter.duties.filter((duty) => isOpen(duty) && duty.opened <= day && unitRoles.includes(duty.owedBy.role));

export const isInspection = (matter: Inspection | Remediation): matter is Inspection => matter.process === 'inspection';
