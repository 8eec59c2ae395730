import './ladders.css';
import { ladderWords } from '../../../domain/ladder.ts';
import type { Ladder } from '../../../domain/ladder.ts';
import type { PracticeView } from '../../../api/office/practices.ts';
import { practiceChanges, rungChanges } from '../../../domain/practice.ts';
import type { ChasedBy } from '../../../domain/practice.ts';
import { dutyWords, termWords } from '../../../domain/why.ts';
import { ask } from './ask.ts';
import { RungItem, thenWords } from './ladder-section.tsx';
import { Rows } from './rows.tsx';

/** One version of the office's practice: it never changes; only which is the newest does. */
export const practiceOf = (version: number | 'newest') => ({
  queryKey: ['/practices', version],
  queryFn: ({ signal }: { signal: AbortSignal }) => ask<PracticeView>(`/practices/${version}`, { signal }),
});

/** What differs between two, ladder by ladder and term by term. */
export function PracticeDifference({ before, after }: { before: ChasedBy; after: ChasedBy }) {
  const { ladders, terms } = practiceChanges(before, after);
  if (ladders.length + terms.length === 0) return <p className="soft">Không khác chỗ nào.</p>;
  return (
    <div className="ladders">
      {ladders.map((name) => (
        <section className="ladder" key={name} aria-label={`Lịch ${name} thay đổi`}>
          <strong>
            {name}. {ladderWords[name]}
          </strong>
          <LadderDifference before={before.ladders[name]} after={after.ladders[name]} />
        </section>
      ))}
      {terms.length > 0 && (
        <Rows
          caption="Thời hạn thay đổi"
          rows={terms}
          keyOf={(name) => name}
          columns={[
            { head: 'Việc', cell: (name) => dutyWords[name] },
            { head: 'Trước', cell: (name) => termWords(name, before.terms[name]) },
            { head: 'Sau', cell: (name) => <strong>{termWords(name, after.terms[name])}</strong> },
          ]}
        />
      )}
    </div>
  );
}

function LadderDifference({ before, after }: { before: Ladder; after: Ladder }) {
  const { gone, added } = rungChanges(before, after);
  return (
    <ol className="time-line">
      {[
        ...gone.map((rung) => ({ rung, mark: 'gone' as const })),
        ...added.map((rung) => ({ rung, mark: 'added' as const })),
      ]
        .sort((a, b) => a.rung.offset - b.rung.offset)
        .map(({ rung, mark }, i) => (
          // oxlint-disable-next-line react/no-array-index-key -- a rung has no other name than its place
          <RungItem key={i} rung={rung} mark={mark} />
        ))}
      {before.thenEvery !== after.thenEvery && (
        <li className="then">
          {after.thenEvery === undefined
            ? 'không nhắc lại sau mức cuối nữa'
            : `${thenWords(after.thenEvery)} (trước: ${before.thenEvery === undefined ? 'không nhắc lại' : `${before.thenEvery} ngày`})`}
        </li>
      )}
      {before.until !== after.until && (
        <li className="then">
          {after.until === undefined ? 'nhắc cả sau khi đã kiểm tra xong' : 'thôi nhắc khi đã kiểm tra xong'}
        </li>
      )}
    </ol>
  );
}
