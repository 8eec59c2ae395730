import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Form } from 'antd';
import type { InspectionPaper } from '../../../api/inspections/inspection-papers.ts';
import { vnDay, vnTime, dayAt } from '../../../domain/day.ts';
import type { Day, Instant } from '../../../domain/day.ts';
import { cancellable } from '../../../domain/inspection.ts';
import { paperKindWords } from '../../../domain/paper.ts';
import { unitRoles } from '../../../domain/role.ts';
import type { Role } from '../../../domain/role.ts';
import { roleWords } from '../../../domain/why.ts';
import { Act } from '../parts/act.tsx';
import { ask, withQuery } from '../parts/ask.ts';
import { Paged, usePages } from '../parts/paged.tsx';
import type { Page } from '../parts/paged.tsx';
import { Rows } from '../parts/rows.tsx';
import { Nothing } from '../parts/states.tsx';
import { onlyFor, useMay } from '../parts/who.ts';
import { GrownText } from '../parts/grown-text.tsx';
import { EnterForUnit } from './entered.tsx';
import { useRoom } from './room.ts';
import { notTold, Visits } from './visits.tsx';

/** Where an inspection stands: what is owed and why then, whom to call, its visits, papers and letters. */
export function Overview() {
  const { inspection } = useRoom();
  return (
    <>
      <Told />
      <Duties />
      <Visits />
      <Contacts />
      <EnterForUnit />
      <Papers />
      <Letters />
      <Audit />
      {inspection.state !== 'concluded' && inspection.state !== 'cancelled' && <Ending />}
    </>
  );
}

const day = (value: string): string => vnDay(value as Day);

