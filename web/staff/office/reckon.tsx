import { useMutation } from '@tanstack/react-query';
import { Button, Form, Input, InputNumber, Select } from 'antd';
import type { Reckoned } from '../../../api/office/reckon.ts';
import { vnDay, vnWeekday } from '../../../domain/day.ts';
import { unitWords } from '../../../domain/term.ts';
import type { TermUnit } from '../../../domain/term.ts';
import { Refused, showAtFields } from '../parts/act.tsx';
import { ask, isProblem, withQuery } from '../parts/ask.ts';
import { DayInput, dayRule } from '../parts/day-input.tsx';
import { useMe } from '../parts/who.ts';

interface Values {
  from: string;
  count: number;
  unit: TermUnit;
  direction: 'after' | 'before';
  words?: string;
}

/** A term tried on the calendars as they are: the day, and the sentence that explains it. */
export function Reckon() {
  const { today } = useMe();
  const [form] = Form.useForm<Values>();
  const reckon = useMutation({
    mutationFn: ({ from, count, unit, direction, words }: Values) =>
      ask<Reckoned>(
        withQuery('/reckon', { from, count: direction === 'before' ? -count : count, unit, words: words?.trim() }),
      ),
    onError: (error) => {
      if (isProblem(error)) showAtFields(form, error.refused.errors);
    },
  });
  return (
    <div className="office-panel">
      <Form<Values>
        form={form}
        layout="vertical"
        initialValues={{ from: today, count: 15, unit: 'working-day', direction: 'after' }}
        onFinish={(values) => reckon.mutate(values)}
      >
        <div className="side-by-side">
          <Form.Item name="count" label="Bao nhiêu" rules={[{ required: true, message: 'Hãy ghi số.' }]}>
            <InputNumber min={0} max={500} precision={0} />
          </Form.Item>
          <Form.Item name="unit" label="Tính bằng">
            <Select options={Object.entries(unitWords).map(([value, label]) => ({ value, label }))} />
          </Form.Item>
          <Form.Item name="direction" label="Tính">
            <Select
              options={[
                { value: 'after', label: 'kể từ ngày' },
                { value: 'before', label: 'lùi về trước ngày' },
              ]}
            />
          </Form.Item>
          <Form.Item name="from" label="Ngày" rules={[{ required: true, message: 'Hãy ghi ngày.' }, dayRule]}>
            <DayInput />
          </Form.Item>
        </div>
        <Form.Item
          name="words"
          label="Gọi ngày ấy là"
          extra="Có thể để trống. Ví dụ: ngày ban hành Thông báo số 05/TB-SNV."
        >
          <Input autoComplete="off" />
        </Form.Item>
        <Button htmlType="submit" loading={reckon.isPending}>
          Tính
        </Button>
      </Form>
      {reckon.isError && <Refused error={reckon.error} except={form} />}
      {reckon.data && (
        <div className="office-answer" role="status">
          <p>
            <strong>
              {vnWeekday(reckon.data.due.day)} {vnDay(reckon.data.due.day)}
            </strong>
          </p>
          <p>{reckon.data.sentence}</p>
        </div>
      )}
    </div>
  );
}
