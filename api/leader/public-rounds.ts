import type { CampaignState } from '../../domain/campaign.ts';
import type { Plan } from '../../domain/plan.ts';
import { Refusal } from '../../domain/refusal.ts';
import type { CampaignId } from '../../domain/role.ts';
import { levelWords } from '../../domain/unit.ts';
import type { Unit } from '../../domain/unit.ts';
import type { BoardCount } from '../../store/queries/board.ts';
import type { ItemCount } from '../../store/queries/item-rows.ts';
import type { Office } from '../../store/content/office.ts';
import type { CountRow, PublicRound, PublicStep } from '../../web/pages/public-progress.ts';
import { roundWords } from '../campaigns/round-steps.ts';
import { settingOf } from '../campaigns/setting.ts';
import { today } from '../deps.ts';
import type { Deps } from '../deps.ts';
import { areaNames } from '../items/area-names.ts';

/** A page, not an archive. */
export const mostPublicRounds = 20;

/** Under way, or over: before, nobody outside knows of a round, and one that was cancelled is none. */
const publicStates: readonly CampaignState[] = ['running', 'inspection-ended', 'closed'];

interface Found {
  plan: Plan;
  state: CampaignState;
}

/** Of these rounds those that may be shown to anybody, in order of their years. */
async function publicOf({ store }: Pick<Deps, 'store'>, campaigns: readonly CampaignId[]): Promise<Found[]> {
  const [drafts, records] = await Promise.all([store.plans.getMany(campaigns), store.progress.rounds(campaigns)]);
  return drafts
    .flatMap(({ campaign, plan }) => {
      const record = records.get(campaign);
      return record && record.clock.kind === 'real' && plan.clock === 'real' && publicStates.includes(record.state)
        ? [{ plan, state: record.state, began: record.approved?.on ?? '' }]
        : [];
    })
    .sort((a, b) => a.plan.year - b.plan.year || (a.began < b.began ? -1 : 1));
}

/**
 * Whether these rounds may be put on the public page; what stands there already may stay, whatever became of it since.
 * Throws Refusal('round-not-public').
 */
export async function assertPublishable(
  deps: Pick<Deps, 'store'>,
  rounds: readonly CampaignId[],
  now: Office['publicProgress'],
): Promise<void> {
  const added = rounds.filter((campaign) => !now?.rounds.includes(campaign));
  const may = new Set((await publicOf(deps, added)).map(({ plan }) => plan.campaign));
  const refused = added.find((campaign) => !may.has(campaign));
  if (refused !== undefined) throw new Refusal('round-not-public', { campaign: refused });
}

/**
 * What anybody may know of these rounds: counts alone, under names of our own making. Neither a title nor any text
 * that somebody wrote, no unit and no day of a visit; nothing of training, and a surprise counts once it is opened.
 */
export async function publicRounds(deps: Deps, campaigns: readonly CampaignId[]): Promise<PublicRound[]> {
  const { store } = deps;
  const on = today(deps);
  const counted = await Promise.all(
    (await publicOf(deps, campaigns)).map(async ({ plan, state }) => {
      const { calendar } = await settingOf(plan, store, on);
      return { plan, state, count: (await store.board.board(plan.campaign, calendar, { on })).count };
    }),
  );
  // only surprises, and none of them opened: nobody may know there is such a round, not even by another's number
  const found = counted.filter(({ count }) => count.units > 0);
  const ids = found.map(({ plan }) => plan.campaign);
  const items = ids.length === 0 ? [] : await store.unitWork.countItems({ campaigns: ids, today: on });
  const units = new Map(
    (await store.units.getMany([...new Set(items.map(({ holder }) => holder))])).map(({ id, level }) => [id, level]),
  );
  const names = namesOf(found.map(({ plan }) => plan));
  return Promise.all(
    found.map(async ({ plan, state, count }, i): Promise<PublicRound> => {
      const of = items.filter(({ campaign }) => campaign === plan.campaign);
      const nameOf = await areaNames(deps, [plan.campaign]);
      const areaOf = (area: string) => (nameOf(area) === area ? 'Lĩnh vực khác' : nameOf(area));
      return {
        name: names[i]!,
        state: roundWords(plan.kind, state),
        units: count.units,
        steps: stepsOf(plan.kind, count),
        items: sumOf('Tất cả', of),
        byLevel: grouped(of, ({ holder }) => levelOf(units.get(holder))),
        byArea: grouped(of, ({ area }) => (area === undefined ? 'Không ghi lĩnh vực' : areaOf(area))),
      };
    }),
  );
}

/** `Kiểm tra cải cách hành chính năm 2026`; where there are several of a kind in a year, their number. */
function namesOf(plans: readonly Plan[]): string[] {
  const nameOf = ({ kind, year }: Plan) =>
    kind === 'reporting' ? `Báo cáo kỳ năm ${year}` : `Kiểm tra cải cách hành chính năm ${year}`;
  const names = plans.map(nameOf);
  return names.map((name, i) => {
    const alike = names.flatMap((one, at) => (one === name ? [at] : []));
    return alike.length > 1 ? `${name}, đợt ${alike.indexOf(i) + 1}` : name;
  });
}

function stepsOf(kind: Plan['kind'], count: BoardCount): PublicStep[] {
  const { having, visits } = count;
  const steps: PublicStep[] =
    kind === 'reporting'
      ? [
          { name: 'Đã gửi báo cáo', what: 'đơn vị', done: count.reported, of: having.report },
          { name: 'Báo cáo đã chấp nhận', what: 'đơn vị', done: count.accepted, of: having.accept },
        ]
      : [
          { name: 'Đã được thông báo', what: 'đơn vị', done: count.notified, of: having.notice },
          { name: 'Đã gửi báo cáo tự kiểm tra', what: 'đơn vị', done: count.reported, of: having.report },
          { name: 'Đã kiểm tra', what: 'buổi', done: visits.held, of: visits.total },
          { name: 'Đã ký biên bản', what: 'buổi', done: visits.signed, of: visits.total },
          { name: 'Đã có kết luận', what: 'đơn vị', done: count.concluded, of: having.conclusion },
        ];
  return steps.filter(({ of }) => of > 0);
}

const levelOf = (level: Unit['level'] | undefined): string =>
  level === undefined ? 'Khác' : levelWords[level].charAt(0).toUpperCase() + levelWords[level].slice(1);

function grouped(items: readonly ItemCount[], nameOf: (item: ItemCount) => string): CountRow[] {
  const names = [...new Set(items.map(nameOf))].sort((a, b) => a.localeCompare(b, 'vi'));
  return names.map((name) =>
    sumOf(
      name,
      items.filter((item) => nameOf(item) === name),
    ),
  );
}

function sumOf(name: string, items: readonly ItemCount[]): CountRow {
  const sum = (which: (item: ItemCount) => boolean) =>
    items.reduce((all, item) => all + (which(item) ? item.count : 0), 0);
  return {
    name,
    total: sum(() => true),
    closed: sum(({ state }) => state === 'closed'),
    late: sum(({ late }) => late),
  };
}
