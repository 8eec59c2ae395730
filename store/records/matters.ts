import { Schema, trusted } from 'mongoose';
import type { Matter, MatterId, ProcessName } from '../../domain/matter.ts';
import { tallyOf, tallyText } from '../../domain/tally.ts';
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
  /** What boards count of it, in one line: see `domain/tally.ts`. Absent: written by an earlier release. */
  tally?: string;
  /** The batch that wrote this version. */
  batch: string;
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
    tally: String,
    batch: String,
    state: { type: Schema.Types.Mixed, required: true },
    savedAt: Date,
  },
  { ...plain, collection: 'matters' },
);
schema.index({ campaign: 1, process: 1, unit: 1 });
schema.index({ campaign: 1, process: 1, unit: 1, team: 1, tally: 1 });
schema.index({ process: 1, _id: 1 });
schema.index({ open: 1, nextWake: 1 });
schema.index({ unit: 1, open: 1 });
schema.index({ 'state.place.through': 1 }, { sparse: true });
schema.index({ 'state.custody.to': 1 }, { sparse: true });
schema.index({ 'state.routes.to': 1 }, { sparse: true });

const rowOf = (state: Matter, nextWake: string | undefined, batch: string): Omit<MatterRow, '_id'> => ({
  process: state.process,
  version: state.version,
  campaign: state.place.campaign ?? '',
  ...(state.place.unit ? { unit: state.place.unit } : {}),
  ...(state.place.team ? { team: state.place.team } : {}),
  stepped: state.clock.kind === 'stepped',
  ...(nextWake ? { nextWake } : {}),
  open: state.closed === undefined,
  telling: state.outbox.length > 0,
  tally: tallyText(tallyOf(state)),
  batch,
  state,
  savedAt: new Date(),
});

/** A record whose tally said something else than a recount. */
export interface Recounted {
  matter: MatterId;
  /** Absent: there was none. */
  was?: string;
  is: string;
}

