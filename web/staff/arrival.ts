import { useRouterState } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import type { RefObject } from 'react';

const product = 'Đôn Đốc';

/**
 * What changes when one comes to another page, beyond what is seen: the window is named after it, and the keyboard
 * and whoever reads aloud begin at it instead of where the former page was left.
 */
export function useArrival(main: RefObject<HTMLElement | null>): void {
  const path = useRouterState({ select: ({ resolvedLocation }) => resolvedLocation?.pathname });
  const before = useRef<string>(undefined);
  useEffect(() => {
    const from = before.current;
    before.current = path;
    // where one begins, nothing was left
    if (from === undefined || from === path) return;
    const at = document.activeElement;
    // a tab or a step of the same room keeps the keyboard; so does what opened over the page
    if (at !== null && (main.current?.contains(at) || at.closest('[role=dialog]'))) return;
    // and whoever types the next search already, while this page was on its way
    if (at instanceof HTMLInputElement && at.value !== '') return;
    main.current?.focus({ preventScroll: true });
  }, [main, path]);

  useEffect(() => {
    const page = main.current;
    if (!page) return undefined;
    const name = () => {
      document.title = titleOf(page);
    };
    const watch = new MutationObserver(name);
    watch.observe(page, { childList: true, subtree: true, characterData: true });
    name();
    return () => watch.disconnect();
  }, [main]);
}

/** `Số liệu – Sở Y tế – Đôn Đốc`: the part of the room one is in, the page, the program. */
function titleOf(page: HTMLElement): string {
  const heading = page.querySelector('h1');
  const part = page.querySelector('nav [aria-current=page]');
  const words = [part, heading].map((one) => one?.textContent?.replace(/\s+/g, ' ').trim() ?? '');
  return [...new Set([...words, product])].filter((word) => word !== '').join(' – ');
}
