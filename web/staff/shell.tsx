import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, Outlet } from '@tanstack/react-router';
import { Button, Drawer } from 'antd';
import { useState } from 'react';
import { vnDay } from '../../domain/day.ts';
import { roleWords } from '../../domain/why.ts';
import { ask, isProblem } from './ask.ts';
import type { Me } from './contract.ts';
import { Failed, Loading } from './states.tsx';
import { SignIn } from './sign-in.tsx';

const places = [
  { to: '/viec-cua-toi', name: 'Việc của tôi' },
  { to: '/dot', name: 'Đợt kiểm tra' },
] as const;

const Rail = ({ chosen }: { chosen?: () => void }) => (
  <ul>
    {places.map(({ to, name }) => (
      <li key={to}>
        <Link to={to} {...(chosen ? { onClick: chosen } : {})}>
          {name}
        </Link>
      </li>
    ))}
    <li>
      <a href="/bang-theo-doi">Bảng theo dõi</a>
    </li>
  </ul>
);

/** The frame around every page: where one can go, what day it is, who one is. */
export function Shell() {
  const me = useQuery({ queryKey: ['me'], queryFn: ({ signal }) => ask<Me>('/me', { signal }) });
  const queries = useQueryClient();
  const [railOpen, setRailOpen] = useState(false);

  if (me.isPending) return <Loading what="trang" />;
  if (isProblem(me.error, 'not-signed-in')) return <SignIn />;
  if (me.isError) return <Failed error={me.error} again={() => void me.refetch()} />;

  const { person, roles, today } = me.data;
  const signOut = async () => {
    await ask('/sessions/current', { method: 'DELETE' });
    queries.clear();
    await me.refetch();
  };
  return (
    <div className="frame">
      <a className="skip" href="#noi-dung">
        Đến nội dung
      </a>
      <nav className="rail" aria-label="Các trang">
        <div className="name">Đôn Đốc</div>
        <Rail />
      </nav>
      <header className="top">
        <Button className="open-rail" onClick={() => setRailOpen(true)}>
          Mục lục
        </Button>
        <span className="day number">Hôm nay {vnDay(today)}</span>
        <span>
          {person?.name ?? 'Khóa truy cập'}{' '}
          <span className="soft">{[...new Set(roles.map(({ role }) => roleWords[role]))].join(', ')}</span>
        </span>
        <Button size="small" onClick={() => void signOut()}>
          Đăng xuất
        </Button>
      </header>
      <Drawer title="Đôn Đốc" placement="left" size={260} open={railOpen} onClose={() => setRailOpen(false)}>
        <nav className="rail-in-drawer" aria-label="Các trang">
          <Rail chosen={() => setRailOpen(false)} />
        </nav>
      </Drawer>
      <main className="page" id="noi-dung">
        <Outlet />
      </main>
    </div>
  );
}
