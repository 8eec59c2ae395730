import { Form, Input } from 'antd';
import type { ScoresView } from '../../../api/inspections/score-schema.ts';
import { dayAt, vnDay, vnTime } from '../../../domain/day.ts';
import type { Instant } from '../../../domain/day.ts';
import { vnNumber } from '../../../domain/number.ts';
import { ownReason, pointsOf } from '../../../domain/scale.ts';
import type { Declared } from '../../../domain/scale.ts';
import { declaredWords } from '../../../domain/score-form.ts';
import { appraisals, appraisalWords, faultsOfMarks, latest } from '../../../domain/score.ts';
import type { Appraisal, Columns, Mark } from '../../../domain/score.ts';
import { Act } from '../parts/act.tsx';
import { useMay } from '../parts/who.ts';
import { DeclaredInput } from './declared-input.tsx';

type Line = ScoresView['groups'][number]['criteria'][number];

interface RowProps {
  view: ScoresView;
  criterion: Line;
  columns: Columns;
  shown: Appraisal[];
  editing?: Appraisal;
  change?: (criterion: string, mark: Mark | undefined) => void;
}

/** One line of the scale across its columns. */
export function CriterionRow({ view, criterion, columns, shown, editing, change }: RowProps) {
  const { code, text, most, words, evidence, exempt } = criterion;
  return (
    <tr>
      <td data-head="Tiêu chí">
        <div>
          {code}. {text}
        </div>
        <div className="soft rule">{words}</div>
        {evidence && <div className="soft rule">Kiểm chứng: {evidence}</div>}
        {exempt !== undefined && <Exempted view={view} criterion={criterion} why={exempt} />}
      </td>
      <td data-head="Tối đa" className="figures">
        {vnNumber(most)}
      </td>
      {shown.map((one) => (
        <td key={one} data-head={appraisalWords[one]}>
          {one === editing && change ? (
            <EditedMark view={view} criterion={criterion} columns={columns} appraisal={one} change={change} />
          ) : (
            <GivenMark view={view} criterion={criterion} appraisal={one} />
          )}
        </td>
      ))}
    </tr>
  );
}

/** A line as somebody marked it: the figure, its points, why, and who. */
function GivenMark({ view, criterion, appraisal }: { view: ScoresView; criterion: Line; appraisal: Appraisal }) {
  const mark = view[appraisal]?.marks.find((one) => one.criterion === criterion.code);
  if (!mark) return <span className="soft">{appraisal === 'self' ? 'Chưa kê khai' : 'Như cột trước'}</span>;
  const { declared, reason, by, at } = mark;
  const why = reason ?? ownReason(declared);
  return (
    <>
      <div className="number">
        {declaredWords(declared)} · <Points criterion={criterion} declared={declared} />
      </div>
      {why && <div className="soft rule">{why}</div>}
      <div className="soft rule">
        {by.name ?? 'Đơn vị'}, {vnTime(at as Instant)} {vnDay(dayAt(at as Instant))}
      </div>
      {'notApplicable' in declared && criterion.exempt === undefined && (
        <Exempting view={view} criterion={criterion} reason={declared.notApplicable} />
      )}
    </>
  );
}

const Points = ({ criterion, declared }: { criterion: Line; declared: Declared }) => {
  const points = pointsOf(criterion, declared);
  return <strong>{points === undefined ? 'không tính' : `${vnNumber(points)} điểm`}</strong>;
};

function EditedMark({
  view,
  criterion,
  columns,
  appraisal,
  change,
}: Required<Pick<RowProps, 'view' | 'criterion' | 'columns' | 'change'>> & { appraisal: Appraisal }) {
  const { code } = criterion;
  const mark = columns[appraisal]?.[code];
  const before =
    appraisal === 'self' ? undefined : latest(columns, appraisals[appraisals.indexOf(appraisal) - 1])[code];
  const fault = mark && faultsOfMarks({ groups: view.groups }, columns, appraisal, { [code]: mark })[0];
  const label = (what: string) => `${what}, ${appraisalWords[appraisal]}: ${criterion.text}`;
  const own = mark && ownReason(mark.declared);
  const differs =
    mark !== undefined &&
    before !== undefined &&
    pointsOf(criterion, before.declared) !== pointsOf(criterion, mark.declared);
  return (
    <div className="edited-mark">
      <DeclaredInput
        criterion={criterion}
        column={appraisalWords[appraisal]}
        value={mark?.declared}
        onChange={(declared) => change(code, declared && { ...mark, declared })}
      />
      {mark ? (
        <Points criterion={criterion} declared={mark.declared} />
      ) : (
        <span className="soft">{before ? 'Như cột trước' : 'Chưa chấm'}</span>
      )}
      {mark && own !== undefined && (
        <Input.TextArea
          aria-label={label('Lý do')}
          rows={2}
          placeholder="Lý do"
          value={own}
          onChange={({ target }) => change(code, { ...mark, declared: withReason(mark.declared, target.value) })}
        />
      )}
      {mark && (differs || mark.reason !== undefined) && (
        <Input.TextArea
          aria-label={label('Vì sao khác cột trước')}
          rows={2}
          placeholder="Vì sao khác cột trước"
          value={mark.reason ?? ''}
          onChange={({ target }) => change(code, { ...mark, reason: target.value })}
        />
      )}
      {fault && <span className="soon rule">{fault.refusal.message}</span>}
    </div>
  );
}

const withReason = (declared: Declared, reason: string): Declared =>
  'points' in declared ? { ...declared, reason } : { notApplicable: reason };

const addressOf = ({ outline }: ScoresView): string => `/outlines/${encodeURIComponent(outline)}/exemptions`;

/** The head of division decides once for all units of the kind. */
function Exempting({ view, criterion, reason }: { view: ScoresView; criterion: Line; reason: string }) {
  const may = useMay();
  if (!may('exempt-criterion')) return <div className="soon rule">Chờ duyệt không áp dụng</div>;
  return (
    <Act<{ reason: string }>
      name="Duyệt không áp dụng"
      size="small"
      path={addressOf(view)}
      initial={{ reason }}
      consequence={
        <>
          Tiêu chí {criterion.code} thôi tính cho mọi đơn vị loại “{view.kind}” kê khai không áp dụng; điểm các tiêu chí
          còn lại quy về cả thang.
        </>
      }
      bodyOf={({ reason: why }) => ({ kind: view.kind, criterion: criterion.code, reason: why })}
    >
      <Form.Item name="reason" label="Lý do" rules={[{ required: true, message: 'Hãy ghi lý do.' }]}>
        <Input.TextArea rows={3} />
      </Form.Item>
    </Act>
  );
}

function Exempted({ view, criterion, why }: { view: ScoresView; criterion: Line; why: string }) {
  const may = useMay();
  return (
    <div className="exempted">
      <span>
        Không áp dụng cho loại “{view.kind}”: {why}
      </span>
      {may('exempt-criterion') && (
        <Act
          name="Thôi không áp dụng"
          size="small"
          path={`${addressOf(view)}/withdraw`}
          consequence={`Tiêu chí ${criterion.code} lại tính cho mọi đơn vị loại “${view.kind}”.`}
          bodyOf={() => ({ kind: view.kind, criterion: criterion.code })}
        />
      )}
    </div>
  );
}
