import { Form, Input } from 'antd';
import type { PersonRow } from '../../../api/office/people.ts';
import { FoldedSelect } from '../parts/folded-select.tsx';
import { useUnits } from './unit-tree.ts';

export type PersonValues = Pick<PersonRow, 'name' | 'post' | 'mail' | 'phone' | 'unit'>;

/** What the address book says of somebody. */
export function PersonFields() {
  const units = useUnits();
  return (
    <>
      <Form.Item name="name" label="Họ và tên" rules={[{ required: true, message: 'Hãy ghi họ tên.' }]}>
        <Input autoComplete="off" />
      </Form.Item>
      <Form.Item name="post" label="Chức vụ" extra="Như in trong văn bản: Phó Giám đốc Sở Nội vụ.">
        <Input autoComplete="off" />
      </Form.Item>
      <Form.Item
        name="mail"
        label="Địa chỉ thư"
        extra="Mỗi người một hộp thư: mọi thư của hệ thống đến đây."
        rules={[{ required: true, message: 'Hãy ghi địa chỉ thư.' }]}
      >
        <Input type="email" autoComplete="off" />
      </Form.Item>
      <Form.Item name="phone" label="Điện thoại">
        <Input type="tel" autoComplete="off" />
      </Form.Item>
      <Form.Item
        name="unit"
        label="Làm việc ở đơn vị"
        extra="Để trống là cán bộ của Sở. Không ai kiểm tra đơn vị mình đang làm việc."
      >
        <FoldedSelect
          allowClear
          options={(units.data?.flat ?? []).map(({ id, name, aliases }) => ({
            value: id,
            label: name,
            also: aliases.join(' '),
          }))}
        />
      </Form.Item>
    </>
  );
}
