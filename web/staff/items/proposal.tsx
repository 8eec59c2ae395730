import './items.css';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { Form, Input } from 'antd';
import type { ProposalOut } from '../../../api/items/proposal-views.ts';
import { vnDay } from '../../../domain/day.ts';
import type { Place } from '../../../domain/role.ts';
import { Act } from '../parts/act.tsx';
import { ask } from '../parts/ask.ts';
import { dayRule, DayInput } from '../parts/day-input.tsx';
import { FilesInput } from '../parts/files-input.tsx';
import type { SentFile } from '../parts/files-input.tsx';
import { FoldedSelect } from '../parts/folded-select.tsx';
import { Failed, Loading } from '../parts/states.tsx';
import { unitChoices, useUnits } from '../parts/units.ts';
import { onlyFor, useMay } from '../parts/who.ts';
import { Evidence } from './evidence.tsx';
import { capital } from './item-search.ts';

const route = getRouteApi('/theo-doi/kien-nghi/$proposal');

/** One proposal: whom it was put to, by when they answer, what they answered. */
export function ProposalPage() {
  const { proposal: id } = route.useParams();
  const proposal = useQuery({
    queryKey: ['proposal', id],
    queryFn: ({ signal }) => ask<ProposalOut>(`/proposals/${encodeURIComponent(id)}`, { signal }),
  });
  if (proposal.isPending) return <Loading what="kiến nghị" />;
  if (proposal.isError) return <Failed error={proposal.error} again={() => void proposal.refetch()} />;
  return <Shown proposal={proposal.data} />;
}

function Shown({ proposal }: { proposal: ProposalOut }) {
  const { unit, words, raised, routeBy, raisedIn, text, routes, carried, state } = proposal;
  return (
    <>
      <nav aria-label="Đường dẫn" className="way-back">
        <Link to="/theo-doi/kien-nghi" search={{}}>
          Kiến nghị của đơn vị
        </Link>
      </nav>
      <h1>Kiến nghị của {unit.name}</h1>
      <p className="lead">
        {capital(words)} · nêu ngày {vnDay(raised)}
        {state === 'received' && routeBy !== undefined && ` · hạn chuyển ${vnDay(routeBy)}`}
        {carried && ` · chuyển theo dõi: ${carried.to}`}
      </p>
      <section className="item-panel" aria-label="Nội dung kiến nghị">
        <p className="said">{text}</p>
        {raisedIn !== undefined && (
          <p>
            <a href={`/kiem-tra/${encodeURIComponent(raisedIn)}`}>Cuộc kiểm tra mà đơn vị nêu kiến nghị</a>
          </p>
        )}
        <RouteAct proposal={proposal} />
      </section>
      {routes.map((one) => (
        <Agency key={one.to.id} proposal={proposal} of={one} />
      ))}
    </>
  );
}

const placeOf = ({ campaign, unit, team }: ProposalOut): Place => ({
  campaign,
  unit: unit.id,
  ...(team === undefined ? {} : { team }),
});

/** Names who has the power to answer, or names others. */
function RouteAct({ proposal }: { proposal: ProposalOut }) {
  const may = useMay();
  const units = useUnits();
  const { id, unit, routes, state } = proposal;
  if (state === 'closed') return undefined;
  const again = routes.length > 0;
  return (
    <Act<{ to: string[] }>
      name={again ? 'Chuyển lại' : 'Chuyển cơ quan có thẩm quyền'}
      primary={!again}
      path={`/proposals/${encodeURIComponent(id)}/route`}
      barred={may('route-proposal', placeOf(proposal)) ? undefined : onlyFor('route-proposal')}
      initial={{ to: routes.map(({ to }) => to.id) }}
      consequence={
        again
          ? 'Cơ quan thêm vào nhận thư đề nghị trả lời; cơ quan bị bỏ ra nhận thư thôi trả lời. Trả lời đã có thì giữ nguyên.'
          : 'Mỗi cơ quan nhận thư đề nghị trả lời, có hạn và được nhắc; đơn vị được báo đã chuyển.'
      }
    >
      <Form.Item
        name="to"
        label="Các cơ quan có thẩm quyền"
        rules={[{ required: true, message: 'Hãy chọn ít nhất một cơ quan.' }]}
      >
        <FoldedSelect
          mode="multiple"
          loading={units.isPending}
          options={unitChoices((units.data ?? []).filter((one) => one.id !== unit.id))}
        />
      </Form.Item>
    </Act>
  );
}

