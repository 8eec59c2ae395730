import type { Day } from '../../domain/day.ts';
import type { Connection } from '../connection.ts';

/** What should have moved and did not. */
export function createStillness(db: Connection) {
  return {
    /** Open matters of real rounds whose wake was planned for `day` or before. */
    async unwoken(day: Day): Promise<number> {
      return db.collection('matters').countDocuments({ open: true, stepped: false, nextWake: { $lte: day } });
    },
  };
}
