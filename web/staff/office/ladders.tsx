import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { Select } from 'antd';
import type { PracticeRowView, PracticeView } from '../../../api/office/practices.ts';
import { ladderNames } from '../../../domain/ladder.ts';
import { vnNumber } from '../../../domain/number.ts';
import { changesWords, practiceChanges, versionName } from '../../../domain/practice.ts';
import { LadderSection } from '../parts/ladder-section.tsx';
import { Paged, usePages } from '../parts/paged.tsx';
import type { Page } from '../parts/paged.tsx';
import { PracticeDifference, practiceOf } from '../parts/practice.tsx';
import { Rows } from '../parts/rows.tsx';
import { Failed, Loading } from '../parts/states.tsx';
import { TermsTable } from '../parts/terms-table.tsx';
import { onlyFor, useMay } from '../parts/who.ts';
import { OfficeFrame } from './frame.tsx';
import { momentWords } from './moment.ts';

const route = getRouteApi('/quan-tri/lich-nhac');

/** `phiên bản 2 · 09:12, 11/03/2026 · Đỗ Quang Huy`. */
export const madeWords = ({ version, by, at }: Pick<PracticeView, 'version' | 'by' | 'at'>): string =>
  [versionName(version), ...(at ? [momentWords(at)] : []), ...(by ? [by.name ?? by.id] : [])].join(' · ');

/** Who hears what and when, and how long each piece of work has: as every round begins; with every version before. */
export function LaddersPage() {
  const { ban } = route.useSearch();
  const may = useMay();
  const shown = useQuery(practiceOf(ban ?? 'newest'));
  if (shown.isPending) return <Loading what="lịch nhắc và thời hạn" />;
  if (shown.isError) return <Failed error={shown.error} again={() => void shown.refetch()} />;
  const { version, newest, reason } = shown.data;
  return (
    <OfficeFrame
      title="Lịch nhắc và thời hạn"
      lead={
        <>
          {version === newest ? 'Đang dùng cho đợt mới' : 'Bản cũ'}: {madeWords(shown.data)}
          {reason !== undefined && <> · {reason}</>}
          {version !== newest && (
            <>
              {' '}
              · <Link to="/quan-tri/lich-nhac">Xem bản đang dùng</Link>
            </>
          )}{' '}
          · <a href="#cac-phien-ban">Các phiên bản</a>
        </>
      }
      acts={
        !may('change-practice') ? (
          <span className="soft">{onlyFor('change-practice')}</span>
        ) : (
          version === newest && (
            <Link className="like-button main" to="/quan-tri/lich-nhac/sua">
              Sửa thành phiên bản mới
            </Link>
          )
        )
      }
    >
      <p className="soft">
        Thường lệ cho mọi đợt lập từ khi có phiên bản. Đợt đã lập giữ phiên bản của mình; đợt nào cần khác thì đặt ở
        bước Lịch nhắc của kế hoạch.
      </p>
      {version > 0 && <Compared version={version} newest={newest} shown={shown.data} />}
      <div className="ladders">
        <h2>Lịch nhắc</h2>
        <p className="soft">Mỗi việc theo một lịch. Thư nhắc của nhiều việc gộp thành một thư mỗi sáng.</p>
        {ladderNames.map((name) => (
          <LadderSection key={name} name={name} ladder={shown.data.ladders[name]} />
        ))}
        <h2>Thời hạn từng việc</h2>
        <TermsTable terms={shown.data.terms} />
      </div>
      <h2 id="cac-phien-ban">Các phiên bản</h2>
      <History shown={version} newest={newest} />
    </OfficeFrame>
  );
}

/** What a version changed, against the one before or any other. */
function Compared({ version, newest, shown }: { version: number; newest: number; shown: PracticeView }) {
  const search = route.useSearch();
  const { so } = search;
  const navigate = useNavigate({ from: '/quan-tri/lich-nhac' });
  const with_ = so !== undefined && so !== version && so >= 0 && so <= newest ? so : version - 1;
  const other = useQuery(practiceOf(with_));
  const [before, after] = with_ < version ? [other.data, shown] : [shown, other.data];
  return (
    <details className="office-panel compared" open={so !== undefined}>
      <summary>
        Khác {versionName(with_)}
        {before && after ? `: ${changesWords(practiceChanges(before, after))}` : ''}
      </summary>
      <div className="asking">
        <label htmlFor="so-voi">So với</label>
        <Select
          id="so-voi"
          value={with_}
          options={Array.from({ length: newest + 1 }, (_, n) => newest - n)
            .filter((n) => n !== version)
            .map((n) => ({ value: n, label: versionName(n) }))}
          onChange={(n) => void navigate({ search: { ...search, so: n }, replace: true, resetScroll: false })}
        />
      </div>
      {other.isError && <Failed error={other.error} again={() => void other.refetch()} />}
      {before && after && <PracticeDifference before={before} after={after} />}
    </details>
  );
}

function History({ shown, newest }: { shown: number; newest: number }) {
  const versions = usePages<Page<PracticeRowView>>('/practices');
  return (
    <Paged of={versions} what="các phiên bản">
      {(items) => (
        <Rows
          caption="Các phiên bản lịch nhắc và thời hạn, mới nhất trước"
          rows={items}
          keyOf={({ version }) => String(version)}
          columns={[
            {
              head: 'Phiên bản',
              cell: ({ version }) =>
                version === shown ? (
                  <strong>{versionName(version)}, đang xem</strong>
                ) : (
                  <Link to="/quan-tri/lich-nhac" search={version === newest ? {} : { ban: version }}>
                    {versionName(version)}
                  </Link>
                ),
            },
            {
              head: 'Ai, khi nào',
              cell: ({ by, at }) =>
                by && at ? (
                  <>
                    {by.name ?? by.id} <span className="under">{momentWords(at)}</span>
                  </>
                ) : (
                  'có sẵn'
                ),
            },
            { head: 'Vì sao', cell: ({ reason }) => reason ?? 'theo nếp làm việc thường gặp' },
            {
              head: 'Đổi gì',
              cell: ({ version, changes }) => (version === 0 ? '' : changesWords(changes)),
            },
            { head: 'Số đợt theo', figures: true, cell: ({ rounds }) => vnNumber(rounds) },
          ]}
        />
      )}
    </Paged>
  );
}
