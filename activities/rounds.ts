import { heartbeat } from '@temporalio/activity';
import { startMatter } from '../client/ask.ts';
import { nextWake } from '../domain/chase.ts';
import { rulesOf } from '../domain/process.ts';
import type { Campaign } from '../domain/campaign.ts';
import type { Day } from '../domain/day.ts';
import { newInspection } from '../domain/inspection.ts';
import type { Matter, MatterId } from '../domain/matter.ts';
import { plannedInspection } from '../domain/plan.ts';
import type { Plan } from '../domain/plan.ts';
import type { ActivityDeps } from './deps.ts';
import type { createTells } from './tells.ts';

const pageSize = 50;

/** What a round does to the world: creates its units' inspections, and counts what is open. */
export function createRounds({ store, door }: ActivityDeps, { bring }: ReturnType<typeof createTells>) {
  return {
    /** Creates the next page of inspections of a frozen plan; created again they are left as they are. */
    async launchPage(id: MatterId, body: Record<string, unknown>): Promise<{ launched: number }> {
      const { snapshot, after } = body as { snapshot: string; after: number };
      const round = await store.matters.get<Campaign>(id);
      const plan = await store.snapshots.get<Plan>(snapshot);
      if (!round || !plan) throw new Error(`${id} has no record or no frozen plan ${snapshot}`);
      const page = plan.body.units.slice(after, after + pageSize);
      const units = new Map((await store.units.getMany(page.map(({ unit }) => unit))).map((unit) => [unit.id, unit]));
      for (const planned of page) {
        heartbeat(planned.unit);
        const record = newInspection(
          { clock: round.clock, calendar: round.calendar, ladders: round.ladders, terms: round.terms },
          plannedInspection(
            plan.body,
            planned,
            units.get(planned.unit)?.vertical === true,
            units.get(planned.unit)?.through,
          ),
          round.asOf,
        );
        await store.matters.born(record, nextWake<Matter>(record, rulesOf(record)));
        if (record.method === 'reporting') {
          const tell = { key: `${record.id}:opened`, to: record.id, message: 'opened', day: round.asOf, body: {} };
          await bring(id, tell, record);
          continue;
        }
        await startMatter(door, (await store.matters.get(record.id)) ?? record);
      }
      return { launched: after + page.length };
    },

    /** What is open in the records at the start of a working day. */
    async countOpen(
      id: MatterId,
      body: Record<string, unknown>,
    ): Promise<{ matters: number; inspections: number; lettersWaiting: number; unnoticed: number }> {
      const round = await store.matters.get<Campaign>(id);
      if (!round) throw new Error(`${id} has no record`);
      const { campaign } = round.place;
      const [matters, inspections, lettersWaiting, unnoticed] = await Promise.all([
        store.matters.countOpen(campaign, ['inspection', 'paper', 'remediation', 'proposal']),
        store.matters.countOpen(campaign, ['inspection']),
        store.lines.waitingOfficialLetters(campaign, body['before'] as Day),
        store.matters.withoutNotice(campaign),
      ]);
      return { matters, inspections, lettersWaiting, unnoticed };
    },
  };
}
