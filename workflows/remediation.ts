import type { Remediation } from '../domain/remediation.ts';
import { remediationRules } from '../domain/remediation.ts';
import { open } from './matter.ts';

/** Follows what one paper asks of one unit, until its last item is closed. */
export async function remediation(record: Remediation): Promise<void> {
  const matter = open(record, remediationRules);

  matter.on('begin');
  matter.on('report');
  matter.on('verify');
  matter.on('close');
  matter.on('confirmPeriod');
  matter.on('approveEscalation');

  await matter.chase();
}
