import { Alert, Button, Skeleton } from 'antd';
import { isProblem } from './ask.ts';

/** While something is read: its shape, quietly. */
export const Loading = ({ what }: { what: string }) => (
  <div role="status" aria-label={`Đang tải ${what}`}>
    <Skeleton active={false} paragraph={{ rows: 5 }} />
  </div>
);

/** What failed, in the API's own sentence, and the way on. */
export const Failed = ({ error, again }: { error: unknown; again?: () => void }) => (
  <Alert
    type="error"
    showIcon
    title={isProblem(error) ? error.message : 'Trang này gặp lỗi. Hãy tải lại; nếu vẫn lỗi, báo người vận hành.'}
    description={
      isProblem(error) && error.refused.requestId !== undefined && error.refused.status >= 500
        ? `Mã yêu cầu: ${error.refused.requestId}`
        : undefined
    }
    action={again ? <Button onClick={again}>Thử lại</Button> : undefined}
  />
);

/** Nothing is here, and what one does then. */
export const Nothing = ({ children }: { children: React.ReactNode }) => <p className="soft">{children}</p>;
