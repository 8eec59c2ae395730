import { Fragment } from 'react';
import { vnNumber } from '../../../domain/number.ts';
import { mostOf, ruleWords } from '../../../domain/scale.ts';
import type { Scale } from '../../../domain/scale.ts';
import { groupNames, scaleInWords, worthOf } from './scale-words.ts';

/** A scale as those who score will read it. */
export function ScaleView({ scale, official }: { scale: Scale; official: boolean }) {
  return (
    <>
      <h3>Thang điểm</h3>
      <p className="soft">
        {scaleInWords(scale)}.{!official && ' Thang điểm mẫu, không phải bộ chính thức.'}
      </p>
      {scale.groups.map((group) => (
        <details key={group.code} className="area">
          <summary>
            {group.code}. {group.name}{' '}
            <span className="soft">
              {group.criteria.length} tiêu chí
              {group.counts === 'deducted' ? '' : `, ${vnNumber(mostOf(group))} điểm`}
              {group.counts === 'scored' ? '' : `, ${groupNames[group.counts]}`}
            </span>
          </summary>
          <dl className="criteria">
            {group.criteria.map((criterion) => (
              <Fragment key={criterion.code}>
                <dt>
                  {criterion.code}. {criterion.text} <span className="soft">· {worthOf(criterion)}</span>
                </dt>
                <dd className="soft">
                  {ruleWords(criterion)}
                  {criterion.from && ' · lấy từ báo cáo tự kiểm tra'}
                  {criterion.optional && ' · được khai không áp dụng'}
                  {criterion.evidence && ` · kiểm chứng: ${criterion.evidence}`}
                </dd>
              </Fragment>
            ))}
          </dl>
        </details>
      ))}
    </>
  );
}
