import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Form } from 'antd';
import { useState } from 'react';
import type { EntryView } from '../../../api/audit.ts';
import type { AssignedOut } from '../../../api/items/item-decided.ts';
import type { LetterRowView } from '../../../api/letters.ts';
import type { PaperView } from '../../../api/papers/paper-views.ts';
import { dayAt, vnDay, vnTime } from '../../../domain/day.ts';
import type { Instant } from '../../../domain/day.ts';
import { asksUnits } from '../../../domain/draft.ts';
import { vnNumber } from '../../../domain/number.ts';
import type { Requirement, RequirementDue } from '../../../domain/requirement.ts';
import { Act } from '../parts/act.tsx';
import { ask, withQuery } from '../parts/ask.ts';
import { Paged, usePages } from '../parts/paged.tsx';
import type { Page } from '../parts/paged.tsx';
import { Nothing } from '../parts/states.tsx';
import { onlyFor, useMay } from '../parts/who.ts';
import { unitsOf, useDraftWorld } from './draft-world.ts';
import { DueInput, ManySelect } from './inputs.tsx';

/** What became of an issued paper: its number and file, the work it gave, its letters, who did what. */
export function Issued({ paper }: { paper: PaperView }) {
  const { id, number, numberInFull, issued, file, steps, elsewhere, draft, kind } = paper;
  const signed = steps.find(({ step }) => step === 'signed');
  const asks = asksUnits(draft);
  return (
    <dl className="paper-facts">
      <div>
        <dt>Số, ký hiệu</dt>
        <dd>{numberInFull ?? number}</dd>
      </div>
      <div>
        <dt>Ngày ban hành</dt>
        <dd className="number">{issued === undefined ? '' : vnDay(issued)}</dd>
      </div>
      <div>
        <dt>Người ký</dt>
        <dd>{elsewhere?.signer ?? signed?.by?.name ?? ''}</dd>
      </div>
      {elsewhere && (
        <div>
          <dt>Ban hành</dt>
          <dd>
            {elsewhere.issuer}
            {elsewhere.entered && ' · nhập sau khi đã ban hành'}
            {elsewhere.differs && (
              <div className="soon">Bản ký khác bản xuất: cả hai đều được giữ, việc theo dõi theo bản đã trình.</div>
            )}
          </dd>
        </div>
      )}
      {file && (
        <div>
          <dt>Tệp</dt>
          <dd>
            <a href={`/api/papers/${id}/file`} target="_blank" rel="noopener">
              PDF, {file.pages} trang
            </a>
            {paper.exported && elsewhere && (
              <>
                {' · '}
                <a href={`/api/papers/${id}/export`} target="_blank" rel="noopener">
                  bản xuất
                </a>
              </>
            )}
            <details className="soft">
              <summary>mã băm SHA-256</summary>
              <code>{file.sha256}</code>
            </details>
          </dd>
        </div>
      )}
      {asks && (
        <div>
          <dt>Việc đã giao</dt>
          <dd>
            <Link to="/theo-doi" search={{ vanBan: id }}>
              Theo dõi các việc của văn bản này
            </Link>
          </dd>
        </div>
      )}
      {kind !== 'report' && (
        <div>
          <dt>Thư</dt>
          <dd>
            <Letters paper={id} />
          </dd>
        </div>
      )}
    </dl>
  );
}

function Letters({ paper }: { paper: string }) {
  const [open, setOpen] = useState(false);
  return (
    <details onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>Thư đã gửi vì văn bản này</summary>
      {open && <LetterList paper={paper} />}
    </details>
  );
}

function LetterList({ paper }: { paper: string }) {
  const letters = usePages<Page<LetterRowView>>('/letters', { paper });
  return (
    <Paged of={letters} what="thư">
      {(rows) =>
        rows.length === 0 ? (
          <Nothing>Chưa có thư nào.</Nothing>
        ) : (
          <ul className="plain">
            {rows.map(({ id, subject, recipient, day, words }) => (
              <li key={id}>
                {subject}{' '}
                <span className="soft number">
                  · {recipient.name ?? 'một người của đơn vị'} · {vnDay(day)} · {words}
                </span>
              </li>
            ))}
          </ul>
        )
      }
    </Paged>
  );
}

