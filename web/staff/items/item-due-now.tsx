import type { ReactNode } from 'react';
import { Form, Input, Radio } from 'antd';
import type { ItemOut } from '../../../api/items/item-around.ts';
import { vnDay } from '../../../domain/day.ts';
import type { Day } from '../../../domain/day.ts';
import { vnNumber } from '../../../domain/number.ts';
import { closable, verifiable } from '../../../domain/remediation.ts';
import type { Operation } from '../../../domain/rights.ts';
import { ActForm } from '../parts/act-form.tsx';
import { Act } from '../parts/act.tsx';
import { dayRule, DayInput } from '../parts/day-input.tsx';
import { onlyFor, useMay, useMe } from '../parts/who.ts';
import { placeOfItem } from './item-place.ts';
import { OneReport } from './item-reports.tsx';
import { toNextWork } from './next-work.tsx';
import { VerdictFields, verdictOf } from './verdict.tsx';
import type { VerdictGiven } from './verdict.tsx';

/** The report that is read where its verdict is given, by whoever may give it. */
export function useJudged(item: ItemOut): string | undefined {
  const may = useMay();
  return verifiable.includes(item.state) && may('verify-item', placeOfItem(item)) ? item.report : undefined;
}

/** The act an item waits for now: by whom, and by me where I may. */
export function DueNow({ item }: { item: ItemOut }) {
  const may = useMay();
  const me = useMe();
  const place = placeOfItem(item);
  const asked = item.extensions.find(({ decided, withdrawn }) => !decided && withdrawn === undefined);
  const wait = (operation: Operation, of: string) => (
    <p>
      {of} <span className="soft">{onlyFor(operation)}</span>
    </p>
  );
  const parts: [string, ReactNode][] = [];

  if (verifiable.includes(item.state))
    parts.push([
      'Thẩm tra báo cáo',
      may('verify-item', place) ? <Verify item={item} /> : wait('verify-item', 'Đơn vị đã báo cáo, đang chờ thẩm tra.'),
    ]);
  if (closable.includes(item.state))
    parts.push([
      'Đóng nội dung',
      <>
        <p>Báo cáo đã được thẩm tra là đạt. Người đóng không phải là người đã thẩm tra.</p>
        <Act
          name="Đóng nội dung này"
          primary
          done={toNextWork}
          path={`/items/${encodeURIComponent(item.id)}/close`}
          barred={
            !may('close-item', place)
              ? onlyFor('close-item')
              : item.verifiedBy === me.id
                ? 'Anh/chị đã thẩm tra nội dung này nên người khác đóng.'
                : undefined
          }
        />
      </>,
    ]);
  if (asked)
    parts.push([
      'Quyết định việc gia hạn',
      <>
        <p>
          Ngày {vnDay(asked.asked as Day)} đơn vị xin gia hạn đến <b>{vnDay(asked.until as Day)}</b>
          {item.due !== undefined && <> (hạn đang tính: {vnDay(item.due as Day)})</>}. Lịch nhắc tạm dừng cho đến khi có
          quyết định.
        </p>
        <p className="said">{asked.reason}</p>
        {may('decide-extension', place) ? (
          <DecideExtension item={item} until={asked.until} />
        ) : (
          wait('decide-extension', 'Đang chờ lãnh đạo quyết định.')
        )}
      </>,
    ]);
  if (item.owed.some(({ kind }) => kind === 'review-incidents'))
    parts.push([
      'Xem xét vụ vi phạm',
      may('review-incidents', place) ? (
        <ActForm<{ reason: string }>
          name="Ghi kết quả xem xét"
          keptAs={`review-incidents ${item.id}`}
          done={toNextWork}
          path={`/items/${encodeURIComponent(item.id)}/review-incidents`}
        >
          <Form.Item
            name="reason"
            label="Sở đã xem xét và xử lý thế nào"
            rules={[{ required: true, whitespace: true, message: 'Hãy ghi kết quả xem xét.' }]}
          >
            <Input.TextArea rows={4} maxLength={2_000} />
          </Form.Item>
        </ActForm>
      ) : (
        wait('review-incidents', 'Đơn vị báo cáo có vụ vi phạm, đang chờ xem xét.')
      ),
    ]);
  if (item.escalation?.asked && item.escalation.approved === undefined)
    parts.push([
      'Trình văn bản của UBND tỉnh?',
      <>
        <p>Đơn vị đã quá hạn lâu, lịch nhắc đã báo cáo lãnh đạo xem xét.</p>
        <ApproveEscalation item={item} primary={parts.length === 0} />
      </>,
    ]);
  if (parts.length === 0) return undefined;
  return (
    <>
      {parts.map(([title, content]) => (
        <section key={title} className="item-panel due-now" aria-label={title}>
          <h2>{title}</h2>
          {content}
        </section>
      ))}
    </>
  );
}

