import './ladders.css';
import { Button, InputNumber } from 'antd';
import { useState } from 'react';
import { runsBack, termNames } from '../../../domain/duty-terms.ts';
import type { DutyTerm, TermName, Terms } from '../../../domain/duty-terms.ts';
import { sameTerm } from '../../../domain/practice.ts';
import { unitWords } from '../../../domain/term.ts';
import type { TermUnit } from '../../../domain/term.ts';
import { anchors, dutyWords, termWords } from '../../../domain/why.ts';
import type { OwnWords } from './ladder-section.tsx';
import { Rows } from './rows.tsx';

/** How long each duty has; those that are otherwise than usual are marked. */
export function TermsTable({
  terms,
  usual = terms,
  words,
  set,
}: {
  terms: Terms;
  usual?: Terms;
  words?: OwnWords;
  /** Without it the terms are only read; undefined is given for what is usual. */
  set?: ((name: TermName, term: DutyTerm | undefined) => void) | undefined;
}) {
  const [editing, setEditing] = useState<TermName>();
  const isOwn = (name: TermName) => !sameTerm(terms[name], usual[name]);
  const said = (name: TermName) => (
    <>
      {termWords(name, terms[name])}
      {isOwn(name) && words && (
        <span className="soon">
          {' '}
          · {words.was} {termWords(name, usual[name])}
        </span>
      )}
    </>
  );
  return (
    <Rows
      caption="Thời hạn từng việc"
      rows={termNames}
      keyOf={(name) => name}
      columns={[
        { head: 'Việc', cell: (name) => dutyWords[name] },
        {
          head: 'Thời hạn',
          cell: (name) =>
            set && editing === name ? <TermFields name={name} term={terms[name]} set={set} /> : said(name),
        },
        ...(set
          ? [
              {
                head: 'Chỉnh',
                cell: (name: TermName) => (
                  <span className="acts">
                    <Button
                      size="small"
                      aria-label={`${editing === name ? 'Xong' : 'Chỉnh'} thời hạn ${dutyWords[name]}`}
                      onClick={() => setEditing(editing === name ? undefined : name)}
                    >
                      {editing === name ? 'Xong' : 'Chỉnh'}
                    </Button>
                    {isOwn(name) && words && (
                      <Button
                        size="small"
                        aria-label={`${words.back}: thời hạn ${dutyWords[name]}`}
                        onClick={() => set(name, undefined)}
                      >
                        {words.back}
                      </Button>
                    )}
                  </span>
                ),
              },
            ]
          : []),
      ]}
    />
  );
}

function TermFields({
  name,
  term,
  set,
}: {
  name: TermName;
  term: DutyTerm;
  set: (name: TermName, term: DutyTerm | undefined) => void;
}) {
  const back = runsBack(name);
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
}
