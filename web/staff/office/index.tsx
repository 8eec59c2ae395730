import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Alert } from 'antd';
import type { LetterRowView } from '../../../api/letters.ts';
import type { CalendarYears } from '../../../api/office/calendars.ts';
import type { UnitView } from '../../../api/office/units.ts';
import type { RegisterConfirmations } from '../../../api/papers/register-confirmations.ts';
import type { Operation } from '../../../domain/rights.ts';
import { ask } from '../parts/ask.ts';
import type { Page } from '../parts/paged.tsx';
import { useMay, useMe } from '../parts/who.ts';
import { readyNow } from './ready.ts';
import './office.css';

const rooms = [
  {
    name: 'Đơn vị và con người',
    pages: [
      {
        to: '/quan-tri/don-vi',
        name: 'Đơn vị',
        says: 'Cây đơn vị, tên gọi khác, thời gian có hiệu lực; nhập và xuất Excel',
      },
      { to: '/quan-tri/nguoi', name: 'Người', says: 'Danh bạ, tài khoản đăng nhập, thiết bị đang dùng' },
      {
        to: '/quan-tri/phan-cong',
        name: 'Phân công',
        says: 'Ai giữ vai trò nào, ở đâu, từ ngày nào; thay người, thay tạm',
      },
      { to: '/quan-tri/nhom', name: 'Nhóm đơn vị', says: '“Các sở, ban, ngành”, “UBND cấp xã” trong nơi nhận văn bản' },
    ],
  },
  {
    name: 'Ngày và thời hạn',
    pages: [
      { to: '/quan-tri/lich', name: 'Lịch làm việc', says: 'Ngày nghỉ, ngày làm bù từng năm; thử tính một hạn' },
      {
        to: '/quan-tri/lich-nhac',
        name: 'Lịch nhắc và thời hạn',
        says: 'Mỗi việc có bao nhiêu ngày, nhắc ai, khi nào',
      },
    ],
  },
  {
    name: 'Văn bản',
    pages: [
      { to: '/quan-tri/co-quan', name: 'Cơ quan', says: 'Đầu văn bản, người ký, điện thoại, giờ làm việc' },
      { to: '/quan-tri/so', name: 'Sổ văn bản', says: 'Các sổ đã mở; xác nhận số cuối sau khi khôi phục' },
      { to: '/quan-tri/de-cuong', name: 'Đề cương', says: 'Các đề cương kiểm tra và phiên bản' },
      {
        to: '/quan-tri/van-ban-phap-luat',
        name: 'Văn bản pháp luật',
        says: 'Căn cứ hay viện dẫn, còn hay hết hiệu lực',
      },
    ],
  },
  {
    name: 'Hệ thống',
    pages: [
      { to: '/quan-tri/thu', name: 'Thư', says: 'Máy chủ thư, gửi thư thử, thư không tới nơi', right: 'administer' },
      {
        to: '/quan-tri/suc-khoe',
        name: 'Sức khỏe',
        says: 'Phần nào đang chạy, phần nào vắng, cần làm gì',
        right: 'administer',
      },
      { to: '/quan-tri/ma-truy-cap', name: 'Mã truy cập', says: 'Khóa cho chương trình khác', right: 'administer' },
      {
        to: '/quan-tri/nhat-ky',
        name: 'Nhật ký',
        says: 'Ai làm gì, khi nào; kiểm chuỗi còn nguyên',
        right: 'read-audit',
      },
    ],
  },
] as const satisfies { name: string; pages: { to: string; name: string; says: string; right?: Operation }[] }[];

/** Everything the office keeps in order, and what is out of order just now. */
export function OfficeIndexPage() {
  const may = useMay();
  return (
    <>
      <h1>Quản trị</h1>
      <Wanting />
      {rooms.map(({ name, pages }) => {
        const open = pages.filter((page) => may('right' in page ? page.right : 'read-office'));
        if (open.length === 0) return undefined;
        return (
          <section key={name}>
            <h2>{name}</h2>
            <ul className="rooms">
              {open.map((page) => (
                <li key={page.to}>
                  <Link to={page.to}>{page.name}</Link>
                  <span className="soft">{page.says}</span>
                </li>
              ))}
            </ul>
          </section>
        );
      })}
    </>
  );
}

const most = 200;
const counted = ({ items, next }: Page<unknown>): string => (next === undefined ? String(items.length) : `hơn ${most}`);

/** What the office should enter or mend: each leads to where that is done. */
function Wanting() {
  const may = useMay();
  const { today } = useMe();
  const lacking = useQuery({
    queryKey: ['/units', 'lacks', 'unit-contact'],
    queryFn: ({ signal }) => ask<Page<UnitView>>(`/units?lacks=unit-contact&limit=${most}`, { signal }),
  });
  const letters = useQuery({
    queryKey: ['/letters', 'trouble'],
    queryFn: ({ signal }) => ask<Page<LetterRowView>>(`/letters?trouble=true&limit=${most}`, { signal }),
    enabled: may('administer'),
  });
  const calendars = useQuery({
    queryKey: ['/calendars'],
    queryFn: ({ signal }) => ask<CalendarYears>('/calendars', { signal }),
  });
  const registers = useQuery({
    queryKey: ['/register/confirmations'],
    queryFn: ({ signal }) => ask<RegisterConfirmations>('/register/confirmations', { signal }),
  });
  const ready = useQuery({ queryKey: ['ready'], queryFn: readyNow, enabled: may('administer') });
  const year = calendars.data?.items.find((one) => one.year === Number(today.slice(0, 4)));
  const away = ready.data?.parts.filter(({ state }) => state === 'away') ?? [];
  const said = [
    lacking.data && lacking.data.items.length > 0 && (
      <Link key="lacking" to="/quan-tri/don-vi" search={{ chi: 'chua-co-dau-moi' }}>
        {counted(lacking.data)} đơn vị chưa có đầu mối: thư của các đơn vị này đến trưởng phòng
      </Link>
    ),
    letters.data && letters.data.items.length > 0 && (
      <Link key="letters" to="/quan-tri/thu">
        {counted(letters.data)} thư không tới nơi
      </Link>
    ),
    away.length > 0 && (
      <Link key="ready" to="/quan-tri/suc-khoe">
        {away.length} phần của hệ thống chưa dùng được
      </Link>
    ),
    year?.provisional && (
      <Link key="year" to="/quan-tri/lich/$year" params={{ year: String(year.year) }}>
        Lịch nghỉ năm {year.year} mới là tạm tính: hãy nhập thông báo chính thức
      </Link>
    ),
    (registers.data?.waiting.length ?? 0) > 0 && (
      <Link key="registers" to="/quan-tri/so">
        {registers.data!.waiting.length} sổ văn bản chờ xác nhận số cuối
      </Link>
    ),
  ].filter(Boolean);
  if (said.length === 0) return undefined;
  return (
    <Alert
      type="warning"
      showIcon
      title="Cần xem"
      description={
        <ul className="wanting">
          {said.map((one, i) => (
            // oxlint-disable-next-line react/no-array-index-key -- a fixed list
            <li key={i}>{one}</li>
          ))}
        </ul>
      }
    />
  );
}
