import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { Drawer } from 'antd';
import type { LetterRowView, LetterView } from '../../../api/letters.ts';
import type { Instant } from '../../../domain/day.ts';
import { dayAt, vnDay, vnTime } from '../../../domain/day.ts';
import { letterKinds } from '../../../domain/duty.ts';
import { vnNumber } from '../../../domain/number.ts';
import { ask } from '../parts/ask.ts';
import { Paged, usePages } from '../parts/paged.tsx';
import type { Page } from '../parts/paged.tsx';
import { Rows } from '../parts/rows.tsx';
import type { Column } from '../parts/rows.tsx';
import { Failed, Loading, Nothing } from '../parts/states.tsx';
import { Choice } from './board.tsx';
import { kindWords, whatToDo } from './letter-words.ts';
import { useRound, useRoundView } from './round-data.ts';

const route = getRouteApi('/dot/$round/thu');

/** The letters of a round: those in trouble first with what to do, then all, the latest first. */
export function LettersPage() {
  const { id } = useRound();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const kind = letterKinds.find((one) => one === search.loai);
  const trouble = usePages<Page<LetterRowView>>('/letters', { campaign: id, trouble: true });
  const letters = usePages<Page<LetterRowView>>('/letters', { campaign: id, kind, unit: search['don-vi'] });
  const goTo = (next: Partial<typeof search>) =>
    void navigate({ to: '.', search: { ...search, ...next }, resetScroll: false });
  return (
    <>
      <Paged of={trouble} what="các thư gặp trục trặc" more="Xem thêm thư gặp trục trặc">
        {(rows) =>
          rows.length > 0 && (
            <section aria-labelledby="truc-trac">
              <h2 id="truc-trac" className="late">
                {trouble.hasNextPage ? 'Thư gặp trục trặc' : `${vnNumber(rows.length)} thư gặp trục trặc`}
              </h2>
              <Rows
                caption="Thư gặp trục trặc"
                rows={rows}
                keyOf={(row) => row.id}
                columns={[
                  ...columnsOf(id, search),
                  { head: 'Cần làm gì', cell: (row) => <span className="small">{whatToDo(row)}</span> },
                ]}
              />
            </section>
          )
        }
      </Paged>
      <h2>Sổ thư</h2>
      <div className="round-filters" role="search" aria-label="Lọc thư">
        <Choice
          label="Loại thư"
          all="Mọi loại"
          value={kind}
          choices={letterKinds.filter((one) => one !== 'official-letter').map((one) => [one, kindWords[one]])}
          onChange={(loai) => goTo({ loai })}
        />
        {search['don-vi'] !== undefined && (
          <Choice
            label="Đơn vị"
            all="Mọi đơn vị"
            value={search['don-vi']}
            choices={[[search['don-vi'], 'Đơn vị đã chọn']]}
            onChange={(unit) => goTo({ 'don-vi': unit })}
          />
        )}
      </div>
      <Paged of={letters} what="các thư" more="Xem thêm thư">
        {(rows) =>
          rows.length === 0 ? (
            <Nothing>
              {kind ? 'Chưa có thư nào thuộc loại này.' : 'Chưa có thư nào: thư đi khi có thông báo hoặc đến mốc nhắc.'}
            </Nothing>
          ) : (
            <Rows caption="Sổ thư" rows={rows} keyOf={(row) => row.id} columns={columnsOf(id, search)} />
          )
        }
      </Paged>
      <Drawer
        title="Thư"
        placement="right"
        size={640}
        open={search.thu !== undefined}
        onClose={() => goTo({ thu: undefined })}
        destroyOnHidden
      >
        {search.thu !== undefined && <Letter id={search.thu} />}
      </Drawer>
    </>
  );
}

const columnsOf = (round: string, search: ReturnType<typeof route.useSearch>): Column<LetterRowView>[] => [
  {
    head: 'Thư',
    cell: ({ id, subject, kind }) => (
      <>
        <Link to="/dot/$round/thu" params={{ round }} search={{ ...search, thu: id }} resetScroll={false}>
          {subject}
        </Link>
        <div className="soft small">{kindWords[kind]}</div>
      </>
    ),
  },
  { head: 'Người nhận', cell: ({ recipient }) => recipient.name ?? 'một người' },
  { head: 'Ngày', cell: ({ day }) => <span className="number">{vnDay(day)}</span> },
  { head: 'Tình trạng', cell: (row) => <State of={row} /> },
];

