import { Checkbox, Form, Input, Select } from 'antd';
import type { UnitBranch, UnitView } from '../../../api/office/units.ts';
import { levelWords } from '../../../domain/unit.ts';
import { DayInput, dayRule } from '../parts/day-input.tsx';
import { FoldedSelect } from '../parts/folded-select.tsx';
import { given } from './given.ts';
import { kindsIn, useUnits } from './unit-tree.ts';

export type UnitValues = Omit<UnitView, 'version' | 'id' | 'vertical'> & {
  id?: string;
  vertical?: boolean | undefined;
};

/** As the API takes it: what is empty is not there, `aliases` always is. */
export const unitBody = ({ aliases = [], ...values }: Partial<UnitValues>): object => ({ ...given(values), aliases });

/** All of a unit that a change carries. */
export const valuesOf = (unit: UnitView): UnitValues => ({
  name: unit.name,
  aliases: unit.aliases,
  kind: unit.kind,
  level: unit.level,
  from: unit.from,
  ...given({
    parent: unit.parent,
    through: unit.through,
    vertical: unit.vertical,
    superior: unit.superior,
    to: unit.to,
    successors: unit.successors,
  }),
});

const optionsOf = (units: UnitBranch[], but?: string) =>
  units
    .filter(({ id }) => id !== but)
    .map(({ id, name, aliases }) => ({ value: id, label: name, also: `${aliases.join(' ')} ${id}` }));

/** What is said of a unit, in a dialog; `of` is the one being changed. */
export function UnitFields({ of }: { of?: string }) {
  const units = useUnits();
  const all = units.data?.flat ?? [];
  const options = optionsOf(all, of);
  const kinds = `loai-don-vi-${of ?? 'moi'}`;
  return (
    <>
      <Form.Item name="name" label="Tên" rules={[{ required: true, message: 'Hãy ghi tên đơn vị.' }]}>
        <Input autoComplete="off" />
      </Form.Item>
      <Form.Item
        name="aliases"
        label="Tên viết tắt, tên cũ"
        extra="Gõ từng tên rồi bấm Enter. Tìm theo tên nào cũng thấy."
      >
        <Select mode="tags" open={false} suffixIcon={null} tokenSeparators={['|', ';']} />
      </Form.Item>
      <div className="side-by-side">
        <Form.Item name="kind" label="Loại" rules={[{ required: true, message: 'Hãy ghi loại, như: sở.' }]}>
          <Input list={kinds} autoComplete="off" />
        </Form.Item>
        <Form.Item name="level" label="Cấp" rules={[{ required: true, message: 'Hãy chọn cấp.' }]}>
          <Select options={Object.entries(levelWords).map(([value, label]) => ({ value, label }))} />
        </Form.Item>
      </div>
      <datalist id={kinds}>
        {kindsIn(all).map((kind) => (
          <option key={kind} value={kind} />
        ))}
      </datalist>
      <Form.Item name="parent" label="Trực thuộc">
        <FoldedSelect allowClear options={options} />
      </Form.Item>
      <Form.Item
        name="through"
        label="Cơ quan chủ quản nhận thư và văn bản thay"
        extra="Cho đơn vị không có tư cách riêng."
      >
        <FoldedSelect allowClear options={options} />
      </Form.Item>
      <Form.Item name="vertical" valuePropName="checked">
        <Checkbox>Ngành dọc: tỉnh đề nghị, không phê bình</Checkbox>
      </Form.Item>
      <Form.Item name="superior" label="Cấp trên trực tiếp (ngành dọc)">
        <FoldedSelect allowClear options={options} />
      </Form.Item>
      <div className="side-by-side">
        <Form.Item
          name="from"
          label="Có hiệu lực từ ngày"
          rules={[dayRule]}
          {...(of === undefined ? { extra: 'Để trống là từ hôm nay.' } : {})}
        >
          <DayInput />
        </Form.Item>
        <Form.Item name="to" label="Đến hết ngày" rules={[dayRule]} extra="Để trống là chưa có ngày hết.">
          <DayInput />
        </Form.Item>
      </div>
      <Form.Item name="successors" label="Đơn vị kế thừa">
        <FoldedSelect mode="multiple" allowClear options={options} />
      </Form.Item>
      {of === undefined && (
        <Form.Item name="id" label="Mã" extra="Để trống thì lấy theo tên, như so-noi-vu. Sau này không đổi được.">
          <Input autoComplete="off" />
        </Form.Item>
      )}
    </>
  );
}
