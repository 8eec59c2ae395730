import { Input, Radio, Select } from 'antd';
import { useEffect, useRef, useState } from 'react';
import type { Concerns } from '../../../domain/finding.ts';
import type { RequirementDue } from '../../../domain/requirement.ts';
import { fold } from '../../../domain/fold.ts';
import { DayInput } from '../parts/day-input.tsx';
import { unitsOf, useDraftWorld } from './draft-world.ts';
import { Reckoned } from './reckoned.tsx';

/** Several units (or groups) of a list, found without diacritics. */
export function ManySelect({
  id,
  value,
  onChange,
  options,
  placeholder = 'chọn…',
  disabled = false,
  tag,
}: {
  id?: string;
  value: string[];
  onChange: (value: string[]) => void;
  options: { value: string; label: string; also?: string }[];
  placeholder?: string;
  disabled?: boolean;
  /** How a chosen one is named, where the list says more. */
  tag?: (value: string) => string;
}) {
  return (
    <Select<string[], { value: string; label: string; also?: string }>
      {...(id === undefined ? {} : { id })}
      mode="multiple"
      className="wide"
      value={value}
      onChange={onChange}
      options={options}
      placeholder={placeholder}
      disabled={disabled}
      maxTagCount={12}
      {...(tag ? { labelRender: ({ value: one }) => tag(String(one)) } : {})}
      showSearch={{
        filterOption: (typed, option) =>
          fold(typed)
            .split(' ')
            .every((word) => fold(`${option?.label ?? ''} ${option?.also ?? ''}`).includes(word)),
      }}
      notFoundContent="Không có mục nào như vậy"
    />
  );
}

/** Several paragraphs in one box: an empty line between two. */
export function ParagraphsInput({
  id,
  value,
  onChange,
  rows = 3,
  separator = '\n\n',
}: {
  id: string;
  value: string[];
  onChange: (value: string[]) => void;
  rows?: number;
  /** One line each, or an empty line between. */
  separator?: '\n' | '\n\n';
}) {
  const read = (text: string) =>
    text
      .split(separator === '\n' ? /\n/ : /\n[ \t]*\n/)
      .map((one) => one.trim())
      .filter((one) => one !== '');
  const said = value.join(separator);
  const [typed, setTyped] = useState(said);
  const last = useRef(said);
  // somebody else's text took the place of this one
  useEffect(() => {
    if (said === last.current) return;
    last.current = said;
    setTyped(said);
  }, [said]);
  return (
    <Input.TextArea
      id={id}
      value={typed}
      rows={rows}
      onChange={({ target }) => {
        setTyped(target.value);
        const next = read(target.value);
        last.current = next.join(separator);
        onChange(next);
      }}
    />
  );
}

/** Whom a row concerns: all the paper serves, whole groups, or units by name. */
export function ConcernsInput({
  id,
  value,
  onChange,
  anyUnit = false,
}: {
  id: string;
  value: Concerns;
  onChange: (value: Concerns) => void;
  /** Units the paper does not address, too: they are kept and not printed. */
  anyUnit?: boolean;
}) {
  const world = useDraftWorld();
  const { byGroups, groups, options, allOptions, served } = world;
  const all = 'all' in value;
  const named = 'all' in value ? [] : value.units;
  const inGroups = 'groups' in value ? value.groups : [];
  const say = (nextGroups: string[], units: string[]) =>
    onChange(nextGroups.length > 0 ? { groups: nextGroups, units } : { units });
  return (
    <div className="concerns">
      <Radio.Group
        value={all ? 'all' : 'some'}
        onChange={({ target }) => onChange(target.value === 'all' ? { all: true } : { units: [] })}
        options={[
          { value: 'all', label: `Mọi đơn vị của văn bản (${served.length})` },
          { value: 'some', label: byGroups ? 'Nhóm, đơn vị chọn riêng' : 'Chọn đơn vị' },
        ]}
      />
      {!all && byGroups && (
        <label>
          <span className="soft">Nhóm</span>
          <ManySelect
            value={inGroups}
            onChange={(next) => say(next, named)}
            options={groups.map((group) => ({ value: group.id, label: `${group.name} (${group.units.length})` }))}
          />
        </label>
      )}
      {!all && (
        <label>
          <span className="soft">Đơn vị</span>
          <ManySelect
            id={id}
            value={named}
            onChange={(next) => say(inGroups, next)}
            options={anyUnit ? allOptions : options}
          />
        </label>
      )}
      {!all && <span className="soft">{unitsOf(world, value).length} đơn vị</span>}
    </div>
  );
}

