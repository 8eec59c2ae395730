import { Button, InputNumber } from 'antd';
import { useState } from 'react';
import { defaultTerms } from '../../../domain/duty-terms.ts';
import type { DutyTerm, TermName } from '../../../domain/duty-terms.ts';
import type { TermUnit } from '../../../domain/term.ts';
import { anchors, dutyWords } from '../../../domain/why.ts';
import { Rows } from '../parts/rows.tsx';
import { usePlan } from './plan-context.ts';

const unitWords: Record<TermUnit, string> = { 'working-day': 'ngày làm việc', 'calendar-day': 'ngày', month: 'tháng' };
const names = Object.keys(defaultTerms) as TermName[];

/** `5 ngày làm việc kể từ ngày trình kế hoạch`. */
function termWords(name: TermName, { count, unit }: DutyTerm): string {
  const from = anchors[name] ?? 'ngày bắt đầu tính';
  return count === 0
    ? `ngay trong ${from}`
    : `${Math.abs(count)} ${unitWords[unit]} ${count < 0 ? 'trước' : 'kể từ'} ${from}`;
}

/** How long each duty has; those this round has otherwise are marked. */
export function TermsTable() {
  const { plan, change, closed } = usePlan();
  const [editing, setEditing] = useState<TermName>();
  const termOf = (name: TermName): DutyTerm => plan.terms?.[name] ?? defaultTerms[name];
  const set = (name: TermName, next: DutyTerm | undefined) =>
    change(({ terms = {}, ...now }) => {
      const { [name]: _, ...others } = terms;
      const usual = defaultTerms[name];
      const isUsual = next === undefined || (next.count === usual.count && next.unit === usual.unit);
      const all = isUsual ? others : { ...others, [name]: next };
      return Object.keys(all).length === 0 ? now : { ...now, terms: all };
    });
  return (
    <Rows
      caption="Thời hạn từng việc"
      rows={names}
      keyOf={(name) => name}
      columns={[
        { head: 'Việc', cell: (name) => dutyWords[name] },
        {
          head: 'Thời hạn',
          cell: (name) => {
            const term = termOf(name);
            const back = defaultTerms[name].count < 0;
            if (editing !== name)
              return (
                <>
                  {termWords(name, term)}
                  {plan.terms?.[name] && (
                    <span className="soon"> · thường lệ {termWords(name, defaultTerms[name])}</span>
                  )}
                </>
              );
            return (
              <span className="acts">
                <InputNumber
                  aria-label={`Thời hạn ${dutyWords[name]}`}
                  value={Math.abs(term.count)}
                  min={back ? 1 : 0}
                  max={back ? 120 : 250}
                  precision={0}
                  onChange={(count) => count !== null && set(name, { ...term, count: back ? -count : count })}
                />
                <select
                  aria-label={`Đơn vị tính thời hạn ${dutyWords[name]}`}
                  value={term.unit}
                  onChange={({ target }) => set(name, { ...term, unit: target.value as TermUnit })}
                >
                  {(Object.keys(unitWords) as TermUnit[]).map((unit) => (
                    <option key={unit} value={unit}>
                      {unitWords[unit]}
                    </option>
                  ))}
                </select>
                <span className="soft">
                  {back ? 'trước' : 'kể từ'} {anchors[name]}
                </span>
              </span>
            );
          },
        },
        {
          head: 'Chỉnh',
          cell: (name) =>
            closed === undefined && (
              <span className="acts">
                <Button
                  size="small"
                  aria-label={`${editing === name ? 'Xong' : 'Chỉnh'} thời hạn ${dutyWords[name]}`}
                  onClick={() => setEditing(editing === name ? undefined : name)}
                >
                  {editing === name ? 'Xong' : 'Chỉnh'}
                </Button>
                {plan.terms?.[name] && (
                  <Button
                    size="small"
                    aria-label={`Về thường lệ: thời hạn ${dutyWords[name]}`}
                    onClick={() => set(name, undefined)}
                  >
                    Về thường lệ
                  </Button>
                )}
              </span>
            ),
        },
      ]}
    />
  );
}
