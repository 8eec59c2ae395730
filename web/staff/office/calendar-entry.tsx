import { useMutation, useQuery } from '@tanstack/react-query';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { Button, Checkbox, Form, Input, Modal, Select } from 'antd';
import { useState } from 'react';
import type { CalendarEffectView, CalendarYearView } from '../../../api/office/calendars.ts';
import { Refused, showAtFields, useAct } from '../parts/act.tsx';
import { ask, isProblem } from '../parts/ask.ts';
import { DayInput, dayRule } from '../parts/day-input.tsx';
import { Failed, Loading } from '../parts/states.tsx';
import { dayOffKinds, versionsOf } from './calendar-year.tsx';
import { OfficeFrame } from './frame.tsx';
import { given } from './given.ts';

const route = getRouteApi('/quan-tri/lich/$year/nhap');

interface Values {
  source: string;
  provisional?: boolean;
  off: { day: string; kind: CalendarYearView['off'][number]['kind']; name: string; source?: string }[];
  makeUp: { day: string; for: string; source?: string }[];
}

const needed = { required: true, message: 'Còn thiếu.' };

/** A notice of the days off becomes a new version: what it moves is said before it is entered. */
export function CalendarEntryPage() {
  const { year } = route.useParams();
  const versions = useQuery(versionsOf(year));
  if (versions.isPending) return <Loading what="lịch của năm" />;
  if (versions.isError) return <Failed error={versions.error} again={() => void versions.refetch()} />;
  return <Entry key={versions.data.items[0]!.version} year={year} before={versions.data.items[0]!} />;
}

