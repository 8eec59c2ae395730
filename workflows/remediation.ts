import type { Remediation } from '../domain/remediation.ts';
import { remediationRules } from '../domain/remediation-rules.ts';
import { open } from './matter.ts';

/** Follows what one paper asks of one unit, until its last item is closed. */
export async function remediation(record: Remediation): Promise<void> {
  const matter = open(record, remediationRules);

  matter.on('begin');
  matter.on('assign');
  matter.on('report');
  matter.on('verify');
  matter.on('close');
  matter.on('reopen');
  matter.on('confirmPeriod');
  matter.on('reviewIncidents');
  matter.on('requestExtension');
  matter.on('decideExtension');
  matter.on('suspend');
  matter.on('resume');
  matter.on('approveEscalation');
  matter.on('twinned');
  matter.on('twinClosed');
  matter.on('twinReopened');
  matter.on('carried');

  await matter.chase();
}
