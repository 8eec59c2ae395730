import { useQueryClient } from '@tanstack/react-query';
import { Button, Checkbox, Input, InputNumber } from 'antd';
import type { OutlineShown } from '../../../api/office/outlines.ts';
import type { Area, Outline, Question } from '../../../domain/outline.ts';
import { withKnownSources } from '../../../domain/self-score.ts';
import { ask, newKey } from '../parts/ask.ts';
import { useDraft } from '../parts/draft.ts';
import { DraftState } from '../parts/draft-state.tsx';
import { IndicatorsEditor } from './indicators-editor.tsx';
import { replaced, swapped, without } from '../parts/list.ts';
import { freshCode, Wrong } from './outline-rows.tsx';
import { answerWords } from './outline-view.tsx';
import { ScaleEditor } from './scale-editor.tsx';
import { withoutKey } from './without-key.ts';

export type OutlineFields = Omit<Outline, 'id' | 'version'>;

const fieldsOf = ({ outline }: OutlineShown): OutlineFields => withoutKey(withoutKey(outline, 'id'), 'version');

/** What is sent: a row somebody added and left blank is none, and no line of the scale is taken from it. */
const written = (fields: OutlineFields): OutlineFields =>
  withKnownSources(
    withWrittenScale({
      ...fields,
      areas: fields.areas
        .map((area) => ({ ...area, questions: area.questions.filter(({ text }) => text.trim() !== '') }))
        .filter(({ name, questions }) => name.trim() !== '' || questions.length > 0),
      indicators: fields.indicators.filter(({ name, unitOfMeasure }) => `${name}${unitOfMeasure}`.trim() !== ''),
    }),
  );

function withWrittenScale(fields: OutlineFields): OutlineFields {
  const { scale, ...rest } = fields;
  if (!scale) return fields;
  const groups = scale.groups
    .map((group) => ({
      ...group,
      name: group.name.trim() === '' ? `Nhóm ${group.code}` : group.name,
      criteria: group.criteria.filter(({ text }) => text.trim() !== ''),
    }))
    .filter(({ criteria }) => criteria.length > 0);
  return groups.length === 0 ? rest : { ...rest, scale: { ...scale, groups } };
}

/** A version that no round uses yet, written like any draft: it saves itself. */
export function OutlineEditor({ shown }: { shown: OutlineShown }) {
  const queries = useQueryClient();
  const drafting = useDraft<OutlineFields>({
    name: `outline:${shown.key}`,
    loaded: { content: fieldsOf(shown), version: shown.edition },
    save: async (fields, base) => {
      const saved = await ask<OutlineShown>(`/outlines/${encodeURIComponent(shown.key)}`, {
        method: 'PUT',
        body: { ...written(fields), base },
        key: newKey(),
      });
      queries.setQueryData(['outline', shown.key], saved);
      await Promise.all([['outlines'], ['/outlines']].map((queryKey) => queries.invalidateQueries({ queryKey })));
      return { version: saved.edition };
    },
    currentOf: (current) => {
      const there = current as OutlineShown | undefined;
      return there && { content: fieldsOf(there), version: there.edition };
    },
  });
  const { content, change, problem } = drafting;
  const wrongAt = (at: string) =>
    problem?.refused.errors.filter((one) => one.at === at).map(({ sentence }) => sentence);
  const set = (part: Partial<OutlineFields>) => change({ ...content, ...part });
  const setArea = (i: number, area: Area) => set({ areas: replaced(content.areas, i, area) });
  const codes = content.areas.flatMap((area) => area.questions.map(({ code }) => code));
  return (
    <section aria-label="Soạn đề cương" className="outline-editor">
      <p>
        <DraftState of={drafting} />
      </p>
      <div className="plan-field">
        <label htmlFor="ten-de-cuong">Tên đề cương</label>
        <Input
          id="ten-de-cuong"
          value={content.title}
          maxLength={300}
          onChange={({ target }) => set({ title: target.value })}
        />
        <Wrong of={wrongAt('title')} />
      </div>
      <Checkbox checked={content.official} onChange={({ target }) => set({ official: target.checked })}>
        Đề cương chính thức của Sở
      </Checkbox>
      <h3>Lĩnh vực và câu hỏi</h3>
      {content.areas.map((area, i) => (
        <details key={area.code} className="area" open={i === 0}>
          <summary>
            {i + 1}. {area.name || 'Lĩnh vực chưa có tên'} <span className="soft">{area.questions.length} câu hỏi</span>
          </summary>
          <div className="fields">
            <label className="plan-field grow">
              Tên lĩnh vực
              <Input value={area.name} onChange={({ target }) => setArea(i, { ...area, name: target.value })} />
              <Wrong of={wrongAt(`areas[${i}].name`)} />
            </label>
            <label className="plan-field">
              Trọng số
              <InputNumber
                value={area.weight ?? null}
                min={0}
                max={1000}
                onChange={(weight) => {
                  const { weight: _, ...rest } = area;
                  setArea(i, weight === null ? rest : { ...rest, weight });
                }}
              />
            </label>
          </div>
          {area.questions.map((question, q) => (
            <QuestionFields
              key={question.code}
              number={`${i + 1}.${q + 1}`}
              question={question}
              wrong={wrongAt(`areas[${i}].questions[${q}].text`)}
              change={(next) => setArea(i, { ...area, questions: replaced(area.questions, q, next) })}
              drop={() => setArea(i, { ...area, questions: without(area.questions, q) })}
              up={q === 0 ? undefined : () => setArea(i, { ...area, questions: swapped(area.questions, q - 1, q) })}
            />
          ))}
          <span className="acts">
            <Button
              size="small"
              onClick={() =>
                setArea(i, {
                  ...area,
                  questions: [
                    ...area.questions,
                    { code: freshCode(codes, `${i + 1}.m`), text: '', answer: 'yes-no', explainWhen: ['no'] },
                  ],
                })
              }
            >
              Thêm câu hỏi vào lĩnh vực {i + 1}
            </Button>
            {i > 0 && (
              <Button size="small" onClick={() => set({ areas: swapped(content.areas, i - 1, i) })}>
                Đưa lĩnh vực {i + 1} lên trên
              </Button>
            )}
            {content.areas.length > 1 && (
              <Button
                size="small"
                danger
                onClick={() =>
                  set({
                    areas: without(content.areas, i),
                    indicators: content.indicators.map(({ area: of, ...indicator }) =>
                      of === undefined || of === area.code ? indicator : { ...indicator, area: of },
                    ),
                  })
                }
              >
                Bỏ lĩnh vực {i + 1} và {area.questions.length} câu hỏi
              </Button>
            )}
          </span>
        </details>
      ))}
      <Button
        onClick={() =>
          set({
            areas: [
              ...content.areas,
              {
                code: freshCode(
                  content.areas.map(({ code }) => code),
                  'linh_vuc_',
                ),
                name: '',
                questions: [],
              },
            ],
          })
        }
      >
        Thêm lĩnh vực
      </Button>
      <IndicatorsEditor content={content} set={set} wrongAt={wrongAt} />
      <ScaleEditor
        content={content}
        set={(scale) => {
          const { scale: _, ...rest } = content;
          change(scale ? { ...rest, scale } : rest);
        }}
      />
    </section>
  );
}

