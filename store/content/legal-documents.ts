import { Schema } from 'mongoose';
import { legalDocuments } from '../../domain/legal-document.ts';
import type { LegalDocument } from '../../domain/legal-document.ts';
import { plain } from '../connection.ts';
import type { ClientSession, Connection } from '../connection.ts';
import { inside } from './changes.ts';

type LegalRow = Omit<LegalDocument, 'symbol'> & { _id: string };

const schema = new Schema<LegalRow>(
  { _id: String, about: { type: String, required: true }, from: String, to: String, replacedBy: String },
  { ...plain, collection: 'legal-documents' },
);

const documentOf = ({ _id, about, from, to, replacedBy }: LegalRow): LegalDocument => ({
  symbol: _id,
  about,
  ...(from ? { from } : {}),
  ...(to ? { to } : {}),
  ...(replacedBy ? { replacedBy } : {}),
});

/** Acts that papers cite, with the days they are in force: those of this release, and what the office says of its own. */
export function createLegalDocuments(db: Connection) {
  const model = db.model<LegalRow>('LegalDocument', schema);
  return {
    model,
    /** By symbol; what the office entered stands before what the release knows. */
    async known(): Promise<(LegalDocument & { own?: true })[]> {
      const entered = (await model.find().lean()).map((row) => ({ ...documentOf(row), own: true as const }));
      const shipped = legalDocuments.filter(({ symbol }) => !entered.some((own) => own.symbol === symbol));
      return [...entered, ...shipped].sort((a, b) => (a.symbol < b.symbol ? -1 : 1));
    },
    async put({ symbol, ...act }: LegalDocument, session?: ClientSession): Promise<void> {
      await model.replaceOne({ _id: symbol }, act, { upsert: true, ...inside(session) });
    },
  };
}
