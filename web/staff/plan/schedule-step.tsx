import { Button } from 'antd';
import { vnNumber } from '../../../domain/number.ts';
import { useKeptState } from '../parts/kept-fields.ts';
import { Carry } from './carry.tsx';
import { usePlan } from './plan-context.ts';
import { ProposeVisits } from './propose-visits.tsx';
import { TeamCards } from './team-cards.tsx';
import { TeamUnits } from './team-units.tsx';
import { Tray, VisitBoard } from './visit-board.tsx';
import { VisitDialog } from './visit-dialog.tsx';
import type { Placing } from './visit-dialog.tsx';

/** Who inspects whom, and on which half-days. */
export function ScheduleStep() {
  const { plan, places, closed, round } = usePlan();
  const [placing, setPlacing] = useKeptState<Placing>(`plan:${round}:visits-open`);
  const faults = places.filter(({ step, weight }) => step === 'doan-va-lich' && weight !== 'warning');
  const waiting = plan.units.filter(({ method = 'on-site', visits }) => method !== 'desk' && visits.length === 0);
  const visited = plan.kind === 'inspection' && plan.units.some(({ method }) => method !== 'desk');
  return (
    <>
      <h2>Đoàn kiểm tra</h2>
      <TeamCards />

      {visited && plan.teams.length > 0 && (
        <Carry>
          <h2>Lịch kiểm tra</h2>
          <Clashes sentences={faults.filter(({ at }) => at.includes('.visits[')).map(({ sentence }) => sentence)} />
          {closed === undefined && (
            <>
              <div className="acts">
                <ProposeVisits waiting={waiting.length} />
                <Button onClick={() => setPlacing({})}>Xếp một buổi</Button>
              </div>
              <h3>Chưa có buổi: {vnNumber(waiting.length)} đơn vị</h3>
              {waiting.length > 0 && (
                <p className="soft hint">Kéo tên đơn vị vào một buổi ở bảng dưới, hoặc bấm vào tên để ghi ngày.</p>
              )}
              <Tray open={setPlacing} />
            </>
          )}
          <VisitBoard open={setPlacing} />
        </Carry>
      )}

      {plan.units.length > 0 && plan.teams.length > 0 && (
        <>
          <h2>Đoàn và buổi của từng đơn vị</h2>
          <TeamUnits open={(unit) => setPlacing({ unit })} />
        </>
      )}
      <VisitDialog placing={closed === undefined ? placing : undefined} left={() => setPlacing(undefined)} />
    </>
  );
}

/** Everything that clashes, said once each, above the board that shows where. */
function Clashes({ sentences }: { sentences: readonly string[] }) {
  const once = [...new Set(sentences)];
  if (once.length === 0) return undefined;
  return (
    <div className="clashes" role="status">
      <strong>{vnNumber(once.length)} chỗ vướng trong lịch:</strong>
      <ul className="wrong-places">
        {once.slice(0, 8).map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
      {once.length > 8 && <p className="soft">và {vnNumber(once.length - 8)} chỗ nữa, xem ở từng đơn vị bên dưới.</p>}
    </div>
  );
}
