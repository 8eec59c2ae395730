import { useQuery } from '@tanstack/react-query';
import { Form, Input, Radio } from 'antd';
import { useState } from 'react';
import { vnDay, vnWeekday } from '../../../domain/day.ts';
import type { Day } from '../../../domain/day.ts';
import { sessionWords } from '../../../domain/plan.ts';
import { Act } from './act.tsx';
import { ask, withQuery } from './ask.ts';
import { DayInput, dayRule } from './day-input.tsx';
import { FoldedSelect } from './folded-select.tsx';
import { GrownText } from './grown-text.tsx';
import type { Page } from './paged.tsx';
import { TimeInput, timeRule } from './time-input.tsx';

/** A visit that may get another day. */
export interface MovableVisit {
  n: number;
  day: string;
  session: 'morning' | 'afternoon';
  startsAt: string;
  at: string;
  postponed?: string | undefined;
  /** Who presides and who writes, by name. */
  chair: string;
  secretary: string;
}

interface Moved {
  day: string;
  session: 'morning' | 'afternoon';
  startsAt?: string;
  at?: string;
  reason: string;
  chair?: string;
  secretary?: string;
}

/** Another day, hour or place for a visit, or other people for it. */
export function MoveVisit({
  inspection,
  unit,
  visit,
  told,
  barred,
  size = 'middle',
}: {
  inspection: string;
  /** Its name. */
  unit: string;
  visit: MovableVisit;
  /** Who hears of it: nobody, while the unit does not know of the inspection. */
  told: boolean;
  barred?: string | undefined;
  size?: 'small' | 'middle';
}) {
  const { n, day, session, startsAt, at, postponed, chair, secretary } = visit;
  const name = postponed ? 'Định ngày mới' : 'Đổi lịch';
  return (
    <Act<Moved>
      size={size}
      name={name}
      title={`${name}: ${unit}`}
      path={`/inspections/${encodeURIComponent(inspection)}/visits/${n}/move`}
      barred={barred}
      initial={{ day, session }}
      fieldOf={{ 'visit-in-past': 'day', 'visit-on-day-off': 'day', 'visit-not-moved': 'day' }}
      consequence={
        <p>
          {postponed ? 'Đang hoãn, lịch cũ' : 'Đang là'} {startsAt}, {vnWeekday(day as Day)} {vnDay(day as Day)}, {at}.{' '}
          {told
            ? `${unit} và đoàn nhận thư đổi lịch; hạn gửi báo cáo tính lại theo ngày mới.`
            : `${unit} chưa được báo về cuộc kiểm tra này nên không thư nào đi.`}
        </p>
      }
      bodyOf={({ startsAt: hour, at: place, chair: presides, secretary: writes, ...rest }) => ({
        ...rest,
        ...(hour ? { startsAt: hour } : {}),
        ...(place?.trim() ? { at: place } : {}),
        ...(presides ? { chair: presides } : {}),
        ...(writes ? { secretary: writes } : {}),
      })}
    >
      <Form.Item name="day" label="Ngày mới" rules={[{ required: true, message: 'Ghi ngày mới.' }, dayRule]}>
        <DayInput />
      </Form.Item>
      <Form.Item name="session" label="Buổi">
        <Radio.Group
          options={(['morning', 'afternoon'] as const).map((value) => ({ value, label: sessionWords[value] }))}
        />
      </Form.Item>
      <Form.Item
        name="startsAt"
        label="Giờ bắt đầu"
        extra="Để trống thì giữ giờ cũ, hoặc giờ thường lệ của buổi."
        rules={[timeRule]}
      >
        <TimeInput />
      </Form.Item>
      <Form.Item name="at" label="Địa điểm" extra="Để trống thì như cũ.">
        <Input maxLength={200} placeholder={at} />
      </Form.Item>
      <Form.Item name="chair" label="Người khác chủ trì">
        <PersonSelect placeholder={chair} />
      </Form.Item>
      <Form.Item name="secretary" label="Người khác ghi biên bản">
        <PersonSelect placeholder={secretary} />
      </Form.Item>
      <Form.Item
        name="reason"
        label="Lý do"
        rules={[{ required: true, whitespace: true, message: 'Ghi lý do để đơn vị và đoàn biết.' }]}
      >
        <GrownText rows={2} maxLength={2_000} />
      </Form.Item>
    </Act>
  );
}

interface Found {
  id: string;
  name: string;
  post?: string;
}

/** Somebody of the office's directory, found by name or post. */
function PersonSelect({
  value,
  onChange,
  placeholder,
  id,
}: {
  value?: string;
  onChange?: (id: string | undefined) => void;
  placeholder: string;
  id?: string;
}) {
  const [typed, setTyped] = useState('');
  const people = useQuery({
    queryKey: ['people', typed],
    queryFn: ({ signal }) => ask<Page<Found>>(withQuery('/people', { q: typed, limit: 20 }), { signal }),
  });
  const found = people.data?.items ?? [];
  const isFound = value === undefined || found.some((one) => one.id === value);
  // somebody chosen before a reload is known here by id alone
  const named = useQuery({
    queryKey: ['person', value],
    queryFn: ({ signal }) => ask<Found>(`/people/${encodeURIComponent(value ?? '')}`, { signal }),
    enabled: !isFound,
  });
  const shown = isFound || !named.data ? found : [named.data, ...found];
  return (
    <FoldedSelect<string>
      {...(id === undefined ? {} : { id })}
      allowClear
      placeholder={placeholder ? `Như cũ: ${placeholder}` : 'Như cũ'}
      value={value ?? null}
      onChange={(chosen: string | undefined) => onChange?.(chosen)}
      onSearch={setTyped}
      options={shown.map(({ id: person, name, post }) => ({
        value: person,
        label: post ? `${name}, ${post}` : name,
      }))}
    />
  );
}
