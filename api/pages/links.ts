import { addDays, dayAt } from '../../domain/day.ts';
import type { Day } from '../../domain/day.ts';
import { unitRoles } from '../../domain/role.ts';
import type { UnitId } from '../../domain/role.ts';
import type { Inspection } from '../../domain/inspection.ts';
import type { Matter } from '../../domain/matter.ts';
import type { Proposal } from '../../domain/proposal.ts';
import type { Remediation } from '../../domain/remediation.ts';
import type { Link, LinkEnd } from '../../store/content/links.ts';
import { standingsOn } from '../auth.ts';
import type { Actor } from '../auth.ts';
import { today } from '../deps.ts';
import type { Deps } from '../deps.ts';
import { secretHash } from '../secret.ts';

/** Somebody who came by a mailed link: what they may do, and everything of their units. */
export interface Visitor {
  /** `/u/<token>`. */
  base: string;
  link: Link;
  actor: Actor;
  units: UnitId[];
  matters: (Inspection | Remediation)[];
  /** Raised by their units or put to them. */
  proposals: Proposal[];
}

/** Days a link still opens after the last matter of its person's units was closed. */
const daysAfterLast = 30;

/**
 * Whose link this is and what their units owe now. Says why where it opens nothing: never sent by us, its person
 * replaced, or nothing left for 30 days; once seen ended it stays so.
 */
export async function visitorOf(
  deps: Pick<Deps, 'store' | 'now'>,
  token: string,
): Promise<Visitor | 'unknown' | LinkEnd> {
  const { store, now } = deps;
  const link = /^[\w-]{20,200}$/.test(token) ? await store.links.withHash(secretHash(token)) : undefined;
  if (!link) return 'unknown';
  if (link.endedWhy) return link.endedWhy;
  const standings = standingsOn(await store.appointments.of(link.person), today(deps)).filter(
    ({ role, scope }) => unitRoles.includes(role) && scope.startsWith('unit:'),
  );
  const own = new Set(standings.map(({ scope }) => scope.slice('unit:'.length)));
  const branches = (await store.units.all()).filter(({ through }) => through !== undefined && own.has(through));
  const passed = await store.unitWork.heardThrough([...own]);
  const units = [...new Set([...own, ...branches.map(({ id }) => id), ...passed])];
  // of a unit that was split each successor sees what passed to it
  const isTheirs = ({ place: { unit, through }, custody }: Matter) =>
    custody === undefined || own.has(unit ?? '') || own.has(through ?? '');
  // the letter of a training round opens training only: many may read it in the mailbox
  const stepped = (await store.letters.get(link.letter))?.stepped;
  const isOfLetter = ({ clock }: Matter) => stepped === undefined || (clock.kind === 'stepped') === stepped;
  const [matters, proposals] = await Promise.all([
    store.unitWork.mattersOf(units).then((found) => found.filter(isOfLetter).filter(isTheirs)),
    store.unitWork
      .proposals({ units })
      .then((found) =>
        found.filter(isOfLetter).filter((one) => isTheirs(one) || one.routes.some(({ to }) => own.has(to))),
      ),
  ]);
  const end: LinkEnd | undefined =
    units.length === 0
      ? 'replaced'
      : isOver([...matters, ...proposals], link, today(deps))
        ? 'nothing-owed'
        : undefined;
  if (end) {
    await store.links.end(link._id, end, now());
    return end;
  }
  const opens = new Set([...matters, ...proposals].map(({ id }) => id));
  const actor: Actor = { id: `link:${link._id}`, person: link.person, standings, via: 'link', opens };
  return { base: `/u/${token}`, link, actor, units, matters, proposals };
}

function isOver(matters: readonly Matter[], { createdAt }: Link, day: Day): boolean {
  if (matters.some(({ closed }) => closed === undefined)) return false;
  const last = [dayAt(createdAt), ...matters.map(({ closed }) => closed!)].reduce((a, b) => (b > a ? b : a));
  return addDays(last, daysAfterLast) < day;
}
