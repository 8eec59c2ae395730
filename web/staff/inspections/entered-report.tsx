import { useNavigate } from '@tanstack/react-router';
import { Input, Radio } from 'antd';
import { placeKey } from '../../../domain/check.ts';
import { vnDay } from '../../../domain/day.ts';
import type { Day } from '../../../domain/day.ts';
import { columnCodes, label } from '../../../domain/figures.ts';
import { checkFound, readFound, rowsOfForm } from '../../../domain/found-figures.ts';
import type { Outline, Question } from '../../../domain/outline.ts';
import { Act } from '../parts/act.tsx';
import { onlyFor } from '../parts/who.ts';
import { GrownText } from '../parts/grown-text.tsx';
import { OriginFields, originOf } from './entered.tsx';
import type { OriginTyped } from './entered.tsx';
import { useKept } from './kept.ts';
import { Field } from './note-card.tsx';
import { useRoom } from './room.ts';

type Typed = Record<string, string>;
type SetTyped = (code: string, text: string | undefined) => void;

/** A self-report that came on paper, typed in as it says, whatever it lacks; what does not add up is said beside it. */
export function EnteredReportTab() {
  const { id, path, comparison, inspection, may } = useRoom();
  const navigate = useNavigate();
  const { outline, period, previous, declared } = comparison;
  // one field each: `v:` Có, Không; `t:` the words of an answer; figures by their place
  const [typed, put] = useKept(`entered-report:${id}`);
  const rowsOf = (table: Outline['tables'][number]) => rowsOfForm(table, declared?.report, previous?.report);
  const read = readFound(outline, rowsOf, typed);
  const checks = checkFound(outline, read);
  const questions = outline.areas.flatMap((area) => area.questions);
  const undecided = questions.filter(
    ({ code, answer }) => answer === 'yes-no' && !typed[`v:${code}`] && typed[`t:${code}`]?.trim(),
  );
  const answered = questions.filter(({ code }) => typed[`v:${code}`] || typed[`t:${code}`]?.trim()).length;
  return (
    <>
      <h2>Nhập hộ báo cáo tự kiểm tra</h2>
      <p className="soft">
        Nhập đúng như bản giấy, kể cả chỗ đơn vị bỏ trống. Chữ đang nhập được giữ trong thẻ trình duyệt này đến khi gửi.
      </p>
      {outline.areas.map(({ code, name, questions: here }) => (
        <section key={code}>
          <h2>{name}</h2>
          {here.map((question) => (
            <AnswerFields key={question.code} question={question} typed={typed} put={put} />
          ))}
        </section>
      ))}
      {outline.tables.flatMap((table) =>
        rowsOf(table).map((row) => (
          <section key={`${table.code}/${row.id}`}>
            <h2>{rowsOf(table).length > 1 ? `${table.title}: ${row.name}` : table.title}</h2>
            <div className="entered-figures">
              {columnCodes.map((column) => (
                <Figure
                  key={column}
                  at={placeKey({ table: table.code, row: row.id, column })}
                  name={label(column)}
                  typed={typed}
                  put={put}
                  unread={read.unread}
                />
              ))}
            </div>
          </section>
        )),
      )}
      {outline.indicators.length > 0 && (
        <section>
          <h2>Chỉ tiêu khác</h2>
          <div className="entered-figures">
            {outline.indicators.map(({ code, name }) => (
              <Figure
                key={code}
                at={placeKey({ indicator: code })}
                name={name}
                typed={typed}
                put={put}
                unread={read.unread}
              />
            ))}
          </div>
        </section>
      )}
      {checks.length > 0 && (
        <section>
          <h2>Số liệu chưa khớp</h2>
          <p className="soft">Bản giấy ghi vậy thì vẫn gửi được; điều này hiện khi xem báo cáo.</p>
          <div role="status">
            <ul className="broken">
              {checks.map(({ key, sentence }) => (
                <li key={key}>{sentence}</li>
              ))}
            </ul>
          </div>
        </section>
      )}
      <Act<{ origin: OriginTyped }>
        primary
        name="Gửi báo cáo nhập hộ"
        path={`${path}/entered`}
        barred={
          may('enter-for-unit')
            ? read.unread.size > 0
              ? `Còn ${read.unread.size} ô số liệu chưa đọc được.`
              : undecided.length > 0
                ? `Còn ${undecided.length} câu có giải trình mà chưa chọn Có hay Không.`
                : undefined
            : onlyFor('enter-for-unit')
        }
        initial={{ origin: { by: 'paper', signer: '', arrived: inspection.round.today } }}
        consequence={
          <p>
            {answered}/{questions.length} câu đã có trả lời. Báo cáo được tính là của {inspection.unit.name}, gửi vào
            ngày nhận được ghi dưới đây; đơn vị nhận thư báo đã nhận.
          </p>
        }
        bodyOf={({ origin }) => ({
          what: 'self-report',
          origin: originOf(origin),
          typed: typedReport(outline, rowsOf, period, typed),
        })}
        done={() => {
          for (const code of Object.keys(typed)) put(code, undefined);
          void navigate({ to: '/kiem-tra/$inspection/$tab', params: { inspection: id, tab: 'bao-cao' } });
        }}
      >
        <OriginFields />
      </Act>
    </>
  );
}

