import type { Inspection } from '../domain/inspection.ts';
import type { Reading, Told } from './mail-reading.ts';

const board = '/bang-theo-doi';

/**
 * Where the button of a letter to staff leads: the leaders' page of what all its lines are about, the narrowest that
 * there is: one item, one paper, one unit, one round. `/bang-theo-doi/kt-2026/don-vi/so-y-te`.
 */
export function boardPlace({ told, letter }: Reading): string {
  const round = same(told, ({ record }) => record.place.campaign);
  if (round === undefined) return board;
  const within = `${board}/${encodeURIComponent(round)}`;
  if (letter.kind === 'team-told') return within;
  const place = (folder: string, id: string) => `${within}/${folder}/${encodeURIComponent(id)}`;
  const item = same(told, itemOf);
  if (item !== undefined) return place('noi-dung', item);
  const isToOpen = told[0]?.line.instead === true || ['conclusion', 'directive'].includes(letter.kind);
  const paper = same(told, (one) => paperOf(one, isToOpen));
  if (paper !== undefined) return place('van-ban', paper.replace(/^paper:/, ''));
  const unit = same(told, ({ record }) => (isHidden(record as Inspection) ? undefined : record.place.unit));
  return unit === undefined ? within : place('don-vi', unit);
}

/** What all have and share. */
function same(told: Told[], of: (one: Told) => string | undefined): string | undefined {
  const [first, ...others] = [...new Set(told.map(of))];
  return others.length === 0 ? first : undefined;
}

function itemOf({ record, line, duty }: Told): string | undefined {
  const n = line.about?.['item'] ?? duty?.about;
  return record.process === 'remediation' && n !== undefined
    ? `${record.id.replace(/^remediation:/, '')}:${n}`
    : undefined;
}

/** The paper that is its matter; also the one it brings, where that is what the button opens. */
function paperOf({ record, line }: Told, brought: boolean): string | undefined {
  if (record.process === 'paper') return record.id;
  const paper = line.about?.['paper'];
  return brought && typeof paper === 'string' ? paper : undefined;
}

/** A surprise nobody outside the office knows of yet has no row on the board. */
const isHidden = ({ process, hidden }: Inspection): boolean => process === 'inspection' && hidden === true;
