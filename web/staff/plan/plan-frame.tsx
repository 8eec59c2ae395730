import './plan.css';
import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi, Link, Outlet, useLocation } from '@tanstack/react-router';
import { Alert, ConfigProvider } from 'antd';
import { useCallback, useMemo, useRef, useState } from 'react';
import type { CampaignView } from '../../../api/campaigns/campaign-views.ts';
import type { PlanCheck } from '../../../api/campaigns/rounds.ts';
import { dayAt, vnDay } from '../../../domain/day.ts';
import type { Instant } from '../../../domain/day.ts';
import type { Plan, PlannedUnit } from '../../../domain/plan.ts';
import { ask, newKey } from '../parts/ask.ts';
import { useDraft } from '../parts/draft.ts';
import { DraftState } from '../parts/draft-state.tsx';
import { Failed, Loading } from '../parts/states.tsx';
import { onlyFor, useMay } from '../parts/who.ts';
import { PlanContext } from './plan-context.ts';
import type { PlanDesk, PlanFields } from './plan-context.ts';
import { StepList } from './step-list.tsx';
import { stepMeant, stepOf, stepPath, steps, unitIndexOf } from './steps.ts';
import type { PlanPlace } from './steps.ts';
import { useUnits } from './units.ts';
import type { Units } from './units.ts';

const route = getRouteApi('/dot/$round/ke-hoach');
/** Saves on their way when a plan was left: whoever comes back reads it after them. */
const leaving = new Map<string, Promise<unknown>>();

/** A plan being written, around each of its steps. */
export function PlanFrame() {
  const { round } = route.useParams();
  const path = `/campaigns/${encodeURIComponent(round)}`;
  const view = useQuery({
    queryKey: ['plan', round],
    queryFn: async ({ signal }) => {
      await leaving.get(round)?.catch(() => undefined);
      return ask<CampaignView>(path, { signal });
    },
    gcTime: 0,
  });
  const units = useUnits();
  if (view.isPending || units.isPending) return <Loading what="kế hoạch" />;
  if (view.isError) return <Failed error={view.error} again={() => void view.refetch()} />;
  if (units.isError) return <Failed error={units.error} again={() => void units.refetch()} />;
  return <Desk key={round} round={round} view={view.data} units={units.data} />;
}

/** What is sent: a basis left blank is none. */
const written = ({ bases, ...plan }: PlanFields): PlanFields => ({
  ...plan,
  bases: bases.filter((basis) => basis.trim() !== ''),
});

const fieldsOf = (view: CampaignView): PlanFields => {
  const { campaign: _, ...fields } = view.draft.plan as unknown as Plan;
  return fields;
};

const isAsItWas = (unit: PlannedUnit, before: PlannedUnit): boolean =>
  unit === before || JSON.stringify(unit) === JSON.stringify(before);

/** The states in which its planner may still write. */
const open = ['draft', 'sent-back'];

