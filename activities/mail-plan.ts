import type { Campaign } from '../domain/campaign.ts';
import { isOpen } from '../domain/duty.ts';
import type { Letter } from './mail/letter.ts';
import { planDecided } from './mail/plan-decided.ts';
import { addressee, only } from './mail-reading.ts';
import type { Reading } from './mail-reading.ts';

export async function planDecidedLetter(reading: Reading): Promise<Letter> {
  const { facts, office } = reading;
  const { record: matter, line } = only(reading);
  const record = matter as Campaign;
  const decision = line.about?.['decision'] === 'approved' ? ('approved' as const) : ('sent-back' as const);
  const next = record.duties.find(
    (duty) => isOpen(duty) && duty.kind === (decision === 'approved' ? 'issue-notice' : 'revise-plan'),
  );
  const plan = await facts.planOf(record.place.campaign);
  return planDecided({
    office,
    to: await addressee(reading),
    title: plan?.title ?? record.place.campaign,
    decision,
    units: record.plan.units,
    ...(record.plan.firstVisit ? { firstDay: record.plan.firstVisit } : {}),
    ...(record.plan.reporting ? { reporting: true as const } : {}),
    points: await facts.pointsOf(line.about?.['remarks']),
    ...(next?.due
      ? {
          next: {
            what: decision === 'approved' ? 'gửi thông báo kiểm tra tới các đơn vị' : 'sửa và trình lại kế hoạch',
            by: next.due.day,
          },
        }
      : {}),
    days: next ? [await facts.whyThisDay(record, next)] : [],
  });
}
