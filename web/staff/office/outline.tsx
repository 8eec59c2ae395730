import '../plan/plan.css';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { Button, Form, Input } from 'antd';
import { useState } from 'react';
import type { OutlineShown } from '../../../api/office/outlines.ts';
import { Act } from '../parts/act.tsx';
import { ask } from '../parts/ask.ts';
import { Failed, Loading } from '../parts/states.tsx';
import { onlyFor, useMay } from '../parts/who.ts';
import { OutlineEditor } from '../plan/outline-editor.tsx';
import { OutlineView } from '../plan/outline-view.tsx';
import { OfficeFrame } from './frame.tsx';
import { momentWords } from './moment.ts';

const route = getRouteApi('/quan-tri/de-cuong/$outline');

/** One version of an outline: as units and those who score will read it, and written where no round uses it yet. */
export function OutlinePage() {
  const { outline: key } = route.useParams();
  const path = `/outlines/${encodeURIComponent(key)}`;
  const one = useQuery({
    queryKey: ['outline', key],
    queryFn: ({ signal }) => ask<OutlineShown>(path, { signal }),
  });
  if (one.isPending) return <Loading what="đề cương" />;
  if (one.isError) return <Failed error={one.error} again={() => void one.refetch()} />;
  return <Shown key={key} shown={one.data} path={path} />;
}

function Shown({ shown, path }: { shown: OutlineShown; path: string }) {
  const { key, outline, used, savedAt, faults } = shown;
  const mayChange = useMay()('change-outlines');
  const [editing, setEditing] = useState(false);
  const queries = useQueryClient();
  const navigate = useNavigate();
  const go = (made: OutlineShown) => {
    queries.setQueryData(['outline', made.key], made);
    void navigate({ to: '/quan-tri/de-cuong/$outline', params: { outline: made.key } });
  };
  const { id, version, ...fields } = outline;
  const barred = mayChange ? undefined : onlyFor('change-outlines');
  return (
    <OfficeFrame
      title={outline.title}
      up={<Link to="/quan-tri/de-cuong">Đề cương</Link>}
      lead={`${id}, phiên bản ${version} · lưu lúc ${momentWords(savedAt)}`}
    >
      <div className="plan">
        {!outline.official && <p className="soon">Bản mẫu hoặc bản nháp, không phải bộ chính thức của Sở.</p>}
        {used && (
          <p className="soft">Phiên bản này đã dùng cho một đợt nên giữ nguyên; muốn sửa thì soạn phiên bản mới.</p>
        )}
        {!editing && faults.length > 0 && (
          <>
            <p className="late">Thang điểm còn {faults.length} chỗ phải sửa trước khi dùng cho một đợt:</p>
            <ul>
              {faults.map(({ at, sentence }) => (
                <li key={`${at} ${sentence}`}>{sentence}</li>
              ))}
            </ul>
          </>
        )}
        <div className="acts outline-acts">
          {!used && mayChange && (
            <Button type={editing ? 'default' : 'primary'} onClick={() => setEditing(!editing)}>
              {editing ? 'Soạn xong, xem lại' : 'Sửa phiên bản này'}
            </Button>
          )}
          {!editing && (
            <>
              <Act<object, OutlineShown>
                name="Soạn phiên bản mới từ bản này"
                path={`${path}/versions`}
                barred={barred}
                refreshes={[['outlines'], ['/outlines']]}
                bodyOf={() => fields}
                done={go}
              />
              <Act<{ id: string; title: string }, OutlineShown>
                name="Lập đề cương khác từ bản này"
                confirm="Lập đề cương"
                path="/outlines"
                barred={
                  barred ?? (faults.length > 0 ? 'Sửa xong thang điểm rồi mới chép sang đề cương khác.' : undefined)
                }
                refreshes={[['outlines'], ['/outlines']]}
                initial={{ title: outline.title }}
                bodyOf={(named) => ({ ...fields, ...named, official: false })}
                done={go}
              >
                <Form.Item
                  name="id"
                  label="Mã đề cương mới"
                  extra="Chữ thường không dấu, số và gạch nối, như cchc-2027. Không đổi được về sau."
                  rules={[{ required: true, message: 'Ghi mã đề cương.' }]}
                >
                  <Input maxLength={60} />
                </Form.Item>
                <Form.Item name="title" label="Tên" rules={[{ required: true, message: 'Ghi tên đề cương.' }]}>
                  <Input maxLength={300} />
                </Form.Item>
              </Act>
            </>
          )}
        </div>
        {editing && !used ? <OutlineEditor key={key} shown={shown} /> : <OutlineView outline={outline} />}
      </div>
    </OfficeFrame>
  );
}
