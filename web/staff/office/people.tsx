import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { Select } from 'antd';
import type { PersonRow, PersonView } from '../../../api/office/people.ts';
import { Act } from '../parts/act.tsx';
import { Paged, usePages } from '../parts/paged.tsx';
import type { Page } from '../parts/paged.tsx';
import { Rows } from '../parts/rows.tsx';
import { Nothing } from '../parts/states.tsx';
import { onlyFor, useMay } from '../parts/who.ts';
import { OfficeFrame } from './frame.tsx';
import { given } from './given.ts';
import { PersonFields } from './person-fields.tsx';
import type { PersonValues } from './person-fields.tsx';
import { SearchBox } from './search-box.tsx';
import { useUnits } from './unit-tree.ts';

const route = getRouteApi('/quan-tri/nguoi');

/** The address book: everybody a letter can reach or who signs in. */
export function PeoplePage() {
  const search = route.useSearch();
  const { q, o, don_vi: unit } = search;
  const navigate = useNavigate();
  const may = useMay();
  const units = useUnits();
  const people = usePages<Page<PersonRow>>('/people', {
    q,
    unit,
    of: o === 'so' ? 'office' : o === 'don-vi' ? 'units' : undefined,
  });
  return (
    <OfficeFrame
      title="Người"
      lead={
        unit === undefined ? (
          'Một người, một hộp thư. Người của đơn vị không cần tài khoản: họ mở đường dẫn trong thư.'
        ) : (
          <>
            Chỉ người của {units.data?.byId.get(unit)?.name ?? unit} · <Link to="/quan-tri/nguoi">xem mọi người</Link>
          </>
        )
      }
      acts={
        <Act<PersonValues, PersonView>
          name="Thêm người"
          path="/people"
          primary
          barred={may('change-people') ? undefined : onlyFor('change-people')}
          initial={unit === undefined ? {} : { unit }}
          bodyOf={given}
          done={({ id }) => void navigate({ to: '/quan-tri/nguoi/$person', params: { person: id } })}
        >
          <PersonFields />
        </Act>
      }
    >
      <div className="asking">
        <SearchBox
          name="Tìm theo tên, chức vụ, địa chỉ thư"
          value={q ?? ''}
          change={(text) => void navigate({ to: '.', search: { ...search, q: text || undefined }, replace: true })}
        />
        <Select
          aria-label="Chỉ hiện"
          value={o ?? ''}
          options={[
            { value: '', label: 'Mọi người' },
            { value: 'so', label: 'Cán bộ của Sở' },
            { value: 'don-vi', label: 'Người ở các đơn vị' },
          ]}
          onChange={(value) => void navigate({ to: '.', search: { ...search, o: value || undefined } })}
        />
      </div>
      <Paged of={people} what="danh bạ">
        {(rows) =>
          rows.length === 0 ? (
            <Nothing>Không có ai như vậy.</Nothing>
          ) : (
            <Rows
              caption="Danh bạ"
              rows={rows}
              keyOf={({ id }) => id}
              columns={[
                {
                  head: 'Tên',
                  cell: ({ id, name, post }) => (
                    <>
                      <Link to="/quan-tri/nguoi/$person" params={{ person: id }}>
                        {name}
                      </Link>
                      {post !== undefined && <span className="under">{post}</span>}
                    </>
                  ),
                },
                { head: 'Đơn vị', cell: ({ unitName }) => unitName ?? 'Cán bộ của Sở' },
                {
                  head: 'Liên hệ',
                  cell: ({ mail, phone }) => (
                    <>
                      {mail}
                      {phone !== undefined && <span className="under number">{phone}</span>}
                    </>
                  ),
                },
                { head: 'Tài khoản', cell: ({ login }) => login },
              ]}
            />
          )
        }
      </Paged>
    </OfficeFrame>
  );
}
