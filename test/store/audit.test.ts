import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Instant } from '../../domain/day.ts';
import { newInspection } from '../../domain/inspection.ts';
import type { Matter } from '../../domain/matter.ts';
import { auditHash } from '../../store/records/audit.ts';
import type { AuditAct, AuditEntry } from '../../store/records/audit.ts';
import { openStore } from '../../store/index.ts';
import type { Store } from '../../store/index.ts';
import { databaseUri } from '../support/api.ts';
import { aSetting } from '../support/round.ts';

let store: Store;
beforeAll(async () => {
  store = await openStore(databaseUri('store-audit'));
});
afterAll(() => store.close());
beforeEach(async () => {
  for (const model of Object.values(store.db.models)) await model.deleteMany({});
  for (const unit of units) await live(unit);
});

const at: Instant = '2026-03-11T01:00:00.000Z';
const units = ['so-y-te', 'so-xay-dung'];
const matter = 'inspection:dot-1:so-y-te';
const messages = ['noticed', 'acknowledge', 'submitSelfReport', 'acceptSelfReport', 'hold'];

/** Five acts, as the process saves them: record, entries and answered asks in one transaction. Versions 1, 3, 5, 7, 9. */
async function live(unit: string): Promise<void> {
  const born: Matter = newInspection(
    aSetting(),
    { place: { campaign: 'dot-1', team: 'doan-1', unit }, method: 'on-site', visits: [], vertical: false },
    '2026-03-02',
  );
  await store.matters.born(born);
  let heard: string[] = [];
  for (const [n, message] of messages.entries()) {
    const version = 2 * n + 1;
    const key = `p-lan/${unit}-${n}`;
    const act: AuditAct = { message, by: 'p-lan', key, hash: `bam-${n}`, day: '2026-03-11', version };
    heard = [...heard, key];
    await store.db.transaction(async (session) => {
      const state = { ...born, heard, version };
      const base = n === 0 ? 0 : version - 2;
      expect(await store.matters.replace({ state, base, batch: key }, session)).toBe('written');
      await store.audit.append(born.id, [act], at, session);
      await store.asks.put(
        [{ _id: key, hash: act.hash, matter: born.id, message, version, at: new Date(at) }],
        session,
      );
    });
  }
}

const rows = () => store.db.collection<AuditEntry>('audit');
const asks = () => store.db.collection('asks');
const ends = () => store.db.collection('chainEnds');
const beyond = { matter, seq: { $gt: 3 } };
const asksBeyond = { matter, version: { $gt: 5 } };

/** Writes the chain anew so that every hash follows: what somebody does who knows how it is made. */
async function rehash(): Promise<void> {
  let previous = '';
  for (const entry of await rows().find({ matter }).sort({ seq: 1 }).toArray()) {
    const hash = auditHash({ ...entry, previous });
    await rows().updateOne({ _id: entry._id }, { $set: { previous, hash } });
    previous = hash;
  }
  await ends().updateOne({ _id: matter as never }, { $set: { hash: previous } });
}

const swap = async () => {
  const [two, three] = await rows()
    .find({ matter, seq: { $in: [2, 3] } })
    .sort({ seq: 1 })
    .toArray();
  await rows().updateOne({ _id: two!._id }, { $set: { act: three!.act } });
  await rows().updateOne({ _id: three!._id }, { $set: { act: two!.act } });
};
const whole = { matter, seq: expect.any(Number), version: expect.any(Number) };

