import { Button, Checkbox, Input } from 'antd';
import { useId, useState } from 'react';
import { vnNumber } from '../../../domain/number.ts';
import { rates } from '../../../domain/rate.ts';
import type { RateCode } from '../../../domain/rate.ts';
import { bandSpans, doubtsOfCriterion, pointsOf, refusalOf, ruleWords } from '../../../domain/scale.ts';
import type { Criterion, Declared, ScoreGroup, ScoreRule } from '../../../domain/scale.ts';
import { DeclaredInput } from '../scores/declared-input.tsx';
import { NumberInput } from '../parts/number-input.tsx';
import type { OutlineFields } from './outline-editor.tsx';
import { replaced, without } from '../parts/list.ts';
import { Wrong } from './outline-rows.tsx';
import { freshRule, ruleNames, rulesIn, worthOf } from './scale-words.ts';

type WrongAt = (at: string) => readonly string[];

interface EditedProps {
  criterion: Criterion;
  counts: ScoreGroup['counts'];
  outline: OutlineFields;
  /** What is wrong at a field of it: `rule.bands`. */
  wrongAt: WrongAt;
  faults: number;
  begunOpen: boolean;
  change: (criterion: Criterion) => void;
  drop: () => void;
  up: (() => void) | undefined;
}

/** One line of the scale: folded it reads as it will be scored, open every part of it is written. */
export function CriterionFields({ begunOpen, ...edited }: EditedProps) {
  const { criterion, faults } = edited;
  const [open, setOpen] = useState(begunOpen);
  return (
    <details className="criterion" open={open} onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>
        {criterion.code}. {criterion.text || 'Tiêu chí chưa có nội dung'}{' '}
        <span className="soft">
          {worthOf(criterion)} · {ruleWords(criterion)}
        </span>
        {faults > 0 && <span className="late"> · {faults} chỗ phải sửa</span>}
      </summary>
      {open && <Opened {...edited} />}
    </details>
  );
}

function Opened({ criterion, counts, outline, wrongAt, change, drop, up }: Omit<EditedProps, 'begunOpen' | 'faults'>) {
  const id = useId();
  const { code, text, most, least = 0, rule, optional, evidence } = criterion;
  return (
    <div className="question">
      <div className="fields">
        <label>
          Mã
          <Input
            className="code-input"
            value={code}
            maxLength={64}
            onChange={({ target }) => change({ ...criterion, code: target.value.trim() })}
          />
        </label>
        <label className="grow">
          Nội dung tiêu chí
          <Input.TextArea
            className="growing"
            rows={1}
            value={text}
            maxLength={1000}
            onChange={({ target }) => change({ ...criterion, text: target.value.replace(/\n/g, ' ') })}
          />
        </label>
      </div>
      <Wrong of={wrongAt('code')} />
      <div className="fields">
        <label htmlFor={`${id}-diem`}>
          {counts === 'deducted' ? 'Trừ nhiều nhất' : 'Điểm tối đa'}
          <NumberInput
            id={`${id}-diem`}
            suffix="điểm"
            value={counts === 'deducted' ? -least : most}
            onChange={(worth = 0) =>
              change(counts === 'deducted' ? { ...criterion, most: 0, least: -worth } : { ...criterion, most: worth })
            }
          />
        </label>
        <label>
          Cách tính điểm
          <select
            value={rule.by}
            onChange={({ target }) => {
              const { from: _, ...rest } = criterion;
              change({ ...rest, rule: freshRule(target.value as ScoreRule['by'], counts) });
            }}
          >
            {rulesIn(counts).map((by) => (
              <option key={by} value={by}>
                {ruleNames[by]}
              </option>
            ))}
            {!rulesIn(counts).includes(rule.by) && <option value={rule.by}>{ruleNames[rule.by]}</option>}
          </select>
        </label>
        <RuleFields criterion={criterion} change={change} />
        <SourceField criterion={criterion} outline={outline} change={change} />
      </div>
      <Wrong of={[...wrongAt('most'), ...wrongAt('least'), ...wrongAt('rule.by'), ...wrongAt('rule.step')]} />
      {rule.by === 'ratio' && <Bands criterion={criterion} bands={rule.bands} wrongAt={wrongAt} change={change} />}
      {doubtsOfCriterion(criterion).map((doubt) => (
        <p className="soon" key={doubt}>
          {doubt}
        </p>
      ))}
      <div className="fields">
        <label className="grow">
          Tài liệu kiểm chứng
          <Input
            value={evidence ?? ''}
            maxLength={1000}
            onChange={({ target }) => {
              const { evidence: _, ...rest } = criterion;
              change(target.value === '' ? rest : { ...rest, evidence: target.value });
            }}
          />
        </label>
      </div>
      <Trial criterion={criterion} />
      <span className="acts">
        <Checkbox
          checked={optional === true}
          onChange={({ target }) => {
            const { optional: _, ...rest } = criterion;
            change(target.checked ? { ...rest, optional: true } : rest);
          }}
        >
          đơn vị được khai không áp dụng
        </Checkbox>
        {up && (
          <Button size="small" aria-label={`Lên: tiêu chí ${code}`} onClick={up}>
            Lên
          </Button>
        )}
        <Button size="small" aria-label={`Bỏ tiêu chí ${code}`} onClick={drop}>
          Bỏ tiêu chí
        </Button>
      </span>
    </div>
  );
}