function AnswerFields({ question, typed, put }: { question: Question; typed: Typed; put: SetTyped }) {
  const { code, text, answer } = question;
  return (
    <fieldset className="entered-answer">
      <legend>
        <span className="number">{code}.</span> {text}
      </legend>
      {answer === 'yes-no' && (
        <Radio.Group
          aria-label={`Câu ${code}`}
          value={typed[`v:${code}`]}
          onChange={({ target }) => put(`v:${code}`, target.value as string)}
          options={[
            { value: 'yes', label: 'Có' },
            { value: 'no', label: 'Không' },
            { value: 'not-applicable', label: 'Không áp dụng' },
          ]}
        />
      )}
      <GrownText
        aria-label={
          answer === 'yes-no'
            ? `Giải trình câu ${code}`
            : answer === 'plan'
              ? `Các mục của kế hoạch, câu ${code}: mỗi dòng một nhiệm vụ`
              : `Trả lời câu ${code}`
        }
        placeholder={answer === 'plan' ? 'Mỗi dòng một nhiệm vụ' : ''}
        rows={answer === 'yes-no' ? 1 : 3}
        maxLength={20_000}
        value={typed[`t:${code}`] ?? ''}
        onChange={({ target }) => put(`t:${code}`, target.value)}
      />
      {answer === 'yes-no' && !typed[`v:${code}`] && typed[`t:${code}`]?.trim() && (
        <span className="soon">Câu {code} có giải trình mà chưa chọn Có, Không hay Không áp dụng.</span>
      )}
    </fieldset>
  );
}

function Figure({
  at,
  name,
  typed,
  put,
  unread,
}: {
  at: string;
  name: string;
  typed: Typed;
  put: SetTyped;
  unread: ReadonlyMap<string, string>;
}) {
  const id = `o-${at}`;
  return (
    <Field id={id} label={name}>
      <Input
        id={id}
        inputMode="numeric"
        maxLength={300}
        status={unread.has(at) ? 'error' : ''}
        value={typed[at] ?? ''}
        onChange={({ target }) => put(at, target.value === '' ? undefined : target.value)}
      />
      {unread.has(at) && <span className="late">{unread.get(at)}</span>}
    </Field>
  );
}

/** As the interface takes it: every field as its text. */
function typedReport(
  outline: Outline,
  rowsOf: (table: Outline['tables'][number]) => { id: string; name: string; under?: string; site?: true }[],
  period: { from: string; to: string },
  typed: Typed,
) {
  const answers = outline.areas
    .flatMap(({ questions }) => questions)
    .flatMap(({ code, answer }) => {
      const [value, text = ''] = [typed[`v:${code}`], typed[`t:${code}`]];
      if (!value && text.trim() === '') return [];
      const plan =
        answer === 'plan'
          ? {
              plan: text
                .split('\n')
                .filter((line) => line.trim())
                .map(planLine),
            }
          : {};
      return [[code, { ...(value ? { value } : {}), text: answer === 'plan' ? '' : text, ...plan }] as const];
    });
  const filled = (keys: string[]) => keys.some((key) => typed[key] !== undefined);
  const tables = outline.tables.flatMap((table) => {
    const rows = rowsOf(table).map((row) => ({
      ...row,
      cells: Object.fromEntries(
        columnCodes.flatMap((column) => {
          const text = typed[placeKey({ table: table.code, row: row.id, column })];
          return text === undefined ? [] : [[column, text]];
        }),
      ),
    }));
    const keys = rowsOf(table).flatMap((row) =>
      columnCodes.map((column) => placeKey({ table: table.code, row: row.id, column })),
    );
    if (!filled(keys)) return [];
    return [[table.code, { from: vnDay(period.from as Day), to: vnDay(period.to as Day), rows }] as const];
  });
  const indicators = outline.indicators.flatMap(({ code }) => {
    const text = typed[placeKey({ indicator: code })];
    return text === undefined ? [] : [[code, text] as const];
  });
  return {
    answers: Object.fromEntries(answers),
    tables: Object.fromEntries(tables),
    indicators: Object.fromEntries(indicators),
  };
}

const planLine = (line: string) => ({ task: line.trim() });
