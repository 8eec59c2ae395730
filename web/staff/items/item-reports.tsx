import type { ItemOut } from '../../../api/items/item-around.ts';
import { dayAt, vnDay, vnTime } from '../../../domain/day.ts';
import type { Day, Instant } from '../../../domain/day.ts';
import { vnNumber } from '../../../domain/number.ts';
import { verdictWords } from '../../../domain/verification.ts';
import { Nothing } from '../parts/states.tsx';
import { Evidence } from './evidence.tsx';

type Report = ItemOut['reports'][number];

const origins = { paper: 'văn bản giấy', telephone: 'điện thoại' };

/** What the unit reported, the latest first, each with its proof and what the office found. */
export function Reports({ item, without }: { item: ItemOut; without: string | undefined }) {
  const shown = item.reports.filter(({ id }) => id !== without);
  if (shown.length === 0 && without !== undefined) return undefined;
  return (
    <section className="item-panel" aria-labelledby="bao-cao">
      <h2 id="bao-cao">{without === undefined ? 'Báo cáo và kết quả thẩm tra' : 'Các báo cáo trước'}</h2>
      {shown.length === 0 && <Nothing>Đơn vị chưa báo cáo nội dung này.</Nothing>}
      {shown.toReversed().map((report) => (
        <OneReport key={report.id} report={report} item={item} />
      ))}
    </section>
  );
}

/** One report: how it came, what it says and shows, what was found of it. */
export function OneReport({ report, item: { people, report: current, state } }: { report: Report; item: ItemOut }) {
  const nameOf = (id: string) => people.find((person) => person.id === id)?.name;
  return (
    <article className="report">
      <h3>
        {report.period === undefined ? 'Báo cáo' : `Xác nhận kỳ đến ${vnDay(report.period as Day)}`} {report.receipt}
        {state === 'reported' && report.id === current && ' · đang chờ thẩm tra'}
      </h3>
      <div className="soft">
        {momentOf(report.at)} ·{' '}
        {report.entry ? entryOf(report, nameOf) : (nameOf(report.by) ?? 'đơn vị gửi qua đường dẫn trong thư')}
      </div>
      <p className="said">{report.text}</p>
      {report.achieved && (
        <p>
          Đã làm được {vnNumber(report.achieved.done)}/{vnNumber(report.achieved.total)}
        </p>
      )}
      {report.incidents !== undefined && <p>Số vụ vi phạm trong kỳ: {vnNumber(report.incidents)}</p>}
      <Evidence files={report.evidence} />
      {report.verdict && (
        <div className={`verdict ${report.verdict}`}>
          <b>Kết quả thẩm tra: {verdictWords[report.verdict]}</b>
          {report.until !== undefined && ` · hạn mới ${vnDay(report.until as Day)}`}
          <div className="soft">
            {report.answeredAt !== undefined && momentOf(report.answeredAt)}
            {report.answeredBy !== undefined && ` · ${nameOf(report.answeredBy) ?? report.answeredBy}`}
          </div>
          {report.remarks !== undefined && report.remarks !== '' && <p className="said">{report.remarks}</p>}
        </div>
      )}
    </article>
  );
}

function entryOf({ by, entry }: Report, nameOf: (id: string) => string | undefined): string {
  const { origin, number, day, signer, arrived } = entry!;
  return [
    `Nhập hộ từ ${origins[origin]}, đến ngày ${vnDay(arrived as Day)}`,
    number && `số ${number}`,
    day && `ngày ${vnDay(day as Day)}`,
    signer && `người ký: ${signer}`,
    `người nhập: ${nameOf(by) ?? by}`,
  ]
    .filter(Boolean)
    .join(' · ');
}

export const momentOf = (at: string): string => `${vnTime(at as Instant)}, ${vnDay(dayAt(at as Instant))}`;
