import { Link } from '@tanstack/react-router';

/** The lists of this room beside each other. */
export const ItemsNav = () => (
  <nav aria-label="Theo dõi">
    <ul className="items-nav">
      <li>
        <Link to="/theo-doi" activeOptions={{ exact: true, includeSearch: false }}>
          Nội dung khắc phục
        </Link>
      </li>
      <li>
        <Link to="/theo-doi/kien-nghi" activeOptions={{ includeSearch: false }}>
          Kiến nghị của đơn vị
        </Link>
      </li>
      <li>
        <Link to="/theo-doi/lay-mau" activeOptions={{ includeSearch: false }}>
          Lấy mẫu kiểm tra lại
        </Link>
      </li>
    </ul>
  </nav>
);
