import { Link } from '@tanstack/react-router';
import { Form, Input } from 'antd';
import type { ReactNode } from 'react';
import type { CampaignView } from '../../../api/campaigns/campaign-views.ts';
import type { RoundActs } from '../../../api/campaigns/round-acts.ts';
import { vnDay } from '../../../domain/day.ts';
import { vnNumber } from '../../../domain/number.ts';
import type { Plan } from '../../../domain/plan.ts';
import type { Operation } from '../../../domain/rights.ts';
import { Act } from '../parts/act.tsx';
import { onlyFor, useMay } from '../parts/who.ts';
import { planned } from './planned.ts';
import { useRound, useRoundActs } from './round-data.ts';

type ActName = RoundActs['acts'][number]['act'];

const operations: Record<ActName, Operation> = {
  approve: 'approve-campaign',
  'send-back': 'approve-campaign',
  launch: 'launch-campaign',
  add: 'schedule-inspection',
  'end-inspection': 'end-campaign',
  close: 'close-campaign',
  cancel: 'cancel-campaign',
};

/** What can be done with the round now; what cannot be done says why. */
export function RoundActsBar({ of: round }: { of: CampaignView }) {
  const { path } = useRound();
  const may = useMay();
  const acts = useRoundActs();
  if (!acts.data) return undefined;
  const known = acts.data;
  const states = round.state === 'draft' ? [{ act: 'cancel' as const }] : known.acts;
  const mayDo = (act: ActName) =>
    may(operations[act], { campaign: round.id }) ||
    // whoever leads a team adds to it
    (act === 'add' && teamsOf(round).some(({ id }) => may(operations[act], { campaign: round.id, team: id })));
  const shown = states.filter(({ act }) => mayDo(act));
  const others = states.filter(({ act }) => !mayDo(act) && act !== 'cancel' && act !== 'add');
  const isWriting = round.state === 'draft' || round.state === 'sent-back';
  if (shown.length === 0 && others.length === 0 && !isWriting) return undefined;
  return (
    <div className="round-acts acts">
      {isWriting && (
        <Link to="/dot/$round/ke-hoach" params={{ round: round.id }} className="as-button">
          {may('draft-campaign', { campaign: round.id }) ? 'Soạn và trình kế hoạch' : 'Xem kế hoạch đang soạn'}
        </Link>
      )}
      {shown.map((one) => (
        <OneAct key={one.act} path={path} round={round} known={known} {...one} />
      ))}
      {others.map(({ act }) => (
        <span key={act} className="soft barred">
          {names[act]}: {onlyFor(operations[act]).toLowerCase()}
        </span>
      ))}
    </div>
  );
}

export const teamsOf = ({ draft: { plan } }: CampaignView): Plan['teams'] => (plan as unknown as Plan).teams;

const names: Record<ActName, string> = {
  approve: 'Phê duyệt',
  'send-back': 'Trả lại',
  launch: 'Triển khai',
  add: 'Thêm cuộc kiểm tra',
  'end-inspection': 'Kết thúc kiểm tra',
  close: 'Đóng đợt',
  cancel: 'Hủy đợt',
};

interface OneActProps {
  act: ActName;
  barred?: string | undefined;
  path: string;
  round: CampaignView;
  known: RoundActs;
}

function OneAct({ act, barred, path, round, known }: OneActProps) {
  const { plan, open } = known;
  const on = { name: names[act], path: `${path}/${act}`, barred };
  switch (act) {
    case 'approve':
      return (
        <Act
          {...on}
          primary
          bodyOf={() => ({})}
          confirm="Phê duyệt kế hoạch"
          consequence={
            <>
              Phê duyệt: {planned(plan)}. Kế hoạch được chốt như đã trình
              {plan.notified > 0 && plan.firstVisit !== undefined && round.kind !== 'reporting' && (
                <>; người lập kế hoạch triển khai, rồi gửi thông báo trước buổi đầu tiên</>
              )}
              .
            </>
          }
        />
      );
    case 'send-back':
      return (
        <Act<{ text: string }> {...on} title="Trả lại kế hoạch" confirm="Trả lại kèm lý do">
          <Form.Item
            name="text"
            label="Cần sửa gì"
            rules={[{ required: true, whitespace: true, message: 'Ghi lý do để người lập kế hoạch biết cần sửa gì.' }]}
          >
            <Input.TextArea rows={5} maxLength={4_000} />
          </Form.Item>
        </Act>
      );
    case 'launch':
      return (
        <Act
          {...on}
          primary
          bodyOf={() => ({})}
          confirm={`Triển khai tới ${vnNumber(plan.units)} đơn vị`}
          consequence={<Launch of={round} plan={plan} />}
        />
      );
    case 'add':
      return (
        <Link to="/dot/$round/them" params={{ round: round.id }} className="as-button">
          Thêm cuộc kiểm tra
        </Link>
      );
    case 'end-inspection':
      return (
        <>
          <Act
            {...on}
            primary={barred === undefined}
            bodyOf={() => ({})}
            consequence={
              <>
                Kết thúc kiểm tra: {vnNumber(plan.units)} đơn vị, không còn cuộc kiểm tra nào mở. Còn{' '}
                {vnNumber(open.items)} nội dung khắc phục của {vnNumber(open.units)} đơn vị được theo dõi và nhắc hạn
                tiếp.
              </>
            }
          />
          {barred !== undefined && (
            <Left what="cuộc kiểm tra chưa xong" total={open.inspections}>
              {known.inspections.map(({ id, unit, words }) => (
                <li key={id}>
                  <Link to="/kiem-tra/$inspection" params={{ inspection: id }}>
                    {unit.name}
                  </Link>{' '}
                  <span className="soft">{words}</span>
                </li>
              ))}
            </Left>
          )}
        </>
      );
    case 'close':
      return (
        <>
          <Close {...on} round={round} open={open} />
          {open.papers > 0 && (
            <Left what="văn bản chưa xong" total={open.papers}>
              {known.papers.map(({ id, name, words }) => (
                <li key={id}>
                  <Link to="/van-ban/$paper" params={{ paper: id }}>
                    {name}
                  </Link>{' '}
                  <span className="soft">{words}</span>
                </li>
              ))}
            </Left>
          )}
        </>
      );
    case 'cancel':
      return (
        <Act<{ reason: string }>
          {...on}
          danger
          confirm="Hủy đợt này"
          consequence={
            <>
              Hủy đợt: {planned(plan)} không kiểm tra nữa; chưa đơn vị nào được báo. Đợt đã hủy không mở lại được, mã
              đoàn được trả lại.
            </>
          }
        >
          <Form.Item
            name="reason"
            label="Vì sao hủy"
            rules={[{ required: true, whitespace: true, message: 'Ghi lý do hủy.' }]}
          >
            <Input.TextArea rows={4} maxLength={2_000} />
          </Form.Item>
        </Act>
      );
  }
}

