import { Form, Input, InputNumber, Radio, Select } from 'antd';
import type { ItemOut } from '../../../api/items/item-around.ts';
import { vnDay } from '../../../domain/day.ts';
import { reportable } from '../../../domain/remediation.ts';
import type { Operation } from '../../../domain/rights.ts';
import { Act } from '../parts/act.tsx';
import { dayRule, DayInput } from '../parts/day-input.tsx';
import { FilesInput } from '../parts/files-input.tsx';
import type { SentFile } from '../parts/files-input.tsx';
import { onlyFor, useMay } from '../parts/who.ts';
import { ApproveEscalation } from './item-due-now.tsx';
import { placeOfItem } from './item-place.ts';

/** What else may be done about an item in its state; what somebody else may do says who. */
export function OtherActs({ item }: { item: ItemOut }) {
  const may = useMay();
  const { id, state, unit, escalation, extensions, periods } = item;
  const path = `/items/${encodeURIComponent(id)}`;
  const barred = (operation: Operation) => (may(operation, placeOfItem(item)) ? undefined : onlyFor(operation));
  const owes = reportable.includes(state);
  const asked = extensions.some(({ decided, withdrawn }) => !decided && withdrawn === undefined);
  const acts = [
    (owes || (state === 'standing' && periods.length > 0)) && (
      <Enter key="enter" item={item} path={path} barred={barred('enter-for-unit')} />
    ),
    owes && (
      <Act<{ reason: string }>
        key="suspend"
        name="Tạm dừng theo dõi"
        path={`${path}/suspend`}
        barred={asked ? 'Hãy quyết định việc gia hạn trước.' : barred('suspend-item')}
        consequence={`Không còn thư nhắc nào gửi ${unit.name} về nội dung này cho đến khi theo dõi tiếp; đơn vị được báo bằng thư.`}
      >
        <Reason label="Lý do tạm dừng" />
      </Act>
    ),
    state === 'suspended' && (
      <Act<{ reason: string }>
        key="resume"
        name="Theo dõi tiếp"
        path={`${path}/resume`}
        barred={barred('suspend-item')}
        consequence="Hạn chuyển theo số ngày làm việc đã dừng; đơn vị được báo bằng thư."
      >
        <Reason label="Vì sao theo dõi tiếp" />
      </Act>
    ),
    (state === 'closed' || state === 'verified') && (
      <Act<{ reason: string; until?: string }>
        key="reopen"
        name="Mở lại nội dung này"
        danger
        path={`${path}/reopen`}
        barred={barred('reopen-item')}
        consequence={`${unit.name} phải báo cáo lại nội dung này; đơn vị được báo bằng thư.`}
        fieldOf={{ 'due-in-past': 'until' }}
      >
        <Reason label="Vì sao mở lại" />
        <Form.Item name="until" label="Hạn mới" extra="Bỏ trống thì hạn tính theo thời hạn chung." rules={[dayRule]}>
          <DayInput />
        </Form.Item>
      </Act>
    ),
    escalation && !escalation.asked && escalation.approved === undefined && item.late && (
      <ApproveEscalation key="escalation" item={item} />
    ),
  ].filter(Boolean);
  if (acts.length === 0 && escalation?.approved === undefined) return undefined;
  return (
    <section className="item-panel" aria-labelledby="viec-khac">
      <h2 id="viec-khac">Việc khác</h2>
      {escalation?.approved !== undefined && (
        <p>Lãnh đạo đã đồng ý trình văn bản của UBND tỉnh ngày {vnDay(escalation.approved)}.</p>
      )}
      <div className="other-acts">{acts}</div>
    </section>
  );
}

const Reason = ({ label }: { label: string }) => (
  <Form.Item name="reason" label={label} rules={[{ required: true, whitespace: true, message: 'Hãy ghi lý do.' }]}>
    <Input.TextArea rows={3} maxLength={2_000} />
  </Form.Item>
);

interface Entered {
  text: string;
  evidence?: SentFile[];
  origin: 'paper' | 'telephone';
  arrived: string;
  number?: string;
  day?: string;
  signer?: string;
  period?: string;
  done?: number;
  total?: number;
  incidents?: number;
}

