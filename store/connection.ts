import mongoose from 'mongoose';
import type { ClientSession, Connection } from 'mongoose';

mongoose.set('sanitizeFilter', true);

/** Everything a model asks of MongoDB. */
const operations =
  /^(find|findOne|findOneAnd\w+|update\w+|replaceOne|delete\w+|countDocuments|estimatedDocumentCount|distinct|aggregate|save|insertMany|bulkWrite)$/;

/** A query, an aggregation, a document or a model, as its hooks are called. */
interface Asking {
  db?: Connection;
  model?: { db: Connection } | (() => { db: Connection });
}

// The driver would wait five seconds for a server that is away, for each request.
mongoose.plugin((schema) => {
  schema.pre(operations, function (this: unknown) {
    const { db, model } = this as Asking;
    const connection = db ?? (model && 'db' in model ? model : model?.call(this))?.db;
    if (connection && connection.readyState !== mongoose.ConnectionStates.connected)
      throw new mongoose.mongo.MongoNotConnectedError('MongoDB is away');
  });
});

export type { ClientSession, Connection };

/**
 * One connection to MongoDB, a replica set: records are saved in transactions, and what was
 * acknowledged was written by a majority. While MongoDB is away nothing waits: what is asked of it fails at once.
 */
export async function connect(uri: string): Promise<Connection> {
  return mongoose
    .createConnection(uri, {
      serverSelectionTimeoutMS: 5_000,
      // also how long a sign of life may take: a machine under load is slow, not away
      connectTimeoutMS: 15_000,
      heartbeatFrequencyMS: 5_000,
      bufferCommands: false,
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
