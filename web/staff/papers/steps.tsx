import { useQuery } from '@tanstack/react-query';
import { Form, Input, Select } from 'antd';
import type { ReactNode } from 'react';
import type { PaperReach } from '../../../api/papers/paper-reach.ts';
import type { PaperView } from '../../../api/papers/paper-views.ts';
import { vnNumber } from '../../../domain/number.ts';
import {
  appraisable,
  exportable,
  numberable,
  paperWords,
  returnable,
  signable,
  submittablePaper,
  voidable,
} from '../../../domain/paper.ts';
import type { PaperState } from '../../../domain/paper.ts';
import type { Operation } from '../../../domain/rights.ts';
import { Act } from '../parts/act.tsx';
import { ask } from '../parts/ask.ts';
import { DayInput, dayRule } from '../parts/day-input.tsx';
import { onlyFor, useMay } from '../parts/who.ts';
import type { DraftOnPage } from './draft-page.tsx';
import { formOf, PdfItem } from './pdf-input.tsx';
import { askAll } from './reading.ts';
import { draftRights } from './words.ts';

/** What follows from the issue of this paper, in numbers. */
const useReach = (paper: string, of: string, wanted: boolean) =>
  useQuery({
    queryKey: ['reach', paper, of],
    queryFn: ({ signal }) => ask<PaperReach>(`/papers/${paper}/reach`, { signal }),
    enabled: wanted,
    staleTime: 0,
  });

/** `Ban hành: 1 thông báo, 62 đơn vị, 248 việc, khoảng 124 thư. Số dự kiến 15/TB-SNV.` */
export const reachWords = ({ paper, units, items, letters, number }: PaperReach): string =>
  `Ban hành: 1 ${paper.toLowerCase()}, ${[
    `${vnNumber(units)} đơn vị`,
    ...(items > 0 ? [`${vnNumber(items)} việc`] : []),
    `khoảng ${vnNumber(letters)} thư`,
  ].join(', ')}. ${number === undefined ? 'Số do cơ quan ban hành cấp.' : `Số dự kiến ${number}.`}`;

const stateOf = ({ state }: PaperView): PaperState => state;

/** The acts of a paper, in the order of its way: each with who may, or why not now. */
export function Steps({ paper, draft }: { paper: PaperView; draft?: DraftOnPage }) {
  const may = useMay();
  const state = stateOf(paper);
  const place = { campaign: paper.campaign, ...(paper.team === undefined ? {} : { team: paper.team }) };
  const reach = useReach(
    paper.id,
    `${state} ${draft?.version ?? paper.version}`,
    !['issued', 'void', 'voiding'].includes(state),
  );
  const path = `/papers/${paper.id}`;
  const sha256 = paper.record?.content.sha256 ?? '';
  const rightOf = (operation: Operation) => (may(operation, place) ? undefined : onlyFor(operation));
  const consequence = reach.data ? reachWords(reach.data) : 'Đang đếm những gì theo sau…';
  const said = (what: ReactNode) => (
    <>
      <p>{what}</p>
      <p>{consequence}</p>
    </>
  );
  const isParents = paper.draft.kind === 'directive' && paper.draft.issuer === 'parent';
  return (
    <span className="acts">
      {submittablePaper.includes(state) && (
        <Submit
          path={path}
          version={draft?.version ?? paper.version}
          barred={rightOf(draftRights[paper.kind]) ?? draft?.barred}
          consequence={said('Văn bản chuyển trưởng phòng thẩm định; danh sách đơn vị được chốt từ lúc này.')}
        />
      )}
      {appraisable.includes(state) && (
        <Act
          name="Thẩm định"
          path={`${path}/appraise`}
          primary={may('appraise-paper', place)}
          barred={rightOf('appraise-paper')}
          bodyOf={() => ({ sha256 })}
          consequence={said('Anh/chị đã đọc bản đang mở và đồng ý trình ký.')}
        />
      )}
      {signable.includes(state) && (
        <Act
          name="Ký"
          path={`${path}/sign`}
          primary={may('sign-paper', place)}
          barred={rightOf('sign-paper')}
          bodyOf={() => ({ sha256 })}
          consequence={said(
            isParents ? 'Ký trình cơ quan cấp trên ban hành.' : 'Ký bản đang mở; văn thư cấp số và phát hành.',
          )}
        />
      )}
      {(numberable.includes(state) || (state === 'numbered' && paper.unprintable)) && (
        <Act
          name={state === 'numbered' ? 'In lại và phát hành' : 'Cấp số, phát hành'}
          path={`${path}/number`}
          primary={may('number-paper', place) && !isParents}
          barred={
            rightOf('number-paper') ??
            (isParents ? 'Cơ quan cấp trên cấp số: hãy ghi nhận khi nhận bản đã ký.' : undefined)
          }
          bodyOf={() => ({})}
          consequence={said(
            'Số đã cấp không dùng lại. Văn bản phát hành ngay, đơn vị nhận thư, thời hạn bắt đầu tính.',
          )}
        />
      )}
      {exportable.includes(state) && (
        <IssueElsewhere path={path} sha256={sha256} barred={rightOf('issue-elsewhere')} consequence={consequence} />
      )}
      {(returnable.includes(state) || (state === 'signed' && paper.unprintable)) && (
        <Act<{ text: string }>
          name="Trả lại"
          title="Trả lại để sửa"
          path={`${path}/send-back`}
          barred={may('sign-paper', place) ? undefined : rightOf('appraise-paper')}
          bodyOf={({ text }) => remarksOf(text)}
        >
          <Form.Item
            name="text"
            label="Vì sao trả lại"
            extra="Mỗi dòng một điểm phải sửa."
            rules={[{ required: true, whitespace: true, message: 'Hãy ghi lý do để người soạn biết sửa chỗ nào.' }]}
          >
            <Input.TextArea rows={4} />
          </Form.Item>
        </Act>
      )}
      {voidable.includes(state) && (
        <Act<{ reason: string }>
          name={state === 'numbered' ? 'Hủy số' : 'Hủy văn bản'}
          danger
          path={`${path}/void`}
          barred={rightOf('void-paper')}
          consequence={
            state === 'numbered'
              ? `Số ${paper.number ?? ''} được ghi hủy trong sổ và không dùng lại. Không lấy lại được văn bản này.`
              : 'Văn bản bị bỏ hẳn: không sửa, không trình lại được. Không có số nào bị mất.'
          }
        >
          <Form.Item
            name="reason"
            label="Lý do hủy"
            rules={[{ required: true, whitespace: true, message: 'Hãy ghi lý do.' }]}
          >
            <Input.TextArea rows={2} />
          </Form.Item>
        </Act>
      )}
      {(state === 'numbering' || state === 'voiding') && (
        <span role="status" className="soft">
          Hệ thống {paperWords[state]}…
        </span>
      )}
    </span>
  );
}

