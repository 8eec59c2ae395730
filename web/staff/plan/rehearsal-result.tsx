import { useState } from 'react';
import type { RehearsedView } from '../../../api/campaigns/rehearsal.ts';
import { addDays, vnDay } from '../../../domain/day.ts';
import type { Day } from '../../../domain/day.ts';
import { vnNumber } from '../../../domain/number.ts';
import { LetterCalendar } from '../parts/letter-calendar.tsx';
import { Rows } from '../parts/rows.tsx';
import { Pager, pageOf } from './pager.tsx';
import { paceWords } from './rehearsed.ts';
import type { Found } from './rehearsed.ts';

/** What a rehearsal found: when letters leave, who has how much to do, who would be told too often. */
export function RehearsalResult({ found: { pace, result } }: { found: Found }) {
  const { letters, papers, officialLetters, closes, from, days, kinds, people, unheld } = result;
  const busiest = [...days].sort((a, b) => b.letters - a.letters)[0];
  const [day, setDay] = useState<Day>();
  return (
    <section aria-label="Kết quả chạy thử">
      <p className="consequence">
        Nếu đơn vị {paceWords[pace]}: <strong>{vnNumber(letters)} thư</strong>, {vnNumber(papers)} văn bản,{' '}
        {vnNumber(officialLetters)} công văn đôn đốc, từ {vnDay(from)}{' '}
        {closes ? `đến khi đợt đóng ngày ${vnDay(closes)}` : '; hết kỳ xem vẫn còn việc chưa xong'}.
        {` Nhắc theo ${result.chasedBy}.`}
        {busiest && ` Ngày nhiều thư nhất: ${vnDay(busiest.day)}, ${vnNumber(busiest.letters)} thư.`}
      </p>
      {unheld.length > 0 && (
        <p className="soon">
          Chưa có ai giữ vai trò {unheld.map(({ who }) => who).join(', ')}: thư của vai trò ấy tới trưởng phòng.
        </p>
      )}
      <h3>Thư theo ngày</h3>
      <p className="soft hint">Bấm vào một ngày để xem thư của ngày ấy.</p>
      <LetterCalendar days={days} chosen={day} choose={setDay} />
      <Letters result={result} day={day} all={() => setDay(undefined)} />
      <h3>Thư theo loại</h3>
      <Rows
        caption="Thư theo loại"
        rows={kinds}
        keyOf={({ kind }) => kind}
        columns={[
          { head: 'Loại thư', cell: ({ words }) => words },
          { head: 'Số thư', cell: (kind) => vnNumber(kind.letters), figures: true },
        ]}
      />
      <h3>Khối lượng việc theo tuần</h3>
      <Load weeks={result.weeks} />
      <h3>Ai nhận nhiều thư nhất</h3>
      <Rows
        caption="Những người nhận nhiều thư nhất"
        rows={people.slice(0, 10)}
        keyOf={({ person }) => person.id}
        columns={[
          { head: 'Người nhận', cell: ({ person }) => person.name ?? person.id },
          { head: 'Cả đợt', cell: (one) => vnNumber(one.letters), figures: true },
          { head: 'Ngày nhiều nhất', cell: ({ onOneDay }) => vnNumber(onOneDay), figures: true },
        ]}
      />
    </section>
  );
}

function Letters({ result, day, all }: { result: RehearsedView; day: Day | undefined; all: () => void }) {
  const [page, setPage] = useState(0);
  const rows = result.list
    .map((letter, i) => ({ ...letter, i }))
    .filter((letter) => day === undefined || letter.day === day);
  const cut = result.list.length < result.letters;
  return (
    <details className="letters" open={day !== undefined}>
      <summary>
        {day === undefined
          ? `Danh sách ${vnNumber(rows.length)} thư`
          : `Thư ngày ${vnDay(day)}: ${vnNumber(rows.length)}`}
      </summary>
      {cut && (
        <p className="soft">
          Liệt kê {vnNumber(result.list.length)} thư đầu trong {vnNumber(result.letters)} thư.
        </p>
      )}
      {day !== undefined && (
        <button type="button" className="plain" onClick={all}>
          Xem mọi ngày
        </button>
      )}
      <Rows
        caption="Từng lá thư"
        rows={pageOf(rows, page)}
        keyOf={({ i }) => String(i)}
        columns={[
          { head: 'Gửi', cell: ({ to, who }) => `${to} (${who})` },
          { head: 'Ngày', cell: (letter) => vnDay(letter.day), figures: true },
          { head: 'Vì', cell: ({ words, duties }) => (duties.length > 0 ? `${words}: ${duties.join(', ')}` : words) },
          {
            head: 'Đơn vị',
            cell: ({ units }) =>
              units.slice(0, 3).join(', ') + (units.length > 3 ? ` và ${units.length - 3} đơn vị` : ''),
          },
        ]}
      />
      <Pager of={rows.length} page={page} turn={setPage} what="thư" />
    </details>
  );
}

/** Each week's duties, with whose they are; the bar is the count beside it. */
function Load({ weeks }: { weeks: RehearsedView['weeks'] }) {
  const byWeek = new Map<Day, { total: number; parts: { who: string; duties: number }[] }>();
  for (const { week, who, duties } of weeks) {
    const { total, parts } = byWeek.get(week) ?? { total: 0, parts: [] };
    byWeek.set(week, { total: total + duties, parts: [...parts, { who, duties }] });
  }
  const most = Math.max(1, ...[...byWeek.values()].map(({ total }) => total));
  return (
    <Rows
      caption="Số việc đến hạn mỗi tuần"
      rows={[...byWeek]}
      keyOf={([week]) => week}
      columns={[
        {
          head: 'Tuần',
          cell: ([week]) => (
            <span className="number">
              {vnDay(week).slice(0, 5)} – {vnDay(addDays(week, 4))}
            </span>
          ),
        },
        {
          head: 'Việc đến hạn',
          cell: ([, { total }]) => (
            <span className="plan-load">
              <span className="number">{vnNumber(total)}</span>
              <span className="bar" aria-hidden style={{ width: `${Math.round((100 * total) / most)}%` }} />
            </span>
          ),
        },
        {
          head: 'Của ai',
          cell: ([, { parts }]) =>
            parts
              .sort((a, b) => b.duties - a.duties)
              .map(({ who, duties }) => `${who} ${vnNumber(duties)}`)
              .join(' · '),
        },
      ]}
    />
  );
}
