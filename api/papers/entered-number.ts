import { yearOf } from '../../domain/day.ts';
import type { PaperEntry } from '../../domain/draft.ts';
import type { MatterId } from '../../domain/matter.ts';
import { readPaperSymbol, sameIssuer } from '../../domain/paper-symbol.ts';
import type { CampaignId } from '../../domain/role.ts';
import { numberTaken } from '../../store/content/entered-numbers.ts';
import type { EnteredNumber } from '../../store/content/entered-numbers.ts';
import type { ClientSession } from '../../store/connection.ts';
import type { Deps } from '../deps.ts';

/** What a number is known by. */
type Numbered = Pick<PaperEntry, 'on' | 'normalised' | 'issuer'>;

const enteredOf = ({ on, normalised, issuer }: Numbered, training: CampaignId | undefined): EnteredNumber => ({
  training,
  year: yearOf(on),
  normalised,
  issuer,
});

/**
 * An organ gives a number once a year: no second paper comes in under it, nor under one of our own register. `paper`
 * may have it already. Throws Refusal('paper-number-taken'), which names the paper that has it.
 */
export async function assertNumberFree(
  { store }: Pick<Deps, 'store'>,
  entry: Numbered,
  { paper, training }: { paper?: MatterId; training: CampaignId | undefined },
): Promise<void> {
  const entered = enteredOf(entry, training);
  const { letterhead } = await store.office.get();
  const symbol = readPaperSymbol(entry.normalised);
  const isOurs = training === undefined && symbol && sameIssuer(entry.issuer, letterhead.organ);
  const having =
    (await store.enteredNumbers.paperOf(entered)) ??
    (isOurs ? await store.registers.paperWith(symbol.symbol, symbol.number, entered.year) : undefined);
  if (having !== undefined && having !== paper) throw numberTaken(entered, having);
}

/** Gives the number to the paper. Throws Refusal('paper-number-taken') when another got it meanwhile. */
export const takeEnteredNumber = (
  { store }: Pick<Deps, 'store'>,
  entry: PaperEntry,
  { paper, training }: { paper: MatterId; training: CampaignId | undefined },
  session: ClientSession,
): Promise<void> => store.enteredNumbers.take(enteredOf(entry, training), paper, session);