describe('the chain of a matter', () => {
  test('as it was written is whole, and so is one without acts', async () => {
    await store.matters.born(
      newInspection(
        aSetting(),
        {
          place: { campaign: 'dot-1', team: 'doan-1', unit: 'hai-quan' },
          method: 'on-site',
          visits: [],
          vertical: false,
        },
        '2026-03-02',
      ),
    );
    const chains = await store.audit.chains();
    expect(chains).toHaveLength(3);
    expect(await store.audit.breaks(chains)).toEqual([]);
  });

  const damages: [string, () => Promise<unknown>, object[]][] = [
    [
      'an entry changed',
      () => rows().updateOne({ matter, seq: 2 }, { $set: { 'act.by': 'p-khac' } }),
      [{ matter, seq: 2, version: 3, reason: 'changed' }],
    ],
    [
      'the time of an entry changed',
      () => rows().updateOne({ matter, seq: 5 }, { $set: { at: '2026-03-12T01:00:00.000Z' } }),
      [{ matter, seq: 5, version: 9, reason: 'changed' }],
    ],
    [
      'an entry changed and every hash after it written anew',
      async () => {
        await rows().updateOne({ matter, seq: 2 }, { $set: { 'act.hash': 'khác' } });
        await rehash();
      },
      [{ matter, seq: 2, version: 3, reason: 'changed' }],
    ],
    [
      'who acted changed in the last entry, its hash with it, but not the end',
      async () => {
        const last = (await rows().findOne({ matter, seq: 5 }))!;
        const forged = { ...last, act: { ...last.act, by: 'p-khac' } };
        await rows().updateOne({ _id: last._id }, { $set: { act: forged.act, hash: auditHash(forged) } });
      },
      [{ matter, seq: 5, version: 9, reason: 'changed' }],
    ],
    [
      'two entries swapped',
      swap,
      [
        { matter, seq: 2, version: 5, reason: 'changed' },
        { matter, seq: 3, version: 3, reason: 'changed' },
      ],
    ],
    [
      'two entries swapped and every hash written anew',
      async () => {
        await swap();
        await rehash();
      },
      [{ matter, seq: 3, version: 3, reason: 'out-of-order' }],
    ],
    [
      'an entry from the middle removed',
      () => rows().deleteOne({ matter, seq: 3 }),
      [{ matter, seq: 3, version: 5, reason: 'missing' }],
    ],
    [
      'the tail cut off',
      () => rows().deleteMany(beyond),
      [
        { matter, seq: 4, version: 7, reason: 'missing' },
        { matter, seq: 5, version: 9, reason: 'missing' },
      ],
    ],
    [
      'the tail and its asks cut off',
      async () => {
        await rows().deleteMany(beyond);
        await asks().deleteMany(asksBeyond);
      },
      [
        { ...whole, seq: 4, reason: 'missing' },
        { ...whole, seq: 5, reason: 'missing' },
      ],
    ],
    [
      'the tail cut off and the end set back',
      async () => {
        await rows().deleteMany(beyond);
        const last = (await rows().findOne({ matter, seq: 3 }))!;
        await ends().updateOne({ _id: matter as never }, { $set: { seq: 3, hash: last.hash } });
      },
      [
        { matter, seq: 4, version: 7, reason: 'missing' },
        { matter, seq: 5, version: 9, reason: 'missing' },
      ],
    ],
    [
      'the tail cut off, its asks, and the end set back: the record still heard of them',
      async () => {
        await rows().deleteMany(beyond);
        await asks().deleteMany(asksBeyond);
        const last = (await rows().findOne({ matter, seq: 3 }))!;
        await ends().updateOne({ _id: matter as never }, { $set: { seq: 3, hash: last.hash } });
      },
      [
        { matter, seq: 4, version: 9, reason: 'missing' },
        { matter, seq: 5, version: 9, reason: 'missing' },
      ],
    ],
    [
      'the whole chain removed',
      () => rows().deleteMany({ matter }),
      [1, 2, 3, 4, 5].map((seq) => ({ matter, seq, version: 2 * seq - 1, reason: 'missing' })),
    ],
    [
      'the whole chain removed with its asks and end',
      async () => {
        await rows().deleteMany({ matter });
        await asks().deleteMany({ matter });
        await ends().deleteMany({ _id: matter as never });
      },
      [1, 2, 3, 4, 5].map((seq) => ({ matter, seq, version: 9, reason: 'missing' })),
    ],
    [
      'an act nobody asked for added',
      () =>
        store.db.transaction((session) =>
          store.audit.append(
            matter,
            [{ message: 'cancel', by: 'p-khac', key: 'la', hash: 'x', day: '2026-03-11', version: 9.5 }],
            at,
            session,
          ),
        ),
      [{ matter, seq: 6, version: 9.5, reason: 'unasked' }],
    ],
    [
      'the record set back before its acts',
      () => store.matters.model.updateOne({ _id: matter }, { $set: { version: 6 } }),
      [
        { matter, seq: 4, version: 7, reason: 'unrecorded' },
        { matter, seq: 5, version: 9, reason: 'unrecorded' },
      ],
    ],
    [
      'the record removed',
      () => store.matters.model.deleteOne({ _id: matter }),
      [1, 2, 3, 4, 5].map((seq) => ({ matter, seq, version: 2 * seq - 1, reason: 'unrecorded' })),
    ],
  ];
  test.each(damages)('%s is found, and named', async (_, damage, found) => {
    await damage();
    const broken = await store.audit.breaks(await store.audit.chains());
    expect(broken).toEqual(found);
    expect(await store.audit.verify(matter)).toEqual(found[0]);
    expect(await store.audit.verify('inspection:dot-1:so-xay-dung')).toBeUndefined();
  });

  test('what is added after a cut does not close the gap', async () => {
    await rows().deleteMany(beyond);
    const act = { message: 'signMinutes', by: 'p-lan', key: 'p-lan/moi', hash: 'm', day: '2026-03-12', version: 9 };
    await store.db.transaction((session) => store.audit.append(matter, [act], at, session));
    expect((await store.audit.breaks([matter])).map(({ seq, version }) => [seq, version])).toEqual(
      expect.arrayContaining([
        [4, 7],
        [5, 9],
      ]),
    );
  });

  test('an end forged far away names no more than is told of, and one', async () => {
    await ends().updateOne({ _id: matter as never }, { $set: { seq: 1e9 } });
    expect((await store.audit.breaks([matter])).length).toBeLessThan(10);
  });
});

