import { useMutation, useQuery } from '@tanstack/react-query';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { Alert, Button, Form, Input, Radio } from 'antd';
import { useRef, useState } from 'react';
import type { LegalDocumentView } from '../../../api/office/legal-documents.ts';
import type { SuccessionCheck, SuccessionDone, SuccessionsLeft } from '../../../api/office/successions.ts';
import type { UnitView } from '../../../api/office/units.ts';
import { vnDay } from '../../../domain/day.ts';
import { Act, Refused, showAtFields } from '../parts/act.tsx';
import { ask, isProblem } from '../parts/ask.ts';
import { DayInput, dayRule } from '../parts/day-input.tsx';
import { FoldedSelect } from '../parts/folded-select.tsx';
import { Failed, Loading } from '../parts/states.tsx';
import { onlyFor, useMay } from '../parts/who.ts';
import { OfficeFrame } from './frame.tsx';
import { Reach, Told } from './succession-reach.tsx';
import { unitBody, UnitFields } from './unit-fields.tsx';
import type { UnitValues } from './unit-fields.tsx';
import { useUnits } from './unit-tree.ts';

const route = getRouteApi('/quan-tri/don-vi/ban-giao');

interface Values {
  on?: string;
  basis?: string;
  units: { unit?: string; to?: string[] }[];
  contacts: 'move' | 'end';
  parts: 'move' | 'end';
}

/** Whose open matter goes to whom, where a unit was split. */
export type Heirs = Record<string, string>;

const kept = 'act:ban-giao';
const keptValues = (): Partial<Values> => JSON.parse(sessionStorage.getItem(kept) ?? '{}') as Partial<Values>;
const needed = (message: string) => ({ required: true, message });

/** Units merge, split, end: who succeeds whom by which document, what passes, and then all of it in one act. */
export function SuccessionPage() {
  const { don_vi: unit } = route.useSearch();
  const units = useUnits();
  if (units.isPending) return <Loading what="các đơn vị" />;
  if (units.isError) return <Failed error={units.error} again={() => void units.refetch()} />;
  return <Succession key={unit ?? ''} unit={unit} byId={units.data.byId} />;
}

function Succession({ unit, byId }: { unit: string | undefined; byId: ReadonlyMap<string, UnitView> }) {
  const may = useMay();
  const navigate = useNavigate();
  const [form] = Form.useForm<Values>();
  const [heirs, setHeirs] = useState<Heirs>({});
  const [done, setDone] = useState<SuccessionDone>();
  const asked = unit === undefined ? undefined : byId.get(unit);
  const start = useRef<Values>({
    contacts: 'move',
    parts: 'move',
    units: [{}],
    ...keptValues(),
    ...(asked
      ? {
          units: [{ unit: asked.id, to: asked.successors ?? [] }],
          ...(asked.to === undefined ? {} : { on: asked.to }),
        }
      : {}),
  });
  const [body, setBody] = useState<Body>();
  const check = useMutation({
    mutationFn: (said: Body) => ask<SuccessionCheck>('/successions/check', { method: 'POST', body: said }),
  });
  const options = [...byId.values()].map(({ id, name, aliases, to }) => ({
    value: id,
    label: to === undefined ? name : `${name} (đến hết ${vnDay(to)})`,
    also: `${aliases.join(' ')} ${id}`,
  }));
  const barred = may('change-units') && may('change-people') ? undefined : onlyFor('change-units');
  const look = (values: Values) => {
    const said = bodyOf(values);
    setBody(said);
    check.mutate(said, {
      onError: (error) => isProblem(error) && showAtFields(form, error.refused.errors),
    });
  };
  return (
    <OfficeFrame
      title="Sáp nhập, chia tách, giải thể"
      up={<Link to="/quan-tri/don-vi">Đơn vị</Link>}
      lead="Đơn vị nào kết thúc, đơn vị nào kế thừa, theo văn bản nào. Việc đang mở chuyển sang đơn vị kế thừa, hạn giữ nguyên; văn bản đã ban hành giữ tên cũ."
      acts={
        <Act<UnitValues, UnitView>
          name="Thêm đơn vị kế thừa"
          path="/units"
          barred={barred}
          bodyOf={unitBody}
          initial={{ level: 'province' }}
        >
          <UnitFields />
        </Act>
      }
    >
      <Left />
      {done && (
        <Alert
          type="success"
          showIcon
          role="status"
          title={
            done.matters === 0
              ? `Đã ghi ${done.units} đơn vị kết thúc. Không có hồ sơ nào phải chuyển.`
              : `Đã ghi ${done.units} đơn vị kết thúc và chuyển ${done.matters} hồ sơ.`
          }
        />
      )}
      <Form<Values>
        form={form}
        layout="vertical"
        name="ban-giao"
        initialValues={start.current}
        disabled={barred !== undefined}
        scrollToFirstError
        onValuesChange={(_, all) => {
          sessionStorage.setItem(kept, JSON.stringify(all));
          check.reset();
          setDone(undefined);
        }}
        onFinish={look}
      >
        <div className="office-panel">
          <Form.Item
            name="on"
            label="Ngày cuối còn hoạt động"
            extra="Đơn vị kế thừa tiếp nhận từ ngày hôm sau."
            rules={[needed('Hãy ghi ngày.'), dayRule]}
          >
            <DayInput />
          </Form.Item>
          <Form.Item
            name="basis"
            label="Theo văn bản"
            extra="Ghi như trong thư gửi đơn vị: Nghị quyết số 202/2025/QH15 ngày 12/6/2025 của Quốc hội."
            rules={[needed('Hãy ghi văn bản.')]}
          >
            <Input list="van-ban-phap-luat" maxLength={300} autoComplete="off" />
          </Form.Item>
          <LegalDocuments />
        </div>
        <h2>Đơn vị kết thúc</h2>
        <Form.List name="units">
          {(fields, { add, remove }) => (
            <>
              {fields.map(({ key, name }) => (
                <fieldset className="entry" key={key}>
                  <legend>Đơn vị kết thúc {name + 1}</legend>
                  <div className="side-by-side">
                    <Form.Item name={[name, 'unit']} label="Đơn vị" rules={[needed('Hãy chọn đơn vị.')]}>
                      <FoldedSelect options={options} />
                    </Form.Item>
                    <Form.Item
                      name={[name, 'to']}
                      label="Đơn vị kế thừa"
                      extra="Chia tách thì chọn nhiều, đơn vị nhận phần lớn việc đặt đầu. Giải thể, không ai kế thừa: để trống."
                    >
                      <FoldedSelect mode="multiple" allowClear options={options} />
                    </Form.Item>
                  </div>
                  {fields.length > 1 && (
                    <Button className="drop" size="small" onClick={() => remove(name)}>
                      Bỏ đơn vị kết thúc {name + 1}
                    </Button>
                  )}
                </fieldset>
              ))}
              <Button onClick={() => add({ to: form.getFieldValue(['units', 0, 'to']) as string[] | undefined })}>
                Thêm đơn vị kết thúc
              </Button>
            </>
          )}
        </Form.List>
        <h2>Người và bộ phận</h2>
        <Form.Item name="contacts" label="Đầu mối của đơn vị kết thúc">
          <Radio.Group
            options={[
              { value: 'move', label: 'Làm đầu mối của đơn vị kế thừa' },
              { value: 'end', label: 'Thôi làm đầu mối' },
            ]}
          />
        </Form.Item>
        <Form.Item name="parts" label="Bộ phận, trụ sở trực thuộc">
          <Radio.Group
            options={[
              { value: 'move', label: 'Về đơn vị kế thừa' },
              { value: 'end', label: 'Kết thúc cùng ngày' },
            ]}
          />
        </Form.Item>
        <p className="more">
          <Button type={check.data ? 'default' : 'primary'} htmlType="submit" loading={check.isPending}>
            Xem sẽ chuyển những gì
          </Button>
        </p>
      </Form>
      {check.isError && <Refused error={check.error} except={form} />}
      {check.data && body && (
        <section aria-label="Sẽ chuyển những gì">
          <h2>Sẽ chuyển những gì</h2>
          {check.data.units.map((reach) => (
            <Reach key={reach.unit.id} reach={reach} heirs={heirs} setHeirs={setHeirs} parts={body.parts} />
          ))}
          <Act<object, SuccessionDone>
            name="Bàn giao"
            title="Bàn giao cho đơn vị kế thừa"
            path="/successions"
            primary
            danger
            barred={barred}
            consequence={<Told check={check.data} basis={body.basis} contacts={body.contacts} />}
            bodyOf={() => withHeirs(body, heirs)}
            done={(answer) => {
              sessionStorage.removeItem(kept);
              start.current = { contacts: 'move', parts: 'move', units: [{}] };
              form.setFieldsValue({ ...start.current, on: undefined, basis: undefined } as never);
              check.reset();
              setHeirs({});
              setDone(answer);
              void navigate({ to: '.', search: {}, replace: true });
            }}
          />
        </section>
      )}
    </OfficeFrame>
  );
}

