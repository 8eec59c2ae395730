import './papers.css';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { Alert, Form, Input, Select } from 'antd';
import type { RegisterConfirmations } from '../../../api/papers/register-confirmations.ts';
import type { RegisterPage as Register } from '../../../api/papers/register.ts';
import { vnDay, yearOf } from '../../../domain/day.ts';
import { paperKindWords } from '../../../domain/paper.ts';
import { Act } from '../parts/act.tsx';
import { ask } from '../parts/ask.ts';
import { Paged, usePages } from '../parts/paged.tsx';
import { Rows } from '../parts/rows.tsx';
import { Nothing } from '../parts/states.tsx';
import { onlyFor, useMay, useMe } from '../parts/who.ts';
import { registerSearch, serieses } from './searches.ts';
import type { Series } from './searches.ts';

const route = getRouteApi('/van-ban/so');

/** The outgoing register as on paper: one row a number, void ones too. */
export function RegisterPage() {
  const { so = 'TB', nam } = route.useSearch();
  const navigate = route.useNavigate();
  const { today } = useMe();
  const year = nam ?? yearOf(today);
  const rows = usePages<Register>('/register', { series: so, year });
  const years = Array.from({ length: 6 }, (_, i) => yearOf(today) + 1 - i);
  return (
    <>
      <p>
        <Link to="/van-ban">Văn bản</Link>
      </p>
      <h1>Sổ đăng ký văn bản đi</h1>
      <Confirmations />
      <div className="paper-filters">
        <label>
          <span>Sổ</span>
          <Select<Series>
            aria-label="Sổ"
            value={so}
            onChange={(next) =>
              void navigate({ to: '/van-ban/so', search: registerSearch({ so: next, nam: year }), replace: true })
            }
            options={Object.entries(serieses).map(([value, label]) => ({ value: value as Series, label }))}
          />
        </label>
        <label>
          <span>Năm</span>
          <Select<number>
            aria-label="Năm"
            value={year}
            onChange={(next) =>
              void navigate({ to: '/van-ban/so', search: registerSearch({ so, nam: next }), replace: true })
            }
            options={[...new Set([year, ...years])].map((one) => ({ value: one, label: String(one) }))}
          />
        </label>
      </div>
      <Paged of={rows} what="sổ đăng ký">
        {(items, { register }) => (
          <>
            <p className="lead">Sổ {register}</p>
            {items.length === 0 ? (
              <Nothing>Sổ này chưa cấp số nào.</Nothing>
            ) : (
              <Rows
                caption={`Sổ ${register}`}
                rows={items}
                keyOf={({ number }) => String(number)}
                columns={[
                  {
                    head: 'Số, ký hiệu',
                    cell: ({ text, paper, voided }) => (
                      <>
                        <Link to="/van-ban/$paper" params={{ paper }}>
                          {text}
                        </Link>
                        {voided && (
                          <div className="late">
                            Số đã hủy ngày {vnDay(voided.on)}: {voided.reason}
                          </div>
                        )}
                      </>
                    ),
                  },
                  { head: 'Ngày', cell: ({ day }) => <span className="number">{vnDay(day)}</span> },
                  {
                    head: 'Loại, trích yếu',
                    cell: ({ kind, about }) => (
                      <>
                        {paperKindWords[kind]}
                        <div className="soft">{about}</div>
                      </>
                    ),
                  },
                  { head: 'Người ký', cell: ({ signer }) => signer.name ?? signer.id },
                  { head: 'Nơi nhận', cell: ({ recipients }) => <Recipients all={recipients} /> },
                  {
                    head: 'Tệp',
                    cell: ({ file, paper, pages }) =>
                      file !== undefined && (
                        <a href={`/api/papers/${paper}/file`} target="_blank" rel="noopener">
                          PDF, {pages} trang
                        </a>
                      ),
                  },
                ]}
              />
            )}
          </>
        )}
      </Paged>
    </>
  );
}

const atFirst = 3;

const Recipients = ({ all }: { all: string[] }) =>
  all.length <= atFirst ? (
    all.join('; ')
  ) : (
    <details>
      <summary>
        {all.slice(0, atFirst).join('; ')} và {all.length - atFirst} nơi khác
      </summary>
      {all.slice(atFirst).join('; ')}
    </details>
  );

/** After a restore a register gives no number until the clerk has said how far the one on paper went. */
function Confirmations() {
  const may = useMay();
  const key = ['/register/confirmations'];
  const { data } = useQuery({
    queryKey: key,
    queryFn: ({ signal }) => ask<RegisterConfirmations>(key[0]!, { signal }),
  });
  if (!data || data.waiting.length === 0) return undefined;
  return (
    <Alert
      type="warning"
      showIcon
      className="above"
      title="Dữ liệu vừa được khôi phục: sổ chưa cấp số cho đến khi văn thư xác nhận số cuối cùng."
      description={
        <ul className="confirmations">
          {data.waiting.map(({ register, known }) => (
            <li key={register}>
              Sổ {register}: trên máy đến số {known}.{' '}
              <Act<{ last: string }>
                name={`Xác nhận sổ ${register}`}
                title={`Số cuối cùng đã cấp của sổ ${register}`}
                confirm="Xác nhận"
                size="small"
                path="/register/confirmations"
                barred={may('number-paper') ? undefined : onlyFor('number-paper')}
                initial={{ last: String(known) }}
                bodyOf={({ last }) => ({ register, last: Number(last) })}
                consequence="Số cấp tiếp theo là số liền sau số này. Hãy đối chiếu với sổ giấy."
              >
                <Form.Item
                  name="last"
                  label="Số cuối cùng trong sổ giấy"
                  rules={[{ pattern: /^\d{1,5}$/, required: true, message: 'Ghi một số, chưa cấp số nào thì ghi 0.' }]}
                >
                  <Input inputMode="numeric" className="short-input" />
                </Form.Item>
              </Act>
            </li>
          ))}
        </ul>
      }
    />
  );
}
