import type { Campaign } from './campaign.ts';
import { caughtUp, nextWake } from './chase.ts';
import { addDays } from './day.ts';
import type { Day } from './day.ts';
import type { PaperDraft } from './draft.ts';
import type { FrozenGroup } from './group.ts';
import type { Line } from './duty.ts';
import { awaitsNotice, inspectionId, newInspection } from './inspection.ts';
import type { Inspection } from './inspection.ts';
import { nothingToTell } from './letter.ts';
import type { Matter, MatterId, Setting, Tell, Work } from './matter.ts';
import type { Paper } from './paper.ts';
import { plannedInspection } from './plan.ts';
import type { Plan } from './plan.ts';
import { rulesOf } from './process.ts';
import { remediationId, standingAlone } from './remediation.ts';
import type { Remediation } from './remediation.ts';
import type { UnitId } from './role.ts';
import { broughtLast, broughtTo, broughtToAddressee } from './spreading.ts';
import type { Brought, PaperChange, PaperWord } from './spreading.ts';

/** Something somebody does on a day: a message to a matter, with the matter's first state if it is new. */
export interface Act {
  matter: MatterId;
  message: string;
  body: object;
  fresh?: Matter;
}

/** Everything the round consists of, in memory: what Mongo holds on the real stack. */
export interface World {
  matters: Map<MatterId, Matter>;
  /** Frozen plans and papers, by snapshot. */
  plans: Map<string, Plan>;
  papers: Map<string, PaperDraft>;
  /** The groups of frozen directives, by snapshot. */
  groups?: Map<string, FrozenGroup[]>;
  isVertical: (unit: UnitId) => boolean;
  /** The agency a unit without standing of its own goes through. */
  throughOf: (unit: UnitId) => UnitId | undefined;
  /** Lines written, in order; `official-letter` lines wait until one is sent. */
  lines: Line[];
  lettersWaiting: Line[];
  numbers: number;
  /** When each state wakes by itself, reckoned once: most are looked at again every day. */
  wakes: WeakMap<Matter, Day | 'never'>;
}

/** A world without matters. */
export const emptyWorld = (
  isVertical: World['isVertical'],
  throughOf: World['throughOf'] = () => undefined,
): World => ({
  matters: new Map(),
  plans: new Map(),
  papers: new Map(),
  isVertical,
  throughOf,
  lines: [],
  lettersWaiting: [],
  numbers: 0,
  wakes: new WeakMap(),
});

/**
 * Runs a round on a virtual clock, day by day: every matter is woken as it will be, then `post`
 * sends the morning's letters, then people do what `acts` says they do. Ends after `to` or when
 * every matter is closed. The same rules run on the real stack; only the clock is another.
 */
export function rehearse(
  world: World,
  days: { from: Day; to: Day },
  script: {
    acts: (day: Day, world: World) => Act[];
    written: (lines: Line[], day: Day, world: World) => void;
    morning: (day: Day, world: World) => void;
  },
): void {
  const write = (lines: Line[], day: Day) => {
    world.lines.push(...lines);
    world.lettersWaiting.push(...lines.filter((line) => line.letter === 'official-letter'));
    if (lines.length > 0) script.written(lines, day, world);
  };
  for (let day = days.from; day <= days.to; day = addDays(day, 1)) {
    const today = [...world.matters.keys()];
    for (const id of today) settle(world, id, day, write);
    script.morning(day, world);
    for (const { matter, message, body, fresh } of script.acts(day, world)) {
      const record = world.matters.get(matter) ?? fresh;
      if (!record) throw new Error(`${message} is asked of ${matter}, which was never born`);
      world.matters.set(matter, record);
      tell(world, { to: matter, message, body: body as Record<string, unknown> }, day, write);
    }
    if (world.matters.size > 0 && [...world.matters.values()].every((matter) => matter.closed)) return;
  }
}

type Write = (lines: Line[], day: Day) => void;

/** Brings one message to a matter, and everything that follows from it. */
function tell(world: World, { to, message, body }: Omit<Tell, 'key' | 'day'>, day: Day, write: Write): void {
  settle(world, to, day, write);
  const matter = world.matters.get(to);
  const rule = matter && rulesOf(matter).messages[message];
  if (!matter || !rule) throw new Error(`${to} does not know the message ${message}`);
  rule.accepts(matter, body, day);
  take(world, rule.next({ ...matter, asOf: day }, body, day), day, write);
  settle(world, to, day, write);
}

/** Takes a step as the matter's state, writes its lines, and delivers its tells. */
function take(
  world: World,
  step: { state: Matter; lines: Line[]; tells: Omit<Tell, 'key' | 'day'>[] },
  day: Day,
  write: Write,
): void {
  world.matters.set(step.state.id, { ...step.state, version: step.state.version + 1 });
  write(step.lines, day);
  for (const told of step.tells) {
    if (told.message === 'broadcast') broadcast(world, told.body, day, write);
    else tell(world, told, day, write);
  }
}

function wakeOf({ wakes }: World, matter: Matter): Day | 'never' {
  const known = wakes.get(matter);
  if (known !== undefined) return known;
  const wake = nextWake(matter, rulesOf(matter)) ?? 'never';
  wakes.set(matter, wake);
  return wake;
}

