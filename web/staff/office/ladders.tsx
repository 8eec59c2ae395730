import { useQuery } from '@tanstack/react-query';
import type { OfficeView } from '../../../api/office/office.ts';
import { defaultTerms } from '../../../domain/duty-terms.ts';
import type { TermName } from '../../../domain/duty-terms.ts';
import { defaultLadders, ladderNames, ladderWords, rungWhenWords } from '../../../domain/ladder.ts';
import type { LadderName } from '../../../domain/ladder.ts';
import { unitWords } from '../../../domain/term.ts';
import { actWords, anchors, dutyWords, rungWords } from '../../../domain/why.ts';
import { ask } from '../parts/ask.ts';
import { Rows } from '../parts/rows.tsx';
import { OfficeFrame } from './frame.tsx';

const whenWords = (offset: number): string =>
  offset === 0 ? 'đúng ngày đến hạn' : `${Math.abs(offset)} ngày làm việc ${offset < 0 ? 'trước hạn' : 'sau hạn'}`;

const termWords = (name: TermName): string => {
  const { count, unit } = defaultTerms[name];
  const anchor = anchors[name] ?? 'ngày bắt đầu tính';
  if (count === 0) return `ngay ${anchor}`;
  return `${Math.abs(count)} ${unitWords[unit]} ${count < 0 ? 'trước' : 'kể từ'} ${anchor}`;
};

/** Who hears what and when, and how long each piece of work has: as every round begins. */
export function LaddersPage() {
  const office = useQuery({
    queryKey: ['/office'],
    queryFn: ({ signal }) => ask<OfficeView>('/office', { signal }),
  });
  const organ = office.data?.letterhead.organ ?? 'cơ quan';
  return (
    <OfficeFrame
      title="Lịch nhắc và thời hạn"
      lead="Mức chung cho mọi đợt mới. Đợt đang chạy giữ mức của mình; đợt nào cần khác thì đặt ở bước Lịch nhắc khi lập đợt."
    >
      <h2>Lịch nhắc</h2>
      <p className="soft">Mỗi việc theo một lịch. Thư nhắc của nhiều việc gộp thành một thư mỗi sáng.</p>
      {ladderNames.map((name) => (
        <Ladder key={name} name={name} organ={organ} />
      ))}
      <h2>Thời hạn</h2>
      <Rows
        caption="Mỗi việc có bao nhiêu ngày"
        rows={Object.keys(defaultTerms) as TermName[]}
        keyOf={(name) => name}
        columns={[
          { head: 'Việc', cell: (name) => dutyWords[name] },
          { head: 'Thời hạn', cell: termWords },
        ]}
      />
    </OfficeFrame>
  );
}

function Ladder({ name, organ }: { name: LadderName; organ: string }) {
  const { rungs, thenEvery, until } = defaultLadders[name];
  return (
    <section>
      <h3>
        Lịch {name}: {ladderWords[name]}
      </h3>
      <Rows
        caption={`Lịch nhắc ${name}`}
        rows={rungs.map((rung, n) => ({ ...rung, n }))}
        keyOf={({ n }) => String(n)}
        columns={[
          { head: 'Mức', cell: ({ n }) => rungWords(n) },
          { head: 'Khi nào', cell: ({ offset }) => whenWords(offset) },
          {
            head: 'Làm gì',
            cell: (rung) => (
              <>
                {actWords(rung, organ)}
                {rung.when !== undefined && <span className="under">{rungWhenWords[rung.when]}</span>}
              </>
            ),
          },
        ]}
      />
      {(thenEvery !== undefined || until !== undefined) && (
        <p className="soft">
          {thenEvery !== undefined &&
            `Sau mức cuối, cứ ${thenEvery} ngày làm việc nhắc lại một lần (không với ngành dọc).`}
          {until !== undefined && 'Thôi nhắc khi buổi kiểm tra đã diễn ra.'}
        </p>
      )}
    </section>
  );
}
