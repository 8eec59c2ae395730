import { Link } from '@tanstack/react-router';
import { Descriptions } from 'antd';
import type { CampaignView } from '../../../api/campaigns/campaign-views.ts';
import { vnDay } from '../../../domain/day.ts';
import type { Day } from '../../../domain/day.ts';
import { vnNumber } from '../../../domain/number.ts';
import { chasedWords } from '../../../domain/practice.ts';
import { Act } from '../parts/act.tsx';
import { Due } from '../parts/due.tsx';
import { onlyFor, useMay } from '../parts/who.ts';
import { methodNames } from './chosen-units.tsx';
import { usePlan } from './plan-context.ts';
import type { PlanFields } from './plan-context.ts';
import { stepPath, steps } from './steps.ts';
import { useRehearsed } from './rehearsed.ts';

/** What is put before the signer, in numbers; once it is, where it stands. */
export function SubmitStep() {
  const { plan, view } = usePlan();
  const isWriting = view.state === 'draft' || view.state === 'sent-back';
  return (
    <>
      <h2>{isWriting ? 'Trình kế hoạch' : `Kế hoạch ${view.words}`}</h2>
      <Summary plan={plan} />
      {isWriting ? <Submission /> : <Waiting view={view} />}
    </>
  );
}

/** The plan in numbers. */
function Summary({ plan }: { plan: PlanFields }) {
  const { nameOf } = usePlan();
  const visits = plan.units.flatMap((unit) => unit.visits);
  const days = visits.map(({ day }) => day).sort();
  const of = (method: keyof typeof methodNames) =>
    plan.units.filter(({ method: one = 'on-site' }) => one === method).length;
  const methods = (Object.keys(methodNames) as (keyof typeof methodNames)[])
    .filter((method) => of(method) > 0)
    .map((method) => `${vnNumber(of(method))} ${methodNames[method]}`);
  return (
    <Descriptions
      size="small"
      bordered
      column={{ xs: 1, sm: 1, md: 2 }}
      items={[
        {
          key: 'units',
          label: 'Đơn vị',
          children: `${vnNumber(plan.units.length)}${plan.kind === 'inspection' && methods.length > 0 ? `: ${methods.join(', ')}` : ''}`,
        },
        {
          key: 'teams',
          label: 'Đoàn',
          children: plan.teams.map(({ name, lead }) => `${name} (${nameOf(lead)})`).join('; ') || 'chưa có',
        },
        plan.kind === 'reporting'
          ? {
              key: 'due',
              label: 'Hạn gửi báo cáo',
              children: plan.reporting ? dayWords(plan.reporting.due) : 'chưa ghi',
            }
          : {
              key: 'visits',
              label: 'Buổi kiểm tra',
              children:
                days.length === 0
                  ? 'không có'
                  : `${vnNumber(visits.length)} buổi, ${dayWords(days[0]!)} – ${dayWords(days.at(-1)!)}`,
            },
        {
          key: 'period',
          label: 'Kỳ kiểm tra',
          children: `${plan.period.label}: ${dayWords(plan.period.from)} – ${dayWords(plan.period.to)}`,
        },
        { key: 'bases', label: 'Căn cứ', children: `${vnNumber(plan.bases.length)} văn bản` },
        { key: 'practice', label: 'Lịch nhắc', children: chasedWords(plan) },
        { key: 'outline', label: 'Đề cương', children: plan.outline.replace('@', ', phiên bản ') },
      ]}
    />
  );
}

/** A day still being typed is shown as it was typed. */
const dayWords = (day: Day): string => (/^\d{4}-\d{2}-\d{2}$/.test(day) ? vnDay(day) : day);

function Submission() {
  const { round, places, checked, plan, drafting } = usePlan();
  const mayDo = useMay()('submit-campaign', { campaign: round });
  const { found } = useRehearsed(round, drafting.version);
  const faults = places.filter(({ weight }) => weight !== 'warning');
  const warnings = places.filter(({ weight }) => weight === 'warning');
  const visits = plan.units.reduce((sum, unit) => sum + unit.visits.length, 0);
  const barred = !mayDo
    ? onlyFor('submit-campaign')
    : faults.length > 0
      ? `Còn ${vnNumber(faults.length)} chỗ phải sửa trước khi trình.`
      : checked
        ? undefined
        : 'Đang lưu và kiểm tra bản mới nhất.';
  return (
    <>
      {faults.length > 0 && (
        <>
          <h3>Phải sửa trước khi trình</h3>
          <Places places={faults} />
        </>
      )}
      {warnings.length > 0 && (
        <>
          <h3>Nên xem lại, không chặn trình</h3>
          <Places places={warnings} />
        </>
      )}
      <p className="submit">
        <Act
          name="Trình kế hoạch"
          primary
          barred={barred}
          path={`/campaigns/${encodeURIComponent(round)}/submit`}
          bodyOf={() => ({ base: drafting.version })}
          consequence={
            <>
              Trình người ký: {vnNumber(plan.units.length)} đơn vị, {vnNumber(plan.teams.length)} đoàn
              {plan.kind === 'inspection' && `, ${vnNumber(visits)} buổi`}. Trình rồi thì kế hoạch giữ nguyên như bây
              giờ, chỉ sửa được khi bị trả lại.
              {found
                ? ` Chạy thử: ${vnNumber(found.result.letters)} thư, ${vnNumber(found.result.papers)} văn bản.`
                : ' Bản này chưa chạy thử.'}
              {warnings.length > 0 && ` Còn ${vnNumber(warnings.length)} chỗ nên xem lại.`}
            </>
          }
        />
      </p>
    </>
  );
}

/** What was found, each leading to the step it is mended at. */
function Places({
  places,
}: {
  places: readonly { at: string; sentence: string; step: (typeof steps)[number]['id'] }[];
}) {
  const { round } = usePlan();
  const shown = places.slice(0, 30);
  return (
    <>
      <ul className="plan-places">
        {shown.map(({ at, sentence, step }) => (
          <li key={`${at} ${sentence}`}>
            {sentence}{' '}
            <Link to={stepPath(step)} params={{ round }}>
              {steps.find(({ id }) => id === step)?.name}
            </Link>
          </li>
        ))}
      </ul>
      {places.length > shown.length && (
        <p className="soft">và {vnNumber(places.length - shown.length)} chỗ nữa, xem ở từng bước.</p>
      )}
    </>
  );
}

/** Who the round waits for now. */
function Waiting({ view: { waiting, id } }: { view: CampaignView }) {
  return (
    <>
      {waiting.map((one) => (
        <p key={one.duty}>
          Đang chờ {one.who}: {one.what} · <Due {...one} />
        </p>
      ))}
      <p>
        <Link to="/dot/$round" params={{ round: id }}>
          Đến trang của đợt
        </Link>
      </p>
    </>
  );
}
