import type { AskingDraft, PaperDraft } from '../../../domain/draft.ts';
import type { Requirement } from '../../../domain/requirement.ts';
import { citation } from '../../../domain/paper-symbol.ts';
import { unitsOf, useDraftWorld } from './draft-world.ts';
import type { DraftWorld } from './draft-world.ts';
import type { Concerns } from '../../../domain/finding.ts';
import { dueWords } from './due-words.ts';

/** A paper to be read on any screen: what it says, for whom, by when. The print is the paper; this is its text. */
export function PaperText({
  draft,
  beside,
}: {
  draft: PaperDraft;
  /** What stands beside a line. */
  beside?: (requirement: Requirement) => React.ReactNode;
}) {
  const { nameOf } = useDraftWorld();
  switch (draft.kind) {
    case 'notice':
      return (
        <>
          <Units units={draft.serves} />
          {draft.requests.length > 0 && (
            <>
              <h2>Đề nghị thêm</h2>
              <ul>
                {draft.requests.map((request) => (
                  <li key={request}>{request}</li>
                ))}
              </ul>
            </>
          )}
        </>
      );
    case 'report':
      return (
        <>
          <h2>{draft.title}</h2>
          {draft.serves.length > 0 && <Units units={draft.serves} />}
          {draft.sections.map(({ title, paragraphs }) => (
            <section key={title}>
              <h3>{title}</h3>
              {paragraphs.map((text) => (
                <p key={text} className="as-written">
                  {text}
                </p>
              ))}
            </section>
          ))}
          {draft.tasks.length > 0 && (
            <>
              <h3>Nhiệm vụ trọng tâm, đề xuất</h3>
              <ol>
                {draft.tasks.map((task) => (
                  <li key={task}>{task}</li>
                ))}
              </ol>
            </>
          )}
          {(draft.related ?? []).length > 0 && (
            <>
              <h3>Văn bản liên quan</h3>
              <ul>
                {draft.related!.map((related) => (
                  <li key={related.asWritten}>{citation(related)}</li>
                ))}
              </ul>
            </>
          )}
        </>
      );
    case 'directive':
      return (
        <>
          <h2>V/v {draft.subject}</h2>
          {draft.leadIn.map((text) => (
            <p key={text} className="as-written">
              {text}
            </p>
          ))}
          <Units units={draft.serves.length > 0 ? draft.serves : draft.named} />
          <Asking draft={draft} {...(beside ? { beside } : {})} />
        </>
      );
    case 'conclusion':
    case 'result-notice':
      return (
        <>
          <Units units={draft.serves} />
          <Asking draft={draft} {...(beside ? { beside } : {})} />
          {draft.proposals.length > 0 && (
            <>
              <h2>Kiến nghị của đơn vị</h2>
              <ul>
                {draft.proposals.map(({ unit, text, answer, proposal }) => (
                  <li key={`${unit} ${text}`}>
                    <b>{nameOf(unit)}:</b> {text}
                    <div className="soft">
                      {answer ?? (proposal === undefined ? 'Chưa trả lời' : 'Được theo dõi riêng')}
                    </div>
                  </li>
                ))}
              </ul>
            </>
          )}
        </>
      );
  }
}

const shownUnits = 8;

function Units({ units }: { units: string[] }) {
  const { served, nameOf } = useDraftWorld();
  const all = served.length > units.length ? served : units;
  if (all.length <= shownUnits)
    return (
      <p>
        <b>{all.length} đơn vị:</b> {all.map(nameOf).join(', ')}
      </p>
    );
  return (
    <details>
      <summary>
        <b>{all.length} đơn vị:</b> {all.slice(0, shownUnits).map(nameOf).join(', ')}…
      </summary>
      {all.map(nameOf).join(', ')}
    </details>
  );
}

function Asking({ draft, beside }: { draft: AskingDraft; beside?: (requirement: Requirement) => React.ReactNode }) {
  const world = useDraftWorld();
  const { strengths, findings, requirements } = draft;
  return (
    <>
      {strengths.length > 0 && (
        <>
          <h2>Ưu điểm</h2>
          <ol>
            {strengths.map(({ id, text, concerns }) => (
              <li key={id} className="as-written">
                {text} <Concerned concerns={concerns} world={world} />
              </li>
            ))}
          </ol>
        </>
      )}
      {findings.length > 0 && (
        <>
          <h2>Tồn tại, hạn chế</h2>
          <ol>
            {findings.map(({ id, text, concerns, basis, unnamed, noWork }) => (
              <li key={id} className="as-written">
                {text}{' '}
                <span className="soft">
                  {unnamed && '(in “một số cơ quan, đơn vị”) '}
                  {basis !== undefined && `· ${basis} `}
                  {noWork !== undefined && `· nhận định chung: ${noWork} `}
                </span>
                <Concerned concerns={concerns} world={world} />
              </li>
            ))}
          </ol>
        </>
      )}
      {requirements.length > 0 && (
        <>
          <h2>{draft.kind === 'directive' ? 'Nhiệm vụ giao' : 'Yêu cầu'}</h2>
          <ol>
            {requirements.map((requirement) => (
              <li key={requirement.id}>
                <span className="as-written">{requirement.text}</span>
                <div className="soft">
                  {requirement.untracked === undefined
                    ? dueWords(requirement.due)
                    : `không theo dõi thành việc: ${requirement.untracked}`}
                  {requirement.proof !== undefined && ` · cần nộp: ${requirement.proof}`}
                  {requirement.responsible !== undefined && ` · ${requirement.responsible} chịu trách nhiệm`}
                  {requirement.target &&
                    ` · phải đạt ${String(requirement.target.percent).replace('.', ',')}% ${requirement.target.of}`}
                  {requirement.cooperates && ` · phối hợp: ${requirement.cooperates.map(world.nameOf).join(', ')}`}
                </div>
                <Concerned concerns={requirement.concerns} world={world} />
                {beside?.(requirement)}
              </li>
            ))}
          </ol>
        </>
      )}
    </>
  );
}

function Concerned({ concerns, world }: { concerns: Concerns; world: DraftWorld }) {
  if ('all' in concerns) return <span className="soft">· mọi đơn vị của văn bản</span>;
  const units = unitsOf(world, concerns);
  const said = units.length > 0 ? units : concerns.units;
  const names = said.map(world.nameOf);
  if (names.length <= 4) return <span className="soft">· {names.join(', ') || 'chưa có đơn vị'}</span>;
  return (
    <details className="concerned">
      <summary className="soft">· {names.length} đơn vị</summary>
      {names.join(', ')}
    </details>
  );
}
