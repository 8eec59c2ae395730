import './scores.css';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { Button, Select } from 'antd';
import type { Ranking } from '../../../api/campaigns/ranking.ts';
import { vnNumber, vnPercent } from '../../../domain/number.ts';
import { appraisalWords } from '../../../domain/score.ts';
import { ask, isProblem, withQuery } from '../parts/ask.ts';
import { Rows } from '../parts/rows.tsx';
import type { Column } from '../parts/rows.tsx';
import { Failed, Loading, Nothing } from '../parts/states.tsx';
import { levels } from './ranking-search.ts';

const route = getRouteApi('/dot/$round/xep-hang');
/** Units by their points; a place is among the units shown. */
export function RankingPage() {
  const { round } = route.useParams();
  const { cap } = route.useSearch();
  const navigate = route.useNavigate();
  const path = `/campaigns/${encodeURIComponent(round)}/ranking`;
  const ranking = useQuery({
    queryKey: [path, cap],
    queryFn: ({ signal }) => ask<Ranking>(withQuery(path, { level: cap }), { signal }),
  });
  if (ranking.isPending) return <Loading what="xếp hạng" />;
  if (isProblem(ranking.error, 'score-without-scale'))
    return <Nothing>Đề cương của đợt này không có thang điểm nên không xếp hạng.</Nothing>;
  if (ranking.isError) return <Failed error={ranking.error} again={() => void ranking.refetch()} />;
  const { items, most, scored, units, official, unscored } = ranking.data;
  return (
    <>
      <div className="score-acts">
        <Select
          aria-label="Cấp"
          value={cap ?? ''}
          options={levels}
          onChange={(value) => void navigate({ to: '.', search: value === '' ? {} : { cap: value } })}
        />
        <span className="tools">
          <Button onClick={() => print()}>In</Button>
          <Button href={`/api${withQuery(`${path}/sheet`, { level: cap })}`}>Tải Excel</Button>
        </span>
        <span className="lead">
          {scored}/{units} đơn vị đã có điểm · thang {vnNumber(most)}
          {!official && ' · thang điểm mẫu, không phải thang chính thức'}
        </span>
      </div>
      {items.length === 0 ? (
        <Nothing>Chưa đơn vị nào có điểm. Điểm có khi đơn vị tự chấm hoặc đoàn thẩm định.</Nothing>
      ) : (
        <Rows
          caption="Xếp hạng"
          rows={items}
          keyOf={({ inspection }) => inspection}
          columns={[
            {
              head: 'Hạng',
              cell: ({ place, tied }) => (
                <>
                  {place}
                  {tied && <div className="soft">đồng hạng</div>}
                </>
              ),
              figures: true,
            },
            {
              head: 'Đơn vị',
              className: 'ranked-unit',
              cell: ({ inspection, unit }) => (
                <Link to="/kiem-tra/$inspection/cham-diem" params={{ inspection }}>
                  {unit.name}
                </Link>
              ),
            },
            { head: appraisalWords.self, cell: ({ self }) => figure(self), figures: true },
            { head: appraisalWords.first, cell: ({ first }) => figure(first), figures: true },
            { head: appraisalWords.second, cell: ({ second }) => figure(second), figures: true },
            { head: 'Điểm', cell: ({ points }) => <strong>{vnNumber(points)}</strong>, figures: true },
            { head: 'So với thang', cell: ({ percent }) => vnPercent(percent), figures: true },
            ...(items.some(({ exempt }) => exempt.length > 0) ? [exempted(most)] : []),
            {
              head: 'Tình trạng',
              cell: ({ upTo, settled, unapproved }) => (
                <>
                  {settled ? 'Đã chốt' : 'Đang chấm'} {appraisalWords[upTo].toLowerCase()}
                  {unapproved > 0 && <span className="soon"> · {unapproved} tiêu chí chờ duyệt không áp dụng</span>}
                </>
              ),
            },
          ]}
        />
      )}
      {unscored.length > 0 && (
        <p className="soft">
          Chưa có điểm ({unscored.length}): {unscored.map(({ unit }) => unit.name).join(', ')}.
        </p>
      )}
    </>
  );
}

const figure = (points: number | undefined): string | undefined =>
  points === undefined ? undefined : vnNumber(points);

/** What left the scale of a unit, and what its points were before they were stretched. */
const exempted = (most: number): Column<Ranking['items'][number]> => ({
  head: 'Không áp dụng',
  cell: ({ exempt, earned, applicable }) =>
    exempt.length > 0 && (
      <details className="exempt">
        <summary>
          {exempt.length} tiêu chí: được {vnNumber(earned)} trên {vnNumber(applicable)}, quy về {vnNumber(most)}
        </summary>
        <ul>
          {exempt.map(({ criterion, text, most: worth }) => (
            <li key={criterion}>
              {criterion}. {text} ({vnNumber(worth)} điểm)
            </li>
          ))}
        </ul>
      </details>
    ),
});
