import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button, Form, Select } from 'antd';
import { useState } from 'react';
import type { CampaignView } from '../../../api/campaigns/campaign-views.ts';
import type { ClockView } from '../../../api/campaigns/clock.ts';
import { vnDay, vnWeekday } from '../../../domain/day.ts';
import { Act, Refused } from '../parts/act.tsx';
import { ask, newKey } from '../parts/ask.ts';
import { DayInput, dayRule } from '../parts/day-input.tsx';
import { onlyFor, useMay } from '../parts/who.ts';

type Step = { step: 'next-day' } | { step: 'next-event' } | { step: 'to'; day: string };

const paces = [3, 5, 10, 30];

/** The day of a training round and its clock: stepped by hand, or let run. */
export function TrainingClock({ of: round }: { of: CampaignView }) {
  const may = useMay();
  const [pace, setPace] = useState(5);
  const stepping = useStepping(round.id);
  if (!round.clock) return undefined;
  const { now, playing } = round.clock;
  const path = `/campaigns/${encodeURIComponent(round.id)}/clock`;
  const isOver = round.state === 'closed' || round.state === 'cancelled';
  const busy = stepping.isPending;
  const target = stepping.data && !stepping.data.done ? stepping.data.target : undefined;
  return (
    <section className="clock" aria-label="Đồng hồ của đợt tập huấn">
      <p className="clock-day">
        <span className="soft">Ngày của đợt</span>{' '}
        <strong className="number">
          {vnWeekday(now)}, {vnDay(now)}
        </strong>
        {playing && (
          <span className="soft">
            {' '}
            · đang tự chạy, {playing.everySeconds} giây một việc, đến hết {vnDay(playing.until)}
          </span>
        )}
        {busy && (
          <span role="status" className="soft">
            {' '}
            · đang chuyển ngày…
          </span>
        )}
        {target && !busy && <span className="soon"> · còn đi tiếp đến {vnDay(target)}</span>}
      </p>
      {isOver ? undefined : !may('step-clock', { campaign: round.id }) ? (
        <p className="soft">Chuyển ngày: {onlyFor('step-clock').toLowerCase()}</p>
      ) : playing ? (
        <Act path={path} name="Dừng" bodyOf={() => ({ step: 'pause' })} primary />
      ) : (
        <div className="acts">
          <Button loading={busy} onClick={() => stepping.mutate({ step: 'next-event' })}>
            Đến việc tiếp theo
          </Button>
          <Button disabled={busy} onClick={() => stepping.mutate({ step: 'next-day' })}>
            Sang ngày sau
          </Button>
          <ToDay disabled={busy} go={(day) => stepping.mutate({ step: 'to', day })} />
          <span className="play">
            <Act path={path} name="Tự chạy" bodyOf={() => ({ step: 'play', everySeconds: pace })} />
            <Select
              aria-label="Mỗi việc sau"
              value={pace}
              onChange={setPace}
              options={paces.map((value) => ({ value, label: `${value} giây một việc` }))}
            />
          </span>
        </div>
      )}
      {stepping.isError && <Refused error={stepping.error} />}
    </section>
  );
}

/** A day further on, typed. */
function ToDay({ disabled, go }: { disabled: boolean; go: (day: string) => void }) {
  const [form] = Form.useForm<{ day: string }>();
  return (
    <Form<{ day: string }>
      form={form}
      layout="inline"
      className="to-day"
      onFinish={({ day }) => {
        go(day);
        form.resetFields();
      }}
    >
      <Form.Item name="day" rules={[{ required: true, message: 'Ghi ngày muốn đến.' }, dayRule]}>
        <DayInput aria-label="Đến ngày" disabled={disabled} />
      </Form.Item>
      <Button htmlType="submit" disabled={disabled}>
        Đến ngày ấy
      </Button>
    </Form>
  );
}

/** A step, however long the way: one answer takes no more than twenty seconds, the same act goes on. */
function useStepping(round: string) {
  const queries = useQueryClient();
  return useMutation<ClockView, Error, Step>({
    mutationFn: async (body) => {
      const key = newKey();
      for (;;) {
        const clock = await ask<ClockView>(`/campaigns/${encodeURIComponent(round)}/clock`, {
          method: 'POST',
          body,
          key,
        });
        if (clock.done) return clock;
        await queries.invalidateQueries({ queryKey: ['round', round] });
      }
    },
    onSettled: () => queries.invalidateQueries(),
  });
}
