import { connect } from './connection.ts';
import { createDrafts } from './content/drafts.ts';
import { createPlans } from './content/plans.ts';
import { createSnapshots } from './content/snapshots.ts';
import { createAsks } from './records/asks.ts';
import { createAudit } from './records/audit.ts';
import { createClocks } from './records/clocks.ts';
import { createFiles } from './records/files.ts';
import { createMatters } from './records/matters.ts';
import { createRegisters } from './records/registers.ts';

/** Everything Đôn Đốc remembers, by collection. */
export type Store = Awaited<ReturnType<typeof openStore>>;

/** Opens the store and makes its indexes. Throws when MongoDB cannot be reached within 5 s. */
export async function openStore(uri: string) {
  const db = await connect(uri);
  const collections = {
    matters: createMatters(db),
    asks: createAsks(db),
    audit: createAudit(db),
    registers: createRegisters(db),
    files: createFiles(db),
    clocks: createClocks(db),
    snapshots: createSnapshots(db),
    plans: createPlans(db),
    drafts: createDrafts(db),
  };
  for (const model of Object.values(db.models)) await model.createIndexes();
  return { ...collections, db, close: () => db.close() };
}
