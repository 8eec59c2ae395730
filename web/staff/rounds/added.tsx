import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { Button, Checkbox, Form, Input, Radio, Select } from 'antd';
import { useState } from 'react';
import type { ItemRowOut } from '../../../api/items/item-views.ts';
import type { Session } from '../../../domain/inspection.ts';
import { sessionWords } from '../../../domain/plan.ts';
import { heldAtUsually, startsAtUsually } from '../../../domain/proposed-visits.ts';
import { Refused, showAtFields, useAct } from '../parts/act.tsx';
import { ask, isProblem, withQuery } from '../parts/ask.ts';
import { DayInput, dayRule } from '../parts/day-input.tsx';
import { FoldedSelect } from '../parts/folded-select.tsx';
import { dropKept, keepFields, keptFields } from '../parts/kept-fields.ts';
import type { Page } from '../parts/paged.tsx';
import { Failed, Loading } from '../parts/states.tsx';
import { TimeInput, timeRule } from '../parts/time-input.tsx';
import { onlyFor, useMay } from '../parts/who.ts';
import { teamsOf } from './round-acts.tsx';
import { useRound, useRoundView } from './round-data.ts';

interface Filled {
  kind: 'surprise' | 're-inspection';
  unit: string;
  team: string;
  visits: { day: string; session: Session; startsAt: string; at: string }[];
  items?: string[];
}

const visitIn = (session: Session) => ({ session, startsAt: startsAtUsually[session], at: heldAtUsually });

const required = (message: string) => [{ required: true, message }];

/** A surprise, or a second look at one unit, added to a round that runs. */
export function AddInspectionPage() {
  const { id, path } = useRound();
  const { data: round } = useRoundView();
  const may = useMay();
  const navigate = useNavigate();
  const [form] = Form.useForm<Filled>();
  const keptAs = `added:${id}`;
  const [kept] = useState(() => keptFields<Filled>(keptAs));
  const kind = Form.useWatch('kind', form) ?? 'surprise';
  const unit = Form.useWatch('unit', form);
  const add = useAct<{ id: string }>({ path: `${path}/inspections` });
  if (!round) return <Loading what="đợt kiểm tra" />;
  const teams = teamsOf(round).filter((team) => may('schedule-inspection', { campaign: id, team: team.id }));
  if (teams.length === 0) return <p>{onlyFor('schedule-inspection')}</p>;
  const send = async ({ items = [], visits, ...rest }: Filled) => {
    try {
      const made = await add.mutateAsync({
        ...rest,
        visits: visits.map((visit, i) => ({ n: i + 1, ...visit })),
        ...(rest.kind === 're-inspection' ? { reinspects: byPaper(items) } : {}),
      });
      dropKept(keptAs);
      await navigate({ to: '/kiem-tra/$inspection', params: { inspection: made.id } });
    } catch (error) {
      if (!isProblem(error)) throw error;
      showAtFields(form, error.refused.errors);
    }
  };
  return (
    <section className="add-inspection">
      <h2>Thêm cuộc kiểm tra</h2>
      <Form<Filled>
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={{
          kind: 'surprise',
          ...(teams.length === 1 ? { team: teams[0]!.id } : {}),
          visits: [visitIn('morning')],
          ...kept,
        }}
        onValuesChange={(changed: Partial<Filled>, all) => {
          keepFields(keptAs, changed, all);
          // what was items of one unit is none of another
          if (changed.unit !== undefined) form.setFieldValue('items', undefined);
          // what was wrong is being mended
          if (add.isError) add.reset();
        }}
        onFinish={(filled) => void send(filled)}
      >
        <Form.Item name="kind" label="Loại">
          <Radio.Group
            options={[
              { value: 'surprise', label: 'Kiểm tra đột xuất' },
              { value: 're-inspection', label: 'Kiểm tra lại' },
            ]}
          />
        </Form.Item>
        <p className="soft">
          {kind === 'surprise'
            ? 'Giữ kín: đơn vị, lịch chung và bảng của người khác không thấy cho đến khi đoàn bắt đầu; không gửi thông báo trước.'
            : 'Đoàn đến xem lại những nội dung đã yêu cầu; đơn vị được mời làm việc bằng thư.'}
        </p>
        <Form.Item name="unit" label="Đơn vị" rules={required('Chọn đơn vị.')}>
          <UnitSelect />
        </Form.Item>
        <Form.Item name="team" label="Đoàn" rules={required('Chọn đoàn.')}>
          <FoldedSelect options={teams.map((team) => ({ value: team.id, label: team.name }))} />
        </Form.Item>
        {kind === 're-inspection' && unit !== undefined && <Items round={id} unit={unit} />}
        <h3>Buổi kiểm tra</h3>
        <Form.List name="visits">
          {(fields, { add: more, remove }) => (
            <>
              {fields.map(({ key, name }) => (
                <fieldset key={key} className="round-visit-fields">
                  <legend>Buổi {name + 1}</legend>
                  <Form.Item name={[name, 'day']} label="Ngày" rules={[...required('Ghi ngày.'), dayRule]}>
                    <DayInput />
                  </Form.Item>
                  <Form.Item name={[name, 'session']} label="Buổi">
                    <Radio.Group
                      options={(['morning', 'afternoon'] as const).map((value) => ({
                        value,
                        label: sessionWords[value],
                      }))}
                      onChange={({ target }) =>
                        form.setFieldValue(['visits', name, 'startsAt'], startsAtUsually[target.value as Session])
                      }
                    />
                  </Form.Item>
                  <Form.Item
                    name={[name, 'startsAt']}
                    label="Giờ bắt đầu"
                    rules={[...required('Ghi giờ bắt đầu.'), timeRule]}
                  >
                    <TimeInput />
                  </Form.Item>
                  <Form.Item name={[name, 'at']} label="Địa điểm" rules={required('Ghi địa điểm.')}>
                    <Input maxLength={200} />
                  </Form.Item>
                  {fields.length > 1 && (
                    <Button size="small" onClick={() => remove(name)}>
                      Bỏ buổi {name + 1}
                    </Button>
                  )}
                </fieldset>
              ))}
              <Button onClick={() => more(visitIn('afternoon'))}>Thêm buổi</Button>
            </>
          )}
        </Form.List>
        {add.isError && <Refused error={add.error} except={form} />}
        <div className="acts add-acts">
          <Button type="primary" htmlType="submit" loading={add.isPending}>
            {kind === 'surprise' ? 'Thêm kiểm tra đột xuất' : 'Thêm kiểm tra lại'}
          </Button>
          <Link to="/dot/$round" params={{ round: id }} className="as-button">
            Thôi
          </Link>
        </div>
      </Form>
    </section>
  );
}

