import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Button, Form, Input, Modal } from 'antd';
import { useState } from 'react';
import type { SavedViewsOut } from '../../../api/office/views.ts';
import { ask } from '../parts/ask.ts';
import { Failed } from '../parts/states.tsx';
import { isFiltered, itemSearch } from './item-search.ts';
import type { ItemSearch } from './item-search.ts';

const queryKey = ['saved-views'];
const path = (name: string): string => `/me/views/${encodeURIComponent(name)}`;

/** The choices one comes back to wherever one signs in, and the present one under a name. */
export function SavedViews({ search }: { search: ItemSearch }) {
  const queries = useQueryClient();
  const [naming, setNaming] = useState(false);
  const views = useQuery({ queryKey, queryFn: ({ signal }) => ask<SavedViewsOut>('/me/views', { signal }) });
  const told = { onSuccess: (answer: SavedViewsOut) => queries.setQueryData(queryKey, answer) };
  const save = useMutation({
    mutationFn: (name: string) => ask<SavedViewsOut>(path(name), { method: 'PUT', body: { search } }),
    ...told,
  });
  const drop = useMutation({
    mutationFn: (name: string) => ask<SavedViewsOut>(path(name), { method: 'DELETE' }),
    ...told,
  });
  const items = views.data?.items ?? [];
  return (
    <div className="saved-views">
      {views.isError && <Failed error={views.error} again={() => void views.refetch()} />}
      {items.length > 0 && (
        <ul aria-label="Danh sách đã lưu">
          {items.map(({ name, search: kept }) => (
            <li key={name}>
              <Link to="/theo-doi" search={itemSearch(kept)} activeOptions={{ exact: true, includeSearch: true }}>
                {name}
              </Link>
              <Button
                size="small"
                type="text"
                aria-label={`Bỏ danh sách đã lưu ${name}`}
                loading={drop.isPending && drop.variables === name}
                onClick={() => drop.mutate(name)}
              >
                Bỏ
              </Button>
            </li>
          ))}
        </ul>
      )}
      {drop.isError && <Failed error={drop.error} again={() => drop.mutate(drop.variables)} />}
      {isFiltered(search) && (
        <Button size="small" onClick={() => setNaming(true)}>
          Lưu danh sách này
        </Button>
      )}
      <Modal
        title="Lưu danh sách này"
        open={naming}
        onCancel={() => setNaming(false)}
        afterClose={() => save.reset()}
        okText="Lưu"
        cancelText="Thôi"
        confirmLoading={save.isPending}
        okButtonProps={{ htmlType: 'submit', form: 'luu-danh-sach' }}
        destroyOnHidden
      >
        <p className="soft">Các điều kiện lọc được giữ cho riêng anh/chị, đăng nhập ở máy nào cũng có.</p>
        {save.isError && <Failed error={save.error} again={() => save.mutate(save.variables)} />}
        <Form<{ name: string }>
          id="luu-danh-sach"
          layout="vertical"
          onFinish={({ name }) => save.mutate(name.trim(), { onSuccess: () => setNaming(false) })}
        >
          <Form.Item
            name="name"
            label="Tên danh sách"
            rules={[{ required: true, whitespace: true, message: 'Hãy đặt tên.' }]}
            extra="Tên đã có thì danh sách cũ được thay."
          >
            <Input maxLength={60} placeholder="Quá hạn của khối sở" />
          </Form.Item>
        </Form>
      </Modal>
    </div>
  );
}
