import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { caughtUp, nextWake } from '../../domain/chase.ts';
import { addDays } from '../../domain/day.ts';
import type { Day } from '../../domain/day.ts';
import { isOpen, isPaused } from '../../domain/duty.ts';
import type { Duty } from '../../domain/duty.ts';
import { undecided } from '../../domain/extension.ts';
import type { MatterId, Tell } from '../../domain/matter.ts';
import { Refusal } from '../../domain/refusal.ts';
import { newRemediation, remediationId } from '../../domain/remediation.ts';
import type { Item, ItemState, Remediation } from '../../domain/remediation.ts';
import { remediationRules } from '../../domain/remediation-rules.ts';
import { wantedItems } from '../../domain/requirement.ts';
import type { Requirement } from '../../domain/requirement.ts';
import { aRequirement, aSetting, calendar } from '../support/round.ts';

// Three papers ask one unit: a conclusion, a directive that asks the same once more, and one that repeats the directive.

const unit = 'so-xay-dung';
const papers = ['paper:cchc-2026:conclusion:1', 'paper:cchc-2026:directive:1', 'paper:cchc-2026:directive:2'] as const;
const issued: Day = '2026-02-23';
const requirements: Record<string, Partial<Requirement>[]> = {
  [papers[0]]: [
    {},
    { id: 'chi-tieu', target: { of: 'hồ sơ trễ hạn', percent: 95 } },
    { id: 'moc', due: { kind: 'milestone', day: '2026-04-15' } },
    { id: 'cam', mode: 'prohibit', due: { kind: 'recurring', every: 'month', until: '2026-05-31' } },
    { id: 'thuong-xuyen', due: { kind: 'recurring', every: 'quarter', until: '2026-06-30' } },
  ],
  [papers[1]]: [{ id: 'lai', meetsWith: { paper: papers[0], requirement: 'yc-1' } }],
  [papers[2]]: [{ id: 'lai-nua', meetsWith: { paper: papers[1], requirement: 'lai' } }],
};

/** Everything there is, with what was told to people and what is on its way from one to another. */
interface World {
  day: Day;
  matters: Map<MatterId, Remediation>;
  told: string[];
  telling: Omit<Tell, 'key' | 'day'>[];
}

function opened(): World {
  const world: World = { day: issued, matters: new Map(), told: [], telling: [] };
  for (const paper of papers) {
    const asked = requirements[paper]!.map((one) => aRequirement(one));
    const wanted = wantedItems(calendar, paper, asked, [unit], unit, issued);
    const born = newRemediation(aSetting(), { campaign: 'cchc-2026', unit }, paper, issued, wanted, false);
    world.matters.set(born.id, born);
    took(world, born.id, 'begin', {});
  }
  deliver(world);
  return world;
}

/** Lets a matter decide; false when its rule refuses. */
function took(world: World, id: MatterId, message: string, body: object): boolean {
  const rule = remediationRules.messages[message]!;
  const before = world.matters.get(id)!;
  try {
    rule.accepts(before, body, world.day);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return false;
  }
  const step = rule.next({ ...before, asOf: world.day }, body, world.day);
  world.matters.set(id, step.state);
  world.told.push(...step.lines.map((line) => line.id));
  world.telling.push(...step.tells);
  return true;
}

/** Days pass: what is due by then is told. */
function pass(world: World, days: number): void {
  world.day = addDays(world.day, days);
  for (const [id, before] of world.matters) {
    const { state, lines } = caughtUp(before, world.day);
    world.matters.set(id, state);
    world.told.push(...lines.map((line) => line.id));
  }
}

/** What one said to another arrives, in order. */
function deliver(world: World): void {
  for (let tell = world.telling.shift(); tell; tell = world.telling.shift())
    took(world, tell.to, tell.message, tell.body);
}

interface Act {
  message: string;
  paper: number;
  item: number;
  more: number;
  later: number;
  held: boolean;
}

