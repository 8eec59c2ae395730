import { vnNumber } from '../../../domain/number.ts';
import type { Outline, Question } from '../../../domain/outline.ts';
import { Rows } from '../parts/rows.tsx';
import { ScaleView } from './scale-view.tsx';

/** How a question is answered. */
export const answerWords: Record<Question['answer'], string> = {
  'yes-no': 'Có, Không',
  text: 'viết bằng lời',
  plan: 'bảng kế hoạch',
};

/** An outline as units will read it: areas with their questions, tables, figures. */
export function OutlineView({ outline }: { outline: Outline }) {
  const { areas, tables, indicators, scale, official } = outline;
  const questions = areas.reduce((sum, area) => sum + area.questions.length, 0);
  return (
    <>
      <p className="soft">
        {vnNumber(areas.length)} lĩnh vực, {vnNumber(questions)} câu hỏi, {vnNumber(tables.length)} biểu,{' '}
        {vnNumber(indicators.length)} chỉ tiêu.
      </p>
      {areas.map((area, i) => (
        <details key={area.code} className="area" open={i === 0}>
          <summary>
            {i + 1}. {area.name}{' '}
            <span className="soft">
              {vnNumber(area.questions.length)} câu hỏi{area.weight === undefined ? '' : `, trọng số ${area.weight}`}
            </span>
          </summary>
          <ol className="questions">
            {area.questions.map((question) => (
              <li key={question.code}>
                {question.text}{' '}
                <span className="soft">
                  {answerWords[question.answer]}
                  {question.optional && ', không bắt buộc'}
                  {question.evidence !== undefined && `; minh chứng: ${question.evidence}`}
                </span>
              </li>
            ))}
          </ol>
        </details>
      ))}
      {tables.length > 0 && (
        <>
          <h3>Biểu số liệu</h3>
          <ul>
            {tables.map(({ code, title, perSite }) => (
              <li key={code}>
                {title} {perSite && <span className="soft">mỗi trụ sở một dòng</span>}
              </li>
            ))}
          </ul>
        </>
      )}
      {indicators.length > 0 && (
        <>
          <h3>Chỉ tiêu</h3>
          <Rows
            caption="Các chỉ tiêu"
            rows={indicators}
            keyOf={({ code }) => code}
            columns={[
              { head: 'Chỉ tiêu', cell: ({ name }) => name },
              { head: 'Đơn vị tính', cell: ({ unitOfMeasure }) => unitOfMeasure },
              { head: 'Lĩnh vực', cell: ({ area }) => areas.find(({ code }) => code === area)?.name },
            ]}
          />
        </>
      )}
      {scale && <ScaleView scale={scale} official={official} />}
    </>
  );
}
