import { Checkbox, Input, Select } from 'antd';
import type { AskingDraft } from '../../../domain/draft.ts';
import type { Finding, Strength } from '../../../domain/finding.ts';
import type { Requirement } from '../../../domain/requirement.ts';
import { FoldedSelect } from '../parts/folded-select.tsx';
import { nextId, unitsOf, useDraftWorld } from './draft-world.ts';
import { ConcernsInput, DueInput, ManySelect } from './inputs.tsx';
import { MeetsWith } from './meets-with.tsx';
import { Field } from './places.tsx';
import { RowsEditor } from './rows-editor.tsx';

interface Asking {
  draft: AskingDraft;
  change: (draft: AskingDraft) => void;
  /** The day it would be issued at the earliest. */
  today: string;
}

const short = (text: string): string => (text.length > 110 ? `${text.slice(0, 107)}…` : text);

/** What was found and what is asked: strengths, findings, requirements. */
export function AskingFields({ draft, change, today }: Asking) {
  return (
    <>
      <Strengths draft={draft} change={change} today={today} />
      <Findings draft={draft} change={change} today={today} />
      <Requirements draft={draft} change={change} today={today} />
    </>
  );
}

function AreaField({ at, value, onChange }: { at: string; value: string; onChange: (area: string) => void }) {
  const { areas } = useDraftWorld();
  const known = areas.some(({ code }) => code === value);
  return (
    <Field at={`${at}.area`} label="Lĩnh vực">
      {(id) => (
        <FoldedSelect<string>
          id={id}
          value={value}
          onChange={onChange}
          options={[
            ...areas.map(({ code, name }) => ({ value: code, label: name })),
            ...(known || value === '' ? [] : [{ value, label: value }]),
          ]}
        />
      )}
    </Field>
  );
}

const TextField = ({
  at,
  label,
  value,
  onChange,
  rows = 3,
  hint,
}: {
  at: string;
  label: string;
  value: string;
  onChange: (text: string) => void;
  rows?: number;
  hint?: string;
}) => (
  <Field at={at} label={label} {...(hint === undefined ? {} : { hint })}>
    {(id) => <Input.TextArea id={id} value={value} rows={rows} onChange={({ target }) => onChange(target.value)} />}
  </Field>
);

const firstArea = (areas: { code: string }[]): string => areas[0]?.code ?? 'chung';

function Strengths({ draft, change }: Asking) {
  const world = useDraftWorld();
  return (
    <RowsEditor<Strength>
      list="strengths"
      title="Ưu điểm"
      none="Chưa ghi kết quả đạt được nào."
      addName="Thêm ưu điểm"
      add={() => ({
        id: nextId('ud', draft.strengths),
        text: '',
        area: firstArea(world.areas),
        concerns: { all: true },
      })}
      rows={draft.strengths}
      change={(strengths) => change({ ...draft, strengths })}
      head={({ text, concerns, exemplary }) => ({
        text: short(text),
        marks: `${unitsOf(world, concerns).length} đơn vị${exemplary ? ' · cách làm hay' : ''}`,
      })}
    >
      {(row, set, at) => (
        <>
          <TextField at={`${at}.text`} label="Nội dung" value={row.text} onChange={(text) => set({ ...row, text })} />
          <AreaField at={at} value={row.area} onChange={(area) => set({ ...row, area })} />
          <Field at={`${at}.concerns`} label="Đơn vị">
            {(id) => <ConcernsInput id={id} value={row.concerns} onChange={(concerns) => set({ ...row, concerns })} />}
          </Field>
          <Checkbox
            checked={row.exemplary === true}
            onChange={({ target }) => {
              const { exemplary: _, ...rest } = row;
              set(target.checked ? { ...rest, exemplary: true } : rest);
            }}
          >
            Cách làm hay, đơn vị khác có thể học theo
          </Checkbox>
        </>
      )}
    </RowsEditor>
  );
}

