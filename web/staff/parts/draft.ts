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
  /** What it says by now, for what ends later than it began. */
  current: () => Content;
  /** `saved`, `changed` (not sent yet), `saving`, `waiting` (nobody answered, tried again), `refused`, `clash`. */
  state: 'saved' | 'changed' | 'saving' | 'waiting' | 'refused' | 'clash';
  /** When it was last saved here, in milliseconds. */
  savedAt?: number;
  version: number;
  problem?: Problem;
  /** Sends what is not sent yet, and is over when the server has it. */
  flush: () => Promise<void>;
  /** Somebody else's newer text was read: it is shown, unless something here is not saved yet. */
  adopt: (theirs: Kept<Content>) => void;
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
  merge,
  unfinished,
  stays,
}: {
  /** Of this draft alone; names the copy in this tab. */
  name: string;
  loaded: Kept<Content>;
  save: (content: Content, base: number) => Promise<{ version: number }>;
  currentOf: (current: unknown) => Kept<Content> | undefined;
  /** What several write at once: everything both did, or undefined where they must decide. `base` is what both began with. */
  merge?: (base: Content, mine: Content, theirs: Content) => Content | undefined;
  /** Does this text hold something the server does not take yet? Then this tab keeps it past the save. */
  unfinished?: (content: Content) => boolean;
  /** Addresses among which one may move while something is unsaved: the draft stays open there. */
  stays?: (pathname: string) => boolean;
}): Drafting<Content> {
  const [begun] = useState(() => beginning(copyOf<Content>(name), loaded, merge));
  const [content, setContent] = useState<Content>(begun.content);
  const [state, setState] = useState<Drafting<Content>['state']>(begun.state);
  const [savedAt, setSavedAt] = useState<number>();
  const [problem, setProblem] = useState<Problem>();
  const now = useRef({ content, base: begun.base, version: loaded.version, sent: begun.state === 'saved' });
  /** What a clash met. */
  const theirs = useRef<Kept<Content> | undefined>(begun.state === 'clash' ? loaded : undefined);
  const running = useRef<Promise<void>>(undefined);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const saving = useRef(save);
  saving.current = save;
  const merging = useRef({ merge, currentOf, unfinished });
  merging.current = { merge, currentOf, unfinished };
  const keepCopy = useCallback(() => {
    const { content: written, version, base } = now.current;
    sessionStorage.setItem(keyOf(name), JSON.stringify({ content: written, version, base }));
  }, [name]);

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
        now.current.base = sending;
        setProblem(undefined);
        setSavedAt(Date.now());
        now.current.sent = now.current.content === sending;
        if (now.current.sent && !merging.current.unfinished?.(now.current.content))
          sessionStorage.removeItem(keyOf(name));
        else keepCopy();
        setState(now.current.sent ? 'saved' : 'changed');
      },
      (error: unknown) => {
        running.current = undefined;
        if (!isProblem(error)) throw error;
        if (isProblem(error, 'stale-draft')) {
          const current = merging.current.currentOf(error.refused.current);
          const both = current && merged(now.current, current, merging.current.merge, sending);
          if (both !== undefined) {
            now.current = { content: both, base: current!.content, version: current!.version, sent: false };
            setContent(both);
            setState('changed');
            keepCopy();
            timer.current = setTimeout(() => void flush(), 0);
            return;
          }
          theirs.current = current;
        }
        setProblem(error);
        const again = isPassing(error) || isProblem(error, 'not-signed-in');
        setState(isProblem(error, 'stale-draft') ? 'clash' : again ? 'waiting' : 'refused');
        // whoever signs in again, or whose network comes back, need not press anything
        if (again) timer.current = setTimeout(() => void flush(), againMs);
      },
    );
    await running.current;
  }, [name, keepCopy]);

  const change = useCallback(
    (next: Content) => {
      now.current.content = next;
      now.current.sent = false;
      setContent(next);
      setState((before) => (before === 'clash' ? before : 'changed'));
      keepCopy();
      clearTimeout(timer.current);
      timer.current = setTimeout(() => void flush(), quietMs);
    },
    [flush, keepCopy],
  );

  const adopt = useCallback(({ content: newer, version }: Kept<Content>) => {
    if (!now.current.sent || running.current || version <= now.current.version) return;
    now.current = { content: newer, base: newer, version, sent: true };
    setContent(newer);
  }, []);

  const settle = (kept: (current: Kept<Content>) => void) => {
    const current = theirs.current;
    if (!current) return;
    theirs.current = undefined;
    now.current.version = current.version;
    now.current.base = current.content;
    setProblem(undefined);
    kept(current);
  };

  useEffect(() => {
    if (!now.current.sent && !theirs.current) timer.current = setTimeout(() => void flush(), quietMs);
    const online = () => void (theirs.current === undefined && flush());
    addEventListener('online', online);
    // whoever leaves the page takes nothing unsaved along
    return () => {
      removeEventListener('online', online);
      void flush();
    };
  }, [flush]);

  const unsaved = state === 'waiting' || state === 'refused' || state === 'clash';
  useBlocker({
    shouldBlockFn: ({ next }) =>
      unsaved && !stays?.(next.pathname) && !confirm('Có nội dung chưa lưu được lên máy chủ. Vẫn rời trang này?'),
    enableBeforeUnload: () => unsaved || state === 'changed' || state === 'saving',
    disabled: state === 'saved',
  });

  return {
    content,
    change,
    current: () => now.current.content,
    state,
    version: now.current.version,
    ...(savedAt === undefined ? {} : { savedAt }),
    ...(problem ? { problem } : {}),
    flush,
    adopt,
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

interface Copy<Content> extends Kept<Content> {
  /** What it was written upon. */
  base?: Content;
}

/** What this tab still holds and the server has not. */
// oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- whoever reads it knows what was kept
function copyOf<Content>(name: string): Copy<Content> | undefined {
  const kept = sessionStorage.getItem(keyOf(name));
  return kept === null ? undefined : (JSON.parse(kept) as Copy<Content>);
}

type Merge<Content> = (base: Content, mine: Content, theirs: Content) => Content | undefined;

/** What is there now with what was written here; undefined where people must decide. `sent`: what was on its way. */
function merged<Content>(
  { content, base }: { content: Content; base: Content },
  current: Kept<Content>,
  merge: Merge<Content> | undefined,
  sent: Content = content,
): Content | undefined {
  // it did arrive, only its answer was lost
  if (JSON.stringify(current.content) === JSON.stringify(sent)) return content;
  return merge?.(base, content, current.content);
}

/** Where a draft begins: as loaded, or as this tab still holds it. */
function beginning<Content>(
  copy: Copy<Content> | undefined,
  loaded: Kept<Content>,
  merge: Merge<Content> | undefined,
): { content: Content; base: Content; state: 'saved' | 'changed' | 'clash' } {
  if (!copy) return { content: loaded.content, base: loaded.content, state: 'saved' };
  if (copy.version === loaded.version) return { content: copy.content, base: loaded.content, state: 'changed' };
  // somebody saved since
  const both = merged({ content: copy.content, base: copy.base ?? loaded.content }, loaded, merge);
  return both === undefined
    ? { content: copy.content, base: loaded.content, state: 'clash' }
    : { content: both, base: loaded.content, state: 'changed' };
}
