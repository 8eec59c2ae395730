import './scores.css';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { Button, Checkbox, Form, Input, Segmented } from 'antd';
import { useState } from 'react';
import type { ScoresView } from '../../../api/inspections/score-schema.ts';
import { dayAt, vnDay, vnTime } from '../../../domain/day.ts';
import type { Instant } from '../../../domain/day.ts';
import { vnNumber } from '../../../domain/number.ts';
import { appraisals, appraisalWords, latest, totalOf } from '../../../domain/score.ts';
import type { Appraisal, Columns, Marks } from '../../../domain/score.ts';
import { pointsOf } from '../../../domain/scale.ts';
import type { Criterion } from '../../../domain/scale.ts';
import { Act } from '../parts/act.tsx';
import { ask } from '../parts/ask.ts';
import { DraftState } from '../parts/draft-state.tsx';
import { useDraft } from '../parts/draft.ts';
import type { Drafting, Kept } from '../parts/draft.ts';
import { Failed, Loading } from '../parts/states.tsx';
import { CriterionRow } from './criterion-row.tsx';

const route = getRouteApi('/kiem-tra/$inspection/cham-diem');

/** The scores of one unit: what it says of itself, the first and the second appraisal beside each other. */
export function ScoreSheetPage() {
  const { inspection } = route.useParams();
  const path = `/inspections/${encodeURIComponent(inspection)}/scores`;
  const scores = useQuery({ queryKey: [path], queryFn: ({ signal }) => ask<ScoresView>(path, { signal }) });
  const [chosen, setChosen] = useState<Appraisal>();
  if (scores.isPending) return <Loading what="phiếu chấm điểm" />;
  if (scores.isError) return <Failed error={scores.error} again={() => void scores.refetch()} />;
  const view = scores.data;
  const open = appraisals.filter((one) => view[one]?.may);
  const editing = open.find((one) => one === chosen) ?? open[0];
  return (
    <>
      <p className="path-back">
        <Link to="/dot/$round/xep-hang" params={{ round: inspection.split(':')[0]! }}>
          Xếp hạng của đợt
        </Link>
      </p>
      <h1>Chấm điểm: {view.unit.name}</h1>
      <p className="lead">
        Thang điểm {vnNumber(mostOf(view))}
        {!view.official && ' · thang điểm mẫu, không phải thang chính thức'}
      </p>
      {open.length > 1 && (
        <Segmented<Appraisal>
          aria-label="Cột đang chấm"
          value={editing!}
          onChange={setChosen}
          options={open.map((value) => ({ value, label: appraisalWords[value] }))}
        />
      )}
      {editing ? <Edited key={editing} view={view} path={path} editing={editing} /> : <Sheet view={view} path={path} />}
    </>
  );
}

const mostOf = ({ groups }: ScoresView): number =>
  groups
    .filter(({ counts }) => counts === 'scored')
    .reduce((most, { criteria }) => most + criteria.reduce((sum, criterion) => sum + criterion.most, 0), 0);

const marksOf = (view: ScoresView, appraisal: Appraisal): Marks =>
  Object.fromEntries(
    (view[appraisal]?.marks ?? []).map(({ criterion, declared, reason }) => [
      criterion,
      { declared, ...(reason === undefined ? {} : { reason }) },
    ]),
  );

/** One column being written; it saves itself. */
function Edited({ view, path, editing }: { view: ScoresView; path: string; editing: Appraisal }) {
  const queries = useQueryClient();
  const draft = useDraft<Marks>({
    name: `${path}/${editing}`,
    loaded: { content: marksOf(view, editing), version: view[editing]?.version ?? 0 },
    save: async (marks, base) => {
      const saved = await ask<ScoresView>(`${path}/${editing}`, { method: 'PUT', body: { base, marks } });
      queries.setQueryData([path], saved);
      return { version: saved[editing]!.version };
    },
    currentOf: (current) => keptOf(current as ScoresView[Appraisal]),
  });
  return <Sheet view={view} path={path} editing={{ appraisal: editing, draft }} />;
}

const keptOf = (column: ScoresView[Appraisal]): Kept<Marks> | undefined =>
  column && {
    version: column.version,
    content: Object.fromEntries(
      column.marks.map(({ criterion, declared, reason }) => [
        criterion,
        { declared, ...(reason === undefined ? {} : { reason }) },
      ]),
    ),
  };

