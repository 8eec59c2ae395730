import { describe, expect, test } from '@jest/globals';
import { defaultTerms, termFault, termNames } from '../../domain/duty-terms.ts';
import { defaultLadders, ladderFaults, ladderNames } from '../../domain/ladder.ts';
import type { Ladder, Rung } from '../../domain/ladder.ts';
import {
  changesNothing,
  changesWords,
  chasedBy,
  chasedWords,
  practiceChanges,
  rebased,
  rungChanges,
  shippedPractice,
  wholePractice,
} from '../../domain/practice.ts';

const aRung = (rung: Partial<Rung> = {}): Rung => ({ offset: 1, to: ['unit-contact'], does: 'tell', ...rung });
const aLadder = (...rungs: Rung[]): Ladder => ({ rungs });

describe('a ladder nobody could be chased by', () => {
  test.each(ladderNames)('ladder %s as shipped is none', (name) => {
    expect(ladderFaults(defaultLadders[name])).toEqual([]);
  });

  test.each<[string, Ladder, string[]]>([
    ['không có mức nào', aLadder(), ['rungs']],
    ['mức sau sớm hơn mức trước', aLadder(aRung({ offset: 2 }), aRung({ offset: 1 })), ['rungs']],
    ['hai mức cùng ngày thì được', aLadder(aRung(), aRung({ to: ['unit-head'] })), []],
    ['không tới ai', aLadder(aRung(), aRung({ offset: 2, to: [] })), ['rungs[1].to']],
    ['một người hai lần', aLadder(aRung({ to: ['lead', 'lead'] })), ['rungs[0].to']],
    ['cùng việc, cùng ngày, cùng người', aLadder(aRung(), aRung({ to: ['lead', 'unit-contact'] })), ['rungs[1].to']],
    ['cùng ngày, cùng người, việc khác', aLadder(aRung(), aRung({ does: 'call' })), []],
    [
      'cùng ngày, cùng người, một với ngành dọc, một không',
      aLadder(aRung({ when: 'vertical-agency' }), aRung({ when: 'own-agency' })),
      [],
    ],
    ['ngành dọc rồi mọi nơi', aLadder(aRung({ when: 'vertical-agency' }), aRung()), ['rungs[1].to']],
    ['chờ lãnh đạo mà không ai trình', aLadder(aRung(), aRung({ offset: 2, when: 'approved' })), ['rungs[1].when']],
    [
      'trình sau khi đã phải đồng ý',
      aLadder(aRung({ when: 'approved' }), aRung({ offset: 2, to: ['director'], does: 'put-to-leader' })),
      ['rungs[0].when'],
    ],
    [
      'trình rồi mới chờ',
      aLadder(aRung({ to: ['director'], does: 'put-to-leader' }), aRung({ offset: 2, when: 'approved' })),
      [],
    ],
    ['nhắc lại từ trước hạn', { ...aLadder(aRung({ offset: -1 })), thenEvery: 5 }, ['thenEvery']],
    ['nhắc lại từ ngày hạn', { ...aLadder(aRung({ offset: 0 })), thenEvery: 5 }, []],
  ])('%s', (_, ladder, places) => {
    const faults = ladderFaults(ladder);
    expect(faults.map(({ at }) => at)).toEqual(places);
    expect(faults.every(({ sentence }) => sentence.endsWith('.'))).toBe(true);
  });
});

describe('a term', () => {
  test.each(termNames)('%s as shipped is one', (name) => {
    expect(termFault(name, defaultTerms[name])).toBeUndefined();
  });

  test('keeps the direction it is counted in', () => {
    expect(termFault('self-report', { count: 5, unit: 'working-day' })).toContain('tính lùi');
    expect(termFault('self-report', { count: 0, unit: 'working-day' })).toContain('tính lùi');
    expect(termFault('explain', { count: -1, unit: 'working-day' })).toContain('tính tới');
    expect(termFault('explain', { count: 0, unit: 'working-day' })).toBeUndefined();
  });
});

const louder = wholePractice(1, {
  ladders: { A: { rungs: [...defaultLadders.A.rungs, aRung({ offset: 4, to: ['director'] })] } },
  terms: { explain: { count: 7, unit: 'working-day' } },
});

describe('the office’s practice', () => {
  test('a version lacks nothing, whatever came since', () => {
    expect(wholePractice(3, { ladders: {}, terms: {} })).toEqual({ ...shippedPractice, version: 3 });
  });

  test('what differs between two versions', () => {
    expect(practiceChanges(shippedPractice, louder)).toEqual({ ladders: ['A'], terms: ['explain'] });
    expect(changesWords(practiceChanges(shippedPractice, louder))).toBe('lịch A; 1 thời hạn');
    expect(rungChanges(shippedPractice.ladders.A, louder.ladders.A)).toEqual({
      gone: [],
      added: [aRung({ offset: 4, to: ['director'] })],
    });
    expect(changesNothing(practiceChanges(louder, louder))).toBe(true);
  });

  test.each<[string, Partial<Ladder>]>([
    ['người được nhắc', { rungs: [aRung({ to: ['lead'] })] }],
    ['việc làm', { rungs: [aRung({ does: 'call' })] }],
    ['với ai', { rungs: [aRung({ when: 'own-agency' })] }],
    ['ngày', { rungs: [aRung({ offset: 3 })] }],
    ['nhắc lại', { thenEvery: 4 }],
    ['thôi khi nào', { until: 'visit-held' }],
    ['số mức', { rungs: [aRung(), aRung({ offset: 9 })] }],
  ])('%s khác là khác', (_, ladder) => {
    const before = wholePractice(1, { ladders: { A: aLadder(aRung()) }, terms: {} });
    const after = wholePractice(2, { ladders: { A: { ...aLadder(aRung()), ...ladder } }, terms: {} });
    expect(practiceChanges(before, after)).toEqual({ ladders: ['A'], terms: [] });
  });

  test('the order people are named in says nothing', () => {
    const before = wholePractice(1, { ladders: { A: aLadder(aRung({ to: ['lead', 'secretary'] })) }, terms: {} });
    const after = wholePractice(2, { ladders: { A: aLadder(aRung({ to: ['secretary', 'lead'] })) }, terms: {} });
    expect(changesNothing(practiceChanges(before, after))).toBe(true);
  });

  test('a plan’s own is over the office’s', () => {
    const own = aLadder(aRung({ offset: 6 }));
    const found = chasedBy({ ladders: { B: own }, terms: { verify: { count: 9, unit: 'working-day' } } }, louder);
    expect(found.ladders.B).toBe(own);
    expect(found.ladders.A).toBe(louder.ladders.A);
    expect(found.terms).toMatchObject({ verify: { count: 9 }, explain: { count: 7 } });
    expect(chasedWords({})).toBe('thường lệ bản cài đặt');
    expect(chasedWords({ practice: 1, ladders: { B: own } })).toBe('thường lệ phiên bản 1, 1 lịch riêng của đợt');
  });

  test('written while another version came in between: what was changed stays, all else is as it now is', () => {
    const mine = chasedBy({ ladders: { B: aLadder(aRung()) }, terms: {} }, shippedPractice);
    const found = rebased(mine, shippedPractice, louder);
    expect(practiceChanges(louder, found)).toEqual({ ladders: ['B'], terms: [] });
    expect(found.terms.explain).toEqual({ count: 7, unit: 'working-day' });
  });
});
