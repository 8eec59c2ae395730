import type { Calendar } from '../../domain/calendar.ts';
import { campaignMatterId } from '../../domain/campaign.ts';
import type { Campaign, FrozenPlan } from '../../domain/campaign.ts';
import type { Day } from '../../domain/day.ts';
import { frozenPlan } from '../../domain/plan.ts';
import type { Plan } from '../../domain/plan.ts';
import type { Store } from '../../store/index.ts';
import { contentHash } from '../../store/content/snapshots.ts';
import type { Deps } from '../deps.ts';
import { wrongPlaces } from '../problem.ts';
import { gapsOf } from './rounds.ts';

/** A round submitted once keeps its year and its clock: its records were reckoned by them. */
export function assertSameRound(plan: Plan, before: Plan, record: Campaign | undefined): void {
  if (!record) return;
  const wrong = [
    ...(plan.year === before.year
      ? []
      : [{ at: 'year', sentence: 'Đợt đã trình thì không đổi năm. Hãy lập đợt mới.' }]),
    ...(plan.clock === before.clock && plan.clockFrom === before.clockFrom
      ? []
      : [
          {
            at: 'clock',
            sentence:
              'Đợt đã trình thì không đổi giữa đợt thật và đợt tập huấn, không đổi ngày bắt đầu. Hãy lập đợt mới.',
          },
        ]),
  ];
  if (wrong.length > 0) throw wrongPlaces(wrong);
}

/**
 * The plan with the version of the office's practice it goes by: the one it names, else the one it had, else, begun
 * just now, the newest. As shipped is not said. Throws 422 where there is no such version.
 */
export async function underPractice(
  { practices }: Pick<Store, 'practices'>,
  { practice, ...plan }: Plan,
  before?: number,
): Promise<Plan> {
  const version = practice ?? before ?? (await practices.newest());
  if (!(await practices.get(version)))
    throw wrongPlaces([
      { at: 'practice', sentence: `Không có lịch nhắc chung phiên bản ${version}. Hãy chọn một phiên bản có sẵn.` },
    ]);
  return version === 0 ? plan : { ...plan, practice: version };
}

/** What the process knows of a plan: its name, its hash and its counts. */
export const frozenAs = (plan: Plan, key: string): FrozenPlan =>
  frozenPlan(plan, { snapshot: `plan:${key}`, sha256: contentHash(plan) });

/** Freezes a plan under its key: held against everything the first time. Throws the refusal plan-incomplete with every gap. */
export async function keepPlan(
  deps: Deps,
  {
    plan,
    as: { snapshot },
    by,
    calendar,
    day,
  }: { plan: Plan; as: FrozenPlan; by: string; calendar: Calendar; day: Day },
): Promise<void> {
  const { store, now } = deps;
  if (!(await store.snapshots.get(snapshot))) {
    const gaps = await gapsOf(deps, plan, calendar, day);
    if (gaps.length > 0) throw wrongPlaces(gaps, 'plan-incomplete');
    await store.outlines.use(plan.outline);
  }
  await store.snapshots.freeze({
    id: snapshot,
    kind: 'plan',
    matter: campaignMatterId(plan.campaign),
    body: plan,
    by,
    at: now(),
  });
}
