import { MockActivityEnvironment } from '@temporalio/testing';
import type { Client } from '@temporalio/client';
import { createLetters } from '../../activities/letters.ts';
import type { Instant } from '../../domain/day.ts';
import { openStore } from '../../store/index.ts';

/** A worker to be killed: delivers the letters of one person, as its parent says on the command line. */
const [mongodbUri = '', smtpUrl = '', person = '', at = ''] = process.argv.slice(2);
const now = at as Instant;
const letters = createLetters({
  store: await openStore(mongodbUri),
  door: { temporal: undefined as unknown as Client, queuePrefix: '' },
  now: () => now,
  linkSecret: 'a secret of tests, thirty-two characters long',
  publicUrl: 'http://localhost:8080',
  mailFrom: 'dondoc@snv.example',
  smtpUrl,
});
await new MockActivityEnvironment().run(() => letters.deliver({ person, now }));
