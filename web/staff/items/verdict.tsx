import { Form, Input, Radio } from 'antd';
import { verdicts, verdictWords } from '../../../domain/verification.ts';
import type { Verdict } from '../../../domain/verification.ts';
import { dayRule, DayInput } from '../parts/day-input.tsx';
import { capital } from './item-search.ts';

/** What the office found of a report, as it is written in the form. */
export interface VerdictGiven {
  verdict: Verdict;
  until?: string;
  remarks?: string;
}

/** As the API is told it: a report that meets all leaves no new day. */
export const verdictOf = ({ verdict, until, remarks }: VerdictGiven) => ({
  verdict,
  ...(verdict !== 'met' && until !== undefined ? { until } : {}),
  remarks: remarks ?? '',
});

const choices = verdicts.map((value) => ({ value, label: capital(verdictWords[value]) }));
const leavesMore = (verdict: unknown): boolean => verdict !== undefined && verdict !== 'met';

/** The verdict, the day of what is left, what the unit is told: of one report or of several at once. */
export const VerdictFields = ({ untilLabel }: { untilLabel: (verdict: Verdict) => string }) => (
  <>
    <Form.Item name="verdict" label="Kết quả" rules={[{ required: true, message: 'Hãy chọn kết quả.' }]}>
      <Radio.Group options={choices} className="act-choices" />
    </Form.Item>
    <Form.Item noStyle dependencies={['verdict']}>
      {({ getFieldValue }) =>
        leavesMore(getFieldValue('verdict')) ? (
          <Form.Item
            name="until"
            label={untilLabel(getFieldValue('verdict') as Verdict)}
            extra="Bỏ trống thì hạn tính theo thời hạn chung."
            rules={[dayRule]}
          >
            <DayInput />
          </Form.Item>
        ) : undefined
      }
    </Form.Item>
    <Form.Item
      name="remarks"
      label="Nhận xét, ghi vào thư gửi đơn vị"
      dependencies={['verdict']}
      rules={[
        ({ getFieldValue }) => ({
          required: leavesMore(getFieldValue('verdict')),
          whitespace: true,
          message: 'Hãy ghi rõ điểm chưa đạt và việc cần bổ sung.',
        }),
      ]}
    >
      <Input.TextArea rows={4} maxLength={20_000} />
    </Form.Item>
  </>
);
