import { z } from 'zod';
import type { CampaignId } from '../../domain/role.ts';
import type { Deps } from '../deps.ts';

const yesOrNo = z.stringbool({ error: 'Chỉ nhận true hoặc false.' }).optional();

/** The rounds and units a figure of the leaders' page was counted over: its list is asked by the same words. */
export const scopeFields = {
  open: yesOrNo.meta({ description: 'true: chỉ các đợt đang mở' }),
  training: yesOrNo.meta({ description: 'Chỉ các đợt tập huấn, hoặc chỉ các đợt thật' }),
  year: z.coerce.number().int().min(2000).max(2199).optional().meta({ description: 'Các đợt của năm này' }),
  place: z.string().max(100).optional().meta({ description: 'Chỉ các đơn vị của khối, địa bàn này' }),
  head: z.string().max(100).optional().meta({ description: 'Chỉ các đơn vị của người đứng đầu này; -: chưa có' }),
};

/** The rounds meant; undefined: all. */
export async function roundsWithin(
  { store }: Pick<Deps, 'store'>,
  { open, training, year }: { open?: boolean | undefined; training?: boolean | undefined; year?: number | undefined },
): Promise<CampaignId[] | undefined> {
  if (open !== true && training === undefined && year === undefined) return undefined;
  const among =
    open === true
      ? (await store.overview.openRounds()).map(({ campaign }) => campaign)
      : await store.progress.roundsIn();
  return (await store.plans.getMany(among))
    .filter(
      ({ plan }) =>
        (training === undefined || (plan.clock === 'stepped') === training) &&
        (year === undefined || plan.year === year),
    )
    .map(({ campaign }) => campaign);
}
