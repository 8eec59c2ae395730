import { useQuery } from '@tanstack/react-query';
import { Form, Input, Select } from 'antd';
import type { GroupMembers, GroupView } from '../../../api/office/groups.ts';
import { levelWords } from '../../../domain/unit.ts';
import { Act } from '../parts/act.tsx';
import { ask } from '../parts/ask.ts';
import { FoldedSelect } from '../parts/folded-select.tsx';
import { Paged, usePages } from '../parts/paged.tsx';
import type { Page } from '../parts/paged.tsx';
import { Failed, Loading, Nothing } from '../parts/states.tsx';
import { onlyFor, useMay } from '../parts/who.ts';
import { OfficeFrame } from './frame.tsx';
import { given } from './given.ts';
import { kindsIn, useUnits } from './unit-tree.ts';

type GroupValues = Pick<GroupView, 'name' | 'kinds' | 'levels' | 'units' | 'except'>;

/** Groups that papers address together, each with whom it means today. */
export function GroupsPage() {
  const may = useMay();
  const groups = usePages<Page<GroupView>>('/groups');
  const barred = may('change-groups') ? undefined : onlyFor('change-groups');
  return (
    <OfficeFrame
      title="Nhóm đơn vị"
      lead="Cách gọi chung trong nơi nhận và dòng giao việc. Văn bản chốt danh sách vào lúc trình; sửa nhóm sau đó không đổi văn bản."
      acts={
        <Act<GroupValues> name="Thêm nhóm" path="/groups" primary barred={barred} bodyOf={given}>
          <GroupFields />
        </Act>
      }
    >
      <Paged of={groups} what="các nhóm">
        {(rows) =>
          rows.length === 0 ? (
            <Nothing>Chưa có nhóm nào.</Nothing>
          ) : (
            <>
              {rows.map((group) => (
                <Group key={group.id} group={group} barred={barred} />
              ))}
            </>
          )
        }
      </Paged>
    </OfficeFrame>
  );
}

function Group({ group, barred }: { group: GroupView; barred: string | undefined }) {
  const { id, name, kinds, levels, units, except, version, members } = group;
  const path = `/groups/${encodeURIComponent(id)}`;
  const known = useUnits();
  const named = (ids: string[]) => ids.map((unit) => known.data?.byId.get(unit)?.name ?? unit).join(', ');
  const rule = [
    kinds && `loại ${kinds.join(', ')}`,
    levels && levels.map((level) => levelWords[level]).join(', '),
    units && `thêm ${named(units)}`,
    except && `trừ ${named(except)}`,
  ].filter(Boolean);
  return (
    <section className="office-panel">
      <div className="head-and-acts">
        <h2>{name}</h2>
        <span className="acts">
          <Act<GroupValues>
            key={`edit-${version}`}
            name="Sửa"
            title={`Sửa nhóm ${name}`}
            confirm="Lưu"
            path={path}
            method="PUT"
            size="small"
            barred={barred}
            initial={given({ name, kinds, levels, units, except })}
            bodyOf={(values) => ({ ...given(values), base: version })}
          >
            <GroupFields />
          </Act>
          <Act
            name="Bỏ nhóm"
            title={`Bỏ nhóm ${name}`}
            path={path}
            method="DELETE"
            size="small"
            danger
            barred={barred}
            bodyOf={() => undefined}
            consequence={`Văn bản đã trình giữ danh sách ${members} đơn vị của mình. Văn bản soạn sau này không chọn được nhóm này nữa.`}
          />
        </span>
      </div>
      <p className="soft">{rule.join('; ')}</p>
      <details>
        <summary>{members} đơn vị hôm nay</summary>
        <Members path={path} />
      </details>
    </section>
  );
}

function Members({ path }: { path: string }) {
  const members = useQuery({
    queryKey: ['/groups', path, 'members'],
    queryFn: ({ signal }) => ask<GroupMembers>(`${path}/members`, { signal }),
  });
  if (members.isPending) return <Loading what="các đơn vị của nhóm" />;
  if (members.isError) return <Failed error={members.error} />;
  return (
    <ul>
      {members.data.items.map(({ id, name }) => (
        <li key={id}>{name}</li>
      ))}
    </ul>
  );
}

function GroupFields() {
  const units = useUnits();
  const all = units.data?.flat ?? [];
  const options = all.map(({ id, name, aliases }) => ({ value: id, label: name, also: aliases.join(' ') }));
  return (
    <>
      <Form.Item
        name="name"
        label="Tên nhóm"
        extra="Như đọc trong câu: các sở, ban, ngành."
        rules={[{ required: true, message: 'Hãy ghi tên nhóm.' }]}
      >
        <Input autoComplete="off" />
      </Form.Item>
      <Form.Item name="kinds" label="Gồm mọi đơn vị loại" extra="Đơn vị mới cùng loại tự vào nhóm.">
        <FoldedSelect mode="multiple" options={kindsIn(all).map((kind) => ({ value: kind, label: kind }))} />
      </Form.Item>
      <Form.Item name="levels" label="Ở cấp">
        <Select mode="multiple" options={Object.entries(levelWords).map(([value, label]) => ({ value, label }))} />
      </Form.Item>
      <Form.Item name="units" label="Thêm từng đơn vị">
        <FoldedSelect mode="multiple" options={options} />
      </Form.Item>
      <Form.Item name="except" label="Trừ các đơn vị">
        <FoldedSelect mode="multiple" options={options} />
      </Form.Item>
    </>
  );
}