/** Who did what to it, when. */
export function Trail({ paper }: { paper: string }) {
  const may = useMay();
  const [open, setOpen] = useState(false);
  const { data } = useQuery({
    queryKey: ['audit', paper],
    queryFn: ({ signal }) =>
      ask<Page<EntryView>>(withQuery('/audit', { matter: `paper:${paper}`, limit: 200 }), { signal }),
    enabled: open,
  });
  if (!may('read-audit')) return undefined;
  return (
    <details className="trail" onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>Nhật ký</summary>
      <ul className="plain">
        {(data?.items ?? []).map(({ seq, words, by, at }) => (
          <li key={seq} className="number">
            {vnTime(at as Instant)} ngày {vnDay(dayAt(at as Instant))} · {words} · {by.name ?? 'hệ thống'}
          </li>
        ))}
      </ul>
    </details>
  );
}

interface Assignment {
  units: string[];
  due: RequirementDue;
}

/** A line that made no item is given as work after all. */
export function Assign({ paper, requirement, today }: { paper: PaperView; requirement: Requirement; today: string }) {
  const may = useMay();
  const world = useDraftWorld();
  const place = { campaign: paper.campaign, ...(paper.team === undefined ? {} : { team: paper.team }) };
  const [given, setGiven] = useState<AssignedOut['items']>([]);
  if (requirement.untracked === undefined) return undefined;
  const concerned = unitsOf(world, requirement.concerns);
  return (
    <>
      <Act<Assignment, AssignedOut>
        name="Giao thành việc"
        title="Giao thành việc một nội dung chưa theo dõi"
        size="small"
        path={`/papers/${paper.id}/assignments`}
        barred={may('assign-item', place) ? undefined : onlyFor('assign-item')}
        initial={{ units: concerned, due: { kind: 'term', count: 15, unit: 'calendar-day' } }}
        bodyOf={({ units, due }) => ({ requirement: requirement.id, units, due })}
        consequence={<p>Việc được theo dõi và nhắc hạn như các việc khác của văn bản; không bỏ giao được.</p>}
        done={({ items }) => setGiven(items)}
      >
        <Form.Item noStyle dependencies={['units']}>
          {({ getFieldValue }) => {
            const count = ((getFieldValue('units') as string[] | undefined) ?? []).length;
            return (
              <p className="number">
                {vnNumber(count)} đơn vị, {vnNumber(count)} việc mới; mỗi đơn vị nhận thư báo việc được giao.
              </p>
            );
          }}
        </Form.Item>
        <Form.Item name="units" label="Đơn vị" rules={[{ required: true, message: 'Hãy chọn ít nhất một đơn vị.' }]}>
          <Many options={world.options.filter(({ value }) => concerned.includes(value))} />
        </Form.Item>
        <Form.Item name="due" label="Hạn" rules={[{ required: true, message: 'Hãy ghi hạn.' }]}>
          <DueItem from={today} />
        </Form.Item>
      </Act>
      {given.length > 0 && (
        <ul className="plain" role="list" aria-label="Đã giao">
          {given.map(({ unit, id, problem }) => (
            <li key={unit}>
              {id === undefined ? (
                <span className="late">
                  Chưa giao được {world.nameOf(unit)}: {problem?.detail ?? 'hãy thử lại.'}
                </span>
              ) : (
                <>
                  Đã giao{' '}
                  <Link to="/viec/$item" params={{ item: id }}>
                    {world.nameOf(unit)}
                  </Link>
                </>
              )}
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

/** What a Form.Item gives its field. */
interface Given<Value> {
  id?: string;
  value?: Value;
  onChange?: (value: Value | undefined) => void;
}

const Many = ({
  options,
  id,
  value = [],
  onChange,
}: Given<string[]> & { options: { value: string; label: string }[] }) => (
  <ManySelect
    {...(id === undefined ? {} : { id })}
    value={value}
    onChange={(next) => onChange?.(next)}
    options={options}
  />
);

const DueItem = ({ from, id = 'due', value, onChange }: Given<RequirementDue> & { from: string }) => (
  <DueInput
    id={id}
    value={value}
    from={from}
    kinds={['term', 'day', 'milestone', 'recurring']}
    onChange={(due) => onChange?.(due)}
  />
);
