import './papers.css';
import { getRouteApi, Link } from '@tanstack/react-router';
import { Button, Checkbox, Form, Input, Radio } from 'antd';
import { useMemo, useState } from 'react';
import type { PaperView } from '../../../api/papers/paper-views.ts';
import type { PaperDraft } from '../../../domain/draft.ts';
import { concludable } from '../../../domain/inspection.ts';
import { paperKinds, paperKindWords } from '../../../domain/paper.ts';
import type { PaperKind } from '../../../domain/paper.ts';
import type { Plan } from '../../../domain/plan.ts';
import { Refused, useAct } from '../parts/act.tsx';
import { Failed, Nothing } from '../parts/states.tsx';
import { onlyFor, useMay } from '../parts/who.ts';
import { useInspections } from './reading.ts';
import type { Inspected, RoundOfPapers } from './reading.ts';
import { RoundChoice } from './round-choice.tsx';
import { draftRights, kindPurposes } from './words.ts';
import { newPaperSearch } from './searches.ts';

const route = getRouteApi('/van-ban/moi');

/** A new paper: of which round, of which kind, for whom. Everything else is written on its own page. */
export function NewPaperPage() {
  const { dot } = route.useSearch();
  const navigate = route.useNavigate();
  return (
    <>
      <p>
        <Link to="/van-ban">Văn bản</Link>
      </p>
      <h1>Soạn văn bản</h1>
      <div className="form-width">
        <RoundChoice
          dot={dot}
          choose={(next) => void navigate({ to: '/van-ban/moi', search: newPaperSearch({ dot: next }), replace: true })}
          none="Chưa có đợt nào được phê duyệt. Văn bản được soạn sau khi kế hoạch của đợt được duyệt."
        >
          {(round) => <OfRound key={round.id} round={round} />}
        </RoundChoice>
      </div>
    </>
  );
}

function OfRound({ round }: { round: RoundOfPapers }) {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const may = useMay();
  const inspections = useInspections(round.id);
  const isReporting = round.plan.kind === 'reporting';
  const kinds = paperKinds.filter((kind) => !isReporting || kind === 'directive' || kind === 'report');
  const mayDraft = (kind: PaperKind) =>
    may(draftRights[kind], { campaign: round.id }) ||
    round.plan.teams.some(({ id }) => may(draftRights[kind], { campaign: round.id, team: id }));
  const kind = search.loai;
  return (
    <>
      <fieldset className="kinds">
        <legend>Loại văn bản</legend>
        <Radio.Group
          value={kind ?? null}
          onChange={({ target }) =>
            void navigate({
              to: '/van-ban/moi',
              search: newPaperSearch({ ...search, dot: round.id, loai: target.value }),
              replace: true,
            })
          }
        >
          {kinds.map((one) => (
            <Radio key={one} value={one} disabled={!mayDraft(one)}>
              <b>{paperKindWords[one]}</b>
              <span className="soft">{kindPurposes[one]}</span>
              {!mayDraft(one) && <span className="soft">{onlyFor(draftRights[one])}</span>}
            </Radio>
          ))}
        </Radio.Group>
      </fieldset>
      {kind !== undefined && mayDraft(kind) && inspections.data && (
        <Begin key={kind} kind={kind} round={round} inspections={inspections.data} />
      )}
      {inspections.isError && <Failed error={inspections.error} />}
    </>
  );
}

/** Fit for a paper of this kind: units to be told, or to be concluded. */
const fits = (kind: PaperKind, { state }: Inspected): boolean =>
  kind === 'notice' ? state === 'planned' : (concludable as readonly string[]).includes(state);

