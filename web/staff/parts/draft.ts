import { useBlocker } from '@tanstack/react-router';
import { useCallback, useEffect, useRef, useState } from 'react';
import { isPassing, isProblem } from './ask.ts';
import type { Problem } from './ask.ts';

/** A text on the server and the version it was read at. */
export interface Kept<Content> {
  content: Content;
  version: number;
}

export interface Drafting<Content> {
  content: Content;
  change: (next: Content) => void;
  /** `saved`, `changed` (not sent yet), `saving`, `waiting` (nobody answered, tried again), `refused`, `clash`. */
  state: 'saved' | 'changed' | 'saving' | 'waiting' | 'refused' | 'clash';
  /** When it was last saved here, in milliseconds. */
  savedAt?: number;
  version: number;
  problem?: Problem;
  /** Sends what is not sent yet, and is over when the server has it. */
  flush: () => Promise<void>;
  /** After a clash: mine in the place of theirs. */
  keepMine: () => void;
  /** After a clash: theirs; mine is gone. */
  takeTheirs: () => void;
}

const quietMs = 900;
const againMs = 8_000;

/**
 * A draft that saves itself, one request after the other, and keeps its text in this tab until the server has it:
 * a reload, a lost network or an ended session loses nothing. `save` throws Problem; `stale-draft` brings what is
 * there now, which `currentOf` reads.
 */
export function useDraft<Content>({
  name,
  loaded,
  save,
  currentOf,
}: {
  /** Of this draft alone; names the copy in this tab. */
  name: string;
  loaded: Kept<Content>;
  save: (content: Content, base: number) => Promise<{ version: number }>;
  currentOf: (current: unknown) => Kept<Content> | undefined;
}): Drafting<Content> {
  const copy = useRef(copyOf(name, loaded.version) as Content | undefined);
  const [content, setContent] = useState<Content>(copy.current ?? loaded.content);
  const [state, setState] = useState<Drafting<Content>['state']>(copy.current === undefined ? 'saved' : 'changed');
  const [savedAt, setSavedAt] = useState<number>();
  const [problem, setProblem] = useState<Problem>();
  const now = useRef({ content, version: loaded.version, sent: copy.current === undefined });
  const running = useRef<Promise<void>>(undefined);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const saving = useRef(save);
  saving.current = save;

  const flush = useCallback(async (): Promise<void> => {
    clearTimeout(timer.current);
    while (running.current) await running.current;
    if (now.current.sent) return;
    const sending = now.current.content;
    setState('saving');
    running.current = saving.current(sending, now.current.version).then(
      // oxlint-disable-next-line promise/always-return -- what follows is told by state
      ({ version }) => {
        running.current = undefined;
        now.current.version = version;
        setProblem(undefined);
        setSavedAt(Date.now());
        now.current.sent = now.current.content === sending;
        if (now.current.sent) sessionStorage.removeItem(keyOf(name));
        setState(now.current.sent ? 'saved' : 'changed');
      },
      (error: unknown) => {
        running.current = undefined;
        if (!isProblem(error)) throw error;
        setProblem(error);
        const again = isPassing(error) || isProblem(error, 'not-signed-in');
        setState(isProblem(error, 'stale-draft') ? 'clash' : again ? 'waiting' : 'refused');
        // whoever signs in again, or whose network comes back, need not press anything
        if (again) timer.current = setTimeout(() => void flush(), againMs);
      },
    );
    await running.current;
  }, [name]);

  const change = useCallback(
    (next: Content) => {
      now.current.content = next;
      now.current.sent = false;
      setContent(next);
      setState((before) => (before === 'clash' ? before : 'changed'));
      sessionStorage.setItem(keyOf(name), JSON.stringify({ content: next, version: now.current.version }));
      clearTimeout(timer.current);
      timer.current = setTimeout(() => void flush(), quietMs);
    },
    [flush, name],
  );

  const settle = (kept: (current: Kept<Content>) => void) => {
    const current = currentOf(problem?.refused.current);
    if (!current) return;
    now.current.version = current.version;
    setProblem(undefined);
    kept(current);
  };

  useEffect(() => {
    if (!now.current.sent) timer.current = setTimeout(() => void flush(), quietMs);
    // whoever leaves the page takes nothing unsaved along
    return () => void flush();
  }, [flush]);

  const unsaved = state === 'waiting' || state === 'refused' || state === 'clash';
  useBlocker({
    shouldBlockFn: () => unsaved && !confirm('Có nội dung chưa lưu được lên máy chủ. Vẫn rời trang này?'),
    enableBeforeUnload: () => unsaved || state === 'changed' || state === 'saving',
    disabled: state === 'saved',
  });

  return {
    content,
    change,
    state,
    version: now.current.version,
    ...(savedAt === undefined ? {} : { savedAt }),
    ...(problem ? { problem } : {}),
    flush,
    keepMine: () =>
      settle(() => {
        now.current.sent = false;
        void flush();
      }),
    takeTheirs: () =>
      settle((current) => {
        now.current.content = current.content;
        now.current.sent = true;
        sessionStorage.removeItem(keyOf(name));
        setContent(current.content);
        setState('saved');
      }),
  };
}

const keyOf = (name: string): string => `draft:${name}`;

/** What this tab still holds and the server has not: only upon the version it was written on. */
function copyOf(name: string, version: number): unknown {
  const kept = sessionStorage.getItem(keyOf(name));
  if (kept === null) return undefined;
  const copy = JSON.parse(kept) as Kept<unknown>;
  if (copy.version === version) return copy.content;
  sessionStorage.removeItem(keyOf(name));
  return undefined;
}
