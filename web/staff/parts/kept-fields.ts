import { useCallback, useState } from 'react';

// What is filled in and not sent yet stays in this tab: a reload or an ended session loses nothing.

const nameOf = (key: string): string => `act:${key}`;

/** What was filled in under `key` and not sent yet. */
// oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- whoever reads it knows what was kept
export function keptFields<Values>(key: string): Partial<Values> {
  const kept = sessionStorage.getItem(nameOf(key));
  return kept === null ? {} : (JSON.parse(kept) as Partial<Values>);
}

/** Keeps the fields somebody changed, among all of a form; a file not sent yet cannot be kept. */
export function keepFields<Values extends object>(key: string, changed: Partial<Values>, all: Values): void {
  const fields = Object.keys(changed) as (keyof Values)[];
  const kept = { ...keptFields<Values>(key), ...Object.fromEntries(fields.map((field) => [field, all[field]])) };
  sessionStorage.setItem(
    nameOf(key),
    JSON.stringify(kept, (_name, value: unknown) => (value instanceof Blob ? undefined : value)),
  );
}

export const dropKept = (key: string): void => sessionStorage.removeItem(nameOf(key));

/** Whoever signs out leaves nothing half done in this tab for the next. */
export function dropAllKept(): void {
  for (const name of Object.keys(sessionStorage)) if (name.startsWith(nameOf(''))) sessionStorage.removeItem(name);
}

/** A state that a reload of this tab does not end: which dialog is open. Plain JSON. */
export function useKeptState<State>(key: string): [State | undefined, (next: State | undefined) => void] {
  const [state, setState] = useState(() => keptFields<{ state: State }>(key).state);
  const set = useCallback(
    (next: State | undefined) => {
      if (next === undefined) dropKept(key);
      else keepFields<{ state: State }>(key, { state: next }, { state: next });
      setState(() => next);
    },
    [key],
  );
  return [state, set];
}
