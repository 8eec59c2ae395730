import { activityInfo, Context, heartbeat, log } from '@temporalio/activity';
import { renewMatter, tickMatter } from '../client/ask.ts';
import { lacksYear, yearOfCalendar } from '../domain/calendar.ts';
import { campaignMatterId } from '../domain/campaign.ts';
import { addDays, dayAt } from '../domain/day.ts';
import type { Day } from '../domain/day.ts';
import type { FrozenPaper } from '../domain/draft.ts';
import { inspectionId } from '../domain/inspection.ts';
import type { Inspection } from '../domain/inspection.ts';
import type { Matter, MatterId } from '../domain/matter.ts';
import { concluding } from '../domain/paper.ts';
import type { Paper } from '../domain/paper.ts';
import { remediationId, standingAlone } from '../domain/remediation.ts';
import type { Remediation } from '../domain/remediation.ts';
import type { UnitId } from '../domain/role.ts';
import { broughtLast, broughtTo, broughtToAddressee, servedInspection } from '../domain/spreading.ts';
import type { Brought, PaperChange, PaperWord } from '../domain/spreading.ts';
import type { Change, Cursor } from '../workflows/messages.ts';
import type { ActivityDeps } from './deps.ts';
import { wakePosts } from './letters.ts';
import { paced } from './paced.ts';
import type { createTells } from './tells.ts';
import { readdress } from './unheard.ts';

/** What a page left to do: nothing, or from where to go on, and how long (ms) to wait before. */
export interface PageBrought {
  next?: Cursor;
  pause?: number;
}