function Sheet({
  view,
  path,
  editing,
}: {
  view: ScoresView;
  path: string;
  editing?: { appraisal: Appraisal; draft: Drafting<Marks> };
}) {
  const marksIn = (appraisal: Appraisal): Marks =>
    editing?.appraisal === appraisal ? editing.draft.content : marksOf(view, appraisal);
  const columns = Object.fromEntries(appraisals.map((one) => [one, marksIn(one)])) as Columns;
  const shown = appraisals.filter((one) => view[one]);
  const exempt = view.groups.flatMap(({ criteria }) => criteria.flatMap(({ code, exempt }) => (exempt ? [code] : [])));
  const total = (upTo: Appraisal) => totalOf({ groups: view.groups }, latest(columns, upTo), exempt);
  const change = (criterion: string, mark: Marks[string] | undefined) => {
    const { [criterion]: _, ...others } = editing!.draft.content;
    editing!.draft.change(mark === undefined ? others : { ...others, [criterion]: mark });
  };
  const [onlyDiffering, setOnlyDiffering] = useState(false);
  const differing = (criterion: Criterion): boolean => {
    const points = shown.map((one) => {
      const mark = latest(columns, one)[criterion.code];
      return mark && (pointsOf(criterion, mark.declared) ?? 'không áp dụng');
    });
    return new Set(points).size > 1;
  };
  const count = view.groups.flatMap(({ criteria }) => criteria.filter(differing)).length;
  return (
    <>
      {editing && (
        <div className="score-acts">
          <DraftState of={editing.draft} />
          <Confirm path={path} editing={editing} total={total(editing.appraisal)} />
        </div>
      )}
      <div className="score-acts tools">
        {shown.length > 1 && (
          <Checkbox checked={onlyDiffering} onChange={({ target }) => setOnlyDiffering(target.checked)}>
            Chỉ dòng khác nhau giữa các cột ({count})
          </Checkbox>
        )}
        <Button onClick={() => print()}>In phiếu</Button>
      </div>
      <Settled view={view} path={path} />
      {view.groups.map(({ code, name, criteria }) => (
        <section key={code} aria-label={name} {...(onlyDiffering && !criteria.some(differing) ? { hidden: true } : {})}>
          <h2>
            {code}. {name}
          </h2>
          <table className="rows score-sheet">
            <caption className="unseen">{name}</caption>
            <thead>
              <tr>
                <th scope="col">Tiêu chí</th>
                <th scope="col" className="figures">
                  Tối đa
                </th>
                {shown.map((one) => (
                  <th key={one} scope="col">
                    {appraisalWords[one]}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {criteria
                .filter((criterion) => !onlyDiffering || differing(criterion))
                .map((criterion) => (
                  <CriterionRow
                    key={criterion.code}
                    view={view}
                    criterion={criterion}
                    columns={columns}
                    shown={shown}
                    {...(editing ? { editing: editing.appraisal, change } : {})}
                  />
                ))}
            </tbody>
            <tfoot>
              <tr>
                <th scope="row" colSpan={2}>
                  Cộng
                </th>
                {shown.map((one) => (
                  <td key={one} data-head={appraisalWords[one]} className="number">
                    {vnNumber(total(one).groups.find(({ group }) => group === code)?.points ?? 0)} điểm
                  </td>
                ))}
              </tr>
            </tfoot>
          </table>
        </section>
      ))}
      <h2>Tổng điểm</h2>
      <ul className="score-totals">
        {shown.map((one) => {
          const { points, most, applicable, earned, blank, unapproved } = total(one);
          return (
            <li key={one}>
              {appraisalWords[one]}: <strong className="number">{vnNumber(points)}</strong>/{vnNumber(most)} điểm
              {applicable < most && (
                <span className="soft">
                  {' '}
                  · được {vnNumber(earned)} trên {vnNumber(applicable)} điểm áp dụng, quy về {vnNumber(most)}
                </span>
              )}
              {blank.length > 0 && <span className="soft"> · {blank.length} tiêu chí chưa có số kê khai (0 điểm)</span>}
              {unapproved.length > 0 && (
                <span className="soon"> · {unapproved.length} tiêu chí không áp dụng chờ duyệt (0 điểm)</span>
              )}
            </li>
          );
        })}
      </ul>
    </>
  );
}

function Confirm({
  path,
  editing: { appraisal, draft },
  total: { points, most, blank, unapproved },
}: {
  path: string;
  editing: { appraisal: Appraisal; draft: Drafting<Marks> };
  total: ReturnType<typeof totalOf>;
}) {
  return (
    <Act
      name={`Chốt ${appraisalWords[appraisal].toLowerCase()}`}
      path={`${path}/${appraisal}/confirm`}
      primary
      bodyOf={() => ({ version: draft.version })}
      barred={
        draft.version === 0 ? 'Chưa có tiêu chí nào được chấm.' : draft.state === 'saved' ? undefined : 'Chờ lưu xong.'
      }
      consequence={
        <>
          Chốt ở <strong>{vnNumber(points)}</strong>/{vnNumber(most)} điểm
          {blank.length > 0 && <>, {blank.length} tiêu chí chưa có số kê khai tính 0 điểm</>}
          {unapproved.length > 0 && <>, {unapproved.length} tiêu chí không áp dụng chưa duyệt tính 0 điểm</>}. Chốt rồi
          thì chỉ lãnh đạo phòng mở lại được.
        </>
      }
    />
  );
}

/** Who confirmed which column, and when. */
function Settled({ view, path }: { view: ScoresView; path: string }) {
  const settled = appraisals.flatMap((one) => {
    const confirmed = view[one]?.confirmed;
    return confirmed ? [{ one, ...confirmed }] : [];
  });
  if (settled.length === 0) return undefined;
  return (
    <ul className="settled">
      {settled.map(({ one, by, at }) => (
        <li key={one}>
          <span>
            {appraisalWords[one]}: {by.name ?? 'đơn vị'} chốt lúc {vnTime(at as Instant)}, {vnDay(dayAt(at as Instant))}
          </span>
          {view.mayReopen && (
            <Act<{ reason: string }>
              name={`Mở lại ${appraisalWords[one].toLowerCase()}`}
              path={`${path}/reopen`}
              size="small"
              bodyOf={({ reason }) => ({ appraisal: one, reason })}
            >
              <Form.Item name="reason" label="Vì sao mở lại" rules={[{ required: true, message: 'Hãy ghi lý do.' }]}>
                <Input.TextArea rows={3} />
              </Form.Item>
            </Act>
          )}
        </li>
      ))}
    </ul>
  );
}
