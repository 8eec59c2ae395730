/** The shapes the API answers with, as its schemas say them: types only, nothing of the API is loaded. */
export type { Me } from '../../api/office/me.ts';
export type { MyWork } from '../../api/office/my-work.ts';
export type { CampaignRow } from '../../api/campaigns/campaign-views.ts';
export type { CampaignView } from '../../api/campaigns/campaign-views.ts';
export type { Progress } from '../../api/campaigns/round-reading.ts';
