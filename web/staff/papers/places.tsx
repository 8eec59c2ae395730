import { createContext, useContext, useId } from 'react';
import type { ReactNode } from 'react';

/** Something to mend, at a place of the draft: `findings[1].concerns`. */
export interface Mend {
  at: string;
  sentence: string;
}

/** What is to be mended, and the row that is open. */
interface Places {
  mends: readonly Mend[];
  open: ReadonlySet<string>;
  toggle: (at: string) => void;
}

export const PlacesContext = createContext<Places>({ mends: [], open: new Set(), toggle: () => undefined });

export const usePlaces = (): Places => useContext(PlacesContext);

/** `findings[1]` of `findings[1].concerns`. */
export const rowAt = (at: string): string | undefined => /^\w+\[\d+\]/.exec(at)?.[0];

/** One field of a draft: its label, what is wrong there, and its place to be led to. */
export function Field({
  at,
  label,
  hint,
  children,
}: {
  /** Undefined: nothing points here. */
  at?: string;
  label: string;
  hint?: ReactNode;
  children: (id: string) => ReactNode;
}) {
  const id = useId();
  const { mends } = usePlaces();
  const wrong = at === undefined ? [] : mends.filter((mend) => mend.at === at);
  return (
    <div className="paper-field" data-at={at}>
      <label htmlFor={id}>{label}</label>
      {children(id)}
      {hint !== undefined && <div className="soft hint">{hint}</div>}
      {wrong.map(({ sentence }) => (
        <div key={sentence} className="late hint">
          {sentence}
        </div>
      ))}
    </div>
  );
}

/** Brings a place into view and the keyboard to it: the field itself, else its row, else its part. */
export function goTo(at: string): void {
  const wanted = [at, rowAt(at), at.replace(/\[.*$/, '')];
  const found = wanted
    .map((place) =>
      place === undefined ? null : document.querySelector<HTMLElement>(`[data-at="${CSS.escape(place)}"]`),
    )
    .find((element) => element !== null);
  found?.scrollIntoView({ block: 'center' });
  found?.querySelector<HTMLElement>('input, textarea, button, select, [tabindex]')?.focus({ preventScroll: true });
}