function Launch({ of: { training, kind }, plan }: { of: CampaignView; plan: RoundActs['plan'] }) {
  return (
    <>
      <p>Triển khai: {planned(plan)}.</p>
      <ul>
        <li>Lập {vnNumber(plan.units)} hồ sơ, mỗi đơn vị một hồ sơ; từ nay từng việc có hạn và được nhắc.</li>
        <li>Lịch nhắc và thời hạn: {plan.chasedBy}.</li>
        {kind === 'reporting' ? (
          <li>
            {vnNumber(plan.units)} đơn vị nhận thư đề nghị gửi báo cáo
            {plan.reportDue && <>, hạn {vnDay(plan.reportDue)}</>}.
          </li>
        ) : plan.notified > 0 ? (
          <li>
            Soạn sẵn dự thảo thông báo kiểm tra gửi {vnNumber(plan.notified)} đơn vị; thư chỉ đi khi thông báo phát
            hành.
          </li>
        ) : (
          <li>Không đơn vị nào được báo trước: mọi cuộc kiểm tra là đột xuất.</li>
        )}
        {training && <li>Đợt tập huấn: thư chỉ vào hộp thư tập huấn, không tới đơn vị thật.</li>}
        <li>Triển khai rồi thì không hủy đợt được nữa.</li>
      </ul>
    </>
  );
}

/** What still stands in the way, each with its place. */
function Left({ what, total, children }: { what: string; total: number; children: ReactNode[] }) {
  return (
    <details className="left">
      <summary>
        {vnNumber(total)} {what}
      </summary>
      <ul>
        {children}
        {children.length < total && <li className="soft">và {vnNumber(total - children.length)} nữa</li>}
      </ul>
    </details>
  );
}

/** The second act of ending: what is still open goes on under a name. */
function Close({
  round,
  open,
  ...on
}: {
  name: string;
  path: string;
  barred: string | undefined;
  round: CampaignView;
  open: RoundActs['open'];
}) {
  const leaves = open.items + open.proposals > 0;
  return (
    <Act<{ carryTo?: string }>
      {...on}
      primary={on.barred === undefined}
      confirm={leaves ? 'Đóng đợt, chuyển theo dõi' : 'Đóng đợt'}
      initial={leaves ? { carryTo: `theo-doi-${round.year + 1}` } : {}}
      consequence={
        leaves ? (
          <>
            Đóng đợt: {vnNumber(open.items)} nội dung khắc phục
            {open.proposals > 0 && <> và {vnNumber(open.proposals)} kiến nghị</>} của {vnNumber(open.units)} đơn vị còn
            mở được chuyển theo dõi dưới tên dưới đây; hạn giữ nguyên, vẫn nhắc như cũ. Đợt đã đóng không mở lại được.{' '}
            <a href={`/theo-doi?dot=${encodeURIComponent(round.id)}`} target="_blank" rel="noreferrer">
              Xem những nội dung còn mở
            </a>
          </>
        ) : (
          <>
            Đóng đợt: mọi nội dung khắc phục và kiến nghị đã xong, không còn gì phải chuyển. Đợt đã đóng không mở lại
            được.
          </>
        )
      }
    >
      {leaves ? (
        <Form.Item
          name="carryTo"
          label="Theo dõi tiếp dưới tên"
          extra="Năm hoặc đợt theo dõi tiếp, chữ thường không dấu: theo-doi-2027"
          rules={[
            { required: true, message: 'Ghi tên năm hoặc đợt theo dõi tiếp.' },
            {
              pattern: /^[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?$/,
              message: 'Chỉ chữ thường không dấu, số và gạch ngang, như theo-doi-2027.',
            },
          ]}
        >
          <Input maxLength={64} />
        </Form.Item>
      ) : undefined}
    </Act>
  );
}
