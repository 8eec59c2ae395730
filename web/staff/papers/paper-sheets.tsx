import { Radio } from 'antd';
import { useState } from 'react';
import type { ComponentProps, ReactNode } from 'react';
import { asksUnits } from '../../../domain/draft.ts';
import type { AskingDraft, PaperDraft } from '../../../domain/draft.ts';
import { Proof } from './proof.tsx';

/** A paper on its page: what can be done with it above, its text or its matrix beside its print. */
export function PaperSheets({
  draft,
  bar,
  head,
  textName,
  hasMatrix = true,
  text,
  matrix,
  proof,
}: {
  draft: PaperDraft;
  bar: ReactNode;
  /** Above the text; may bring the text back where the matrix is shown. */
  head: (showText: () => void) => ReactNode;
  /** On the choice between the two: `Soạn từng mục`. */
  textName: string;
  /** A paper that asks nothing has no matrix worth a choice. */
  hasMatrix?: boolean;
  text: ReactNode;
  matrix: (asking: AskingDraft) => ReactNode;
  proof: ComponentProps<typeof Proof>;
}) {
  const [sheet, setSheet] = useState<'text' | 'matrix'>('text');
  return (
    <>
      <div className="draft-bar">{bar}</div>
      <div className="beside">
        <div className="draft-text">
          {head(() => setSheet('text'))}
          {asksUnits(draft) && hasMatrix && (
            <Radio.Group
              className="sheets"
              optionType="button"
              value={sheet}
              onChange={({ target }) => setSheet(target.value as 'text' | 'matrix')}
              options={[
                { value: 'text', label: textName },
                { value: 'matrix', label: 'Bảng đối chiếu' },
              ]}
            />
          )}
          {asksUnits(draft) && hasMatrix && sheet === 'matrix' ? matrix(draft) : text}
        </div>
        <Proof {...proof} />
      </div>
    </>
  );
}