function Begin({ kind, round, inspections }: { kind: PaperKind; round: RoundOfPapers; inspections: Inspected[] }) {
  const { donVi } = route.useSearch();
  const navigate = route.useNavigate();
  const may = useMay();
  const [chosen, setChosen] = useState<string[]>(donVi === undefined ? [] : [donVi]);
  const [title, setTitle] = useState('');
  const begun = useAct<PaperView>({ path: `/campaigns/${round.id}/papers` });
  const concludes = kind === 'conclusion' || kind === 'result-notice';
  const picks = concludes || kind === 'notice';
  const mine = useMemo(
    () =>
      inspections.filter(({ team }) => !concludes || may('draft-conclusion', { campaign: round.id, team: team.id })),
    [inspections, concludes, may, round.id],
  );
  const teams = [...new Map(mine.map(({ team }) => [team.id, team])).values()];
  const chosenTeam = concludes ? mine.find(({ unit }) => chosen.includes(unit.id))?.team.id : undefined;
  const wants = kind === 'directive' || kind === 'report';
  const barred =
    picks && chosen.length === 0
      ? 'Chọn ít nhất một đơn vị.'
      : wants && title.trim() === ''
        ? kind === 'directive'
          ? 'Ghi “về việc …”.'
          : 'Ghi trích yếu.'
        : undefined;
  const begin = async () => {
    const made = await begun.mutateAsync(firstDraft(kind, { chosen, title, plan: round.plan })).catch(() => undefined); // told below
    if (made) void navigate({ to: '/van-ban/$paper', params: { paper: made.id } });
  };
  return (
    <Form layout="vertical" onFinish={() => void begin()}>
      {picks &&
        teams.map((team) => {
          const ofTeam = mine.filter((one) => one.team.id === team.id);
          const ready = ofTeam.filter((one) => fits(kind, one)).map(({ unit }) => unit.id);
          const other = chosenTeam !== undefined && chosenTeam !== team.id;
          return (
            <fieldset key={team.id} className="unit-picks" disabled={other}>
              <legend>
                {team.name}
                {other && <span className="soft"> · kết luận riêng cho từng đoàn</span>}
              </legend>
              {ready.length > 1 && !other && (
                <Button size="small" onClick={() => setChosen((all) => [...new Set([...all, ...ready])])}>
                  Chọn {ready.length} đơn vị sẵn sàng
                </Button>
              )}
              <ul className="plain">
                {ofTeam.map((one) => (
                  <li key={one.id}>
                    <Checkbox
                      disabled={other}
                      checked={chosen.includes(one.unit.id)}
                      onChange={({ target }) =>
                        setChosen((all) =>
                          target.checked ? [...all, one.unit.id] : all.filter((unit) => unit !== one.unit.id),
                        )
                      }
                    >
                      {one.unit.name} <span className="soft">· {one.words}</span>
                    </Checkbox>
                  </li>
                ))}
              </ul>
            </fieldset>
          );
        })}
      {picks && teams.length === 0 && <Nothing>Đợt chưa có cuộc kiểm tra nào anh/chị soạn văn bản được.</Nothing>}
      {wants && (
        <Form.Item
          label={kind === 'directive' ? 'Về việc (V/v)' : 'Trích yếu'}
          htmlFor="trich-yeu"
          extra={
            kind === 'directive' ? 'Nơi nhận và từng nhiệm vụ được ghi ở trang sau.' : 'Số liệu lấy từ hồ sơ của đợt.'
          }
        >
          <Input id="trich-yeu" value={title} onChange={({ target }) => setTitle(target.value)} />
        </Form.Item>
      )}
      {begun.isError && <Refused error={begun.error} />}
      <span className="act">
        <Button type="primary" htmlType="submit" disabled={barred !== undefined} loading={begun.isPending}>
          Bắt đầu soạn
        </Button>
        {barred !== undefined && <span className="soft barred">{barred}</span>}
      </span>
    </Form>
  );
}

/** The draft one begins with. */
export function firstDraft(
  kind: PaperKind,
  { chosen, title, plan }: { chosen: string[]; title: string; plan: Pick<Plan, 'kind' | 'units'> },
): PaperDraft {
  const asking = { strengths: [], findings: [], requirements: [] };
  switch (kind) {
    case 'notice':
      return { kind, serves: chosen, requests: [] };
    case 'conclusion':
    case 'result-notice':
      return { kind, serves: chosen, ...asking, proposals: [] };
    case 'directive':
      return { kind, issuer: 'office', subject: title, leadIn: [], groups: [], named: [], serves: [], ...asking };
    case 'report':
      return {
        kind,
        serves: plan.kind === 'reporting' ? plan.units.map(({ unit }) => unit) : [],
        title,
        sections: [],
        tasks: [],
      };
  }
}