function Verify({ item }: { item: ItemOut }) {
  const { id, report, requirement, achieved } = item;
  const judged = item.reports.find((one) => one.id === report);
  return (
    <>
      {judged && <OneReport report={judged} item={item} />}
      {requirement.target && achieved && (
        <p>
          Đơn vị báo cáo{' '}
          <b>
            {vnNumber(achieved.done)}/{vnNumber(achieved.total)}
          </b>{' '}
          {requirement.target.of}; chỉ tiêu {vnNumber(requirement.target.percent)}%.
        </p>
      )}
      <ActForm<VerdictGiven>
        name="Ghi kết quả thẩm tra"
        keptAs={`verify ${id} ${report ?? ''}`}
        path={`/items/${encodeURIComponent(id)}/verify`}
        done={toNextWork}
        fieldOf={{ 'due-in-past': 'until', 'target-not-reached': 'verdict' }}
        bodyOf={(given) => ({ report, ...verdictOf(given) })}
      >
        <VerdictFields untilLabel={(verdict) => (verdict === 'partly' ? 'Hạn của phần còn lại' : 'Hạn bổ sung')} />
      </ActForm>
    </>
  );
}

interface ExtensionDecided {
  granted: boolean;
  until?: string;
  remarks: string;
}

const DecideExtension = ({ item: { id }, until: asked }: { item: ItemOut; until: string }) => (
  <ActForm<ExtensionDecided>
    name="Ghi quyết định"
    keptAs={`extension ${id}`}
    initial={{ until: asked }}
    done={toNextWork}
    fieldOf={{ 'due-in-past': 'until', 'extension-not-later': 'until' }}
    path={`/items/${encodeURIComponent(id)}/extensions/decision`}
    bodyOf={({ granted, until, remarks }) => ({
      granted,
      ...(granted && until !== undefined && until !== asked ? { until } : {}),
      remarks,
    })}
  >
    <Form.Item name="granted" label="Quyết định" rules={[{ required: true, message: 'Hãy chọn quyết định.' }]}>
      <Radio.Group
        className="act-choices"
        options={[
          { value: true, label: 'Đồng ý gia hạn' },
          { value: false, label: 'Không đồng ý' },
        ]}
      />
    </Form.Item>
    <Form.Item noStyle dependencies={['granted']}>
      {({ getFieldValue }) =>
        getFieldValue('granted') === true ? (
          <Form.Item
            name="until"
            label="Gia hạn đến ngày"
            rules={[{ required: true, message: 'Hãy ghi ngày gia hạn đến.' }, dayRule]}
          >
            <DayInput />
          </Form.Item>
        ) : undefined
      }
    </Form.Item>
    <Form.Item
      name="remarks"
      label="Ý kiến, ghi vào thư gửi đơn vị"
      rules={[{ required: true, whitespace: true, message: 'Hãy ghi ý kiến.' }]}
    >
      <Input.TextArea rows={3} maxLength={2_000} />
    </Form.Item>
  </ActForm>
);

/** A leader agrees to the rungs beyond the office's own letters. */
export function ApproveEscalation({ item, primary }: { item: ItemOut; primary?: boolean }) {
  const may = useMay();
  return (
    <Act
      name="Đồng ý trình văn bản của UBND tỉnh"
      {...(primary ? { primary } : {})}
      path={`/items/${encodeURIComponent(item.id)}/escalation`}
      barred={may('approve-escalation', placeOfItem(item)) ? undefined : onlyFor('approve-escalation')}
      consequence={`Lịch nhắc của ${item.unit.name} đi tiếp đến mức văn bản của UBND tỉnh. Việc đồng ý không rút lại được.`}
    />
  );
}
