import { Link } from '@tanstack/react-router';
import { Checkbox, Form, Input, Radio } from 'antd';
import { useState } from 'react';
import { vnDay } from '../../../domain/day.ts';
import type { Day } from '../../../domain/day.ts';
import { awaitingAcknowledgement } from '../../../domain/inspection.ts';
import { Act } from '../parts/act.tsx';
import { DayInput, dayRule } from '../parts/day-input.tsx';
import { FilesInput } from '../parts/files-input.tsx';
import type { SentFile } from '../parts/files-input.tsx';
import { onlyFor } from '../parts/who.ts';
import { GrownText } from '../parts/grown-text.tsx';
import { useRoom } from './room.ts';

/** How something of a unit came to the office. */
export interface OriginTyped {
  by: 'paper' | 'telephone';
  number?: string;
  day?: string;
  signer: string;
  arrived: string;
  file?: SentFile[];
}

export const originOf = ({ by, number, day, signer, arrived, file }: OriginTyped) => ({
  by,
  signer,
  arrived,
  ...(by === 'paper' && number?.trim() ? { number } : {}),
  ...(by === 'paper' && day ? { day } : {}),
  ...(file?.[0] ? { file: file[0].id } : {}),
});

/** The fields of an origin; named under `name` of the form around them. */
export function OriginFields({ name = 'origin' }: { name?: string }) {
  const { id } = useRoom();
  const form = Form.useFormInstance();
  const by = Form.useWatch<OriginTyped['by'] | undefined>([name, 'by'], form) ?? 'paper';
  return (
    <>
      <Form.Item name={[name, 'by']} label="Đơn vị trả lời bằng">
        <Radio.Group
          options={[
            { value: 'paper', label: 'văn bản giấy' },
            { value: 'telephone', label: 'điện thoại' },
          ]}
        />
      </Form.Item>
      {by === 'paper' && (
        <>
          <Form.Item name={[name, 'number']} label="Số, ký hiệu văn bản">
            <Input maxLength={60} placeholder="125/BC-SYT" />
          </Form.Item>
          <Form.Item name={[name, 'day']} label="Ngày văn bản" rules={[dayRule]}>
            <DayInput />
          </Form.Item>
        </>
      )}
      <Form.Item
        name={[name, 'signer']}
        label={by === 'paper' ? 'Người ký' : 'Người gọi điện'}
        rules={[{ required: true, message: 'Ghi tên người ký hoặc người gọi.' }]}
      >
        <Input maxLength={120} />
      </Form.Item>
      <Form.Item
        name={[name, 'arrived']}
        label="Ngày nhận được"
        extra="Hạn của đơn vị tính theo ngày này."
        rules={[{ required: true, message: 'Ghi ngày nhận được.' }, dayRule]}
      >
        <DayInput />
      </Form.Item>
      <Form.Item
        name={[name, 'file']}
        label={by === 'paper' ? 'Bản chụp văn bản' : 'Tệp kèm theo, nếu có'}
        rules={by === 'paper' ? [{ required: true, message: 'Gửi bản chụp văn bản.' }] : []}
      >
        <FilesInput about={{ inspection: id }} camera />
      </Form.Item>
    </>
  );
}

interface Entered {
  origin: OriginTyped;
  text?: string;
  agreed?: boolean;
  evidence?: SentFile[];
}

/** What the unit said on paper or by telephone, entered for it with how it came. */
export function EnterForUnit() {
  const { id, path, inspection, may } = useRoom();
  const { state, selfReport, explanations, comments, round, unit } = inspection;
  const awaitsReport = !selfReport || selfReport.state === 'returned';
  const asked = explanations.filter(({ answered }) => !answered);
  const commenting = comments && comments.outcome === 'waiting';
  const barred = may('enter-for-unit') ? undefined : onlyFor('enter-for-unit');
  const acknowledging = awaitingAcknowledgement.includes(state);
  const reporting = awaitsReport && ['notified', 'acknowledged'].includes(state);
  if (!acknowledging && !reporting && asked.length === 0 && !commenting) return undefined;
  const on = { path: `${path}/entered`, barred };
  const initial = { origin: { by: 'paper' as const, signer: '', arrived: round.today } };
  return (
    <section>
      <h2>Nhập hộ</h2>
      <p className="soft">{unit.name} trả lời bằng giấy hoặc điện thoại thì nhập ở đây, kèm bản chụp và ngày nhận.</p>
      <div className="acts">
        {acknowledging && (
          <Act<Entered>
            {...on}
            name="Nhập hộ: đã nhận thông báo"
            initial={initial}
            bodyOf={({ origin }) => ({ what: 'acknowledgement', origin: originOf(origin) })}
          >
            <OriginFields />
          </Act>
        )}
        {reporting &&
          (barred === undefined ? (
            <Link className="ant-btn-like" to="/kiem-tra/$inspection/$tab" params={{ inspection: id, tab: 'nhap-ho' }}>
              Nhập hộ báo cáo tự kiểm tra
            </Link>
          ) : (
            <Act name="Nhập hộ báo cáo tự kiểm tra" {...on} />
          ))}
        {asked.map(({ n, asked: when }) => (
          <Act<Entered>
            key={n}
            {...on}
            name={`Nhập hộ: giải trình (yêu cầu ngày ${vnDay(when as Day)})`}
            initial={initial}
            bodyOf={({ origin, text, evidence }) => ({
              what: 'explanation',
              n,
              origin: originOf(origin),
              text,
              evidence: (evidence ?? []).map((file) => file.id),
            })}
          >
            <OriginFields />
            <Said label="Đơn vị giải trình" required />
          </Act>
        ))}
        {commenting && <EnterComments {...on} initial={initial} />}
      </div>
    </section>
  );
}

function EnterComments(on: { path: string; barred: string | undefined; initial: Partial<Entered> }) {
  const [agreed, setAgreed] = useState(false);
  return (
    <Act<Entered>
      {...on}
      name="Nhập hộ: ý kiến về dự thảo"
      bodyOf={({ origin, text, evidence }) => ({
        what: 'comments',
        agreed,
        origin: originOf(origin),
        text: text ?? '',
        evidence: (evidence ?? []).map((file) => file.id),
      })}
    >
      <OriginFields />
      <Form.Item label="Ý kiến">
        <Checkbox checked={agreed} onChange={({ target }) => setAgreed(target.checked)}>
          Đơn vị thống nhất với dự thảo
        </Checkbox>
      </Form.Item>
      <Said label="Ý kiến khác" required={!agreed} />
    </Act>
  );
}

function Said({ label, required }: { label: string; required: boolean }) {
  const { id } = useRoom();
  return (
    <>
      <Form.Item
        name="text"
        label={label}
        rules={required ? [{ required: true, message: 'Ghi nội dung trả lời.' }] : []}
      >
        <GrownText maxLength={20_000} />
      </Form.Item>
      <Form.Item name="evidence" label="Tài liệu kèm theo">
        <FilesInput about={{ inspection: id }} />
      </Form.Item>
    </>
  );
}
