import { useMutation } from '@tanstack/react-query';
import { Button, Checkbox, Form } from 'antd';
import { useState } from 'react';
import type { Proposed } from '../../../api/campaigns/planning.ts';
import { addDays, vnDay } from '../../../domain/day.ts';
import { vnNumber } from '../../../domain/number.ts';
import type { Session } from '../../../domain/inspection.ts';
import { Refused } from '../parts/act.tsx';
import { ask } from '../parts/ask.ts';
import { dayRule, DayInput } from '../parts/day-input.tsx';
import { Dialog } from './dialog.tsx';
import { usePlan } from './plan-context.ts';

interface Wanted {
  from: string;
  sessions: Session[];
}

/** A schedule worked out for the units that have none: looked at in numbers, then taken over or not. */
export function ProposeVisits({ waiting }: { waiting: number }) {
  const { round, plan, change, drafting, view } = usePlan();
  const [open, setOpen] = useState(false);
  const [edition, setEdition] = useState(0);
  const propose = useMutation({
    mutationFn: async (body: Wanted) => {
      // it is worked out from what the server has
      await drafting.flush();
      return ask<Proposed>(`/campaigns/${encodeURIComponent(round)}/proposed-visits`, { method: 'POST', body });
    },
  });
  const found = propose.data;
  const days = (found?.visits ?? []).map(({ visit }) => visit.day).sort();
  const take = () => {
    const byUnit = new Map(found?.visits.map((one) => [one.unit, one]));
    change((now) => ({
      ...now,
      units: now.units.map((planned) => {
        const one = byUnit.get(planned.unit);
        return one && planned.visits.length === 0 ? { ...planned, team: one.team, visits: [one.visit] } : planned;
      }),
    }));
    setOpen(false);
  };
  return (
    <>
      <Button
        disabled={waiting === 0}
        onClick={() => {
          propose.reset();
          setEdition(edition + 1);
          setOpen(true);
        }}
      >
        Đề xuất lịch cho {vnNumber(waiting)} đơn vị
      </Button>
      <Dialog<Wanted>
        key={edition}
        title="Đề xuất lịch kiểm tra"
        keptAs={`plan:${round}:propose`}
        open={open}
        confirm={found ? 'Tính lại' : 'Đề xuất'}
        initial={{ from: addDays(view.today, 28), sessions: ['morning', 'afternoon'] }}
        left={() => setOpen(false)}
        done={(wanted) => propose.mutate(wanted)}
        foot={
          found && found.visits.length > 0 ? (
            <Button type="primary" onClick={take}>
              Lấy {vnNumber(found.visits.length)} buổi này
            </Button>
          ) : undefined
        }
      >
        <p>
          Lần lượt theo danh sách, mỗi đoàn một đơn vị một buổi; bỏ ngày nghỉ, bỏ buổi mà trưởng đoàn hoặc thư ký đã
          bận. Đơn vị chưa có đoàn thì giao cho đoàn đang ít đơn vị nhất. Buổi đã xếp giữ nguyên.
        </p>
        <Form.Item
          name="from"
          label="Xếp từ ngày"
          rules={[{ required: true, message: 'Hãy ghi ngày.' }, dayRule]}
          extra="Nên sau hôm nay ít nhất 15 ngày làm việc, để kịp gửi thông báo."
        >
          <DayInput />
        </Form.Item>
        <Form.Item
          name="sessions"
          label="Những buổi được dùng"
          rules={[{ type: 'array', min: 1, message: 'Chọn một buổi.' }]}
        >
          <Checkbox.Group
            options={[
              { value: 'morning', label: 'buổi sáng' },
              { value: 'afternoon', label: 'buổi chiều' },
            ]}
          />
        </Form.Item>
        {propose.isError && <Refused error={propose.error} />}
        {found && (
          <div className="consequence" role="status">
            {found.visits.length === 0
              ? 'Không xếp được buổi nào.'
              : `${vnNumber(found.visits.length)} buổi, từ ${vnDay(days[0]!)} đến ${vnDay(days.at(-1)!)}: ` +
                plan.teams
                  .map(({ id, name }) => `${name} ${found.visits.filter(({ team }) => team === id).length} buổi`)
                  .join(', ') +
                '.'}
            <Left of={found.left} />
          </div>
        )}
      </Dialog>
    </>
  );
}

function Left({ of }: { of: Proposed['left'] }) {
  const { units } = usePlan();
  if (of.length === 0) return undefined;
  return (
    <ul className="wrong-places">
      {of.slice(0, 10).map(({ unit, why }) => (
        <li key={unit}>
          {units.nameOf(unit)}:{' '}
          {why === 'no-team' ? 'đoàn nào cũng có người của đơn vị này' : 'không còn buổi trống trong 250 ngày làm việc'}
        </li>
      ))}
      {of.length > 10 && <li>và {vnNumber(of.length - 10)} đơn vị nữa</li>}
    </ul>
  );
}
