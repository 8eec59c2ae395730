import type { ReactNode } from 'react';
import { useId } from 'react';
import { at, usePlan } from './plan-context.ts';

/** What a control needs to be read together with its label and its faults. */
export interface FieldProps {
  id: string;
  status?: 'error';
  'aria-describedby'?: string;
}

/** One field of the plan: its label, the control, what it means, and what is wrong with it. */
export function Field({
  label,
  place,
  hint,
  children,
}: {
  label: string;
  /** As the API names it, `period.from`. */
  place?: string;
  hint?: ReactNode;
  children: (props: FieldProps) => ReactNode;
}) {
  const id = useId();
  const { places } = usePlan();
  const wrong = place === undefined ? [] : at(places, place).filter(({ weight }) => weight !== 'warning');
  const told = [...(hint === undefined ? [] : [`${id}-hint`]), ...(wrong.length > 0 ? [`${id}-wrong`] : [])];
  return (
    <div className="plan-field">
      <label htmlFor={id}>{label}</label>
      {children({
        id,
        ...(wrong.length > 0 ? { status: 'error' as const } : {}),
        ...(told.length > 0 ? { 'aria-describedby': told.join(' ') } : {}),
      })}
      {hint !== undefined && (
        <p className="soft hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {wrong.length > 0 && (
        <p className="late" id={`${id}-wrong`} role="alert">
          {wrong.map(({ sentence }) => sentence).join(' ')}
        </p>
      )}
    </div>
  );
}
