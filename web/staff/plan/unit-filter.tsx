import { Button, Input } from 'antd';
import { useDeferredValue, useMemo, useState } from 'react';
import { vnNumber } from '../../../domain/number.ts';
import { levelWords } from '../../../domain/unit.ts';
import type { Unit } from '../../../domain/unit.ts';
import { usePlan } from './plan-context.ts';
import { OneUnit, Several } from './unit-tree.tsx';
import { levelName, meantBy, unfit } from './units.ts';

const page = 40;

interface Wanted {
  text: string;
  level: string;
  kind: string;
  vertical: string;
}
const anything: Wanted = { text: '', level: '', kind: '', vertical: '' };

/** Units by name, level, kind and who stands above them; all that are found at once, or one by one. */
export function UnitFilter() {
  const { units, view } = usePlan();
  const [wanted, setWanted] = useState(anything);
  const [shown, setShown] = useState(page);
  const { text, level, kind, vertical } = useDeferredValue(wanted);
  const set = (part: Partial<Wanted>) => {
    setWanted((now) => ({ ...now, ...part }));
    setShown(page);
  };
  const kinds = useMemo(() => [...new Set(units.all.map((unit) => unit.kind))].sort(), [units]);
  const found = useMemo(() => {
    const isMeant = meantBy(text);
    return units.all.filter(
      (unit) =>
        unfit(unit, view.today) === undefined &&
        (level === '' || unit.level === level) &&
        (kind === '' || unit.kind === kind) &&
        (vertical === '' || (unit.vertical === true) === (vertical === 'co')) &&
        isMeant(unit),
    );
  }, [units, view.today, text, level, kind, vertical]);
  return (
    <>
      <div className="plan-filter">
        <label>
          Tên, tên viết tắt
          <Input
            type="search"
            value={wanted.text}
            placeholder="không cần dấu"
            onChange={({ target }) => set({ text: target.value })}
          />
        </label>
        <label>
          Cấp
          <select value={wanted.level} onChange={({ target }) => set({ level: target.value })}>
            <option value="">mọi cấp</option>
            {(Object.keys(levelWords) as Unit['level'][])
              .filter((one) => one !== 'site')
              .map((one) => (
                <option key={one} value={one}>
                  {levelName(one)}
                </option>
              ))}
          </select>
        </label>
        <label>
          Loại
          <select value={wanted.kind} onChange={({ target }) => set({ kind: target.value })}>
            <option value="">mọi loại</option>
            {kinds.map((one) => (
              <option key={one}>{one}</option>
            ))}
          </select>
        </label>
        <label>
          Ngành dọc
          <select value={wanted.vertical} onChange={({ target }) => set({ vertical: target.value })}>
            <option value="">tất cả</option>
            <option value="khong">không</option>
            <option value="co">ngành dọc</option>
          </select>
        </label>
      </div>
      <p role="status">
        {vnNumber(found.length)} đơn vị khớp <Several units={found.map(({ id }) => id)} name="các đơn vị khớp" />
      </p>
      <ul className="unit-tree">
        {found.slice(0, shown).map((unit) => (
          <li key={unit.id} className="unit-row">
            <OneUnit unit={unit} />
          </li>
        ))}
      </ul>
      {found.length > shown && (
        <Button size="small" onClick={() => setShown(shown + 5 * page)}>
          Xem thêm {vnNumber(found.length - shown)} đơn vị
        </Button>
      )}
    </>
  );
}
