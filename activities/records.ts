import { ApplicationFailure } from '@temporalio/activity';
import { addDays } from '../domain/day.ts';
import { visitKey } from '../domain/inspection.ts';
import type { Inspection } from '../domain/inspection.ts';
import type { Matter } from '../domain/matter.ts';
import { addressed } from '../domain/letter.ts';
import type { Batch } from '../workflows/messages.ts';
import type { ActivityDeps } from './deps.ts';
import { wakePosts } from './letters.ts';

const isInspection = (state: Matter): state is Inspection => state.process === 'inspection';

/** Saves what processes decided: state, audit, lines and answered asks in one transaction. */
export function createRecords({ store, door, now }: ActivityDeps) {
  return {
    /**
     * Writes one batch and then wakes the posts of those it has lines for; stored again it only
     * wakes them. Fails with `stale-base`, for ever, when another process wrote the record.
     */
    async save({ id, base, state, nextWake, lines, acts }: Batch): Promise<void> {
      const appointments = lines.length > 0 ? await store.appointments.all() : [];
      const told = lines.map((line) => addressed(line, appointments, line.day));
      const at = now();
      const stepped = state.clock.kind === 'stepped';
      await store.db.transaction(async (session) => {
        const written = await store.matters.replace(
          { state, base, batch: id, ...(nextWake ? { nextWake } : {}) },
          session,
        );
        if (written === 'again') return;
        if (written === 'stale') {
          throw ApplicationFailure.nonRetryable(`${state.id} is no longer at version ${base}`, 'stale-base');
        }
        if (state.closed !== undefined && isInspection(state)) {
          const ownVisits = state.visits.filter(({ chaired, written }) => chaired || written);
          const scopes = ownVisits.map(({ n }) => `visit:${visitKey(state.id, n)}` as const);
          // a week on, so that the letter about its end still finds them
          if (scopes.length > 0) await store.appointments.endAt(scopes, addDays(state.closed, 7), session);
        }
        await store.audit.append(state.id, acts, at, session);
        await store.lines.insert(told, stepped, session);
        await store.asks.put(
          acts.map(({ key, hash, message, version }) => ({
            _id: key,
            hash,
            matter: state.id,
            message,
            version,
            at: new Date(at),
          })),
          session,
        );
      });
      const people = [
        ...new Set(told.filter(({ letter }) => letter !== 'official-letter').flatMap((line) => line.people)),
      ];
      await wakePosts(door, people, stepped ? state.place.campaign : undefined);
    },
  };
}
