import { Button } from 'antd';
import type { ComparisonView } from '../../../api/inspections/notebooks.ts';
import { vnDay } from '../../../domain/day.ts';
import type { Answer, Question } from '../../../domain/outline.ts';
import { Act } from '../parts/act.tsx';
import { onlyFor } from '../parts/who.ts';
import { Nothing } from '../parts/states.tsx';
import { GrownText } from '../parts/grown-text.tsx';
import { Field } from './note-card.tsx';
import { useKept } from './kept.ts';
import { useRoom } from './room.ts';

type Report = NonNullable<ComparisonView['declared']>['report'];
type Files = ComparisonView['files'];

/** What the unit answered beside what it answered last year; what is asked of it again, point by point. */
export function ReportTab() {
  const { id, comparison, inspection } = useRoom();
  const { outline, declared, previous, files } = comparison;
  const [points, setPoints] = useKept(`points:${id}:${declared?.id ?? ''}`);
  const { state } = inspection.selfReport ?? {};
  if (!declared)
    return (
      <Nothing>
        {inspection.silent
          ? `Đã ghi nhận đơn vị không gửi báo cáo ngày ${vnDay(inspection.silent.on as `${number}-${number}-${number}`)}.`
          : 'Đơn vị chưa gửi báo cáo tự kiểm tra. Đơn vị gửi bản giấy thì nhập hộ ở phần Tổng quan.'}
      </Nothing>
    );
  const found = declared.report.checks.filter(({ level }) => level !== 'not-checkable');
  const isBlank = ({ code }: { code: string }) => code === 'question-blank' || code === 'indicator-blank';
  const doubts = found.filter((check) => !isBlank(check));
  const blanks = found.filter(isBlank);
  return (
    <>
      <p>
        Gửi lần {inspection.selfReport?.submissions ?? 1}
        {inspection.selfReport?.entered && ', Sở nhập hộ'}
        {state === 'accepted' && ' · đã chấp nhận'}
        {state === 'returned' && ' · đã đề nghị bổ sung, đang chờ đơn vị'}
      </p>
      {found.length > 0 && (
        <section>
          <h2>Chỗ cần xem lại ({found.length})</h2>
          {doubts.length > 0 && <Doubts checks={doubts} />}
          {blanks.length > 0 && (
            <details className="why">
              <summary>{blanks.length} câu, chỉ tiêu đơn vị bỏ trống</summary>
              <Doubts checks={blanks} />
            </details>
          )}
        </section>
      )}
      {outline.areas.map(({ code, name, questions }) => (
        <section key={code}>
          <h2>{name}</h2>
          <ol className="answers">
            {questions.map((question) => (
              <Asked
                key={question.code}
                question={question}
                now={declared.report}
                before={previous?.report}
                files={files}
                {...(state === 'submitted'
                  ? {
                      point: points[question.code],
                      comment: (text: string | undefined) => setPoints(question.code, text),
                    }
                  : {})}
              />
            ))}
          </ol>
        </section>
      ))}
      {state === 'submitted' && <Judging points={points} setPoints={setPoints} />}
    </>
  );
}

const Doubts = ({ checks }: { checks: Report['checks'] }) => (
  <ul className="doubts">
    {checks.map(({ key, sentence, explanation }) => (
      <li key={key}>
        {sentence}
        {explanation && <div className="soft">Đơn vị giải trình: {explanation}</div>}
      </li>
    ))}
  </ul>
);

