import { Input } from 'antd';
import type { InputProps } from 'antd';
import { useState } from 'react';
import { readDay, vnDay } from '../../../domain/day.ts';
import type { Day } from '../../../domain/day.ts';

/** The day (`2026-03-05`) somebody typed as people write it; the text itself while it is none. */
export function dayTyped(text: string): string | undefined {
  if (text.trim() === '') return undefined;
  try {
    return readDay(text);
  } catch {
    return text;
  }
}

const isDay = (value: string): value is Day => /^\d{4}-\d{2}-\d{2}$/.test(value);

/** For the rules of a Form.Item around a DayInput. */
export const dayRule = {
  validator: (_rule: unknown, value: string | undefined) =>
    value === undefined || value === '' || isDay(value)
      ? Promise.resolve()
      : Promise.reject(new Error('Hãy ghi ngày theo mẫu 05/3/2026.')),
};

/** A day typed as people write it, `5/3/2026`; its value is the Day, shown in full once the field is left. */
export function DayInput({
  value,
  onChange,
  ...rest
}: Omit<InputProps, 'value' | 'onChange'> & {
  value?: string | undefined;
  onChange?: (value: string | undefined) => void;
}) {
  const [typed, setTyped] = useState<string>();
  const shown = typed ?? (value === undefined ? '' : isDay(value) ? vnDay(value) : value);
  return (
    <Input
      {...rest}
      className="day-input"
      inputMode="numeric"
      placeholder="ngày/tháng/năm"
      value={shown}
      onChange={({ target }) => {
        setTyped(target.value);
        onChange?.(dayTyped(target.value));
      }}
      onBlur={(event) => {
        setTyped(undefined);
        rest.onBlur?.(event);
      }}
    />
  );
}
