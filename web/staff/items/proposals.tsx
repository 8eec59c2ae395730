import './items.css';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { Select } from 'antd';
import { useId } from 'react';
import type { ProposalOut } from '../../../api/items/proposal-views.ts';
import { vnDay } from '../../../domain/day.ts';
import { proposalStates, proposalWords } from '../../../domain/proposal.ts';
import { Paged, usePages } from '../parts/paged.tsx';
import type { Page } from '../parts/paged.tsx';
import { Rows } from '../parts/rows.tsx';
import { Nothing } from '../parts/states.tsx';
import { capital } from './item-search.ts';
import { ItemsNav } from './items-nav.tsx';
import { RoundChoice } from './round-choice.tsx';
import type { ProposalSearch } from './searches.ts';

const route = getRouteApi('/theo-doi/kien-nghi');

/** What units ask of those above them: to whom it was put and what came back. */
export function ProposalsPage() {
  const search = route.useSearch();
  const navigate = useNavigate();
  const id = useId();
  const proposals = usePages<Page<ProposalOut>>('/proposals', { campaign: search.dot, state: search.tinhTrang });
  const set = (next: ProposalSearch) => void navigate({ to: '/theo-doi/kien-nghi', search: next, replace: true });
  return (
    <>
      <ItemsNav />
      <h1>Kiến nghị của đơn vị</h1>
      <search className="item-filters">
        <div className="choices">
          <RoundChoice
            value={search.dot}
            change={(dot) => {
              const { dot: _, ...others } = search;
              set(dot === undefined ? others : { ...others, dot });
            }}
          />
          <div>
            <label htmlFor={id}>Tình trạng</label>
            <Select
              id={id}
              allowClear
              placeholder="Mọi tình trạng"
              value={search.tinhTrang ?? null}
              options={proposalStates.map((value) => ({
                value: value as string,
                label: capital(proposalWords[value]),
              }))}
              onChange={(tinhTrang: string | null | undefined) => {
                const { tinhTrang: _, ...others } = search;
                set(tinhTrang ? { ...others, tinhTrang } : others);
              }}
            />
          </div>
        </div>
      </search>
      <Paged of={proposals} what="các kiến nghị" more="Xem thêm kiến nghị">
        {(rows) =>
          rows.length === 0 ? (
            <Nothing>
              Không có kiến nghị nào. Đơn vị gửi kiến nghị qua đường dẫn trong thư, hoặc đoàn ghi lại khi kiểm tra.
            </Nothing>
          ) : (
            <Rows
              caption="Kiến nghị của đơn vị"
              rows={rows}
              keyOf={(row) => row.id}
              columns={[
                {
                  head: 'Kiến nghị',
                  cell: (row) => (
                    <Link to="/theo-doi/kien-nghi/$proposal" params={{ proposal: row.id }} className="line-text">
                      {row.text}
                    </Link>
                  ),
                },
                { head: 'Đơn vị', cell: ({ unit }) => unit.name },
                { head: 'Ngày nêu', cell: ({ raised }) => vnDay(raised), figures: true },
                { head: 'Chuyển tới', cell: (row) => <PutTo routes={row.routes} /> },
                {
                  head: 'Tình trạng',
                  cell: ({ words, routeBy, state }) => (
                    <>
                      {capital(words)}
                      {state === 'received' && routeBy !== undefined && (
                        <div className="soft">Hạn chuyển {vnDay(routeBy)}</div>
                      )}
                    </>
                  ),
                },
              ]}
            />
          )
        }
      </Paged>
    </>
  );
}

const PutTo = ({ routes }: Pick<ProposalOut, 'routes'>) => (
  <>
    {routes.map(({ to, late, words }) => (
      <div key={to.id}>
        {to.name} <span className={late ? 'late' : 'soft'}>{words}</span>
      </div>
    ))}
  </>
);
