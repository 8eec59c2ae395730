import { useQuery } from '@tanstack/react-query';
import { Checkbox, Input, InputNumber, Modal, Radio } from 'antd';
import { useState } from 'react';
import type { LegalDocument } from '../../../domain/legal-document.ts';
import type { CampaignKind } from '../../../domain/plan.ts';
import { ask } from '../parts/ask.ts';
import { DayInput } from '../parts/day-input.tsx';
import { Bases } from './bases.tsx';
import { Field } from './field.tsx';
import { usePlan } from './plan-context.ts';
import type { PlanFields } from './plan-context.ts';
import { RelatedPapers } from './related-papers.tsx';
import { withoutKey } from './without-key.ts';

/** A day still being typed is sent as it stands: the server says what is wrong with it. */
const asTyped = (value: string | undefined) => (value ?? '') as PlanFields['period']['from'];

/** What the round is, why, over which period, and by which clock. */
export function BasesStep() {
  const { plan, change, view, closed } = usePlan();
  const set = (part: Partial<PlanFields>) => change((now) => ({ ...now, ...part }));
  const setPeriod = (part: Partial<PlanFields['period']>) =>
    change((now) => ({ ...now, period: { ...now.period, ...part } }));
  const legal = useQuery({
    queryKey: ['legal-documents'],
    queryFn: ({ signal }) => ask<{ items: LegalDocument[] }>('/legal-documents', { signal }),
    staleTime: 300_000,
  });
  const isKept = view.record !== undefined;
  return (
    <>
      <h2>Đợt này là gì</h2>
      <Field label="Tên đợt" place="title">
        {(props) => (
          <Input
            {...props}
            value={plan.title}
            maxLength={200}
            onChange={({ target }) => set({ title: target.value })}
          />
        )}
      </Field>
      <div className="fields">
        <Field label="Năm" place="year" hint={isKept ? 'Đợt đã trình thì không đổi năm.' : undefined}>
          {(props) => (
            <InputNumber
              {...props}
              value={plan.year}
              min={2000}
              max={2199}
              disabled={isKept || closed !== undefined}
              onChange={(year) => year !== null && set({ year })}
            />
          )}
        </Field>
        <KindField />
      </div>
      {plan.kind === 'reporting' && <ReportingDays />}
      {plan.kind === 'inspection' && (
        <Checkbox
          checked={plan.report === true}
          onChange={({ target }) =>
            change((now) => (target.checked ? { ...now, report: true } : withoutKey(now, 'report')))
          }
        >
          Cuối đợt phải có báo cáo tổng hợp
        </Checkbox>
      )}

      <h2>Kỳ kiểm tra</h2>
      <p className="soft">Hoạt động của đơn vị trong kỳ này được kiểm tra, số liệu được lấy của kỳ này.</p>
      <div className="fields">
        <Field label="Tên kỳ" place="period.label">
          {(props) => (
            <Input
              {...props}
              value={plan.period.label}
              maxLength={120}
              onChange={({ target }) => setPeriod({ label: target.value })}
            />
          )}
        </Field>
        <Field label="Từ ngày" place="period.from">
          {(props) => (
            <DayInput {...props} value={plan.period.from} onChange={(from) => setPeriod({ from: asTyped(from) })} />
          )}
        </Field>
        <Field label="Đến ngày" place="period.to">
          {(props) => <DayInput {...props} value={plan.period.to} onChange={(to) => setPeriod({ to: asTyped(to) })} />}
        </Field>
      </div>
      <PlaceFaults place="period" />

      <Bases known={legal.data?.items ?? []} />
      <RelatedPapers />

      <h2>Ngày của đợt</h2>
      <Field
        label="Đợt chạy theo"
        place="clock"
        hint={
          isKept
            ? 'Đợt đã trình thì không đổi nữa.'
            : 'Đợt tập huấn chạy thật mọi việc, nhưng ngày do anh/chị chuyển và thư chỉ vào hộp thư thử.'
        }
      >
        {(props) => (
          <Radio.Group
            id={props.id}
            value={plan.clock}
            disabled={isKept || closed !== undefined}
            onChange={({ target }) =>
              change((now) => ({ ...withoutKey(now, 'clockFrom'), clock: target.value as PlanFields['clock'] }))
            }
            options={[
              { value: 'real', label: 'ngày thật' },
              { value: 'stepped', label: 'ngày tập huấn' },
            ]}
          />
        )}
      </Field>
      {plan.clock === 'stepped' && (
        <Field label="Tập huấn bắt đầu từ ngày" place="clockFrom" hint="Để trống: từ ngày trình kế hoạch.">
          {(props) => (
            <DayInput
              {...props}
              value={plan.clockFrom}
              disabled={isKept || closed !== undefined}
              onChange={(day) =>
                change((now) =>
                  day === undefined ? withoutKey(now, 'clockFrom') : { ...now, clockFrom: asTyped(day) },
                )
              }
            />
          )}
        </Field>
      )}
    </>
  );
}

