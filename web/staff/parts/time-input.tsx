import { Input } from 'antd';
import { useId, useState } from 'react';
import { readTime } from '../../../domain/day.ts';
import { Refusal } from '../../../domain/refusal.ts';

/** The hour (`08:30`) somebody typed as people write it; the text itself while it is none. */
function timeTyped(text: string): string | undefined {
  if (text.trim() === '') return undefined;
  try {
    return readTime(text);
  } catch (error) {
    if (error instanceof Refusal) return text;
    throw error;
  }
}

const isTime = (value: string): boolean => /^([01]\d|2[0-3]):[0-5]\d$/.test(value);

/** For the rules of a Form.Item around a TimeInput. */
export const timeRule = {
  validator: (_rule: unknown, value: string | undefined) =>
    value === undefined || value === '' || isTime(value)
      ? Promise.resolve()
      : Promise.reject(new Error('Hãy ghi giờ như 8h30 hoặc 08:30.')),
};

/** An hour of 24 typed as people write it, `8h30`; its value is `08:30`, shown so once the field is left. */
export function TimeInput({
  value,
  onChange,
  id,
  label,
  told = false,
}: {
  value?: string | undefined;
  onChange?: (value: string | undefined) => void;
  id?: string;
  label?: string;
  /** Says itself, below, what it cannot read: where no form around it does. */
  told?: boolean;
}) {
  const [typed, setTyped] = useState<string>();
  const [left, setLeft] = useState(false);
  const fault = useId();
  const wrong = told && left && value !== undefined && value !== '' && !isTime(value);
  return (
    <>
      <Input
        {...(id === undefined ? {} : { id })}
        {...(label === undefined ? {} : { 'aria-label': label })}
        {...(wrong ? { 'aria-describedby': fault, 'aria-invalid': true, status: 'error' as const } : {})}
        className="time-input"
        inputMode="text"
        autoComplete="off"
        placeholder="8h30"
        value={typed ?? value ?? ''}
        onFocus={() => setLeft(false)}
        onChange={({ target }) => {
          setTyped(target.value);
          onChange?.(timeTyped(target.value));
        }}
        onBlur={() => {
          setTyped(undefined);
          setLeft(true);
        }}
      />
      {wrong && (
        <span className="late" id={fault}>
          Hãy ghi giờ như 8h30 hoặc 08:30.
        </span>
      )}
    </>
  );
}
