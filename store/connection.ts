import mongoose from 'mongoose';
import type { ClientSession, Connection } from 'mongoose';

mongoose.set('sanitizeFilter', true);

export type { ClientSession, Connection };

/**
 * One connection to MongoDB, a replica set: records are saved in transactions, and what was
 * acknowledged was written by a majority.
 */
export async function connect(uri: string): Promise<Connection> {
  return mongoose
    .createConnection(uri, {
      serverSelectionTimeoutMS: 5_000,
      w: 'majority',
      journal: true,
      retryWrites: true,
      ignoreUndefined: true,
      autoIndex: false,
      autoCreate: false,
    })
    .asPromise();
}

/** Plain JSON in, plain JSON out: the shape every collection of records has. */
export const plain = { minimize: false, versionKey: false, strict: true } as const;
