import { useQuery } from '@tanstack/react-query';
import { Form, Select } from 'antd';
import type { CampaignRow, CampaignView } from '../../../api/campaigns/campaign-views.ts';
import { plannersGive } from '../../../domain/rights.ts';
import { roles, unitRoles } from '../../../domain/role.ts';
import type { Role } from '../../../domain/role.ts';
import { roleWords } from '../../../domain/why.ts';
import { ask } from '../parts/ask.ts';
import { DayInput, dayRule } from '../parts/day-input.tsx';
import { FoldedSelect } from '../parts/folded-select.tsx';
import type { Page } from '../parts/paged.tsx';
import { useMay } from '../parts/who.ts';
import { decidedBody, DecisionFields } from './decision-fields.tsx';
import { given } from './given.ts';
import { PersonSelect } from './person-select.tsx';
import { useUnits } from './unit-tree.ts';

export interface AppointValues {
  role: Role;
  where?: 'office' | 'campaign' | 'team';
  unit?: string;
  campaign?: string;
  team?: string;
  scope?: string;
  person: string;
  from: string;
  to?: string;
  substituteFor?: string;
  decision?: { number?: string; day?: string };
}

const atUnits: readonly Role[] = [...unitRoles, 'superior'];

/** As the API takes it: where it is held becomes its scope. */
export function appointBody({ where, unit, campaign, team, scope, ...values }: AppointValues): object {
  const at = atUnits.includes(values.role)
    ? unit && `unit:${unit}`
    : where === 'team'
      ? team && `team:${team}`
      : where === 'campaign'
        ? campaign && `campaign:${campaign}`
        : 'office';
  return { ...given(decidedBody(values)), scope: scope ?? at };
}

/** Which role, where, who, from when. `scope` is given where the page already stands there; `person`, whose page it is. */
export function AppointFields({ scope, unit, person }: { scope?: string; unit?: string; person?: string }) {
  const may = useMay();
  const form = Form.useFormInstance<AppointValues>();
  const role = Form.useWatch('role', form);
  const where = Form.useWatch('where', form);
  const campaign = Form.useWatch('campaign', form);
  const atUnit = scope === undefined ? role !== undefined && atUnits.includes(role) : scope.startsWith('unit:');
  const givable = roles
    // a chair is appointed with the visit, where its day is set
    .filter((one) => one !== 'chair' && (may('administer') || plannersGive.includes(one)))
    .filter((one) => scope === undefined || atUnits.includes(one) === scope.startsWith('unit:'));
  return (
    <>
      <Form.Item name="role" label="Vai trò" rules={[{ required: true, message: 'Hãy chọn vai trò.' }]}>
        <FoldedSelect options={givable.map((one) => ({ value: one, label: roleWords[one] }))} />
      </Form.Item>
      {scope === undefined && atUnit && <UnitField />}
      {scope === undefined && role !== undefined && !atUnit && (
        <>
          <Form.Item name="where" label="Giữ ở đâu" initialValue="office">
            <Select
              options={[
                { value: 'office', label: 'Cả cơ quan, mọi đợt' },
                { value: 'campaign', label: 'Một đợt' },
                { value: 'team', label: 'Một đoàn của đợt' },
              ]}
            />
          </Form.Item>
          {(where === 'campaign' || where === 'team') && <CampaignField />}
          {where === 'team' && campaign !== undefined && <TeamField campaign={campaign} />}
        </>
      )}
      {person === undefined && (
        <Form.Item name="person" label="Ai" rules={[{ required: true, message: 'Hãy chọn người.' }]}>
          <PersonSelect unit={unit} />
        </Form.Item>
      )}
      <div className="side-by-side">
        <Form.Item name="from" label="Từ ngày" rules={[{ required: true, message: 'Hãy ghi ngày.' }, dayRule]}>
          <DayInput />
        </Form.Item>
        <Form.Item name="to" label="Đến hết ngày" rules={[dayRule]} extra="Để trống là đến khi có người thay.">
          <DayInput />
        </Form.Item>
      </div>
      <Form.Item
        name="substituteFor"
        label="Thay tạm cho"
        extra="Người này nghỉ thì người thay nhận thư và làm thay trong những ngày trên."
      >
        <PersonSelect unit={unit} />
      </Form.Item>
      <DecisionFields />
    </>
  );
}

function UnitField() {
  const units = useUnits();
  return (
    <Form.Item name="unit" label="Đơn vị" rules={[{ required: true, message: 'Hãy chọn đơn vị.' }]}>
      <FoldedSelect
        options={(units.data?.flat ?? []).map(({ id, name, aliases }) => ({
          value: id,
          label: name,
          also: aliases.join(' '),
        }))}
      />
    </Form.Item>
  );
}

function CampaignField() {
  const rounds = useQuery({
    queryKey: ['/campaigns', 'select'],
    queryFn: ({ signal }) => ask<Page<CampaignRow>>('/campaigns?limit=200', { signal }),
  });
  return (
    <Form.Item name="campaign" label="Đợt" rules={[{ required: true, message: 'Hãy chọn đợt.' }]}>
      <FoldedSelect options={(rounds.data?.items ?? []).map(({ id, title }) => ({ value: id, label: title }))} />
    </Form.Item>
  );
}

function TeamField({ campaign }: { campaign: string }) {
  const round = useQuery({
    queryKey: ['round', campaign],
    queryFn: ({ signal }) => ask<CampaignView>(`/campaigns/${encodeURIComponent(campaign)}`, { signal }),
  });
  const teams = (round.data?.draft.plan['teams'] ?? []) as { id: string; name: string }[];
  return (
    <Form.Item name="team" label="Đoàn" rules={[{ required: true, message: 'Hãy chọn đoàn.' }]}>
      <FoldedSelect options={teams.map(({ id, name }) => ({ value: id, label: name }))} />
    </Form.Item>
  );
}
