import { Button } from 'antd';
import type { ReactNode } from 'react';
import { usePlaces } from './places.tsx';

/** A list of rows one writes: each is a card that opens, is moved by its buttons, and says what is wrong in it. */
export function RowsEditor<Row>({
  list,
  title,
  none,
  add,
  addName,
  rows,
  change,
  head,
  children,
}: {
  /** `findings`: its name in the draft. */
  list: string;
  title: string;
  none: string;
  add: () => Row;
  addName: string;
  rows: Row[];
  change: (rows: Row[]) => void;
  /** What a closed card says: its short text and its marks. */
  head: (row: Row, i: number) => { text: string; marks: ReactNode };
  children: (row: Row, change: (row: Row) => void, at: string) => ReactNode;
}) {
  const { open, toggle, mends } = usePlaces();
  const moved = (from: number, to: number) => {
    const next = [...rows];
    next.splice(to, 0, ...next.splice(from, 1));
    change(next);
  };
  return (
    <section className="part" data-at={list} aria-label={title}>
      <h2>
        {title} <span className="soft">({rows.length})</span>
      </h2>
      {rows.length === 0 && <p className="soft">{none}</p>}
      <ol className="cards">
        {rows.map((row, i) => {
          const at = `${list}[${i}]`;
          const isOpen = open.has(at);
          const { text, marks } = head(row, i);
          const wrong = mends.filter((mend) => mend.at === at || mend.at.startsWith(`${at}.`));
          const own = wrong.filter((mend) => mend.at === at);
          return (
            <li key={at} className={wrong.length > 0 ? 'card wrong' : 'card'} data-at={at}>
              <button type="button" className="card-head" aria-expanded={isOpen} onClick={() => toggle(at)}>
                <span className="card-text">{text === '' ? 'Chưa ghi nội dung' : text}</span>
                <span className="soft">{marks}</span>
                {wrong.length > 0 && <span className="late">{wrong.length} điểm phải sửa</span>}
              </button>
              {isOpen && (
                <div className="card-body">
                  {own.map(({ sentence }) => (
                    <p key={sentence} className="late hint">
                      {sentence}
                    </p>
                  ))}
                  {children(row, (next) => change(rows.map((one, n) => (n === i ? next : one))), at)}
                  <div className="acts">
                    <Button size="small" disabled={i === 0} onClick={() => moved(i, i - 1)}>
                      Đưa lên
                    </Button>
                    <Button size="small" disabled={i === rows.length - 1} onClick={() => moved(i, i + 1)}>
                      Đưa xuống
                    </Button>
                    <Button size="small" danger onClick={() => change(rows.filter((_, n) => n !== i))}>
                      Bỏ mục này
                    </Button>
                  </div>
                </div>
              )}
            </li>
          );
        })}
      </ol>
      <Button
        onClick={() => {
          change([...rows, add()]);
          const at = `${list}[${rows.length}]`;
          if (!open.has(at)) toggle(at);
        }}
      >
        {addName}
      </Button>
    </section>
  );
}
