import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import type { PersonView } from '../../../api/office/people.ts';
import { Act } from '../parts/act.tsx';
import { ask } from '../parts/ask.ts';
import { Rows } from '../parts/rows.tsx';
import { Failed, Loading, Nothing } from '../parts/states.tsx';
import { onlyFor, useMay, useMe } from '../parts/who.ts';
import { Account } from './account-of.tsx';
import { appointBody, AppointFields } from './appoint-fields.tsx';
import type { AppointValues } from './appoint-fields.tsx';
import { Facts, OfficeFrame } from './frame.tsx';
import { given } from './given.ts';
import { AppointmentActs, Span } from './holders.tsx';
import { PersonFields } from './person-fields.tsx';
import type { PersonValues } from './person-fields.tsx';

const route = getRouteApi('/quan-tri/nguoi/$person');

/** One person: where letters reach them, what they hold, how they sign in. */
export function PersonPage() {
  const { person: id } = route.useParams();
  const path = `/people/${encodeURIComponent(id)}`;
  const person = useQuery({
    queryKey: ['/people', id],
    queryFn: ({ signal }) => ask<PersonView>(path, { signal }),
  });
  const may = useMay();
  const { today } = useMe();
  if (person.isPending) return <Loading what="thông tin" />;
  if (person.isError) return <Failed error={person.error} again={() => void person.refetch()} />;
  const { name, post, mail, phone, unit, unitName, version, appointments, account } = person.data;
  const barred = may('change-people') ? undefined : onlyFor('change-people');
  return (
    <OfficeFrame
      title={name}
      up={<Link to="/quan-tri/nguoi">Người</Link>}
      lead={post}
      acts={
        <Act<PersonValues>
          key={`edit-${version}`}
          name="Sửa"
          title={`Sửa thông tin ${name}`}
          confirm="Lưu"
          path={path}
          method="PUT"
          barred={barred}
          initial={{
            name,
            mail,
            ...(post === undefined ? {} : { post }),
            ...(phone === undefined ? {} : { phone }),
            ...(unit === undefined ? {} : { unit }),
          }}
          bodyOf={(values) => ({ ...given(values), base: version })}
        >
          <PersonFields />
        </Act>
      }
    >
      <Facts
        of={[
          ['Địa chỉ thư', mail],
          ['Điện thoại', phone],
          [
            'Làm việc ở',
            unit === undefined ? (
              'Cán bộ của Sở'
            ) : (
              <Link key="unit" to="/quan-tri/don-vi/$unit" params={{ unit }}>
                {unitName ?? unit}
              </Link>
            ),
          ],
          ['Tên đăng nhập', account?.login],
        ]}
      />
      <h2>Đang giữ vai trò</h2>
      {appointments.length === 0 ? (
        <Nothing>Chưa giữ vai trò nào.</Nothing>
      ) : (
        <Rows
          caption={`Vai trò của ${name}`}
          rows={appointments}
          keyOf={(row) => row.id}
          columns={[
            {
              head: 'Vai trò',
              cell: ({ words, at, insteadOf }) => (
                <>
                  {words}
                  <span className="under">{at}</span>
                  {insteadOf !== undefined && <span className="under">thay tạm cho {insteadOf}</span>}
                </>
              ),
            },
            { head: 'Thời gian', cell: (row) => <Span row={row} /> },
            { head: 'Việc', cell: (row) => <AppointmentActs row={row} who={name} /> },
          ]}
        />
      )}
      <p className="more">
        <Act<AppointValues>
          name="Phân công"
          title={`Phân công ${name}`}
          path="/appointments"
          barred={barred}
          initial={{ from: today, ...(unit === undefined ? {} : { unit }) }}
          bodyOf={(values) => appointBody({ ...values, person: id })}
        >
          <AppointFields person={id} />
        </Act>
      </p>
      {may('administer') && <Account person={id} name={name} login={account?.login} path={path} />}
      {may('read-audit') && (
        <p>
          <Link to="/quan-tri/nhat-ky" search={{ ban_ghi: id }}>
            Những lần sửa
          </Link>
        </p>
      )}
    </OfficeFrame>
  );
}
