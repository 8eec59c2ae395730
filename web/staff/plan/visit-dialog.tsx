import { Button, Form, Input, Select } from 'antd';
import type { Day } from '../../../domain/day.ts';
import type { Session } from '../../../domain/inspection.ts';
import { sessionWords } from '../../../domain/plan.ts';
import type { PlannedUnit, PlannedVisit } from '../../../domain/plan.ts';
import { heldAtUsually, startsAtUsually } from '../../../domain/proposed-visits.ts';
import type { UnitId } from '../../../domain/role.ts';
import { dayRule, DayInput } from '../parts/day-input.tsx';
import { FoldedSelect } from '../parts/folded-select.tsx';
import { dropKept } from '../parts/kept-fields.ts';
import { TimeInput, timeRule } from '../parts/time-input.tsx';
import { Dialog } from './dialog.tsx';
import { PersonSelect } from './person-select.tsx';
import { usePlan, withUnit } from './plan-context.ts';

/** What is being put on the schedule: a unit, or a half-day for which a unit is to be chosen. */
export interface Placing {
  unit?: UnitId;
  team?: string;
  day?: Day;
  session?: Session;
}

type VisitFields = Partial<Omit<PlannedVisit, 'n'>> & { n?: number };
interface Fields {
  /** Where it is not known yet. */
  unit?: UnitId;
  team: string;
  visits: VisitFields[];
}

/** The visits of one unit: team, days, hours, places and who presides; everything the board does, by fields. */
export function VisitDialog({ placing, left }: { placing: Placing | undefined; left: () => void }) {
  const { plan, change, units, round } = usePlan();
  const planned = plan.units.find(({ unit }) => unit === placing?.unit);
  const blank: VisitFields = {
    day: placing?.day as Day,
    session: placing?.session ?? 'morning',
    startsAt: startsAtUsually[placing?.session ?? 'morning'],
    at: heldAtUsually,
  };
  const initial: Partial<Fields> = {
    ...(placing?.unit === undefined ? {} : { unit: placing.unit }),
    team: plan.teams.find(({ id }) => id === (placing?.team ?? planned?.team))?.id ?? plan.teams[0]?.id ?? '',
    visits: planned && planned.visits.length > 0 ? planned.visits : [blank],
  };
  const save = ({ unit = placing?.unit ?? '', team, visits }: Fields) => {
    change((now) => withUnit(now, unit, (one) => ({ ...one, team, visits: numbered(visits) })));
    left();
  };
  const of = `${placing?.unit} ${placing?.team} ${placing?.day} ${placing?.session}`;
  const keptAs = `plan:${round}:visits:${of}`;
  const name = placing?.unit === undefined ? undefined : units.nameOf(placing.unit);
  const sites = planned ? (units.byId.get(planned.unit)?.parts ?? []).filter(({ level }) => level === 'site') : [];
  return (
    <Dialog<Fields>
      key={of}
      keptAs={keptAs}
      title={name === undefined ? 'Xếp một buổi kiểm tra' : `Lịch kiểm tra ${name}`}
      open={placing !== undefined}
      initial={initial}
      confirm="Ghi lịch"
      left={left}
      done={save}
      foot={
        planned && planned.visits.length > 0 ? (
          <Button
            danger
            onClick={() => {
              dropKept(keptAs);
              change((now) => withUnit(now, planned.unit, (one) => ({ ...one, visits: [] })));
              left();
            }}
          >
            Bỏ hết buổi
          </Button>
        ) : undefined
      }
    >
      {placing !== undefined && placing.unit === undefined && <UnitField />}
      <Form.Item name="team" label="Đoàn" rules={[{ required: true, message: 'Hãy lập đoàn trước.' }]}>
        <Select options={plan.teams.map(({ id, name: label }) => ({ value: id, label }))} />
      </Form.Item>
      <Form.List name="visits">
        {(fields, { add, remove }) => (
          <>
            {fields.map(({ key, name: at }, i) => (
              <fieldset key={key} className="visit-fields">
                <legend>
                  Buổi {i + 1}{' '}
                  {fields.length > 1 && (
                    <Button size="small" aria-label={`Bỏ buổi ${i + 1}`} onClick={() => remove(at)}>
                      Bỏ
                    </Button>
                  )}
                </legend>
                <VisitFieldsOf at={at} sites={sites} />
              </fieldset>
            ))}
            <Button size="small" onClick={() => add({ ...blank, day: undefined })}>
              Thêm một buổi
            </Button>
          </>
        )}
      </Form.List>
    </Dialog>
  );
}