/** Everything a matter has to do by `day`: rungs, then its own work, until it is quiet. */
function settle(world: World, id: MatterId, day: Day, write: Write): void {
  for (;;) {
    const matter = world.matters.get(id);
    if (!matter || matter.closed) return;
    const wake = wakeOf(world, matter);
    if (wake === 'never' || wake > day) return;
    const caught = caughtUp(matter, day);
    if (caught.state !== matter) take(world, caught, day, write);
    const now = world.matters.get(id)!;
    const { work, messages } = rulesOf(now);
    const workDay = work?.on(now);
    if (work && workDay !== undefined && workDay <= day) {
      const { does, message, body } = work.next(now);
      take(world, messages[message]!.next(now, done(world, now, does, body, write, day), day), day, write);
    }
  }
}

/** What the activities do on the real stack, done to the world in memory. */
function done(
  world: World,
  matter: Matter,
  does: Work['does'],
  body: Record<string, unknown>,
  write: Write,
  day: Day,
): object {
  switch (does) {
    case 'launchPage': {
      const round = matter as Campaign;
      const plan = world.plans.get(round.plan.snapshot)!;
      for (const planned of plan.units) {
        const born = newInspection(
          settingOf(round),
          plannedInspection(plan, planned, world.isVertical(planned.unit), world.throughOf(planned.unit)),
          round.asOf,
        );
        if (!world.matters.has(born.id)) world.matters.set(born.id, born);
        if (born.method === 'reporting') tell(world, { to: born.id, message: 'opened', body: {} }, day, write);
        settle(world, born.id, day, write);
      }
      return { launched: plan.units.length };
    }
    case 'countOpen': {
      const open = [...world.matters.values()].filter(
        (other) =>
          !other.closed &&
          !('carried' in other) &&
          other.process !== 'campaign' &&
          other.place.campaign === matter.place.campaign,
      );
      return {
        matters: open.length,
        inspections: open.filter((other) => other.process === 'inspection').length,
        unnoticed: open.filter((other) => other.process === 'inspection' && awaitsNotice(other as Inspection)).length,
        lettersWaiting: world.lettersWaiting.filter(
          (line) =>
            line.campaign === matter.place.campaign &&
            line.day < String(body['before']) &&
            !nothingToTell(line, world.matters.get(line.matter)),
        ).length,
      };
    }
    case 'takeNumber':
      return { register: 'rehearsal', number: ++world.numbers, on: body['on'] };
    case 'proofPaper':
      return { pages: 0 };
    case 'renderPaper':
      return { file: '', pages: 0 };
    case 'renderMinutes':
      return { visit: body['visit'], file: 'minutes' };
    case 'voidNumber':
      return {};
  }
}

const settingOf = ({ clock, calendar, ladders, terms }: Matter): Setting => ({ clock, calendar, ladders, terms });

/** A remediation as it is born: what no earlier paper asked of its unit stands on its own. */
const metElsewhere = (world: World, born: Matter): Matter =>
  born.process !== 'remediation'
    ? born
    : standingAlone(born as Remediation, ({ paper, requirement }) => {
        const earlier = world.matters.get(remediationId(paper, (born as Remediation).place.unit));
        return (earlier as Remediation | undefined)?.items.some((item) => item.requirement === requirement) === true;
      });

/** Brings a change to every record it concerns. */
function broadcast(world: World, body: Record<string, unknown>, day: Day, write: Write): void {
  if (body['change'] === 'official-letter') {
    world.lettersWaiting = world.lettersWaiting.filter(
      (line) => line.campaign !== body['campaign'] || line.day > String(body['on']),
    );
    return;
  }
  if (body['change'] === 'carry') {
    for (const { id, process, place, closed } of world.matters.values()) {
      if (process !== 'remediation' || closed || place.campaign !== body['campaign']) continue;
      tell(world, { to: id, message: 'carried', body: { to: body['to'] } }, day, write);
    }
    return;
  }
  const paper = world.matters.get(String(body['paper'])) as Paper;
  const draft = world.papers.get(paper.content.snapshot);
  if (!draft) throw new Error(`${paper.id} has no frozen content`);
  const groups = world.groups?.get(paper.content.snapshot);
  const word: PaperWord = {
    paper,
    draft,
    ...(groups ? { groups } : {}),
    change: body['change'] as PaperChange,
    on: body['on'] as Day,
  };
  const bring = (brought: Brought[]) => {
    for (const { born, ...told } of brought) {
      if (born && !world.matters.has(born.id)) world.matters.set(born.id, metElsewhere(world, born));
      tell(world, told, day, write);
    }
  };
  const ofRound = (which: (inspection: Inspection) => boolean): Inspection[] => {
    const found: Inspection[] = [];
    for (const matter of world.matters.values())
      if (matter.process === 'inspection' && matter.place.campaign === paper.place.campaign)
        if (which(matter as Inspection)) found.push(matter as Inspection);
    return found;
  };
  if (draft.kind === 'directive') {
    for (const unit of draft.serves) {
      const inspection = world.matters.get(inspectionId(paper.place.campaign, unit)) as Inspection | undefined;
      const through = world.throughOf(unit);
      const addressee = {
        unit,
        vertical: world.isVertical(unit),
        ...(through ? { through } : {}),
        ...(inspection ? { inspection } : {}),
      };
      bring(broughtToAddressee(word, addressee));
    }
  }
  // to the others it brings nothing
  const serves = new Set(draft.serves);
  for (const { id } of ofRound(({ place, drafted }) => serves.has(place.unit) || drafted?.paper === paper.id))
    bring(broughtTo(word, world.matters.get(id) as Inspection));
  bring(broughtLast(word, draft.kind === 'notice' && ofRound(awaitsNotice).length === 0));
}
