import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, Outlet } from '@tanstack/react-router';
import { Button, Drawer, Modal } from 'antd';
import { useRef, useState } from 'react';
import type { Me } from '../../api/office/me.ts';
import { vnDay } from '../../domain/day.ts';
import type { Role } from '../../domain/role.ts';
import { roleWords } from '../../domain/why.ts';
import { useArrival } from './arrival.ts';
import { ask, isProblem } from './parts/ask.ts';
import { dropAllKept } from './parts/kept-fields.ts';
import { Failed, Loading } from './parts/states.tsx';
import { useMay, WhoContext } from './parts/who.ts';
import { SearchField } from './search/search-field.tsx';
import { SignIn, SignInForm } from './sign-in.tsx';

const places = [
  { to: '/viec-cua-toi', name: 'Việc của tôi' },
  { to: '/dot', name: 'Đợt kiểm tra' },
  { to: '/kiem-tra', name: 'Kiểm tra', only: ['lead', 'secretary', 'member', 'chair'] },
  { to: '/van-ban', name: 'Văn bản' },
  { to: '/don-vi', name: 'Đơn vị' },
  { to: '/theo-doi', name: 'Theo dõi' },
] as const satisfies { to: string; name: string; only?: readonly Role[] }[];

const monday = { to: '/tinh-hinh', name: 'Trang thứ Hai' } as const;
const leaders: readonly Role[] = ['director', 'deputy-director', 'division-head', 'signer'];

/** Where one can go: leaders begin with how things stand. */
const placesOf = (roles: Me['roles']) => {
  const holds = (some: readonly Role[]) => roles.some(({ role }) => some.includes(role));
  const mine = places.filter((place) => !('only' in place) || holds(place.only));
  return holds(leaders) ? [monday, ...mine] : [...mine, monday];
};

const Rail = ({ roles, chosen }: { roles: Me['roles']; chosen?: () => void }) => (
  <ul>
    {placesOf(roles).map(({ to, name }) => (
      <li key={to}>
        <Link to={to} {...(chosen ? { onClick: chosen } : {})}>
          {name}
        </Link>
      </li>
    ))}
    {useKeepsOffice() && (
      <li>
        <Link to="/quan-tri" {...(chosen ? { onClick: chosen } : {})}>
          Quản trị
        </Link>
      </li>
    )}
  </ul>
);

/** Keeps the office's own lists, or looks after the machine. */
function useKeepsOffice(): boolean {
  const may = useMay();
  return may('administer') || may('change-units') || may('read-audit');
}

/** The frame around every page: where one can go, what day it is, who one is. */
export function Shell() {
  const me = useQuery({ queryKey: ['me'], queryFn: ({ signal }) => ask<Me>('/me', { signal }) });
  const queries = useQueryClient();
  const [railOpen, setRailOpen] = useState(false);
  const known = useRef<Me>(undefined);
  if (me.data) known.current = me.data;
  const ended = isProblem(me.error, 'not-signed-in');

  if (me.isPending) return <Loading what="trang" />;
  if (!known.current) return ended ? <SignIn /> : <Failed error={me.error} again={() => void me.refetch()} />;

  const { person, roles, today } = known.current;
  const signOut = async () => {
    await ask('/sessions/current', { method: 'DELETE' });
    known.current = undefined;
    dropAllKept();
    queries.clear();
    await me.refetch();
  };
  return (
    <WhoContext value={known.current}>
      <div className="frame">
        <a className="skip" href="#noi-dung">
          Đến nội dung
        </a>
        <nav className="rail" aria-label="Các trang">
          <div className="name">Đôn Đốc</div>
          <Rail roles={roles} />
        </nav>
        <header className="top">
          <Button className="open-rail" onClick={() => setRailOpen(true)}>
            Mục lục
          </Button>
          <SearchField />
          <span className="day number">Hôm nay {vnDay(today)}</span>
          <span>
            {person ? <Link to="/tai-khoan">{person.name}</Link> : 'Khóa truy cập'}{' '}
            <span className="soft">{[...new Set(roles.map(({ role }) => roleWords[role]))].join(', ')}</span>
          </span>
          <Button size="small" onClick={() => void signOut()}>
            Đăng xuất
          </Button>
        </header>
        <Drawer title="Đôn Đốc" placement="left" size={260} open={railOpen} onClose={() => setRailOpen(false)}>
          <nav className="rail-in-drawer" aria-label="Các trang">
            <Rail roles={roles} chosen={() => setRailOpen(false)} />
          </nav>
        </Drawer>
        <Page />
        {/* over the page: what was being written there stays */}
        <Modal title="Phiên đăng nhập đã hết" open={ended} footer={null} closable={false} destroyOnHidden>
          <p>Đăng nhập lại để làm tiếp. Trang phía sau và chữ đang viết còn nguyên.</p>
          <SignInForm login={person?.login} />
        </Modal>
      </div>
    </WhoContext>
  );
}

/** The page itself, where one arrives. */
function Page() {
  const main = useRef<HTMLElement>(null);
  useArrival(main);
  return (
    <main className="page" id="noi-dung" ref={main} tabIndex={-1}>
      <Outlet />
    </main>
  );
}
