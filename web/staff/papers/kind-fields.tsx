import { Input, Radio } from 'antd';
import { useQuery } from '@tanstack/react-query';
import type { ProposalOut } from '../../../api/items/proposal-views.ts';
import type { ConclusionDraft, DirectiveDraft, NoticeDraft, PaperDraft, ReportDraft } from '../../../domain/draft.ts';
import type { RelatedPaper } from '../../../domain/paper-symbol.ts';
import { readPaperSymbol } from '../../../domain/paper-symbol.ts';
import { ask, withQuery } from '../parts/ask.ts';
import { DayInput } from '../parts/day-input.tsx';
import { FoldedSelect } from '../parts/folded-select.tsx';
import type { Page } from '../parts/paged.tsx';
import { AskingFields } from './asking-fields.tsx';
import { useDraftWorld } from './draft-world.ts';
import { ManySelect, ParagraphsInput } from './inputs.tsx';
import { Field } from './places.tsx';
import { useGroups, useInspections } from './reading.ts';
import { RowsEditor } from './rows-editor.tsx';

interface Fields<Draft extends PaperDraft> {
  draft: Draft;
  change: (draft: PaperDraft) => void;
  today: string;
}

/** Everything one writes of a paper, by its kind. */
export function DraftFields({ draft, change, today }: Fields<PaperDraft>) {
  switch (draft.kind) {
    case 'notice':
      return <NoticeFields draft={draft} change={change} today={today} />;
    case 'report':
      return <ReportFields draft={draft} change={change} today={today} />;
    case 'directive':
      return <DirectiveFields draft={draft} change={change} today={today} />;
    case 'conclusion':
    case 'result-notice':
      return <ConclusionFields draft={draft} change={change} today={today} />;
  }
}

/** The units a paper serves, of those the round inspects. */
function ServesField({
  label,
  value,
  onChange,
}: {
  label: string;
  value: string[];
  onChange: (serves: string[]) => void;
}) {
  const { round, nameOf } = useDraftWorld();
  const { data = [] } = useInspections(round);
  const units = new Map(data.map(({ unit, words, team }) => [unit.id, `${unit.name} · ${words} · ${team.name}`]));
  for (const unit of value) if (!units.has(unit)) units.set(unit, nameOf(unit));
  return (
    <div data-at="serves" className="part">
      {value.map((_, i) => (
        <span key={`serves[${i}]`} data-at={`serves[${i}]`} />
      ))}
      <Field at="serves" label={label} hint={`${value.length} đơn vị`}>
        {(id) => (
          <ManySelect
            id={id}
            value={value}
            onChange={onChange}
            tag={nameOf}
            options={[...units].map(([unit, said]) => ({ value: unit, label: said }))}
          />
        )}
      </Field>
    </div>
  );
}

const NoticeFields = ({ draft, change }: Fields<NoticeDraft>) => (
  <>
    <ServesField
      label="Đơn vị được thông báo"
      value={draft.serves}
      onChange={(serves) => change({ ...draft, serves })}
    />
    <Field
      at="requests"
      label="Đề nghị thêm với đơn vị"
      hint="Mỗi dòng một đề nghị. Lịch, đoàn kiểm tra và đề cương đã có trong kế hoạch, không cần ghi lại."
    >
      {(id) => (
        <ParagraphsInput
          id={id}
          separator={'\n'}
          value={draft.requests}
          onChange={(requests) => change({ ...draft, requests })}
        />
      )}
    </Field>
  </>
);

const ConclusionFields = ({ draft, change, today }: Fields<ConclusionDraft>) => (
  <>
    <ServesField
      label="Đơn vị được kết luận (cùng một đoàn)"
      value={draft.serves}
      onChange={(serves) => change({ ...draft, serves })}
    />
    <AskingFields draft={draft} change={change} today={today} />
    <Proposals draft={draft} change={change} />
  </>
);

type Proposal = ConclusionDraft['proposals'][number];