const moment = (at: Instant): string => `${vnTime(at)}, ${vnDay(dayAt(at))}`;

function State({ of: { words, phase, phaseAt, answer } }: { of: LetterRowView }) {
  const bad = phase === 'refused' || phase === 'given-up';
  return (
    <>
      <span className={bad ? 'late' : phase === 'accepted' ? 'step-done' : ''}>{words}</span>
      <div className="soft small number">{moment(phaseAt as Instant)}</div>
      {bad && answer !== undefined && <div className="soft small">{answer}</div>}
    </>
  );
}

/** One letter as it left, and why each of its lines stands in it. */
function Letter({ id }: { id: string }) {
  const { data: round } = useRoundView();
  const letter = useQuery({
    queryKey: ['/letters', 'one', id],
    queryFn: ({ signal }) => ask<LetterView>(`/letters/${encodeURIComponent(id)}`, { signal }),
  });
  if (letter.isPending) return <Loading what="lá thư" />;
  if (letter.isError) return <Failed error={letter.error} again={() => void letter.refetch()} />;
  const { subject, recipient, day, text, lines, attempts, attachments, calendars, acceptedAt, ...row } = letter.data;
  const todo = whatToDo(letter.data);
  return (
    <article className="letter">
      <h2>{subject}</h2>
      <p className="soft">
        {kindWords[row.kind]} gửi {recipient.name ?? 'một người'} · ngày {vnDay(day)}
        {round?.training && acceptedAt && <> (đợt tập huấn; gửi thật lúc {moment(acceptedAt as Instant)})</>}
      </p>
      <State of={letter.data} />
      {todo !== '' && <p className="soon">{todo}</p>}
      <h3>Vì sao có thư này</h3>
      <ul>
        {lines.map((line) => (
          <li key={`${line.line} ${line.role}`}>
            {line.unit && <strong>{line.unit.name}: </strong>}
            {line.what}
            <div className="soft small">{line.why}</div>
            <Matter of={line.matter} />
          </li>
        ))}
      </ul>
      <h3>Nội dung</h3>
      <pre className="letter-text">{text}</pre>
      {attachments.length + calendars.length > 0 && (
        <>
          <h3>Gửi kèm</h3>
          <ul>
            {attachments.map(({ sha256, name }) => (
              <li key={sha256}>{name}</li>
            ))}
            {calendars.map(({ name, entries }) => (
              <li key={name}>
                {name}: {entries.map(({ title, starts }) => `${title}, ${moment(starts as Instant)}`).join('; ')}
              </li>
            ))}
          </ul>
        </>
      )}
      <details>
        <summary>{vnNumber(attempts.length)} lần gửi</summary>
        <ul>
          {attempts.map(({ at, words, answer }) => (
            <li key={at}>
              <span className="number">{moment(at as Instant)}</span>: {words}. <span className="soft">{answer}</span>
            </li>
          ))}
        </ul>
      </details>
    </article>
  );
}

/** The paper a line leads to. */
function Matter({ of: matter }: { of: string }) {
  const [, process, id] = /^([a-z-]+):(.+)$/.exec(matter) ?? [];
  if (id === undefined) return undefined;
  if (process === 'inspection')
    return (
      <Link to="/kiem-tra/$inspection" params={{ inspection: id }}>
        Đến cuộc kiểm tra
      </Link>
    );
  if (process === 'paper')
    return (
      <Link to="/van-ban/$paper" params={{ paper: id }}>
        Đến văn bản
      </Link>
    );
  if (process === 'remediation') {
    const [round, , , unit] = id.split(':');
    return (
      <Link to="/theo-doi" search={{ dot: round, donVi: unit }}>
        Đến nội dung khắc phục của đơn vị
      </Link>
    );
  }
  return undefined;
}
