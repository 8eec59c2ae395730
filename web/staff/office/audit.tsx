import { useMutation } from '@tanstack/react-query';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { Button, Form, Input } from 'antd';
import type { ChangeView, EntryView, Verdict } from '../../../api/audit.ts';
import { Refused } from '../parts/act.tsx';
import { ask, withQuery } from '../parts/ask.ts';
import { Paged, usePages } from '../parts/paged.tsx';
import type { Page } from '../parts/paged.tsx';
import { Rows } from '../parts/rows.tsx';
import { Nothing } from '../parts/states.tsx';
import { onlyFor, useMay } from '../parts/who.ts';
import { OfficeFrame } from './frame.tsx';
import { momentWords } from './moment.ts';

const route = getRouteApi('/quan-tri/nhat-ky');

/** Who did what, when: of the office's content, or of one matter; and whether the chain is whole. */
export function AuditPage() {
  const { ban_ghi: about, viec: matter } = route.useSearch();
  const navigate = useNavigate({ from: '/quan-tri/nhat-ky' });
  const may = useMay();
  if (!may('read-audit'))
    return (
      <OfficeFrame title="Nhật ký">
        <Nothing>{onlyFor('read-audit')}</Nothing>
      </OfficeFrame>
    );
  return (
    <OfficeFrame
      title="Nhật ký"
      lead="Mỗi mục nối với mục trước bằng mã băm: sửa, bỏ hay chèn một mục thì chuỗi đứt và chỉ ra chỗ đứt."
    >
      <Verify matter={matter} />
      <Form<{ viec?: string }>
        key={matter ?? ''}
        layout="inline"
        className="asking"
        initialValues={{ viec: matter }}
        onFinish={({ viec }) => void navigate({ search: viec?.trim() ? { viec: viec.trim() } : {} })}
      >
        <Form.Item name="viec" label="Nhật ký của một việc">
          <Input placeholder="inspection:cchc-2026:so-y-te" autoComplete="off" allowClear />
        </Form.Item>
        <Button htmlType="submit">Xem</Button>
      </Form>
      {matter === undefined ? <Content about={about} /> : <OfMatter matter={matter} />}
    </OfficeFrame>
  );
}

function Verify({ matter }: { matter: string | undefined }) {
  const verify = useMutation({ mutationFn: () => ask<Verdict>(withQuery('/audit/verify', { matter })) });
  const { intact, matters, changes, broken = [], brokenChanges = [] } = verify.data ?? {};
  return (
    <div className="office-panel">
      <Button onClick={() => verify.mutate()} loading={verify.isPending}>
        {matter === undefined ? 'Kiểm cả hai chuỗi' : 'Kiểm chuỗi của việc này'}
      </Button>
      {verify.isError && <Refused error={verify.error} />}
      {verify.data && (
        <div className={`office-answer ${intact ? 'good' : 'bad'}`} role="status">
          <p>
            <strong>{intact ? 'Còn nguyên.' : `Đứt ở ${broken.length + brokenChanges.length} chỗ.`}</strong> Đã tính lại
            nhật ký của {matters} việc{changes !== undefined && ` và ${changes} lần sửa nội dung của cơ quan`}.
          </p>
          {!intact && (
            <>
              <ul>
                {[...broken, ...brokenChanges].map(({ sentence }) => (
                  <li key={sentence}>{sentence}</li>
                ))}
              </ul>
              <p>Hãy giữ nguyên dữ liệu, báo người vận hành và so với bản sao lưu.</p>
            </>
          )}
        </div>
      )}
    </div>
  );
}

