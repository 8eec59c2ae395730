import { getRouteApi, Link } from '@tanstack/react-router';
import { vnNumber } from '../../../domain/number.ts';
import { ChosenUnits } from './chosen-units.tsx';
import { usePlan } from './plan-context.ts';
import type { Way } from './searches.ts';
import { UnitFilter } from './unit-filter.tsx';
import { UnitTree } from './unit-tree.tsx';
import { UnitsFile } from './units-file.tsx';

const route = getRouteApi('/dot/$round/ke-hoach/don-vi');

const wayWords: Record<Way, string> = { cay: 'Theo cây đơn vị', loc: 'Tìm và lọc', tep: 'Từ tệp Excel, CSV' };

/** Who is inspected: chosen in the tree, by a filter, or from a file. */
export function UnitsStep() {
  const { round, places, plan, closed } = usePlan();
  const { cach = 'cay' } = route.useSearch();
  const general = places.filter(({ at }) => at === 'units');
  return (
    <>
      {general.map(({ sentence }) => (
        <p className="soon" key={sentence}>
          {sentence}
        </p>
      ))}
      {closed === undefined && (
        <section aria-labelledby="chon-don-vi">
          <h2 id="chon-don-vi">Chọn đơn vị</h2>
          <div className="ways" role="group" aria-label="Cách chọn">
            {(Object.keys(wayWords) as Way[]).map((way) => (
              <Link
                key={way}
                to="/dot/$round/ke-hoach/don-vi"
                params={{ round }}
                search={{ cach: way }}
                aria-current={way === cach ? 'true' : undefined}
                replace
              >
                {wayWords[way]}
              </Link>
            ))}
          </div>
          {cach === 'cay' && <UnitTree />}
          {cach === 'loc' && <UnitFilter />}
          {cach === 'tep' && <UnitsFile />}
        </section>
      )}
      <section aria-labelledby="da-chon">
        <h2 id="da-chon">Đã chọn {vnNumber(plan.units.length)} đơn vị</h2>
        <ChosenUnits />
      </section>
    </>
  );
}