function Findings({ draft, change }: Asking) {
  const world = useDraftWorld();
  const { findings, requirements } = draft;
  const answeredBy = (id: string) => requirements.filter(({ answers }) => answers.includes(id));
  // nothing answers, or illustrates, what is gone
  const changed = (left: Finding[]) => {
    const there = new Set(left.map(({ id }) => id));
    change({
      ...draft,
      findings: left,
      requirements: requirements.map((one) => ({ ...one, answers: one.answers.filter((id) => there.has(id)) })),
    });
  };
  return (
    <RowsEditor<Finding>
      list="findings"
      title="Tồn tại, hạn chế"
      none="Chưa ghi tồn tại nào."
      addName="Thêm tồn tại"
      add={() => ({ id: nextId('tt', findings), text: '', area: firstArea(world.areas), concerns: { all: true } })}
      rows={findings}
      change={changed}
      head={({ id, text, concerns, noWork, illustrates, unnamed }) => ({
        text: short(text),
        marks: [
          id,
          `${unitsOf(world, concerns).length} đơn vị${unnamed ? ', không in tên' : ''}`,
          noWork !== undefined
            ? 'nhận định chung'
            : illustrates !== undefined
              ? `ví dụ của ${illustrates}`
              : `${answeredBy(id).length} yêu cầu`,
        ].join(' · '),
      })}
    >
      {(row, set, at) => (
        <>
          <TextField at={`${at}.text`} label="Nội dung" value={row.text} onChange={(text) => set({ ...row, text })} />
          <AreaField at={at} value={row.area} onChange={(area) => set({ ...row, area })} />
          <Field
            at={`${at}.basis`}
            label="Tiêu chí, quy định chưa thực hiện đúng"
            hint="Ghi điều, khoản, văn bản. Ví dụ: khoản 2 Điều 15 Nghị định 61/2018/NĐ-CP."
          >
            {(id) => (
              <Input id={id} value={row.basis ?? ''} onChange={({ target }) => set({ ...row, basis: target.value })} />
            )}
          </Field>
          <Field at={`${at}.concerns`} label="Đơn vị có tồn tại này">
            {(id) => (
              <ConcernsInput
                id={id}
                value={row.concerns}
                anyUnit={draft.kind === 'directive'}
                onChange={(concerns) => set({ ...row, concerns })}
              />
            )}
          </Field>
          <Checkbox
            checked={row.unnamed === true}
            onChange={({ target }) => {
              const { unnamed: _, ...rest } = row;
              set(target.checked ? { ...rest, unnamed: true } : rest);
            }}
          >
            In “một số cơ quan, đơn vị”: danh sách trên chỉ để theo dõi, không in
          </Checkbox>
          <TextField
            at={`${at}.evidence`}
            label="Dẫn chứng"
            rows={1}
            value={row.evidence ?? ''}
            onChange={(evidence) => set({ ...row, evidence })}
          />
          <TextField
            at={`${at}.cause`}
            label="Nguyên nhân"
            rows={1}
            value={row.cause ?? ''}
            onChange={(cause) => set({ ...row, cause })}
          />
          <Field at={`${at}.answers`} label="Yêu cầu khắc phục tồn tại này">
            {(id) => (
              <ManySelect
                id={id}
                value={answeredBy(row.id).map((one) => one.id)}
                onChange={(chosen) =>
                  change({
                    ...draft,
                    requirements: requirements.map((one) => {
                      const others = one.answers.filter((answer) => answer !== row.id);
                      return { ...one, answers: chosen.includes(one.id) ? [...others, row.id] : others };
                    }),
                  })
                }
                options={requirements.map((one) => ({ value: one.id, label: `${one.id}: ${short(one.text)}` }))}
              />
            )}
          </Field>
          {findings.length > 1 && (
            <Field
              at={`${at}.illustrates`}
              label="Là ví dụ của tồn tại khác"
              hint="Ví dụ không đòi hỏi yêu cầu riêng: yêu cầu của tồn tại kia trả lời cả nó."
            >
              {(id) => (
                <FoldedSelect<string>
                  id={id}
                  allowClear
                  placeholder="không"
                  value={row.illustrates ?? null}
                  onChange={(illustrates: string | undefined) => {
                    const { illustrates: _, ...rest } = row;
                    set(illustrates === undefined ? rest : { ...rest, illustrates });
                  }}
                  options={findings
                    .filter((one) => one.id !== row.id)
                    .map((one) => ({ value: one.id, label: `${one.id}: ${short(one.text)}` }))}
                />
              )}
            </Field>
          )}
          <Checkbox
            checked={row.noWork !== undefined}
            onChange={({ target }) => {
              const { noWork: _, ...rest } = row;
              set(target.checked ? { ...rest, noWork: '' } : rest);
            }}
          >
            Nhận định chung, không giao việc
          </Checkbox>
          {row.noWork !== undefined && (
            <TextField
              at={`${at}.noWork`}
              label="Vì sao không giao việc"
              rows={1}
              value={row.noWork}
              onChange={(noWork) => set({ ...row, noWork })}
            />
          )}
        </>
      )}
    </RowsEditor>
  );
}

