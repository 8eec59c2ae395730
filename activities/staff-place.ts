import type { Inspection } from '../domain/inspection.ts';
import type { Reading, Told } from './mail-reading.ts';

const at = encodeURIComponent;

/**
 * Where the button of a letter to staff leads: the page of the application about all its lines, the narrowest there is:
 * one item, paper, proposal or inspection, one unit, one round; else what its reader has to do. `/viec/…`, `/dot/kt-2026`.
 */
export function staffPlace({ told, letter }: Reading): string {
  const round = same(told, ({ record }) => record.place.campaign);
  if (round === undefined) return '/viec-cua-toi';
  const within = `/dot/${at(round)}`;
  if (letter.kind === 'team-told') return within;
  const item = same(told, itemOf);
  if (item !== undefined) return `/viec/${at(item)}`;
  const isToOpen = told[0]?.line.instead === true || ['conclusion', 'directive'].includes(letter.kind);
  const paper = same(told, (one) => paperOf(one, isToOpen));
  if (paper !== undefined) return `/van-ban/${at(paper.replace(/^paper:/, ''))}`;
  const proposal = same(told, ({ record }) => (record.process === 'proposal' ? record.id : undefined));
  if (proposal !== undefined) return `/theo-doi/kien-nghi/${at(proposal.replace(/^proposal:/, ''))}`;
  const inspection = same(told, ({ record }) => (record.process === 'inspection' ? openId(record) : undefined));
  if (inspection !== undefined) return `/kiem-tra/${at(inspection)}`;
  const unit = same(told, ({ record }) => (openId(record) === undefined ? undefined : record.place.unit));
  if (unit === undefined) return within;
  return told.every(({ record }) => record.process === 'remediation')
    ? `/theo-doi?dot=${at(round)}&donVi=${at(unit)}`
    : `/don-vi/${at(unit)}`;
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

/** Its id without its process; of a surprise nobody outside the office knows of yet, nothing: an address is seen by many. */
function openId(record: Told['record']): string | undefined {
  const { process, hidden } = record as Inspection;
  return process === 'inspection' && hidden === true ? undefined : record.id.replace(/^[a-z-]+:/, '');
}
