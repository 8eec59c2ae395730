import './ladders.css';
import { Button } from 'antd';
import { useState } from 'react';
import { ladderWords, rungWhenWords } from '../../../domain/ladder.ts';
import type { Ladder, LadderName, Rung } from '../../../domain/ladder.ts';
import { sameLadder } from '../../../domain/practice.ts';
import { offsetWords, rungActWords, toWords } from '../../../domain/why.ts';
import { LadderEditor } from './ladder-editor.tsx';

/** How what differs from usual is called here, and how one goes back: a round's own, or a version being written. */
export interface OwnWords {
  /** `khác thường lệ`. */
  differs: string;
  /** `Về như thường lệ`. */
  back: string;
  /** Before what it was: `thường lệ 5 ngày …`. */
  was: string;
}

/** One ladder as a time line; where it may be changed, with its editor. */
export function LadderSection({
  name,
  ladder,
  usual,
  words,
  set,
  faults = [],
}: {
  name: LadderName;
  ladder: Ladder;
  /** What it is where nobody says otherwise. */
  usual?: Ladder;
  words?: OwnWords;
  /** Without it the ladder is only read; undefined is given for what is usual. */
  set?: ((ladder: Ladder | undefined) => void) | undefined;
  faults?: readonly string[];
}) {
  const [editing, setEditing] = useState(false);
  const own = usual !== undefined && !sameLadder(ladder, usual);
  return (
    <section className="ladder" aria-labelledby={`lich-${name}`}>
      <div className="ladder-head">
        <h3 id={`lich-${name}`}>
          {name}. {ladderWords[name]} {own && <span className="soon">{words?.differs}</span>}
        </h3>
        {set && (
          <span className="acts">
            <Button
              size="small"
              aria-expanded={editing}
              aria-label={`${editing ? 'Xong' : 'Chỉnh'} lịch ${name}`}
              onClick={() => setEditing(!editing)}
            >
              {editing ? 'Xong' : 'Chỉnh'}
            </Button>
            {own && words && (
              <Button
                size="small"
                aria-label={`${words.back}: lịch ${name}`}
                onClick={() => {
                  set(undefined);
                  setEditing(false);
                }}
              >
                {words.back}
              </Button>
            )}
          </span>
        )}
      </div>
      {faults.map((sentence) => (
        <p className="late" role="alert" key={sentence}>
          {sentence}
        </p>
      ))}
      {editing && set && <LadderEditor name={name} ladder={ladder} set={set} />}
      <TimeLine ladder={ladder} />
    </section>
  );
}

/** The rungs in their order, with the due day among them. */
function TimeLine({ ladder: { rungs, thenEvery, until } }: { ladder: Ladder }) {
  const before = rungs.filter(({ offset }) => offset < 0);
  const after = rungs.filter(({ offset }) => offset >= 0);
  return (
    <ol className="time-line">
      {before.map((rung, i) => (
        // oxlint-disable-next-line react/no-array-index-key -- a rung has no other name than its place
        <RungItem key={i} rung={rung} />
      ))}
      <li className="due-mark">
        <strong>Hạn</strong>
      </li>
      {after.map((rung, i) => (
        // oxlint-disable-next-line react/no-array-index-key -- as above
        <RungItem key={i} rung={rung} />
      ))}
      {thenEvery !== undefined && <li className="then">{thenWords(thenEvery)}</li>}
      {until === 'visit-held' && <li className="then">thôi nhắc khi đã kiểm tra xong</li>}
    </ol>
  );
}

export const thenWords = (every: number): string =>
  `sau đó cứ ${every} ngày làm việc nhắc lại mức cuối, trừ cơ quan ngành dọc`;

export const RungItem = ({ rung: { offset, to, does, when }, mark }: { rung: Rung; mark?: 'gone' | 'added' }) => (
  <li className={[does === 'tell' ? '' : 'paper', mark === 'gone' ? 'gone' : ''].join(' ').trim()}>
    <span className="number when">{offsetWords(offset)}</span>
    <span>
      {rungActWords[does]}: {to.map(toWords).join(', ')}
      {when && <span className="soft"> ({rungWhenWords[when]})</span>}
    </span>
    {mark && <span className="mark">{mark === 'gone' ? 'bỏ' : 'thêm'}</span>}
  </li>
);
