import { useQuery } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { Form, Input } from 'antd';
import type { LegalDocumentView } from '../../../api/office/legal-documents.ts';
import { vnDay } from '../../../domain/day.ts';
import type { Day } from '../../../domain/day.ts';
import { fold } from '../../../domain/fold.ts';
import { Act } from '../parts/act.tsx';
import { ask } from '../parts/ask.ts';
import { DayInput, dayRule } from '../parts/day-input.tsx';
import { Rows } from '../parts/rows.tsx';
import { Failed, Loading, Nothing } from '../parts/states.tsx';
import { onlyFor, useMay, useMe } from '../parts/who.ts';
import { OfficeFrame } from './frame.tsx';
import { given } from './given.ts';
import { SearchBox } from './search-box.tsx';

type Values = Omit<LegalDocumentView, 'own'>;

const route = getRouteApi('/quan-tri/van-ban-phap-luat');

const stateOf = ({ from, to }: LegalDocumentView, today: Day) =>
  to !== undefined && to < today
    ? { words: `Hết hiệu lực từ sau ${vnDay(to)}`, weight: 'late' }
    : from !== undefined && from > today
      ? { words: `Có hiệu lực từ ${vnDay(from)}`, weight: 'soon' }
      : to !== undefined
        ? { words: `Còn hiệu lực đến hết ${vnDay(to)}`, weight: 'soon' }
        : { words: 'Còn hiệu lực', weight: '' };

/** Acts that papers cite, in force or not: a draft that cites one that ended is warned. */
export function LegalDocumentsPage() {
  const search = route.useSearch();
  const { q = '' } = search;
  const navigate = useNavigate();
  const may = useMay();
  const { today } = useMe();
  const acts = useQuery({
    queryKey: ['/legal-documents'],
    queryFn: ({ signal }) => ask<{ items: LegalDocumentView[] }>('/legal-documents', { signal }),
  });
  const barred = may('change-outlines') ? undefined : onlyFor('change-outlines');
  const rows = (acts.data?.items ?? [])
    .filter(({ symbol, about }) => fold(`${symbol} ${about}`).includes(fold(q)))
    .sort((a, b) => a.symbol.localeCompare(b.symbol, 'vi', { numeric: true }));
  return (
    <OfficeFrame
      title="Văn bản pháp luật"
      lead="Dự thảo nào viện dẫn văn bản đã hết hiệu lực vào ngày của dự thảo thì được cảnh báo trước khi trình."
      acts={
        <Act<Values> name="Thêm văn bản" path="/legal-documents" primary barred={barred} bodyOf={given}>
          <Fields known={acts.data?.items ?? []} />
        </Act>
      }
    >
      <div className="asking">
        <SearchBox
          name="Tìm theo số, ký hiệu, trích yếu"
          value={q}
          change={(text) => void navigate({ to: '.', search: { ...search, q: text || undefined }, replace: true })}
        />
      </div>
      {acts.isPending ? (
        <Loading what="các văn bản" />
      ) : acts.isError ? (
        <Failed error={acts.error} again={() => void acts.refetch()} />
      ) : rows.length === 0 ? (
        <Nothing>Chưa có văn bản nào như vậy.</Nothing>
      ) : (
        <Rows
          caption="Văn bản pháp luật hay viện dẫn"
          rows={rows}
          keyOf={({ symbol }) => symbol}
          columns={[
            {
              head: 'Số, ký hiệu',
              cell: ({ symbol, about }) => (
                <>
                  {symbol}
                  <span className="under">{about}</span>
                </>
              ),
            },
            {
              head: 'Hiệu lực',
              cell: (act) => {
                const { words, weight } = stateOf(act, today);
                return <span className={weight}>{words}</span>;
              },
            },
            { head: 'Thay bằng', cell: ({ replacedBy }) => replacedBy },
            {
              head: 'Việc',
              cell: (act) => (
                <Act<Values>
                  key={JSON.stringify(act)}
                  name="Sửa"
                  title={`Sửa ${act.symbol}`}
                  confirm="Lưu"
                  path="/legal-documents"
                  size="small"
                  barred={barred}
                  initial={given(act)}
                  bodyOf={(values) => given({ ...values, symbol: act.symbol })}
                >
                  <Fields changing />
                </Act>
              ),
            },
          ]}
        />
      )}
    </OfficeFrame>
  );
}

const Fields = ({ changing = false, known = [] }: { changing?: boolean; known?: readonly LegalDocumentView[] }) => (
  <>
    <Form.Item
      name="symbol"
      label="Số, năm, ký hiệu"
      extra="Như 118/2025/NĐ-CP."
      rules={[
        { required: true, message: 'Hãy ghi số, năm, ký hiệu.' },
        {
          validator: (_rule, symbol: string = '') =>
            known.some((one) => fold(one.symbol) === fold(symbol.trim()))
              ? Promise.reject(new Error('Văn bản này đã có trong danh sách. Hãy bấm Sửa ở dòng của nó.'))
              : Promise.resolve(),
        },
      ]}
    >
      <Input disabled={changing} autoComplete="off" />
    </Form.Item>
    <Form.Item name="about" label="Về việc" rules={[{ required: true, message: 'Hãy ghi văn bản về việc gì.' }]}>
      <Input.TextArea rows={2} />
    </Form.Item>
    <div className="side-by-side">
      <Form.Item name="from" label="Có hiệu lực từ ngày" rules={[dayRule]}>
        <DayInput />
      </Form.Item>
      <Form.Item name="to" label="Ngày cuối còn hiệu lực" rules={[dayRule]}>
        <DayInput />
      </Form.Item>
    </div>
    <Form.Item name="replacedBy" label="Thay bằng văn bản">
      <Input autoComplete="off" />
    </Form.Item>
  </>
);
