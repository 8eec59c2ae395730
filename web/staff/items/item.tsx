import './items.css';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import type { ItemOut } from '../../../api/items/item-around.ts';
import { vnDay } from '../../../domain/day.ts';
import { ask } from '../parts/ask.ts';
import { Due } from '../parts/due.tsx';
import { Failed, Loading } from '../parts/states.tsx';
import { Asked } from './item-asked.tsx';
import { Clock } from './item-clock.tsx';
import { DueNow, useJudged } from './item-due-now.tsx';
import { History } from './item-history.tsx';
import { OtherActs } from './item-other-acts.tsx';
import { Reports } from './item-reports.tsx';
import { capital } from './item-search.ts';
import { NextWork } from './next-work.tsx';

const route = getRouteApi('/viec/$item');

/** One item: what is to be done about it now on top, then all there is to know before doing it. */
export function ItemPage() {
  const { item: id } = route.useParams();
  const item = useQuery({
    queryKey: ['item', id],
    queryFn: ({ signal }) => ask<ItemOut>(`/items/${encodeURIComponent(id)}`, { signal }),
  });
  if (item.isPending) return <Loading what="nội dung khắc phục" />;
  if (item.isError) return <Failed error={item.error} again={() => void item.refetch()} />;
  return <Item key={id} item={item.data} />;
}

function Item({ item }: { item: ItemOut }) {
  const { id, unit, paper, requirement, round, words, owed, late, suspended, closedOn, heldBy } = item;
  const judged = useJudged(item);
  const title = useRef<HTMLHeadingElement>(null);
  // whoever goes on to the next one by keyboard hears its name first
  useEffect(() => title.current?.focus({ preventScroll: true }), []);
  const [first] = owed;
  return (
    <>
      <nav aria-label="Đường dẫn" className="way-back">
        <Link to="/theo-doi" search={{}}>
          Nội dung khắc phục
        </Link>{' '}
        /{' '}
        <Link to="/theo-doi" search={{ dot: round.id }}>
          {round.title}
        </Link>
      </nav>
      <NextWork current={id} />
      <h1 ref={title} tabIndex={-1}>
        {requirement.text || `Nội dung ${item.n}`}
      </h1>
      <p className="lead">
        <b>{heldBy?.name ?? unit.name}</b>
        {heldBy && ` (nhận từ ${unit.name} ngày ${vnDay(heldBy.since)})`} · {paper.name} · {capital(words)}
        {late && <span className="late"> · quá hạn</span>}
        {first ? (
          <>
            {' '}
            · đang chờ {first.who}: <Due {...first} />
          </>
        ) : (
          <>
            {closedOn !== undefined && ` ngày ${vnDay(closedOn as never)}`}
            {suspended && ` từ ${vnDay(suspended.on as never)}`}
          </>
        )}
        {round.training && ' · đợt tập huấn'}
      </p>
      <DueNow item={item} />
      <Reports item={item} without={judged} />
      <Asked item={item} />
      <Clock item={item} />
      <OtherActs item={item} />
      <History item={item} />
    </>
  );
}
