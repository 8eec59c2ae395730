import { decideExtension, requestExtension, resume, suspend } from './extension.ts';
import { confirmPeriod, report, reviewIncidents } from './item-report.ts';
import type { Rules } from './matter.ts';
import { approveEscalation, assignItem, begin, carried } from './remediation.ts';
import type { Remediation } from './remediation.ts';
import { close, reopen, twinClosed, twinned, twinReopened, verify } from './verification.ts';

export const remediationRules: Rules<Remediation> = {
  messages: {
    begin,
    report,
    verify,
    close,
    confirmPeriod,
    reviewIncidents,
    approveEscalation,
    assign: assignItem,
    requestExtension,
    decideExtension,
    suspend,
    resume,
    reopen,
    twinned,
    twinClosed,
    twinReopened,
    carried,
  },
};
