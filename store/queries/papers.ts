import type { Instant } from '../../domain/day.ts';
import { foldedPattern } from '../../domain/fold.ts';
import type { MatterId } from '../../domain/matter.ts';
import type { PaperKind, PaperState } from '../../domain/paper.ts';
import type { CampaignId, UnitId } from '../../domain/role.ts';
import type { Connection } from '../connection.ts';
import type { DraftedPaper } from '../content/drafts.ts';

export interface PaperFilter {
  campaign?: CampaignId | undefined;
  kind?: PaperKind | undefined;
  states?: readonly PaperState[] | undefined;
  /** Only these. */
  papers?: readonly MatterId[] | undefined;
  /** Each is found in what the paper is about, its number, its kind, or the name of a unit it serves. */
  words?: readonly PaperWord[] | undefined;
  limit: number;
  /** The paper seen last; what was touched later stands before it. */
  after?: { paper: MatterId; savedAt: Instant } | undefined;
}

/** A word looked for, with the units and the kinds whose names have it. */
export interface PaperWord {
  word: string;
  units: readonly UnitId[];
  kinds: readonly PaperKind[];
}

/** Papers as the staff look for them: what was touched last stands first. */
export function createPaperList(db: Connection) {
  const drafts = () => db.collection<Omit<DraftedPaper, 'paper'> & { _id: MatterId }>('drafts');

  return {
    async list({ campaign, kind, states, papers, words = [], limit, after }: PaperFilter): Promise<DraftedPaper[]> {
      const found = await drafts()
        .aggregate<Omit<DraftedPaper, 'paper'> & { _id: MatterId }>([
          {
            $match: {
              ...(campaign === undefined ? {} : { campaign }),
              ...(kind === undefined ? {} : { kind }),
              ...(papers === undefined ? {} : { _id: { $in: [...papers] } }),
            },
          },
          ...(after === undefined
            ? []
            : [
                {
                  $match: {
                    $or: [{ savedAt: { $lt: after.savedAt } }, { savedAt: after.savedAt, _id: { $lt: after.paper } }],
                  },
                },
              ]),
          { $sort: { savedAt: -1, _id: -1 } },
          ...(states === undefined ? [] : inStates(states)),
          ...(words.length === 0 ? [] : saying(words)),
          { $limit: limit },
          { $unset: ['record', 'registered', 'number', 'entered', 'search'] },
        ])
        .toArray();
      return found.map(({ _id, ...rest }) => ({ paper: _id, ...rest }));
    },

    /** Papers nobody but `person` has in hand: written last by them, and never put forward. */
    async writtenBy(person: string): Promise<MatterId[]> {
      const rows = await drafts()
        .aggregate<{ _id: MatterId }>([
          { $match: { savedBy: person } },
          {
            $lookup: {
              from: 'matters',
              localField: '_id',
              foreignField: '_id',
              as: 'record',
              pipeline: [{ $project: { _id: 1 } }],
            },
          },
          { $match: { record: [] } },
          { $project: { _id: 1 } },
        ])
        .toArray();
      return rows.map(({ _id }) => _id);
    },
  };
}

/** A draft nobody put forward has no record yet. */
const inStates = (states: readonly PaperState[]) => [
  {
    $lookup: {
      from: 'matters',
      localField: '_id',
      foreignField: '_id',
      as: 'record',
      pipeline: [{ $project: { 'state.state': 1 } }],
    },
  },
  {
    $match: {
      $or: [{ 'record.state.state': { $in: [...states] } }, ...(states.includes('drafted') ? [{ record: [] }] : [])],
    },
  },
];

const saying = (words: readonly PaperWord[]) => [
  {
    $lookup: {
      from: 'registers',
      localField: '_id',
      foreignField: 'paper',
      as: 'registered',
      pipeline: [{ $project: { number: 1, symbol: 1 } }],
    },
  },
  { $lookup: { from: 'enteredNumbers', localField: '_id', foreignField: 'papers.paper', as: 'entered' } },
  {
    $set: {
      // a number below 10 is looked for with its zero and without
      number: {
        $reduce: {
          input: '$registered',
          initialValue: '',
          in: { $concat: ['0', { $toString: '$$this.number' }, '/', '$$this.symbol'] },
        },
      },
    },
  },
  {
    $match: {
      $and: words.map(({ word, units, kinds }) => {
        const said = { $regex: foldedPattern(word), $options: 'i' };
        return {
          $or: [
            { 'draft.subject': said },
            { 'draft.title': said },
            { number: said },
            { 'entered._id': said },
            { kind: { $in: [...kinds] } },
            { 'draft.serves': { $in: [...units] } },
            { 'draft.named': { $in: [...units] } },
          ],
        };
      }),
    },
  },
];
