import { Schema } from 'mongoose';
import type { Matter, MatterId, ProcessName } from '../../domain/matter.ts';
import { plain } from '../connection.ts';
import type { ClientSession, Connection } from '../connection.ts';

/** The record of one process: its whole state, and the few fields lists are asked by. */
export interface MatterRow {
  _id: MatterId;
  process: ProcessName;
  version: number;
  campaign: string;
  unit?: string;
  team?: string;
  stepped: boolean;
  /** Vietnamese day of the next wake; absent when nothing is planned. */
  nextWake?: string;
  open: boolean;
  /** Tells not yet delivered. */
  telling: boolean;
  state: Matter;
  savedAt: Date;
}

const schema = new Schema<MatterRow>(
  {
    _id: String,
    process: { type: String, required: true },
    version: { type: Number, required: true },
    campaign: { type: String, required: true },
    unit: String,
    team: String,
    stepped: Boolean,
    nextWake: String,
    open: Boolean,
    telling: Boolean,
    state: { type: Schema.Types.Mixed, required: true },
    savedAt: Date,
  },
  { ...plain, collection: 'matters' },
);
schema.index({ campaign: 1, process: 1, unit: 1 });
schema.index({ open: 1, nextWake: 1 });
schema.index({ unit: 1, open: 1 });

const rowOf = (state: Matter, nextWake: string | undefined): Omit<MatterRow, '_id'> => ({
  process: state.process,
  version: state.version,
  campaign: state.place.campaign ?? '',
  ...(state.place.unit ? { unit: state.place.unit } : {}),
  ...(state.place.team ? { team: state.place.team } : {}),
  stepped: state.clock.kind === 'stepped',
  ...(nextWake ? { nextWake } : {}),
  open: state.closed === undefined,
  telling: state.outbox.length > 0,
  state,
  savedAt: new Date(),
});

/** Records of the processes. Each has one writer: its own process, through `save`. */
export function createMatters(db: Connection) {
  const model = db.model<MatterRow>('Matter', schema);
  return {
    model,
    /** The record as last saved; undefined when it was never born. */
    async get<S extends Matter = Matter>(id: MatterId): Promise<S | undefined> {
      const row = await model.findById(id).lean();
      return row ? (row.state as S) : undefined;
    },
    async version(id: MatterId, session?: ClientSession): Promise<number | undefined> {
      return (await model.findById(id, { version: 1 }, { session: session ?? null }).lean())?.version;
    },
    /** A record at version 0, unless the matter was born before. */
    async born(state: Matter, nextWake?: string): Promise<void> {
      await model.updateOne({ _id: state.id }, { $setOnInsert: rowOf(state, nextWake) }, { upsert: true });
    },
    /** Writes the state over version `base`; false when the stored version is another. */
    async replace(state: Matter, base: number, nextWake: string | undefined, session: ClientSession): Promise<boolean> {
      const { matchedCount, upsertedCount } = await model.replaceOne(
        { _id: state.id, version: base },
        rowOf(state, nextWake),
        { session, upsert: base === 0 },
      );
      return matchedCount + upsertedCount === 1;
    },
  };
}
