import { Button, Checkbox, Form, Input, Modal } from 'antd';
import { useState } from 'react';
import { vnNumber } from '../../../domain/number.ts';
import { noTeam } from '../../../domain/plan.ts';
import type { Team } from '../../../domain/plan.ts';
import { useKeptState } from '../parts/kept-fields.ts';
import { Dialog } from './dialog.tsx';
import { PersonSelect } from './person-select.tsx';
import { usePlan } from './plan-context.ts';

interface TeamFields {
  name: string;
  lead: string;
  secretary: string;
  members?: { person?: string; area?: string }[];
  /** Units without a team come to this one. */
  takes?: boolean;
}

/** A code no other team of the plan has; the round's own, so that no other round has it. */
function freshId(round: string, teams: readonly Team[]): string {
  for (let n = teams.length + 1; ; n += 1) {
    const id = `${round.slice(0, 52)}-doan-${n}`;
    if (teams.every((team) => team.id !== id)) return id;
  }
}

/** The teams: who leads, who writes, who else goes. */
export function TeamCards() {
  const { plan, change, places, nameOf, closed, round } = usePlan();
  // by name: a reload in the middle finds it open as it was
  const [named, setNamed] = useKeptState<string>(`plan:${round}:team-open`);
  const [dropped, setDropped] = useState<Team>();
  const { teams, units } = plan;
  const loose = units.filter(({ team }) => teams.every(({ id }) => id !== team)).length;
  const edited = named === 'new' ? 'new' : teams.find(({ id }) => id === named);
  const setEdited = (team: Team | 'new' | undefined) => setNamed(team === 'new' ? 'new' : team?.id);
  const unitsOf = (team: Team) => units.filter((one) => one.team === team.id);

  const save = ({ takes, members = [], ...fields }: TeamFields) => {
    const id = edited === 'new' || !edited ? freshId(round, teams) : edited.id;
    const team: Team = {
      id,
      ...fields,
      members: members.flatMap(({ person, area }) =>
        person === undefined ? [] : [{ person, ...(area === undefined || area.trim() === '' ? {} : { area }) }],
      ),
    };
    change((now) => ({
      ...now,
      teams: edited === 'new' ? [...now.teams, team] : now.teams.map((one) => (one.id === id ? team : one)),
      units: takes
        ? now.units.map((one) => (now.teams.some((known) => known.id === one.team) ? one : { ...one, team: id }))
        : now.units,
    }));
    setEdited(undefined);
  };
  const drop = (team: Team) => {
    change((now) => ({
      ...now,
      teams: now.teams.filter(({ id }) => id !== team.id),
      units: now.units.map((one) => (one.team === team.id ? { ...one, team: noTeam } : one)),
    }));
    setDropped(undefined);
  };
  return (
    <>
      {teams.length === 0 && <p className="soft">Chưa có đoàn nào. Đợt nào cũng cần ít nhất một đoàn.</p>}
      <ul className="teams">
        {teams.map((team, i) => (
          <li key={team.id}>
            <h3>{team.name}</h3>
            <div>Trưởng đoàn: {nameOf(team.lead)}</div>
            <div>Thư ký: {nameOf(team.secretary)}</div>
            {team.members.length > 0 && (
              <div>
                Thành viên:{' '}
                {team.members
                  .map(({ person, area }) => nameOf(person) + (area === undefined ? '' : ` (${area})`))
                  .join(', ')}
              </div>
            )}
            <div className="soft">{vnNumber(unitsOf(team).length)} đơn vị</div>
            {places
              .filter(({ at }) => at === `teams[${i}]` || at.startsWith(`teams[${i}].`))
              .map(({ sentence }) => (
                <div className="late" key={sentence}>
                  {sentence}
                </div>
              ))}
            {closed === undefined && (
              <span className="acts">
                <Button size="small" aria-label={`Sửa ${team.name}`} onClick={() => setEdited(team)}>
                  Sửa
                </Button>
                <Button
                  size="small"
                  aria-label={`Bỏ ${team.name}`}
                  onClick={() => (unitsOf(team).length === 0 ? drop(team) : setDropped(team))}
                >
                  Bỏ
                </Button>
              </span>
            )}
          </li>
        ))}
      </ul>
      {closed === undefined && <Button onClick={() => setEdited('new')}>Thêm đoàn</Button>}
      <Dialog<TeamFields>
        key={edited === 'new' ? 'new' : edited?.id}
        keptAs={`plan:${round}:team:${edited === 'new' ? 'new' : (edited?.id ?? '')}`}
        title={edited === 'new' ? 'Thêm đoàn kiểm tra' : 'Sửa đoàn kiểm tra'}
        open={edited !== undefined && closed === undefined}
        confirm={edited === 'new' ? 'Thêm đoàn' : 'Ghi lại'}
        initial={
          edited === 'new' || !edited
            ? { name: `Đoàn kiểm tra số ${teams.length + 1}`, takes: teams.length === 0 }
            : edited
        }
        left={() => setEdited(undefined)}
        done={save}
      >
        <TeamFieldsForm loose={edited === 'new' ? loose : 0} />
      </Dialog>
      <Modal
        title={`Bỏ ${dropped?.name ?? ''}`}
        open={dropped !== undefined}
        okText="Bỏ đoàn"
        cancelText="Thôi"
        okButtonProps={{ danger: true }}
        onOk={() => dropped && drop(dropped)}
        onCancel={() => setDropped(undefined)}
      >
        {dropped && (
          <>{vnNumber(unitsOf(dropped).length)} đơn vị của đoàn này sẽ chưa có đoàn; các buổi đã xếp giữ nguyên ngày.</>
        )}
      </Modal>
    </>
  );
}

function TeamFieldsForm({ loose }: { loose: number }) {
  return (
    <>
      <Form.Item name="name" label="Tên đoàn" rules={[{ required: true, message: 'Hãy ghi tên đoàn.' }]}>
        <Input maxLength={120} />
      </Form.Item>
      <Form.Item name="lead" label="Trưởng đoàn" rules={[{ required: true, message: 'Hãy chọn trưởng đoàn.' }]}>
        <PersonSelect />
      </Form.Item>
      <Form.Item name="secretary" label="Thư ký đoàn" rules={[{ required: true, message: 'Hãy chọn thư ký đoàn.' }]}>
        <PersonSelect />
      </Form.Item>
      <Form.List name="members">
        {(fields, { add, remove }) => (
          <fieldset className="members">
            <legend>Thành viên và lĩnh vực phụ trách</legend>
            {fields.map(({ key, name }, i) => (
              <div className="member" key={key}>
                <Form.Item
                  name={[name, 'person']}
                  rules={[{ required: true, message: 'Chọn người hoặc bỏ dòng này.' }]}
                >
                  <PersonSelect aria-label={`Thành viên ${i + 1}`} />
                </Form.Item>
                <Form.Item name={[name, 'area']}>
                  <Input aria-label={`Lĩnh vực của thành viên ${i + 1}`} maxLength={120} placeholder="lĩnh vực" />
                </Form.Item>
                <Button aria-label={`Bỏ thành viên ${i + 1}`} onClick={() => remove(name)}>
                  Bỏ
                </Button>
              </div>
            ))}
            <Button size="small" onClick={() => add({})}>
              Thêm thành viên
            </Button>
          </fieldset>
        )}
      </Form.List>
      {loose > 0 && (
        <Form.Item name="takes" valuePropName="checked">
          <Checkbox>Giao cho đoàn này {vnNumber(loose)} đơn vị chưa có đoàn</Checkbox>
        </Form.Item>
      )}
    </>
  );
}
