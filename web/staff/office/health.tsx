import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import type { Ready } from '../../../api/health.ts';
import type { Running } from '../../../api/office/running.ts';
import type { Trouble } from '../../../api/office/troubles.ts';
import { vnDay } from '../../../domain/day.ts';
import { vnNumber } from '../../../domain/number.ts';
import { Act } from '../parts/act.tsx';
import { ask } from '../parts/ask.ts';
import { Rows } from '../parts/rows.tsx';
import { Failed, Loading, Nothing } from '../parts/states.tsx';
import { onlyFor, useMay } from '../parts/who.ts';
import { Facts, OfficeFrame } from './frame.tsx';
import { momentWords } from './moment.ts';
import { readyNow } from './ready.ts';
import { useUnits } from './unit-tree.ts';

const partWords: Record<Ready['parts'][number]['part'], { name: string; does: string }> = {
  mongodb: { name: 'MongoDB', does: 'giữ mọi hồ sơ, văn bản, tài liệu' },
  temporal: { name: 'Temporal', does: 'chạy các tiến trình, đánh thức việc đến ngày' },
  workers: { name: 'Bộ xử lý', does: 'làm quy trình, in văn bản, gửi thư' },
  mail: { name: 'Máy chủ thư', does: 'nhận thư để gửi đi' },
};

/** What answers and what does not, what the machine is busy with, and what stands still. */
export function HealthPage() {
  const may = useMay();
  const allowed = may('administer');
  const ready = useQuery({ queryKey: ['ready'], queryFn: readyNow });
  const running = useQuery({
    queryKey: ['/running'],
    queryFn: ({ signal }) => ask<Running>('/running', { signal }),
    enabled: allowed,
  });
  const troubles = useQuery({
    queryKey: ['/troubles'],
    queryFn: ({ signal }) => ask<{ items: Trouble[] }>('/troubles', { signal }),
  });
  const units = useUnits();
  if (!allowed)
    return (
      <OfficeFrame title="Sức khỏe">
        <Nothing>{onlyFor('administer')}</Nothing>
      </OfficeFrame>
    );
  const again = () => {
    void ready.refetch();
    void running.refetch();
    void troubles.refetch();
  };
  const away = ready.data?.parts.filter(({ state }) => state === 'away') ?? [];
  return (
    <OfficeFrame
      title="Sức khỏe"
      lead={
        ready.data && (
          <span className={away.length > 0 ? 'late' : ''}>
            {away.length === 0 ? 'Mọi phần đều dùng được.' : `${away.length} phần chưa dùng được.`}
          </span>
        )
      }
      acts={
        <Button onClick={again} loading={ready.isFetching}>
          Xem lại
        </Button>
      }
    >
      {ready.isPending ? (
        <Loading what="tình trạng" />
      ) : ready.isError ? (
        <Failed error={ready.error} again={again} />
      ) : (
        <Rows
          caption="Các phần của hệ thống"
          rows={ready.data.parts}
          keyOf={({ part }) => part}
          columns={[
            {
              head: 'Phần',
              cell: ({ part }) => (
                <>
                  {partWords[part].name}
                  <span className="under">{partWords[part].does}</span>
                </>
              ),
            },
            {
              head: 'Tình trạng',
              cell: ({ state }) => (state === 'ok' ? 'dùng được' : <span className="late">chưa dùng được</span>),
            },
            { head: 'Cần làm', cell: ({ hint }) => hint },
          ]}
        />
      )}
      <h2>Đang làm gì</h2>
      {running.isPending ? (
        <Loading what="số đo" />
      ) : running.isError ? (
        <Failed error={running.error} again={again} />
      ) : (
        <Busy running={running.data} />
      )}
      <h2>Hồ sơ không nhắc hạn được</h2>
      {troubles.isPending ? (
        <Loading what="các hồ sơ" />
      ) : troubles.isError ? (
        <Failed error={troubles.error} again={again} />
      ) : troubles.data.items.length === 0 ? (
        <Nothing>Không có hồ sơ nào như vậy.</Nothing>
      ) : (
        <Rows
          caption="Hồ sơ không nhắc hạn được"
          rows={troubles.data.items}
          keyOf={({ matter }) => matter}
          columns={[
            {
              head: 'Hồ sơ',
              cell: ({ matter, unit }) => (
                <>
                  {unit === undefined ? matter : (units.data?.byId.get(unit)?.name ?? unit)}
                  {unit !== undefined && <span className="under once">{matter}</span>}
                </>
              ),
            },
            { head: 'Vì sao, cần làm gì', cell: ({ sentence }) => sentence },
            { head: 'Rà lần cuối', cell: ({ on }) => <span className="number">{vnDay(on)}</span> },
          ]}
        />
      )}
      <h2>Sau khi cập nhật phiên bản</h2>
      <p className="soft">
        Các tiến trình đang chạy tự đi tiếp theo bản mới khi đến lượt. Cho đi ngay để bản sau bỏ được phần mã cũ.
      </p>
      <Act
        name="Cho mọi tiến trình đi tiếp theo bản mới"
        path="/renewals"
        bodyOf={() => ({})}
        refreshes={[['/running']]}
        consequence={`${vnNumber(running.data?.matters ?? 0)} hồ sơ đang mở lần lượt được chuyển. Không hạn nào, thư nào thay đổi; người dùng không phải chờ.`}
      />
    </OfficeFrame>
  );
}

function Busy({ running: { broadcasts, matters, unwoken, waiting, underWay, lateSeconds } }: { running: Running }) {
  return (
    <>
      <Facts
        of={[
          ['Hồ sơ đang mở', vnNumber(matters)],
          [
            'Hồ sơ đến ngày chưa được rà',
            unwoken === 0 ? 'không có' : <span className="late">{vnNumber(unwoken)}</span>,
          ],
          ['Dòng nhắc chờ vào thư', vnNumber(waiting)],
          ['Thư đang trên đường', vnNumber(underWay)],
          [
            'Thư trễ',
            lateSeconds === 0 ? (
              'không có'
            ) : (
              <span className="late">dòng lâu nhất đã chờ {vnNumber(Math.ceil(lateSeconds / 60))} phút</span>
            ),
          ],
        ]}
      />
      {broadcasts === undefined ? (
        <Nothing>Chưa hỏi được Temporal về các lượt báo tin.</Nothing>
      ) : broadcasts.length === 0 ? (
        <Nothing>Không có lượt báo tin nào đang chạy.</Nothing>
      ) : (
        <Rows
          caption="Lượt báo tin đang chạy"
          rows={broadcasts}
          keyOf={({ id }) => id}
          columns={[
            { head: 'Lượt báo tin', cell: ({ words }) => words },
            { head: 'Từ lúc', cell: ({ since }) => <span className="number office-moment">{momentWords(since)}</span> },
          ]}
        />
      )}
      <p>
        <Link to="/quan-tri/thu">Thư không tới nơi</Link>
      </p>
    </>
  );
}
