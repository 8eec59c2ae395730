/** The shapes the API answers with, as its schemas say them: types only, nothing of the API is loaded. */
export type { Me } from '../../api/me.ts';
export type { MyWork } from '../../api/my-work.ts';
export type { CampaignRow } from '../../api/campaign-views.ts';
export type { CampaignView } from '../../api/campaign-views.ts';
export type { Progress } from '../../api/round-reading.ts';
