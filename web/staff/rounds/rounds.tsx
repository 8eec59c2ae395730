import './rounds.css';
import { getRouteApi, Link } from '@tanstack/react-router';
import type { Rounds } from '../../../api/campaigns/campaign-views.ts';
import { campaignStates, campaignWords } from '../../../domain/campaign.ts';
import { vnNumber } from '../../../domain/number.ts';
import { Paged, usePages } from '../parts/paged.tsx';
import { Rows } from '../parts/rows.tsx';
import { Nothing } from '../parts/states.tsx';
import { useMay } from '../parts/who.ts';
import { Choice } from './board.tsx';

const route = getRouteApi('/dot');
type Row = Rounds['items'][number];

const states: [string, string][] = [
  ['open', 'đang chạy'],
  ['draft', 'đang soạn kế hoạch'],
  ...campaignStates.map((state): [string, string] => [state, campaignWords[state]]),
];

/** Every round, the open ones and those that ended. */
export function RoundsPage() {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const may = useMay();
  const rounds = usePages<Rounds>('/campaigns', { year: search.nam, state: search['trang-thai'] });
  const filter = (next: Partial<Record<keyof typeof search, string | undefined>>) =>
    void navigate({ to: '.', search: { ...search, ...next }, replace: true, resetScroll: false });
  const isFiltered = search.nam !== undefined || search['trang-thai'] !== undefined;
  return (
    <>
      <h1>Đợt kiểm tra</h1>
      {may('draft-campaign') && (
        <p>
          <Link className="as-button" to="/dot/moi">
            Lập đợt mới
          </Link>
        </p>
      )}
      <Paged of={rounds} what="các đợt kiểm tra">
        {(rows, { years }) => (
          <>
            <div className="round-filters" role="search" aria-label="Lọc đợt kiểm tra">
              <Choice
                label="Năm"
                all="Mọi năm"
                value={search.nam}
                choices={years.map((year) => [String(year), String(year)])}
                onChange={(nam) => filter({ nam })}
              />
              <Choice
                label="Tình trạng"
                all="Mọi tình trạng"
                value={search['trang-thai']}
                choices={states}
                onChange={(state) => filter({ 'trang-thai': state })}
              />
            </div>
            {rows.length === 0 ? (
              <Nothing>{isFiltered ? 'Không đợt nào đúng với bộ lọc.' : 'Chưa có đợt nào.'}</Nothing>
            ) : (
              <Rows
                caption="Các đợt kiểm tra"
                rows={rows}
                keyOf={({ id }) => id}
                columns={[
                  { head: 'Tên đợt', cell: (row) => <Name of={row} /> },
                  { head: 'Năm', cell: ({ year }) => year, figures: true },
                  { head: 'Đơn vị', cell: ({ units }) => vnNumber(units), figures: true },
                  { head: 'Tình trạng', cell: ({ words }) => words },
                ]}
              />
            )}
          </>
        )}
      </Paged>
    </>
  );
}

const Name = ({ of: { id, title, training, kind } }: { of: Row }) => (
  <>
    <Link to="/dot/$round" params={{ round: id }}>
      {title}
    </Link>
    {training && <span className="training-mark">Đợt tập huấn</span>}
    {kind === 'reporting' && <div className="soft small">Báo cáo kỳ: đơn vị chỉ gửi báo cáo</div>}
  </>
);
