import { campaignMatterId, newCampaign } from '../../domain/campaign.ts';
import type { CampaignState } from '../../domain/campaign.ts';
import type { Day } from '../../domain/day.ts';
import { newInspection } from '../../domain/inspection.ts';
import type { Inspection } from '../../domain/inspection.ts';
import type { Matter } from '../../domain/matter.ts';
import { noticed } from '../../domain/notice.ts';
import type { Plan } from '../../domain/plan.ts';
import { begin, newRemediation } from '../../domain/remediation.ts';
import type { UnitId } from '../../domain/role.ts';
import { fixedDue } from '../../domain/term.ts';
import type { Store } from '../../store/index.ts';
import { deskDay, deskNow, deskPlan } from './desk.ts';
import { aSetting, calendar } from './round.ts';

interface RealRound {
  campaign: string;
  title?: string;
  state?: CampaignState;
  clock?: Plan['clock'];
  year?: number;
  area?: string;
  /** Asked for five items on 23/02/2026: two were due on the 10th of March, one of the others is closed. */
  concluded?: UnitId[];
  notified?: UnitId[];
  /** Will be inspected without notice. */
  surprised?: UnitId[];
}

/** A round that is no training, as its records stand; nothing runs. */
export async function bornRealRound(
  store: Store,
  {
    campaign,
    title,
    state = 'running',
    clock = 'real',
    year = 2026,
    area = 'tthc',
    concluded = [],
    notified = [],
    surprised = [],
  }: RealRound,
): Promise<void> {
  const setting = aSetting({ clock: clock === 'real' ? { kind: 'real' } : { kind: 'stepped', now: deskDay } });
  await store.plans.create(
    { ...deskPlan, campaign, title: title ?? deskPlan.title, year, clock, teams: [], units: [] },
    { by: 'p-chuyen-vien', at: deskNow },
  );
  await store.matters.born({
    ...newCampaign(setting, campaign, '2026-01-05'),
    id: campaignMatterId(campaign),
    state,
    approved: { on: '2026-01-06', by: 'p-giam-doc' },
    ...(state === 'closed' ? { closed: deskDay } : {}),
  } as Matter);
  const planned = (unit: UnitId, method: Inspection['method'], day: Day): Inspection =>
    newInspection(
      setting,
      {
        place: { campaign, team: 'doan-1', unit },
        method,
        visits: [{ n: 1, day, session: 'morning' }],
        vertical: false,
      },
      '2026-01-12',
    );
  for (const unit of concluded) {
    const inspection: Inspection = {
      ...planned(unit, 'on-site', '2026-02-03'),
      noticed: { paper: 'p', on: '2026-01-12' },
      concluded: { paper: 'p', on: '2026-02-23' },
      closed: '2026-02-23',
    };
    await store.matters.born(inspection);
    const wanted = (['2026-03-10', '2026-03-10', '2026-03-20', '2026-03-27', '2026-03-27'] as Day[]).map((due, i) => ({
      n: i + 1,
      requirement: `yc-${i + 1}`,
      due: fixedDue(calendar, due, 'văn bản'),
      ...(i < 3 ? { area } : {}),
    }));
    const place = { campaign, team: 'doan-1', unit };
    const born = newRemediation(setting, place, `paper:${campaign}:conclusion:1`, '2026-02-23', wanted, false);
    const { state: owed } = begin.next(born, {}, '2026-02-23');
    await store.matters.born({
      ...owed,
      items: owed.items.map((item) => (item.n === 5 ? { ...item, state: 'closed', closedOn: '2026-03-09' } : item)),
      duties: owed.duties.map((duty) =>
        duty.about === 5 ? { ...duty, ended: { how: 'met' as const, on: '2026-03-09' } } : duty,
      ),
    } as Matter);
  }
  for (const unit of notified)
    await store.matters.born(
      noticed.next(planned(unit, 'on-site', '2026-03-24'), { paper: 'p', on: '2026-03-02' }, '2026-03-02').state,
    );
  for (const unit of surprised) await store.matters.born(planned(unit, 'surprise', '2026-04-02'));
}
