import { Link } from '@tanstack/react-router';
import { Button, Form, Input, Modal } from 'antd';
import { useState } from 'react';
import { useMe } from '../parts/who.ts';
import { isFiltered, itemSearch } from './item-search.ts';
import type { ItemSearch } from './item-search.ts';

/** A choice of items under a name of one's own; kept in this browser. */
interface View {
  name: string;
  search: ItemSearch;
}

/** The choices one comes back to, and the present one under a name. */
export function SavedViews({ search }: { search: ItemSearch }) {
  const key = `theo-doi:${useMe().id}`;
  const [views, setViews] = useState(() => viewsUnder(key));
  const [naming, setNaming] = useState(false);
  const keep = (next: View[]) => {
    localStorage.setItem(key, JSON.stringify(next));
    setViews(next);
  };
  return (
    <div className="saved-views">
      {views.length > 0 && (
        <ul aria-label="Danh sách đã lưu">
          {views.map((view) => (
            <li key={view.name}>
              <Link to="/theo-doi" search={view.search} activeOptions={{ exact: true, includeSearch: true }}>
                {view.name}
              </Link>
              <Button
                size="small"
                type="text"
                aria-label={`Bỏ danh sách đã lưu ${view.name}`}
                onClick={() => keep(views.filter(({ name }) => name !== view.name))}
              >
                Bỏ
              </Button>
            </li>
          ))}
        </ul>
      )}
      {isFiltered(search) && (
        <Button size="small" onClick={() => setNaming(true)}>
          Lưu danh sách này
        </Button>
      )}
      <Modal
        title="Lưu danh sách này"
        open={naming}
        onCancel={() => setNaming(false)}
        okText="Lưu"
        cancelText="Thôi"
        okButtonProps={{ htmlType: 'submit', form: 'luu-danh-sach' }}
        destroyOnHidden
      >
        <p className="soft">Các điều kiện lọc được giữ trong trình duyệt này, mở lại bằng một lần bấm.</p>
        <Form<{ name: string }>
          id="luu-danh-sach"
          layout="vertical"
          onFinish={({ name }) => {
            keep([...views.filter((view) => view.name !== name.trim()), { name: name.trim(), search }]);
            setNaming(false);
          }}
        >
          <Form.Item
            name="name"
            label="Tên danh sách"
            rules={[{ required: true, whitespace: true, message: 'Hãy đặt tên.' }]}
          >
            <Input maxLength={60} placeholder="Quá hạn của khối sở" />
          </Form.Item>
        </Form>
      </Modal>
    </div>
  );
}

function viewsUnder(key: string): View[] {
  const kept = localStorage.getItem(key);
  if (kept === null) return [];
  return (JSON.parse(kept) as View[]).map(({ name, search }) => ({
    name,
    search: itemSearch(search as Record<string, unknown>),
  }));
}
