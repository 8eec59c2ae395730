import { Form, Input } from 'antd';
import { useState } from 'react';
import type { MadeToken, TokenView } from '../../../api/office/tokens.ts';
import { addDays, dayAt, vnDay } from '../../../domain/day.ts';
import type { Instant } from '../../../domain/day.ts';
import { roles } from '../../../domain/role.ts';
import type { Role } from '../../../domain/role.ts';
import { roleWords } from '../../../domain/why.ts';
import { Act } from '../parts/act.tsx';
import { DayInput, dayRule } from '../parts/day-input.tsx';
import { FoldedSelect } from '../parts/folded-select.tsx';
import { Paged, usePages } from '../parts/paged.tsx';
import type { Page } from '../parts/paged.tsx';
import { Rows } from '../parts/rows.tsx';
import { Nothing } from '../parts/states.tsx';
import { onlyFor, useMay, useMe } from '../parts/who.ts';
import { OfficeFrame } from './frame.tsx';
import { momentWords } from './moment.ts';
import { ShownOnce } from './shown-once.tsx';

interface Values {
  name: string;
  role: Role;
  lastDay: string;
}

const lastDayOf = ({ endsAt }: TokenView) => addDays(dayAt(endsAt as Instant), -1);

/** Keys for other programs: each with one role and an end, shown once. */
export function TokensPage() {
  const may = useMay();
  const { today } = useMe();
  const [made, setMade] = useState<MadeToken>();
  const tokens = usePages<Page<TokenView>>('/tokens');
  if (!may('administer'))
    return (
      <OfficeFrame title="Mã truy cập">
        <Nothing>{onlyFor('administer')}</Nothing>
      </OfficeFrame>
    );
  const stateOf = (token: TokenView) =>
    token.revokedAt !== undefined
      ? `đã thu hồi ${momentWords(token.revokedAt)}`
      : lastDayOf(token) < today
        ? `đã hết hạn ${vnDay(lastDayOf(token))}`
        : `dùng được đến hết ${vnDay(lastDayOf(token))}`;
  const works = (token: TokenView) => token.revokedAt === undefined && lastDayOf(token) >= today;
  return (
    <OfficeFrame
      title="Mã truy cập"
      lead="Khóa cho chương trình khác gọi vào đây, thay cho đăng nhập. Chương trình làm được đúng những gì vai trò ấy làm được."
      acts={
        <Act<Values, MadeToken>
          name="Cấp mã"
          title="Cấp mã truy cập"
          path="/tokens"
          primary
          initial={{ lastDay: addDays(today, 180) }}
          done={setMade}
        >
          <Form.Item
            name="name"
            label="Dùng để làm gì"
            extra="Như: Đồng bộ danh mục đơn vị."
            rules={[{ required: true, message: 'Hãy ghi dùng để làm gì.' }]}
          >
            <Input autoComplete="off" />
          </Form.Item>
          <Form.Item name="role" label="Vai trò" rules={[{ required: true, message: 'Hãy chọn vai trò.' }]}>
            <FoldedSelect options={roles.map((role) => ({ value: role, label: roleWords[role] }))} />
          </Form.Item>
          <Form.Item
            name="lastDay"
            label="Ngày cuối còn dùng được"
            extra="Không quá một năm; đến hạn thì cấp mã mới."
            rules={[{ required: true, message: 'Hãy ghi ngày.' }, dayRule]}
          >
            <DayInput />
          </Form.Item>
        </Act>
      }
    >
      <ShownOnce
        title="Mã vừa cấp"
        shown={made?.secret}
        close={() => setMade(undefined)}
        says={
          made && <>Đặt vào cấu hình của chương trình “{made.name}”, gửi kèm trong tiêu đề Authorization: Bearer.</>
        }
      />
      <Paged of={tokens} what="các mã truy cập">
        {(rows) =>
          rows.length === 0 ? (
            <Nothing>Chưa cấp mã nào.</Nothing>
          ) : (
            <Rows
              caption="Các mã truy cập"
              rows={rows}
              keyOf={({ id }) => id}
              columns={[
                {
                  head: 'Dùng để',
                  cell: (token) => (
                    <>
                      {token.name}
                      <span className="under">{roleWords[token.role]}</span>
                    </>
                  ),
                },
                {
                  head: 'Tình trạng',
                  cell: (token) => <span className={works(token) ? '' : 'ended'}>{stateOf(token)}</span>,
                },
                {
                  head: 'Dùng lần cuối',
                  cell: ({ usedAt }) =>
                    usedAt === undefined ? (
                      'chưa dùng'
                    ) : (
                      <span className="number office-moment">{momentWords(usedAt)}</span>
                    ),
                },
                {
                  head: 'Cấp lúc',
                  cell: ({ createdAt }) => <span className="number office-moment">{momentWords(createdAt)}</span>,
                },
                {
                  head: 'Việc',
                  cell: (token) =>
                    works(token) && (
                      <Act
                        name="Thu hồi"
                        title={`Thu hồi mã “${token.name}”`}
                        path={`/tokens/${encodeURIComponent(token.id)}`}
                        method="DELETE"
                        size="small"
                        danger
                        bodyOf={() => undefined}
                        consequence="Chương trình đang dùng mã này bị từ chối ngay. Không lấy lại được; cần thì cấp mã mới."
                      />
                    ),
                },
              ]}
            />
          )
        }
      </Paged>
    </OfficeFrame>
  );
}
