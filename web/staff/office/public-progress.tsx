import { useQuery } from '@tanstack/react-query';
import { Checkbox, Form } from 'antd';
import type { Rounds } from '../../../api/campaigns/campaign-views.ts';
import type { OfficeView } from '../../../api/office/office.ts';
import { ask } from '../parts/ask.ts';
import { Failed, Loading } from '../parts/states.tsx';

type Row = Rounds['items'][number];

/** Of a round that runs or is over; a training round never. */
const isPublishable = ({ training, state }: Row): boolean =>
  !training && ['running', 'inspection-ended', 'closed'].includes(state);

/** Whether everybody may read how rounds stand, and of which of them. */
export function PublicProgressFields({ saved }: { saved: OfficeView['publicProgress'] }) {
  const rounds = useQuery({
    queryKey: ['/campaigns', 'publishable'],
    queryFn: ({ signal }) => ask<Rounds>('/campaigns?limit=200', { signal }),
  });
  const on = Form.useWatch<boolean | undefined>(['publicProgress', 'on']);
  // one that stands there and may no longer be chosen can still be taken off
  const known = (rounds.data?.items ?? []).filter((row) => isPublishable(row) || saved?.rounds.includes(row.id));
  return (
    <div className="office-panel">
      <h2>Trang tiến độ công khai</h2>
      <p>
        Ai cũng xem được tại <code>/cong-khai</code>, không cần tài khoản: các bước đã đến đâu, bao nhiêu nội dung khắc
        phục đã đóng, đang mở, quá hạn, theo cấp đơn vị và lĩnh vực. Chỉ có số đếm: không tên đơn vị, không tên người,
        không câu chữ nào trong văn bản; đợt tập huấn và buổi kiểm tra đột xuất chưa mở không ở trong đó.
      </p>
      <Form.Item name={['publicProgress', 'on']} valuePropName="checked">
        <Checkbox>Bật trang tiến độ công khai</Checkbox>
      </Form.Item>
      {rounds.isPending && <Loading what="các đợt" />}
      {rounds.isError && <Failed error={rounds.error} again={() => void rounds.refetch()} />}
      {rounds.data && known.length === 0 && (
        <p className="soft">Chưa có đợt thật nào đã triển khai, nên trang sẽ chưa có số liệu.</p>
      )}
      {rounds.data && (
        <Form.Item
          name={['publicProgress', 'rounds']}
          hidden={known.length === 0}
          label="Hiện những đợt"
          extra="Trên trang, mỗi đợt chỉ mang loại và năm, không mang tên ở đây."
        >
          <Checkbox.Group
            className="stacked"
            options={known.map(({ id, title, year, words }) => ({
              value: id,
              label: title.includes(String(year)) ? `${title}, ${words}` : `${title} (${year}), ${words}`,
            }))}
          />
        </Form.Item>
      )}
      <p className="soft">
        {saved?.on === true ? (
          <>
            Đang bật: <a href="/cong-khai">xem trang công khai</a>. Tắt thì trang mất ngay; máy của người vừa xem có thể
            còn giữ bản cũ vài phút.
          </>
        ) : (
          `Đang tắt: địa chỉ này trả lời như không có trang.${on === true ? ' Bấm Lưu để bật.' : ''}`
        )}
      </p>
    </div>
  );
}
