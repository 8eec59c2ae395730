import { Alert, Button } from 'antd';
import { instantOf } from './instant.ts';
import type { Drafting } from './draft.ts';
import { Refused } from './act.tsx';
import { vnTime } from '../../../domain/day.ts';

/** Where a draft stands: “Đã lưu 14:05”, or what to do about it. */
export function DraftState({
  of: { state, savedAt, problem, flush, keepMine, takeTheirs },
}: {
  of: Pick<Drafting<unknown>, 'state' | 'savedAt' | 'problem' | 'flush' | 'keepMine' | 'takeTheirs'>;
}) {
  if (state === 'clash')
    return (
      <Alert
        type="warning"
        showIcon
        title="Người khác vừa lưu một bản mới hơn."
        description="Chữ của anh/chị còn nguyên trên trang này. Lấy bản của họ thì phần vừa gõ ở đây bị bỏ; giữ bản của mình thì bản của họ bị thay."
        action={
          <span className="acts">
            <Button size="small" onClick={takeTheirs}>
              Lấy bản của họ
            </Button>
            <Button size="small" onClick={keepMine}>
              Giữ bản của tôi
            </Button>
          </span>
        }
      />
    );
  return (
    <>
      <span role="status" className={state === 'waiting' || state === 'refused' ? 'soon' : 'soft'}>
        {state === 'saved' && (savedAt === undefined ? 'Đã lưu' : `Đã lưu ${vnTime(instantOf(savedAt))}`)}
        {state === 'changed' && 'Chưa lưu'}
        {state === 'saving' && 'Đang lưu…'}
        {state === 'waiting' && 'Chưa lưu được: máy chủ chưa trả lời. Chữ còn nguyên, hệ thống tự thử lại.'}
        {state === 'refused' && 'Chưa lưu được. Chữ còn nguyên ở đây.'}
      </span>
      {state === 'waiting' && (
        <Button size="small" onClick={() => void flush()}>
          Thử lại ngay
        </Button>
      )}
      {state === 'refused' && <Refused error={problem} />}
    </>
  );
}