function Desk({ round, view, units }: { round: string; view: CampaignView; units: Units }) {
  const queries = useQueryClient();
  const path = `/campaigns/${encodeURIComponent(round)}`;
  const mayDraft = useMay()('draft-campaign', { campaign: round });
  /** The units of each version known here, in order: what a check says by place is about these. */
  const unitsAt = useRef(new Map([[view.draft.version, fieldsOf(view).units]]));
  const drafting = useDraft<PlanFields>({
    name: `plan:${round}`,
    loaded: { content: fieldsOf(view), version: view.draft.version },
    save: async (plan, base) => {
      const sent = ask<CampaignView>(`${path}/plan`, {
        method: 'PUT',
        body: { ...written(plan), base },
        key: newKey(),
      });
      leaving.set(round, sent);
      const saved = await sent;
      queries.setQueryData(['plan', round], saved);
      unitsAt.current.set(saved.draft.version, plan.units);
      return { version: saved.draft.version };
    },
    currentOf: (current) => {
      const there = current as CampaignView | undefined;
      return there && { content: fieldsOf(there), version: there.draft.version };
    },
  });
  const check = useQuery({
    queryKey: ['plan-check', round, drafting.version],
    queryFn: async ({ signal }) => ({
      ...(await ask<PlanCheck>(`${path}/check`, { signal })),
      version: drafting.version,
    }),
    placeholderData: keepPreviousData,
  });

  const { content: plan, change: draft, problem } = drafting;
  const latest = useRef(plan);
  latest.current = plan;
  const change = useCallback<PlanDesk['change']>(
    (next) => {
      latest.current = next(latest.current);
      draft(latest.current);
    },
    [draft],
  );

  const places = useMemo((): PlanPlace[] => {
    const { gaps = [], warnings = [], version = 0 } = check.data ?? {};
    const index = new Map(plan.units.map((planned, i) => [planned.unit, [planned, i] as const]));
    const then = unitsAt.current.get(version);
    /** Where it is now: since the check units may have come, gone, or been put right. */
    const here = <One extends { at: string }>(one: One): One[] => {
      const before = unitIndexOf(one.at);
      if (one.at === 'units' && plan.units.length > 0) return [];
      if (before === undefined || then === undefined) return [one];
      const checked = then[before];
      const [planned, now] = (checked && index.get(checked.unit)) ?? [];
      if (!checked || !planned || !isAsItWas(planned, checked)) return [];
      return [{ ...one, at: one.at.replace(/^units\[\d+\]/, `units[${now}]`) }];
    };
    return [
      ...(problem?.refused.errors ?? []).map((one) => ({
        ...one,
        step: stepOf(one.at),
        weight: 'refused' as const,
      })),
      ...gaps.flatMap(here).map((gap) => ({ ...gap, step: stepOf(gap.at, gap.code), weight: 'gap' as const })),
      ...warnings.flatMap(here).map((one) => ({ ...one, step: stepOf(one.at, one.code), weight: 'warning' as const })),
    ];
  }, [check.data, problem, plan.units]);

  const [learnt, setLearnt] = useState<Record<string, string>>({});
  const names = useMemo(
    () => new Map([...Object.entries(learnt), ...view.draft.people.map(({ id, name }) => [id, name] as const)]),
    [learnt, view.draft.people],
  );
  const chosen = useMemo(() => new Set(plan.units.map(({ unit }) => unit)), [plan.units]);
  const closed = !mayDraft
    ? onlyFor('draft-campaign')
    : open.includes(view.state)
      ? undefined
      : `Kế hoạch ${view.words} nên không sửa ở đây nữa.`;
  const desk: PlanDesk = {
    round,
    view,
    plan,
    change,
    drafting,
    places,
    checked: check.isSuccess && !check.isPlaceholderData && drafting.state === 'saved',
    units,
    chosen,
    nameOf: (person) => names.get(person) ?? person,
    learn: (person, name) => setLearnt((before) => ({ ...before, [person]: name })),
    ...(closed === undefined ? {} : { closed }),
  };
  return (
    <PlanContext value={desk}>
      <div className="plan">
        <p>
          <Link to="/dot">Đợt kiểm tra</Link> ›{' '}
          <Link to="/dot/$round" params={{ round }}>
            {plan.title || 'Đợt chưa có tên'}
          </Link>
        </p>
        <h1>Kế hoạch: {plan.title || 'đợt chưa có tên'}</h1>
        <div className="lead plan-state">
          {view.words} {plan.clock === 'stepped' && '· đợt tập huấn '}
          <DraftState of={drafting} />
        </div>
        {closed !== undefined && <Alert type="info" showIcon title={closed} className="plan-closed" />}
        {view.sentBack && <SentBack of={view.sentBack} />}
        {check.isError && <Failed error={check.error} again={() => void check.refetch()} />}
        <StepList />
        <ConfigProvider componentDisabled={closed !== undefined}>
          <Outlet />
        </ConfigProvider>
        <Neighbours />
      </div>
    </PlanContext>
  );
}

/** What the signer wants mended, above every step; each remark leads to the step it speaks of. */
function SentBack({ of: { by, at, points } }: { of: NonNullable<CampaignView['sentBack']> }) {
  const { round } = route.useParams();
  return (
    <Alert
      type="warning"
      showIcon
      className="plan-sent-back"
      title={`Kế hoạch bị trả lại${by.name === undefined ? '' : `: ${by.name}`}, ${vnDay(dayAt(at as Instant))}. Sửa theo ý kiến rồi trình lại.`}
      description={
        <ul>
          {points.map((point) => {
            const step = stepMeant(point);
            return (
              <li key={point}>
                {point}{' '}
                {step && (
                  <Link to={stepPath(step)} params={{ round }}>
                    Đến bước {steps.find(({ id }) => id === step)?.name}
                  </Link>
                )}
              </li>
            );
          })}
        </ul>
      }
    />
  );
}

/** The step before and the step after. */
function Neighbours() {
  const { pathname } = useLocation();
  const here = steps.findIndex(({ id }) => pathname.endsWith(`/${id}`));
  const [before, after] = [steps[here - 1], steps[here + 1]];
  const { round } = route.useParams();
  return (
    <nav className="plan-neighbours" aria-label="Bước trước, bước sau">
      {before && (
        <Link to={stepPath(before.id)} params={{ round }} className="button">
          ← {before.name}
        </Link>
      )}
      {after && (
        <Link to={stepPath(after.id)} params={{ round }} className="button main">
          Tiếp: {after.name} →
        </Link>
      )}
    </nav>
  );
}
