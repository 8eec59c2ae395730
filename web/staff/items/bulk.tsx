import { Link } from '@tanstack/react-router';
import { Button, Form, Input, Radio } from 'antd';
import type { OutcomesOut } from '../../../api/items/item-decided.ts';
import type { ItemRowOut } from '../../../api/items/item-views.ts';
import { Act } from '../parts/act.tsx';
import { dayRule, DayInput } from '../parts/day-input.tsx';
import { capital } from './item-search.ts';
import { verdictChoices } from './verdict.ts';

/** What became of each item that was done in one act. */
export interface Outcomes {
  /** `Thẩm tra`, `Đóng`. */
  act: string;
  rows: { row: ItemRowOut; words: string; refused: boolean }[];
}

interface VerdictForAll {
  verdict: 'met' | 'partly' | 'not-met';
  until?: string;
  remarks?: string;
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
        <Act<VerdictForAll, OutcomesOut>
          name={`Thẩm tra ${verify.length} báo cáo`}
          confirm="Ghi kết quả thẩm tra"
          path="/items/verifications"
          consequence={`${verify.length} báo cáo của ${unitsOf(verify)} đơn vị nhận cùng một kết quả. Sáng làm việc tiếp theo mỗi đơn vị được báo kết quả bằng thư.`}
          bodyOf={({ verdict, until, remarks }) => ({
            items: verify.map(({ id, report }) => ({
              id,
              report,
              verdict,
              ...(verdict !== 'met' && until !== undefined ? { until } : {}),
              remarks: remarks ?? '',
            })),
          })}
          done={(answer) => told('Thẩm tra', verify, answer)}
        >
          <Form.Item name="verdict" label="Kết quả" rules={[{ required: true, message: 'Hãy chọn kết quả.' }]}>
            <Radio.Group options={verdictChoices} />
          </Form.Item>
          <Form.Item noStyle dependencies={['verdict']}>
            {({ getFieldValue }) =>
              getFieldValue('verdict') === undefined || getFieldValue('verdict') === 'met' ? undefined : (
                <Form.Item
                  name="until"
                  label="Hạn mới, chung cho các đơn vị"
                  extra="Bỏ trống thì hạn tính theo thời hạn chung."
                  rules={[dayRule]}
                >
                  <DayInput />
                </Form.Item>
              )
            }
          </Form.Item>
          <Form.Item
            name="remarks"
            label="Nhận xét, ghi vào thư gửi đơn vị"
            dependencies={['verdict']}
            rules={[
              ({ getFieldValue }) => ({
                required: !['met', undefined].includes(getFieldValue('verdict') as string | undefined),
                whitespace: true,
                message: 'Hãy ghi rõ điểm chưa đạt và việc cần bổ sung.',
              }),
            ]}
          >
            <Input.TextArea rows={4} maxLength={20_000} />
          </Form.Item>
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
