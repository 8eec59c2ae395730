import type { Request } from 'express';
import { campaignWords } from '../../domain/campaign.ts';
import type { Campaign, CampaignState } from '../../domain/campaign.ts';
import { newPaper } from '../../domain/paper.ts';
import type { Paper, PaperKind } from '../../domain/paper.ts';
import { Refusal } from '../../domain/refusal.ts';
import type { Operation } from '../../domain/rights.ts';
import { ask } from '../ask.ts';
import { assertMay } from '../auth.ts';
import type { Actor } from '../auth.ts';
import { today } from '../deps.ts';
import type { Deps } from '../deps.ts';
import { assertForeseen } from '../campaigns/foreseen.ts';
import { paperCase, paperPathId, placeOf } from './paper-case.ts';
import type { PaperCase } from './paper-case.ts';
import { viewOf } from './paper-views.ts';
import { planOf, roundOf } from '../campaigns/rounds.ts';
import { settingOf } from '../campaigns/setting.ts';

export const draftRight: Record<PaperKind, Operation> = {
  notice: 'draft-notice',
  conclusion: 'draft-conclusion',
  'result-notice': 'draft-conclusion',
  directive: 'draft-directive',
  report: 'draft-report',
};

/** Papers are written once the round has begun and as long as anything of it is open. */
const writable: readonly CampaignState[] = ['approved', 'launching', 'running', 'inspection-ended'];

/** Throws Refusal('campaign-not-ready'). */
export function assertWritable(record: Campaign | undefined): void {
  if (record && writable.includes(record.state)) return;
  throw new Refusal('campaign-not-ready', {
    act: 'soạn văn bản',
    state: record ? campaignWords[record.state] : 'chưa trình kế hoạch',
  });
}

/** A paper, and who acts on it. */
export type PaperInHand = PaperCase & { actor: Actor };

/** What every act on a paper goes through. */
export function paperActs(deps: Deps) {
  const { store } = deps;
  const view = async (id: string) => viewOf(deps, await paperCase(deps, id));

  /** The record a paper begins with when it is first submitted, entered, or given up before that. */
  const fresh = async ({ drafted, day }: PaperCase): Promise<Paper> => {
    const plan = await planOf(deps, await roundOf(deps, drafted.campaign));
    return newPaper(await settingOf(plan, store, today(deps)), drafted.paper, drafted.kind, placeOf(drafted), day);
  };

  return {
    view,

    /** The paper, when whoever asks may do `operation` where it stands. */
    one: async (req: Request<{ id: string }>, operation: Operation | 'draft'): Promise<PaperInHand> => {
      assertMay(req, 'read-paper');
      const found = await paperCase(deps, req.params.id);
      const { drafted } = found;
      const actor = assertMay(req, operation === 'draft' ? draftRight[drafted.kind] : operation, placeOf(drafted));
      return { ...found, actor };
    },

    /** One step of a paper: refused at once where the record shows it, else its text is frozen and the process decides. */
    decide: async (
      found: PaperInHand,
      message: string,
      { key, body, freeze }: { key: string; body: object; freeze?: () => Promise<unknown> },
    ) => {
      const { paper } = found.drafted;
      const matter = found.record ?? (await fresh(found));
      await assertForeseen(deps, { matter, message, body, key });
      await freeze?.();
      await ask<Paper>(deps, { matter: paper, message, body, key, by: found.actor.id, fresh: () => fresh(found) });
      return view(paperPathId(paper));
    },
  };
}
