import './papers.css';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { Button, Input, Select } from 'antd';
import { useEffect, useState } from 'react';
import type { CampaignRow } from '../../../api/campaigns/campaign-views.ts';
import type { ListedPaper, PapersPage } from '../../../api/papers/paper-list.ts';
import { vnDay } from '../../../domain/day.ts';
import { paperKinds, paperKindWords, paperStages, stageWords } from '../../../domain/paper.ts';
import type { PaperKind, PaperStage } from '../../../domain/paper.ts';
import { Due } from '../parts/due.tsx';
import { FoldedSelect } from '../parts/folded-select.tsx';
import { Paged, usePages } from '../parts/paged.tsx';
import { Rows } from '../parts/rows.tsx';
import { Nothing } from '../parts/states.tsx';
import { askAll } from './reading.ts';
import { draftRights, nameOf, someUnits, useMaySomewhere } from './words.ts';
import { papersSearch } from './searches.ts';
import type { PapersSearch } from './searches.ts';

const route = getRouteApi('/van-ban');

/** Every paper: what waits for me lies on top. */
export function PapersPage() {
  const search = route.useSearch();
  const may = useMaySomewhere();
  const mine = usePages<PapersPage>('/papers', { mine: true });
  const papers = usePages<PapersPage>('/papers', {
    campaign: search.dot,
    kind: search.loai,
    stage: search.buoc,
    q: search.tim,
  });
  const drafts = paperKinds.some((kind) => may(draftRights[kind]));
  return (
    <>
      <div className="page-head">
        <h1>Văn bản</h1>
        <span className="acts">
          {drafts && (
            <Link to="/van-ban/moi" search={search.dot === undefined ? {} : { dot: search.dot }}>
              <Button type="primary" tabIndex={-1}>
                Soạn văn bản
              </Button>
            </Link>
          )}
          {may('enter-paper') && <Link to="/van-ban/nhap">Nhập văn bản đã ban hành</Link>}
          <Link to="/van-ban/so">Sổ đăng ký</Link>
        </span>
      </div>
      <section aria-labelledby="cho-toi">
        <h2 id="cho-toi">Chờ tôi</h2>
        <Paged of={mine} what="văn bản chờ tôi">
          {(rows) =>
            rows.length === 0 ? (
              <Nothing>Không có văn bản nào chờ anh/chị.</Nothing>
            ) : (
              <PaperRows rows={rows} caption="Văn bản chờ tôi" />
            )
          }
        </Paged>
      </section>
      <section aria-labelledby="tat-ca">
        <h2 id="tat-ca">Tất cả văn bản</h2>
        <Filters />
        <Paged of={papers} what="các văn bản">
          {(rows) =>
            rows.length === 0 ? (
              <Nothing>
                {Object.keys(search).length === 0
                  ? 'Chưa có văn bản nào. Văn bản được soạn từ một đợt kiểm tra.'
                  : 'Không có văn bản nào như vậy. Hãy bớt điều kiện lọc.'}
              </Nothing>
            ) : (
              <PaperRows rows={rows} caption="Các văn bản, văn bản vừa sửa trước" />
            )
          }
        </Paged>
      </section>
    </>
  );
}

const PaperRows = ({ rows, caption }: { rows: ListedPaper[]; caption: string }) => (
  <Rows
    caption={caption}
    rows={rows}
    keyOf={({ id }) => id}
    columns={[
      {
        head: 'Văn bản',
        cell: ({ id, kind, about, number, units }) => (
          <>
            <Link to="/van-ban/$paper" params={{ paper: id }}>
              {number === undefined ? about : nameOf({ kind, number })}
            </Link>
            {number !== undefined && about !== paperKindWords[kind] && <div className="soft">{about}</div>}
            {units.total > 0 && <div className="soft">{someUnits(units)}</div>}
          </>
        ),
      },
      {
        head: 'Tình trạng',
        cell: ({ words, issued, state, savedBy }) => (
          <>
            {words}
            {issued !== undefined && <div className="soft number">ngày {vnDay(issued)}</div>}
            {state === 'drafted' && savedBy.name !== undefined && <div className="soft">{savedBy.name} soạn</div>}
          </>
        ),
      },
      {
        head: 'Đang chờ',
        cell: ({ waiting: [next] }) =>
          next && (
            <>
              <div>
                {next.what} · {next.who}
              </div>
              <Due {...next} />
            </>
          ),
      },
      {
        head: 'Đợt',
        cell: ({ campaign, round }) => (
          <Link to="/dot/$round" params={{ round: campaign }}>
            {round.title}
            {round.training && ' (tập huấn)'}
          </Link>
        ),
      },
    ]}
  />
);

/** Narrowed in the address: sent on, it shows the same. */
function Filters() {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const rounds = useQuery({
    queryKey: ['/campaigns', 'all'],
    queryFn: ({ signal }) => askAll<CampaignRow>('/campaigns', signal),
    staleTime: 60_000,
  });
  const [typed, setTyped] = useState(search.tim ?? '');
  const to = (change: Partial<Record<keyof PapersSearch, string | undefined>>) =>
    void navigate({ to: '/van-ban', search: papersSearch({ ...search, ...change }), replace: true });
  useEffect(() => {
    if (typed === (search.tim ?? '')) return undefined;
    const timer = setTimeout(() => to({ tim: typed }), 350);
    return () => clearTimeout(timer);
    // oxlint-disable-next-line exhaustive-deps -- only what is typed moves the address
  }, [typed]);
  return (
    <div className="paper-filters" role="search">
      <label>
        <span>Tìm</span>
        <Input
          value={typed}
          allowClear
          placeholder="trích yếu, số, đơn vị"
          onChange={({ target }) => setTyped(target.value)}
        />
      </label>
      <label>
        <span>Loại</span>
        <Select<PaperKind>
          aria-label="Loại"
          allowClear
          placeholder="tất cả"
          value={search.loai ?? null}
          onChange={(loai) => to({ loai })}
          options={paperKinds.map((kind) => ({ value: kind, label: paperKindWords[kind] }))}
        />
      </label>
      <label>
        <span>Tình trạng</span>
        <Select<PaperStage>
          aria-label="Tình trạng"
          allowClear
          placeholder="tất cả"
          value={search.buoc ?? null}
          onChange={(buoc) => to({ buoc })}
          options={paperStages.map((stage) => ({ value: stage, label: stageWords[stage] }))}
        />
      </label>
      <label>
        <span>Đợt</span>
        <FoldedSelect<string>
          aria-label="Đợt"
          allowClear
          placeholder="tất cả"
          value={search.dot ?? null}
          onChange={(dot) => to({ dot })}
          options={(rounds.data ?? []).map(({ id, title }) => ({ value: id, label: title }))}
        />
      </label>
    </div>
  );
}
