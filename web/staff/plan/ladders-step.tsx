import { Button } from 'antd';
import { useState } from 'react';
import { defaultLadders, ladderNames, ladderWords, rungWhenWords } from '../../../domain/ladder.ts';
import type { Ladder, LadderName, Rung } from '../../../domain/ladder.ts';
import { rungActWords } from '../../../domain/why.ts';
import { LadderEditor } from './ladder-editor.tsx';
import { offsetWords, toWords } from './ladder-words.ts';
import { usePlan } from './plan-context.ts';
import { withoutKey } from './without-key.ts';
import { TermsTable } from './terms-table.tsx';

/** How louder and louder each duty is chased, and how long each has: as usual, or as this round wants it. */
export function LaddersStep() {
  const { plan, places } = usePlan();
  const wrong = places.filter(({ at }) => at.startsWith('ladders') || at.startsWith('terms'));
  return (
    <>
      <h2>Lịch nhắc</h2>
      <p className="soft">
        Việc nào chưa xong thì được nhắc theo các mức dưới đây, mỗi người nhiều nhất một thư nhắc mỗi ngày làm việc.
        Xong việc thì thôi nhắc.
      </p>
      {wrong.map(({ at, sentence }) => (
        <p className="late" role="alert" key={`${at} ${sentence}`}>
          {sentence}
        </p>
      ))}
      {ladderNames.map((name) => (
        <LadderSection key={name} name={name} ladder={plan.ladders?.[name] ?? defaultLadders[name]} />
      ))}
      <h2>Thời hạn từng việc</h2>
      <TermsTable />
    </>
  );
}

function LadderSection({ name, ladder }: { name: LadderName; ladder: Ladder }) {
  const { plan, change, closed } = usePlan();
  const [editing, setEditing] = useState(false);
  const own = plan.ladders?.[name] !== undefined;
  const set = (next: Ladder | undefined) =>
    change(({ ladders = {}, ...now }) => {
      const others = withoutKey(ladders, name);
      const isUsual = next === undefined || JSON.stringify(next) === JSON.stringify(defaultLadders[name]);
      const all = isUsual ? others : { ...others, [name]: next };
      return Object.keys(all).length === 0 ? now : { ...now, ladders: all };
    });
  return (
    <section className="ladder" aria-labelledby={`lich-${name}`}>
      <div className="ladder-head">
        <h3 id={`lich-${name}`}>
          {name}. {ladderWords[name]} {own && <span className="soon">khác thường lệ</span>}
        </h3>
        {closed === undefined && (
          <span className="acts">
            <Button
              size="small"
              aria-expanded={editing}
              aria-label={`${editing ? 'Xong' : 'Chỉnh'} lịch ${name}`}
              onClick={() => setEditing(!editing)}
            >
              {editing ? 'Xong' : 'Chỉnh'}
            </Button>
            {own && (
              <Button
                size="small"
                aria-label={`Về như thường lệ: lịch ${name}`}
                onClick={() => {
                  set(undefined);
                  setEditing(false);
                }}
              >
                Về như thường lệ
              </Button>
            )}
          </span>
        )}
      </div>
      {editing ? <LadderEditor name={name} ladder={ladder} set={set} /> : <TimeLine ladder={ladder} />}
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
      {thenEvery !== undefined && (
        <li className="then">sau đó cứ {thenEvery} ngày làm việc nhắc lại mức cuối, trừ cơ quan ngành dọc</li>
      )}
      {until === 'visit-held' && <li className="then">thôi nhắc khi đã kiểm tra xong</li>}
    </ol>
  );
}

const RungItem = ({ rung: { offset, to, does, when } }: { rung: Rung }) => (
  <li className={does === 'tell' ? '' : 'paper'}>
    <span className="number when">{offsetWords(offset)}</span>
    <span>
      {rungActWords[does]}: {to.map(toWords).join(', ')}
      {when && <span className="soft"> ({rungWhenWords[when]})</span>}
    </span>
  </li>
);
