import type { Campaign } from '../domain/campaign.ts';
import { campaignRules } from '../domain/campaign.ts';
import { open } from './matter.ts';

/** Follows one round: its plan's approval, its launch to every unit, and what is open until it closes. */
export async function campaign(record: Campaign): Promise<void> {
  const matter = open(record, campaignRules);

  matter.on('submit');
  matter.on('approve');
  matter.on('sendBack');
  matter.on('launch');
  matter.on('noticeIssued');
  matter.on('officialLetterSent');
  matter.on('endInspection');
  matter.on('reported');
  matter.on('close');
  matter.on('cancel');

  await matter.chase();
}
