import './items.css';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { Button, Form, Input, InputNumber } from 'antd';
import type { SampleOut } from '../../../api/items/item-decided.ts';
import { vnDay } from '../../../domain/day.ts';
import type { Day } from '../../../domain/day.ts';
import { ask, withQuery } from '../parts/ask.ts';
import { Rows } from '../parts/rows.tsx';
import { Failed, Loading, Nothing } from '../parts/states.tsx';
import { ItemsNav } from './items-nav.tsx';
import { RoundChoice } from './round-choice.tsx';
import type { SampleSearch } from './searches.ts';

const route = getRouteApi('/theo-doi/lay-mau');

/** Closed items drawn to be looked at again: the same address draws the same ones. */
export function SamplePage() {
  const { dot, so = 10, ma = '1' } = route.useSearch();
  const navigate = useNavigate();
  const set = (next: SampleSearch) => void navigate({ to: '/theo-doi/lay-mau', search: next, replace: true });
  const query = { campaign: dot, size: so, seed: ma };
  const sample = useQuery({
    queryKey: ['/items/sample', query],
    queryFn: ({ signal }) => ask<SampleOut>(withQuery('/items/sample', query), { signal }),
    enabled: dot !== undefined,
  });
  return (
    <>
      <ItemsNav />
      <h1>Lấy mẫu kiểm tra lại</h1>
      <p className="lead">
        Chọn ngẫu nhiên một số nội dung đã đóng của một đợt để kiểm tra lại. Cùng đợt và cùng mã thì luôn được đúng mẫu
        ấy, nên ai cũng lấy lại được để đối chiếu.
      </p>
      <search className="item-filters">
        <div className="choices">
          <RoundChoice
            value={dot}
            change={(next) => set({ so, ma, ...(next === undefined ? {} : { dot: next }) })}
            placeholder="Chọn một đợt"
          />
        </div>
        <Form<{ so: number; ma: string }>
          layout="inline"
          initialValues={{ so, ma }}
          onFinish={(chosen) => set({ ...(dot === undefined ? {} : { dot }), ...chosen })}
        >
          <Form.Item name="so" label="Số nội dung" rules={[{ required: true, message: 'Hãy ghi từ 1 đến 200.' }]}>
            <InputNumber min={1} max={200} precision={0} />
          </Form.Item>
          <Form.Item
            name="ma"
            label="Mã lấy mẫu"
            rules={[{ required: true, whitespace: true, message: 'Hãy ghi mã.' }]}
          >
            <Input maxLength={100} />
          </Form.Item>
          <Button htmlType="submit" disabled={dot === undefined}>
            Lấy mẫu
          </Button>
        </Form>
      </search>
      {dot === undefined ? (
        <Nothing>Chọn một đợt để lấy mẫu.</Nothing>
      ) : sample.isPending ? (
        <Loading what="mẫu" />
      ) : sample.isError ? (
        <Failed error={sample.error} again={() => void sample.refetch()} />
      ) : sample.data.items.length === 0 ? (
        <Nothing>Đợt này chưa có nội dung nào đã đóng.</Nothing>
      ) : (
        <>
          <p role="status">
            {sample.data.items.length} nội dung trong {sample.data.from} nội dung đã đóng, mã {sample.data.seed}. Thấy
            chưa làm thật thì mở nội dung ấy và bấm “Mở lại nội dung này”.
          </p>
          <Rows
            caption="Nội dung được chọn"
            rows={sample.data.items}
            keyOf={({ id }) => id}
            columns={[
              {
                head: 'Nội dung',
                cell: ({ id, text, n }) => (
                  <Link to="/viec/$item" params={{ item: id }} className="line-text">
                    {text || `Nội dung ${n}`}
                  </Link>
                ),
              },
              { head: 'Đơn vị', cell: ({ unitName }) => unitName },
              { head: 'Văn bản', cell: ({ paperName }) => paperName },
              {
                head: 'Ngày đóng',
                cell: ({ closedOn }) => closedOn !== undefined && vnDay(closedOn as Day),
                figures: true,
              },
            ]}
          />
        </>
      )}
    </>
  );
}
