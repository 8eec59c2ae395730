import './rounds.css';
import { Link, Outlet, useMatchRoute } from '@tanstack/react-router';
import type { CampaignView } from '../../../api/campaigns/campaign-views.ts';
import { vnDay } from '../../../domain/day.ts';
import { capitalised } from '../../../domain/fold.ts';
import { vnNumber } from '../../../domain/number.ts';
import { Due } from '../parts/due.tsx';
import { Failed, Loading } from '../parts/states.tsx';
import { useMay } from '../parts/who.ts';
import { RoundActsBar } from './round-acts.tsx';
import { useRound, useRoundMoves, useRoundView } from './round-data.ts';
import { TrainingClock } from './training-clock.tsx';

/** One round, from its approval to its close: where it stands, what is next, and its pages. */
export function RoundPage() {
  const { id } = useRound();
  const round = useRoundView();
  const launched = useRoundMoves(round.data);
  // what is next and what can be done stands on the first page; the others begin with what they are about
  const isFirst = useMatchRoute()({ to: '/dot/$round', params: { round: id } }) !== false;
  if (round.isPending) return <Loading what="đợt kiểm tra" />;
  if (round.isError) return <Failed error={round.error} again={() => void round.refetch()} />;
  return (
    <div className="round">
      <p className="path-back">
        <Link to="/dot">Đợt kiểm tra</Link>
      </p>
      <Head of={round.data} whole={isFirst} launched={launched} />
      <Tabs round={id} of={round.data} />
      <Outlet />
    </div>
  );
}

function Head({ of: round, whole, launched }: { of: CampaignView; whole: boolean; launched: number | undefined }) {
  const { title, words, state, today, training, units, record, troubles } = round;
  return (
    <header className="round-head">
      <h1>
        {title}
        {training && <span className="training-mark">Đợt tập huấn</span>}
      </h1>
      <p className="lead">
        <strong className="stands">{capitalised(words)}</strong> · {vnNumber(units)} đơn vị
        {!training && <> · hôm nay {vnDay(today)}</>}
        {training && !round.clock && <> · ngày của đợt {vnDay(today)}</>}
        {record?.inspectionEnded && <> · kết thúc kiểm tra {vnDay(record.inspectionEnded)}</>}
        {record?.closed && (
          <>
            {' '}
            · {state === 'cancelled' ? 'hủy' : 'đóng'} {vnDay(record.closed)}
          </>
        )}
      </p>
      {round.cancelled && (
        <p className="carried">
          Hủy vì: {round.cancelled.reason}
          {round.cancelled.by.name && <span className="soft"> · {round.cancelled.by.name}</span>}
        </p>
      )}
      {record?.carried && (
        <p className="carried">
          {vnNumber(record.carried.matters)} hồ sơ còn mở đã chuyển theo dõi dưới tên{' '}
          <strong>{record.carried.to}</strong>; vẫn được nhắc hạn như cũ.{' '}
          <Link to="/theo-doi" search={{ dot: round.id }}>
            Xem những nội dung ấy
          </Link>
        </p>
      )}
      <Launching of={round} reached={launched} />
      <TrainingClock of={round} />
      {troubles.length > 0 && <Troubles of={round} />}
      {whole && (
        <>
          <Next of={round} />
          <RoundActsBar of={round} />
        </>
      )}
    </header>
  );
}

/** While every unit is being reached: how far. */
function Launching({ of: { state, record }, reached }: { of: CampaignView; reached: number | undefined }) {
  if (state !== 'launching' || !record) return undefined;
  const launched = reached ?? record.launched;
  const { units } = record.plan;
  return (
    <div className="launching" role="status">
      <label htmlFor="launched">Đang triển khai</label>
      <progress id="launched" max={units} value={launched} />
      <span className="number">
        {vnNumber(launched)}/{vnNumber(units)} đơn vị
      </span>
      <span className="soft">Có thể rời trang này; việc triển khai vẫn chạy tiếp.</span>
    </div>
  );
}

/** Matters that cannot be chased: why, and what to do. */
function Troubles({ of: { troubles } }: { of: CampaignView }) {
  const sentences = [...new Set(troubles.map(({ sentence }) => sentence))];
  return (
    <section className="troubles" aria-label="Chưa nhắc hạn được">
      <strong>{vnNumber(troubles.length)} hồ sơ chưa tính được ngày nhắc</strong>
      <ul>
        {sentences.slice(0, 5).map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
    </section>
  );
}

/** What the round itself waits for: who does what by when, why that day, and where it is done. */
function Next({ of: { id, waiting, state } }: { of: CampaignView }) {
  if (waiting.length === 0) return undefined;
  return (
    <section className="next" aria-label="Việc tiếp theo của đợt">
      <h2>Việc tiếp theo</h2>
      <ul>
        {waiting.map(({ duty, kind, what, who, why, ...due }) => (
          <li key={duty}>
            <span className="what">
              {what} · {who}
            </span>{' '}
            <Due {...due} />
            <Where kind={kind} round={id} closed={state === 'closed'} />
            {why !== '' && (
              <details>
                <summary>Vì sao hạn là ngày này?</summary>
                <p>{why}</p>
              </details>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Where a duty of the round is done, when that is not a button of this page. */
function Where({
  kind,
  round,
  closed,
}: {
  kind: CampaignView['waiting'][number]['kind'];
  round: string;
  closed: boolean;
}) {
  if (closed) return undefined;
  if (kind === 'issue-notice' || kind === 'draft-report')
    return (
      <Link to="/dot/$round/van-ban" params={{ round }}>
        {kind === 'issue-notice' ? 'Đến thông báo kiểm tra' : 'Đến văn bản của đợt'}
      </Link>
    );
  if (kind === 'send-official-letter')
    return (
      <Link to="/dot/$round/don-doc" params={{ round }}>
        Đến công văn đôn đốc
      </Link>
    );
  return undefined;
}

/** The pages of a round: those that have something to show. */
function Tabs({ round, of: { record, id, scored } }: { round: string; of: CampaignView }) {
  const may = useMay();
  const isLaunched = record !== undefined && record.launched > 0;
  const params = { round };
  return (
    <nav className="round-tabs" aria-label="Các trang của đợt">
      <Link to="/dot/$round" params={params} activeOptions={{ exact: true, includeSearch: false }}>
        {isLaunched ? 'Bảng theo dõi' : 'Tóm tắt'}
      </Link>
      <Link to="/dot/$round/ke-hoach" params={params}>
        Kế hoạch
      </Link>
      <Link to="/dot/$round/lich" params={params}>
        Lịch
      </Link>
      {isLaunched && (
        <>
          <Link to="/dot/$round/van-ban" params={params}>
            Văn bản
          </Link>
          <Link to="/dot/$round/thu" params={params}>
            Thư
          </Link>
          <Link to="/dot/$round/don-doc" params={params}>
            Công văn đôn đốc
          </Link>
          <Link to="/dot/$round/so-lieu" params={params}>
            Số liệu
          </Link>
        </>
      )}
      {record?.approved && (
        <Link to="/dot/$round/chay-thu" params={params}>
          Chạy thử và thực tế
        </Link>
      )}
      {isLaunched && scored && (
        <Link to="/dot/$round/xep-hang" params={params}>
          Xếp hạng
        </Link>
      )}
      {may('read-audit', { campaign: id }) && (
        <Link to="/dot/$round/nhat-ky" params={params}>
          Nhật ký
        </Link>
      )}
    </nav>
  );
}
