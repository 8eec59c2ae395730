import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { CalendarYears } from '../../../api/office/calendars.ts';
import { ask } from '../parts/ask.ts';
import { Rows } from '../parts/rows.tsx';
import { Failed, Loading } from '../parts/states.tsx';
import { useMe } from '../parts/who.ts';
import { OfficeFrame } from './frame.tsx';
import { Reckon } from './reckon.tsx';

export const versionWords = ({ version, provisional }: { version: number; provisional?: true | undefined }): string =>
  provisional ? 'tạm tính, chưa có thông báo chính thức' : `phiên bản ${version}`;

/** Which years have a calendar, and a way to try a term on them. */
export function CalendarsPage() {
  const { today } = useMe();
  const years = useQuery({
    queryKey: ['/calendars'],
    queryFn: ({ signal }) => ask<CalendarYears>('/calendars', { signal }),
  });
  const next = Number(today.slice(0, 4)) + 1;
  return (
    <OfficeFrame
      title="Lịch làm việc"
      lead="Mọi hạn tính theo lịch này: thứ Bảy, Chủ nhật, ngày lễ, ngày nghỉ bù, nghỉ hoán đổi và ngày làm bù."
    >
      {years.isPending ? (
        <Loading what="các năm" />
      ) : years.isError ? (
        <Failed error={years.error} again={() => void years.refetch()} />
      ) : (
        <Rows
          caption="Các năm có lịch"
          rows={
            years.data.items.some(({ year }) => year === next)
              ? years.data.items
              : [
                  ...years.data.items,
                  { year: next, version: 0, provisional: true as const, source: 'Tạm tính theo luật' },
                ]
          }
          keyOf={({ year }) => String(year)}
          columns={[
            {
              head: 'Năm',
              cell: ({ year }) => (
                <Link to="/quan-tri/lich/$year" params={{ year: String(year) }}>
                  Năm {year}
                </Link>
              ),
            },
            {
              head: 'Bản đang dùng',
              cell: (row) => <span className={row.provisional ? 'soon' : ''}>{versionWords(row)}</span>,
            },
            { head: 'Theo văn bản', cell: ({ source }) => source },
          ]}
        />
      )}
      <h2>Hạn là ngày nào, vì sao</h2>
      <Reckon />
    </OfficeFrame>
  );
}
