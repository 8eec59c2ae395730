import { Checkbox, Form } from 'antd';
import { useState } from 'react';
import type { InspectionView } from '../../../api/inspections/inspection-views.ts';
import type { MinutesContent } from '../../../domain/minutes.ts';
import { Act } from '../parts/act.tsx';
import type { Drafting } from '../parts/draft.ts';
import { GrownText } from '../parts/grown-text.tsx';
import { useRoom } from './room.ts';

/** Three signatures, or the reason one is missing. */
export function SignMinutes({
  visit,
  drafting,
  gaps,
  unit,
}: {
  visit: InspectionView['visits'][number];
  drafting: Drafting<MinutesContent>;
  gaps: { at: string; sentence: string }[];
  unit: string;
}) {
  const { path, inspection } = useRoom();
  const [lead, setLead] = useState(true);
  const [theirs, setTheirs] = useState(true);
  const left = inspection.visits.filter(({ minutesSigned }) => !minutesSigned).length - 1;
  const barred = !visit.held
    ? 'Ghi nhận buổi đã kiểm tra trước khi ký.'
    : drafting.version === 0
      ? 'Biên bản chưa lưu lần nào. Ghi thêm giờ kết thúc và ý kiến kết luận.'
      : gaps.length > 0
        ? `Còn ${gaps.length} điểm phải ghi.`
        : drafting.state !== 'saved'
          ? 'Đang lưu. Chờ một lát.'
          : undefined;
  return (
    <section>
      <h2>Ký biên bản</h2>
      {gaps.length > 0 && (
        <ul className="gaps">
          {gaps.map(({ at, sentence }) => (
            <li key={`${at} ${sentence}`}>{sentence}</li>
          ))}
        </ul>
      )}
      <p>
        {drafting.version > 0 && drafting.state === 'saved' ? (
          <a href={`/api${path}/visits/${visit.n}/minutes/proof`} target="_blank" rel="noopener">
            Xem bản in biên bản (PDF)
          </a>
        ) : (
          <span className="soft">Bản in (PDF) xem được khi biên bản đã lưu.</span>
        )}
      </p>
      <Act<{ leadReason?: string; unitReason?: string }>
        primary
        name="Ký biên bản"
        path={`${path}/visits/${visit.n}/minutes`}
        barred={barred}
        consequence={
          <p>
            Biên bản được chốt như bản đang thấy, không sửa được nữa, và in ra PDF.{' '}
            {left === 0
              ? 'Đây là biên bản cuối: trưởng đoàn phải lập dự thảo kết luận.'
              : `Còn ${left} buổi chưa ký biên bản.`}
          </p>
        }
        bodyOf={({ leadReason, unitReason }) => ({
          version: drafting.version,
          signed: {
            secretary: true,
            lead,
            ...(lead ? {} : { leadReason }),
            unit: theirs,
            ...(theirs ? {} : { unitReason }),
          },
        })}
      >
        <p>Thư ký ký bằng việc bấm Ký biên bản.</p>
        <Form.Item>
          <Checkbox checked={lead} onChange={({ target }) => setLead(target.checked)}>
            Người chủ trì đã ký
          </Checkbox>
        </Form.Item>
        {!lead && (
          <Form.Item
            name="leadReason"
            label="Vì sao người chủ trì không ký"
            rules={[{ required: true, message: 'Ghi lý do.' }]}
          >
            <GrownText rows={2} maxLength={2_000} />
          </Form.Item>
        )}
        <Form.Item>
          <Checkbox checked={theirs} onChange={({ target }) => setTheirs(target.checked)}>
            Đại diện {unit} đã ký
          </Checkbox>
        </Form.Item>
        {!theirs && (
          <Form.Item
            name="unitReason"
            label="Vì sao đơn vị không ký"
            rules={[{ required: true, message: 'Ghi lý do.' }]}
          >
            <GrownText rows={2} maxLength={2_000} />
          </Form.Item>
        )}
      </Act>
    </section>
  );
}
