import './papers.css';
import { getRouteApi, Link } from '@tanstack/react-router';
import { Button, Form, Radio } from 'antd';
import { useMemo, useState } from 'react';
import type { EnteredPaper } from '../../../api/papers/papers-elsewhere.ts';
import type { AskingDraft, PaperDraft } from '../../../domain/draft.ts';
import { paperKindWords } from '../../../domain/paper.ts';
import { isSaidAtField, Refused, showAtFields, useAct, wrongPlaces } from '../parts/act.tsx';
import { isProblem } from '../parts/ask.ts';
import { dropKept, keepFields, keptFields } from '../parts/kept-fields.ts';
import { onlyFor, useMay } from '../parts/who.ts';
import { DraftFrame } from './draft-frame.tsx';
import { DraftFields } from './kind-fields.tsx';
import { firstDraft } from './new-paper.tsx';
import { formOf } from './pdf-input.tsx';
import type { RoundOfPapers } from './reading.ts';
import { RoundChoice } from './round-choice.tsx';
import { placeHere, sendable } from './sendable.ts';
import { EntryItems, entryPlaces } from './steps.tsx';

const route = getRouteApi('/van-ban/nhap');

/** A paper that was issued before anybody drafted it here: entered once, with its file, and followed from then. */
export function EnterPaperPage() {
  const { dot } = route.useSearch();
  const navigate = route.useNavigate();
  return (
    <>
      <p>
        <Link to="/van-ban">Văn bản</Link>
      </p>
      <h1>Nhập văn bản đã ban hành</h1>
      <p className="lead">
        Kết luận, thông báo kết quả hoặc công văn đã ký, cấp số ở nơi khác. Việc của đơn vị được theo dõi theo ngày của
        văn bản; mức nhắc đã qua không gửi lại.
      </p>
      <RoundChoice
        dot={dot}
        choose={(next) => void navigate({ to: '/van-ban/nhap', search: { dot: next }, replace: true })}
        none="Chưa có đợt nào đang mở để nhập văn bản vào."
      >
        {(round) => <Entry key={round.id} round={round} />}
      </RoundChoice>
    </>
  );
}

interface EntryFields {
  number: string;
  on: string;
  signer: string;
  issuer?: string;
  file: File;
}

const kinds = ['conclusion', 'result-notice', 'directive'] as const;
const keyOf = (round: string): string => `entered:${round}`;

function Entry({ round }: { round: RoundOfPapers }) {
  const navigate = route.useNavigate();
  const may = useMay();
  const [form] = Form.useForm<EntryFields>();
  const keptAs = `entered:${round.id}`;
  const [fields] = useState(() => keptFields<EntryFields>(keptAs));
  const on = Form.useWatch('on', form);
  const issued = /^\d{4}-\d{2}-\d{2}$/.test(on ?? '') ? on : undefined;
  const [draft, setDraft] = useState<AskingDraft>(
    () => kept(round.id) ?? (firstDraft('conclusion', { chosen: [], title: '', plan: round.plan }) as AskingDraft),
  );
  const entered = useAct<EnteredPaper>({ path: `/campaigns/${round.id}/papers/enter` });
  const barred = may('enter-paper', { campaign: round.id }) ? undefined : onlyFor('enter-paper');
  const write = (next: PaperDraft) => {
    setDraft(next as AskingDraft);
    // what was wrong is being mended
    if (entered.isError) entered.reset();
    sessionStorage.setItem(keyOf(round.id), JSON.stringify(next));
  };
  const mends = useMemo(
    () =>
      isProblem(entered.error)
        ? entered.error.refused.errors.map(({ at, sentence }) => ({ at: placeHere(draft, at), sentence }))
        : [],
    [entered.error, draft],
  );
  const send = async ({ file, ...filled }: EntryFields) => {
    try {
      const { paper } = await entered.mutateAsync(formOf({ ...filled, draft: JSON.stringify(sendable(draft)) }, file));
      sessionStorage.removeItem(keyOf(round.id));
      dropKept(keptAs);
      void navigate({ to: '/van-ban/$paper', params: { paper: paper.id } });
    } catch (error) {
      if (!isProblem(error)) throw error;
      showAtFields(form, wrongPlaces(error, entryPlaces));
    }
  };
  return (
    <Form<EntryFields>
      form={form}
      layout="vertical"
      initialValues={fields}
      onValuesChange={(changed: Partial<EntryFields>, all) => {
        keepFields(keptAs, changed, all);
        if (entered.isError) entered.reset();
      }}
      onFinish={(filled) => void send(filled)}
    >
      <div className="form-width">
        <h2>Văn bản</h2>
        <EntryItems />
      </div>
      <fieldset className="kinds">
        <legend>Loại văn bản</legend>
        <Radio.Group
          value={draft.kind}
          onChange={({ target }) =>
            write({
              ...firstDraft(target.value as AskingDraft['kind'], { chosen: [], title: '', plan: round.plan }),
              strengths: draft.strengths,
              findings: draft.findings,
              requirements: draft.requirements,
            } as AskingDraft)
          }
          options={kinds.map((kind) => ({ value: kind, label: paperKindWords[kind] }))}
        />
      </fieldset>
      <DraftFrame round={round.id} draft={draft} mends={mends} on={issued}>
        {() => <DraftFields draft={draft} change={write} today={issued ?? round.today} />}
      </DraftFrame>
      {entered.isError && !isSaidAtField(entered.error, entryPlaces) && <Refused error={entered.error} except={form} />}
      <span className="act">
        <Button type="primary" htmlType="submit" disabled={barred !== undefined} loading={entered.isPending}>
          Nhập văn bản
        </Button>
        {barred !== undefined && <span className="soft barred">{barred}</span>}
        <span className="soft">
          Nội dung đang viết được giữ trong thẻ này cho đến khi nhập xong; tải lại trang thì chọn lại tệp.
        </span>
      </span>
    </Form>
  );
}

/** What was being written here before a reload. */
function kept(round: string): AskingDraft | undefined {
  const text = sessionStorage.getItem(keyOf(round));
  return text === null ? undefined : (JSON.parse(text) as AskingDraft);
}
