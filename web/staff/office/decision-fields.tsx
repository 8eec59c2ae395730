import { Form, Input } from 'antd';
import { vnDay } from '../../../domain/day.ts';
import type { Decision } from '../../../domain/role.ts';
import { DayInput, dayRule } from '../parts/day-input.tsx';

export interface DecisionValues {
  decision?: { number?: string; day?: string };
}

/** As the API takes it: a paper with its day, or none. */
export function decidedBody<Values extends DecisionValues>({
  decision: { number = '', day = '' } = {},
  ...values
}: Values) {
  return number.trim() === '' && day === '' ? values : { ...values, decision: { number, day } };
}

/** `45/QĐ-SNV ngày 05/03/2026`. */
export const paperWords = ({ number, day }: Decision | { number: string; day: string }): string =>
  `${number} ngày ${vnDay(day as Decision['day'])}`;

/** The paper somebody is appointed or replaced by: its number and its day, both or neither. */
export function DecisionFields({ extra = 'Nếu có; ghi cả số và ngày.' }: { extra?: string }) {
  const form = Form.useFormInstance<DecisionValues>();
  const { number, day } = Form.useWatch('decision', form) ?? {};
  const isNamed = (number ?? '').trim() !== '';
  const isDated = (day ?? '') !== '';
  return (
    <div className="side-by-side">
      <Form.Item
        name={['decision', 'number']}
        label="Theo quyết định số"
        extra={extra}
        rules={[{ required: isDated, whitespace: isDated, message: 'Hãy ghi số quyết định, như 45/QĐ-SNV.' }]}
      >
        <Input autoComplete="off" maxLength={60} />
      </Form.Item>
      <Form.Item
        name={['decision', 'day']}
        label="Ngày quyết định"
        rules={[{ required: isNamed, message: 'Hãy ghi ngày quyết định.' }, dayRule]}
      >
        <DayInput />
      </Form.Item>
    </div>
  );
}