function Entry({ year, before }: { year: string; before: CalendarYearView }) {
  const navigate = useNavigate();
  const [form] = Form.useForm<Values>();
  const [entered, setEntered] = useState<object>();
  const check = useMutation({
    mutationFn: (body: object) => ask<CalendarEffectView>('/calendars/check', { method: 'POST', body }),
  });
  const enter = useAct<CalendarYearView>({ path: '/calendars' });
  const wrong = (error: unknown) => {
    if (isProblem(error)) showAtFields(form, error.refused.errors);
  };
  const look = (values: Values) => {
    const body = {
      year: Number(year),
      source: values.source,
      off: (values.off ?? []).map((one) => given(one)),
      makeUp: (values.makeUp ?? []).map((one) => given(one)),
      ...(values.provisional ? { provisional: true } : {}),
    };
    setEntered(body);
    check.mutate(body, { onError: wrong });
  };
  const put = async () => {
    try {
      await enter.mutateAsync(entered);
      void navigate({ to: '/quan-tri/lich/$year', params: { year } });
    } catch (error) {
      wrong(error);
    }
  };
  const effect = check.data;
  return (
    <OfficeFrame
      title={`Nhập lịch năm ${year}`}
      up={
        <>
          <Link to="/quan-tri/lich">Lịch làm việc</Link> ›{' '}
          <Link to="/quan-tri/lich/$year" params={{ year }}>
            Năm {year}
          </Link>
        </>
      }
      lead="Bắt đầu từ bản đang dùng. Bản cũ vẫn giữ, cùng những hạn đã tính theo bản ấy."
    >
      <Form<Values>
        form={form}
        layout="vertical"
        initialValues={{ off: before.off, makeUp: before.makeUp, source: '' }}
        onFinish={look}
        onValuesChange={() => check.reset()}
        scrollToFirstError
      >
        <div className="office-panel">
          <Form.Item
            name="source"
            label="Văn bản công bố lịch nghỉ"
            extra="Như: Thông báo số 6150/TB-BNV ngày 04/12/2026 của Bộ Nội vụ."
            rules={[{ required: true, message: 'Hãy ghi văn bản.' }]}
          >
            <Input.TextArea rows={2} />
          </Form.Item>
          <Form.Item name="provisional" valuePropName="checked">
            <Checkbox>Mới là dự kiến, chưa có thông báo chính thức</Checkbox>
          </Form.Item>
        </div>
        <h2>Ngày nghỉ</h2>
        <p className="soft">Không ghi thứ Bảy, Chủ nhật thường; chỉ ghi ngày lễ, nghỉ bù, nghỉ hoán đổi.</p>
        <Form.List name="off">
          {(fields, { add, remove }) => (
            <>
              {fields.map(({ key, name }) => (
                <fieldset className="entry" key={key}>
                  <legend>Ngày nghỉ {name + 1}</legend>
                  <div className="side-by-side">
                    <Form.Item name={[name, 'day']} label="Ngày" rules={[needed, dayRule]}>
                      <DayInput />
                    </Form.Item>
                    <Form.Item name={[name, 'name']} label="Nghỉ gì" rules={[needed]}>
                      <Input autoComplete="off" />
                    </Form.Item>
                    <Form.Item name={[name, 'kind']} label="Loại">
                      <Select options={Object.entries(dayOffKinds).map(([value, label]) => ({ value, label }))} />
                    </Form.Item>
                    <Form.Item name={[name, 'source']} label="Văn bản riêng (nếu có)">
                      <Input autoComplete="off" />
                    </Form.Item>
                  </div>
                  <Button className="drop" size="small" onClick={() => remove(name)}>
                    Bỏ ngày nghỉ {name + 1}
                  </Button>
                </fieldset>
              ))}
              <Button onClick={() => add({ kind: 'holiday' })}>Thêm ngày nghỉ</Button>
            </>
          )}
        </Form.List>
        <h2>Ngày làm bù</h2>
        <Form.List name="makeUp">
          {(fields, { add, remove }) => (
            <>
              {fields.map(({ key, name }) => (
                <fieldset className="entry" key={key}>
                  <legend>Ngày làm bù {name + 1}</legend>
                  <div className="side-by-side">
                    <Form.Item name={[name, 'day']} label="Làm bù ngày" rules={[needed, dayRule]}>
                      <DayInput />
                    </Form.Item>
                    <Form.Item name={[name, 'for']} label="Cho ngày nghỉ" rules={[needed, dayRule]}>
                      <DayInput />
                    </Form.Item>
                    <Form.Item name={[name, 'source']} label="Văn bản riêng (nếu có)">
                      <Input autoComplete="off" />
                    </Form.Item>
                  </div>
                  <Button className="drop" size="small" onClick={() => remove(name)}>
                    Bỏ ngày làm bù {name + 1}
                  </Button>
                </fieldset>
              ))}
              <Button onClick={() => add({})}>Thêm ngày làm bù</Button>
            </>
          )}
        </Form.List>
        <p className="more">
          <Button type="primary" htmlType="submit" loading={check.isPending}>
            Xem sẽ chuyển hạn nào, rồi nhập
          </Button>
        </p>
      </Form>
      {check.isError && <Refused error={check.error} except={form} />}
      <Modal
        title={`Nhập lịch năm ${year}, phiên bản ${effect?.version ?? ''}`}
        open={effect !== undefined}
        onCancel={() => check.reset()}
        okText={`Nhập phiên bản ${effect?.version ?? ''}`}
        cancelText="Thôi"
        okButtonProps={{ loading: enter.isPending }}
        onOk={() => void put()}
        mask={{ closable: false }}
      >
        {effect && <Effect effect={effect} />}
        {enter.isError && <Refused error={enter.error} />}
      </Modal>
    </OfficeFrame>
  );
}

const Effect = ({ effect: { matters, later, earlier, kept, units } }: { effect: CalendarEffectView }) => (
  <div className="consequence">
    {matters === 0 ? (
      <p>Chưa có hồ sơ đang mở nào tính theo lịch này: không hạn nào thay đổi.</p>
    ) : (
      <>
        <p>
          {matters} hồ sơ đang mở được tính lại
          {later + earlier === 0
            ? ', không hạn nào thay đổi.'
            : `: ${later + earlier} hạn của ${units} đơn vị thay đổi.`}
        </p>
        <ul>
          {later > 0 && <li>{later} hạn lùi về sau</li>}
          {earlier > 0 && <li>{earlier} hạn chưa báo cho ai sớm lên</li>}
          {kept > 0 && <li>{kept} hạn đã báo giữ nguyên, dù lịch mới tính ra ngày sớm hơn</li>}
        </ul>
        <p>Không ai bị gửi thư riêng vì việc này: thư nhắc kế tiếp ghi ngày mới. Việc đã xong giữ nguyên.</p>
      </>
    )}
  </div>
);
