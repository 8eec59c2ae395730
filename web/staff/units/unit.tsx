import './units.css';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { Form, Input } from 'antd';
import type { ReactNode } from 'react';
import type { LetterRowView } from '../../../api/letters.ts';
import type { UnitStory } from '../../../api/office/unit-story.ts';
import type { UnitView } from '../../../api/office/units.ts';
import { dayAt, vnDay } from '../../../domain/day.ts';
import type { Instant } from '../../../domain/day.ts';
import { vnNumber } from '../../../domain/number.ts';
import { levelWords } from '../../../domain/unit.ts';
import { Act } from '../parts/act.tsx';
import { ask } from '../parts/ask.ts';
import { Due } from '../parts/due.tsx';
import { Paged, usePages } from '../parts/paged.tsx';
import type { Page } from '../parts/paged.tsx';
import { Rows } from '../parts/rows.tsx';
import { Failed, Loading, Nothing } from '../parts/states.tsx';
import { To } from '../parts/to.tsx';
import { onlyFor, useMay } from '../parts/who.ts';

const route = getRouteApi('/don-vi/$unit');
type Named = UnitStory['predecessors'][number];
type Owed = UnitStory['owes']['items'][number];
type Happened = UnitStory['events'][number];

/** One unit: what it owes now, then its years. */
export function UnitPage() {
  const { unit } = route.useParams();
  const may = useMay();
  const known = useQuery({
    queryKey: ['unit', unit],
    queryFn: ({ signal }) => ask<UnitView>(`/units/${encodeURIComponent(unit)}`, { signal }),
  });
  const story = useQuery({
    queryKey: ['unit', unit, 'story'],
    queryFn: ({ signal }) => ask<UnitStory>(`/units/${encodeURIComponent(unit)}/story`, { signal }),
  });
  if (known.isError) return <Failed error={known.error} again={() => void known.refetch()} />;
  if (story.isError) return <Failed error={story.error} again={() => void story.refetch()} />;
  if (known.isPending || story.isPending) return <Loading what="đơn vị" />;
  const { owes, items, figures } = story.data;
  return (
    <>
      <p>
        <Link to="/don-vi">← Các đơn vị</Link>
      </p>
      <h1>{known.data.name}</h1>
      <p className="lead">
        {owes.total === 0 ? 'Hiện không nợ việc gì' : `Đang nợ ${vnNumber(owes.total)} việc`}
        {owes.late > 0 && <span className="late"> · {vnNumber(owes.late)} việc quá hạn</span>}
        {items.total > 0 && (
          <>
            {' · '}
            <To href={`/theo-doi?dangGiu=${encodeURIComponent(unit)}`}>
              {vnNumber(items.total)} nội dung khắc phục, đã đóng {vnNumber(items.closed)}
            </To>
          </>
        )}
        {items.passed > 0 && (
          <>
            {' · '}
            <To href={`/theo-doi?donVi=${encodeURIComponent(unit)}`}>
              {vnNumber(items.passed)} nội dung đã bàn giao
              {items.total > 0 && `, cả thảy ${vnNumber(items.total + items.passed)}`}
            </To>
          </>
        )}
      </p>
      <Facts unit={known.data} story={story.data} />
      <HandOvers story={story.data} />
      <h2>Đang nợ</h2>
      <Owes story={story.data} />
      <h2>Các cuộc kiểm tra</h2>
      <Inspections story={story.data} />
      {figures && <Figures of={figures} story={story.data} />}
      <h2>Qua các năm</h2>
      <Years story={story.data} />
      {may('read-letters') && <Letters unit={unit} />}
    </>
  );
}

