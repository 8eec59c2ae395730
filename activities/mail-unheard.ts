import type { Inspection } from '../domain/inspection.ts';
import { fold } from '../domain/fold.ts';
import { unitRoles } from '../domain/role.ts';
import type { Role } from '../domain/role.ts';
import { roleWords } from '../domain/why.ts';
import { unheard } from './mail/unheard.ts';
import type { UnheardLetter } from './mail/unheard.ts';
import { addressee, attached, only } from './mail-reading.ts';
import type { Reading, Written } from './mail-reading.ts';

/** The units of one paper, or of one reporting round, that have nobody who could be told. */
export async function unheardLetter(reading: Reading): Promise<Written> {
  const { facts, office, told } = reading;
  const { record, line } = only(reading);
  const missing = new Map<string, Set<Role>>();
  for (const each of told) {
    const unit = each.line.unit ?? each.record.place.unit ?? '';
    missing.set(unit, (missing.get(unit) ?? new Set<Role>()).add(each.line.role));
  }
  const units = await Promise.all(
    [...missing].map(async ([unit, roles]): Promise<UnheardLetter['units'][number]> => ({
      name: await facts.unitName(unit),
      missing: [...roles].map((role) => roleWords[role]),
      heard: !unitRoles.every((role) => roles.has(role)),
    })),
  );
  units.sort((a, b) => (fold(a.name) < fold(b.name) ? -1 : 1));
  const shared = { office, to: await addressee(reading), units };
  const id = line.about?.['paper'];
  if (typeof id === 'string') {
    const paper = await facts.paperOf(id);
    const letter = unheard({ ...shared, what: paper.full, short: paper.name, attached: true });
    return { ...letter, attachments: attached(paper) };
  }
  const title = (await facts.planOf((record as Inspection).place.campaign))?.title ?? 'Báo cáo kỳ';
  return unheard({ ...shared, what: `Yêu cầu gửi báo cáo theo ${title}`, short: title, attached: false });
}
