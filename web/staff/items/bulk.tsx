import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import type { OutcomesOut } from '../../../api/items/item-decided.ts';
import type { ItemRowOut } from '../../../api/items/item-views.ts';
import { Act } from '../parts/act.tsx';
import { capital } from './item-search.ts';
import { VerdictFields, verdictOf } from './verdict.tsx';
import type { VerdictGiven } from './verdict.tsx';

/** What became of each item that was done in one act. */
export interface Outcomes {
  /** `Thẩm tra`, `Đóng`. */
  act: string;
  rows: { row: ItemRowOut; words: string; refused: boolean }[];
}

/** One verdict for several reports; several items closed: each for itself, each with its own outcome. */
export function BulkActs({
  verify,
  close,
  done,
}: {
  verify: ItemRowOut[];
  close: ItemRowOut[];
  done: (outcomes: Outcomes) => void;
}) {
  const told = (act: string, rows: ItemRowOut[], { items }: OutcomesOut) =>
    done({
      act,
      rows: rows.map((row) => {
        const outcome = items.find(({ id }) => id === row.id);
        return {
          row,
          words: outcome?.problem?.detail ?? capital(outcome?.words ?? ''),
          refused: outcome?.problem !== undefined,
        };
      }),
    });
  return (
    <span className="acts">
      {verify.length > 0 && (
        <Act<VerdictGiven, OutcomesOut>
          name={`Thẩm tra ${verify.length} báo cáo`}
          confirm="Ghi kết quả thẩm tra"
          path="/items/verifications"
          consequence={`${verify.length} báo cáo của ${unitsOf(verify)} đơn vị nhận cùng một kết quả. Sáng làm việc tiếp theo mỗi đơn vị được báo kết quả bằng thư.`}
          bodyOf={(given) => ({ items: verify.map(({ id, report }) => ({ id, report, ...verdictOf(given) })) })}
          done={(answer) => told('Thẩm tra', verify, answer)}
        >
          <VerdictFields untilLabel={() => 'Hạn mới, chung cho các đơn vị'} />
        </Act>
      )}
      {close.length > 0 && (
        <Act<object, OutcomesOut>
          name={`Đóng ${close.length} nội dung`}
          path="/items/closings"
          consequence={`Đóng ${close.length} nội dung đã đạt của ${unitsOf(close)} đơn vị. Nội dung do chính anh/chị thẩm tra thì người khác đóng: những dòng ấy sẽ còn lại và nói rõ lý do.`}
          bodyOf={() => ({ items: close.map(({ id }) => id) })}
          done={(answer) => told('Đóng', close, answer)}
        />
      )}
    </span>
  );
}

const unitsOf = (rows: ItemRowOut[]): number => new Set(rows.map(({ unit, heldBy }) => heldBy ?? unit)).size;

/** Row by row what was done and what was not, until it is put away. */
export function OutcomeList({ of: { act, rows }, close }: { of: Outcomes; close: () => void }) {
  const refused = rows.filter((row) => row.refused).length;
  return (
    <section className="outcomes" aria-label="Kết quả vừa làm">
      <h2>
        {act}: {rows.length - refused} nội dung đã xong
        {refused > 0 && <span className="late">, {refused} nội dung chưa được</span>}
      </h2>
      <ul>
        {rows.map(({ row, words, refused: isRefused }) => (
          <li key={row.id}>
            <Link to="/viec/$item" params={{ item: row.id }}>
              {row.heldByName ?? row.unitName}: {row.text}
            </Link>{' '}
            <span className={isRefused ? 'late' : 'soft'}>{words}</span>
          </li>
        ))}
      </ul>
      <Button size="small" onClick={close}>
        Cất kết quả này
      </Button>
    </section>
  );
}
