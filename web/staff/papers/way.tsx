import type { PaperView } from '../../../api/papers/paper-views.ts';
import { vnDay, vnTime, dayAt } from '../../../domain/day.ts';
import type { Instant } from '../../../domain/day.ts';
import { Due } from '../parts/due.tsx';

const way = [
  { step: 'submitted', name: 'Trình' },
  { step: 'appraised', name: 'Thẩm định' },
  { step: 'signed', name: 'Ký' },
  { step: 'numbered', name: 'Cấp số' },
  { step: 'issued', name: 'Phát hành' },
] as const;

/** How far the paper came: each step with who took it and when, the next with whom it waits for. */
export function Way({ paper }: { paper: PaperView }) {
  const { steps, waiting, elsewhere, state } = paper;
  if (state === 'void' || elsewhere) return undefined;
  const [next] = waiting;
  const done = new Map(steps.map((step) => [step.step, step]));
  const ahead = way.find(({ step }) => !done.has(step))?.step;
  return (
    <ol className="way" aria-label="Các bước">
      {way.map(({ step, name }) => {
        const taken = done.get(step);
        return (
          <li key={step} className={taken ? 'taken' : step === ahead ? 'next' : ''}>
            <b>{name}</b>
            {taken ? (
              <span className="soft number">
                {vnDay(taken.on)}
                {taken.by && <> · {taken.by.name ?? 'chương trình'}</>}
              </span>
            ) : (
              step === ahead &&
              next && (
                <span>
                  <span className="soft">chờ {next.who}</span> <Due {...next} />
                </span>
              )
            )}
          </li>
        );
      })}
    </ol>
  );
}

/** Why it came back, each time; why it was not printed, or given up. */
export function Remarks({ paper: { returned, unprintable, voided, state } }: { paper: PaperView }) {
  const last = returned.at(-1);
  return (
    <>
      {voided && (
        <div className="paper-note danger">
          <b>
            Đã hủy ngày {vnDay(voided.on)}, {voided.by.name ?? 'chương trình'}:
          </b>{' '}
          {voided.reason}
        </div>
      )}
      {unprintable && <div className="paper-note danger">{unprintable.sentence}</div>}
      {last && state === 'drafted' && <Returned of={last} open />}
      {returned.length > (state === 'drafted' ? 1 : 0) && (
        <details className="paper-note">
          <summary>Các lần trả lại ({returned.length})</summary>
          {returned.map((one) => (
            <Returned key={one.at} of={one} />
          ))}
        </details>
      )}
    </>
  );
}

const Returned = ({ of: { at, by, text, points }, open }: { of: PaperView['returned'][number]; open?: true }) => (
  <div className={open ? 'paper-note warn' : ''}>
    <b>
      {by.name ?? 'Chương trình'} trả lại lúc {vnTime(at as Instant)} ngày {vnDay(dayAt(at as Instant))}
    </b>
    {text !== undefined && <p className="as-written">{text}</p>}
    {points && (
      <ul>
        {points.map((point) => (
          <li key={point}>{point}</li>
        ))}
      </ul>
    )}
  </div>
);
