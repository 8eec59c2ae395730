import { Button, Checkbox } from 'antd';
import { useState } from 'react';
import type { UnitBranch } from '../../../api/office/units.ts';
import { vnNumber } from '../../../domain/number.ts';
import { usePlan } from './plan-context.ts';
import { useChoice } from './choice.ts';
import { levelName, unfit } from './units.ts';

const levels = ['central-vertical', 'province', 'commune'] as const;
/** Rows of one branch shown at a time: thousands of communes stay readable. */
const page = 40;

/** Units as they stand under one another, by level; a whole level or branch at once. */
export function UnitTree() {
  const { units } = usePlan();
  return (
    <ul className="unit-tree">
      {levels.map((level) => {
        const branches = units.top.filter(
          (unit) => unit.level === level || (level === 'province' && unit.level === 'site'),
        );
        return branches.length === 0 ? undefined : <Level key={level} name={levelName(level)} branches={branches} />;
      })}
    </ul>
  );
}

/** Of a branch, everything that can be inspected. */
function fitOf(branches: readonly UnitBranch[], today: string): string[] {
  return branches.flatMap((unit) => [
    ...(unfit(unit, today) === undefined ? [unit.id] : []),
    ...fitOf(unit.parts, today),
  ]);
}

function Level({ name, branches }: { name: string; branches: readonly UnitBranch[] }) {
  const { view } = usePlan();
  const [open, setOpen] = useState(false);
  const fit = fitOf(branches, view.today);
  return (
    <li>
      <div className="unit-row">
        <Toggle open={open} name={name} toggle={() => setOpen(!open)} />
        <Several units={fit} name={name} />
      </div>
      {open && <Branches branches={branches} />}
    </li>
  );
}

function Branches({ branches }: { branches: readonly UnitBranch[] }) {
  const [shown, setShown] = useState(page);
  return (
    <ul>
      {branches.slice(0, shown).map((unit) => (
        <BranchRow key={unit.id} unit={unit} />
      ))}
      {branches.length > shown && (
        <li>
          <Button size="small" onClick={() => setShown(shown + 5 * page)}>
            Xem thêm {vnNumber(branches.length - shown)} đơn vị
          </Button>
        </li>
      )}
    </ul>
  );
}

function BranchRow({ unit }: { unit: UnitBranch }) {
  const { view } = usePlan();
  const [open, setOpen] = useState(false);
  const sites = unit.parts.filter(({ level }) => level === 'site').length;
  const parts = unit.parts.filter(({ level }) => level !== 'site');
  const fit = fitOf(parts, view.today);
  return (
    <li>
      <div className="unit-row">
        {parts.length > 0 && <Toggle open={open} name={unit.name} toggle={() => setOpen(!open)} quiet />}
        <OneUnit unit={unit} />
        {sites > 0 && <span className="soft">{sites} trụ sở</span>}
        {fit.length > 0 && <Several units={[unit.id, ...fit]} name={`${unit.name} và trực thuộc`} />}
      </div>
      {open && <Branches branches={parts} />}
    </li>
  );
}

const Toggle = ({
  open,
  name,
  toggle,
  quiet = false,
}: {
  open: boolean;
  name: string;
  toggle: () => void;
  quiet?: boolean;
}) => (
  <button
    type="button"
    className="toggle"
    aria-expanded={open}
    {...(quiet ? { 'aria-label': `Đơn vị trực thuộc ${name}` } : {})}
    onClick={toggle}
  >
    <span aria-hidden>{open ? '▾' : '▸'}</span> {!quiet && name}
  </button>
);

/** One unit to be ticked, or why it cannot be. */
export function OneUnit({ unit }: { unit: UnitBranch }) {
  const { view, units } = usePlan();
  const { chosen, add, remove } = useChoice();
  const why = unfit(unit, view.today);
  const isChosen = chosen.has(unit.id);
  const after = unit.successors?.map(units.nameOf).join(', ');
  return (
    <Checkbox
      checked={isChosen}
      disabled={why !== undefined && !isChosen}
      onChange={({ target }) => (target.checked ? add([unit.id]) : remove([unit.id]))}
    >
      {unit.name} <span className="soft">{unit.kind}</span>
      {unit.vertical && <span className="soft"> · ngành dọc</span>}
      {why !== undefined && (
        <span className="soft">
          {' '}
          · {why}
          {after !== undefined && `, kế thừa: ${after}`}
        </span>
      )}
    </Checkbox>
  );
}

/** Many at once: how many of them are chosen, and the acts that take or leave the rest. */
export function Several({ units, name }: { units: readonly string[]; name: string }) {
  const { chosen, add, remove } = useChoice();
  const have = units.filter((unit) => chosen.has(unit)).length;
  return (
    <span className="several">
      <span className="soft number">
        {vnNumber(have)}/{vnNumber(units.length)}
      </span>
      {have < units.length && (
        <Button size="small" aria-label={`Chọn cả ${vnNumber(units.length)}: ${name}`} onClick={() => add(units)}>
          Chọn cả {vnNumber(units.length)}
        </Button>
      )}
      {have > 0 && (
        <Button size="small" aria-label={`Bỏ ${vnNumber(have)}: ${name}`} onClick={() => remove(units)}>
          Bỏ {vnNumber(have)}
        </Button>
      )}
    </span>
  );
}
