import { useEffect, useState } from 'react';
import type { PracticeView } from '../../../api/office/practices.ts';
import type { DutyTerm, TermName } from '../../../domain/duty-terms.ts';
import type { Ladder, LadderName } from '../../../domain/ladder.ts';
import { changesNothing, practiceChanges, rebased } from '../../../domain/practice.ts';
import type { ChasedBy, Practice, PracticeChanges } from '../../../domain/practice.ts';

/** A version being written, kept in this tab until it is saved or given up. */
export interface WrittenPractice {
  content: ChasedBy;
  isChanged: boolean;
  /** Undefined: as in the version it is written over. */
  setLadder: (name: LadderName, ladder: Ladder | undefined) => void;
  setTerm: (name: TermName, term: DutyTerm | undefined) => void;
  /** A newer version came in between; what both changed. */
  moved?: PracticeChanges;
  forget: () => void;
}

interface Written {
  base: Practice;
  content: ChasedBy;
  moved?: PracticeChanges;
}

const keyOfCopy = 'draft:practice';

const fresh = ({ version, ladders, terms }: PracticeView): Written => ({
  base: { version, ladders, terms },
  content: { ladders, terms },
});

/** Over the newest version, with what was changed here over an older one. */
function over(newest: PracticeView, written: Written): Written {
  if (written.base.version === newest.version) return written;
  const mine = practiceChanges(written.base, written.content);
  const theirs = practiceChanges(written.base, newest);
  if (changesNothing(mine) || changesNothing(practiceChanges(newest, written.content))) return fresh(newest);
  return {
    ...fresh(newest),
    content: rebased(written.content, written.base, newest),
    moved: {
      ladders: mine.ladders.filter((name) => theirs.ladders.includes(name)),
      terms: mine.terms.filter((name) => theirs.terms.includes(name)),
    },
  };
}

function begun(newest: PracticeView): Written {
  const kept = sessionStorage.getItem(keyOfCopy);
  return kept === null ? fresh(newest) : over(newest, JSON.parse(kept) as Written);
}

/** The office's next version as it is being written over the newest. */
export function useWrittenPractice(newest: PracticeView): WrittenPractice {
  const [written, setWritten] = useState(() => begun(newest));
  const now = over(newest, written);
  if (now !== written) setWritten(now);
  const isChanged = !changesNothing(practiceChanges(now.base, now.content));
  useEffect(() => {
    if (isChanged) sessionStorage.setItem(keyOfCopy, JSON.stringify(now));
    else sessionStorage.removeItem(keyOfCopy);
  }, [isChanged, now]);
  return {
    content: now.content,
    isChanged,
    setLadder: (name, ladder) =>
      setWritten(({ content, ...rest }) => ({
        ...rest,
        content: { ...content, ladders: { ...content.ladders, [name]: ladder ?? rest.base.ladders[name] } },
      })),
    setTerm: (name, term) =>
      setWritten(({ content, ...rest }) => ({
        ...rest,
        content: { ...content, terms: { ...content.terms, [name]: term ?? rest.base.terms[name] } },
      })),
    ...(now.moved ? { moved: now.moved } : {}),
    forget: () => {
      sessionStorage.removeItem(keyOfCopy);
      setWritten(fresh(newest));
    },
  };
}
