import { Button, InputNumber, Select } from 'antd';
import { useState } from 'react';
import { rungWhenWords } from '../../../domain/ladder.ts';
import type { Ladder, LadderName, Rung, RungAct } from '../../../domain/ladder.ts';
import { roles } from '../../../domain/role.ts';
import { offsetWords, rungActWords, toWords } from '../../../domain/why.ts';
import { replaced, without } from './list.ts';

/** From the earliest to the latest, as a ladder must be. */
const inOrder = (rungs: readonly Rung[]): Rung[] => [...rungs].sort((a, b) => a.offset - b.offset);

/** The rungs as fields. What is written here counts at once; a rung that tells nobody is left out, and says so. */
export function LadderEditor({
  name,
  ladder,
  set,
}: {
  name: LadderName;
  ladder: Ladder;
  set: (ladder: Ladder) => void;
}) {
  const [rungs, setRungs] = useState(ladder.rungs);
  const write = (next: Rung[]) => {
    setRungs(next);
    const told = next.filter(({ to }) => to.length > 0);
    if (told.length > 0) set({ ...ladder, rungs: inOrder(told) });
  };
  const change = (i: number, rung: Rung) => write(replaced(rungs, i, rung));
  return (
    <div className="ladder-editor">
      {rungs.map((rung, i) => (
        // oxlint-disable-next-line react/no-array-index-key -- a rung has no other name than its place
        <fieldset key={i} className="rung">
          <legend>Mức nhắc {i + 1}</legend>
          <label>
            Ngày làm việc so với hạn (âm: trước hạn)
            <InputNumber
              value={rung.offset}
              min={-60}
              max={250}
              precision={0}
              onChange={(offset) => offset !== null && change(i, { ...rung, offset })}
            />
            <span className="soft">{offsetWords(rung.offset)}</span>
          </label>
          <label>
            Làm gì
            <select value={rung.does} onChange={({ target }) => change(i, { ...rung, does: target.value as RungAct })}>
              {(Object.keys(rungActWords) as RungAct[]).map((does) => (
                <option key={does} value={does}>
                  {rungActWords[does]}
                </option>
              ))}
            </select>
          </label>
          <label className="grow">
            Tới ai
            <Select
              mode="multiple"
              aria-label={`Mức ${i + 1} của lịch ${name} tới ai`}
              value={rung.to}
              options={(['who-owes', ...roles] as const).map((value) => ({ value, label: toWords(value) }))}
              optionFilterProp="label"
              status={rung.to.length === 0 ? 'error' : ''}
              onChange={(to: Rung['to']) => change(i, { ...rung, to })}
            />
            {rung.to.length === 0 && (
              <span className="late" role="alert">
                Chưa ghi tới ai nên mức này chưa được tính.
              </span>
            )}
          </label>
          <label>
            Khi nào
            <select
              value={rung.when ?? ''}
              onChange={({ target }) => {
                const { when: _, ...always } = rung;
                change(
                  i,
                  target.value === '' ? always : { ...always, when: target.value as NonNullable<Rung['when']> },
                );
              }}
            >
              <option value="">luôn luôn</option>
              {(Object.keys(rungWhenWords) as NonNullable<Rung['when']>[]).map((when) => (
                <option key={when} value={when}>
                  {rungWhenWords[when]}
                </option>
              ))}
            </select>
          </label>
          {rungs.length > 1 && (
            <Button
              size="small"
              aria-label={`Bỏ mức ${i + 1} của lịch ${name}`}
              onClick={() => write(without(rungs, i))}
            >
              Bỏ
            </Button>
          )}
        </fieldset>
      ))}
      <div className="ladder-more">
        {rungs.length < 12 && (
          <Button
            size="small"
            onClick={() =>
              write([...rungs, { offset: (rungs.at(-1)?.offset ?? 0) + 1, to: ['who-owes'], does: 'tell' }])
            }
          >
            Thêm mức nhắc
          </Button>
        )}
        <label>
          Sau mức cuối, cứ bao nhiêu ngày làm việc nhắc lại (trống: không)
          <InputNumber
            value={ladder.thenEvery ?? null}
            min={1}
            max={60}
            precision={0}
            onChange={(every) => {
              const { thenEvery: _, ...once } = ladder;
              set(every === null ? once : { ...once, thenEvery: every });
            }}
          />
        </label>
      </div>
    </div>
  );
}
