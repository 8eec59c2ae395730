import type { Instant } from '../../domain/day.ts';
import type { Inspection } from '../../domain/inspection.ts';
import type { MatterId } from '../../domain/matter.ts';
import { Refusal } from '../../domain/refusal.ts';
import type { Deps } from '../deps.ts';
import { planOf } from '../inspections/inspection-record.ts';

/** How far a unit's own column has come, in a round that is scored. */
export interface ScoreState {
  /** `chưa chấm`, `đang chấm, chưa gửi`, `đã gửi`. */
  words: string;
  /** The unit may still write it. */
  open: boolean;
  sent?: { at: Instant; by: string };
}

/** Of those inspections whose outline has a scale; a plan and an outline are read once however many share them. */
export async function scoreStates(
  { store }: Pick<Deps, 'store'>,
  inspections: readonly Inspection[],
): Promise<Map<MatterId, ScoreState>> {
  const rounds = new Map(inspections.map((inspection) => [inspection.place.campaign, inspection]));
  const outlines = await Promise.all(
    [...rounds].map(async ([campaign, inspection]) => [campaign, await outlineOf({ store }, inspection)] as const),
  );
  const scaled = new Map<string, boolean>();
  for (const key of new Set(outlines.flatMap(([, key]) => key ?? [])))
    scaled.set(key, (await store.outlines.get(key))?.scale !== undefined);
  const scored = new Set(outlines.flatMap(([campaign, key]) => (key && scaled.get(key) ? [campaign] : [])));
  const those = inspections.filter(({ place }) => scored.has(place.campaign));
  const kept = those.length === 0 ? undefined : await store.scores.getMany(those.map(({ id }) => id));
  return new Map(
    those.map(({ id }): [MatterId, ScoreState] => {
      const { self, first, second } = kept?.get(id) ?? {};
      const sent = self?.confirmed;
      const judged = first?.confirmed !== undefined || second?.confirmed !== undefined;
      const words = judged
        ? 'đã có điểm thẩm định'
        : sent
          ? 'đã gửi, chờ thẩm định'
          : self
            ? 'đang chấm, chưa gửi'
            : 'chưa chấm';
      return [id, { words, open: !sent && first?.confirmed === undefined, ...(sent ? { sent } : {}) }];
    }),
  );
}

/** An inspection whose plan is gone is scored by nothing. */
async function outlineOf(deps: Pick<Deps, 'store'>, inspection: Inspection): Promise<string | undefined> {
  try {
    return (await planOf(deps, inspection)).outline;
  } catch (error) {
    if (error instanceof Refusal && error.code === 'not-found') return undefined;
    throw error;
  }
}
