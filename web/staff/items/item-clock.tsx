import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { ItemOut } from '../../../api/items/item-around.ts';
import type { ItemClock } from '../../../api/items/item-views.ts';
import { vnDay } from '../../../domain/day.ts';
import type { Day } from '../../../domain/day.ts';
import { ask } from '../parts/ask.ts';
import { Rows } from '../parts/rows.tsx';
import { Failed, Loading, Nothing } from '../parts/states.tsx';
import { capital } from './item-search.ts';

/** The day and why it is that day, in whose hands time was lost, and the letters sent and to come. */
export function Clock({ item: { id, due, followUpOn, lateBy, state } }: { item: ItemOut }) {
  const [open, setOpen] = useState(false);
  const day = due ?? followUpOn;
  const over = state === 'closed' || day === undefined;
  return (
    <section className="item-panel" aria-labelledby="thoi-han">
      <h2 id="thoi-han">Thời hạn và thư nhắc</h2>
      <p className="clocks">
        <span>
          Chậm ở đơn vị: <b className={lateBy.unit > 0 ? 'late' : undefined}>{lateBy.unit} ngày làm việc</b>
        </span>
        <span>
          Chậm ở phía Sở: <b className={lateBy.office > 0 ? 'late' : undefined}>{lateBy.office} ngày làm việc</b>
        </span>
      </p>
      <details className="why" onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
        <summary>
          {over
            ? 'Các hạn đã qua và thư đã gửi'
            : `Vì sao ${due === undefined ? 'mốc' : 'hạn'} là ${vnDay(day as Day)}?`}
        </summary>
        {open && <Why id={id} />}
      </details>
    </section>
  );
}

function Why({ id }: { id: string }) {
  const clock = useQuery({
    queryKey: ['item', id, 'clock'],
    queryFn: ({ signal }) => ask<ItemClock>(`/items/${encodeURIComponent(id)}/clock`, { signal }),
  });
  if (clock.isPending) return <Loading what="cách tính hạn" />;
  if (clock.isError) return <Failed error={clock.error} again={() => void clock.refetch()} />;
  const { duties, letters, ahead } = clock.data;
  const on = (day: string) => vnDay(day as Day);
  return (
    <>
      {duties
        .toSorted((a, b) => Number(a.ended !== undefined) - Number(b.ended !== undefined))
        .map((duty) => (
          <div key={duty.id} className="why-sentence">
            <b>
              {duty.what} · {duty.who}
            </b>
            <div>{duty.why || 'Việc này không có hạn riêng.'}</div>
            <div className="soft">
              {duty.ended
                ? `${duty.ended.how === 'handed-over' ? 'Bàn giao cho đơn vị kế thừa' : 'Xong'} ngày ${on(duty.ended.on)}`
                : `Đang chờ từ ${on(duty.opened)}`}
              {duty.told
                .map(({ rung, on: day, skipped }) => ` · ${rung} ngày ${on(day)}${skipped ? ' (bỏ qua)' : ''}`)
                .join('')}
            </div>
          </div>
        ))}
      <h3>Thư đã có</h3>
      {letters.length === 0 ? (
        <Nothing>Chưa có thư nào về nội dung này.</Nothing>
      ) : (
        <Rows
          caption="Thư về nội dung này"
          rows={letters}
          keyOf={({ letter, day, role, what }) => `${letter} ${day} ${role} ${what}`}
          columns={[
            { head: 'Ngày', cell: ({ day }) => on(day), figures: true },
            { head: 'Về việc gì', cell: ({ what }) => what },
            { head: 'Gửi ai', cell: ({ who }) => capital(who) },
            { head: 'Tình trạng', cell: ({ words }) => capital(words) },
          ]}
        />
      )}
      {ahead.length > 0 && (
        <>
          <h3>Sẽ gửi, nếu chưa ai làm gì</h3>
          <Rows
            caption="Thư sẽ gửi"
            rows={ahead}
            keyOf={({ day, role, rung }) => `${day} ${role} ${rung}`}
            columns={[
              { head: 'Ngày', cell: ({ day }) => on(day), figures: true },
              { head: 'Mức', cell: ({ rung, words }) => `${rung}: ${words}` },
              { head: 'Gửi ai', cell: ({ who }) => capital(who) },
            ]}
          />
        </>
      )}
    </>
  );
}