/** `x:conclusion:1:so-y-te:2` under its paper: `{ paper: 'x:conclusion:1', items: [2] }`. */
function byPaper(items: readonly string[]): { paper: string; items: number[] }[] {
  const papers = new Map<string, number[]>();
  for (const item of items) {
    const [paper = '', n] = item.split('#');
    papers.set(paper, [...(papers.get(paper) ?? []), Number(n)]);
  }
  return [...papers].map(([paper, numbers]) => ({ paper, items: numbers }));
}

/** What was asked of the unit in this round: which of it is looked at again. */
function Items({ round, unit }: { round: string; unit: string }) {
  const items = useQuery({
    queryKey: ['/items', { campaign: round, unit }],
    queryFn: ({ signal }) =>
      ask<Page<ItemRowOut>>(withQuery('/items', { campaign: round, unit, limit: 200 }), { signal }),
  });
  if (items.isPending) return <Loading what="nội dung khắc phục của đơn vị" />;
  if (items.isError) return <Failed error={items.error} again={() => void items.refetch()} />;
  const { items: found } = items.data;
  if (found.length === 0)
    return <p className="soon">Đơn vị này chưa có nội dung khắc phục nào ở đợt này, nên chưa kiểm tra lại được.</p>;
  return (
    <Form.Item name="items" label="Xem lại những nội dung" rules={[someItem]}>
      <Checkbox.Group className="items-again">
        {found.map(({ id, n, paper, text, words }) => (
          <Checkbox key={id} value={`${bare(paper)}#${n}`}>
            {text || `Nội dung ${n}`} <span className="soft">({words})</span>
          </Checkbox>
        ))}
      </Checkbox.Group>
    </Form.Item>
  );
}

/** Not `required`: a group of boxes cannot say that to who hears the page. */
const someItem = {
  validator: (_rule: unknown, items?: string[]) =>
    (items ?? []).length > 0 ? Promise.resolve() : Promise.reject(new Error('Chọn ít nhất một nội dung.')),
};

const bare = (paper: string): string => paper.replace(/^paper:/, '');

/** One unit of the office's list, found by a part of its name. */
function UnitSelect({ value, onChange, id }: { value?: string; onChange?: (unit: string) => void; id?: string }) {
  const [typed, setTyped] = useState('');
  const units = useQuery({
    queryKey: ['/units', typed],
    queryFn: ({ signal }) =>
      ask<Page<{ id: string; name: string }>>(withQuery('/units', { q: typed, limit: 30 }), { signal }),
    placeholderData: (shown) => shown,
  });
  return (
    <Select<string>
      {...(id === undefined ? {} : { id })}
      showSearch={{ filterOption: false, onSearch: setTyped }}
      value={value ?? null}
      placeholder="Gõ tên, không cần dấu"
      notFoundContent="Không có đơn vị nào như vậy"
      onChange={(unit) => onChange?.(unit)}
      options={(units.data?.items ?? []).map((unit) => ({ value: unit.id, label: unit.name }))}
    />
  );
}
