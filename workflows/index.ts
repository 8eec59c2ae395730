export { broadcast } from './broadcast.ts';
export { campaign } from './campaign.ts';
export { inspection } from './inspection.ts';
export { paper } from './paper.ts';
export { post } from './post.ts';
export { proof } from './proof.ts';
export { proposal } from './proposal.ts';
export { remediation } from './remediation.ts';
