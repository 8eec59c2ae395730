import { heartbeat, log } from '@temporalio/activity';
import type { Door } from '../client/ask.ts';
import { nextWorkingDay } from '../domain/calendar.ts';
import type { Calendar } from '../domain/calendar.ts';
import { dayAt, yearOf } from '../domain/day.ts';
import type { Day, Instant } from '../domain/day.ts';
import { leavesInTheMorning } from '../domain/duty.ts';
import { addressed, gathersBy, mayLeaveOn, messageIdOf, planLetters } from '../domain/letter.ts';
import type { LetterPlan, PlannedLetter, Told } from '../domain/letter.ts';
import { nextMorning, opening } from '../domain/letter-hours.ts';
import type { WorkingHours } from '../domain/letter-hours.ts';
import type { Appointment, CampaignId, PersonId } from '../domain/role.ts';
import type { LetterRow } from '../store/records/letters.ts';
import type { LineRow } from '../store/records/lines.ts';
import type { Restore } from '../store/records/restores.ts';
import { postId, queueName } from '../workflows/messages.ts';
import { linesWaiting } from '../workflows/post.ts';
import type { Post } from '../workflows/post.ts';
import { createHandOver, later } from './hand-over.ts';
import type { MailDeps } from './hand-over.ts';
import { compose } from './mail-data.ts';

/** What the letters need: built once in the worker's main. */
export interface LetterDeps extends MailDeps {
  door: Door;
}

/** Asked by a post; `now` is the post's own clock, which a test may have moved on. */
export type PostAsk = Post & { now: Instant };

export interface PostActivities {
  /** When the post has something to do next; absent when nothing waits, or waits for a stepped clock. */
  planNext: (ask: PostAsk) => Promise<{ next?: 'now' | Instant }>;
  /** Hands over what may leave now. Resolves with how many letters and lines that concerned. */
  deliver: (ask: PostAsk) => Promise<{ done: number }>;
}

/** Wakes the posts of these people, starting those that do not run. Repeating is harmless. */
export async function wakePosts(
  { temporal, queuePrefix }: Door,
  people: readonly PersonId[],
  steppedCampaign?: CampaignId,
): Promise<void> {
  await Promise.all(
    people.map((person) =>
      temporal.workflow.signalWithStart<(post: Post) => Promise<void>, []>('post', {
        workflowId: postId(person, steppedCampaign),
        taskQueue: queueName('process', queuePrefix),
        args: [steppedCampaign === undefined ? { person } : { person, campaign: steppedCampaign }],
        signal: linesWaiting,
        signalArgs: [],
        workflowIdReusePolicy: 'ALLOW_DUPLICATE',
      }),
    ),
  );
}

const minutes = 60_000;
/** A line whose lower rung is still on its way to somebody else is looked at again after this. */
const heldFor = 10 * minutes;
/** What could not be written or heard for a fault of ours. */
const faultyFor = 60 * minutes;

const latest = (at: Instant, other: Instant | undefined): Instant => (other !== undefined && other > at ? other : at);

/** What decides when letters leave: hours and days of the office, or the stepped clock of a campaign. */
interface Times {
  moment: Instant;
  hours: readonly WorkingHours[];
  calendar: Calendar;
  /** The day of morning letters; behind `today` while a stepped campaign's matters are being stepped. */
  morning: Day;
  today: Day;
  /** A reminder of that morning has gone out. */
  reminded: boolean;
  stepped: boolean;
}

/** MongoDB is away for a moment: no fault of the letter, and the whole delivery is soon tried again. */
const isOutage = (error: unknown): boolean =>
  error instanceof Error &&
  (/^Mongo(ose)?(ServerSelection|Network|NetworkTimeout|NotConnected|PoolCleared|TopologyClosed)/.test(error.name) ||
    ('errorLabels' in error && /TransientTransactionError|RetryableWriteError/.test(String(error.errorLabels))));

/**
 * Waiting in the backup, or of a day before its records were put back: the letter may have left in between, and the
 * backup does not know.
 */