describe('the chain of the office’s content', () => {
  const add = (n: number) =>
    store.changes.once({ key: `p-1/${n}`, what: 'unit-added', body: { n }, by: 'p-1', at }, async (session) => {
      await store.units.create(
        { id: `don-vi-${n}`, name: `Đơn vị ${n}`, aliases: [], kind: 'sở', level: 'province', from: '2025-03-01' },
        session,
      );
      return `don-vi-${n}`;
    });
  const changes = () => store.db.collection('changes');
  const numbers = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12];

  test('is one, whoever writes at once; a refused command leaves no gap', async () => {
    const refused = store.changes.once({ key: 'p-1/x', what: 'unit-added', body: {}, by: 'p-1', at }, () =>
      Promise.reject(new Error('không')),
    );
    await Promise.all([expect(refused).rejects.toThrow('không'), ...numbers.map(add)]);
    const all = await store.changes.list({ after: 0, limit: 100 });
    expect(all.map(({ seq }) => seq)).toEqual(numbers);
    expect(await store.changes.breaks()).toEqual([]);
    expect((await add(3)).repeated).toBe(true);
    expect(await store.changes.count()).toBe(12);
  });

  test.each<[string, () => Promise<unknown>, object[]]>([
    [
      'an entry changed',
      () => changes().updateOne({ seq: 2 }, { $set: { by: 'p-2' } }),
      [{ seq: 2, reason: 'changed' }],
    ],
    ['an entry removed', () => changes().deleteOne({ seq: 2 }), [{ seq: 2, reason: 'missing' }]],
    [
      'the tail cut off',
      () => changes().deleteMany({ seq: { $gt: 2 } }),
      [
        { seq: 3, reason: 'missing' },
        { seq: 4, reason: 'missing' },
      ],
    ],
    [
      'the whole chain removed',
      () => changes().deleteMany({}),
      [1, 2, 3, 4].map((seq) => ({ seq, reason: 'missing' })),
    ],
    [
      'two entries swapped',
      async () => {
        await changes().updateOne({ seq: 2 }, { $set: { seq: -1 } });
        await changes().updateOne({ seq: 3 }, { $set: { seq: 2 } });
        await changes().updateOne({ seq: -1 }, { $set: { seq: 3 } });
      },
      [
        { seq: 2, reason: 'changed' },
        { seq: 3, reason: 'changed' },
        { seq: 4, reason: 'unlinked' },
      ],
    ],
  ])('%s is found, and named', async (_, damage, found) => {
    for (const n of [1, 2, 3, 4]) await add(n);
    await damage();
    expect((await store.changes.breaks()).map(({ seq, reason }) => ({ seq, reason }))).toEqual(found);
  });
});
