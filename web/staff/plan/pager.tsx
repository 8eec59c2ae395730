import { Button } from 'antd';
import { vnNumber } from '../../../domain/number.ts';

const size = 50;

/** The part of a long list that is shown. */
export const pageOf = <Row,>(rows: readonly Row[], page: number): Row[] => {
  const last = Math.max(0, Math.ceil(rows.length / size) - 1);
  const start = Math.min(page, last) * size;
  return rows.slice(start, start + size);
};

/** Leafing through a list that is on the page already. */
export function Pager({
  of,
  page,
  turn,
  what,
}: {
  of: number;
  page: number;
  turn: (page: number) => void;
  what: string;
}) {
  if (of <= size) return undefined;
  const last = Math.ceil(of / size) - 1;
  const here = Math.min(page, last);
  return (
    <nav className="pager" aria-label={`Các trang ${what}`}>
      <Button disabled={here === 0} onClick={() => turn(here - 1)}>
        Trang trước
      </Button>
      <span className="number">
        {vnNumber(here * size + 1)}–{vnNumber(Math.min(of, (here + 1) * size))} trong {vnNumber(of)} {what}
      </span>
      <Button disabled={here === last} onClick={() => turn(here + 1)}>
        Trang sau
      </Button>
    </nav>
  );
}
