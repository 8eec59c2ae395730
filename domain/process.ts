import { campaignRules } from './campaign.ts';
import { inspectionRules } from './inspection.ts';
import type { Matter, ProcessName, Rules } from './matter.ts';
import { paperRules } from './paper.ts';
import { remediationRules } from './remediation.ts';

// oxlint-disable-next-line typescript/no-explicit-any -- a table over states of different shapes
const rules: Record<ProcessName, Rules<any>> = {
  campaign: campaignRules,
  inspection: inspectionRules,
  paper: paperRules,
  remediation: remediationRules,
};

/** The rules of whatever process a record belongs to. */
export const rulesOf = (matter: Matter): Rules<Matter> => rules[matter.process];
