import { Link } from '@tanstack/react-router';
import { Form, Select } from 'antd';
import type { InspectionPaper } from '../../../api/inspections/inspection-papers.ts';
import type { InspectionView } from '../../../api/inspections/inspection-views.ts';
import { vnDay } from '../../../domain/day.ts';
import type { Day } from '../../../domain/day.ts';
import { explainable, minutesSignable } from '../../../domain/inspection.ts';
import { submittablePaper } from '../../../domain/paper.ts';
import { Act } from '../parts/act.tsx';
import { ask } from '../parts/ask.ts';
import { usePages } from '../parts/paged.tsx';
import type { Page } from '../parts/paged.tsx';
import { Nothing } from '../parts/states.tsx';
import { onlyFor } from '../parts/who.ts';
import { GrownText } from '../parts/grown-text.tsx';
import { EnterForUnit } from './entered.tsx';
import { useRoom } from './room.ts';
import { useQuery } from '@tanstack/react-query';

type Answered = NonNullable<InspectionView['explanations'][number]['answered']>;
const day = (value: string): string => vnDay(value as Day);

/** What the team asks the unit to explain, what it is asked of the draft conclusion, and what it answers. */
export function ExchangeTab() {
  return (
    <>
      <Explanations />
      <Comments />
      <EnterForUnit />
    </>
  );
}

function Explanations() {
  const { path, inspection, notebook, may } = useRoom();
  const { explanations, unit, state } = inspection;
  const shortcomings = notebook.notes.filter(({ kind, text }) => kind === 'shortcoming' && text.trim() !== '');
  return (
    <section>
      <h2>Giải trình</h2>
      {explanations.length === 0 && <Nothing>Chưa yêu cầu đơn vị giải trình điều gì.</Nothing>}
      <ol className="exchanges">
        {explanations.map(({ n, asked, text, points, due, answered }) => (
          <li key={n}>
            <p>
              <strong>Yêu cầu ngày {day(asked)}</strong>
              {!answered && due && <span className="soon"> · đơn vị trả lời trước hết ngày {day(due)}</span>}
            </p>
            <p className="as-written">{text}</p>
            {points && (
              <ol>
                {points.map((point) => (
                  <li key={point}>{point}</li>
                ))}
              </ol>
            )}
            {answered ? <Answer answered={answered} /> : <p className="soft">Đang chờ đơn vị giải trình.</p>}
          </li>
        ))}
      </ol>
      <Act<{ text: string; points?: string[] }>
        name="Yêu cầu giải trình"
        path={`${path}/explanations`}
        primary={explanations.length === 0 && explainable.includes(state)}
        barred={
          !may('ask-explanation')
            ? onlyFor('ask-explanation')
            : explainable.includes(state)
              ? undefined
              : `Cuộc kiểm tra ${inspection.words}.`
        }
        consequence={<p>{unit.name} nhận một thư, phải trả lời theo hạn của đợt; quá hạn thì được nhắc.</p>}
        bodyOf={({ text, points }) => ({
          text,
          ...(points && points.length > 0 ? { points: points.slice(0, 50) } : {}),
        })}
      >
        <Form.Item
          name="text"
          label="Cần giải trình điều gì"
          rules={[{ required: true, message: 'Ghi điều cần giải trình.' }]}
        >
          <GrownText maxLength={10_000} />
        </Form.Item>
        {shortcomings.length > 0 && (
          <Form.Item name="points" label="Từng điểm, lấy từ sổ ghi nhận" extra="Không bắt buộc.">
            <Select
              mode="multiple"
              options={shortcomings.map(({ text }) => ({ value: text.trim().slice(0, 2_000), label: text.trim() }))}
            />
          </Form.Item>
        )}
      </Act>
    </section>
  );
}

function Answer({ answered }: { answered: Answered }) {
  const { comparison } = useRoom();
  const { on, text, evidence, origin } = answered;
  return (
    <div className="visit-answer">
      <p>
        <strong>Đơn vị trả lời ngày {day(on)}</strong>
        {origin && (
          <span className="soft">
            {' '}
            · Sở nhập hộ: {origin.by === 'paper' ? 'văn bản' : 'điện thoại'}
            {origin.number && ` số ${origin.number}`}, {origin.signer}, nhận ngày {vnDay(origin.arrived)}
            {origin.file && (
              <>
                {' · '}
                <a href={`/api/files/${origin.file}`}>bản chụp</a>
              </>
            )}
          </span>
        )}
      </p>
      <p className="as-written">{text}</p>
      {evidence.map((id, i) => (
        <a key={id} className="file" href={`/api/files/${id}`}>
          {comparison.files.find((file) => file.id === id)?.name ?? `Tài liệu ${i + 1}`}
        </a>
      ))}
    </div>
  );
}

const outcomes = {
  waiting: 'đang chờ đơn vị trả lời',
  agreed: 'đơn vị thống nhất',
  commented: 'đơn vị có ý kiến khác',
  'taken-as-agreed': 'hết hạn, coi như thống nhất',
} as const;

function Comments() {
  const { path, inspection, may } = useRoom();
  const { comments, unit, state } = inspection;
  const papers = usePages<Page<InspectionPaper>>(`${path}/papers`);
  const drafts = (papers.data?.pages ?? [])
    .flatMap(({ items }) => items)
    .filter(
      ({ kind, state: at }) => (kind === 'conclusion' || kind === 'result-notice') && submittablePaper.includes(at),
    );
  return (
    <section>
      <h2>Góp ý dự thảo kết luận</h2>
      {comments ? (
        <>
          <p>
            Gửi dự thảo{' '}
            <Link to="/van-ban/$paper" params={{ paper: comments.paper }}>
              {comments.paper}
            </Link>{' '}
            ngày {day(comments.asked)}
            {comments.outcome === 'waiting' &&
              comments.until &&
              `, đơn vị trả lời trước hết ngày ${day(comments.until)}`}
            {' · '}
            <strong>{outcomes[comments.outcome]}</strong>
          </p>
          {comments.answered && <Answer answered={comments.answered} />}
        </>
      ) : (
        <Nothing>Chưa xin ý kiến đơn vị về dự thảo.</Nothing>
      )}
      {drafts[0] && (!comments || comments.outcome !== 'waiting') && (
        <AskComments
          paper={drafts[0].id}
          barred={
            !may('ask-comments')
              ? onlyFor('ask-comments')
              : minutesSignable.includes(state) || state === 'reviewed'
                ? undefined
                : `Cuộc kiểm tra ${inspection.words}.`
          }
          unit={unit.name}
          path={path}
        />
      )}
      {!drafts[0] && !comments && <p className="soft">Soạn dự thảo ở phần Kết luận rồi xin ý kiến tại đây.</p>}
    </section>
  );
}

function AskComments({
  paper,
  barred,
  unit,
  path,
}: {
  paper: string;
  barred: string | undefined;
  unit: string;
  path: string;
}) {
  const draft = useQuery({
    queryKey: ['paper', paper],
    queryFn: ({ signal }) => ask<{ version: number }>(`/papers/${encodeURIComponent(paper)}`, { signal }),
  });
  return (
    <Act
      name="Xin ý kiến đơn vị"
      path={`${path}/comments`}
      barred={barred ?? (draft.data ? undefined : 'Đang đọc dự thảo.')}
      consequence={
        <p>
          {unit} nhận thư kèm phần dự thảo nói về đơn vị, và trả lời trong hạn của đợt; hết hạn thì coi như thống nhất.
          Trong hạn ấy dự thảo chưa trình được.
        </p>
      }
      bodyOf={() => ({ paper, version: draft.data?.version })}
    />
  );
}