/** What came on paper or by telephone is entered for the unit: what it says, how and when it came, its file. */
function Enter({ item, path, barred }: { item: ItemOut; path: string; barred: string | undefined }) {
  const { id, unit, requirement, periods, kind, state } = item;
  const standing = state === 'standing';
  return (
    <Act<Entered>
      name={standing ? 'Nhập hộ xác nhận kỳ' : 'Nhập hộ báo cáo của đơn vị'}
      confirm="Nhập báo cáo"
      fieldOf={enteredAt}
      path={`${path}/enter`}
      barred={barred}
      initial={{ origin: 'paper', ...(standing && periods[0] ? { period: periods[0] } : {}) }}
      consequence={`Báo cáo được tính là của ${unit.name} từ ngày đến; đơn vị nhận thư báo đã nhận.`}
      bodyOf={({ evidence, done, total, number, signer, ...values }) => ({
        ...Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined && value !== null)),
        ...(number?.trim() ? { number } : {}),
        ...(signer?.trim() ? { signer } : {}),
        evidence: (evidence ?? []).map((file) => file.id),
        ...(requirement.target ? { achieved: { done, total } } : {}),
      })}
    >
      {standing && (
        <Form.Item name="period" label="Kỳ xác nhận" rules={[{ required: true, message: 'Hãy chọn kỳ.' }]}>
          <Select options={periods.map((end) => ({ value: end, label: `Kỳ đến ${vnDay(end)}` }))} />
        </Form.Item>
      )}
      <Form.Item name="origin" label="Đến bằng cách nào">
        <Radio.Group
          options={[
            { value: 'paper', label: 'Văn bản giấy' },
            { value: 'telephone', label: 'Điện thoại' },
          ]}
        />
      </Form.Item>
      <Form.Item name="arrived" label="Ngày đến" rules={[{ required: true, message: 'Hãy ghi ngày đến.' }, dayRule]}>
        <DayInput />
      </Form.Item>
      <Form.Item noStyle dependencies={['origin']}>
        {({ getFieldValue }) =>
          getFieldValue('origin') === 'paper' ? (
            <>
              <Form.Item name="number" label="Số văn bản">
                <Input maxLength={60} placeholder="12/BC-SXD" />
              </Form.Item>
              <Form.Item name="day" label="Ngày văn bản" rules={[dayRule]}>
                <DayInput />
              </Form.Item>
              <Form.Item name="signer" label="Người ký, chức vụ">
                <Input maxLength={200} />
              </Form.Item>
            </>
          ) : undefined
        }
      </Form.Item>
      <Form.Item
        name="text"
        label="Đơn vị báo cáo gì"
        rules={[{ required: true, whitespace: true, message: 'Hãy ghi nội dung báo cáo.' }]}
      >
        <Input.TextArea rows={4} maxLength={20_000} />
      </Form.Item>
      {requirement.target && (
        <>
          <Form.Item name="done" label={`Đã làm được (${requirement.target.of})`} rules={[whole]}>
            <InputNumber min={0} />
          </Form.Item>
          <Form.Item name="total" label="Trên tổng số" rules={[whole]}>
            <InputNumber min={0} />
          </Form.Item>
        </>
      )}
      {standing && kind === 'prohibition' && (
        <Form.Item
          name="incidents"
          label="Số vụ vi phạm trong kỳ"
          extra="Không có vụ nào thì ghi 0; có thì mỗi vụ ít nhất một tệp."
          rules={[whole]}
        >
          <InputNumber min={0} />
        </Form.Item>
      )}
      <Form.Item
        name="evidence"
        label="Bản chụp văn bản, tài liệu kiểm chứng"
        extra="Nhận qua điện thoại thì gửi ảnh chụp hoặc bản ghi nội dung trao đổi."
        rules={[
          {
            validator: (_rule, files?: SentFile[]) =>
              (files ?? []).length > 0 ? Promise.resolve() : Promise.reject(new Error('Hãy gửi ít nhất một tệp.')),
          },
        ]}
      >
        <FilesInput about={{ item: id }} />
      </Form.Item>
    </Act>
  );
}

/** Where what the rules refuse of a report is said. */
const enteredAt = {
  'arrived-in-future': 'arrived',
  'arrived-before-asked': 'arrived',
  'period-not-open': 'period',
  'report-empty': 'text',
  'report-without-evidence': 'evidence',
  'incidents-without-file': 'evidence',
  'incidents-uncounted': 'incidents',
  'target-figures-missing': 'done',
  'target-figures-wrong': 'done',
};

const whole = { required: true, message: 'Hãy ghi một số.' };
