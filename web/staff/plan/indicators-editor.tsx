import { Button, Input } from 'antd';
import type { OutlineFields } from './outline-editor.tsx';
import { replaced, without } from '../parts/list.ts';
import { freshCode, Wrong } from './outline-rows.tsx';

/** The figures that are asked for; what compares a figure goes with it. */
export function IndicatorsEditor({
  content,
  set,
  wrongAt,
}: {
  content: OutlineFields;
  set: (part: Partial<OutlineFields>) => void;
  wrongAt: (at: string) => readonly string[] | undefined;
}) {
  const { indicators, pairs, areas } = content;
  return (
    <>
      <h3>Chỉ tiêu</h3>
      <ul className="indicators">
        {indicators.map((indicator, i) => {
          const compared = pairs.filter(
            ({ part, whole }) => part === indicator.code || whole === indicator.code,
          ).length;
          return (
            <li key={indicator.code} className="fields">
              <label className="grow">
                Chỉ tiêu {i + 1}
                <Input
                  value={indicator.name}
                  onChange={({ target }) =>
                    set({ indicators: replaced(indicators, i, { ...indicator, name: target.value }) })
                  }
                />
                <Wrong of={wrongAt(`indicators[${i}].name`)} />
              </label>
              <label>
                Đơn vị tính
                <Input
                  value={indicator.unitOfMeasure}
                  maxLength={60}
                  onChange={({ target }) =>
                    set({ indicators: replaced(indicators, i, { ...indicator, unitOfMeasure: target.value }) })
                  }
                />
                <Wrong of={wrongAt(`indicators[${i}].unitOfMeasure`)} />
              </label>
              <label>
                Lĩnh vực
                <select
                  value={indicator.area ?? ''}
                  onChange={({ target }) => {
                    const { area: _, ...rest } = indicator;
                    set({
                      indicators: replaced(indicators, i, target.value === '' ? rest : { ...rest, area: target.value }),
                    });
                  }}
                >
                  <option value="">chung</option>
                  {areas.map(({ code, name }) => (
                    <option key={code} value={code}>
                      {name}
                    </option>
                  ))}
                </select>
              </label>
              <Button
                aria-label={`Bỏ${compared > 0 ? ` và ${compared} phép so` : ''}: chỉ tiêu ${i + 1}`}
                onClick={() =>
                  set({
                    indicators: without(indicators, i),
                    pairs: pairs.filter(({ part, whole }) => part !== indicator.code && whole !== indicator.code),
                  })
                }
              >
                Bỏ{compared > 0 && ` và ${compared} phép so`}
              </Button>
            </li>
          );
        })}
      </ul>
      <Button
        onClick={() =>
          set({
            indicators: [
              ...indicators,
              {
                code: freshCode(
                  indicators.map(({ code }) => code),
                  'chi_tieu_',
                ),
                name: '',
                unitOfMeasure: '',
              },
            ],
          })
        }
      >
        Thêm chỉ tiêu
      </Button>
    </>
  );
}