/** Units inspected on the spot, those without a visit first. */
function UnitField() {
  const { plan, units } = usePlan();
  const options = plan.units
    .filter(({ method = 'on-site' }) => method !== 'desk')
    .map(({ unit, visits }) => ({
      value: unit,
      label: units.nameOf(unit) + (visits.length > 0 ? ' (đã có lịch)' : ''),
      also: (units.byId.get(unit)?.aliases ?? []).join(' '),
      has: visits.length > 0 ? 1 : 0,
    }))
    .sort((a, b) => a.has - b.has);
  return (
    <Form.Item name="unit" label="Đơn vị" rules={[{ required: true, message: 'Hãy chọn đơn vị.' }]}>
      <FoldedSelect<string> options={options} />
    </Form.Item>
  );
}

function VisitFieldsOf({ at, sites }: { at: number; sites: readonly { id: string; name: string }[] }) {
  const form = Form.useFormInstance<Fields>();
  return (
    <>
      <div className="fields">
        <Form.Item name={[at, 'day']} label="Ngày" rules={[{ required: true, message: 'Hãy ghi ngày.' }, dayRule]}>
          <DayInput />
        </Form.Item>
        <Form.Item name={[at, 'session']} label="Buổi">
          <Select
            options={(['morning', 'afternoon'] as const).map((value) => ({ value, label: sessionWords[value] }))}
            onChange={(session: Session) => form.setFieldValue(['visits', at, 'startsAt'], startsAtUsually[session])}
          />
        </Form.Item>
        <Form.Item
          name={[at, 'startsAt']}
          label="Bắt đầu lúc"
          rules={[{ required: true, message: 'Hãy ghi giờ bắt đầu.' }, timeRule]}
        >
          <TimeInput />
        </Form.Item>
      </div>
      <Form.Item name={[at, 'at']} label="Địa điểm" rules={[{ required: true, message: 'Hãy ghi địa điểm.' }]}>
        <Input maxLength={200} />
      </Form.Item>
      {sites.length > 0 && (
        <Form.Item name={[at, 'site']} label="Tại trụ sở">
          <Select
            allowClear
            options={sites.map(({ id, name }) => ({ value: id, label: name }))}
            placeholder="trụ sở chính"
          />
        </Form.Item>
      )}
      <div className="fields">
        <Form.Item name={[at, 'chair']} label="Chủ trì thay trưởng đoàn">
          <PersonSelect allowClear />
        </Form.Item>
        <Form.Item name={[at, 'secretary']} label="Ghi biên bản thay thư ký">
          <PersonSelect allowClear />
        </Form.Item>
      </div>
    </>
  );
}

/** Visits keep their numbers; new ones take the next. What was left blank is not there. */
function numbered(visits: readonly VisitFields[]): PlannedVisit[] {
  let last = Math.max(0, ...visits.map(({ n = 0 }) => n));
  return visits.map((visit) => {
    const said = Object.fromEntries(Object.entries(visit).filter(([, value]) => value !== undefined && value !== ''));
    return { ...said, n: visit.n ?? (last += 1) } as PlannedVisit;
  });
}

/** A unit's visit put on a half-day; the hour follows when the half changes. */
export function placed(
  planned: PlannedUnit,
  { team, day, session, n }: { team: string; day: Day; session: Session; n?: number },
): PlannedUnit {
  const moved = planned.visits.find((visit) => visit.n === n);
  if (!moved)
    return {
      ...planned,
      team,
      visits: [
        ...planned.visits,
        ...numbered([{ day, session, startsAt: startsAtUsually[session], at: heldAtUsually }]).map((visit) => ({
          ...visit,
          n: Math.max(0, ...planned.visits.map((one) => one.n)) + 1,
        })),
      ],
    };
  const startsAt = moved.session === session ? moved.startsAt : startsAtUsually[session];
  return {
    ...planned,
    team,
    visits: planned.visits.map((visit) => (visit.n === n ? { ...visit, day, session, startsAt } : visit)),
  };
}
