import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, Button, Select } from 'antd';
import { useState } from 'react';
import type { OutlineShown, OutlineSummary } from '../../../api/office/outlines.ts';
import { useAct, Refused } from '../parts/act.tsx';
import { ask } from '../parts/ask.ts';
import type { Page } from '../parts/paged.tsx';
import { Failed, Loading } from '../parts/states.tsx';
import { onlyFor, useMay } from '../parts/who.ts';
import { OutlineEditor } from './outline-editor.tsx';
import { OutlineView } from './outline-view.tsx';
import { at, usePlan } from './plan-context.ts';

/** What units are asked: which outline, which of its versions; a version of its own where this round asks otherwise. */
export function OutlineStep() {
  const { plan, change, places, closed } = usePlan();
  const queries = useQueryClient();
  const mayChange = useMay()('change-outlines');
  const [editing, setEditing] = useState<string>();
  const all = useQuery({
    queryKey: ['outlines', 'newest'],
    queryFn: ({ signal }) => ask<Page<OutlineSummary>>('/outlines?limit=200', { signal }),
  });
  const path = `/outlines/${encodeURIComponent(plan.outline)}`;
  const one = useQuery({
    queryKey: ['outline', plan.outline],
    queryFn: ({ signal }) => ask<OutlineShown>(path, { signal }),
  });
  const copy = useAct<OutlineShown>({ path: `${path}/versions`, refreshes: [['outlines']] });
  if (all.isPending) return <Loading what="các đề cương" />;
  if (all.isError) return <Failed error={all.error} again={() => void all.refetch()} />;
  const choose = (outline: string) => {
    setEditing(undefined);
    change((now) => ({ ...now, outline }));
  };
  const writeOwn = async (shown: OutlineShown) => {
    const { id: _, version: __, ...fields } = shown.outline;
    const made = await copy.mutateAsync(fields).catch(() => undefined);
    if (!made) return;
    queries.setQueryData(['outline', made.key], made);
    choose(made.key);
    setEditing(made.key);
  };
  const wrong = at(places, 'outline');
  return (
    <>
      <h2>Đề cương</h2>
      <div className="plan-field">
        <label htmlFor="de-cuong">Đề cương và phiên bản</label>
        <Select
          id="de-cuong"
          className="wide"
          value={plan.outline}
          disabled={closed !== undefined}
          onChange={choose}
          options={all.data.items.map(({ key, title, version, official, used }) => ({
            value: key,
            label: `${title} · phiên bản ${version}${official ? '' : ' · chưa chính thức'}${used ? ' · đã dùng' : ''}`,
          }))}
        />
        {wrong.map(({ sentence }) => (
          <p className="late" role="alert" key={sentence}>
            {sentence}
          </p>
        ))}
      </div>
      {one.isPending && <Loading what="đề cương" />}
      {one.isError && <Failed error={one.error} again={() => void one.refetch()} />}
      {one.isSuccess && (
        <>
          {!one.data.outline.official && (
            <Alert
              type="warning"
              showIcon
              title="Bản mẫu hoặc bản nháp, chưa phải đề cương chính thức của Sở."
              description="Soạn một phiên bản của Sở rồi đánh dấu chính thức, hoặc vẫn dùng bản này cho đợt tập huấn."
            />
          )}
          {closed === undefined && (
            <div className="acts outline-acts">
              {one.data.used ? (
                <>
                  <Button loading={copy.isPending} disabled={!mayChange} onClick={() => void writeOwn(one.data)}>
                    Soạn phiên bản mới từ bản này
                  </Button>
                  <span className="soft">
                    {mayChange ? 'Bản này đã dùng cho một đợt nên giữ nguyên.' : onlyFor('change-outlines')}
                  </span>
                </>
              ) : editing === one.data.key ? (
                <Button onClick={() => setEditing(undefined)}>Soạn xong, xem lại</Button>
              ) : (
                <>
                  <Button disabled={!mayChange} onClick={() => setEditing(one.data.key)}>
                    Sửa phiên bản này
                  </Button>
                  <Button loading={copy.isPending} disabled={!mayChange} onClick={() => void writeOwn(one.data)}>
                    Soạn phiên bản mới từ bản này
                  </Button>
                  {!mayChange && <span className="soft">{onlyFor('change-outlines')}</span>}
                </>
              )}
            </div>
          )}
          {copy.isError && <Refused error={copy.error} />}
          {editing === one.data.key && !one.data.used && closed === undefined ? (
            <OutlineEditor key={one.data.key} shown={one.data} />
          ) : (
            <OutlineView outline={one.data.outline} />
          )}
        </>
      )}
    </>
  );
}
