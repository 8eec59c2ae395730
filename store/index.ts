import { connect } from './connection.ts';
import { createDrafts } from './content/drafts.ts';
import { createPlans } from './content/plans.ts';
import { createSnapshots } from './content/snapshots.ts';
import { createMatters } from './records/matters.ts';

/** Everything Đôn Đốc remembers, by collection. */
export type Store = Awaited<ReturnType<typeof openStore>>;

/** Opens the store and makes its indexes. Throws when MongoDB cannot be reached within 5 s. */
export async function openStore(uri: string) {
  const db = await connect(uri);
  const collections = {
    matters: createMatters(db),
    snapshots: createSnapshots(db),
    plans: createPlans(db),
    drafts: createDrafts(db),
  };
  for (const model of Object.values(db.models)) await model.createIndexes();
  return { ...collections, db, close: () => db.close() };
}
