import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link, useParams } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useEffect, useRef } from 'react';
import type { InspectionView } from '../../../api/inspections/inspection-views.ts';
import type { ComparisonView, NotebookView } from '../../../api/inspections/notebooks.ts';
import { vnDay } from '../../../domain/day.ts';
import { mergedNotebooks } from '../../../domain/notebook.ts';
import type { Notebook } from '../../../domain/notebook.ts';
import { ask } from '../parts/ask.ts';
import { DraftState } from '../parts/draft-state.tsx';
import { useDraft } from '../parts/draft.ts';
import type { Drafting, Kept } from '../parts/draft.ts';
import { Failed, Loading } from '../parts/states.tsx';
import { ConclusionTab } from './conclusion.tsx';
import { EnteredReportTab } from './entered-report.tsx';
import { ExchangeTab } from './exchange.tsx';
import { FiguresTab } from './figures.tsx';
import { MinutesTab } from './minutes.tsx';
import { NotesTab } from './notes.tsx';
import { Overview } from './overview.tsx';
import { ReportTab } from './report.tsx';
import { inspectionPath, keptOf, mayAtSome, RoomContext, useMayHere } from './room.ts';
import './inspections.css';

const route = getRouteApi('/kiem-tra/$inspection');

/** The parts of the room in the order of the work; the first has the room's own address. */
const tabs = [
  { at: 'tong-quan', name: 'Tổng quan', page: Overview },
  { at: 'bao-cao', name: 'Báo cáo đơn vị', page: ReportTab },
  { at: 'so-lieu', name: 'Số liệu', page: FiguresTab },
  { at: 'ghi-nhan', name: 'Ghi nhận', page: NotesTab },
  { at: 'bien-ban', name: 'Biên bản', page: MinutesTab },
  { at: 'giai-trinh', name: 'Giải trình, góp ý', page: ExchangeTab },
  { at: 'ket-luan', name: 'Kết luận', page: ConclusionTab },
] as const;

/** One inspection, from its notice to its conclusion; what is being written stays while one goes from part to part. */
export function InspectionPage() {
  const { inspection: id } = route.useParams();
  return <Opened key={id} id={id} />;
}

function Opened({ id }: { id: string }) {
  const path = inspectionPath(id);
  const inspection = useQuery({
    queryKey: ['inspection', id],
    queryFn: ({ signal }) => ask<InspectionView>(path, { signal }),
  });
  const comparison = useQuery({
    queryKey: ['inspection', id, 'comparison'],
    queryFn: ({ signal }) => ask<ComparisonView>(`${path}/comparison`, { signal }),
  });
  // never begun upon what another visit to this room left behind
  const notebook = useQuery({
    queryKey: ['inspection', id, 'notebook'],
    queryFn: ({ signal }) => ask<NotebookView>(`${path}/notebook`, { signal }),
    gcTime: 0,
    refetchInterval: 30_000,
  });
  const all = [inspection, comparison, notebook];
  if (inspection.data && comparison.data && notebook.data)
    return <Seated inspection={inspection.data} comparison={comparison.data} kept={notebook.data} />;
  const failed = all.find(({ isError }) => isError);
  if (failed) return <Failed error={failed.error} again={() => all.forEach((one) => void one.refetch())} />;
  return <Loading what="cuộc kiểm tra" />;
}

interface Read {
  inspection: InspectionView;
  comparison: ComparisonView;
  kept: NotebookView;
}

function Seated(read: Read) {
  const may = useMayHere(read.inspection);
  const over = read.inspection.state === 'concluded' || read.inspection.state === 'cancelled';
  const keeps = !over && mayAtSome(may, 'keep-notebook', read.inspection);
  return keeps ? <Keeping {...read} /> : <Frame {...read} notebook={read.kept.content} />;
}

/** Whoever keeps the notebook: one draft for all parts of the room, which several people may write at once. */
function Keeping(read: Read) {
  const { inspection, kept } = read;
  const path = inspectionPath(inspection.id);
  const room = `/kiem-tra/${inspection.id}`;
  const drafting = useDraft<Notebook>({
    name: `notebook:${inspection.id}`,
    loaded: keptOf(kept),
    save: (content, base) => ask<NotebookView>(`${path}/notebook`, { method: 'PUT', body: { base, content } }),
    currentOf: (current) => keptOf(current as NotebookView),
    merge: mergedNotebooks,
    stays: (pathname) => decodeURIComponent(pathname).startsWith(room),
  });
  const { adopt } = drafting;
  useEffect(() => adopt(keptOf(kept) satisfies Kept<Notebook>), [adopt, kept]);
  return <Frame {...read} notebook={drafting.content} drafting={drafting} />;
}

function Frame({
  inspection,
  comparison,
  notebook,
  drafting,
}: Read & { notebook: Notebook; drafting?: Drafting<Notebook> }) {
  const may = useMayHere(inspection);
  const { tab: at } = useParams({ strict: false });
  const { id, unit, round, teamName, n, methodWords, words } = inspection;
  const chosen = tabs.find((tab) => tab.at === at);
  const bar = useRef<HTMLElement>(null);
  // on a narrow screen the bar scrolls
  useEffect(() => {
    bar.current?.querySelector('[aria-current=page]')?.scrollIntoView({ block: 'nearest', inline: 'center' });
  }, [at]);
  const Page = at === 'nhap-ho' ? EnteredReportTab : (chosen ?? tabs[0]).page;
  const room = {
    id,
    path: inspectionPath(id),
    inspection,
    comparison,
    notebook,
    may,
    ...(drafting ? { drafting } : {}),
  };
  return (
    <RoomContext value={room}>
      <p className="way-back">
        <Link to="/kiem-tra">Kiểm tra</Link> ·{' '}
        <Link to="/dot/$round" params={{ round: inspection.campaign }}>
          {round.title}
        </Link>
      </p>
      <h1>{unit.name}</h1>
      <p className="lead">
        {words} · {methodWords}
        {n > 1 && ` lần ${n}`} · {teamName} · ngày của đợt {vnDay(round.today)}
        {round.training && ' · đợt tập huấn'}
      </p>
      <nav className="room-tabs" ref={bar} aria-label="Các phần của cuộc kiểm tra">
        {tabs.map((tab) => (
          <TabLink key={tab.at} id={id} at={tab.at} current={(chosen ?? tabs[0]).at === tab.at && at !== 'nhap-ho'}>
            {tab.name}
            {tab.at === 'ghi-nhan' && notebook.notes.length > 0 && ` (${notebook.notes.length})`}
          </TabLink>
        ))}
        {round.scored && (
          <Link to="/kiem-tra/$inspection/cham-diem" params={{ inspection: id }}>
            Chấm điểm
          </Link>
        )}
      </nav>
      {drafting && (at === 'so-lieu' || at === 'ghi-nhan') && (
        <p className="room-state">
          <DraftState of={drafting} />
        </p>
      )}
      <Page />
    </RoomContext>
  );
}

function TabLink({ id, at, current, children }: { id: string; at: string; current: boolean; children: ReactNode }) {
  const shown = current ? { 'aria-current': 'page' as const } : {};
  return at === 'tong-quan' ? (
    <Link to="/kiem-tra/$inspection" params={{ inspection: id }} activeOptions={{ exact: true }} {...shown}>
      {children}
    </Link>
  ) : (
    <Link to="/kiem-tra/$inspection/$tab" params={{ inspection: id, tab: at }} {...shown}>
      {children}
    </Link>
  );
}