function Content({ about }: { about: string | undefined }) {
  const changes = usePages<Page<ChangeView>>('/audit/content', { about, newest: true, named: true });
  return (
    <>
      <h2>{about === undefined ? 'Sửa nội dung của cơ quan' : 'Những lần sửa một bản ghi'}</h2>
      {about !== undefined && (
        <p className="soft">
          <span className="once">{about}</span> · <Link to="/quan-tri/nhat-ky">xem mọi lần sửa</Link>
        </p>
      )}
      <Paged of={changes} what="nhật ký" more="Xem cũ hơn">
        {(rows) =>
          rows.length === 0 ? (
            <Nothing>Chưa có lần sửa nào.</Nothing>
          ) : (
            <Rows
              caption="Nhật ký nội dung của cơ quan, mới nhất trước"
              rows={rows}
              keyOf={({ seq }) => String(seq)}
              columns={[
                {
                  head: 'Việc',
                  cell: ({ words, counts }) => (
                    <>
                      {words}
                      {counts && <span className="under">{countsWords(counts)}</span>}
                    </>
                  ),
                },
                { head: 'Bản ghi', cell: (change) => <About change={change} /> },
                { head: 'Ai', cell: ({ by }) => by.name ?? by.id },
                { head: 'Khi nào', cell: ({ at }) => <span className="number office-moment">{momentWords(at)}</span> },
                { head: 'Số', cell: ({ seq }) => seq, figures: true },
              ]}
            />
          )
        }
      </Paged>
    </>
  );
}

const countNames: Record<string, string> = {
  created: 'thêm',
  changed: 'sửa',
  unchanged: 'giữ nguyên',
  people: 'người',
  publicRounds: 'đợt công khai',
  ladders: 'lịch nhắc',
  terms: 'thời hạn',
};
const countsWords = (counts: Record<string, number>): string =>
  Object.entries(counts)
    .filter(([name, count]) => count > 0 || name === 'publicRounds')
    .map(([name, count]) => `${countNames[name] ?? name} ${count}`)
    .join(', ');

/** The record a change was made to, where it has a page. */
function About({ change: { what, about, subject } }: { change: ChangeView }) {
  const name = subject ?? about;
  if (what.startsWith('unit-'))
    return (
      <Link to="/quan-tri/don-vi/$unit" params={{ unit: about }}>
        {name}
      </Link>
    );
  if (/^(person|account|session)/.test(what))
    return (
      <Link to="/quan-tri/nguoi/$person" params={{ person: about }}>
        {name}
      </Link>
    );
  if (what === 'calendar-added')
    return (
      <Link to="/quan-tri/lich/$year" params={{ year: about.split('@')[0]! }}>
        {about.replace('@', ', phiên bản ')}
      </Link>
    );
  if (what === 'practice-made') {
    const ban = Number(about.split('@')[1]);
    return (
      <Link to="/quan-tri/lich-nhac" search={{ ban }}>
        phiên bản {ban}
      </Link>
    );
  }
  // the whole list, the office itself: the words before say it
  if (['units', 'office'].includes(about)) return undefined;
  return <span className={subject === undefined ? 'once' : ''}>{name}</span>;
}

function OfMatter({ matter }: { matter: string }) {
  const entries = usePages<Page<EntryView>>('/audit', { matter });
  return (
    <>
      <h2>Nhật ký của việc</h2>
      <p className="soft">
        <span className="once">{matter}</span> · <Link to="/quan-tri/nhat-ky">về nhật ký của cơ quan</Link>
      </p>
      <Paged of={entries} what="nhật ký của việc">
        {(rows) =>
          rows.length === 0 ? (
            <Nothing>Chưa có mục nào.</Nothing>
          ) : (
            <Rows
              caption="Nhật ký của việc, cũ nhất trước"
              rows={rows}
              keyOf={({ seq }) => String(seq)}
              columns={[
                { head: 'Việc', cell: ({ words }) => words },
                { head: 'Ai', cell: ({ by }) => by.name ?? by.id },
                { head: 'Khi nào', cell: ({ at }) => <span className="number office-moment">{momentWords(at)}</span> },
                { head: 'Số', cell: ({ seq }) => seq, figures: true },
                { head: 'Mã băm', cell: ({ hash }) => <span className="once">{hash.slice(0, 12)}</span> },
              ]}
            />
          )
        }
      </Paged>
    </>
  );
}