/** Units are inspected, or only report; going over to reports drops what only inspections have. */
function KindField() {
  const { plan, change } = usePlan();
  const [asked, setAsked] = useState(false);
  const visits = plan.units.reduce((sum, unit) => sum + unit.visits.length, 0);
  const turn = (kind: CampaignKind) =>
    change((now) => {
      const others = withoutKey(withoutKey(now, 'report'), 'reporting');
      return kind === 'inspection'
        ? { ...others, kind }
        : { ...others, kind, units: now.units.map(({ unit, team }) => ({ unit, team, visits: [] })) };
    });
  return (
    <Field
      label="Loại đợt"
      place="kind"
      hint={
        plan.kind === 'inspection'
          ? 'Trực tiếp, qua báo cáo hay đột xuất chọn cho từng đơn vị ở bước sau. Kiểm tra lại thì thêm từ đợt đang chạy.'
          : 'Mọi đơn vị gửi báo cáo của kỳ; không có buổi kiểm tra.'
      }
    >
      {(props) => (
        <>
          <Radio.Group
            id={props.id}
            value={plan.kind}
            onChange={({ target }) => {
              const kind = target.value as CampaignKind;
              if (kind === 'reporting' && visits > 0) setAsked(true);
              else turn(kind);
            }}
            options={[
              { value: 'inspection', label: 'đợt kiểm tra' },
              { value: 'reporting', label: 'đợt báo cáo kỳ' },
            ]}
          />
          <Modal
            title="Chuyển sang đợt báo cáo kỳ"
            open={asked}
            okText={`Chuyển và bỏ ${visits} buổi`}
            cancelText="Thôi"
            okButtonProps={{ danger: true }}
            onOk={() => {
              turn('reporting');
              setAsked(false);
            }}
            onCancel={() => setAsked(false)}
          >
            Đợt báo cáo không có buổi kiểm tra: {visits} buổi đã xếp và cách kiểm tra của từng đơn vị sẽ bỏ. Đơn vị và
            đoàn giữ nguyên.
          </Modal>
        </>
      )}
    </Field>
  );
}

function ReportingDays() {
  const { plan, change } = usePlan();
  const set = (part: Partial<NonNullable<PlanFields['reporting']>>) =>
    change((now) => {
      const days = { ...now.reporting, ...part };
      const { reporting: _, ...rest } = now;
      return days.cutOff === undefined && days.due === undefined
        ? rest
        : { ...now, reporting: { cutOff: asTyped(days.cutOff), due: asTyped(days.due) } };
    });
  return (
    <>
      <div className="fields">
        <Field label="Ngày chốt số liệu" place="reporting.cutOff">
          {(props) => (
            <DayInput
              {...props}
              value={plan.reporting?.cutOff || undefined}
              onChange={(day) => set({ cutOff: asTyped(day) })}
            />
          )}
        </Field>
        <Field label="Hạn gửi báo cáo" place="reporting.due">
          {(props) => (
            <DayInput
              {...props}
              value={plan.reporting?.due || undefined}
              onChange={(day) => set({ due: asTyped(day) })}
            />
          )}
        </Field>
      </div>
      <PlaceFaults place="reporting" />
    </>
  );
}

/** What is wrong with several fields together. */
export function PlaceFaults({ place }: { place: string }) {
  const { places } = usePlan();
  return places
    .filter((one) => one.at === place)
    .map(({ sentence }) => (
      <p className="late" role="alert" key={sentence}>
        {sentence}
      </p>
    ));
}
