import { useRouter } from '@tanstack/react-router';
import type { ReactNode } from 'react';

/** A link to a page of the application whose address is put together: it goes there without loading anew. */
export function To({ href, children }: { href: string; children: ReactNode }) {
  const { history } = useRouter();
  return (
    <a
      href={href}
      onClick={(event) => {
        if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey || event.button !== 0) return;
        event.preventDefault();
        history.push(href);
      }}
    >
      {children}
    </a>
  );
}
