import './search.css';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import { useEffect, useId, useRef, useState } from 'react';
import type { KeyboardEvent } from 'react';
import type { Found } from '../../../api/search.ts';
import { ask, withQuery } from '../parts/ask.ts';
import { Failed } from '../parts/states.tsx';
import { useLater } from './later.ts';

type Kind = Found['groups'][number]['kind'];
type Hit = Found['groups'][number]['hits'][number];

/** Where each kind has its page: whoever finds it may read it. */
const pageOf: Record<Kind, (hit: Hit) => string> = {
  unit: ({ id }) => `/don-vi/${encodeURIComponent(id)}`,
  round: ({ id }) => `/dot/${encodeURIComponent(id)}`,
  paper: ({ id }) => `/van-ban/${encodeURIComponent(id)}`,
  item: ({ id }) => `/viec/${encodeURIComponent(id)}`,
  person: ({ id }) => `/quan-tri/nguoi/${encodeURIComponent(id)}`,
};

/** Long enough that a word typed at once is asked for once. */
const pauseMs = 150;

/** Finds units, rounds, papers, items and people from any page: `/` comes here, arrows choose, Enter opens. */
export function SearchField() {
  const router = useRouter();
  const own = useId();
  const field = useRef<HTMLInputElement>(null);
  const box = useRef<HTMLDivElement>(null);
  const [typed, setTyped] = useState('');
  const [open, setOpen] = useState(false);
  const [chosen, setChosen] = useState(0);
  const q = useLater(typed.trim(), pauseMs);
  const found = useQuery({
    queryKey: ['search', q],
    queryFn: ({ signal }) => ask<Found>(withQuery('/search', { q }), { signal }),
    enabled: q !== '',
    placeholderData: keepPreviousData,
  });
  const groups = q === '' ? [] : (found.data?.groups ?? []);
  const hits = groups.flatMap(({ kind, hits: of }) =>
    of.map((hit) => ({ key: `${kind} ${hit.id}`, to: pageOf[kind](hit) })),
  );
  const shown = open && typed.trim() !== '';
  const settled = !found.isFetching && q === typed.trim();
  const at = Math.min(chosen, hits.length - 1);

  useEffect(() => setChosen(0), [q]);
  useEffect(() => {
    const toField = (event: globalThis.KeyboardEvent) => {
      if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
      event.preventDefault();
      field.current?.focus();
      field.current?.select();
    };
    document.addEventListener('keydown', toField);
    return () => document.removeEventListener('keydown', toField);
  }, []);
  useEffect(() => {
    box.current?.querySelector('[aria-selected=true]')?.scrollIntoView({ block: 'nearest' });
  }, [at, shown]);

  const go = (to: string) => {
    setOpen(false);
    setTyped('');
    field.current?.blur();
    router.history.push(to);
  };
  const pressed = (event: KeyboardEvent) => {
    if (event.key === 'Escape') {
      if (shown) setOpen(false);
      else setTyped('');
      return;
    }
    if (!shown || hits.length === 0) return;
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      setChosen((at + (event.key === 'ArrowDown' ? 1 : hits.length - 1)) % hits.length);
    } else if (event.key === 'Enter' && settled) {
      event.preventDefault();
      go(hits[at]!.to);
    }
  };

  return (
    <div
      className="search"
      role="search"
      onBlur={({ relatedTarget }) => {
        if (!box.current?.contains(relatedTarget)) setOpen(false);
      }}
      ref={box}
    >
      <input
        ref={field}
        type="search"
        role="combobox"
        aria-label="Tìm đơn vị, đợt, văn bản, nội dung, người"
        aria-expanded={shown && hits.length > 0}
        aria-controls={`${own}-list`}
        aria-autocomplete="list"
        aria-keyshortcuts="/"
        {...(shown && hits.length > 0 ? { 'aria-activedescendant': `${own}-${at}` } : {})}
        placeholder="Tìm đơn vị, văn bản, nội dung…"
        autoComplete="off"
        spellCheck={false}
        maxLength={100}
        value={typed}
        onChange={({ target }) => {
          setTyped(target.value);
          setOpen(true);
        }}
        onFocus={() => setOpen(true)}
        onKeyDown={pressed}
      />
      <kbd aria-hidden="true">/</kbd>
      {shown && (
        // tabIndex: a press beside a row keeps the list open
        <div className="found" tabIndex={-1}>
          <p className="unseen" role="status">
            {settled ? said(hits.length) : ''}
          </p>
          {found.isError && <Failed error={found.error} again={() => void found.refetch()} />}
          {!found.isError && hits.length === 0 && (
            <p className="soft">{settled ? 'Không tìm thấy. Thử ít chữ hơn, hoặc tên viết tắt.' : 'Đang tìm…'}</p>
          )}
          {hits.length > 0 && (
            <div role="listbox" id={`${own}-list`} aria-label="Kết quả tìm">
              {groups.map(({ kind, words, hits: of, more }) => (
                <div key={kind} role="group" aria-labelledby={`${own}-${kind}`}>
                  <div className="kind" id={`${own}-${kind}`}>
                    {words}
                    {more && <span className="soft"> · còn nữa, gõ thêm để thu hẹp</span>}
                  </div>
                  {of.map((hit) => {
                    const n = hits.findIndex(({ key }) => key === `${kind} ${hit.id}`);
                    return (
                      <a
                        key={hit.id}
                        id={`${own}-${n}`}
                        role="option"
                        aria-selected={n === at}
                        tabIndex={-1}
                        href={hits[n]!.to}
                        onMouseMove={() => setChosen(n)}
                        onClick={(event) => {
                          if (event.ctrlKey || event.metaKey || event.shiftKey) return;
                          event.preventDefault();
                          go(hits[n]!.to);
                        }}
                      >
                        <span>{hit.name}</span>
                        {hit.detail !== undefined && hit.detail !== '' && <span className="soft">{hit.detail}</span>}
                      </a>
                    );
                  })}
                </div>
              ))}
            </div>
          )}
        </div>
      )}
    </div>
  );
}

const said = (many: number): string =>
  many === 0 ? 'Không tìm thấy.' : `${many} kết quả. Dùng mũi tên để chọn, Enter để mở.`;

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));
