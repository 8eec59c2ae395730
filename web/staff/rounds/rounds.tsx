import { Link } from '@tanstack/react-router';
import type { CampaignRow } from '../../../api/campaigns/campaign-views.ts';
import { Paged, usePages } from '../parts/paged.tsx';
import type { Page } from '../parts/paged.tsx';
import { Rows } from '../parts/rows.tsx';
import { Nothing } from '../parts/states.tsx';

/** Every round, the open ones and those that ended. */
export function RoundsPage() {
  const rounds = usePages<Page<CampaignRow>>('/campaigns');
  return (
    <>
      <h1>Đợt kiểm tra</h1>
      <Paged of={rounds} what="các đợt kiểm tra">
        {(rows) =>
          rows.length === 0 ? (
            <Nothing>Chưa có đợt nào.</Nothing>
          ) : (
            <Rows
              caption="Các đợt kiểm tra"
              rows={rows}
              keyOf={({ id }) => id}
              columns={[
                {
                  head: 'Tên đợt',
                  cell: ({ id, title, training }) => (
                    <Link to="/dot/$round" params={{ round: id }}>
                      {title}
                      {training && ' (tập huấn)'}
                    </Link>
                  ),
                },
                { head: 'Năm', cell: ({ year }) => year, figures: true },
                { head: 'Đơn vị', cell: ({ units }) => units, figures: true },
                { head: 'Tình trạng', cell: ({ words }) => words },
              ]}
            />
          )
        }
      </Paged>
    </>
  );
}
