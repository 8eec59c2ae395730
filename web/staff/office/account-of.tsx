import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { InvitationView } from '../../../api/office/people.ts';
import type { Sessions } from '../../../api/office/sessions.ts';
import { Act } from '../parts/act.tsx';
import { ask } from '../parts/ask.ts';
import { Failed, Loading } from '../parts/states.tsx';
import { Devices } from './devices.tsx';
import { momentWords } from './moment.ts';
import { ShownOnce } from './shown-once.tsx';

/** How somebody signs in, and where they are signed in: for the administrator. */
export function Account({
  person,
  name,
  login,
  path,
}: {
  person: string;
  name: string;
  login: string | undefined;
  path: string;
}) {
  const [invitation, setInvitation] = useState<InvitationView>();
  const sessions = useQuery({
    queryKey: ['/people', person, 'sessions'],
    queryFn: ({ signal }) => ask<Sessions>(`${path}/sessions`, { signal }),
  });
  return (
    <>
      <h2>Tài khoản</h2>
      <p className="lead">
        {login === undefined
          ? 'Chưa có tài khoản. Người của đơn vị không cần; cán bộ của Sở cần để vào ứng dụng.'
          : `Đăng nhập bằng tên ${login}.`}
      </p>
      <span className="acts">
        <Act<object, InvitationView>
          name={login === undefined ? 'Cấp đường dẫn đăng ký' : 'Cấp đường dẫn đặt lại mật khẩu'}
          path={`${path}/invitation`}
          bodyOf={() => undefined}
          consequence={`Đường dẫn dùng một lần, trong 24 giờ. Đường dẫn cấp trước cho ${name} hết hiệu lực ngay.`}
          done={setInvitation}
        />
        {login !== undefined && (
          <Act
            name="Đóng tài khoản"
            title={`Đóng tài khoản của ${name}`}
            path={`${path}/account`}
            method="DELETE"
            danger
            bodyOf={() => undefined}
            consequence={`${name} bị đăng xuất khỏi ${sessions.data?.items.length ?? 0} thiết bị và không đăng nhập lại được cho đến khi có đường dẫn mới. Vai trò và thư không đổi: hãy kết thúc phân công riêng.`}
          />
        )}
      </span>
      <ShownOnce
        title={`Đường dẫn cho ${name}`}
        shown={invitation?.link}
        close={() => setInvitation(undefined)}
        says={invitation && `Gửi cho đúng người này. Dùng một lần, hết hiệu lực lúc ${momentWords(invitation.endsAt)}.`}
      />
      {sessions.isPending ? (
        <Loading what="các thiết bị" />
      ) : sessions.isError ? (
        <Failed error={sessions.error} />
      ) : (
        sessions.data.items.length > 0 && (
          <>
            <h3>Đang đăng nhập</h3>
            <Devices
              sessions={sessions.data.items}
              pathOf={(id) => `${path}/sessions/${encodeURIComponent(id)}`}
              refreshes={[['/people', person, 'sessions']]}
            />
            <p className="more">
              <Act
                name="Đăng xuất khỏi mọi thiết bị"
                path={`${path}/sessions`}
                method="DELETE"
                bodyOf={() => undefined}
                consequence={`${name} phải đăng nhập lại trên ${sessions.data.items.length} thiết bị. Chữ đang viết dở còn trong máy của họ.`}
              />
            </p>
          </>
        )
      )}
    </>
  );
}