function QuestionFields({
  number,
  question,
  wrong,
  change,
  drop,
  up,
}: {
  number: string;
  question: Question;
  wrong: readonly string[] | undefined;
  change: (question: Question) => void;
  drop: () => void;
  up: (() => void) | undefined;
}) {
  const { evidence, optional, evidenceWhen, ...rest } = question;
  const kept = {
    ...rest,
    ...(evidence === undefined ? {} : { evidence }),
    ...(optional ? { optional } : {}),
    ...(evidenceWhen ? { evidenceWhen } : {}),
  };
  return (
    <fieldset className="question">
      <legend>Câu {number}</legend>
      <Input.TextArea
        aria-label={`Nội dung câu ${number}`}
        className="growing"
        rows={1}
        value={question.text}
        maxLength={1000}
        onChange={({ target }) => change({ ...question, text: target.value.replace(/\n/g, ' ') })}
      />
      <Wrong of={wrong} />
      <div className="fields">
        <label>
          Trả lời
          <select
            value={question.answer}
            onChange={({ target }) => {
              const answer = target.value as Question['answer'];
              const { evidenceWhen: _, ...plain } = kept;
              change(
                answer === 'yes-no'
                  ? { ...kept, answer, explainWhen: question.explainWhen.length > 0 ? question.explainWhen : ['no'] }
                  : { ...plain, answer, explainWhen: [] },
              );
            }}
          >
            {(Object.keys(answerWords) as Question['answer'][]).map((answer) => (
              <option key={answer} value={answer}>
                {answerWords[answer]}
              </option>
            ))}
          </select>
        </label>
        {question.answer === 'yes-no' && (
          <label>
            Phải giải trình khi trả lời
            <select
              value={question.explainWhen.join(',')}
              onChange={({ target }) =>
                change({
                  ...question,
                  explainWhen: target.value.split(',').filter((one) => one !== '') as Question['explainWhen'],
                })
              }
            >
              <option value="no">Không</option>
              <option value="yes">Có</option>
              <option value="yes,no">Có hoặc Không</option>
              <option value="">không cần</option>
            </select>
          </label>
        )}
        <label className="grow">
          Minh chứng cần có
          <Input
            value={evidence ?? ''}
            onChange={({ target }) => {
              const { evidence: _, ...plain } = kept;
              change(target.value === '' ? plain : { ...plain, evidence: target.value });
            }}
          />
        </label>
      </div>
      <span className="acts">
        <Checkbox
          checked={optional === true}
          onChange={({ target }) => {
            const { optional: _, ...plain } = kept;
            change(target.checked ? { ...plain, optional: true } : plain);
          }}
        >
          không bắt buộc
        </Checkbox>
        {question.answer === 'yes-no' && (
          <Checkbox
            checked={evidenceWhen?.includes('yes') === true}
            onChange={({ target }) => {
              const { evidenceWhen: _, ...plain } = kept;
              change(target.checked ? { ...plain, evidenceWhen: ['yes'] } : plain);
            }}
          >
            trả lời Có phải kèm tệp
          </Checkbox>
        )}
        {up && (
          <Button size="small" aria-label={`Đưa câu ${number} lên trên`} onClick={up}>
            Lên
          </Button>
        )}
        <Button size="small" aria-label={`Bỏ câu ${number}`} onClick={drop}>
          Bỏ
        </Button>
      </span>
    </fieldset>
  );
}
