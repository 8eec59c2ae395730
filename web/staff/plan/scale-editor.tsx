import { Button, Input, Popconfirm } from 'antd';
import { useId, useState } from 'react';
import { vnNumber, vnPercent } from '../../../domain/number.ts';
import { faultsOfScale, mostOf, mostOfScale } from '../../../domain/scale.ts';
import type { Criterion, Scale, ScoreGroup } from '../../../domain/scale.ts';
import { NumberInput } from '../parts/number-input.tsx';
import { CriterionFields } from './criterion-editor.tsx';
import type { OutlineFields } from './outline-editor.tsx';
import { replaced, swapped, without } from '../parts/list.ts';
import { freshCode, Wrong } from './outline-rows.tsx';
import { countedAs, freshRule, groupNames, scaleInWords } from './scale-words.ts';

type WrongAt = (at: string) => readonly string[];

const numerals = ['I', 'II', 'III', 'IV', 'V', 'VI', 'VII', 'VIII', 'IX', 'X', 'XI', 'XII'];

const codesOf = ({ groups }: Scale): string[] =>
  groups.flatMap(({ code, criteria }) => [code, ...criteria.map((one) => one.code)]);

const freshCriterion = (scale: Scale, { code, counts }: Pick<ScoreGroup, 'code' | 'counts'>): Criterion => {
  const line: Criterion = {
    code: freshCode(
      codesOf(scale).filter((taken) => taken.startsWith(`${code}.`)),
      `${code}.`,
    ),
    text: '',
    most: 1,
    rule: freshRule('yes-no', counts),
  };
  return countedAs(counts, line);
};

function freshGroup(scale: Scale, counts: ScoreGroup['counts']): ScoreGroup {
  const taken = codesOf(scale);
  const code = numerals.find((numeral) => !taken.includes(numeral)) ?? freshCode(taken, 'N');
  const name = { scored: '', bonus: 'Điểm cộng', deducted: 'Điểm trừ' }[counts];
  return { code, name, counts, criteria: [freshCriterion(scale, { code, counts })] };
}

/** The scale of an outline, as it will be scored; what does not add up or overlaps is said where it stands. */
export function ScaleEditor({ content, set }: { content: OutlineFields; set: (scale: Scale | undefined) => void }) {
  const { scale, official } = content;
  const id = useId();
  if (!scale)
    return (
      <section aria-label="Thang điểm">
        <h3>Thang điểm</h3>
        <p className="soft">Đề cương này không chấm điểm. Có thang điểm thì đơn vị tự chấm, Đoàn và Sở thẩm định.</p>
        <Button onClick={() => set({ groups: [freshGroup({ groups: [] }, 'scored')] })}>Thêm thang điểm</Button>
      </section>
    );
  const faults = faultsOfScale(scale);
  const wrongAt: WrongAt = (at) => faults.filter((fault) => fault.at === at).map(({ sentence }) => sentence);
  const setGroup = (g: number, group: ScoreGroup) => set({ ...scale, groups: replaced(scale.groups, g, group) });
  return (
    <section aria-label="Thang điểm" className="scale-editor">
      <h3>Thang điểm</h3>
      {!official && (
        <p className="soon">Thang điểm mẫu, không phải bộ chính thức: mọi phiếu chấm và bảng xếp hạng đều ghi vậy.</p>
      )}
      <p role="status">
        <strong>{scaleInWords(scale)}.</strong>{' '}
        {faults.length > 0 && (
          <span className="late">
            Còn {faults.length} chỗ phải sửa; vẫn lưu được, nhưng chưa dùng được cho một đợt.
          </span>
        )}
      </p>
      <div className="fields">
        <label className="plan-field" htmlFor={`${id}-tong`}>
          Theo văn bản ban hành, cả thang phải là
          <NumberInput
            id={`${id}-tong`}
            suffix="điểm"
            value={scale.most}
            onChange={(most) => set({ ...(most === undefined ? {} : { most }), groups: scale.groups })}
          />
          <Wrong of={wrongAt('most')} />
        </label>
      </div>
      {scale.groups.map((group, g) => (
        <GroupFields
          // oxlint-disable-next-line react/no-array-index-key -- its code is being written
          key={g}
          scale={scale}
          group={group}
          content={content}
          wrongAt={(at) => wrongAt(`groups[${g}].${at}`)}
          faults={faults
            .filter(({ at }) => at.startsWith(`groups[${g}].`))
            .map(({ at }) => at.slice(`groups[${g}].`.length))}
          begunOpen={g === 0}
          change={(next) => setGroup(g, next)}
          drop={() => {
            const groups = without(scale.groups, g);
            set(groups.length === 0 ? undefined : { ...scale, groups });
          }}
          up={g === 0 ? undefined : () => set({ ...scale, groups: swapped(scale.groups, g - 1, g) })}
        />
      ))}
      <span className="acts">
        {(['scored', 'bonus', 'deducted'] as const).map((counts) => (
          <Button key={counts} onClick={() => set({ ...scale, groups: [...scale.groups, freshGroup(scale, counts)] })}>
            Thêm nhóm {groupNames[counts]}
          </Button>
        ))}
        <Popconfirm
          title="Bỏ cả thang điểm?"
          description={`${codesOf(scale).length - scale.groups.length} tiêu chí của phiên bản này sẽ không còn.`}
          okText="Bỏ"
          cancelText="Giữ lại"
          onConfirm={() => set(undefined)}
        >
          <Button danger>Bỏ thang điểm</Button>
        </Popconfirm>
      </span>
    </section>
  );
}