/** What one should know before anything else. */
function Told() {
  const { inspection } = useRoom();
  const { hidden, cancelled, silent, silence, concluded, selfReport, overdue, reinspects } = inspection;
  return (
    <>
      {hidden && <p className="soon">Kiểm tra đột xuất: đơn vị chưa được biết cho đến khi ghi nhận Đoàn đã đến.</p>}
      {cancelled && (
        <p>
          Đã hủy ngày {day(cancelled.on)}: {cancelled.reason}
        </p>
      )}
      {silent && (
        <p>
          Ghi nhận đơn vị không gửi báo cáo ngày {day(silent.on)}
          {silence?.text ? `: ${silence.text}` : ''}
        </p>
      )}
      {overdue !== undefined && <p className="late">Báo cáo tự kiểm tra quá hạn {overdue} ngày làm việc.</p>}
      {selfReport && (
        <p>
          Báo cáo tự kiểm tra: gửi ngày {day(selfReport.on)}
          {selfReport.late ? `, sau hạn ${selfReport.late} ngày làm việc` : ''}
          {selfReport.entered && ', Sở nhập hộ'}
          {selfReport.state === 'submitted' && ' · chưa xem'}
          {selfReport.state === 'returned' && ' · đã trả lại, chờ bổ sung'}
          {selfReport.state === 'accepted' && ' · đã chấp nhận'}
        </p>
      )}
      {concluded && (
        <p>
          Kết luận: {concluded.name}, ngày {day(concluded.on)}
        </p>
      )}
      {reinspects && (
        <section>
          <h2>Kiểm tra lại</h2>
          <ul>
            {reinspects.map(({ item, text, state }) => (
              <li key={item}>
                {text} <span className="soft">· {state}</span>
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}

function Duties() {
  const { inspection } = useRoom();
  const open = inspection.duties.filter(({ ended }) => !ended);
  return (
    <section>
      <h2>Việc đang chờ</h2>
      {open.length === 0 ? (
        <Nothing>Không ai còn việc phải làm ở cuộc kiểm tra này.</Nothing>
      ) : (
        <Rows
          caption="Việc đang chờ của cuộc kiểm tra"
          rows={open}
          keyOf={({ id }) => id}
          columns={[
            { head: 'Việc', cell: ({ what }) => what },
            { head: 'Đang chờ ai', cell: ({ who }) => who },
            {
              head: 'Hạn',
              cell: ({ due, late, words, why }) => (
                <>
                  <span className="number">
                    {due && `${day(due)} · `}
                    <span className={late ? 'late' : 'soft'}>{words}</span>
                  </span>
                  {why && (
                    <details className="why">
                      <summary>Vì sao hạn là ngày này?</summary>
                      {why}
                    </details>
                  )}
                </>
              ),
            },
          ]}
        />
      )}
    </section>
  );
}

interface Known {
  id: string;
  name: string;
  post?: string;
  mail: string;
  phone?: string;
}

/** Whom one calls at the unit. */
function Contacts() {
  const { inspection } = useRoom();
  const { unit } = inspection;
  const appointments = useQuery({
    queryKey: ['contacts', unit.id],
    queryFn: ({ signal }) =>
      ask<Page<{ id: string; role: Role; person: string }>>(
        withQuery('/appointments', { scope: `unit:${unit.id}`, limit: 50 }),
        { signal },
      ),
  });
  const held = (appointments.data?.items ?? []).filter(({ role }) => unitRoles.includes(role));
  const people = useQuery({
    queryKey: ['contacts', unit.id, held.map(({ person }) => person)],
    enabled: held.length > 0,
    queryFn: ({ signal }) =>
      Promise.all(
        [...new Set(held.map(({ person }) => person))].map((person) =>
          ask<Known>(`/people/${encodeURIComponent(person)}`, { signal }),
        ),
      ),
  });
  if (!appointments.data) return undefined;
  return (
    <section>
      <h2>Liên hệ của đơn vị</h2>
      {held.length === 0 ? (
        <Nothing>Đơn vị chưa có đầu mối. Báo người lập kế hoạch phân công.</Nothing>
      ) : (
        <ul className="contacts">
          {held.map(({ id, role, person }) => {
            const known = people.data?.find((one) => one.id === person);
            return (
              <li key={id}>
                <strong>{known?.name ?? '…'}</strong> <span className="soft">{roleWords[role]}</span>
                {known?.post && <div className="soft">{known.post}</div>}
                <div className="contact-ways">
                  {known?.phone && <a href={`tel:${known.phone.replace(/[^+\d]/g, '')}`}>{known.phone}</a>}
                  {known && <a href={`mailto:${known.mail}`}>{known.mail}</a>}
                </div>
              </li>
            );
          })}
        </ul>
      )}
    </section>
  );
}

function Papers() {
  const { path } = useRoom();
  const papers = usePages<Page<InspectionPaper>>(`${path}/papers`);
  return (
    <section>
      <h2>Văn bản</h2>
      <Paged of={papers} what="văn bản của cuộc kiểm tra">
        {(rows) =>
          rows.length === 0 ? (
            <Nothing>Chưa có văn bản nào.</Nothing>
          ) : (
            <Rows
              caption="Văn bản của cuộc kiểm tra"
              rows={rows}
              keyOf={({ id }) => id}
              columns={[
                {
                  head: 'Văn bản',
                  cell: ({ id, kind, number }) => (
                    <Link to="/van-ban/$paper" params={{ paper: id }}>
                      {paperKindWords[kind]}
                      {number && ` số ${number}`}
                    </Link>
                  ),
                },
                { head: 'Tình trạng', cell: ({ words }) => words },
                { head: 'Ngày', cell: ({ issued }) => issued && <span className="number">{vnDay(issued)}</span> },
              ]}
            />
          )
        }
      </Paged>
    </section>
  );
}

interface LetterRow {
  id: string;
  subject: string;
  recipient: { id: string; name?: string };
  words: string;
  phaseAt: Instant;
}

function Letters() {
  const { id } = useRoom();
  const letters = usePages<Page<LetterRow>>('/letters', { matter: `inspection:${id}`, limit: 10 });
  return (
    <section>
      <h2>Thư</h2>
      <Paged of={letters} what="thư của cuộc kiểm tra" more="Xem thêm thư">
        {(rows) =>
          rows.length === 0 ? (
            <Nothing>Chưa có thư nào về cuộc kiểm tra này.</Nothing>
          ) : (
            <Rows
              caption="Thư của cuộc kiểm tra"
              rows={rows}
              keyOf={(letter) => letter.id}
              columns={[
                { head: 'Thư', cell: ({ subject }) => subject },
                { head: 'Gửi', cell: ({ recipient }) => recipient.name ?? recipient.id },
                {
                  head: 'Tình trạng',
                  cell: ({ words, phaseAt }) => (
                    <>
                      {words}{' '}
                      <span className="soft number">
                        {vnTime(phaseAt)}, {vnDay(dayAt(phaseAt))}
                      </span>
                    </>
                  ),
                },
              ]}
            />
          )
        }
      </Paged>
    </section>
  );
}

interface AuditRow {
  seq: number;
  words: string;
  by: { id: string; name?: string };
  day: Day;
  at: Instant;
}

function Audit() {
  const may = useMay();
  const { inspection } = useRoom();
  const { campaign, team, unit } = inspection;
  return may('read-audit', { campaign, team, unit: unit.id }) ? <AuditRows /> : undefined;
}

function AuditRows() {
  const { id } = useRoom();
  const entries = usePages<Page<AuditRow>>('/audit', { matter: `inspection:${id}`, limit: 20 });
  return (
    <section>
      <h2>Nhật ký</h2>
      <Paged of={entries} what="nhật ký của cuộc kiểm tra" more="Xem thêm nhật ký">
        {(rows) => (
          <Rows
            caption="Nhật ký của cuộc kiểm tra"
            rows={rows}
            keyOf={({ seq }) => String(seq)}
            columns={[
              { head: 'Việc đã làm', cell: ({ words }) => words },
              {
                head: 'Ai',
                cell: ({ by }) => by.name ?? (by.id.startsWith('link:') ? 'đơn vị, qua đường dẫn' : by.id),
              },
              {
                head: 'Lúc',
                cell: ({ at, day: on }) => (
                  <span className="number">
                    {vnTime(at)}, {vnDay(on)}
                  </span>
                ),
              },
            ]}
          />
        )}
      </Paged>
    </section>
  );
}

/** Silence on record, and giving the inspection up. */
function Ending() {
  const { path, inspection, may } = useRoom();
  const { selfReport, overdue, silent, unit, state, told, duties } = inspection;
  const waiting = duties.filter(({ ended }) => !ended).length;
  const awaitsReport = !silent && (!selfReport || selfReport.state === 'returned');
  return (
    <section>
      <h2>Việc khác</h2>
      <div className="acts">
        {awaitsReport && (
          <Act<{ text: string }>
            name="Ghi nhận không gửi báo cáo"
            path={`${path}/silence`}
            barred={
              may('record-silence')
                ? overdue === undefined
                  ? 'Báo cáo chưa quá hạn nên chưa ghi nhận được.'
                  : undefined
                : onlyFor('record-silence')
            }
            consequence={
              <p>{unit.name} được coi là không gửi báo cáo; việc nhắc báo cáo dừng lại, và điều này vào kết luận.</p>
            }
          >
            <Form.Item
              name="text"
              label="Đã đôn đốc những gì, lúc nào"
              rules={[{ required: true, whitespace: true, message: 'Ghi đã đôn đốc những gì, lúc nào.' }]}
            >
              <GrownText maxLength={4_000} placeholder="Đã gọi điện ngày 20/3/2026…" />
            </Form.Item>
          </Act>
        )}
        <Act<{ reason: string }>
          danger
          name="Hủy cuộc kiểm tra"
          path={`${path}/cancel`}
          barred={
            !may('cancel-inspection')
              ? onlyFor('cancel-inspection')
              : cancellable.includes(state)
                ? undefined
                : 'Đã kiểm tra nên không hủy được nữa.'
          }
          consequence={
            <p>
              Không làm lại được. {inspection.visits.length} buổi kiểm tra bị gỡ khỏi lịch, {waiting} việc đang chờ của
              cuộc kiểm tra này dừng lại. {told ? `${unit.name} và Đoàn nhận thư hủy.` : notTold(unit.name)}
            </p>
          }
        >
          <Form.Item name="reason" label="Lý do" rules={[{ required: true, whitespace: true, message: 'Ghi lý do.' }]}>
            <GrownText rows={2} maxLength={5_000} />
          </Form.Item>
        </Act>
        <Link to="/dot/$round" params={{ round: inspection.campaign }}>
          Xem cả đợt
        </Link>
      </div>
    </section>
  );
}
