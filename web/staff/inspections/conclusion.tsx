import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type { InspectionPaper } from '../../../api/inspections/inspection-papers.ts';
import type { ConclusionDraft } from '../../../domain/draft.ts';
import { concludable } from '../../../domain/inspection.ts';
import { paperKindWords, submittablePaper } from '../../../domain/paper.ts';
import { concludedNotes, conclusionOf, notesMissing, withNotes } from '../../../domain/notebook.ts';
import { Act } from '../parts/act.tsx';
import { ask } from '../parts/ask.ts';
import { Paged, usePages } from '../parts/paged.tsx';
import type { Page } from '../parts/paged.tsx';
import { onlyFor } from '../parts/who.ts';
import { areaName, useRoom } from './room.ts';

/** From the notebook to the paper: what the conclusion will say, the draft that begins with it, and what became of it. */
export function ConclusionTab() {
  const { path, inspection, notebook, drafting, comparison, may } = useRoom();
  const navigate = useNavigate();
  const papers = usePages<Page<InspectionPaper>>(`${path}/papers`);
  const { strengths, findings } = concludedNotes(notebook);
  const drafted = (papers.data?.pages ?? [])
    .flatMap(({ items }) => items)
    .filter(({ kind, state }) => (kind === 'conclusion' || kind === 'result-notice') && state !== 'void');
  const subject = { ...inspection, place: { unit: inspection.unit.id } };
  const barred = !may('draft-conclusion')
    ? onlyFor('draft-conclusion')
    : inspection.state === 'concluded' || inspection.state === 'cancelled'
      ? 'Cuộc kiểm tra đã kết thúc.'
      : drafting && drafting.state !== 'saved'
        ? 'Sổ ghi nhận đang lưu. Chờ một lát.'
        : undefined;
  return (
    <>
      <Paged of={papers} what="văn bản kết luận">
        {() =>
          drafted.length === 0 ? (
            <section>
              <h2>Soạn dự thảo</h2>
              <p>
                {concludable.includes(inspection.state)
                  ? 'Dự thảo lấy mọi ưu điểm và tồn tại, hạn chế trong sổ ghi nhận; sau đó anh/chị gắn yêu cầu khắc phục và thời hạn.'
                  : 'Soạn trước được; trình ký khi mọi buổi kiểm tra đã ký biên bản.'}
              </p>
              <Act<object, { id: string }>
                primary
                name={inspection.method === 'desk' ? 'Soạn dự thảo thông báo kết quả' : 'Soạn dự thảo kết luận'}
                path={`/campaigns/${encodeURIComponent(inspection.campaign)}/papers`}
                barred={barred}
                consequence={
                  <p>
                    Dự thảo mới có {strengths.length} ưu điểm, {findings.length} tồn tại, hạn chế của{' '}
                    {inspection.unit.name}. Chưa ai ngoài cơ quan thấy dự thảo.
                  </p>
                }
                bodyOf={() => conclusionOf(subject, notebook)}
                done={({ id }) => void navigate({ to: '/van-ban/$paper', params: { paper: id } })}
              />
            </section>
          ) : (
            <section>
              <h2>Văn bản</h2>
              <ul className="conclusions">
                {drafted.map((paper) => (
                  <li key={paper.id}>
                    <Link to="/van-ban/$paper" params={{ paper: paper.id }}>
                      {paperKindWords[paper.kind]}
                      {paper.number && ` số ${paper.number}`}
                    </Link>{' '}
                    <span className="soft">
                      {paper.words}
                      {paper.serves.length > 1 && ` · chung cho ${paper.serves.length} đơn vị`}
                    </span>
                    {submittablePaper.includes(paper.state) && <Growing paper={paper} barred={barred} />}
                  </li>
                ))}
              </ul>
            </section>
          )
        }
      </Paged>
      <section>
        <h2>Kết luận lấy từ sổ ghi nhận</h2>
        {strengths.length + findings.length === 0 ? (
          <p className="soft">Sổ ghi nhận chưa có ưu điểm hay tồn tại, hạn chế nào.</p>
        ) : (
          comparison.outline.areas.map(({ code }) => {
            const [good, bad] = [strengths, findings].map((all) => all.filter(({ area }) => area === code));
            if (good!.length + bad!.length === 0) return undefined;
            return (
              <div key={code} className="concluded-area">
                <h3>{areaName(comparison, code)}</h3>
                <Told name="Ưu điểm" texts={good!} />
                <Told name="Tồn tại, hạn chế" texts={bad!} />
              </div>
            );
          })
        )}
      </section>
    </>
  );
}

const Told = ({ name, texts }: { name: string; texts: { id: string; text: string }[] }) =>
  texts.length > 0 && (
    <>
      <h4>{name}</h4>
      <ul>
        {texts.map(({ id, text }) => (
          <li key={id}>{text}</li>
        ))}
      </ul>
    </>
  );

/** A draft that does not have every note yet. */
function Growing({ paper, barred }: { paper: InspectionPaper; barred: string | undefined }) {
  const { inspection, notebook } = useRoom();
  const path = `/papers/${encodeURIComponent(paper.id)}`;
  const [done, setDone] = useState(0);
  const draft = useQuery({
    queryKey: ['paper', paper.id],
    queryFn: ({ signal }) => ask<{ version: number; draft: ConclusionDraft }>(path, { signal }),
  });
  if (!draft.data) return undefined;
  const missing = notesMissing(draft.data.draft, notebook);
  if (missing === 0)
    return <div className="soft">{done > 0 ? `Đã đưa thêm ${done} ghi nhận.` : 'Đã có đủ ghi nhận trong sổ.'}</div>;
  return (
    <div className="visit-growing">
      <span className="soon">{missing} ghi nhận chưa có trong dự thảo.</span>{' '}
      <Act
        name={`Đưa thêm ${missing} ghi nhận`}
        method="PUT"
        path={`${path}/draft`}
        barred={barred}
        bodyOf={() => ({
          base: draft.data.version,
          draft: withNotes(draft.data.draft, notebook, inspection.unit.id),
        })}
        done={() => setDone(missing)}
      />
    </div>
  );
}
