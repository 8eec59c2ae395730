import './papers.css';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import type { PaperView } from '../../../api/papers/paper-views.ts';
import { asksUnits } from '../../../domain/draft.ts';
import type { PaperDraft } from '../../../domain/draft.ts';
import type { PaperState } from '../../../domain/paper.ts';
import { ask } from '../parts/ask.ts';
import { Failed, Loading } from '../parts/states.tsx';
import { useMay, useMe } from '../parts/who.ts';
import { DraftFrame } from './draft-frame.tsx';
import { DraftPage } from './draft-page.tsx';
import { Assign, Issued, Trail } from './issued.tsx';
import { Matrix } from './matrix.tsx';
import { PaperSheets } from './paper-sheets.tsx';
import { PaperText } from './paper-text.tsx';
import { useRound } from './reading.ts';
import { Steps } from './steps.tsx';
import { Remarks, Way } from './way.tsx';
import { draftRights, nameOf } from './words.ts';

const route = getRouteApi('/van-ban/$paper');

/** What goes on by itself and is over soon. */
const passing: readonly PaperState[] = ['numbering', 'numbered', 'voiding'];

/** One paper, from its first word to its last letter. */
export function PaperPage() {
  const id = route.useParams().paper.replace(/^paper:/, '');
  const paper = useQuery({
    queryKey: ['paper', id],
    queryFn: ({ signal }) => ask<PaperView>(`/papers/${encodeURIComponent(id)}`, { signal }),
    refetchInterval: ({ state: { data } }) =>
      data && passing.includes(data.state) && !data.unprintable ? 1_000 : false,
  });
  const round = useRound(paper.data?.campaign);
  const may = useMay();
  const me = useMe();
  if (paper.isPending) return <Loading what="văn bản" />;
  if (paper.isError) return <Failed error={paper.error} again={() => void paper.refetch()} />;
  const view = paper.data;
  const place = { campaign: view.campaign, ...(view.team === undefined ? {} : { team: view.team }) };
  const writes = view.state === 'drafted' && may(draftRights[view.kind], place);
  const today = round.data?.today ?? me.today;
  return (
    <article className="paper">
      <p>
        <Link to="/van-ban">Văn bản</Link> ·{' '}
        <Link to="/dot/$round" params={{ round: view.campaign }}>
          {round.data?.title ?? 'Đợt kiểm tra'}
          {round.data?.training && ' (tập huấn)'}
        </Link>
      </p>
      <h1>{nameOf(view)}</h1>
      <p className="lead">
        {view.words}
        {view.draft.kind === 'directive' && ` · V/v ${view.draft.subject}`}
        {view.draft.kind === 'report' && ` · ${view.draft.title}`}
      </p>
      <Way paper={view} />
      <Remarks paper={view} />
      {writes ? (
        <DraftPage key={id} paper={view} today={today} steps={(draft) => <Steps paper={view} draft={draft} />} />
      ) : (
        <Reading paper={view} today={today} />
      )}
      <Trail paper={id} />
    </article>
  );
}

/** A paper in other hands, or out: its text as it was put forward, its print, the acts it waits for. */
function Reading({ paper, today }: { paper: PaperView; today: string }) {
  const { id, state, record, exported, elsewhere } = paper;
  const isIssued = state === 'issued';
  const draft = readDraft(paper);
  return (
    <DraftFrame round={paper.campaign} draft={draft} mends={[]} on={paper.issued}>
      {() => (
        <PaperSheets
          draft={draft}
          bar={
            <>
              <Steps paper={paper} />
              {exported && !elsewhere && (
                <a href={`/api/papers/${id}/export`} target="_blank" rel="noopener">
                  Tải bản xuất để trình ký ở hệ thống khác
                </a>
              )}
            </>
          }
          head={() => isIssued && <Issued paper={paper} />}
          textName="Nội dung"
          hasMatrix={asksUnits(draft) && draft.requirements.length > 0}
          text={
            <PaperText
              draft={draft}
              {...(isIssued ? { beside: (line) => <Assign paper={paper} requirement={line} today={today} /> } : {})}
            />
          }
          matrix={(asking) => <Matrix draft={asking} />}
          proof={
            isIssued
              ? {
                  path: `/papers/${id}/file`,
                  of: paper.file?.sha256 ?? '',
                  name: 'Mở văn bản (PDF)',
                  title: 'Văn bản đã phát hành',
                }
              : {
                  path: `/papers/${id}/proof`,
                  of: state === 'drafted' ? `v${paper.version}` : (record?.content.sha256 ?? ''),
                  name: 'Mở bản in thử (PDF)',
                  title: 'Bản in thử',
                }
          }
        />
      )}
    </DraftFrame>
  );
}

/** The draft with the units it was frozen with. */
const readDraft = ({ draft, serves, state }: PaperView): PaperDraft =>
  state === 'drafted' ? draft : withUnits(draft, serves);

const withUnits = (draft: PaperDraft, serves: string[]): PaperDraft => ({ ...draft, serves });