/** One text, or each line a point. */
function remarksOf(typed: string): { text: string } | { points: string[] } {
  const points = typed
    .split('\n')
    .map((line) => line.replace(/^\s*[-–•]\s*/, '').trim())
    .filter((line) => line !== '');
  return points.length > 1 ? { points } : { text: typed.trim() };
}

interface Holder {
  person: string;
}

function Submit({
  path,
  version,
  barred,
  consequence,
}: {
  path: string;
  version: number;
  barred: string | undefined;
  consequence: ReactNode;
}) {
  const signers = useQuery({
    queryKey: ['signers'],
    queryFn: async ({ signal }) => {
      const held = await askAll<Holder>('/appointments?role=signer', signal);
      const people = [...new Set(held.map(({ person }) => person))];
      return Promise.all(
        people.map((person) => ask<{ id: string; name: string }>(`/people/${encodeURIComponent(person)}`, { signal })),
      );
    },
    enabled: barred === undefined,
    staleTime: 60_000,
  });
  const several = (signers.data?.length ?? 0) > 1;
  return (
    <Act<{ signer?: string }>
      name="Trình"
      path={`${path}/submit`}
      primary
      barred={barred}
      consequence={consequence}
      bodyOf={({ signer }) => ({ base: version, ...(signer === undefined ? {} : { signer }) })}
    >
      {several && (
        <Form.Item name="signer" label="Người sẽ ký" extra="Để trống: người giữ quyền ký theo phân công.">
          <Select
            allowClear
            placeholder="theo phân công"
            options={signers.data!.map(({ id, name }) => ({ value: id, label: name }))}
          />
        </Form.Item>
      )}
    </Act>
  );
}

interface Entry {
  number: string;
  on: string;
  signer: string;
  issuer?: string;
  file: File;
}

/** Where what is refused of a number, a day or a file is said. */
export const entryPlaces = {
  'paper-number-unread': 'number',
  'paper-number-taken': 'number',
  'issued-in-future': 'on',
  'file-missing': 'file',
  'paper-file-not-pdf': 'file',
  'paper-file-too-large': 'file',
};

const IssueElsewhere = ({
  path,
  sha256,
  barred,
  consequence,
}: {
  path: string;
  sha256: string;
  barred: string | undefined;
  consequence: string;
}) => (
  <Act<Entry>
    name="Đã phát hành ở hệ thống khác"
    title="Ghi nhận văn bản đã ký, cấp số ở hệ thống khác"
    confirm="Ghi nhận"
    path={`${path}/issue-elsewhere`}
    barred={barred}
    consequence={`${consequence.replace(/ Số dự kiến.*$/, '')} Thời hạn tính từ ngày của văn bản.`}
    fieldOf={entryPlaces}
    bodyOf={({ file, ...fields }) => formOf({ ...fields, sha256 }, file)}
  >
    <EntryItems />
  </Act>
);

/** Number, day, signer and file of a paper as it came from elsewhere. */
export const EntryItems = () => (
  <>
    <Form.Item
      name="number"
      label="Số, ký hiệu"
      extra="Ghi như trên văn bản, ví dụ 1770/UBND-KSTT."
      rules={[{ required: true, whitespace: true, message: 'Hãy ghi số, ký hiệu.' }]}
    >
      <Input />
    </Form.Item>
    <Form.Item
      name="on"
      label="Ngày ban hành"
      rules={[{ required: true, message: 'Hãy ghi ngày trên văn bản.' }, dayRule]}
    >
      <DayInput />
    </Form.Item>
    <Form.Item
      name="signer"
      label="Người ký"
      rules={[{ required: true, whitespace: true, message: 'Hãy ghi người ký như trên văn bản.' }]}
    >
      <Input />
    </Form.Item>
    <Form.Item name="issuer" label="Cơ quan ban hành" extra="Để trống: theo dự thảo.">
      <Input />
    </Form.Item>
    <PdfItem label="Bản đã ký" />
  </>
);
