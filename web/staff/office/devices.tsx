import type { Sessions } from '../../../api/office/sessions.ts';
import { Act } from '../parts/act.tsx';
import type { Refreshed } from '../parts/act.tsx';
import { Rows } from '../parts/rows.tsx';
import { momentWords } from './moment.ts';

/** Where somebody is signed in, and the way to end one of them. */
export const Devices = ({
  sessions,
  pathOf,
  refreshes,
}: {
  sessions: Sessions['items'];
  pathOf: (session: string) => string;
  refreshes: readonly Refreshed[];
}) => (
  <Rows
    caption="Các thiết bị đang đăng nhập"
    rows={sessions}
    keyOf={({ id }) => id}
    columns={[
      { head: 'Thiết bị', cell: ({ device, current }) => (current ? `${device} (thiết bị này)` : device) },
      {
        head: 'Đăng nhập',
        cell: ({ createdAt }) => <span className="number office-moment">{momentWords(createdAt)}</span>,
      },
      {
        head: 'Dùng lần cuối',
        cell: ({ seenAt }) => <span className="number office-moment">{momentWords(seenAt)}</span>,
      },
      {
        head: 'Việc',
        cell: ({ id, current }) =>
          !current && (
            <Act
              name="Đăng xuất"
              path={pathOf(id)}
              method="DELETE"
              size="small"
              bodyOf={() => undefined}
              refreshes={refreshes}
            />
          ),
      },
    ]}
  />
);
