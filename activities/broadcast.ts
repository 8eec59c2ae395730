import { heartbeat } from '@temporalio/activity';
import { tickMatter } from '../client/ask.ts';
import { campaignMatterId } from '../domain/campaign.ts';
import type { Day } from '../domain/day.ts';
import type { FrozenPaper } from '../domain/draft.ts';
import { inspectionId } from '../domain/inspection.ts';
import type { Inspection } from '../domain/inspection.ts';
import type { MatterId } from '../domain/matter.ts';
import type { Paper } from '../domain/paper.ts';
import { newRemediation } from '../domain/remediation.ts';
import { wantedItems } from '../domain/requirement.ts';
import type { Change } from '../workflows/messages.ts';
import type { ActivityDeps } from './deps.ts';
import { wakePosts } from './letters.ts';
import type { createTells } from './tells.ts';

const pageSize = 100;
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** Brings one change to a page of the records that lack it, and says how many it found. */
export function createBroadcast({ store, door }: ActivityDeps, { bring }: ReturnType<typeof createTells>) {
  const bringPaper = async (id: MatterId, change: 'submitted' | 'issued' | 'voided', on: Day): Promise<number> => {
    const paper = await store.matters.get<Paper>(id);
    const content = paper && (await store.snapshots.get<FrozenPaper>(paper.content.snapshot));
    if (!paper || !content) throw new Error(`${id} has no record or no frozen content`);
    const { draft } = content.body;
    const tell = (to: MatterId, message: string, body: Record<string, unknown>) => ({
      key: `${paper.content.snapshot}:${change}:${to}:${message}`,
      to,
      message,
      day: on,
      body,
    });
    const inRound = () => store.matters.ofCampaign<Inspection>(paper.place.campaign, 'inspection');

    // a unit an earlier wording served and this one does not is owed a draft again
    for (const left of draft.kind === 'conclusion' ? await inRound() : []) {
      heartbeat();
      if (left.closed || left.drafted?.paper !== id || draft.serves.includes(left.place.unit)) continue;
      await bring(id, tell(left.id, 'undrafted', { paper: id }));
    }

    let brought = 0;
    for (const unit of draft.serves) {
      heartbeat(unit);
      const inspection = await store.matters.get<Inspection>(inspectionId(paper.place.campaign, unit));
      if (!inspection) throw new Error(`${id} serves ${unit}, which is not inspected in this round`);
      const elsewhere = inspection.concluded !== undefined && inspection.concluded.paper !== id;
      if (inspection.closed && !(change === 'issued' && draft.kind === 'conclusion' && elsewhere)) continue;
      if (change === 'voided') {
        if (inspection.drafted?.paper !== id) continue;
        await bring(id, tell(inspection.id, 'undrafted', { paper: id }));
      } else if (change === 'submitted') {
        if (inspection.drafted?.paper === id) continue;
        await bring(id, tell(inspection.id, 'drafted', { paper: id }));
      } else if (draft.kind === 'notice') {
        if (inspection.noticed) continue;
        await bring(id, tell(inspection.id, 'noticed', { paper: id, on }));
      } else {
        const wanted = wantedItems(paper.calendar, id, draft.requirements, draft.serves, unit, on);
        if (wanted.length > 0) {
          const { clock, calendar, ladders, terms } = paper;
          const born = newRemediation(
            { clock, calendar, ladders, terms },
            inspection.place,
            id,
            on,
            wanted,
            inspection.vertical === true,
          );
          await bring(id, tell(born.id, 'begin', {}), born);
        }
        // concluded by another paper meanwhile: what this one asks is owed all the same
        if (elsewhere) continue;
        await bring(id, tell(inspection.id, 'concluded', { paper: id, on }));
      }
      if (++brought === pageSize) return brought;
    }
    if (change === 'issued') {
      const round = campaignMatterId(paper.place.campaign);
      if (draft.kind === 'notice' && (await inRound()).every(({ noticed, closed }) => noticed || closed)) {
        await bring(id, tell(round, 'noticeIssued', { on }));
      }
      await bring(id, tell(id, 'spread', {}));
    }
    return 0;
  };

  /** Every matter whose wake has come by `day`, and every paper on its way, till all have saved. */
  const settled = async (campaign: string, day: Day): Promise<void> => {
    for (;;) {
      heartbeat();
      const waking = await store.matters.wakingBy(campaign, day, pageSize);
      if (waking.length === 0 && (await store.matters.underWay(campaign, day)) === 0) return;
      await Promise.all(waking.map((matter) => tickMatter(door, matter, day)));
      await pause(50);
    }
  };

  /** Every letter that may leave on `day`, till it has left. */
  const posted = async (campaign: string, day: Day): Promise<void> => {
    for (;;) {
      heartbeat();
      const people = await store.lines.recipientsWaiting(campaign, day);
      if (people.length === 0) return;
      await wakePosts(door, people, campaign);
      await pause(50);
    }
  };

  /** Steps a training clock: what happened on the day before is over first, then matters, then posts. */
  const step = async (campaign: string, day: Day): Promise<void> => {
    const before = await store.clocks.get(campaign);
    if (before && before.now < day) {
      await settled(campaign, before.now);
      await posted(campaign, before.now);
    }
    await store.clocks.advance(campaign, { now: day });
    await settled(campaign, day);
    await store.clocks.advance(campaign, { postsOn: day });
    await posted(campaign, day);
  };

  return {
    async bringPage(change: Change): Promise<number> {
      switch (change.change) {
        case 'tick':
          await step(change.campaign, change.day);
          return 0;
        case 'official-letter':
          return store.lines.gatherOfficialLetters(change.campaign, change.letter, change.on);
        default:
          return bringPaper(change.paper, change.change, change.on);
      }
    },
  };
}
