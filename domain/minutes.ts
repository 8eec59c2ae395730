import type { Day } from './day.ts';
import { vnDay } from './day.ts';
import type { Letterhead, PaperDocument } from './document.ts';
import { printable } from './document.ts';
import type { MinutesSigner } from './inspection.ts';
import type { Outline } from './outline.ts';
import { Refusal } from './refusal.ts';

/** Somebody present, as the minutes name them. */
export interface Attendee {
  name: string;
  post?: string;
}

/** What the secretary writes of one visit. */
export interface MinutesContent {
  /** Days, and hours of Vietnam as `08:00`. */
  started?: { day: Day; time: string };
  ended?: { day: Day; time: string };
  place: string;
  /** Those of the team and those of the unit who were there. */
  team: Attendee[];
  unit: Attendee[];
  chair: Attendee;
  secretary: Attendee;
  /** What was heard, a paragraph each: the unit's report, what was asked and answered. */
  heard: string[];
  /** `area`: the code of one in the outline, or its name in words. */
  results: { area: string; text: string }[];
  unitOpinion: string[];
  concluding: string[];
  copies: number;
}

/** Who signed, and why the others did not. */
export type Signatures = Record<MinutesSigner, { signed: true } | { signed: false; reason: string }>;

/** Minutes as they are printed: frozen with the signing. */
export interface MinutesDocument extends Omit<MinutesContent, 'started' | 'ended'> {
  kind: 'minutes';
  letterhead: Letterhead;
  /** `Kiểm tra công tác cải cách hành chính tại Sở Y tế`. */
  abstract: string;
  started: { day: Day; time?: string };
  ended?: { day: Day; time: string };
  /** Who speaks for the unit, under the third signature. */
  unitSigner: Attendee;
  /** Chaired by the team's own lead. */
  byLead?: true;
  signatures: Signatures;
  filedAt: string;
  training?: true;
  /** SHA-256 (hex) of the content that was signed. */
  contentHash: string;
}

/** Everything that is printed. */
export type Printable = PaperDocument | MinutesDocument;

/** What must be written before minutes are signed; `at` leads to the place in the draft. */
export function minutesGaps(content: MinutesContent): { at: string; sentence: string }[] {
  const { started, ended, place, team, unit, chair, secretary, heard, results, concluding } = content;
  const gap = (is: boolean, at: string, sentence: string) => (is ? [{ at, sentence }] : []);
  return [
    ...gap(!started, 'started', 'Chưa ghi giờ bắt đầu.'),
    ...gap(!ended, 'ended', 'Chưa ghi giờ kết thúc.'),
    ...gap(
      started !== undefined && ended !== undefined && momentOf(ended) <= momentOf(started),
      'ended',
      'Giờ kết thúc phải sau giờ bắt đầu.',
    ),
    ...gap(place.trim() === '', 'place', 'Chưa ghi địa điểm.'),
    ...gap(team.length === 0, 'team', 'Chưa ghi thành phần Đoàn kiểm tra.'),
    ...gap(unit.length === 0, 'unit', 'Chưa ghi thành phần đơn vị được kiểm tra.'),
    ...gap(chair.name.trim() === '', 'chair', 'Chưa ghi người chủ trì.'),
    ...gap(secretary.name.trim() === '', 'secretary', 'Chưa ghi thư ký.'),
    ...gap(
      heard.length + results.length === 0,
      'results',
      'Chưa ghi nội dung làm việc: nghe báo cáo hoặc kết quả kiểm tra theo lĩnh vực.',
    ),
    ...gap(concluding.length === 0, 'concluding', 'Chưa ghi ý kiến kết luận của người chủ trì.'),
  ];
}

/** Written as a code: `cai_cach_tthc`, `a1`; `Tiếp nhận hồ sơ` is a name. */
const isCode = (area: string): boolean => /^[\w.-]+$/.test(area);

/** Refuses a code the outline does not have; an area in words stands as written. Throws Refusal('area-unknown'). */
export function assertAreas({ results }: Pick<MinutesContent, 'results'>, { areas }: Pick<Outline, 'areas'>): void {
  const unknown = results.find(({ area }) => isCode(area) && !areas.some(({ code }) => code === area));
  if (!unknown) return;
  const known = areas.map(({ code, name }) => `${code} (${name})`).join(', ');
  throw new Refusal('area-unknown', { area: unknown.area, known });
}

/** The results under the names of their areas, as minutes print them. */
export const namedResults = (
  results: MinutesContent['results'],
  { areas }: Pick<Outline, 'areas'>,
): MinutesContent['results'] =>
  results.map(({ area, text }) => ({ area: areas.find(({ code }) => code === area)?.name ?? area, text }));

const momentOf = ({ day, time }: { day: Day; time: string }) => `${day} ${time}`;

/** The same with every text as it can be printed. */
export function printableMinutes(content: MinutesContent): MinutesContent {
  const cleaned = (value: unknown): unknown => {
    if (typeof value === 'string') return printable(value).trim();
    if (Array.isArray(value)) return value.map(cleaned);
    if (value === null || typeof value !== 'object') return value;
    return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, cleaned(part)]));
  };
  return cleaned(content) as MinutesContent;
}

/** `08 giờ 00, ngày 24/03/2026`; without an hour nobody wrote, the day alone. */
export const momentInWords = ({ day, time }: { day: Day; time?: string }): string =>
  `${time === undefined ? '' : `${time.replace(':', ' giờ ')}, `}ngày ${vnDay(day)}`;

/** `Ông Trần Minh Khôi, Phó Giám đốc Sở Nội vụ`. */
export const attendeeLine = ({ name, post }: Attendee): string => (post ? `${name}, ${post}` : name);