/** What a rule needs to be told beside the most. */
function RuleFields({ criterion, change }: { criterion: Criterion; change: (criterion: Criterion) => void }) {
  const id = useId();
  const { rule, least = 0 } = criterion;
  if (rule.by === 'yes-no')
    return (
      <label>
        {least < 0 ? 'Không bị trừ khi trả lời' : 'Được điểm khi trả lời'}
        <select
          value={rule.better}
          onChange={({ target }) =>
            change({ ...criterion, rule: { ...rule, better: target.value === 'no' ? 'no' : 'yes' } })
          }
        >
          <option value="yes">Có</option>
          <option value="no">Không</option>
        </select>
      </label>
    );
  if (rule.by !== 'count' && rule.by !== 'deduction') return undefined;
  return (
    <label htmlFor={`${id}-buoc`}>
      {rule.by === 'count' ? 'Mỗi việc được' : 'Mỗi trường hợp trừ'}
      <NumberInput
        id={`${id}-buoc`}
        suffix="điểm"
        value={rule.step}
        onChange={(step = 0) => change({ ...criterion, rule: { ...rule, step } })}
      />
    </label>
  );
}

interface Source {
  value: string;
  name: string;
  from: NonNullable<Criterion['from']>;
}

/** What of the self-report says this line already, by how it is scored. */
function sourcesOf({ rule }: Criterion, { areas, indicators }: OutlineFields): Source[] {
  if (rule.by === 'yes-no')
    return areas
      .flatMap(({ questions }) => questions)
      .filter(({ answer, text }) => answer === 'yes-no' && text.trim() !== '')
      .map(({ code, text }) => ({ value: `q:${code}`, name: `Câu ${code}. ${text}`, from: { question: code } }));
  if (rule.by === 'ratio')
    return (Object.keys(rates) as RateCode[]).map((code) => ({
      value: `r:${code}`,
      name: rates[code].name,
      from: { rate: code },
    }));
  if (rule.by === 'count' || rule.by === 'deduction')
    return indicators
      .filter(({ name }) => name.trim() !== '')
      .map(({ code, name }) => ({ value: `i:${code}`, name, from: { indicator: code } }));
  return [];
}

function SourceField({
  criterion,
  outline,
  change,
}: {
  criterion: Criterion;
  outline: OutlineFields;
  change: (criterion: Criterion) => void;
}) {
  const sources = sourcesOf(criterion, outline);
  const { from, ...rest } = criterion;
  const chosen = sources.find((source) => JSON.stringify(source.from) === JSON.stringify(from));
  if (criterion.rule.by === 'manual') return undefined;
  return (
    <label className="grow">
      Số kê khai lấy từ báo cáo
      <select
        value={chosen?.value ?? ''}
        onChange={({ target }) => {
          const source = sources.find(({ value }) => value === target.value);
          change(source ? { ...rest, from: source.from } : rest);
        }}
      >
        <option value="">không lấy, người chấm tự ghi</option>
        {sources.map(({ value, name }) => (
          <option key={value} value={value}>
            {name.length > 110 ? `${name.slice(0, 109)}…` : name}
          </option>
        ))}
      </select>
    </label>
  );
}

