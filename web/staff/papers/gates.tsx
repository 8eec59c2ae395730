import type { PaperDraft } from '../../../domain/draft.ts';
import type { PaperCheck } from '../../../api/papers/paper-views.ts';
import { goTo } from './places.tsx';
import { placeHere } from './sendable.ts';

/** Everything to mend before the paper goes on, each leading to its place in the draft. */
export function Gates({
  check,
  draft,
  open,
}: {
  check: PaperCheck | undefined;
  draft: PaperDraft;
  open: (at: string) => void;
}) {
  if (!check) return undefined;
  const lead = (at: string) => {
    const here = placeHere(draft, at);
    open(here);
    // the card opens first
    requestAnimationFrame(() => goTo(here));
  };
  const { gaps, warnings } = check;
  return (
    <section className="gates" aria-labelledby="cho-phai-sua">
      <h2 id="cho-phai-sua">{gaps.length === 0 ? 'Đủ điều kiện trình' : `Còn ${gaps.length} điểm phải sửa`}</h2>
      {gaps.length > 0 && (
        <ol>
          {gaps.map(({ code, at, sentence }) => (
            <li key={`${code} ${at} ${sentence}`}>
              {isInDraft(at) ? (
                <button type="button" className="as-link" onClick={() => lead(at)}>
                  {sentence}
                </button>
              ) : (
                sentence
              )}
            </li>
          ))}
        </ol>
      )}
      {warnings.length > 0 && (
        <>
          <h3>Nên xem lại ({warnings.length})</h3>
          <ul>
            {warnings.map(({ at, sentence }) => (
              <li key={`${at} ${sentence}`}>
                {isInDraft(at) ? (
                  <button type="button" className="as-link" onClick={() => lead(at)}>
                    {sentence}
                  </button>
                ) : (
                  sentence
                )}
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}

/** What is mended elsewhere (a name, the letterhead, the signer) has no place on this page. */
const isInDraft = (at: string): boolean =>
  /^(strengths|findings|requirements|proposals|sections|related|serves|groups|named|requests|tasks|subject|leadIn|title)\b/.test(
    at,
  );
