import { Input } from 'antd';
import { useState } from 'react';
import type { AskingDraft } from '../../../domain/draft.ts';
import type { Concerns } from '../../../domain/finding.ts';
import { fold } from '../../../domain/fold.ts';
import type { Requirement } from '../../../domain/requirement.ts';
import { unitsOf, useDraftWorld } from './draft-world.ts';

interface Crossing {
  draft: AskingDraft;
  /** Undefined: it is only read. */
  change?: (draft: AskingDraft) => void;
}

const short = (text: string, most = 90): string => (text.length > most ? `${text.slice(0, most - 1)}…` : text);

/** Findings ↔ requirements ↔ units on one sheet: what answers what, and who owes it. */
export function Matrix({ draft, change }: Crossing) {
  const { findings, requirements } = draft;
  if (requirements.length === 0)
    return <p className="soft">Chưa có yêu cầu nào để đối chiếu. Hãy thêm yêu cầu ở phần soạn.</p>;
  const props = change ? { draft, change } : { draft };
  return (
    <>
      <ul className="paper-legend">
        {requirements.map(({ id, text }) => (
          <li key={id}>
            <b>{id}</b> {short(text, 160)}
          </li>
        ))}
      </ul>
      {findings.length > 0 && <Answers {...props} />}
      <Owing {...props} />
    </>
  );
}

const Heads = ({ requirements }: { requirements: Requirement[] }) => (
  <>
    {requirements.map(({ id, text }) => (
      <th key={id} scope="col" title={text}>
        {id}
      </th>
    ))}
  </>
);

function Answers({ draft, change }: Crossing) {
  const world = useDraftWorld();
  const { findings, requirements } = draft;
  const answer = (requirement: string, finding: string, on: boolean) =>
    change?.({
      ...draft,
      requirements: requirements.map((one) =>
        one.id === requirement
          ? { ...one, answers: on ? [...one.answers, finding] : one.answers.filter((id) => id !== finding) }
          : one,
      ),
    });
  return (
    <>
      <h3>Tồn tại ↔ yêu cầu</h3>
      <div className="paper-sheet" tabIndex={0} role="region" aria-label="Tồn tại và yêu cầu">
        <table>
          <thead>
            <tr>
              <th scope="col">Tồn tại</th>
              <Heads requirements={requirements} />
              <th scope="col">Còn thiếu</th>
            </tr>
          </thead>
          <tbody>
            {findings.map((finding) => {
              const { id, text, concerns, noWork, illustrates } = finding;
              const answering = requirements.filter(({ answers }) => answers.includes(id));
              const met = new Set(answering.flatMap((one) => unitsOf(world, one.concerns)));
              const left = unitsOf(world, concerns).filter((unit) => !met.has(unit));
              const free = noWork?.trim() ? 'nhận định chung' : illustrates ? `ví dụ của ${illustrates}` : undefined;
              return (
                <tr key={id}>
                  <th scope="row">
                    <b>{id}</b> {short(text)}
                  </th>
                  {requirements.map((requirement) => (
                    <td key={requirement.id}>
                      <input
                        type="checkbox"
                        disabled={!change}
                        aria-label={`${requirement.id} trả lời ${id}`}
                        checked={requirement.answers.includes(id)}
                        onChange={({ target }) => answer(requirement.id, id, target.checked)}
                      />
                    </td>
                  ))}
                  <td className={free === undefined && left.length > 0 ? 'late' : 'soft'}>
                    {free ?? (left.length > 0 ? `${left.length} đơn vị` : 'đủ')}
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
    </>
  );
}

function Owing({ draft, change }: Crossing) {
  const world = useDraftWorld();
  const [typed, setTyped] = useState('');
  const { requirements } = draft;
  const { served, nameOf } = world;
  const concerned = new Map(requirements.map(({ id, concerns }) => [id, new Set(unitsOf(world, concerns))]));
  const words = fold(typed).split(' ').filter(Boolean);
  const shown = served.filter((unit) => words.every((word) => fold(nameOf(unit)).includes(word)));
  const owe = (requirement: Requirement, unit: string, on: boolean) => {
    const before = concerned.get(requirement.id)!;
    const units = served.filter((one) => (one === unit ? on : before.has(one)));
    const concerns: Concerns = units.length === served.length ? { all: true } : { units };
    change?.({
      ...draft,
      requirements: requirements.map((one) => (one.id === requirement.id ? { ...one, concerns } : one)),
    });
  };
  return (
    <>
      <h3>Yêu cầu ↔ đơn vị</h3>
      {served.length > 12 && (
        <label className="find-unit">
          <span>Tìm đơn vị</span>
          <Input value={typed} allowClear onChange={({ target }) => setTyped(target.value)} />
        </label>
      )}
      <div className="paper-sheet" tabIndex={0} role="region" aria-label="Yêu cầu và đơn vị">
        <table>
          <thead>
            <tr>
              <th scope="col">
                Đơn vị ({shown.length}
                {shown.length < served.length && `/${served.length}`})
              </th>
              <Heads requirements={requirements} />
              <th scope="col">Số việc</th>
            </tr>
            <tr className="sum">
              <th scope="row">Số đơn vị</th>
              {requirements.map(({ id, untracked }) => (
                <td key={id} className={concerned.get(id)!.size === 0 ? 'late' : ''}>
                  {concerned.get(id)!.size}
                  {untracked?.trim() && <span className="soft"> *</span>}
                </td>
              ))}
              <td />
            </tr>
          </thead>
          <tbody>
            {shown.map((unit) => (
              <tr key={unit}>
                <th scope="row">{nameOf(unit)}</th>
                {requirements.map((requirement) => (
                  <td key={requirement.id}>
                    <input
                      type="checkbox"
                      disabled={!change}
                      aria-label={`${requirement.id} giao ${nameOf(unit)}`}
                      checked={concerned.get(requirement.id)!.has(unit)}
                      onChange={({ target }) => owe(requirement, unit, target.checked)}
                    />
                  </td>
                ))}
                <td className="number">
                  {
                    requirements.filter(({ id, untracked }) => !untracked?.trim() && concerned.get(id)!.has(unit))
                      .length
                  }
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {requirements.some(({ untracked }) => untracked?.trim()) && <p className="soft">* không theo dõi thành việc</p>}
    </>
  );
}
