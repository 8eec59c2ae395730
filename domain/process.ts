import { campaignRules } from './campaign.ts';
import { inspectionRules } from './inspection-rules.ts';
import type { Matter, ProcessName, Rules } from './matter.ts';
import { newCalendar } from './new-calendar.ts';
import { paperRules } from './paper.ts';
import { proposalRules } from './proposal.ts';
import { remediationRules } from './remediation-rules.ts';
import { handOver } from './succession.ts';

// oxlint-disable-next-line typescript/no-explicit-any -- rules over states of different shapes
const hearing = (own: Rules<any>): Rules<any> => ({ ...own, messages: { ...own.messages, newCalendar, handOver } });

// oxlint-disable-next-line typescript/no-explicit-any -- a table over states of different shapes
const rules: Record<ProcessName, Rules<any>> = {
  campaign: hearing(campaignRules),
  inspection: hearing(inspectionRules),
  paper: hearing(paperRules),
  remediation: hearing(remediationRules),
  proposal: hearing(proposalRules),
};

/** The rules of whatever process a record belongs to, with what every process hears. */
export const rulesOf = (matter: Matter): Rules<Matter> => rules[matter.process];
