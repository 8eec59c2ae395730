import './scores.css';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { Select } from 'antd';
import type { Ranking } from '../../../api/campaigns/ranking.ts';
import { vnNumber, vnPercent } from '../../../domain/number.ts';
import { ask, isProblem, withQuery } from '../parts/ask.ts';
import { Rows } from '../parts/rows.tsx';
import { Failed, Loading, Nothing } from '../parts/states.tsx';
import { levels } from './ranking-search.ts';
import { columnNames } from './score-words.ts';

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
  const { items, most, scored, units, official } = ranking.data;
  return (
    <>
      <div className="score-acts">
        <Select
          aria-label="Cấp"
          value={cap ?? ''}
          options={levels}
          onChange={(value) => void navigate({ to: '.', search: value === '' ? {} : { cap: value } })}
        />
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
            { head: 'Hạng', cell: ({ place }) => place, figures: true },
            {
              head: 'Đơn vị',
              cell: ({ inspection, unit }) => (
                <Link to="/kiem-tra/$inspection/cham-diem" params={{ inspection }}>
                  {unit.name}
                </Link>
              ),
            },
            { head: columnNames.self, cell: ({ self }) => figure(self), figures: true },
            { head: columnNames.first, cell: ({ first }) => figure(first), figures: true },
            { head: columnNames.second, cell: ({ second }) => figure(second), figures: true },
            { head: 'Điểm', cell: ({ points }) => <strong>{vnNumber(points)}</strong>, figures: true },
            { head: 'So với thang', cell: ({ percent }) => vnPercent(percent), figures: true },
            {
              head: 'Tình trạng',
              cell: ({ upTo, settled, unapproved }) => (
                <>
                  {settled ? 'Đã chốt' : 'Đang chấm'} {columnNames[upTo].toLowerCase()}
                  {unapproved > 0 && <span className="soon"> · {unapproved} tiêu chí chờ duyệt không áp dụng</span>}
                </>
              ),
            },
          ]}
        />
      )}
    </>
  );
}

const figure = (points: number | undefined): string | undefined =>
  points === undefined ? undefined : vnNumber(points);