interface Answer {
  text: string;
  origin: string;
  arrived: string;
  number?: string;
  evidence?: SentFile[];
}

function Agency({
  proposal,
  of: { to, on, due, late, words, why, hasContact, answered },
}: {
  proposal: ProposalOut;
  of: ProposalOut['routes'][number];
}) {
  const may = useMay();
  const path = `/proposals/${encodeURIComponent(proposal.id)}`;
  const place = placeOf(proposal);
  return (
    <section className={`item-panel${answered ? '' : ' due-now'}`} aria-label={to.name}>
      <h2>{to.name}</h2>
      <p>
        Chuyển ngày {vnDay(on)}
        {answered ? (
          <> · trả lời ngày {vnDay(answered.on)}</>
        ) : (
          <>
            {due !== undefined && <> · hạn trả lời {vnDay(due)}</>} ·{' '}
            <span className={late ? 'late' : 'soft'}>{words}</span>
          </>
        )}
      </p>
      {answered ? (
        <>
          {answered.entered && (
            <p className="soft">
              Nhập hộ: {answered.entered.origin}
              {answered.entered.number !== undefined && ` · số ${answered.entered.number}`}
            </p>
          )}
          <p className="said">{answered.text}</p>
          <Evidence files={answered.files} />
        </>
      ) : (
        <>
          {!hasContact && (
            <p className="soon">
              Cơ quan này chưa có đầu mối hay thủ trưởng nhận thư. Hãy thêm đầu mối, hoặc gửi công văn và nhập trả lời.
            </p>
          )}
          {why !== '' && due !== undefined && (
            <details className="why">
              <summary>Vì sao hạn là {vnDay(due)}?</summary>
              <p className="why-sentence">{why}</p>
            </details>
          )}
          <div className="other-acts">
            <Act<Answer>
              name="Nhập trả lời"
              title={`Nhập trả lời của ${to.name}`}
              fieldOf={{
                'arrived-in-future': 'arrived',
                'arrived-before-asked': 'arrived',
                'proposal-answer-empty': 'text',
              }}
              path={`${path}/answers`}
              barred={may('route-proposal', place) ? undefined : onlyFor('route-proposal')}
              consequence={`Trả lời được tính là của ${to.name}; ${proposal.unit.name} được báo bằng thư.`}
              bodyOf={({ text, origin, arrived, number, evidence }) => ({
                from: to.id,
                text,
                evidence: (evidence ?? []).map(({ id }) => id),
                entered: { arrived, origin, ...(number?.trim() ? { number } : {}) },
              })}
            >
              <Form.Item
                name="arrived"
                label="Ngày đến"
                rules={[{ required: true, message: 'Hãy ghi ngày đến.' }, dayRule]}
              >
                <DayInput />
              </Form.Item>
              <Form.Item
                name="origin"
                label="Đến bằng cách nào"
                rules={[{ required: true, whitespace: true, message: 'Hãy ghi cách nhận.' }]}
              >
                <Input maxLength={300} placeholder="Công văn giấy qua văn thư" />
              </Form.Item>
              <Form.Item name="number" label="Số văn bản">
                <Input maxLength={100} placeholder="215/STC-NS" />
              </Form.Item>
              <Form.Item
                name="text"
                label="Cơ quan trả lời thế nào"
                rules={[{ required: true, whitespace: true, message: 'Hãy ghi nội dung trả lời.' }]}
              >
                <Input.TextArea rows={4} maxLength={20_000} />
              </Form.Item>
              <Form.Item
                name="evidence"
                label="Bản chụp văn bản trả lời"
                rules={[
                  {
                    validator: (_rule, files?: SentFile[]) =>
                      (files ?? []).length > 0 ? Promise.resolve() : Promise.reject(new Error('Hãy gửi bản chụp.')),
                  },
                ]}
              >
                <FilesInput about={{ proposal: proposal.id, from: to.id }} />
              </Form.Item>
            </Act>
            {late && (
              <Act
                name="Đồng ý trình văn bản của UBND tỉnh"
                path={`${path}/escalation`}
                barred={may('approve-escalation', place) ? undefined : onlyFor('approve-escalation')}
                consequence={`Lịch nhắc của ${to.name} đi tiếp đến mức văn bản của UBND tỉnh. Việc đồng ý không rút lại được.`}
                bodyOf={() => ({ from: to.id })}
              />
            )}
          </div>
        </>
      )}
    </section>
  );
}
