import { useQuery } from '@tanstack/react-query';
import { Button, Form, Input } from 'antd';
import { placeKey } from '../../../domain/check.ts';
import type { Place } from '../../../domain/check.ts';
import { vnDay } from '../../../domain/day.ts';
import type { Day } from '../../../domain/day.ts';
import { vnCell } from '../../../domain/number.ts';
import type { Cell } from '../../../domain/number.ts';
import { Act } from '../parts/act.tsx';
import { ask } from '../parts/ask.ts';
import { FoldedSelect } from '../parts/folded-select.tsx';
import { GrownText } from '../parts/grown-text.tsx';
import { Rows } from '../parts/rows.tsx';
import { Failed } from '../parts/states.tsx';
import { onlyFor } from '../parts/who.ts';
import { useRoom } from './room.ts';

/** One figure of the report that can be put right. */
export interface Correctable {
  at: Place;
  inWords: string;
  declared: Cell;
}

interface Correction {
  at: string;
  name: string;
  wasText: string;
  nowText: string;
  /** Whoever changed it, in words. */
  who: string;
  on: Day;
  why?: string;
  stage: 'draft' | 'resubmitted' | 'by-office';
}

const stages = {
  draft: 'đơn vị sửa khi đang làm',
  resubmitted: 'đơn vị gửi lại',
  'by-office': 'Sở sửa theo lời đơn vị',
} as const;

/** Figures the unit asked to put right after it had sent its report, and every figure that was ever changed. */
export function Corrections({ figures }: { figures: Correctable[] }) {
  const { id, path, comparison, inspection, may } = useRoom();
  const history = useQuery({
    queryKey: ['inspection', id, 'corrections'],
    queryFn: ({ signal }) => ask<{ items: Correction[] }>(`${path}/self-report/corrections`, { signal }),
  });
  const { declared } = comparison;
  if (!declared) return undefined;
  const items = history.data?.items ?? [];
  return (
    <section>
      <h2>Số liệu đã sửa</h2>
      {history.isError && <Failed error={history.error} again={() => void history.refetch()} />}
      {history.isSuccess && items.length === 0 && <p className="soft">Chưa số liệu nào bị sửa sau khi ghi.</p>}
      {items.length > 0 && (
        <Rows
          caption="Số liệu đã sửa"
          rows={items}
          keyOf={({ at, on, wasText, nowText }) => `${at} ${on} ${wasText} ${nowText}`}
          columns={[
            { head: 'Chỉ tiêu', cell: ({ name }) => name },
            { head: 'Số cũ', cell: ({ wasText }) => wasText, figures: true },
            { head: 'Số mới', cell: ({ nowText }) => nowText, figures: true },
            {
              head: 'Ai, khi nào, vì sao',
              cell: ({ who, stage, on, why }) => (
                <>
                  {who} · {stages[stage]}, <span className="number">{vnDay(on)}</span>
                  {why && <div className="soft">{why}</div>}
                </>
              ),
            },
          ]}
        />
      )}
      <Act<{ cells: { at?: string; text?: string }[]; reason: string }>
        name="Sửa số liệu theo lời đơn vị"
        path={`${path}/self-report/corrections`}
        barred={
          may('enter-for-unit')
            ? inspection.concluded || inspection.cancelled
              ? 'Cuộc kiểm tra đã kết thúc.'
              : undefined
            : onlyFor('enter-for-unit')
        }
        consequence={
          <p>
            Báo cáo của {inspection.unit.name} mang số mới; số cũ, người sửa và lý do còn trong lịch sử. Số Đoàn tự xác
            định thì ghi ở cột Đoàn xác định, không sửa ở đây.
          </p>
        }
        initial={{ cells: [{}] }}
        bodyOf={({ cells, reason }) => ({
          report: declared.id,
          reason,
          cells: cells.map(({ at, text }) => ({
            at: correctedPlace(figures.find((one) => placeKey(one.at) === at)!.at),
            text: text ?? '',
          })),
        })}
      >
        <Form.List name="cells">
          {(fields, { add, remove }) => (
            <>
              {fields.map(({ key, name }) => (
                <div key={key} className="corrected">
                  <Form.Item
                    name={[name, 'at']}
                    label={`Chỉ tiêu ${name + 1}`}
                    rules={[{ required: true, message: 'Chọn chỉ tiêu.' }]}
                  >
                    <FoldedSelect<string>
                      placeholder="Tìm chỉ tiêu, không cần dấu"
                      options={figures.map(({ at, inWords, declared: said }) => ({
                        value: placeKey(at),
                        label: `${inWords}: đang là ${vnCell(said)}`,
                      }))}
                    />
                  </Form.Item>
                  <Form.Item
                    name={[name, 'text']}
                    label="Số đúng"
                    rules={[{ required: true, message: 'Ghi số đúng, 0 nếu không phát sinh.' }]}
                  >
                    <Input inputMode="numeric" maxLength={300} />
                  </Form.Item>
                  {fields.length > 1 && (
                    <Button aria-label={`Bỏ chỉ tiêu ${name + 1}`} onClick={() => remove(name)}>
                      Bỏ
                    </Button>
                  )}
                </div>
              ))}
              <Form.Item>
                <Button onClick={() => add({})}>Thêm chỉ tiêu</Button>
              </Form.Item>
            </>
          )}
        </Form.List>
        <Form.Item
          name="reason"
          label="Ai báo, bằng cách nào, vì sao"
          rules={[{ required: true, message: 'Ghi ai báo, bằng cách nào, vì sao.' }]}
        >
          <GrownText rows={2} maxLength={1_000} placeholder="Đầu mối báo qua điện thoại sáng 11/3: ghi nhầm một số 0" />
        </Form.Item>
      </Act>
    </section>
  );
}

/** As the interface names a cell. */
const correctedPlace = ({ table, row, column, indicator }: Place) =>
  indicator === undefined ? { table, row, column } : { indicator };