/** What sends the report back, or takes it. */
function Judging({
  points,
  setPoints,
}: {
  points: Record<string, string>;
  setPoints: (code: string, text: string | undefined) => void;
}) {
  const { path, may, comparison } = useRoom();
  const order = comparison.outline.areas.flatMap(({ questions }) => questions.map(({ code }) => code));
  const said = [
    ...order.flatMap((code) => (points[code]?.trim() ? [`Câu ${code}: ${points[code].trim()}`] : [])),
    ...(points['chung']?.trim() ? [points['chung'].trim()] : []),
  ];
  const barred = may('review-self-report') ? undefined : onlyFor('review-self-report');
  return (
    <section className="judging" aria-labelledby="xu-ly-bao-cao">
      <h2 id="xu-ly-bao-cao">Xử lý báo cáo</h2>
      <Field id="gop-y-chung" label="Điểm khác cần bổ sung">
        <GrownText
          id="gop-y-chung"
          rows={2}
          maxLength={5_000}
          value={points['chung'] ?? ''}
          onChange={({ target }) => setPoints('chung', target.value)}
        />
      </Field>
      <div className="acts">
        <Act
          name={said.length > 0 ? `Trả lại kèm ${said.length} điểm` : 'Trả lại kèm điểm cần bổ sung'}
          path={`${path}/send-back`}
          barred={barred ?? (said.length === 0 ? 'Ghi ít nhất một điểm ở câu cần bổ sung.' : undefined)}
          consequence={
            <>
              <p>Đơn vị nhận một thư kèm {said.length} điểm sau và phải bổ sung theo hạn của đợt:</p>
              <ol>
                {said.map((point) => (
                  <li key={point}>{point}</li>
                ))}
              </ol>
            </>
          }
          bodyOf={() => ({ points: said })}
          done={() => [...order, 'chung'].forEach((code) => setPoints(code, undefined))}
        />
        <Act
          primary
          name="Chấp nhận báo cáo"
          path={`${path}/accept`}
          barred={barred}
          bodyOf={() => undefined}
          consequence={
            <p>
              Báo cáo được coi là đủ để kiểm tra; đơn vị không sửa được nữa.
              {said.length > 0 && ` ${said.length} điểm đang ghi ở trên sẽ không gửi cho đơn vị.`}
            </p>
          }
        />
      </div>
    </section>
  );
}

function Asked({
  question,
  now,
  before,
  files,
  point,
  comment,
}: {
  question: Question;
  now: Report;
  before: Report | undefined;
  files: Files;
  point?: string | undefined;
  comment?: (text: string | undefined) => void;
}) {
  const { code, text } = question;
  const last = before?.answers[code];
  return (
    <li>
      <p className="question">
        <span className="number">{code}.</span> {text}
      </p>
      <div className="two">
        <div>
          <h3>Năm nay</h3>
          <Said answer={now.answers[code]} files={files} />
        </div>
        <div>
          <h3>Năm trước</h3>
          {before ? <Said answer={last} files={files} /> : <span className="soft">Chưa có báo cáo đợt trước</span>}
        </div>
      </div>
      {comment && point === undefined && (
        <Button size="small" onClick={() => comment('')} aria-label={`Đề nghị bổ sung câu ${code}`}>
          Đề nghị bổ sung
        </Button>
      )}
      {comment && point !== undefined && (
        <div className="point">
          <Field id={`diem-${code}`} label={`Cần bổ sung ở câu ${code}`}>
            <GrownText
              id={`diem-${code}`}
              rows={2}
              maxLength={4_900}
              value={point}
              onChange={({ target }) => comment(target.value)}
            />
          </Field>
          <Button size="small" onClick={() => comment(undefined)}>
            Bỏ điểm này
          </Button>
        </div>
      )}
    </li>
  );
}

const saidWords = { yes: 'Có', no: 'Không', 'not-applicable': 'Không áp dụng' } as const;

function Said({ answer, files }: { answer: Answer | undefined; files: Files }) {
  if (!answer) return <span className="soft">Không trả lời</span>;
  const proofs = (answer.evidence ?? []).flatMap((id) => files.find((file) => file.id === id) ?? []);
  return (
    <>
      {'value' in answer && (
        <>
          <strong>{saidWords[answer.value]}</strong>
          {answer.explanation && <p>{answer.explanation}</p>}
          {answer.links?.map((link) => (
            <p key={link}>
              {/^https?:\/\//.test(link) ? (
                <a href={link} rel="noreferrer noopener" target="_blank">
                  {link}
                </a>
              ) : (
                link
              )}
            </p>
          ))}
        </>
      )}
      {'text' in answer && <p className="as-written">{answer.text}</p>}
      {'plan' in answer && (
        <ol>
          {answer.plan.map(({ task, person, from, to, product }, i) => (
            <li key={`${i} ${task}`}>
              {task || 'Chưa ghi nhiệm vụ'} · {person || 'chưa có người phụ trách'}
              {to ? ` · ${from ? `${vnDay(from)} – ` : 'đến '}${vnDay(to)}` : ' · chưa có thời hạn'}
              {product && ` · ${product}`}
            </li>
          ))}
        </ol>
      )}
      {proofs.map(({ id, name }) => (
        <a key={id} className="file" href={`/api/files/${id}`}>
          {name}
        </a>
      ))}
    </>
  );
}
