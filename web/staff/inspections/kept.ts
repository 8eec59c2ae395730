import { useState } from 'react';

/** Texts by code that stay in this tab until they were sent. */
export function useKept(name: string): [Record<string, string>, (code: string, text: string | undefined) => void] {
  const [kept, setKept] = useState<Record<string, string>>(
    () => JSON.parse(sessionStorage.getItem(name) ?? '{}') as Record<string, string>,
  );
  return [
    kept,
    (code, text) =>
      setKept((before) => {
        const { [code]: _gone, ...rest } = before;
        const now = text === undefined ? rest : { ...rest, [code]: text };
        sessionStorage.setItem(name, JSON.stringify(now));
        return now;
      }),
  ];
}