function Facts({ unit, story }: { unit: UnitView; story: UnitStory }) {
  const { answers, parent, through, superior, predecessors, successors, parts } = story;
  const facts: [string, ReactNode][] = [
    ['Cấp', `${levelWords[unit.level]}${unit.vertical ? ' · ngành dọc' : ''}`],
    ['Tên khác', unit.aliases.join(', ')],
    ['Tồn tại', `từ ${vnDay(unit.from)}${unit.to === undefined ? '' : ` đến ${vnDay(unit.to)}`}`],
    ['Trực thuộc', parent && <Units of={[parent]} />],
    // whoever ended is answered for by its successor, named below
    ['Cơ quan chủ quản', through && !successors.some(({ id }) => id === through.id) && <Units of={[through]} />],
    ['Cấp trên trực tiếp', superior && <Units of={[superior]} />],
    ['Tiền thân', predecessors.length > 0 && <Units of={predecessors} />],
    ['Nay là', successors.length > 0 && <Units of={successors} />],
    ['Trụ sở, bộ phận', parts.length > 0 && <Units of={parts} />],
    ...answers.map(({ words, person, at }): [string, ReactNode] => [
      `${words.charAt(0).toUpperCase()}${words.slice(1)}`,
      <>
        {person.name}
        {person.post !== undefined && `, ${person.post}`}
        {at && ` (${at.name})`}
        {person.phone !== undefined && (
          <>
            {' · '}
            <a href={`tel:${person.phone.replace(/[^+\d]/g, '')}`}>{person.phone}</a>
          </>
        )}
        {' · '}
        <a href={`mailto:${person.mail}`}>{person.mail}</a>
      </>,
    ]),
    ['Người trả lời', answers.length === 0 && <span className="late">chưa có đầu mối, thủ trưởng nào</span>],
  ];
  return (
    <dl className="unit-facts">
      {facts
        .filter(([, value]) => value !== '' && value !== false && value !== undefined)
        .map(([name, value]) => (
          <div key={name} style={{ display: 'contents' }}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
    </dl>
  );
}

const Units = ({ of }: { of: Named[] }) => (
  <>
    {of.map(({ id, name }, i) => (
      <span key={id}>
        {i > 0 && ', '}
        <Link to="/don-vi/$unit" params={{ unit: id }}>
          {name}
        </Link>
      </span>
    ))}
  </>
);

interface Why {
  reason: string;
}

/** Who of the unit handed its work to whom; the office takes it back where it was not right. */
function HandOvers({ story }: { story: UnitStory }) {
  const may = useMay();
  if (story.handOvers.length === 0) return undefined;
  return (
    <>
      <h2>Đơn vị tự đổi đầu mối</h2>
      <ul>
        {story.handOvers.map(({ id, from, to, at, reason, undone, barred }) => (
          <li key={id}>
            {vnDay(dayAt(at as Instant))}: {from.name} chuyển cho {to.name}. Lý do: {reason}
            {undone ? (
              <div className="soft">
                Đã trả lại ngày {vnDay(dayAt(undone.at as Instant))}: {undone.reason}
              </div>
            ) : (
              <Act<Why>
                name="Trả lại việc đầu mối"
                title={`Trả lại việc đầu mối cho ${from.name}`}
                path={`/hand-overs/${encodeURIComponent(id)}/undo`}
                barred={may('change-people') ? barred : onlyFor('change-people')}
                consequence={`${from.name} lại là đầu mối từ hôm nay; đường dẫn của ${to.name} không mở được nữa. Cả hai người và thủ trưởng đơn vị được báo bằng thư.`}
              >
                <Form.Item name="reason" label="Lý do" rules={[{ required: true, message: 'Hãy ghi lý do.' }]}>
                  <Input.TextArea rows={3} maxLength={2000} />
                </Form.Item>
              </Act>
            )}
          </li>
        ))}
      </ul>
    </>
  );
}

const titleOf = ({ rounds }: UnitStory, campaign: string): string => {
  const round = rounds.find(({ id }) => id === campaign);
  return round ? `${round.title}${round.training ? ' (tập huấn)' : ''}` : campaign;
};

const ToRound = ({ story, campaign }: { story: UnitStory; campaign: string }) => (
  <Link to="/dot/$round" params={{ round: campaign }}>
    {titleOf(story, campaign)}
  </Link>
);

function Owes({ story }: { story: UnitStory }) {
  const { items, total } = story.owes;
  if (total === 0) return <Nothing>Không còn việc nào chờ đơn vị.</Nothing>;
  return (
    <>
      <Rows
        caption="Việc đơn vị đang nợ, việc gấp nhất trước"
        rows={items}
        keyOf={({ matter, duty }) => `${matter} ${duty}`}
        columns={[
          { head: 'Việc', cell: (row) => <WhatIsOwed row={row} /> },
          { head: 'Hạn', cell: (row) => <Due {...row} /> },
          { head: 'Đợt', cell: ({ campaign }) => <ToRound story={story} campaign={campaign} /> },
        ]}
      />
      {items.length < total && <p className="soft">Trên đây là {items.length} việc gấp nhất.</p>}
    </>
  );
}

const WhatIsOwed = ({ row: { what, about, item, inspection } }: { row: Owed }) => {
  const href =
    item === undefined
      ? inspection === undefined
        ? undefined
        : `/kiem-tra/${encodeURIComponent(inspection)}`
      : `/viec/${encodeURIComponent(item)}`;
  return (
    <>
      {href === undefined ? what : <To href={href}>{about ?? what}</To>}
      {about !== undefined && <div className="soft">{what}</div>}
    </>
  );
};

function Inspections({ story }: { story: UnitStory }) {
  const { inspections } = story;
  if (inspections.length === 0) return <Nothing>Chưa có cuộc kiểm tra nào.</Nothing>;
  return (
    <Rows
      caption="Các cuộc kiểm tra"
      rows={[...inspections].sort((a, b) => b.year - a.year)}
      keyOf={({ id }) => id}
      columns={[
        {
          head: 'Cuộc kiểm tra',
          cell: ({ id, campaign }) => <To href={`/kiem-tra/${encodeURIComponent(id)}`}>{titleOf(story, campaign)}</To>,
        },
        { head: 'Năm', cell: ({ year }) => year, figures: true },
        { head: 'Hình thức', cell: ({ method }) => method },
        { head: 'Tình trạng', cell: ({ words }) => words },
      ]}
    />
  );
}

function Figures({ of, story }: { of: NonNullable<UnitStory['figures']>; story: UnitStory }) {
  return (
    <>
      <h2>Số liệu mới nhất</h2>
      <p className="lead">
        Báo cáo {of.words} ·{' '}
        <To href={`/kiem-tra/${encodeURIComponent(of.inspection)}`}>{titleOf(story, of.campaign)}</To>
      </p>
      {of.tables.map(({ title, figures }) => (
        <Rows
          key={title}
          caption={title}
          rows={figures}
          keyOf={({ name }) => name}
          columns={[
            { head: title, cell: ({ name }) => name },
            { head: 'Tổng', cell: ({ text }) => text, figures: true },
          ]}
        />
      ))}
    </>
  );
}

function Years({ story }: { story: UnitStory }) {
  const { events } = story;
  if (events.length === 0) return <Nothing>Chưa có văn bản hay cuộc kiểm tra nào.</Nothing>;
  const years = [...new Set(events.map(({ on }) => on.slice(0, 4)))];
  return (
    <div className="years">
      {years.map((year) => (
        <section key={year}>
          <h3>{year}</h3>
          <ol>
            {events
              .filter(({ on }) => on.startsWith(year))
              .map((event, i) => (
                <li key={`${event.on} ${i}`}>
                  <span className="number soft">{vnDay(event.on)}</span>
                  <EventWords of={event} />
                </li>
              ))}
          </ol>
        </section>
      ))}
    </div>
  );
}

const EventWords = ({ of: { words, paper, inspection, unit } }: { of: Happened }) => (
  <span>
    {paper === undefined && inspection === undefined ? (
      words
    ) : (
      <To
        href={
          paper === undefined ? `/kiem-tra/${encodeURIComponent(inspection!)}` : `/van-ban/${encodeURIComponent(paper)}`
        }
      >
        {words}
      </To>
    )}
    {unit !== undefined && <span className="soft"> · khi còn là {unit}</span>}
  </span>
);

/** The letters that told this unit's people something, the latest first. */
function Letters({ unit }: { unit: string }) {
  const letters = usePages<Page<LetterRowView>>('/letters', { unit, limit: 10 });
  return (
    <>
      <h2>Thư</h2>
      <Paged of={letters} what="các thư" more="Xem thêm thư">
        {(rows) =>
          rows.length === 0 ? (
            <Nothing>Chưa gửi thư nào về đơn vị này.</Nothing>
          ) : (
            <Rows
              caption="Các thư về đơn vị này, mới nhất trước"
              rows={rows}
              keyOf={({ id }) => id}
              columns={[
                {
                  head: 'Thư',
                  cell: ({ id, subject, campaigns: [campaign] }) =>
                    campaign === undefined ? (
                      subject
                    ) : (
                      <To href={`/dot/${encodeURIComponent(campaign)}/thu?thu=${encodeURIComponent(id)}`}>{subject}</To>
                    ),
                },
                { head: 'Gửi', cell: ({ recipient }) => recipient.name ?? recipient.id },
                { head: 'Ngày', cell: ({ day }) => vnDay(day) },
                { head: 'Tình trạng', cell: ({ words }) => words },
              ]}
            />
          )
        }
      </Paged>
    </>
  );
}
