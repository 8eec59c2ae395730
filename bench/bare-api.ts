import { createHash } from 'node:crypto';
import express from 'express';
import mongoose from 'mongoose';
import { z } from 'zod';

// The least an authorised read can be with the same packages: who asks is looked up, with their posts and whether
// their account is open, the row is read by the driver, its shape is held against a schema, and it is answered.

const db = await mongoose.createConnection(process.env['MONGODB_URI'] ?? '').asPromise();
const unit = z.looseObject({ _id: z.string(), name: z.string(), kind: z.string(), level: z.string() });
const asked = z.object({ id: z.string().min(1).max(200) });

const app = express();
app.disable('x-powered-by');
app.get('/api/units/:id', async (req, res) => {
  const secret = /dondoc=([\w-]+)/.exec(req.headers.cookie ?? '')?.[1] ?? '';
  const secretHash = createHash('sha256').update(secret).digest('hex');
  const session = await db.collection('sessions').findOne({ secretHash });
  if (!session) return void res.status(401).json({ type: '/problems/not-signed-in' });
  const [posts, account] = await Promise.all([
    db.collection('appointments').find({ person: session['person'] }).toArray(),
    db.collection('accounts').findOne({ _id: session['person'] }),
  ]);
  if (account?.['closedAt'] !== undefined || !posts.some(({ role }) => role === 'planner'))
    return void res.status(403).json({ type: '/problems/not-allowed' });
  const row = await db.collection('units').findOne({ _id: asked.parse(req.params).id as never });
  res.json(unit.parse(row));
});
const server = app.listen(0, '127.0.0.1', () => console.log(JSON.stringify({ ready: true, at: server.address() })));
