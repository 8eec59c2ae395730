import { AutoComplete, Button, Input } from 'antd';
import { useState } from 'react';
import { fold } from '../../../domain/fold.ts';
import { outOfForce } from '../../../domain/legal-document.ts';
import type { LegalDocument } from '../../../domain/legal-document.ts';
import { at, usePlan } from './plan-context.ts';

/** How a paper begins that cites an act of that kind. */
const kinds: [RegExp, string][] = [
  [/\/NĐ-/, 'Nghị định'],
  [/\/TT-|\/TTLT-/, 'Thông tư'],
  [/\/NQ-/, 'Nghị quyết'],
  [/\/QĐ-/, 'Quyết định'],
  [/\/QH\d*/, 'Luật'],
];

/** `Nghị định số 118/2025/NĐ-CP về cơ chế một cửa`. */
const citationOf = ({ symbol, about }: Pick<LegalDocument, 'symbol' | 'about'>): string => {
  const kind = kinds.find(([sign]) => sign.test(symbol))?.[1] ?? 'Văn bản';
  return `${kind} số ${symbol} về ${about}`;
};

/** The acts and papers the round rests on, in order, with those named that are out of force. */
export function Bases({ known }: { known: readonly LegalDocument[] }) {
  const { plan, change, places, view, closed } = usePlan();
  const [typed, setTyped] = useState('');
  const { bases } = plan;
  const set = (next: string[]) => change((now) => ({ ...now, bases: next }));
  const add = (text: string) => {
    if (text.trim() === '') return;
    set([...bases, text.trim()]);
    setTyped('');
  };
  const warnings = outOfForce(
    bases.map((text, i) => ({ at: `bases[${i}]`, text })),
    view.today,
    known,
  );
  const words = fold(typed).split(' ');
  const options = known
    .filter(({ symbol, about }) => words.every((word) => fold(`${symbol} ${about}`).includes(word)))
    .map((act) => ({ value: citationOf(act), label: `${act.symbol} – ${act.about}` }));
  return (
    <>
      <h2>Căn cứ</h2>
      {bases.length === 0 && <p className="soft">Chưa ghi căn cứ nào. Kế hoạch in ra sẽ nêu lần lượt từng căn cứ.</p>}
      <ol className="bases">
        {bases.map((basis, i) => (
          // oxlint-disable-next-line react/no-array-index-key -- a basis has no other name than its place
          <li key={i}>
            <Input.TextArea
              aria-label={`Căn cứ ${i + 1}`}
              className="growing"
              rows={1}
              value={basis}
              maxLength={500}
              onChange={({ target }) => set(bases.map((one, n) => (n === i ? target.value.replace(/\n/g, ' ') : one)))}
              onBlur={() => basis.trim() === '' && set(bases.filter((_, n) => n !== i))}
            />
            <Button
              aria-label={`Bỏ căn cứ ${i + 1}`}
              disabled={closed !== undefined}
              onClick={() => set(bases.filter((_, n) => n !== i))}
            >
              Bỏ
            </Button>
            {warnings
              .filter((one) => one.at === `bases[${i}]`)
              .map(({ symbol, sentence }) => (
                <p className="soon" key={symbol}>
                  {sentence}
                </p>
              ))}
            {at(places, `bases[${i}]`).map(({ sentence }) => (
              <p className="late" role="alert" key={sentence}>
                {sentence}
              </p>
            ))}
          </li>
        ))}
      </ol>
      <div className="add-row">
        <AutoComplete
          aria-label="Thêm căn cứ"
          value={typed}
          options={options}
          onChange={setTyped}
          onSelect={(value: string) => add(value)}
          onInputKeyDown={({ key }) => key === 'Enter' && options.length === 0 && add(typed)}
          placeholder="như 118/2025 hay một cửa"
        />
        <Button onClick={() => add(typed)}>Thêm căn cứ</Button>
      </div>
    </>
  );
}