/** What units ask of those above them, and what this paper answers. */
function Proposals({ draft, change }: Pick<Fields<ConclusionDraft>, 'draft' | 'change'>) {
  const { round, options, nameOf } = useDraftWorld();
  const followed = useQuery({
    queryKey: ['/proposals', round],
    queryFn: ({ signal }) =>
      ask<Page<ProposalOut>>(withQuery('/proposals', { campaign: round, limit: 200 }), { signal }),
  });
  return (
    <RowsEditor<Proposal>
      list="proposals"
      title="Kiến nghị của đơn vị"
      none="Không có kiến nghị nào."
      addName="Thêm kiến nghị"
      add={() => ({ unit: draft.serves[0] ?? '', text: '' })}
      rows={draft.proposals}
      change={(proposals) => change({ ...draft, proposals })}
      head={({ unit, text, answer, proposal }) => ({
        text: text.length > 110 ? `${text.slice(0, 107)}…` : text,
        marks: `${unit === '' ? 'chưa chọn đơn vị' : nameOf(unit)} · ${proposal !== undefined ? 'được theo dõi riêng' : answer?.trim() ? 'đã trả lời' : 'chưa trả lời'}`,
      })}
    >
      {(row, set, at) => (
        <>
          <Field at={`${at}.unit`} label="Đơn vị kiến nghị">
            {(id) => (
              <FoldedSelect<string>
                id={id}
                value={row.unit === '' ? null : row.unit}
                onChange={(unit: string) => set({ ...row, unit })}
                options={options.filter(({ value }) => draft.serves.includes(value))}
              />
            )}
          </Field>
          <Field at={`${at}.text`} label="Nội dung kiến nghị">
            {(id) => (
              <Input.TextArea
                id={id}
                rows={2}
                value={row.text}
                onChange={({ target }) => set({ ...row, text: target.value })}
              />
            )}
          </Field>
          <Field at={`${at}.proposal`} label="Kiến nghị đang được theo dõi" hint="Khi đã chuyển cơ quan có thẩm quyền.">
            {(id) => (
              <FoldedSelect<string>
                id={id}
                allowClear
                placeholder="không"
                value={row.proposal ?? null}
                onChange={(proposal: string | undefined) => {
                  const { proposal: _, ...rest } = row;
                  set(proposal === undefined ? rest : { ...rest, proposal });
                }}
                options={(followed.data?.items ?? [])
                  .filter(({ unit }) => unit.id === row.unit)
                  .map((one) => ({ value: one.id, label: `${one.text.slice(0, 90)} · ${one.words}` }))}
              />
            )}
          </Field>
          <Field at={`${at}.answer`} label="Trả lời, hoặc cơ quan xem xét">
            {(id) => (
              <Input.TextArea
                id={id}
                rows={2}
                value={row.answer ?? ''}
                onChange={({ target }) => set({ ...row, answer: target.value })}
              />
            )}
          </Field>
        </>
      )}
    </RowsEditor>
  );
}

function DirectiveFields({ draft, change, today }: Fields<DirectiveDraft>) {
  const { allOptions, groups: frozen, served } = useDraftWorld();
  const groups = useGroups(true);
  const chosen = frozen.filter(({ id }) => draft.groups.includes(id));
  return (
    <>
      <div className="part" data-at="groups">
        <Field at="issuer" label="Cơ quan ban hành">
          {(id) => (
            <Radio.Group
              id={id}
              value={draft.issuer}
              onChange={({ target }) => change({ ...draft, issuer: target.value as DirectiveDraft['issuer'] })}
              options={[
                { value: 'office', label: 'Cơ quan mình' },
                { value: 'parent', label: 'UBND cấp trên: ký, cấp số ở hệ thống của UBND' },
              ]}
            />
          )}
        </Field>
        <Field at="subject" label="Về việc (V/v)">
          {(id) => (
            <Input
              id={id}
              value={draft.subject}
              onChange={({ target }) => change({ ...draft, subject: target.value })}
            />
          )}
        </Field>
        <Field at="leadIn" label="Mở đầu" hint="Căn cứ, kết quả chung. Cách nhau một dòng trống.">
          {(id) => <ParagraphsInput id={id} value={draft.leadIn} onChange={(leadIn) => change({ ...draft, leadIn })} />}
        </Field>
        {draft.groups.map((_, i) => (
          <span key={`groups[${i}]`} data-at={`groups[${i}]`} />
        ))}
        <Field
          at="groups"
          label="Nhóm đơn vị nhận"
          hint={`${chosen.map(({ name, units }) => `${name}: ${units.length}`).join(' · ')}${chosen.length > 0 ? '. ' : ''}Danh sách của nhóm được chốt khi trình.`}
        >
          {(id) => (
            <ManySelect
              id={id}
              value={draft.groups}
              onChange={(next) => change({ ...draft, groups: next })}
              options={groups.map((group) => ({
                value: group.id,
                label: `${group.name} (${frozen.find(({ id: one }) => one === group.id)?.units.length ?? 0} đơn vị)`,
              }))}
            />
          )}
        </Field>
        <Field at="named" label="Đơn vị nhận đích danh" hint={`Tổng cộng ${served.length} đơn vị nhận văn bản.`}>
          {(id) => (
            <ManySelect
              id={id}
              value={draft.named}
              onChange={(named) => change({ ...draft, named })}
              options={allOptions}
            />
          )}
        </Field>
      </div>
      <AskingFields draft={draft} change={change} today={today} />
    </>
  );
}

type Section = ReportDraft['sections'][number];

