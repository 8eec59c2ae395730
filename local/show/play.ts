import { setTimeout as pause } from 'node:timers/promises';
import { dayAt, vnDay, yearOf } from '../../domain/day.ts';
import type { Day } from '../../domain/day.ts';
import type { PersonId, UnitId } from '../../domain/role.ts';
import { patiently, Refused, signIn } from '../sample/people.ts';
import type { Act, SampleDeps, SignedIn } from '../sample/people.ts';
import { turnOf } from './cast.ts';
import type { Cast, Deed } from './cast.ts';
import { look } from './round-seen.ts';
import type { Seen } from './round-seen.ts';
import { office, showPlan, showRound } from './round.ts';
import { openContact } from './units.ts';

export interface ShowDeps extends SampleDeps {
  /** What happened, one line each, for whoever watches. */
  say: (line: string) => void;
  /** What was refused, for the log. */
  note: (line: string) => void;
  /** The address people use, for what is said. */
  site: string;
  signal: AbortSignal;
}

const waitMs = 200;
/** Something that should come by itself has this long. */
const patienceMs = 90_000;

/**
 * Plays the training round to its close, or from where it stands: the cast acts, then the clock goes on to the next
 * event. Resolves with whether it is closed. Rejects when the round stands still although nobody has anything to do.
 */
export async function playShow(deps: ShowDeps): Promise<boolean> {
  const { signal, say, site } = deps;
  const { cast, signOut } = openCast(deps);
  const planner = cast.as(office.planner);
  const refused = new Map<string, string>();
  let waiting = Date.now();
  try {
    let letters = await lettersIn(deps);
    /** What came into the mailbox since it was last looked into. */
    const tellLetters = async (today: Day): Promise<void> => {
      const now = await lettersIn(deps);
      if (now > letters) say(`  ${vnDay(today)}  Hệ thống gửi ${now - letters} thư  → ${site}/mailbox`);
      letters = now;
    };
    while (!signal.aborted) {
      const seen = await look(planner);
      if (seen.state === 'closed' || seen.state === 'cancelled') {
        await tellLetters(seen.today);
        say(closing(seen, letters, site));
        return true;
      }
      const turn = turnOf(seen, cast);
      if (turn === 'wait') {
        if (Date.now() - waiting > patienceMs) throw new Error('what should come by itself did not come');
        await pause(waitMs);
        continue;
      }
      waiting = Date.now();
      const done = new Set<Deed>();
      const act = async (deed: Deed): Promise<void> => {
        if (signal.aborted) return;
        try {
          await deed.does();
          done.add(deed);
        } catch (error) {
          deps.note(`${seen.today} ${deed.id}: ${String(error)}`);
          refused.set(deed.id, seen.today);
        }
      };
      await Promise.all(
        hands(turn.filter(({ id }) => refused.get(id) !== seen.today)).map(async (deeds) => {
          for (const deed of deeds) await act(deed);
        }),
      );
      const day = seen.state === 'none' ? '' : `${vnDay(seen.today)}  `;
      for (const line of told(turn.filter((deed) => done.has(deed)))) say(`  ${day}${line.words}  → ${site}${line.at}`);
      if (done.size > 0 || signal.aborted) continue;
      await tellLetters(seen.today);
      await planner('POST', `/api/campaigns/${showRound}/clock`, { step: 'next-event' });
    }
    return false;
  } finally {
    await signOut();
  }
}

/** What is done for one unit or to one paper is done one after the other; the others do not wait for it. */
function hands(deeds: Deed[]): Deed[][] {
  const by = new Map<string, Deed[]>();
  for (const deed of deeds) {
    const whose = deed.whose ?? deed.at;
    by.set(whose, [...(by.get(whose) ?? []), deed]);
  }
  return [...by.values()];
}

/** The same thing done by several is one line, which leads to the last of them. */
function told(done: Deed[]): { words: string; at: string }[] {
  return [...new Set(done.map(({ what }) => what))].map((what) => {
    const same = done.filter((deed) => deed.what === what);
    const names = [...new Set(same.flatMap(({ whose }) => whose ?? []))];
    const times = same.length > names.length && names.length > 0 ? ` (${same.length} việc)` : '';
    const words = names.length > 0 ? `${names.join(', ')}: ${what}${times}` : capitalised(what);
    return { words, at: same.at(-1)!.at };
  });
}

const capitalised = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1);

const closing = ({ items }: Seen, letters: number, site: string): string =>
  [
    `  Đợt trình diễn đã đóng: ${items.closed}/${items.total} nội dung khắc phục đã đóng, ${letters} thư trong hộp thư.`,
    `  Xem lại: ${site}/dot/${showRound} · ${site}/mailbox`,
  ].join('\n');

async function lettersIn({ url }: ShowDeps): Promise<number> {
  const answer = await patiently(() => fetch(`${url}/mailbox/api/messages?limit=1`));
  return answer.ok ? ((await answer.json()) as { total: number }).total : 0;
}

/** The people of the show: the office's by sessions of their own, the units' by the links in their letters. */
function openCast(deps: ShowDeps): { cast: Cast; signOut: () => Promise<void> } {
  const signedIn = new Map<PersonId, Promise<SignedIn>>();
  const session = (person: PersonId): Promise<SignedIn> => {
    const known = signedIn.get(person) ?? signIn(deps, person, 'Đợt trình diễn');
    signedIn.set(person, known);
    return known;
  };
  const as =
    (person: PersonId): Act =>
    async (...asked) => {
      try {
        return await (await session(person)).act(...asked);
      } catch (error) {
        // a session lasts an hour, a show that somebody's laptop slept through may last longer
        if (!(error instanceof Refused) || error.status !== 401) throw error;
        signedIn.delete(person);
        return (await session(person)).act(...asked);
      }
    };
  return {
    cast: {
      as,
      plan: async () => {
        const today = dayAt(deps.now());
        return showPlan(today, await deps.store.calendars.compact([yearOf(today), yearOf(today) + 1]));
      },
      contact: (unit: UnitId) => openContact(deps.url, unit),
    },
    signOut: async () => {
      const opened = await Promise.allSettled(signedIn.values());
      await Promise.all(opened.flatMap((one) => (one.status === 'fulfilled' ? [one.value.signOut()] : [])));
    },
  };
}
