import './plan.css';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { Alert, Button, Form, Input, InputNumber, Radio } from 'antd';
import { useState } from 'react';
import type { CampaignView } from '../../../api/campaigns/campaign-views.ts';
import type { OutlineSummary } from '../../../api/office/outlines.ts';
import { dayOf, yearOf } from '../../../domain/day.ts';
import { fold } from '../../../domain/fold.ts';
import type { CampaignKind } from '../../../domain/plan.ts';
import { Refused, showAtFields, useAct } from '../parts/act.tsx';
import { ask, isProblem } from '../parts/ask.ts';
import { dayRule, DayInput } from '../parts/day-input.tsx';
import type { Page } from '../parts/paged.tsx';
import { Failed, Loading } from '../parts/states.tsx';
import { onlyFor, useMay, useMe } from '../parts/who.ts';

interface Begun {
  title: string;
  campaign: string;
  year: number;
  kind: CampaignKind;
  period: { label: string; from: string; to: string };
}

/** `Kiểm tra CCHC năm 2026` is `kiem-tra-cchc-nam-2026`. */
const idOf = (title: string): string =>
  fold(title)
    .replace(/cai cach hanh chinh/g, 'cchc')
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 48)
    .replace(/^-+|-+$/g, '');

const titleOf = (kind: CampaignKind, year: number): string =>
  kind === 'inspection'
    ? `Kiểm tra công tác cải cách hành chính năm ${year}`
    : `Báo cáo công tác cải cách hành chính năm ${year}`;

/** Begins a round: its name and period; the rest is written step by step. */
export function NewPlanPage() {
  const { today } = useMe();
  const may = useMay()('draft-campaign');
  const navigate = useNavigate();
  const [form] = Form.useForm<Begun>();
  const begin = useAct<CampaignView>({ path: '/campaigns' });
  const [named, setNamed] = useState(false);
  const outlines = useQuery({
    queryKey: ['outlines', 'newest'],
    queryFn: ({ signal }) => ask<Page<OutlineSummary>>('/outlines?limit=200', { signal }),
  });
  if (outlines.isPending) return <Loading what="đề cương" />;
  if (outlines.isError) return <Failed error={outlines.error} again={() => void outlines.refetch()} />;

  const newest = newestOf(outlines.data.items);
  const year = yearOf(today);
  const barred = !may
    ? onlyFor('draft-campaign')
    : newest
      ? undefined
      : 'Chưa có đề cương nào. Hãy lập đề cương ở Quản trị trước.';
  const follow = (changed: Partial<Begun>) => {
    const { kind, year: in_ } = form.getFieldsValue();
    if (changed.year !== undefined && in_ >= 2000)
      form.setFieldsValue({
        period: { label: `Năm ${in_ - 1}`, from: dayOf(in_ - 1, 1, 1), to: dayOf(in_ - 1, 12, 31) },
      });
    if (!form.isFieldTouched('title') && (changed.year !== undefined || changed.kind !== undefined))
      form.setFieldsValue({ title: titleOf(kind, in_) });
    if (!named && changed.campaign === undefined) form.setFieldsValue({ campaign: idOf(form.getFieldValue('title')) });
    if (changed.campaign !== undefined) setNamed(true);
  };
  const send = async ({ year: in_, ...begun }: Begun) => {
    try {
      const made = await begin.mutateAsync({ ...begun, year: in_, outline: newest!.key });
      await navigate({ to: '/dot/$round/ke-hoach/can-cu', params: { round: made.id } });
    } catch (error) {
      if (!isProblem(error)) throw error;
      showAtFields(form, error.refused.errors);
      if (isProblem(error, 'campaign-exists')) form.setFields([{ name: 'campaign', errors: [error.message] }]);
    }
  };
  return (
    <div className="plan">
      <p>
        <Link to="/dot">Đợt kiểm tra</Link>
      </p>
      <h1>Lập đợt mới</h1>
      <p className="lead">Ghi tên và kỳ của đợt. Đơn vị, nội dung, đoàn và lịch ghi ở các bước sau, lưu dần được.</p>
      {barred !== undefined && <Alert type="info" showIcon title={barred} />}
      <Form<Begun>
        form={form}
        layout="vertical"
        className="new-plan"
        requiredMark={false}
        initialValues={{
          kind: 'inspection',
          year,
          title: titleOf('inspection', year),
          campaign: idOf(titleOf('inspection', year)),
          period: { label: `Năm ${year - 1}`, from: dayOf(year - 1, 1, 1), to: dayOf(year - 1, 12, 31) },
        }}
        onValuesChange={follow}
        onFinish={(begun) => void send(begun)}
      >
        <Form.Item name="kind" label="Loại đợt">
          <Radio.Group
            options={[
              { value: 'inspection', label: 'đợt kiểm tra' },
              { value: 'reporting', label: 'đợt báo cáo kỳ' },
            ]}
          />
        </Form.Item>
        <Form.Item name="year" label="Năm" rules={[{ required: true, message: 'Hãy ghi năm.' }]}>
          <InputNumber min={2000} max={2199} />
        </Form.Item>
        <Form.Item name="title" label="Tên đợt" rules={[{ required: true, message: 'Hãy ghi tên đợt.' }]}>
          <Input maxLength={200} />
        </Form.Item>
        <Form.Item
          name="campaign"
          label="Mã đợt"
          extra="Nằm trong địa chỉ trang và tên hồ sơ; đặt một lần, không đổi nữa."
          rules={[
            {
              pattern: /^[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?$/,
              message: 'Mã chỉ gồm chữ thường không dấu, số và gạch ngang, như cchc-2026.',
            },
            { required: true, message: 'Hãy ghi mã đợt.' },
          ]}
        >
          <Input maxLength={64} />
        </Form.Item>
        <fieldset className="fields">
          <legend>Kỳ kiểm tra</legend>
          <Form.Item
            name={['period', 'label']}
            label="Tên kỳ"
            rules={[{ required: true, message: 'Hãy ghi tên kỳ, như Năm 2025.' }]}
          >
            <Input maxLength={120} />
          </Form.Item>
          <Form.Item
            name={['period', 'from']}
            label="Từ ngày"
            rules={[{ required: true, message: 'Hãy ghi ngày.' }, dayRule]}
          >
            <DayInput />
          </Form.Item>
          <Form.Item
            name={['period', 'to']}
            label="Đến ngày"
            rules={[{ required: true, message: 'Hãy ghi ngày.' }, dayRule]}
          >
            <DayInput />
          </Form.Item>
        </fieldset>
        {begin.isError && !isProblem(begin.error, 'campaign-exists') && <Refused error={begin.error} except={form} />}
        <Button type="primary" htmlType="submit" loading={begin.isPending} disabled={barred !== undefined}>
          Lập đợt
        </Button>
      </Form>
    </div>
  );
}

/** An official outline before a sample, then the newest. */
const newestOf = (outlines: readonly OutlineSummary[]): OutlineSummary | undefined =>
  [...outlines].sort((a, b) => Number(b.official) - Number(a.official) || (a.savedAt < b.savedAt ? 1 : -1))[0];
