import type { Proposal } from '../domain/proposal.ts';
import { proposalRules } from '../domain/proposal.ts';
import { open } from './matter.ts';

/** Follows what a unit asks of those above it, until whoever has the power has answered. */
export async function proposal(record: Proposal): Promise<void> {
  const matter = open(record, proposalRules);

  matter.on('raise');
  matter.on('route');
  matter.on('answer');
  matter.on('approveEscalation');
  matter.on('carried');

  await matter.chase();
}