const pageSize = 100;
const atOnce = 16;
/** One that does not answer by then is brought it on the next way through. */
const patience = 30_000;
const beforeAgain = 10_000;
/** A release renews about forty processes a second. */
const renewEvery = 25;
/** Whoever is told hears it within this time, or it was lost; told more often they would do nothing but listen. */
const heardWithin = 1_000;
function notToldJustNow(): (id: string) => boolean {
  const told = new Map<string, number>();
  return (id) => {
    if (Date.now() - (told.get(id) ?? 0) < heardWithin) return false;
    told.set(id, Date.now());
    return true;
  };
}
const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** Brings one change to a page of the records that lack it, and says from where to go on. */
export function createBroadcast({ store, door, now }: ActivityDeps, { bring }: ReturnType<typeof createTells>) {
  /**
   * Brings something to each, several at once; one that fails holds up no other. Resolves with how many failed.
   * Throws when all did: then it is no fault of theirs.
   */
  async function bringEach<T>(
    all: readonly T[],
    act: (one: T) => Promise<void>,
    through: (count: number, failed: number) => void = () => heartbeat(),
  ): Promise<number> {
    const { cancelled, cancellationSignal: signal } = Context.current();
    const patiently = (one: T) => door.temporal.withDeadline(Date.now() + patience, () => act(one));
    // a worker that stops waits for no answer: it may be the one that would give it
    const failed = await Promise.race([paced(all, patiently, { atOnce, through, signal }), cancelled]);
    if (failed.length > 0 && failed.length === all.length) throw failed[0];
    for (const error of failed) log.warn('not brought to one, tried again later', { error: String(error) });
    return failed.length;
  }

  /** The cursor after a page that ends at `after`; at the end of the way, its beginning while some may lack the change. */
  const goOn = ({ again }: Pick<Cursor, 'again'>, after: string | undefined): PageBrought => {
    if (after !== undefined) return { next: { after, ...(again ? { again } : {}) } };
    return again ? { next: { after: '' }, pause: beforeAgain } : {};
  };

  /** The remediation as it is born: what no earlier paper asked of this unit stands on its own. */
  const metElsewhere = async (born: Remediation): Promise<Remediation> => {
    const asked = new Set<string>();
    for (const { meetsWith } of born.items) {
      if (!meetsWith) continue;
      const earlier = await store.matters.get<Remediation>(remediationId(meetsWith.paper, born.place.unit));
      if (earlier?.items.some(({ requirement }) => requirement === meetsWith.requirement))
        asked.add(`${meetsWith.paper}/${meetsWith.requirement}`);
    }
    return standingAlone(born, (meets) => asked.has(`${meets.paper}/${meets.requirement}`));
  };

  const bringPaper = async (id: MatterId, change: PaperChange, on: Day, cursor: Cursor): Promise<PageBrought> => {
    const paper = await store.matters.get<Paper>(id);
    const content = paper && (await store.snapshots.get<FrozenPaper>(paper.content.snapshot));
    if (!paper || !content) throw new Error(`${id} has no record or no frozen content`);
    const { draft, groups } = content.body;
    const { campaign } = paper.place;
    const word: PaperWord = { paper, draft, ...(groups ? { groups } : {}), change, on };
    const carry = async (brought: Brought[]) => {
      for (const { born, ...tell } of brought)
        await bring(
          id,
          { ...tell, key: `${paper.content.snapshot}:${change}:${tell.to}:${tell.message}`, day: on },
          born?.process === 'remediation' ? await metElsewhere(born as Remediation) : born,
        );
    };

    const carryTo = async (to: MatterId) => {
      const inspection = await store.matters.get<Inspection>(to);
      if (!inspection) throw new Error(`${id} serves ${to}, which is not inspected in this round`);
      await carry(broughtTo(word, inspection));
    };
    /** A directive may address thousands who were never inspected: units and inspections are read by the page. */
    const carriedBy = async (page: readonly UnitId[]): Promise<(unit: UnitId) => Promise<void>> => {
      if (draft.kind !== 'directive') return (unit) => carryTo(inspectionId(campaign, unit, servedInspection(draft)));
      const [units, inspections] = await Promise.all([
        store.units.getMany(page),
        store.progress.inspectionsOf(campaign, page),
      ]);
      const known = new Map(units.map((each) => [each.id, each]));
      return (unit) => {
        const inspection = inspections.get(unit);
        const { vertical = false, through } = known.get(unit) ?? {};
        const addressee = {
          unit,
          vertical,
          ...(through ? { through } : {}),
          ...(inspection ? { inspection } : {}),
        };
        return carry(broughtToAddressee(word, addressee));
      };
    };

    const from = Number(cursor.after);
    const page = draft.serves.slice(from, from + pageSize);
    if (page.length > 0) {
      // what a worker that died had brought of this page is passed over
      const before = (activityInfo().heartbeatDetails ?? { done: 0, failed: 0 }) as { done: number; failed: number };
      let failed = before.failed;
      if (from === 0 && concluding.includes(draft.kind)) {
        // an earlier wording may have served others
        const drafted = await store.matters.draftedBy(campaign, id);
        failed += await bringEach(
          drafted.filter(
            (each) => !page.some((unit) => each === inspectionId(campaign, unit, servedInspection(draft))),
          ),
          carryTo,
          () => heartbeat(before),
        );
      }
      failed += await bringEach(page.slice(before.done), await carriedBy(page), (count, missed) =>
        heartbeat({ done: before.done + count, failed: before.failed + missed }),
      );
      return goOn(failed > 0 ? { again: true } : cursor, String(from + page.length));
    }
    if (cursor.again) return goOn(cursor, undefined);
    await carry(broughtLast(word, draft.kind === 'notice' && (await store.matters.withoutNotice(campaign)) === 0));
    return {};
  };

  /** The day an open matter is brought something on: today's, or that of its stepped clock. */
  const dayOf = async ({ clock, place }: Matter): Promise<Day> =>
    clock.kind === 'real' ? dayAt(now()) : ((await store.clocks.get(place.campaign ?? ''))?.now ?? clock.now);

  /** The newest calendar of a year, to every open matter that reckons by an older one. */
  const bringCalendar = async (year: number, cursor: Cursor): Promise<PageBrought> => {
    const notice = await store.calendars.year(year);
    const open = await store.matters.calendarsAfter(cursor.after, pageSize);
    const lacking = open.filter(({ calendar }) => lacksYear(calendar, notice));
    await bringEach(lacking, async ({ id }) => {
      const matter = await store.matters.get(id);
      if (!matter || matter.closed !== undefined) return;
      const body = { ...yearOfCalendar(notice) };
      const key = `calendar:${year}.${notice.version}:${id}`;
      await bring('calendar', { key, to: id, message: 'newCalendar', day: await dayOf(matter), body });
    });
    const again = cursor.again === true || lacking.length > 0;
    const { next } = goOn(again ? { again } : {}, open.at(-1)?.id);
    return next ? { next, ...(next.after === '' ? { pause: 1_000 } : {}) } : {};
  };

  /** The close of a round, to every remediation and proposal it leaves open. */
  const bringCarry = async (campaign: string, to: string, on: Day, cursor: Cursor): Promise<PageBrought> => {
    const open = await store.matters.openToCarry(campaign, cursor.after, pageSize);
    const failed = await bringEach(open, (id) =>
      bring(campaign, { key: `carry:${campaign}:${id}`, to: id, message: 'carried', day: on, body: { to } }),
    );
    return goOn(failed > 0 || cursor.again ? { again: true } : {}, open.at(-1));
  };

  const bringRenewal = async (cursor: Cursor): Promise<PageBrought> => {
    const open = await store.matters.calendarsAfter(cursor.after, pageSize);
    await bringEach(open, async ({ id }) => {
      await renewMatter(door, id);
      await wait(atOnce * renewEvery);
    });
    return goOn({}, open.at(-1)?.id);
  };

  /** Every matter whose wake has come by `day`, and every paper on its way, till all have saved. */
  const settled = async (campaign: string, day: Day): Promise<void> => {
    const isToTell = notToldJustNow();
    for (;;) {
      heartbeat();
      const waking = await store.matters.wakingBy(campaign, day, pageSize);
      if (waking.length === 0 && (await store.matters.underWay(campaign, day)) === 0) return;
      await Promise.all(waking.filter(({ id }) => isToTell(id)).map((matter) => tickMatter(door, matter, day)));
      await Context.current().sleep(50); // a worker that stops does not wait for it
    }
  };

  /** Every letter that may leave on `day`, till it has left. */
  const posted = async (campaign: string, day: Day): Promise<void> => {
    await readdress({ store, door }, () => day, campaign);
    const isToTell = notToldJustNow();
    for (;;) {
      heartbeat();
      const people = await store.lines.recipientsWaiting(campaign, day);
      if (people.length === 0) return;
      await wakePosts(door, people.filter(isToTell), campaign);
      await Context.current().sleep(50); // a worker that stops does not wait for it
    }
  };

  /** Steps a training clock: what happened on the day before is over first, then matters, then posts. */
  const step = async (campaign: string, day: Day): Promise<void> => {
    const before = await store.clocks.get(campaign);
    if (before && before.now < day) {
      await settled(campaign, before.now);
      await posted(campaign, before.now);
    }
    await store.clocks.advance(campaign, { now: day });
    await settled(campaign, day);
    await store.clocks.advance(campaign, { postsOn: day });
    await posted(campaign, day);
  };

  /** Every day of a training clock up to `last`, that one itself when the clock shows it already. */
  const stepUpTo = async (campaign: string, last: Day): Promise<void> => {
    const now = (await store.clocks.get(campaign))?.now;
    for (let day = now && now < last ? addDays(now, 1) : last; day <= last; day = addDays(day, 1))
      await step(campaign, day);
  };

  /** One event of a clock at play, every day up to it; then as long a pause as somebody wished. */
  const playOn = async (campaign: string): Promise<PageBrought> => {
    const clock = await store.clocks.get(campaign);
    if (!clock?.playing) return {};
    const { everySeconds, until } = clock.playing;
    const round = await store.matters.get(campaignMatterId(campaign));
    if (!round || round.closed !== undefined || clock.now >= until) {
      await store.clocks.pause(campaign);
      return {};
    }
    if (clock.postsOn < clock.now) await step(campaign, clock.now);
    const event = await store.progress.nextWake(campaign, clock.now);
    if (event !== undefined) {
      await stepUpTo(campaign, event < until ? event : until);
    }
    return { next: { after: '' }, pause: everySeconds * 1_000 };
  };

  return {
    async bringPage(change: Change, cursor: Cursor = { after: '' }): Promise<PageBrought> {
      switch (change.change) {
        case 'tick':
          await stepUpTo(change.campaign, change.day);
          return {};
        case 'play':
          return playOn(change.campaign);
        case 'official-letter': {
          const gathered = await store.lines.gatherOfficialLetters(change.campaign, change.letter, change.on);
          return gathered > 0 ? { next: { after: '' } } : {};
        }
        case 'carry':
          return bringCarry(change.campaign, change.to, change.on, cursor);
        case 'calendar':
          return bringCalendar(change.year, cursor);
        case 'unheard':
          await readdress({ store, door }, () => dayAt(now()));
          return {};
        case 'renew':
          return bringRenewal(cursor);
        default:
          return bringPaper(change.paper, change.change, change.on, cursor);
      }
    },
  };
}