function GroupFields({
  scale,
  group,
  content,
  wrongAt,
  faults,
  begunOpen,
  change,
  drop,
  up,
}: {
  scale: Scale;
  group: ScoreGroup;
  content: OutlineFields;
  wrongAt: WrongAt;
  faults: string[];
  begunOpen: boolean;
  change: (group: ScoreGroup) => void;
  drop: () => void;
  up: (() => void) | undefined;
}) {
  const id = useId();
  const [open, setOpen] = useState(begunOpen || group.criteria.every(({ text }) => text === ''));
  const [whole, most] = [mostOfScale(scale), mostOf(group)];
  const { code, name, counts, criteria } = group;
  const setLine = (c: number, line: Criterion) => change({ ...group, criteria: replaced(criteria, c, line) });
  return (
    <details className="area" open={open} onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>
        {code}. {name || 'Nhóm chưa có tên'}{' '}
        <span className="soft">
          {criteria.length} tiêu chí
          {counts !== 'deducted' && `, ${vnNumber(most)} điểm`}
          {counts === 'scored' && whole > 0 ? ` (${vnPercent((most / whole) * 100, 1)} thang)` : ''}
          {counts !== 'scored' && `, ${groupNames[counts]}`}
        </span>
        {faults.length > 0 && <span className="late"> · {faults.length} chỗ phải sửa</span>}
      </summary>
      {open && (
        <>
          <div className="fields">
            <label className="plan-field">
              Mã nhóm
              <Input
                className="code-input"
                value={code}
                maxLength={64}
                onChange={({ target }) => change({ ...group, code: target.value.trim() })}
              />
            </label>
            <label className="plan-field grow">
              Tên nhóm
              <Input value={name} maxLength={300} onChange={({ target }) => change({ ...group, name: target.value })} />
            </label>
            <label className="plan-field">
              Điểm của nhóm
              <select
                value={counts}
                onChange={({ target }) => {
                  const next = target.value as ScoreGroup['counts'];
                  const { most: _, ...rest } = group;
                  change({
                    ...(next === 'deducted' ? rest : group),
                    counts: next,
                    criteria: criteria.map((line) => countedAs(next, line)),
                  });
                }}
              >
                {(['scored', 'bonus', 'deducted'] as const).map((one) => (
                  <option key={one} value={one}>
                    {groupNames[one]}
                  </option>
                ))}
              </select>
            </label>
            {counts !== 'deducted' && (
              <label className="plan-field" htmlFor={`${id}-tong`}>
                Nhóm phải cộng lại là
                <NumberInput
                  id={`${id}-tong`}
                  suffix="điểm"
                  value={group.most}
                  onChange={(wanted) => {
                    const { most: _, ...rest } = group;
                    change(wanted === undefined ? rest : { ...rest, most: wanted });
                  }}
                />
              </label>
            )}
          </div>
          <Wrong of={[...wrongAt('code'), ...wrongAt('most')]} />
          {criteria.map((criterion, c) => (
            <CriterionFields
              // oxlint-disable-next-line react/no-array-index-key -- its code is being written
              key={c}
              criterion={criterion}
              counts={counts}
              outline={content}
              wrongAt={(at) => wrongAt(`criteria[${c}].${at}`)}
              faults={faults.filter((at) => at.startsWith(`criteria[${c}].`)).length}
              begunOpen={criterion.text === ''}
              change={(line) => setLine(c, line)}
              drop={() => (criteria.length === 1 ? drop() : change({ ...group, criteria: without(criteria, c) }))}
              up={c === 0 ? undefined : () => change({ ...group, criteria: swapped(criteria, c - 1, c) })}
            />
          ))}
          <span className="acts">
            <Button
              size="small"
              onClick={() => change({ ...group, criteria: [...criteria, freshCriterion(scale, group)] })}
            >
              Thêm tiêu chí vào nhóm {code}
            </Button>
            {up && (
              <Button size="small" onClick={up}>
                Đưa nhóm {code} lên trên
              </Button>
            )}
            <Popconfirm
              title={`Bỏ nhóm ${code}?`}
              description={`${criteria.length} tiêu chí của nhóm sẽ không còn.`}
              okText="Bỏ"
              cancelText="Giữ lại"
              onConfirm={drop}
            >
              <Button size="small" danger>
                Bỏ nhóm {code}
              </Button>
            </Popconfirm>
          </span>
        </>
      )}
    </details>
  );
}