type Band = Extract<ScoreRule, { by: 'ratio' }>['bands'][number];

/** Bands of percent, the highest first; what they cover together is said below, with nothing left between. */
function Bands({
  criterion,
  bands,
  wrongAt,
  change,
}: {
  criterion: Criterion;
  bands: Band[];
  wrongAt: WrongAt;
  change: (criterion: Criterion) => void;
}) {
  const id = useId();
  const set = (next: Band[]) => change({ ...criterion, rule: { by: 'ratio', bands: next } });
  return (
    <fieldset className="bands">
      <legend>Các mức tỷ lệ</legend>
      {bands.map((band, b) => (
        // oxlint-disable-next-line react/no-array-index-key -- a band has no name but its place
        <div key={b} className="fields">
          <label htmlFor={`${id}-${b}`}>
            Từ
            <NumberInput
              id={`${id}-${b}`}
              suffix="%"
              value={band.from}
              onChange={(from = 0) => set(replaced(bands, b, { ...band, from }))}
              // once written, not while writing: 9 on its way to 95 is no band below 80
              onBlur={() => {
                const sorted = bands.toSorted((one, other) => other.from - one.from);
                if (sorted.some((one, at) => one !== bands[at])) set(sorted);
              }}
            />
          </label>
          <label>
            được
            <select
              aria-label={`Mức từ ${vnNumber(band.from)}% được`}
              value={typeof band.gives === 'number' ? 'number' : band.gives}
              onChange={({ target }) => {
                const gives = target.value as 'full' | 'share' | 'number';
                set(replaced(bands, b, { ...band, gives: gives === 'number' ? criterion.most / 2 : gives }));
              }}
            >
              <option value="full">đủ điểm</option>
              <option value="share">theo tỷ lệ (tỷ lệ × điểm tối đa)</option>
              <option value="number">một số điểm</option>
            </select>
          </label>
          {typeof band.gives === 'number' && (
            <label htmlFor={`${id}-${b}-diem`}>
              là
              <NumberInput
                id={`${id}-${b}-diem`}
                suffix="điểm"
                value={band.gives}
                onChange={(gives = 0) => set(replaced(bands, b, { ...band, gives }))}
              />
            </label>
          )}
          <Button aria-label={`Bỏ mức từ ${vnNumber(band.from)}%`} onClick={() => set(without(bands, b))}>
            Bỏ
          </Button>
          <Wrong of={wrongAt(`rule.bands[${b}].gives`)} />
        </div>
      ))}
      <Button
        size="small"
        disabled={bands.length >= 20}
        onClick={() => set([...bands, { from: Math.max(0, (bands.at(-1)?.from ?? 110) - 10), gives: 'share' }])}
      >
        Thêm mức
      </Button>
      <Wrong of={wrongAt('rule.bands')} />
      <p className="soft">
        {bandSpans(bands)
          .map(
            ({ span, gives }) =>
              `${span}: ${gives === 'full' ? 'đủ điểm' : gives === 'share' ? 'theo tỷ lệ' : `${vnNumber(gives)} điểm`}`,
          )
          .join('; ')}
        .
      </p>
    </fieldset>
  );
}

/** What somebody would declare, and the points it comes to: a rule is understood by an example. */
function Trial({ criterion }: { criterion: Criterion }) {
  const [declared, setDeclared] = useState<Declared>();
  if (criterion.rule.by === 'manual') return undefined;
  const refused = declared && !('notApplicable' in declared) ? refusalOf(criterion, declared) : undefined;
  const points = declared && pointsOf(criterion, declared);
  return (
    <div className="trial">
      <span className="soft">Chấm thử</span>
      <DeclaredInput
        key={criterion.rule.by}
        criterion={criterion}
        column="Chấm thử"
        value={declared}
        onChange={setDeclared}
      />
      <span role="status">
        {declared === undefined
          ? ''
          : refused
            ? refused.message
            : points === undefined
              ? 'không tính điểm'
              : `${vnNumber(points)} điểm`}
      </span>
    </div>
  );
}
