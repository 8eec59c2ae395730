import { useMutation, useQuery } from '@tanstack/react-query';
import { Button, Radio } from 'antd';
import { useState } from 'react';
import type { RehearsalProgress, RehearsedView } from '../../../api/campaigns/rehearsal.ts';
import { daysBetween, vnDay } from '../../../domain/day.ts';
import { vnNumber } from '../../../domain/number.ts';
import { Refused } from '../parts/act.tsx';
import { ask } from '../parts/ask.ts';
import { usePlan } from './plan-context.ts';
import { RehearsalResult } from './rehearsal-result.tsx';
import { paceWords, useRehearsed } from './rehearsed.ts';
import type { Pace } from './rehearsed.ts';

/** The whole round on paper, by the same rules: what will leave, when, to whom, and who will have how much to do. */
export function RehearsalStep() {
  const { round, drafting, places, checked } = usePlan();
  const path = `/campaigns/${encodeURIComponent(round)}/rehearsal`;
  const { found, keep } = useRehearsed(round, drafting.version);
  const [pace, setPace] = useState<Pace>(found?.pace ?? 'on-due-day');
  const run = useMutation({
    mutationFn: async (units: Pace) => {
      await drafting.flush();
      return ask<RehearsedView>(path, { method: 'POST', body: { units } });
    },
    onSuccess: (result, units) => keep({ pace: units, result }),
  });
  const progress = useQuery({
    queryKey: ['rehearsal-progress', round],
    queryFn: ({ signal }) => ask<RehearsalProgress>(path, { signal }),
    enabled: run.isPending,
    refetchInterval: 500,
    gcTime: 0,
  });
  const faults = places.filter(({ weight }) => weight !== 'warning').length;
  return (
    <>
      <h2>Chạy thử cả đợt</h2>
      <p className="soft">
        Chạy cả đợt trên giấy theo đúng quy tắc thật, từ ngày trình đến ngày đóng đợt. Không ghi gì, không gửi thư nào.
      </p>
      <div className="plan-field">
        <span id="gia-dinh">Giả định các đơn vị</span>
        <Radio.Group
          aria-labelledby="gia-dinh"
          value={pace}
          onChange={({ target }) => setPace(target.value as Pace)}
          options={(Object.keys(paceWords) as Pace[]).map((value) => ({ value, label: paceWords[value] }))}
        />
      </div>
      <div className="acts">
        <Button disabled={faults > 0 || !checked} loading={run.isPending} onClick={() => run.mutate(pace)}>
          Chạy thử
        </Button>
        {faults > 0 && (
          <span className="soft">Kế hoạch còn {vnNumber(faults)} chỗ phải sửa, sửa xong mới chạy thử được.</span>
        )}
      </div>
      {run.isPending && <Progress of={progress.data} />}
      {run.isError && <Refused error={run.error} />}
      {found && !run.isPending && <RehearsalResult found={found} />}
      {!found && !run.isPending && <p className="soft">Bản kế hoạch này chưa chạy thử.</p>}
    </>
  );
}

/** How far it got; it waits its turn while another is run. */
function Progress({ of }: { of: RehearsalProgress | undefined }) {
  const { from, day, to } = of ?? {};
  return (
    <p role="status" className="rehearsing">
      {from && to && day ? (
        <>
          <progress aria-label="Chạy thử tới đâu" max={daysBetween(from, to)} value={daysBetween(from, day)} /> Đang ở
          ngày {vnDay(day)}
        </>
      ) : (
        'Đang chuẩn bị chạy thử…'
      )}
    </p>
  );
}
