import { Input } from 'antd';
import { useId, useState } from 'react';
import { readDecimal, vnNumber } from '../../../domain/number.ts';
import { Refusal } from '../../../domain/refusal.ts';

/** A number typed as people write it, `0,5`; while it cannot be read the field says so and what stood before stays. */
export function NumberInput({
  id,
  label,
  value,
  onChange,
  onBlur,
  suffix,
}: {
  id?: string;
  /** For who hears the field, where no label of the page names it. */
  label?: string;
  value: number | undefined;
  onChange: (value: number | undefined) => void;
  onBlur?: () => void;
  suffix?: string;
}) {
  const [typed, setTyped] = useState<string>();
  const fault = useId();
  const said = typed === undefined ? undefined : faultOf(typed);
  return (
    <span className="number-input">
      <Input
        {...(id === undefined ? {} : { id })}
        {...(label === undefined ? {} : { 'aria-label': label })}
        {...(said === undefined ? {} : { 'aria-describedby': fault, 'aria-invalid': true, status: 'error' as const })}
        inputMode="decimal"
        suffix={suffix}
        value={typed ?? (value === undefined ? '' : vnNumber(value))}
        onChange={({ target }) => {
          setTyped(target.value);
          if (faultOf(target.value) === undefined) onChange(readDecimal(target.value));
        }}
        onBlur={() => {
          if (said === undefined) setTyped(undefined);
          onBlur?.();
        }}
      />
      {said !== undefined && (
        <span className="late" id={fault}>
          {said}
        </span>
      )}
    </span>
  );
}

function faultOf(text: string): string | undefined {
  try {
    readDecimal(text);
    return undefined;
  } catch (error) {
    if (error instanceof Refusal) return error.message;
    throw error;
  }
}