/** Kinds of lines that are usually not followed, as papers call them. */
const untrackedUsually = ['Khuyến nghị', 'Phương hướng chung', 'Rút kinh nghiệm'];

function Requirements({ draft, change, today }: Asking) {
  const world = useDraftWorld();
  const { findings, requirements } = draft;
  const isDirective = draft.kind === 'directive';
  return (
    <RowsEditor<Requirement>
      list="requirements"
      title={isDirective ? 'Nhiệm vụ giao' : 'Yêu cầu'}
      none="Chưa có yêu cầu nào."
      addName={isDirective ? 'Thêm nhiệm vụ' : 'Thêm yêu cầu'}
      add={() => ({
        id: nextId('yc', requirements),
        text: '',
        mode: 'do',
        area: findings.at(-1)?.area ?? firstArea(world.areas),
        concerns: { all: true },
        answers: [],
      })}
      rows={requirements}
      change={(next) => change({ ...draft, requirements: next })}
      head={({ id, text, concerns, untracked, answers }) => ({
        text: short(text),
        marks: [
          id,
          untracked === undefined ? `${unitsOf(world, concerns).length} đơn vị` : 'không theo dõi thành việc',
          ...(answers.length > 0 ? [`trả lời ${answers.join(', ')}`] : []),
        ].join(' · '),
      })}
    >
      {(row, set, at) => (
        <>
          <TextField at={`${at}.text`} label="Nội dung" value={row.text} onChange={(text) => set({ ...row, text })} />
          <Field at={`${at}.mode`} label="Loại">
            {(id) => (
              <Select<Requirement['mode']>
                id={id}
                value={row.mode}
                onChange={(mode) => set({ ...row, mode })}
                options={[
                  { value: 'do', label: 'Phải làm' },
                  { value: 'avoid', label: 'Phải chấm dứt, không để xảy ra' },
                  { value: 'prohibit', label: 'Điều cấm: mỗi kỳ xác nhận số vụ' },
                ]}
              />
            )}
          </Field>
          <AreaField at={at} value={row.area} onChange={(area) => set({ ...row, area })} />
          <Field at={`${at}.concerns`} label="Đơn vị thực hiện">
            {(id) => <ConcernsInput id={id} value={row.concerns} onChange={(concerns) => set({ ...row, concerns })} />}
          </Field>
          <Field at={`${at}.answers`} label="Trả lời các tồn tại">
            {(id) => (
              <ManySelect
                id={id}
                value={row.answers}
                onChange={(answers) => set({ ...row, answers })}
                options={findings.map((one) => ({ value: one.id, label: `${one.id}: ${short(one.text)}` }))}
              />
            )}
          </Field>
          <Field at={`${at}.due`} label="Hạn">
            {(id) => (
              <DueInput
                id={id}
                value={row.due}
                from={today}
                onChange={(due) => {
                  const { due: _, ...rest } = row;
                  set(due === undefined ? rest : { ...rest, due });
                }}
              />
            )}
          </Field>
          <Field at={`${at}.proof`} label="Sản phẩm, tài liệu kiểm chứng cần nộp">
            {(id) => (
              <Input
                id={id}
                value={row.proof ?? ''}
                placeholder="báo cáo kèm ảnh bảng niêm yết"
                onChange={({ target }) => set({ ...row, proof: target.value })}
              />
            )}
          </Field>
          <Field at={`${at}.responsible`} label="Người chịu trách nhiệm tại đơn vị">
            {(id) => (
              <Input
                id={id}
                value={row.responsible ?? ''}
                placeholder="Giám đốc Sở"
                onChange={({ target }) => set({ ...row, responsible: target.value })}
              />
            )}
          </Field>
          <TargetField at={at} row={row} set={set} />
          <Field at={`${at}.cooperates`} label="Cơ quan phối hợp">
            {(id) => (
              <ManySelect
                id={id}
                value={row.cooperates ?? []}
                onChange={(cooperates) => set({ ...row, cooperates })}
                options={world.allOptions}
              />
            )}
          </Field>
          <Field
            at={`${at}.meetsWith`}
            label="Đã có tại văn bản trước"
            hint="Một báo cáo của đơn vị đáp ứng cả hai; nội dung này kết thúc cùng nội dung kia."
          >
            {(id) => (
              <MeetsWith
                id={id}
                value={row.meetsWith}
                onChange={(meetsWith) => {
                  const { meetsWith: _, ...rest } = row;
                  set(meetsWith === undefined ? rest : { ...rest, meetsWith });
                }}
              />
            )}
          </Field>
          <Checkbox
            checked={row.untracked !== undefined}
            onChange={({ target }) => {
              const { untracked: _, ...rest } = row;
              set(target.checked ? { ...rest, untracked: '' } : rest);
            }}
          >
            Không theo dõi thành việc
          </Checkbox>
          {row.untracked !== undefined && (
            <Field at={`${at}.untracked`} label="Vì sao" hint={`Ví dụ: ${untrackedUsually.join(', ')}.`}>
              {(id) => (
                <Input
                  id={id}
                  value={row.untracked ?? ''}
                  onChange={({ target }) => set({ ...row, untracked: target.value })}
                />
              )}
            </Field>
          )}
        </>
      )}
    </RowsEditor>
  );
}

