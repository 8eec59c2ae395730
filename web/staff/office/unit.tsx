import { getRouteApi, Link } from '@tanstack/react-router';
import { Form } from 'antd';
import type { UnitView } from '../../../api/office/units.ts';
import { vnDay } from '../../../domain/day.ts';
import { levelWords } from '../../../domain/unit.ts';
import { Act } from '../parts/act.tsx';
import { DayInput, dayRule } from '../parts/day-input.tsx';
import { Failed, Loading, Nothing } from '../parts/states.tsx';
import { onlyFor, useMay, useMe } from '../parts/who.ts';
import { Facts, OfficeFrame } from './frame.tsx';
import { Holders } from './holders.tsx';
import { unitBody, UnitFields, valuesOf } from './unit-fields.tsx';
import type { UnitValues } from './unit-fields.tsx';
import { useUnits, validityWords } from './unit-tree.ts';
import type { Placed } from './unit-tree.ts';

const route = getRouteApi('/quan-tri/don-vi/$unit');

/** One unit: what it is called, whom it stands under, who answers for it. */
export function UnitPage() {
  const { unit: id } = route.useParams();
  const units = useUnits();
  if (units.isPending) return <Loading what="đơn vị" />;
  if (units.isError) return <Failed error={units.error} again={() => void units.refetch()} />;
  const unit = units.data.byId.get(id);
  if (!unit)
    return (
      <OfficeFrame title="Không có đơn vị này">
        <Nothing>
          Mã {id} không có trong danh mục. Xem <Link to="/quan-tri/don-vi">các đơn vị</Link>.
        </Nothing>
      </OfficeFrame>
    );
  return <Unit unit={unit} byId={units.data.byId} />;
}

function Unit({ unit, byId }: { unit: Placed; byId: ReadonlyMap<string, Placed> }) {
  const may = useMay();
  const { today } = useMe();
  const barred = may('change-units') ? undefined : onlyFor('change-units');
  const path = `/units/${encodeURIComponent(unit.id)}`;
  const link = (id: string | undefined) =>
    id === undefined ? undefined : (
      <Link to="/quan-tri/don-vi/$unit" params={{ unit: id }}>
        {byId.get(id)?.name ?? id}
      </Link>
    );
  const listed = (units: Pick<UnitView, 'id'>[]) =>
    units.length === 0 ? undefined : (
      <>
        {units.map(({ id }) => (
          <div key={id}>{link(id)}</div>
        ))}
      </>
    );
  const through = [...byId.values()].filter((other) => other.through === unit.id);
  const ended = unit.to !== undefined && unit.to < today;
  return (
    <OfficeFrame
      title={unit.name}
      up={<Link to="/quan-tri/don-vi">Đơn vị</Link>}
      lead={
        <>
          {validityWords(unit, today)} · {unit.kind} · {levelWords[unit.level]}
          {unit.vertical && ' · ngành dọc'}
        </>
      }
      acts={
        <>
          <Act<UnitValues, UnitView>
            key={`edit-${unit.version}`}
            name="Sửa"
            title={`Sửa ${unit.name}`}
            confirm="Lưu"
            path={path}
            method="PUT"
            barred={barred}
            initial={valuesOf(unit)}
            bodyOf={(values) => ({ ...unitBody(values), base: unit.version })}
          >
            <UnitFields of={unit.id} />
          </Act>
          {may('change-units') && (
            <Link className="like-button" to="/quan-tri/don-vi/ban-giao" search={{ don_vi: unit.id }}>
              Sáp nhập, chia tách
            </Link>
          )}
          {!ended && (
            <Act<{ to: string }>
              key={`end-${unit.version}`}
              name="Hết hoạt động"
              title={`${unit.name} hết hoạt động`}
              confirm="Ghi ngày cuối"
              path={path}
              method="PUT"
              danger
              barred={barred}
              consequence={
                <>
                  Sau ngày này đơn vị không chọn được vào đợt mới và không thuộc nhóm nhận văn bản nào nữa.
                  {unit.parts.length > 0 &&
                    ` ${unit.parts.length} bộ phận trực thuộc vẫn còn, hãy ghi riêng cho từng bộ phận.`}{' '}
                  Việc đang mở chưa chuyển cho ai: có đơn vị kế thừa thì bàn giao ở “Sáp nhập, chia tách” sau ngày ấy.
                  Văn bản đã ban hành giữ nguyên tên.
                </>
              }
              bodyOf={({ to }) => ({ ...unitBody({ ...valuesOf(unit), to } as UnitValues), base: unit.version })}
            >
              <Form.Item
                name="to"
                label="Ngày cuối còn hoạt động"
                rules={[{ required: true, message: 'Hãy ghi ngày.' }, dayRule]}
              >
                <DayInput />
              </Form.Item>
            </Act>
          )}
        </>
      }
    >
      <Facts
        of={[
          [
            'Mã',
            <span key="id" className="once">
              {unit.id}
            </span>,
          ],
          ['Tên viết tắt, tên cũ', unit.aliases.join(', ')],
          ['Trực thuộc', link(unit.parent)],
          ['Nhận thư, văn bản qua', link(unit.through)],
          ['Cấp trên trực tiếp', link(unit.superior)],
          ['Có hiệu lực', `từ ${vnDay(unit.from)}${unit.to === undefined ? '' : ` đến hết ${vnDay(unit.to)}`}`],
          ['Đơn vị kế thừa', listed((unit.successors ?? []).map((id) => ({ id })))],
          ['Kế thừa từ', listed([...byId.values()].filter(({ successors }) => successors?.includes(unit.id)))],
          ['Nhận thay cho', listed(through)],
          ['Bộ phận trực thuộc', listed(unit.parts)],
        ]}
      />
      <h2>Ai trả lời cho đơn vị</h2>
      {unit.through !== undefined && (
        <p className="soft">
          Vai trò nào ở đây chưa có người thì người giữ vai trò ấy tại {byId.get(unit.through)?.name ?? unit.through}{' '}
          nhận thay.
        </p>
      )}
      <Holders scope={`unit:${unit.id}`} unit={unit.id} />
      <p>
        <Link to="/quan-tri/nguoi" search={{ don_vi: unit.id }}>
          Mọi người làm việc ở đơn vị này
        </Link>
        {may('read-audit') && (
          <>
            {' · '}
            <Link to="/quan-tri/nhat-ky" search={{ ban_ghi: unit.id }}>
              Những lần sửa
            </Link>
          </>
        )}
      </p>
    </OfficeFrame>
  );
}
