import { Link } from '@tanstack/react-router';
import type { Day } from '../../../domain/day.ts';
import { vnDay } from '../../../domain/day.ts';
import { capitalised } from '../../../domain/fold.ts';
import { vnNumber } from '../../../domain/number.ts';
import { paperKindWords, paperStages, stageStates, stageWords } from '../../../domain/paper.ts';
import type { PaperKind, PaperState } from '../../../domain/paper.ts';
import { Paged, usePages } from '../parts/paged.tsx';
import type { Page } from '../parts/paged.tsx';
import { Rows } from '../parts/rows.tsx';
import { Nothing } from '../parts/states.tsx';
import { useMay } from '../parts/who.ts';
import { useRound, useRoundView } from './round-data.ts';

/** What this page reads of a paper in the list of the API. */
interface PaperLine {
  id: string;
  kind: PaperKind;
  n: number;
  serves: string[];
  state: PaperState;
  words: string;
  number?: string;
  issued?: Day;
}

/** The papers of a round by where they lie: what waits for somebody first, what is out last. */
export function RoundPapersPage() {
  const { id } = useRound();
  const { data: round } = useRoundView();
  const may = useMay();
  const papers = usePages<Page<PaperLine>>('/papers', { campaign: id, limit: 200 });
  const drafts =
    may('draft-directive', { campaign: id }) ||
    may('draft-notice', { campaign: id }) ||
    may('draft-report', { campaign: id });
  return (
    <>
      <h2>Văn bản của đợt</h2>
      {drafts && round?.state !== 'closed' && (
        <p className="acts">
          <Link to="/van-ban/moi" search={{ dot: id }} className="as-button">
            Soạn văn bản
          </Link>
          <Link to="/van-ban/nhap" search={{ dot: id }} className="as-button">
            Nhập văn bản đã ban hành
          </Link>
        </p>
      )}
      <Paged of={papers} what="các văn bản" more="Xem thêm văn bản">
        {(rows) =>
          rows.length === 0 ? (
            <Nothing>Đợt này chưa có văn bản nào.</Nothing>
          ) : (
            paperStages.map((stage) => {
              const here = rows.filter(({ state }) => stageStates[stage].includes(state));
              return here.length === 0 ? undefined : (
                <section key={stage} aria-labelledby={`buoc-${stage}`}>
                  <h3 id={`buoc-${stage}`}>
                    {capitalised(stageWords[stage])} ({vnNumber(here.length)})
                  </h3>
                  <Rows
                    caption={`Văn bản ${stageWords[stage]}`}
                    rows={here}
                    keyOf={(row) => row.id}
                    columns={[
                      { head: 'Văn bản', cell: (row) => <Paper of={row} /> },
                      { head: 'Gửi', cell: ({ serves }) => served(serves.length) },
                      { head: 'Tình trạng', cell: ({ words }) => words },
                      {
                        head: 'Phát hành',
                        cell: ({ issued }) => issued && <span className="number">{vnDay(issued)}</span>,
                      },
                    ]}
                  />
                </section>
              );
            })
          )
        }
      </Paged>
    </>
  );
}

const served = (units: number): string => (units === 0 ? 'theo nhóm' : `${vnNumber(units)} đơn vị`);

const Paper = ({ of: { id, kind, n, number } }: { of: PaperLine }) => (
  <Link to="/van-ban/$paper" params={{ paper: id }}>
    {paperKindWords[kind]}
    {number === undefined ? ` (bản ${n})` : ` số ${number}`}
  </Link>
);
