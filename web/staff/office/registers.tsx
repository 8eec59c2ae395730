import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Form, Input, InputNumber } from 'antd';
import type { RegisterConfirmations } from '../../../api/papers/register-confirmations.ts';
import { vnDay } from '../../../domain/day.ts';
import { vnNumber } from '../../../domain/number.ts';
import { Act } from '../parts/act.tsx';
import { ask } from '../parts/ask.ts';
import { Rows } from '../parts/rows.tsx';
import { Failed, Loading, Nothing } from '../parts/states.tsx';
import { onlyFor, useMay } from '../parts/who.ts';
import { registerSearch } from '../papers/searches.ts';
import { OfficeFrame } from './frame.tsx';
import { momentWords } from './moment.ts';

interface Values {
  register: string;
  last: number;
}

/** The registers papers take their numbers from, and those that wait for their last number to be confirmed. */
export function RegistersPage() {
  const may = useMay();
  const confirmations = useQuery({
    queryKey: ['/register/confirmations'],
    queryFn: ({ signal }) => ask<RegisterConfirmations>('/register/confirmations', { signal }),
  });
  const barred = may('number-paper') ? undefined : onlyFor('number-paper');
  if (confirmations.isPending) return <Loading what="các sổ" />;
  if (confirmations.isError) return <Failed error={confirmations.error} again={() => void confirmations.refetch()} />;
  const { restored, waiting, opened } = confirmations.data;
  return (
    <OfficeFrame
      title="Sổ văn bản"
      lead="Mỗi sổ một loại, một năm. Số đã cấp không dùng lại, kể cả số hủy."
      acts={
        <Act<Values>
          name="Ghi số cuối của sổ giấy"
          path="/register/confirmations"
          barred={barred}
          consequence="Cho cơ quan bắt đầu dùng giữa năm: số đầu tiên cấp ở đây sẽ là số kế tiếp. Xác nhận lại được cho đến khi cấp số ấy."
        >
          <Form.Item
            name="register"
            label="Mã sổ"
            extra="Như SNV-TB/2026: thông báo, kết luận; SNV-CV/2026: công văn; SNV-BC/2026: báo cáo."
            rules={[
              { required: true, message: 'Hãy ghi mã sổ.' },
              { pattern: /^\S+-(TB|CV|BC|TH)\/2\d{3}$/, message: 'Hãy ghi mã sổ như SNV-TB/2026.' },
            ]}
          >
            <Input autoComplete="off" />
          </Form.Item>
          <LastNumber />
        </Act>
      }
    >
      {restored && (
        <div className={`office-answer ${waiting.length > 0 ? 'bad' : 'good'}`}>
          <p>
            Dữ liệu được khôi phục lúc {momentWords(restored.at)} từ bản sao lưu lúc {momentWords(restored.backupAt)}.
          </p>
          <p>
            {waiting.length > 0
              ? 'Sổ giấy có thể đã đi xa hơn sổ trên máy: các sổ dưới đây chưa cấp số mới cho đến khi văn thư xác nhận.'
              : 'Mọi sổ đã được văn thư xác nhận.'}
          </p>
        </div>
      )}
      {waiting.length > 0 && (
        <>
          <h2>Chờ xác nhận</h2>
          <Rows
            caption="Sổ chờ xác nhận số cuối"
            rows={waiting}
            keyOf={(row) => row.register}
            columns={[
              { head: 'Sổ', cell: (row) => row.register },
              { head: 'Số cuối trên máy', cell: ({ known }) => known, figures: true },
              {
                head: 'Việc',
                cell: ({ register: id, known }) => (
                  <Act<Values>
                    name="Xác nhận"
                    title={`Số cuối đã cấp của sổ ${id}`}
                    path="/register/confirmations"
                    size="small"
                    barred={barred}
                    initial={{ last: known }}
                    bodyOf={({ last }) => ({ register: id, last })}
                  >
                    <LastNumber />
                  </Act>
                ),
              },
            ]}
          />
        </>
      )}
      <h2>Các sổ đã mở</h2>
      {opened.length === 0 ? (
        <Nothing>Chưa sổ nào cấp số.</Nothing>
      ) : (
        <Rows
          caption="Các sổ đã mở"
          rows={opened}
          keyOf={({ id }) => id}
          columns={[
            {
              head: 'Sổ',
              cell: ({ id }) => (
                <Link to="/van-ban/so" search={searchOf(id)}>
                  {id}
                </Link>
              ),
            },
            { head: 'Số cuối', figures: true, cell: ({ last }) => vnNumber(last) },
            { head: 'Ngày cấp', cell: ({ day }) => <span className="number">{vnDay(day)}</span> },
            { head: 'Đã cấp', figures: true, cell: ({ given }) => vnNumber(given) },
            { head: 'Đã hủy', figures: true, cell: ({ voided }) => vnNumber(voided) },
          ]}
        />
      )}
    </OfficeFrame>
  );
}

/** `SNV-TB/2026` as the page of the registers is asked for it. */
const searchOf = (id: string) => {
  const [, series = '', year = ''] = /-([A-Z]+)\/(\d{4})$/.exec(id) ?? [];
  return registerSearch({ so: series, nam: year });
};

const LastNumber = () => (
  <Form.Item
    name="last"
    label="Số cuối đã cấp theo sổ giấy"
    extra="Chưa cấp số nào thì ghi 0."
    rules={[{ required: true, message: 'Hãy ghi số.' }]}
  >
    <InputNumber min={0} max={99_999} precision={0} />
  </Form.Item>
);
