import { proposalStates } from '../../../domain/proposal.ts';

/** What the address of the list of proposals says. */
export interface ProposalSearch {
  dot?: string;
  tinhTrang?: string;
}

export const proposalSearch = ({ dot, tinhTrang }: Record<string, unknown>): ProposalSearch => ({
  ...(typeof dot === 'string' && dot !== '' ? { dot } : {}),
  ...(typeof tinhTrang === 'string' && (proposalStates as readonly string[]).includes(tinhTrang) ? { tinhTrang } : {}),
});

/** What the address of a sample says. */
export interface SampleSearch {
  dot?: string;
  so?: number;
  ma?: string;
}

export const sampleSearch = ({ dot, so, ma }: Record<string, unknown>): SampleSearch => ({
  ...(typeof dot === 'string' && dot !== '' ? { dot } : {}),
  ...(typeof so === 'number' && Number.isInteger(so) && so >= 1 && so <= 200 ? { so } : {}),
  ...((typeof ma === 'string' && ma !== '') || typeof ma === 'number' ? { ma: String(ma) } : {}),
});
