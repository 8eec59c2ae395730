import { Checkbox, Form, Input } from 'antd';
import { useState } from 'react';
import type { InspectionView } from '../../../api/inspections/inspection-views.ts';
import { vnDay, vnWeekday } from '../../../domain/day.ts';
import type { Day } from '../../../domain/day.ts';
import { sessionWords } from '../../../domain/plan.ts';
import { Act } from '../parts/act.tsx';
import { DayInput, dayRule } from '../parts/day-input.tsx';
import { TimeInput, timeRule } from '../parts/time-input.tsx';
import { MoveVisit } from '../parts/move-visit.tsx';
import { onlyFor } from '../parts/who.ts';
import { GrownText } from '../parts/grown-text.tsx';
import { useRoom } from './room.ts';

type Visit = InspectionView['visits'][number];
type Wish = InspectionView['dayWishes'][number];
const day = (value: string): string => vnDay(value as Day);
const needed = (message: string) => [{ required: true, message }];

/** The visits, each with what one may do about it, and the unit's wishes for other days. */
export function Visits() {
  const { inspection } = useRoom();
  const { visits, dropped = [], dayWishes } = inspection;
  if (visits.length + dropped.length === 0)
    return (
      <section>
        <h2>Buổi kiểm tra</h2>
        <p className="soft">Kiểm tra qua báo cáo: không có buổi làm việc tại đơn vị.</p>
      </section>
    );
  return (
    <section>
      <h2>Buổi kiểm tra</h2>
      {dayWishes.map((wish) => (
        <WishedDay key={wish.n} wish={wish} />
      ))}
      <ul className="visits">
        {visits.map((visit) => (
          <li key={visit.n}>
            <Held visit={visit} cancelled={inspection.cancelled !== undefined} />
            <VisitActs visit={visit} />
          </li>
        ))}
        {dropped.map(({ n, day: was, session, on, reason }) => (
          <li key={n} className="soft">
            Buổi {sessionWords[session]} {day(was)}: đã bỏ ngày {day(on)}. {reason}
          </li>
        ))}
      </ul>
    </section>
  );
}

function Held({ visit, cancelled }: { visit: Visit; cancelled: boolean }) {
  const { day: on, session, startsAt, at, site, chair, secretary, postponed, reason, held, heldReason } = visit;
  return (
    <>
      <h3>
        {cancelled ? 'Đã gỡ khỏi lịch: ' : ''}
        {postponed ? `Đang hoãn (lịch cũ: ${day(on)})` : `${vnWeekday(on as Day)}, ${day(on)}`} · {startsAt}{' '}
        {sessionWords[session]}
      </h3>
      <p>
        {at}
        {site && ` · ${site.name}`}
        {chair.length > 0 && ` · chủ trì: ${chair.join(', ')}`}
        {secretary.length > 0 && ` · thư ký: ${secretary.join(', ')}`}
      </p>
      {reason && <p className="soft">Đổi lịch, hoãn vì: {reason}</p>}
      {held && (
        <p>
          Đã kiểm tra ngày {day(held)}
          {heldReason && <span className="soft"> ({heldReason})</span>}
          {visit.minutesSigned
            ? ` · đã ký biên bản ngày ${day(visit.minutesSigned)}${visit.unsigned ? ', thiếu chữ ký' : ''}`
            : ' · chưa ký biên bản'}
        </p>
      )}
    </>
  );
}

function VisitActs({ visit }: { visit: Visit }) {
  const { path, inspection, may } = useRoom();
  const at = `${path}/visits/${visit.n}`;
  const { id, visits, unit, told } = inspection;
  if (visit.minutesSigned || inspection.cancelled || inspection.concluded) return undefined;
  const moving = may('move-visit') ? undefined : onlyFor('move-visit');
  return (
    <div className="acts">
      <HoldVisit visit={visit} />
      {!visit.held && (
        <>
          <MoveVisit
            inspection={id}
            unit={unit.name}
            visit={{ ...visit, chair: visit.chair.join(', '), secretary: visit.secretary.join(', ') }}
            told={told}
            barred={moving}
          />
          {!visit.postponed && (
            <Act<{ reason: string }>
              name="Hoãn"
              title="Hoãn buổi kiểm tra"
              path={`${at}/postpone`}
              barred={moving}
              consequence={
                <p>
                  {sessionWords[visit.session]} {day(visit.day)} được gỡ khỏi lịch, chưa có ngày mới; hạn gửi báo cáo
                  tạm dừng. {told ? `${unit.name} và Đoàn nhận thư hoãn.` : notTold(unit.name)}
                </p>
              }
            >
              <Reason />
            </Act>
          )}
          <Act<{ reason: string }>
            danger
            name="Bỏ buổi này"
            path={`${at}/drop`}
            barred={
              !may('drop-visit')
                ? onlyFor('drop-visit')
                : visits.length === 1
                  ? 'Buổi duy nhất: đổi ngày, hoặc hủy cuộc kiểm tra.'
                  : undefined
            }
            consequence={
              <p>
                Không làm lại được. Bỏ buổi {sessionWords[visit.session]} {day(visit.day)}, còn {visits.length - 1}{' '}
                buổi. {told ? `${unit.name} và Đoàn nhận thư báo bỏ buổi này.` : notTold(unit.name)}
              </p>
            }
          >
            <Reason />
          </Act>
        </>
      )}
    </div>
  );
}

