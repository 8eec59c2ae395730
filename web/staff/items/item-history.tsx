import { useState } from 'react';
import type { ItemOut } from '../../../api/items/item-around.ts';
import type { EntryView } from '../../../api/audit.ts';
import { vnDay } from '../../../domain/day.ts';
import type { Day } from '../../../domain/day.ts';
import { Paged, usePages } from '../parts/paged.tsx';
import type { Page } from '../parts/paged.tsx';
import { Rows } from '../parts/rows.tsx';
import { Nothing } from '../parts/states.tsx';
import { useMay } from '../parts/who.ts';
import { momentOf } from './item-reports.tsx';
import { placeOfItem } from './item-place.ts';
import { capital } from './item-search.ts';

/** More time asked for, rest, reopening; and for who may read it, who did what when. */
export function History({ item }: { item: ItemOut }) {
  const { extensions, suspended, reopened, people } = item;
  const may = useMay();
  const nameOf = (id: string) => people.find((person) => person.id === id)?.name ?? id;
  const on = (day: string) => vnDay(day as Day);
  return (
    <section className="item-panel" aria-labelledby="dien-bien">
      <h2 id="dien-bien">Gia hạn, tạm dừng, mở lại</h2>
      {extensions.length === 0 && !suspended && !reopened && <Nothing>Chưa có.</Nothing>}
      <ul className="plain">
        {extensions.map(({ n, asked, until, reason, decided, withdrawn }) => (
          <li key={n}>
            Ngày {on(asked)} đơn vị xin gia hạn đến {on(until)}: {reason}{' '}
            {decided ? (
              <b>
                {decided.granted ? `Đồng ý đến ${on(decided.until ?? until)}` : 'Không đồng ý'} · {nameOf(decided.by)},{' '}
                {on(decided.on)}
                {decided.remarks && `: ${decided.remarks}`}
              </b>
            ) : (
              <b>
                {withdrawn === undefined ? 'Đang chờ quyết định' : `Đã báo cáo ngày ${on(withdrawn)} nên không cần nữa`}
              </b>
            )}
          </li>
        ))}
        {suspended && (
          <li>
            Tạm dừng theo dõi từ {on(suspended.on)}: {suspended.reason}
          </li>
        )}
        {reopened && (
          <li>
            Mở lại ngày {on(reopened.on)}: {reopened.reason}
          </li>
        )}
      </ul>
      {may('read-audit', placeOfItem(item)) && <Audit matter={`remediation:${item.id.replace(/:\d+$/, '')}`} />}
    </section>
  );
}

function Audit({ matter }: { matter: string }) {
  const [open, setOpen] = useState(false);
  return (
    <details className="more-about" onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>Nhật ký của cả hồ sơ (mọi nội dung của văn bản này ở đơn vị)</summary>
      {open && <AuditEntries matter={matter} />}
    </details>
  );
}

function AuditEntries({ matter }: { matter: string }) {
  const entries = usePages<Page<EntryView>>('/audit', { matter });
  return (
    <Paged of={entries} what="nhật ký">
      {(rows) => (
        <Rows
          caption="Nhật ký của hồ sơ"
          rows={rows}
          keyOf={({ seq }) => String(seq)}
          columns={[
            { head: 'Lúc', cell: ({ at }) => momentOf(at), figures: true },
            { head: 'Việc', cell: ({ words }) => capital(words) },
            { head: 'Người làm', cell: ({ by }) => by.name ?? by.id },
          ]}
        />
      )}
    </Paged>
  );
}