const mayHaveBeenTold = ({ createdAt, day, stepped }: LineRow, { _id: restored }: Restore): boolean =>
  createdAt.toISOString() <= restored || (!stepped && day <= dayAt(restored));

/** Somebody changed the lines while their letter was being written. */
class Changed extends Error {}

/** The letters of people: when they leave, what they say at that moment, and how they are handed over. */
export function createLetters(deps: LetterDeps): PostActivities {
  const { store, door } = deps;
  const { domain, readyAt, handOver } = createHandOver(deps);
  const { lineOf } = store.lines;

  async function timesOf({ person, campaign, now }: PostAsk): Promise<Times> {
    const moment = latest(deps.now(), now);
    const clock = campaign === undefined ? undefined : await store.clocks.get(campaign);
    const today = clock?.now ?? dayAt(moment);
    const morning = clock?.postsOn ?? today;
    const year = yearOf(morning);
    const [{ workingHours }, calendar, reminded] = await Promise.all([
      store.office.get(),
      store.calendars.compact([year - 1, year, year + 1]),
      store.letters.reminded(person, morning, campaign),
    ]);
    return { moment, hours: workingHours, calendar, morning, today, reminded, stepped: campaign !== undefined };
  }

  /** The first moment a waiting line may leave; undefined while the stepped clock has to move first. */
  function leavesAt(row: LineRow, times: Times): Instant | undefined {
    const { letter, day, person, notBefore } = row;
    const { moment, hours, calendar, morning, reminded, stepped } = times;
    const from = latest(moment, notBefore);
    if (!leavesInTheMorning(row)) return stepped ? from : opening(hours, calendar, from);
    const isSecond = letter === 'reminder' && reminded;
    if (stepped) return mayLeaveOn(row, calendar, morning) && !isSecond ? from : undefined;
    const planned = letter === 'reminder' ? day : nextWorkingDay(calendar, day);
    return nextMorning(
      hours,
      calendar,
      person!,
      isSecond && planned <= morning ? nextWorkingDay(calendar, morning) : planned,
      from,
    );
  }

  /** When a letter that failed may be tried again: within working hours, unless it is a training letter. */
  const tryAgain =
    ({ stepped, hours, calendar }: Times) =>
    (at: Instant): Instant =>
      stepped ? at : opening(hours, calendar, at);

  /** What the records say of these lines now. */
  async function planned(rows: LineRow[], times: Times, appointments: Appointment[]): Promise<LetterPlan[]> {
    const records = new Map<string, Told | undefined>();
    for (const id of new Set(rows.map(({ matter }) => matter))) records.set(id, await store.matters.get(id));
    const known = {
      matter: (id: string) => records.get(id),
      appointments,
      calendar: times.calendar,
      reminded: () => times.reminded,
    };
    const [mornings, events] = [true, false].map((morning) =>
      rows.filter((row) => leavesInTheMorning(row) === morning).map(lineOf),
    );
    return [
      planLetters(mornings!, { ...known, day: times.morning }),
      planLetters(events!, { ...known, day: times.today }),
    ];
  }

  /** Drops what there is nothing left to tell of, and hands lines to those who hold the role now. */
  async function settleOthers(
    ask: PostAsk,
    rows: LineRow[],
    plans: LetterPlan[],
    times: Times,
    appointments: Appointment[],
  ): Promise<number> {
    const { person, campaign } = ask;
    const rowsOf = new Map(rows.map((row) => [row.line, row]));
    const known = new Set(
      (await store.lines.rowsOf(rows.map(({ line }) => line)))
        .filter(({ status, why }) => status !== 'dropped' || why !== 'holder-changed')
        .map(({ line, person: whose }) => `${line}\n${whose}`),
    );
    const hearers = new Map<string, PersonId[]>();
    const hear = (line: string, who: PersonId) => hearers.set(line, [...(hearers.get(line) ?? []), who]);
    for (const { letters, later: others } of plans) {
      for (const letter of letters) for (const line of letter.lines) hear(line.id, letter.recipient);
      for (const { line, recipient } of others) hear(line.id, recipient);
    }

    const dropped = plans.flatMap((plan) => plan.dropped);
    const gone = [...hearers].filter(([, who]) => !who.includes(person)).map(([line]) => rowsOf.get(line)!._id);
    const handedOn = [...hearers].flatMap(([line, who]) => {
      const people = who.filter((each) => !known.has(`${line}\n${each}`));
      return people.length > 0 ? [{ ...addressed(lineOf(rowsOf.get(line)!), appointments, times.today), people }] : [];
    });
    const unheard = plans.flatMap((plan) => plan.unheard).map((line) => rowsOf.get(line.id)!._id);
    if (dropped.length + gone.length + handedOn.length > 0) {
      await store.db.transaction(async (session) => {
        for (const { line, why } of dropped)
          await store.lines.settle([rowsOf.get(line.id)!._id], 'dropped', { why }, session);
        await store.lines.settle(gone, 'dropped', { why: 'holder-changed' }, session);
        await store.lines.insert(handedOn, times.stepped, session);
      });
      await wakePosts(door, [...new Set(handedOn.flatMap(({ people }) => people))], campaign);
    }
    if (unheard.length > 0) await store.lines.hold(unheard, later(times.moment, faultyFor));
    return dropped.length + gone.length + handedOn.length + unheard.length;
  }

  /** Lines whose lower rung somebody else has not been handed yet wait for it; gives the letter without them. */
  async function withoutHeldBack(letter: PlannedLetter, rows: LineRow[], times: Times): Promise<PlannedLetter> {
    const held = await store.lines.holdBack(
      rows.filter(({ line }) => letter.lines.some(({ id }) => id === line)),
      later(times.moment, heldFor),
    );
    return { ...letter, lines: letter.lines.filter(({ id }) => !held.some(({ line }) => line === id)) };
  }

  /** Writes a letter and freezes it in the ledger together with its lines; undefined when its lines changed meanwhile. */
  async function freeze(
    letter: PlannedLetter,
    rows: LineRow[],
    ask: PostAsk,
    times: Times,
    appointments: Appointment[],
  ): Promise<string | undefined> {
    const { kind, recipient, gathers } = letter;
    const { campaign } = ask;
    const on = leavesInTheMorning(letter.lines[0]!) ? times.morning : times.today;
    const { link, opens, matters, campaigns, units, ...content } = await compose(store, appointments, letter, on);
    const own = rows.filter(({ line }) => letter.lines.some(({ id }) => id === line));
    const lines = own.map(({ _id }) => _id);
    const restore = await store.restores.latest();
    try {
      return await store.db.transaction(async (session) => {
        const before = await store.letters.unfrozen(recipient, gathers, campaign, session);
        const { id, n } = before
          ? { id: before._id, n: before.n }
          : await store.letters.freeId(kind, recipient, on, session);
        if (!(await store.lines.putInto(lines, id, session))) throw new Changed(id);
        const row: LetterRow = {
          _id: id,
          kind,
          recipient,
          day: before?.day ?? on,
          n,
          gathers,
          composedOn: on,
          ...(campaign ? { campaign } : {}),
          stepped: times.stepped,
          campaigns,
          matters,
          units,
          ...content,
          link,
          ...(opens === undefined ? {} : { opens }),
          lines,
          messageId: messageIdOf(id, domain),
          phase: 'frozen',
          phaseAt: times.moment,
          frozenAt: times.moment,
          attempts: before?.attempts ?? [],
          ...(restore && own.some((line) => mayHaveBeenTold(line, restore)) ? { restored: restore._id } : {}),
        };
        await store.letters.freeze(row, session);
        return id;
      });
    } catch (error) {
      if (error instanceof Changed) return undefined;
      throw error;
    }
  }

  async function planNext(ask: PostAsk): Promise<{ next?: 'now' | Instant }> {
    const { person, campaign } = ask;
    const [rows, underWay] = await Promise.all([
      store.lines.waitingFor(person, campaign),
      store.letters.underWay(person, campaign),
    ]);
    if (rows.length + underWay.length === 0) return {};
    const times = await timesOf(ask);
    const moments = [
      ...underWay.map((letter) => latest(times.moment, readyAt(letter))),
      ...rows.filter(({ inLetter }) => inLetter === undefined).map((row) => leavesAt(row, times)),
    ].filter((at) => at !== undefined);
    if (moments.length === 0) return {};
    const next = moments.reduce((a, b) => (b < a ? b : a));
    return { next: next <= times.moment ? 'now' : next };
  }

  /** What may leave now, and what else belongs into the same letters though it was to be tried later. */
  function leavingNow(waiting: LineRow[], times: Times): LineRow[] {
    const free = waiting.filter(({ inLetter }) => inLetter === undefined);
    const isDue = (row: LineRow): boolean => (leavesAt(row, times) ?? 'never') <= times.moment;
    const due = new Set(free.filter(isDue).map((row) => gathersBy(lineOf(row))));
    return free.filter((row) => {
      const { notBefore: _, ...atOnce } = row;
      return due.has(gathersBy(lineOf(row))) && isDue(atOnce);
    });
  }

  async function deliver(ask: PostAsk): Promise<{ done: number }> {
    const beating = setInterval(() => heartbeat(), 5_000);
    try {
      return { done: (await finishUnderWay(ask)) + (await writeAndHandOver(ask)) };
    } finally {
      clearInterval(beating);
    }
  }

  async function finishUnderWay(ask: PostAsk): Promise<number> {
    const times = await timesOf(ask);
    const ready = (await store.letters.underWay(ask.person, ask.campaign)).filter(
      (letter) => readyAt(letter) <= times.moment,
    );
    for (const { _id } of ready) await hand(_id, ask, times);
    return ready.length;
  }

  /** One attempt; whoever waited for a lower rung to be handed over is woken. */
  async function hand(id: string, { campaign }: PostAsk, times: Times): Promise<void> {
    await handOver(id, () => latest(deps.now(), times.moment), tryAgain(times));
    await wakePosts(door, await store.lines.release(id), campaign);
  }

  async function writeAndHandOver(ask: PostAsk): Promise<number> {
    const { person, campaign } = ask;
    const times = await timesOf(ask);
    const rows = leavingNow(await store.lines.waitingFor(person, campaign), times);
    const appointments = await store.appointments.all();
    const plans = await planned(rows, times, appointments);
    let done = await settleOthers(ask, rows, plans, times, appointments);
    for (const whole of plans.flatMap(({ letters }) => letters).filter(({ recipient }) => recipient === person)) {
      done += 1;
      const letter = await withoutHeldBack(whole, rows, times);
      const id = letter.lines.length > 0 ? await written(letter, rows, ask, times, appointments) : undefined;
      if (id !== undefined) await hand(id, ask, times);
    }
    await withdrawEmpty(ask, times.moment);
    return done;
  }

  /** One letter that cannot be written must not hold up the others: it is tried later, and the watch sees its lines wait. */
  async function written(
    letter: PlannedLetter,
    rows: LineRow[],
    ask: PostAsk,
    times: Times,
    appointments: Appointment[],
  ): Promise<string | undefined> {
    try {
      return await freeze(letter, rows, ask, times, appointments);
    } catch (error) {
      if (isOutage(error)) throw error;
      log.error('A letter could not be written', { gathers: letter.gathers, error: String(error) });
      const ids = rows.filter(({ line }) => letter.lines.some(({ id }) => id === line)).map(({ _id }) => _id);
      await store.lines.hold(ids, later(times.moment, faultyFor));
      return undefined;
    }
  }

  /** A letter that failed before it left and has no line any more is withdrawn. */
  async function withdrawEmpty({ person, campaign }: PostAsk, at: Instant): Promise<void> {
    const unfrozen = await store.letters.allUnfrozen(person, campaign);
    if (unfrozen.length === 0) return;
    const gathered = new Set((await store.lines.waitingFor(person, campaign)).map((row) => gathersBy(lineOf(row))));
    for (const { _id, gathers } of unfrozen) if (!gathered.has(gathers)) await store.letters.withdraw(_id, at);
  }

  return { planNext, deliver };
}