/** Nothing leaves for a unit that knows nothing yet. */
export const notTold = (unit: string): string => `${unit} chưa được báo về cuộc kiểm tra này nên không thư nào đi.`;

const Reason = () => (
  <Form.Item name="reason" label="Lý do" rules={[{ required: true, whitespace: true, message: 'Ghi lý do.' }]}>
    <GrownText rows={2} maxLength={2_000} />
  </Form.Item>
);

/** The team was there; or the day that was put on record is put right. */
export function HoldVisit({ visit, primary = false }: { visit: Visit; primary?: boolean }) {
  const { path, inspection, may } = useRoom();
  const { today } = inspection.round;
  const planned = visit.held ?? visit.day;
  return (
    <Act<{ on: string; reason?: string }>
      name={visit.held ? 'Sửa ngày đã kiểm tra' : 'Ghi nhận đã kiểm tra'}
      path={`${path}/visits/${visit.n}/held`}
      primary={primary}
      barred={
        !may('hold-visit', visit.n)
          ? onlyFor('hold-visit')
          : !inspection.told && !inspection.hidden
            ? 'Chưa thông báo cho đơn vị.'
            : undefined
      }
      consequence={
        visit.held ? undefined : (
          <p>
            Thư ký phải ký biên bản trong ngày; sau buổi cuối, trưởng đoàn phải lập dự thảo kết luận.
            {inspection.hidden && ` ${inspection.unit.name} được biết ngay về cuộc kiểm tra đột xuất.`}
          </p>
        )
      }
      initial={{ on: planned > today ? today : planned }}
      bodyOf={({ on, reason }) => ({ on, ...(reason?.trim() ? { reason } : {}) })}
    >
      <Form.Item name="on" label="Ngày đã kiểm tra" rules={[...needed('Ghi ngày đã kiểm tra.'), dayRule]}>
        <DayInput />
      </Form.Item>
      <Form.Item name="reason" label="Lý do" extra={`Cần khi khác lịch (${day(visit.day)}) hoặc khi sửa ngày đã ghi.`}>
        <GrownText rows={2} maxLength={2_000} />
      </Form.Item>
    </Act>
  );
}

/** The unit asked for another day: granted or kept, with a word to the unit. */
function WishedDay({ wish }: { wish: Wish }) {
  const { path, may } = useRoom();
  const { n, day: on, session, asked, reason, decided } = wish;
  const [granted, setGranted] = useState(true);
  return (
    <div className={decided ? 'wish' : 'wish open'}>
      <p>
        <strong>
          Đơn vị xin đổi sang {sessionWords[session]} {day(on)}
        </strong>{' '}
        (gửi ngày {day(asked)}): {reason}
      </p>
      {decided ? (
        <p className="soft">
          {decided.granted ? 'Đã đồng ý' : 'Giữ lịch cũ'}, trả lời ngày {day(decided.on)}: {decided.text}
        </p>
      ) : (
        <Act<{ text?: string; startsAt?: string; at?: string }>
          name="Trả lời đơn vị"
          path={`${path}/day-wishes/${n}/decision`}
          barred={may('decide-another-day') ? undefined : onlyFor('decide-another-day')}
          bodyOf={({ text, startsAt, at }) => ({
            granted,
            ...(text?.trim() ? { text } : {}),
            ...(granted && startsAt ? { startsAt } : {}),
            ...(granted && at?.trim() ? { at } : {}),
          })}
          consequence={
            granted ? (
              <p>
                Buổi kiểm tra chuyển sang {sessionWords[session]} {day(on)}; đơn vị và Đoàn nhận thư đổi lịch.
              </p>
            ) : (
              <p>Lịch giữ nguyên; đơn vị nhận thư trả lời.</p>
            )
          }
        >
          <Form.Item label="Quyết định">
            <Checkbox checked={granted} onChange={({ target }) => setGranted(target.checked)}>
              Đồng ý đổi
            </Checkbox>
          </Form.Item>
          <Form.Item name="text" label="Lời trả lời đơn vị">
            <GrownText rows={2} maxLength={2_000} />
          </Form.Item>
          {granted && (
            <>
              <Form.Item name="startsAt" label="Giờ bắt đầu" rules={[timeRule]}>
                <TimeInput />
              </Form.Item>
              <Form.Item name="at" label="Địa điểm" extra="Để trống thì như cũ.">
                <Input maxLength={200} />
              </Form.Item>
            </>
          )}
        </Act>
      )}
    </div>
  );
}
