import { Button } from 'antd';
import { vnNumber } from '../../../domain/number.ts';

/** As many rows as one answer of the API holds. */
const most = 500;

/** More of a list of this page; whoever wants more than a page can hold is told how to narrow it. */
export const More = ({ left, limit, more }: { left: number; limit: number; more: (limit: number) => void }) =>
  limit < most ? (
    <Button className="more" onClick={() => more(Math.min(most, limit + 100))}>
      Xem thêm ({vnNumber(left)})
    </Button>
  ) : (
    <p className="soft">Còn {vnNumber(left)} dòng nữa. Chọn một đợt để thu hẹp, hoặc tải Excel để có đủ.</p>
  );
