import { Input, Select } from 'antd';
import { useId, useState } from 'react';
import { readNumber, readPercent, vnNumber } from '../../../domain/number.ts';
import { Refusal } from '../../../domain/refusal.ts';
import type { Criterion, Declared } from '../../../domain/scale.ts';

interface DeclaredInputProps {
  criterion: Criterion;
  /** Whose column it is, for who hears the field: `Thẩm định lần 1`. */
  column: string;
  value: Declared | undefined;
  onChange: (value: Declared | undefined) => void;
}

type Choice = 'yes' | 'no' | 'not-applicable';
const choices: { value: Choice; label: string }[] = [
  { value: 'yes', label: 'Có' },
  { value: 'no', label: 'Không' },
];
const notApplicable = { value: 'not-applicable' as const, label: 'Không áp dụng' };

/** What one line declares, in the way its rule reads it. */
export function DeclaredInput({ criterion, column, value, onChange }: DeclaredInputProps) {
  const label = `${column}: ${criterion.text}`;
  const isOut = value !== undefined && 'notApplicable' in value;
  if (criterion.rule.by === 'yes-no')
    return (
      <Select<Choice>
        aria-label={label}
        allowClear
        placeholder="Chọn"
        options={criterion.optional ? [...choices, notApplicable] : choices}
        {...(value === undefined
          ? {}
          : { value: isOut ? 'not-applicable' : (value as { answer: 'yes' | 'no' }).answer })}
        onChange={(chosen?: Choice) =>
          onChange(
            chosen === undefined ? undefined : chosen === 'not-applicable' ? { notApplicable: '' } : { answer: chosen },
          )
        }
      />
    );
  return (
    <>
      {!isOut && <FigureInput criterion={criterion} label={label} value={value} onChange={onChange} />}
      {criterion.optional && (
        <label className="not-applicable">
          <input
            type="checkbox"
            checked={isOut}
            onChange={({ target }) => onChange(target.checked ? { notApplicable: '' } : undefined)}
          />{' '}
          Không áp dụng
        </label>
      )}
    </>
  );
}

const unitOf = { ratio: '%', count: 'việc', deduction: 'trường hợp', manual: 'điểm', 'yes-no': '' } as const;

/** A figure as people write it; while it cannot be read, what stood before stays and the field says why. */
function FigureInput({ criterion, label, value, onChange }: Omit<DeclaredInputProps, 'column'> & { label: string }) {
  const [typed, setTyped] = useState<string>();
  const fault = useId();
  const said = typed === undefined ? undefined : faultOf(typed, criterion);
  return (
    <>
      <Input
        className="figure-input"
        aria-label={label}
        aria-invalid={said !== undefined}
        {...(said === undefined ? {} : { 'aria-describedby': fault, status: 'error' as const })}
        inputMode="decimal"
        suffix={unitOf[criterion.rule.by]}
        value={typed ?? figureOf(value)}
        onChange={({ target }) => {
          setTyped(target.value);
          if (target.value.trim() === '') onChange(undefined);
          else if (faultOf(target.value, criterion) === undefined) onChange(declaredOf(target.value, criterion, value));
        }}
        onBlur={() => said === undefined && setTyped(undefined)}
      />
      {said !== undefined && (
        <span className="late" id={fault}>
          {said}
        </span>
      )}
    </>
  );
}

function figureOf(value: Declared | undefined): string {
  if (value === undefined) return '';
  if ('percent' in value) return vnNumber(value.percent);
  if ('count' in value) return vnNumber(value.count);
  return 'points' in value ? vnNumber(value.points) : '';
}

function faultOf(text: string, criterion: Criterion): string | undefined {
  try {
    if (text.trim() !== '') declaredOf(text, criterion, undefined);
    return undefined;
  } catch (error) {
    if (error instanceof Refusal) return error.message;
    throw error;
  }
}

/** Throws the refusals of `readNumber` and `readPercent`. */
function declaredOf(text: string, { rule }: Criterion, before: Declared | undefined): Declared {
  if (rule.by === 'ratio') return { percent: readPercent(text)!.value };
  if (rule.by === 'manual') {
    const points = Number(text.trim().replace(/^[−–]/, '-').replace(',', '.'));
    if (!Number.isFinite(points)) throw new Refusal('percent-malformed', { cell: 'Ô điểm', value: text.trim() });
    return { points, reason: before && 'points' in before ? before.reason : '' };
  }
  const count = readNumber(text);
  return { count: typeof count === 'number' ? count : (count?.value ?? 0) };
}