/** The body of an act, with every variant of it that people may send. */
function bodyOf(
  { message, item: n, more }: Act,
  at: number,
  item: Item | undefined,
  { duties }: Remediation,
  day: Day,
): object {
  const until = addDays(day, (more % 5) * 9 - 3);
  const named = more % 3 === 0 ? { until } : {};
  switch (message) {
    case 'report':
      return { item: n, report: `bc-${at}`, evidence: more % 4, achieved: { done: 90 + (more % 11), total: 100 } };
    case 'confirmPeriod': {
      const owed = duties.find((duty) => duty.kind === 'confirm-period' && duty.about === n && isOpen(duty));
      const period = more % 7 === 0 ? '2026-03-31' : (owed?.id.split(':')[2] ?? '2026-03-31');
      return { item: n, report: `xn-${at}`, period, incidents: more % 3, files: 2 };
    }
    case 'verify':
      return {
        item: n,
        report: item?.report ?? '',
        verdict: (['met', 'partly', 'not-met'] as const)[more % 3],
        remarks: `nx-${at}`,
        by: `p-${more % 2}`,
        ...(more % 3 === 0 ? {} : named),
      };
    case 'close':
      return { item: n, by: `p-${more % 3}` };
    case 'requestExtension':
      return { item: n, until: addDays(day, 10 + more), reason: `ly-do-${at}` };
    case 'decideExtension':
      return { item: n, granted: more % 2 === 0, remarks: `qd-${at}`, by: 'p-pgd' };
    case 'reopen':
      return { item: n, remarks: `ml-${at}`, ...named };
    case 'assign':
      return { item: { requirement: `kn-${more % 3}`, followUpOn: addDays(day, 20) } };
    case 'carried':
      return { to: `theo-doi-${more % 2}` };
    default:
      return { item: n, remarks: `nd-${at}` };
  }
}

const owedIn: Record<ItemState, readonly (readonly Duty['kind'][])[]> = {
  open: [['remediate']],
  returned: [['remediate']],
  'partly-met': [['remediate']],
  suspended: [['remediate']],
  reported: [['verify']],
  verified: [['close']],
  standing: [['confirm-period'], ['confirm-period', 'review-incidents'], ['review-incidents']],
  elsewhere: [[]],
  closed: [[]],
};

/** What is wrong with the world, whatever was done in whatever order; nothing, when all is well. */
function faultsIn({ matters, told, telling }: World, names: Map<MatterId, string>): string[] {
  const faults: string[] = [];
  const must = (holds: boolean, what: string) => void (holds || faults.push(what));
  const heard = told.filter((id) => !id.includes('/follow-up-ended/'));
  must(new Set(heard).size === heard.length, 'somebody was told twice');
  for (const [id, state] of matters) {
    must(new Set(state.duties.map((duty) => duty.id)).size === state.duties.length, `${id}: a duty twice`);
    const isOver = state.items.every((item) => item.state === 'closed');
    must((state.closed !== undefined) === isOver, `${id}: closed ${state.closed}, over ${isOver}`);
    must(!isOver || !state.duties.some(isOpen), `${id}: closed and owing`);
    must(!isOver || nextWake(state, remediationRules) === undefined, `${id}: closed and woken`);
    for (const item of state.items) faults.push(...faultsOf(state, item));
    if (!state.carried) continue;
    names.set(id, names.get(id) ?? state.carried.to);
    must(state.carried.to === names.get(id), `${id}: carried under another name`);
    must(new Set(state.carried.items).size === state.carried.items.length, `${id}: an item carried twice`);
  }
  if (telling.length > 0) return faults;
  // an item that follows another is met with it and opened again with it, until it has a life of its own
  for (const [later, earlier] of [[papers[1], papers[0]] as const, [papers[2], papers[1]] as const]) {
    const [one, other] = [later, earlier].map((paper) => matters.get(remediationId(paper, unit))!.items[0]!);
    must(one!.state !== 'elsewhere' || other!.state !== 'closed', `${later}: followed where nothing is followed`);
    const isItsOwn = one!.reports > 0;
    must(isItsOwn || one!.state !== 'closed' || other!.state === 'closed', `${later}: closed before the other`);
  }
  return faults;
}