/** A record in a list: not its calendar, ladders and terms, the greater part of it. */
export type ListedMatter = Omit<Matter, 'calendar' | 'ladders' | 'terms' | 'outbox' | 'heard'>;

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
    /** Several records, without what a list does not show. */
    async listed(ids: readonly MatterId[]): Promise<Map<MatterId, ListedMatter>> {
      const rows = await model
        .find(
          { _id: trusted({ $in: [...ids] }) },
          { 'state.calendar': 0, 'state.ladders': 0, 'state.terms': 0, 'state.outbox': 0, 'state.heard': 0 },
        )
        .lean();
      return new Map(rows.map(({ _id, state }) => [_id, state as ListedMatter]));
    },
    /** A record at version 0, unless the matter was born before. */
    async born(state: Matter, nextWake?: string): Promise<void> {
      await model.updateOne({ _id: state.id }, { $setOnInsert: rowOf(state, nextWake, '') }, { upsert: true });
    },
    /**
     * Writes the state over version `base`. `again`: this very batch is stored already;
     * `stale`: another process wrote.
     */
    async replace(
      { state, base, batch, nextWake }: { state: Matter; base: number; batch: string; nextWake?: string },
      session: ClientSession,
    ): Promise<'written' | 'again' | 'stale'> {
      const stored = await model.findById(state.id, { version: 1, batch: 1 }, { session }).lean();
      if (stored?.batch === batch) return 'again';
      if ((stored?.version ?? 0) !== base) return 'stale';
      await model.replaceOne({ _id: state.id }, rowOf(state, nextWake, batch), { session, upsert: true });
      return 'written';
    },
    /**
     * Counts every record anew, of one round or of all, and mends a tally that says otherwise or is not there.
     * Resolves with how many were counted and what differed.
     */
    async recount(campaign?: string): Promise<{ counted: number; differing: Recounted[] }> {
      const differing: Recounted[] = [];
      let counted = 0;
      const all = model.find(campaign === undefined ? {} : { campaign }).sort({ _id: 1 });
      for await (const { _id, version, tally, state } of all.lean().cursor({ batchSize: 100 })) {
        counted += 1;
        const is = tallyText(tallyOf(state));
        if (tally === is) continue;
        differing.push({ matter: _id, ...(tally === undefined ? {} : { was: tally }), is });
        // written meanwhile it was counted by whoever wrote it
        await model.updateOne({ _id, version }, { $set: { tally: is } });
      }
      return { counted, differing };
    },
    /** Counts what an earlier release wrote without a tally, or passed on without saying there whose it is now. */
    async countUncounted(): Promise<void> {
      const uncounted = {
        $or: [{ tally: null }, { 'state.custody.to': trusted({ $type: 'string' }), tally: /^[^;]*;[^;]*;[^;]*$/ }],
      };
      for await (const { _id, version, state } of model.find(uncounted).lean().cursor({ batchSize: 100 }))
        await model.updateOne({ _id, version }, { $set: { tally: tallyText(tallyOf(state)) } });
    },
    /** Open records of a campaign, as they stand in lists. */
    async ofCampaign<S extends Matter = Matter>(campaign: string, process?: ProcessName): Promise<S[]> {
      const rows = await model
        .find({ campaign, ...(process ? { process } : {}) })
        .sort({ _id: 1 })
        .lean();
      return rows.map((row) => row.state as S);
    },
    async countOpen(campaign: string, processes: ProcessName[], without: readonly MatterId[] = []): Promise<number> {
      return model.countDocuments({
        _id: trusted({ $nin: [...without] }),
        campaign,
        open: true,
        process: trusted({ $in: processes }),
        'state.carried': trusted({ $exists: false }),
      });
    },
    /** How many units what is open and not carried on yet is of. */
    async countOpenUnits(campaign: string, processes: ProcessName[]): Promise<number> {
      const units = await model.distinct('state.place.unit', {
        campaign,
        open: true,
        process: trusted({ $in: processes }),
        'state.carried': trusted({ $exists: false }),
      });
      return units.length;
    },
    /** Open records whose wake has come by `day`: of one stepped campaign, by pages. */
    async wakingBy(campaign: string, day: string, limit: number): Promise<Matter[]> {
      const rows = await model
        .find({ campaign, open: true, nextWake: trusted({ $lte: day }) })
        .limit(limit)
        .lean();
      return rows.map((row) => row.state);
    },
    /** Open records, in order of id, after `after`. */
    async open(after: string, limit: number): Promise<Matter[]> {
      const rows = await model
        .find({ $or: [{ open: true }, { telling: true }], _id: trusted({ $gt: after }) })
        .sort({ _id: 1 })
        .limit(limit)
        .lean();
      return rows.map((row) => row.state);
    },
    /** Open records after `after`, in order of id, with the version of the calendar they reckon by. */
    async calendarsAfter(after: string, limit: number): Promise<{ id: MatterId; calendar: string }[]> {
      const rows = await model
        .find({ open: true, _id: trusted({ $gt: after }) }, { 'state.calendar.version': 1 })
        .sort({ _id: 1 })
        .limit(limit)
        .lean<Pick<MatterRow, '_id' | 'state'>[]>();
      return rows.map(({ _id, state }) => ({ id: _id, calendar: state.calendar.version }));
    },
    /** What is followed on past the close of a round and not carried yet, in order of id, after `after`. */
    async openToCarry(campaign: string, after: string, limit: number): Promise<MatterId[]> {
      const open = {
        campaign,
        process: trusted({ $in: ['remediation', 'proposal'] as ProcessName[] }),
        open: true,
        'state.carried': trusted({ $exists: false }),
      };
      const rows = await model
        .find({ ...open, _id: trusted({ $gt: after }) }, { _id: 1 })
        .sort({ _id: 1 })
        .limit(limit)
        .lean();
      return rows.map(({ _id }) => _id);
    },
    /** Open inspections of a round that wait for this conclusion. */
    async draftedBy(campaign: string, paper: MatterId): Promise<MatterId[]> {
      const waiting = { campaign, process: 'inspection' as const, open: true, 'state.drafted.paper': paper };
      const rows = await model.find(waiting, { _id: 1 }).sort({ _id: 1 }).lean();
      return rows.map(({ _id }) => _id);
    },
    /** How many open inspections of a round no notice has reached; those held without one are not among them. */
    async withoutNotice(campaign: string): Promise<number> {
      return model.countDocuments({
        campaign,
        process: 'inspection',
        open: true,
        $and: [{ 'state.noticed': null }, { 'state.n': 1 }],
        'state.method': trusted({ $nin: ['surprise', 'reporting'] }),
      });
    },
    /** Is anything of a stepped campaign still under way on `day`: a wake, a tell, a paper between number and last addressee? */
    async underWay(campaign: string, day: string): Promise<number> {
      return model.countDocuments({
        campaign,
        $or: [
          { open: true, nextWake: trusted({ $lte: day }) },
          { telling: true },
          {
            open: true,
            process: 'paper',
            'state.state': trusted({ $in: ['numbering', 'numbered', 'issued', 'voiding'] }),
            // numbered and not printed it waits for people, not for itself
            'state.unprintable': trusted({ $exists: false }),
          },
        ],
      });
    },
  };
}
