import type { ItemOut } from '../../../api/items/item-around.ts';
import type { Place } from '../../../domain/role.ts';

/** Where an item stands: what rights are asked at. */
export const placeOfItem = ({ campaign, unit, team, through }: ItemOut): Place => ({
  campaign,
  unit: unit.id,
  ...(team === undefined ? {} : { team }),
  ...(through === undefined ? {} : { through }),
});