function TargetField({ at, row, set }: { at: string; row: Requirement; set: (row: Requirement) => void }) {
  const { target, ...rest } = row;
  return (
    <>
      <Checkbox
        checked={target !== undefined}
        onChange={({ target: { checked } }) => set(checked ? { ...rest, target: { of: '', percent: 100 } } : rest)}
      >
        Có tỷ lệ phải đạt (đơn vị báo cáo n/N)
      </Checkbox>
      {target && (
        <Field at={`${at}.target`} label="Tỷ lệ phải đạt">
          {(id) => (
            <span className="due-input">
              <Input
                id={id}
                className="count-input"
                inputMode="decimal"
                aria-label="Phần trăm"
                defaultValue={String(target.percent).replace('.', ',')}
                onChange={({ target: { value } }) => set({ ...row, target: { ...target, percent: percentOf(value) } })}
              />
              <span>% của</span>
              <Input
                aria-label="Của những gì"
                value={target.of}
                placeholder="hồ sơ tiếp nhận trong năm"
                onChange={({ target: { value } }) => set({ ...row, target: { ...target, of: value } })}
              />
            </span>
          )}
        </Field>
      )}
    </>
  );
}

const percentOf = (typed: string): number =>
  /^\d{1,3}(?:[.,]\d{0,2})?$/.test(typed.trim()) ? Number(typed.trim().replace(',', '.')) : Number.NaN;