function faultsOf({ duties }: Remediation, item: Item): string[] {
  const open = duties.filter((duty) => duty.about === item.n && isOpen(duty));
  const kinds = open.map(({ kind }) => kind);
  const count = (kind: Duty['kind']) => kinds.filter((one) => one === kind).length;
  const owed = [...new Set(kinds)].filter((kind) => kind !== 'decide-extension').sort();
  const isAsking = undecided(item) !== undefined;
  const isWrong = [
    !owedIn[item.state].some((allowed) => allowed.join() === owed.join()),
    count('remediate') + count('verify') + count('close') + count('confirm-period') > 1,
    count('decide-extension') !== (isAsking ? 1 : 0),
    open.some(isPaused) !== (isAsking || item.state === 'suspended'),
    (item.closedOn !== undefined) !== (item.state === 'closed'),
  ];
  return isWrong.includes(true) ? [`${item.n} is ${item.state} and owes ${kinds.join()}: ${isWrong.join()}`] : [];
}

/** What would be done next about an item if all went its usual way; the closed is opened again now and then. */
function usual(state: Remediation, act: Act): string {
  const item = state.items.find(({ n }) => n === act.item);
  const isOwed = (kind: Duty['kind']) =>
    state.duties.some((duty) => duty.about === act.item && duty.kind === kind && isOpen(duty));
  switch (item?.state) {
    case 'reported':
      return 'verify';
    case 'verified':
      return 'close';
    case 'standing':
      return isOwed('review-incidents') ? 'reviewIncidents' : 'confirmPeriod';
    case 'suspended':
      return 'resume';
    case 'closed':
      return act.more % 3 === 0 ? 'reopen' : 'carried';
    default:
      return isOwed('decide-extension') ? 'decideExtension' : 'report';
  }
}

const messages = Object.keys(remediationRules.messages).filter((one) => one !== 'begin' && !one.startsWith('twin'));

test('acts in any order: nothing is both closed and owed, nothing owed twice, nobody told twice, all carried once', () => {
  const done = new Map<string, number>();
  const act: fc.Arbitrary<Act> = fc.record({
    message: fc.oneof(
      { weight: 3, arbitrary: fc.constant('usual') },
      { weight: 2, arbitrary: fc.constantFrom(...messages) },
    ),
    paper: fc.constantFrom(0, 0, 0, 0, 1, 2),
    item: fc.constantFrom(1, 1, 1, 2, 3, 4, 5, 6),
    more: fc.nat({ max: 59 }),
    later: fc.constantFrom(0, 0, 0, 1, 3, 12),
    held: fc.boolean(),
  });
  fc.assert(
    fc.property(fc.array(act, { minLength: 20, maxLength: 60, size: 'max' }), (acts) => {
      const world = opened();
      const names = new Map<MatterId, string>();
      for (const [at, one] of acts.entries()) {
        if (one.later > 0) pass(world, one.later);
        const id = remediationId(papers[one.paper]!, unit);
        const state = world.matters.get(id)!;
        const item = state.items.find(({ n }) => n === one.item);
        const chosen = one.message === 'usual' ? { ...one, message: usual(state, one) } : one;
        if (took(world, id, chosen.message, bodyOf(chosen, at, item, state, world.day)))
          done.set(chosen.message, (done.get(chosen.message) ?? 0) + 1);
        if (!one.held) deliver(world);
        expect(faultsIn(world, names)).toEqual([]);
      }
      deliver(world);
      expect(faultsIn(world, names)).toEqual([]);
    }),
    { numRuns: 40 },
  );
  // these orders were no idle ones
  expect(messages.filter((message) => !done.has(message))).toEqual([]);
});