function ReportFields({ draft, change }: Fields<ReportDraft>) {
  const groups = useGroups(true);
  return (
    <>
      <Field at="title" label="Trích yếu">
        {(id) => (
          <Input id={id} value={draft.title} onChange={({ target }) => change({ ...draft, title: target.value })} />
        )}
      </Field>
      <ServesField
        label="Đơn vị được tổng hợp"
        value={draft.serves}
        onChange={(serves) => change({ ...draft, serves })}
      />
      <p className="soft">
        Báo cáo kỳ ghi đủ các đơn vị, kể cả đơn vị không gửi số liệu. Báo cáo tổng hợp đợt kiểm tra thì để trống: viết
        về cả đợt. Số liệu lấy từ hồ sơ, không nhập lại.
      </p>
      <Field at="groups" label="Cộng số liệu theo nhóm" hint="Theo thứ tự chọn; để trống thì cộng theo cấp.">
        {(id) => (
          <ManySelect
            id={id}
            value={draft.groups ?? []}
            onChange={(next) => change({ ...draft, groups: next })}
            options={groups.map(({ id: group, name }) => ({ value: group, label: name }))}
          />
        )}
      </Field>
      <RowsEditor<Section>
        list="sections"
        title="Các phần viết thêm"
        none="Chưa có phần nào: báo cáo chỉ có số liệu."
        addName="Thêm một phần"
        add={() => ({ title: '', paragraphs: [] })}
        rows={draft.sections}
        change={(sections) => change({ ...draft, sections })}
        head={({ title, paragraphs }) => ({ text: title, marks: `${paragraphs.length} đoạn` })}
      >
        {(row, set, at) => (
          <>
            <Field at={`${at}.title`} label="Tên phần">
              {(id) => (
                <Input id={id} value={row.title} onChange={({ target }) => set({ ...row, title: target.value })} />
              )}
            </Field>
            <Field at={`${at}.paragraphs`} label="Nội dung" hint="Cách nhau một dòng trống.">
              {(id) => (
                <ParagraphsInput
                  id={id}
                  rows={5}
                  value={row.paragraphs}
                  onChange={(paragraphs) => set({ ...row, paragraphs })}
                />
              )}
            </Field>
          </>
        )}
      </RowsEditor>
      <Field at="tasks" label="Nhiệm vụ trọng tâm, đề xuất" hint="Mỗi dòng một nhiệm vụ.">
        {(id) => (
          <ParagraphsInput
            id={id}
            separator={'\n'}
            value={draft.tasks}
            onChange={(tasks) => change({ ...draft, tasks })}
          />
        )}
      </Field>
      <RelatedFields related={draft.related ?? []} change={(related) => change({ ...draft, related })} />
    </>
  );
}

/** Papers it rests on, by number as they are written: read as Nghị định 30 writes them beside it. */
function RelatedFields({ related, change }: { related: RelatedPaper[]; change: (related: RelatedPaper[]) => void }) {
  return (
    <RowsEditor<RelatedPaper>
      list="related"
      title="Văn bản liên quan"
      none="Chưa viện dẫn văn bản nào."
      addName="Thêm văn bản liên quan"
      add={() => ({ type: 'Công văn', asWritten: '' })}
      rows={related}
      change={change}
      head={({ type, asWritten, about }) => ({
        text: asWritten === '' ? '' : `${type} ${asWritten}`,
        marks: about ?? '',
      })}
    >
      {(row, set, at) => {
        const read = readPaperSymbol(row.asWritten);
        return (
          <>
            <Field at={`${at}.type`} label="Loại">
              {(id) => (
                <Input id={id} value={row.type} onChange={({ target }) => set({ ...row, type: target.value })} />
              )}
            </Field>
            <Field
              at={`${at}.asWritten`}
              label="Số, ký hiệu"
              hint={
                row.asWritten.trim() === ''
                  ? 'Ghi như trên văn bản, ví dụ 1770/ UBND - KSTT.'
                  : read
                    ? `Đọc là ${read.normalised}.`
                    : 'Chưa đọc được số, ký hiệu. Hãy ghi như 1770/UBND-KSTT; đến lúc ấy dòng này mới được lưu.'
              }
            >
              {(id) => (
                <Input
                  id={id}
                  value={row.asWritten}
                  onChange={({ target }) => set({ ...row, asWritten: target.value })}
                />
              )}
            </Field>
            <Field at={`${at}.on`} label="Ngày">
              {(id) => (
                <DayInput
                  id={id}
                  value={row.on}
                  onChange={(on) => {
                    const { on: _, ...rest } = row;
                    set(on === undefined ? rest : { ...rest, on: on as NonNullable<RelatedPaper['on']> });
                  }}
                />
              )}
            </Field>
            <Field at={`${at}.issuer`} label="Cơ quan ban hành">
              {(id) => (
                <Input
                  id={id}
                  value={row.issuer ?? ''}
                  onChange={({ target }) => set({ ...row, issuer: target.value })}
                />
              )}
            </Field>
            <Field at={`${at}.about`} label="Trích yếu">
              {(id) => (
                <Input
                  id={id}
                  value={row.about ?? ''}
                  placeholder="về việc đôn đốc cải cách hành chính"
                  onChange={({ target }) => set({ ...row, about: target.value })}
                />
              )}
            </Field>
          </>
        );
      }}
    </RowsEditor>
  );
}
