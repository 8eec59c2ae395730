import { Link } from '@tanstack/react-router';
import { Paged, usePages } from '../parts/paged.tsx';
import type { Page } from '../parts/paged.tsx';
import { Rows } from '../parts/rows.tsx';
import { Nothing } from '../parts/states.tsx';
import type { OutlineSummary } from '../../../api/office/outlines.ts';
import { OfficeFrame } from './frame.tsx';
import { momentWords } from './moment.ts';

/** Which outlines there are, and which can still be changed. */
export function OutlinesPage() {
  const outlines = usePages<Page<OutlineSummary>>('/outlines');
  return (
    <OfficeFrame
      title="Đề cương"
      lead="Lĩnh vực, câu hỏi, số liệu và thang điểm của báo cáo tự kiểm tra. Phiên bản đã dùng cho một đợt thì giữ nguyên; sửa là lập phiên bản mới."
    >
      <Paged of={outlines} what="các đề cương">
        {(rows) =>
          rows.length === 0 ? (
            <Nothing>Chưa có đề cương nào.</Nothing>
          ) : (
            <Rows
              caption="Các đề cương"
              rows={rows}
              keyOf={({ key }) => key}
              columns={[
                {
                  head: 'Tên',
                  cell: ({ key, title, id, scored, faults }) => (
                    <>
                      <Link to="/quan-tri/de-cuong/$outline" params={{ outline: key }}>
                        {title}
                      </Link>
                      <span className="under">
                        {id}
                        {scored && ' · có thang điểm'}
                        {faults > 0 && <span className="late"> · thang điểm còn {faults} chỗ phải sửa</span>}
                      </span>
                    </>
                  ),
                },
                { head: 'Phiên bản', cell: ({ version }) => version, figures: true },
                {
                  head: 'Tình trạng',
                  cell: ({ official, used }) =>
                    `${official ? 'chính thức' : 'bản mẫu, bản nháp'}; ${used ? 'đã dùng, không sửa được' : 'chưa dùng, còn sửa được'}`,
                },
                {
                  head: 'Lưu lúc',
                  cell: ({ savedAt }) => <span className="number office-moment">{momentWords(savedAt)}</span>,
                },
              ]}
            />
          )
        }
      </Paged>
    </OfficeFrame>
  );
}
