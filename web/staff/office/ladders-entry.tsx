import { useMutation, useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { Alert, Button, Form, Input, Modal } from 'antd';
import type { PracticeEffectView, PracticeView } from '../../../api/office/practices.ts';
import { ladderFaults, ladderNames } from '../../../domain/ladder.ts';
import { vnNumber } from '../../../domain/number.ts';
import { changesNothing, changesWords, practiceChanges, versionName } from '../../../domain/practice.ts';
import { Refused, useAct } from '../parts/act.tsx';
import { ask, isProblem } from '../parts/ask.ts';
import { LadderSection } from '../parts/ladder-section.tsx';
import type { OwnWords } from '../parts/ladder-section.tsx';
import { PracticeDifference, practiceOf } from '../parts/practice.tsx';
import { Failed, Loading } from '../parts/states.tsx';
import { TermsTable } from '../parts/terms-table.tsx';
import { onlyFor, useMay } from '../parts/who.ts';
import { OfficeFrame } from './frame.tsx';
import { madeWords } from './ladders.tsx';
import { useWrittenPractice } from './written-practice.ts';
import type { WrittenPractice } from './written-practice.ts';

const words: OwnWords = { differs: 'đã sửa', back: 'Bỏ phần sửa', was: 'đang là' };

/** The office's ladders and terms, changed into a new version: what it means for whom is said before it is saved. */
export function LaddersEntryPage() {
  const may = useMay()('change-practice');
  const newest = useQuery(practiceOf('newest'));
  if (newest.isPending) return <Loading what="lịch nhắc và thời hạn" />;
  if (newest.isError) return <Failed error={newest.error} again={() => void newest.refetch()} />;
  return (
    <OfficeFrame
      title="Sửa lịch nhắc và thời hạn chung"
      up={<Link to="/quan-tri/lich-nhac">Lịch nhắc và thời hạn</Link>}
      lead={`Bắt đầu từ bản đang dùng: ${madeWords(newest.data)}. Bản ấy vẫn giữ, cùng những đợt đã lập theo bản ấy.`}
    >
      {may ? (
        <Entry newest={newest.data} again={() => void newest.refetch()} />
      ) : (
        <Alert type="info" showIcon title={onlyFor('change-practice')} />
      )}
    </OfficeFrame>
  );
}

function Entry({ newest, again }: { newest: PracticeView; again: () => void }) {
  const navigate = useNavigate();
  const written = useWrittenPractice(newest);
  const { content, setLadder, setTerm, moved } = written;
  const check = useMutation({
    mutationFn: (base: number) =>
      ask<PracticeEffectView>('/practices/check', { method: 'POST', body: { ...content, base } }),
  });
  const save = useAct<PracticeView>({ path: '/practices' });
  const changes = practiceChanges(newest, content);
  const faults = ladderNames.flatMap((name) => ladderFaults(content.ladders[name]));
  const barred =
    faults.length > 0
      ? `Còn ${faults.length} chỗ phải sửa trong các lịch nhắc.`
      : changesNothing(changes)
        ? 'Chưa sửa gì so với bản đang dùng.'
        : undefined;
  const overtaken = (error: unknown) => {
    if (!isProblem(error, 'stale-draft')) return;
    check.reset();
    save.reset();
    again();
  };
  const put = async ({ reason }: { reason: string }) => {
    try {
      await save.mutateAsync({ ...content, reason, base: newest.version });
      written.forget();
      void navigate({ to: '/quan-tri/lich-nhac' });
    } catch (error) {
      overtaken(error);
    }
  };
  return (
    <div className="ladders">
      {moved && <Moved by={moved} newest={newest} />}
      <h2>Lịch nhắc</h2>
      {ladderNames.map((name) => (
        <LadderSection
          // what somebody else saved in between is shown in the fields, too
          key={`${name} ${newest.version}`}
          name={name}
          ladder={content.ladders[name]}
          usual={newest.ladders[name]}
          words={words}
          set={(ladder) => setLadder(name, ladder)}
          faults={[...new Set(ladderFaults(content.ladders[name]).map(({ sentence }) => sentence))]}
        />
      ))}
      <h2>Thời hạn từng việc</h2>
      <TermsTable terms={content.terms} usual={newest.terms} words={words} set={setTerm} />
      <div className="entry-acts">
        <Button
          type="primary"
          disabled={barred !== undefined}
          loading={check.isPending}
          onClick={() => check.mutate(newest.version, { onError: overtaken })}
        >
          Xem đổi những gì, rồi lưu
        </Button>{' '}
        <span className="soft">{barred ?? `Đã sửa: ${changesWords(changes)}.`}</span>
        {written.isChanged && (
          <>
            {' '}
            <Button onClick={written.forget}>Bỏ mọi phần sửa</Button>
            <p className="soft">Phần đang sửa giữ ở trình duyệt này, tải lại trang không mất.</p>
          </>
        )}
      </div>
      {check.isError && !isProblem(check.error, 'stale-draft') && <Refused error={check.error} />}
      <Modal
        title={`Lưu lịch nhắc và thời hạn chung, phiên bản ${check.data?.version ?? ''}`}
        open={check.data !== undefined}
        width={720}
        onCancel={() => check.reset()}
        okText={`Lưu phiên bản ${check.data?.version ?? ''}`}
        cancelText="Thôi"
        okButtonProps={{ loading: save.isPending, htmlType: 'submit', form: 'phien-ban-moi' }}
        mask={{ closable: false }}
      >
        {check.data && <Effect effect={check.data} before={newest} after={content} />}
        <Form<{ reason: string }> id="phien-ban-moi" layout="vertical" onFinish={(values) => void put(values)}>
          <Form.Item
            name="reason"
            label="Vì sao đổi"
            extra="Như: theo Quy chế kiểm tra số 12/QC-SNV ngày 05/01/2026."
            rules={[{ required: true, whitespace: true, message: 'Hãy ghi vì sao đổi.' }]}
          >
            <Input maxLength={500} autoComplete="off" />
          </Form.Item>
        </Form>
        {save.isError && !isProblem(save.error, 'stale-draft') && <Refused error={save.error} />}
      </Modal>
    </div>
  );
}

/** Somebody saved a version while this one was written. */
const Moved = ({ by, newest }: { by: NonNullable<WrittenPractice['moved']>; newest: PracticeView }) => (
  <Alert
    type="warning"
    showIcon
    className="moved"
    title={`Trong lúc anh/chị sửa, ${newest.by?.name ?? 'người khác'} đã lưu ${versionName(newest.version)}.`}
    description={`Những chỗ anh/chị sửa giữ nguyên, phần còn lại theo bản mới.${
      changesNothing(by) ? '' : ` Hai bên cùng sửa ${changesWords(by)}: hãy xem lại trước khi lưu.`
    }`}
  />
);

function Effect({
  effect: { version, drafts, running },
  before,
  after,
}: {
  effect: PracticeEffectView;
  before: PracticeView;
  after: Pick<PracticeView, 'ladders' | 'terms'>;
}) {
  return (
    <div className="consequence">
      <ul>
        <li>Đợt lập từ nay theo phiên bản {version}.</li>
        <li>
          {drafts === 0
            ? 'Không có đợt nào đang soạn.'
            : `${vnNumber(drafts)} đợt đang soạn giữ phiên bản của mình; người lập đợt chuyển được ở bước Lịch nhắc.`}
        </li>
        <li>
          {running === 0
            ? 'Không có đợt nào đang chạy.'
            : `${vnNumber(running)} đợt đang chạy giữ nguyên: không hạn nào chuyển, không thư nào thêm bớt.`}
        </li>
      </ul>
      <PracticeDifference before={before} after={after} />
    </div>
  );
}