interface Body {
  on: string;
  basis: string;
  units: { unit: string; to: string[]; heirs?: { matter: string; to: string }[] }[];
  contacts: 'move' | 'end';
  parts: 'move' | 'end';
}

const bodyOf = ({ on = '', basis = '', units, contacts, parts }: Values): Body => ({
  on,
  basis: basis.trim(),
  units: units.map(({ unit = '', to = [] }) => ({ unit, to })),
  contacts,
  parts,
});

/** What was given to another than the first successor is said; the rest goes to the first. */
const withHeirs = (body: Body, heirs: Heirs): Body => ({
  ...body,
  units: body.units.map((ending) => {
    const given = Object.entries(heirs).flatMap(([key, to]) => {
      const [unit, matter = ''] = key.split('|');
      return unit === ending.unit && ending.to.includes(to) && to !== ending.to[0] ? [{ matter, to }] : [];
    });
    return given.length === 0 ? ending : { ...ending, heirs: given };
  }),
});

/** Units that ended and still have something open nobody took over. */
function Left() {
  const left = useQuery({
    queryKey: ['/successions/left'],
    queryFn: ({ signal }) => ask<SuccessionsLeft>('/successions/left', { signal }),
  });
  const items = left.data?.items ?? [];
  if (items.length === 0) return undefined;
  return (
    <Alert
      type="warning"
      showIcon
      title={`${items.length} đơn vị đã hết hiệu lực còn việc mở chưa ai tiếp nhận`}
      description={
        <ul className="wanting">
          {items.map(({ id, name, to, open }) => (
            <li key={id}>
              <Link to="/quan-tri/don-vi/ban-giao" search={{ don_vi: id }}>
                {name}
              </Link>
              , hết ngày {vnDay(to)}: {open} hồ sơ
            </li>
          ))}
        </ul>
      }
    />
  );
}

function LegalDocuments() {
  const acts = useQuery({
    queryKey: ['/legal-documents'],
    queryFn: ({ signal }) => ask<{ items: LegalDocumentView[] }>('/legal-documents', { signal }),
  });
  return (
    <datalist id="van-ban-phap-luat">
      {acts.data?.items.map(({ symbol, about }) => (
        <option key={symbol} value={symbol}>
          {about}
        </option>
      ))}
    </datalist>
  );
}
