import { ask } from '../../api/ask.ts';
import type { Day } from '../../domain/day.ts';
import { inspectionId, newInspection } from '../../domain/inspection.ts';
import type { Inspection } from '../../domain/inspection.ts';
import type { UnitId } from '../../domain/role.ts';
import { deskDay, deskPlan, round } from './desk.ts';
import type { Desk } from './desk.ts';
import { aSetting } from './round.ts';

/**
 * Tells a unit of the desk of its inspection as an issued notice does, and waits for the letter to its contact.
 * Resolves with the path of the link in it.
 */
export async function noticeLetter(desk: Desk, unit: UnitId, contact: string): Promise<string> {
  const id = inspectionId(round, unit);
  const { team, visits } = deskPlan.units.find((one) => one.unit === unit)!;
  const born: Inspection = newInspection(
    aSetting({ clock: { kind: 'stepped', now: deskDay } }),
    {
      place: { campaign: round, team, unit },
      method: 'on-site',
      visits: visits.map(({ n, day, session }): { n: number; day: Day; session: 'morning' | 'afternoon' } => ({
        n,
        day,
        session,
      })),
      vertical: unit === 'hai-quan',
    },
    deskDay,
  );
  await desk.store.matters.model.deleteOne({ _id: id });
  await desk.store.matters.born(born);
  const body = { paper: `paper:${round}:notice:2`, on: deskDay };
  await ask(desk.api.deps, { matter: id, message: 'noticed', body, key: `thong-bao/${unit}`, by: 'p-chuyen-vien' });
  const mail = `${contact}@thu.vn`;
  const letters = await desk.office.mail.until((all) => all.some(({ recipients }) => recipients.includes(mail)));
  const letter = letters.find(({ recipients }) => recipients.includes(mail))!;
  const link = /https?:\/\/\S+\/u\/[\w-]+/.exec(letter.text)?.[0];
  if (link === undefined) throw new Error(`no link in “${letter.subject}”`);
  return new URL(link).pathname;
}
