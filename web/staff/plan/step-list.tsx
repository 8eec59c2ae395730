import { Link } from '@tanstack/react-router';
import { vnNumber } from '../../../domain/number.ts';
import { usePlan } from './plan-context.ts';
import type { PlanDesk } from './plan-context.ts';
import { useRehearsed } from './rehearsed.ts';
import { stepPath, steps } from './steps.ts';
import type { StepId } from './steps.ts';

/** Where a step stands: what is still to be mended there, in a word or two. */
interface Standing {
  words: string;
  weight: 'done' | 'wrong' | 'todo';
}

/** The steps of the plan with how each stands. */
export function StepList() {
  const desk = usePlan();
  const rehearsed = useRehearsed(desk.round, desk.drafting.version);
  return (
    <nav aria-label="Các bước lập kế hoạch">
      <ol className="plan-steps">
        {steps.map(({ id, name }, i) => {
          const { words, weight } = standingOf(id, desk, rehearsed.found !== undefined);
          return (
            <li key={id} className={weight}>
              <Link to={stepPath(id)} params={{ round: desk.round }}>
                <span className="step-name">
                  {i + 1}. {name}
                </span>
                <span className="step-words">{words}</span>
              </Link>
            </li>
          );
        })}
      </ol>
    </nav>
  );
}

function standingOf(step: StepId, { plan, places, view, checked }: PlanDesk, isRehearsed: boolean): Standing {
  const wrong = places.filter((place) => place.step === step && place.weight !== 'warning').length;
  const done = (words: string): Standing => ({ words, weight: 'done' });
  const todo = (words: string): Standing => ({ words, weight: 'todo' });
  if (step === 'don-vi' && plan.units.length === 0) return todo('chưa chọn');
  if (step === 'doan-va-lich' && plan.teams.length === 0) return todo('chưa có đoàn');
  if (wrong > 0) return { words: `còn ${vnNumber(wrong)} chỗ`, weight: 'wrong' };
  switch (step) {
    case 'can-cu':
      return plan.bases.length === 0 ? todo('chưa ghi căn cứ') : done('đủ');
    case 'don-vi':
      return done(`${vnNumber(plan.units.length)} đơn vị`);
    case 'noi-dung':
      return done('đã chọn');
    case 'doan-va-lich':
      return done(`${vnNumber(plan.teams.length)} đoàn`);
    case 'lich-nhac': {
      const own = Object.keys(plan.ladders ?? {}).length + Object.keys(plan.terms ?? {}).length;
      return done(own === 0 ? 'như thường lệ' : `${own} chỗ riêng`);
    }
    case 'chay-thu':
      return isRehearsed ? done('đã chạy') : todo('chưa chạy');
    case 'trinh-duyet':
      if (view.state === 'cancelled') return todo('đã hủy');
      if (view.state !== 'draft' && view.state !== 'sent-back') return done('đã trình');
      return todo(checked && places.every(({ weight }) => weight === 'warning') ? 'trình được' : 'chưa trình');
  }
}
