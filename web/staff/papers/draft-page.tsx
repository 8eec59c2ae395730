import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useMemo, useRef } from 'react';
import type { PaperCheck, PaperView } from '../../../api/papers/paper-views.ts';
import type { PaperDraft } from '../../../domain/draft.ts';
import { ask, isProblem, newKey } from '../parts/ask.ts';
import { DraftState } from '../parts/draft-state.tsx';
import { useDraft } from '../parts/draft.ts';
import type { Drafting, Kept } from '../parts/draft.ts';
import { DraftFrame } from './draft-frame.tsx';
import { Gates } from './gates.tsx';
import { DraftFields } from './kind-fields.tsx';
import { Matrix } from './matrix.tsx';
import { PaperSheets } from './paper-sheets.tsx';
import type { Mend } from './places.tsx';
import { begunIn, besideTheirs, placeHere, sendable } from './sendable.ts';

/** What the steps of a paper need to know of its draft. */
export interface DraftOnPage {
  version: number;
  /** Why it cannot be put forward yet. */
  barred: string | undefined;
}

/** A paper being written: its text saves itself, what is missing stands beside it, and so does how it will be printed. */
export function DraftPage({
  paper,
  today,
  steps,
}: {
  paper: PaperView;
  today: string;
  steps: (draft: DraftOnPage) => React.ReactNode;
}) {
  const path = `/papers/${paper.id}`;
  const save = useSaving(path);
  const drafting = useDraft<PaperDraft>({
    name: `paper:${paper.id}`,
    loaded: { content: paper.draft, version: paper.version },
    save,
    currentOf: (current): Kept<PaperDraft> | undefined => {
      const { draft, version } = (current ?? {}) as Partial<PaperView>;
      return draft && version !== undefined ? { content: draft, version } : undefined;
    },
    merge: besideTheirs,
    unfinished: (draft) => begunIn(draft) > 0,
  });
  const { content, version, state } = drafting;
  const check = useQuery({
    queryKey: [path, 'check', version],
    queryFn: ({ signal }) => ask<PaperCheck>(`${path}/check`, { signal }),
    placeholderData: keepPreviousData,
  });
  const mends = useMends(content, check.data, drafting);
  const gaps = check.data?.gaps.length ?? 0;
  const begun = begunIn(content);
  const barred =
    state !== 'saved'
      ? 'Chờ lưu xong dự thảo.'
      : check.isPlaceholderData || !check.data
        ? 'Đang kiểm tra dự thảo.'
        : gaps > 0
          ? `Còn ${gaps} điểm phải sửa trước khi trình.`
          : begun > 0
            ? `Còn ${begun} mục chưa ghi nội dung: hãy ghi, hoặc bỏ mục ấy.`
            : undefined;
  return (
    <DraftFrame round={paper.campaign} draft={content} mends={mends}>
      {(open) => (
        <PaperSheets
          draft={content}
          bar={
            <>
              <DraftState of={drafting} />
              {begun > 0 && <span className="soft">{begun} mục chưa ghi nội dung, mới giữ trong thẻ này</span>}
              {steps({ version, barred })}
            </>
          }
          head={(showText) => (
            <Gates
              check={check.data}
              draft={content}
              open={(at) => {
                showText();
                open(at);
              }}
            />
          )}
          textName="Soạn từng mục"
          text={<DraftFields draft={content} change={drafting.change} today={today} />}
          matrix={(asking) => <Matrix draft={asking} change={drafting.change} />}
          proof={{ path: `${path}/proof`, of: `v${version}`, name: 'Mở bản in thử (PDF)', title: 'Bản in thử' }}
        />
      )}
    </DraftFrame>
  );
}

/** Sent again after nobody answered, it is the same save; another text is another. */
function useSaving(path: string) {
  const last = useRef<{ said: string; key: string }>(undefined);
  return async (content: PaperDraft, base: number): Promise<{ version: number }> => {
    const body = { base, draft: sendable(content) };
    const said = JSON.stringify(body);
    if (last.current?.said !== said) last.current = { said, key: newKey() };
    return ask<PaperView>(`${path}/draft`, { method: 'PUT', body, key: last.current.key });
  };
}

/** What is wrong where: what the gate found, and what the last save was refused for. */
function useMends(
  content: PaperDraft,
  check: PaperCheck | undefined,
  { state, problem }: Drafting<PaperDraft>,
): Mend[] {
  return useMemo(() => {
    const refused = state === 'refused' && isProblem(problem) ? problem.refused.errors : [];
    return [...refused, ...(check?.gaps ?? []), ...(check?.warnings ?? [])].map(({ at, sentence }) => ({
      at: placeHere(content, at),
      sentence,
    }));
  }, [content, check, state, problem]);
}
