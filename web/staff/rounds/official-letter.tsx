import { Link } from '@tanstack/react-router';
import { Form, Input } from 'antd';
import type { OfficialLettersWanted } from '../../../api/campaigns/official-letters.ts';
import type { CampaignView } from '../../../api/campaigns/campaign-views.ts';
import { vnDay } from '../../../domain/day.ts';
import { vnNumber } from '../../../domain/number.ts';
import { Act } from '../parts/act.tsx';
import { DayInput, dayRule } from '../parts/day-input.tsx';
import { Paged, usePages } from '../parts/paged.tsx';
import { Rows } from '../parts/rows.tsx';
import { Nothing } from '../parts/states.tsx';
import { onlyFor, useMay } from '../parts/who.ts';
import { useRound, useRoundView } from './round-data.ts';

type Line = OfficialLettersWanted['items'][number];

/** Công văn đôn đốc: one letter for all units that reached this rung, its appendix, and that it was sent. */
export function OfficialLetterPage() {
  const { path } = useRound();
  const { data: round } = useRoundView();
  const wanted = usePages<OfficialLettersWanted>(`${path}/official-letters`);
  if (!round) return undefined;
  return (
    <>
      <h2>Công văn đôn đốc</h2>
      <p className="lead">
        Một công văn kèm phụ lục cho mọi đơn vị đã đến mức này, không gửi từng công văn riêng. Công văn được ký và gửi ở
        hệ thống văn bản của Sở; ghi lại số ở đây để lịch nhắc đi tiếp.
      </p>
      <Paged of={wanted} what="các việc chờ công văn" more="Xem thêm việc">
        {(lines, { units, lines: total }) =>
          total === 0 ? (
            <Nothing>Hiện không có việc nào chờ công văn đôn đốc.</Nothing>
          ) : (
            <>
              <p>
                <strong>
                  {vnNumber(total)} việc của {vnNumber(units)} đơn vị
                </strong>{' '}
                đang chờ công văn, tính đến {vnDay(round.today)}.
              </p>
              <div className="acts official-acts">
                <Sent of={round} units={units} lines={total} />
                <a className="as-button" href={`/api${path}/official-letters/sheet`} download>
                  Tải phụ lục (Excel)
                </a>
              </div>
              <Rows caption="Những việc trong công văn" rows={lines} keyOf={({ line }) => line} columns={columns} />
            </>
          )
        }
      </Paged>
    </>
  );
}

const columns = [
  { head: 'Đơn vị', cell: ({ unit }: Line) => unit?.name },
  {
    head: 'Việc chưa làm',
    cell: ({ item, text, what, who }: Line) => (
      <>
        {item === undefined ? (
          what
        ) : (
          <Link to="/viec/$item" params={{ item }}>
            {text ?? what}
          </Link>
        )}
        <div className="soft small">{item === undefined ? who : `${what} · ${who}`}</div>
      </>
    ),
  },
  {
    head: 'Hạn',
    cell: ({ due, words, overdue }: Line) => (
      <span className="number">
        {due && <>{vnDay(due)} · </>}
        <span className={overdue ? 'late' : 'soft'}>{words}</span>
      </span>
    ),
  },
  {
    head: 'Đến mức này',
    cell: ({ day, rungWords }: Line) => (
      <>
        <span className="number rung-day">{vnDay(day)}</span>
        <div className="soft small">{rungWords}</div>
      </>
    ),
  },
];

function Sent({ of: round, units, lines }: { of: CampaignView; units: number; lines: number }) {
  const { path } = useRound();
  const may = useMay();
  // the rule's own question: is one owed, or was the round closed with what is carried on
  const isOwed =
    round.record?.carried !== undefined || round.waiting.some(({ kind }) => kind === 'send-official-letter');
  const barred = !may('send-official-letter', { campaign: round.id })
    ? onlyFor('send-official-letter')
    : isOwed
      ? undefined
      : 'Sáng ngày làm việc tới hệ thống mới giao việc gửi công văn này.';
  return (
    <Act<{ number: string; day: string; signer: string }>
      name="Ghi nhận đã gửi"
      title="Ghi nhận công văn đôn đốc đã gửi"
      confirm="Ghi nhận đã gửi"
      path={`${path}/official-letters`}
      primary
      barred={barred}
      initial={{ day: round.today }}
      fieldOf={{ 'paper-number-taken': 'number' }}
      consequence={
        <>
          1 công văn, {vnNumber(units)} đơn vị, {vnNumber(lines)} việc. Mọi việc đến mức này trước hoặc trong ngày của
          công văn được ghi là đã đôn đốc, lịch nhắc đi tiếp từ ngày ấy; việc đến mức sau ngày ấy chờ công văn sau.
          Không bỏ ghi nhận được.
        </>
      }
    >
      <Form.Item
        name="number"
        label="Số và ký hiệu"
        extra="Như trên công văn: 112/SNV-CCHC"
        rules={[{ required: true, whitespace: true, message: 'Ghi số và ký hiệu của công văn.' }]}
      >
        <Input maxLength={60} />
      </Form.Item>
      <Form.Item name="day" label="Ngày công văn" rules={[{ required: true, message: 'Ghi ngày công văn.' }, dayRule]}>
        <DayInput />
      </Form.Item>
      <Form.Item
        name="signer"
        label="Người ký"
        rules={[{ required: true, whitespace: true, message: 'Ghi người ký công văn.' }]}
      >
        <Input maxLength={120} />
      </Form.Item>
    </Act>
  );
}