const dueKinds = [
  { value: 'none', label: 'chưa ghi' },
  { value: 'term', label: 'Trong một thời hạn' },
  { value: 'day', label: 'Chậm nhất ngày' },
  { value: 'event', label: 'Khi một việc xảy ra' },
  { value: 'recurring', label: 'Thường xuyên' },
  { value: 'milestone', label: 'Văn bản không ghi hạn: mốc theo dõi của Sở' },
] as const;

const emptyDue = (kind: (typeof dueKinds)[number]['value'], yearEnd: string): RequirementDue | undefined => {
  switch (kind) {
    case 'none':
      return undefined;
    case 'term':
      return { kind, count: 15, unit: 'calendar-day' };
    case 'day':
    case 'milestone':
      return { kind, day: '' as RequirementDay };
    case 'event':
      return { kind, event: '', latest: '' as RequirementDay };
    case 'recurring':
      return { kind, every: 'quarter', until: yearEnd as RequirementDay };
  }
};

type RequirementDay = Extract<RequirementDue, { kind: 'day' }>['day'];
const asDay = (typed: string | undefined) => (typed ?? '') as RequirementDay;

/** When a line is due, as its paper says it; what a term comes to stands beside it. */
export function DueInput({
  id,
  value,
  onChange,
  from,
  kinds = ['none', 'term', 'day', 'event', 'recurring', 'milestone'],
}: {
  id: string;
  value: RequirementDue | undefined;
  onChange: (value: RequirementDue | undefined) => void;
  /** The day it would be issued at the earliest. */
  from: string;
  kinds?: (typeof dueKinds)[number]['value'][];
}) {
  return (
    <div className="due-input">
      <Select<(typeof dueKinds)[number]['value']>
        id={id}
        value={value?.kind ?? 'none'}
        onChange={(kind) => onChange(emptyDue(kind, `${from.slice(0, 4)}-12-31`))}
        options={dueKinds.filter((one) => kinds.includes(one.value))}
        popupMatchSelectWidth={false}
      />
      {value?.kind === 'term' && (
        <>
          <Input
            className="count-input"
            inputMode="numeric"
            aria-label="Thời hạn"
            value={Number.isNaN(value.count) ? '' : String(value.count)}
            onChange={({ target }) =>
              onChange({ ...value, count: /^\d{1,3}$/.test(target.value) ? Number(target.value) : Number.NaN })
            }
          />
          <Select
            aria-label="Đơn vị của thời hạn"
            value={value.unit}
            onChange={(unit) => onChange({ ...value, unit })}
            options={[
              { value: 'working-day', label: 'ngày làm việc' },
              { value: 'calendar-day', label: 'ngày' },
              { value: 'month', label: 'tháng' },
            ]}
          />
          <Reckoned from={from} count={value.count} unit={value.unit} />
        </>
      )}
      {(value?.kind === 'day' || value?.kind === 'milestone') && (
        <DayInput aria-label="Ngày" value={value.day} onChange={(day) => onChange({ ...value, day: asDay(day) })} />
      )}
      {value?.kind === 'event' && (
        <>
          <Input
            aria-label="Việc xảy ra"
            placeholder="khi ban hành kế hoạch năm sau"
            value={value.event}
            onChange={({ target }) => onChange({ ...value, event: target.value })}
          />
          <span>chậm nhất</span>
          <DayInput
            aria-label="Chậm nhất ngày"
            value={value.latest}
            onChange={(latest) => onChange({ ...value, latest: asDay(latest) })}
          />
        </>
      )}
      {value?.kind === 'recurring' && (
        <>
          <span>xác nhận mỗi</span>
          <Select
            aria-label="Kỳ xác nhận"
            value={value.every}
            onChange={(every) => onChange({ ...value, every })}
            options={[
              { value: 'month', label: 'tháng' },
              { value: 'quarter', label: 'quý' },
            ]}
          />
          <span>đến</span>
          <DayInput
            aria-label="Đến ngày"
            value={value.until}
            onChange={(until) => onChange({ ...value, until: asDay(until) })}
          />
        </>
      )}
    </div>
  );
}
