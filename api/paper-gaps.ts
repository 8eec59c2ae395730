import type { Day } from '../domain/day.ts';
import type { ConclusionDraft, PaperDraft } from '../domain/draft.ts';
import type { Concerns } from '../domain/finding.ts';
import { concludable, inspectionState, inspectionWords } from '../domain/inspection.ts';
import type { Inspection, InspectionState } from '../domain/inspection.ts';
import type { MatterId } from '../domain/matter.ts';
import type { Plan } from '../domain/plan.ts';
import { coverageGaps } from '../domain/requirement.ts';
import type { Gap } from '../domain/requirement.ts';
import type { TeamId, UnitId } from '../domain/role.ts';
import { unprintableInDraft } from './paper-signs.ts';
import type { WrongPlace } from './problem.ts';

/** What must be mended before a paper can be submitted; `at` leads to the place in the draft. */
export interface PaperGap extends WrongPlace {
  code:
    | Gap['code']
    | 'paper-without-units'
    | 'unit-twice'
    | 'unit-not-inspected'
    | 'unit-of-another-team'
    | 'unit-not-served'
    | 'inspection-not-ready'
    | 'inspection-has-paper'
    | 'finding-twice'
    | 'requirement-twice'
    | 'paper-empty'
    | 'proposal-unanswered'
    | 'signer-missing'
    | 'text-unprintable';
}

/** What a draft is held against. */
export interface PaperGapContext {
  paper: MatterId;
  plan: Plan;
  team: TeamId | undefined;
  inspections: Map<UnitId, Inspection>;
  nameOf: (unit: UnitId) => string;
  /** Somebody may sign, and the office says how they sign. */
  signer: boolean;
  /** The day it would be issued at the earliest. */
  on: Day;
}

/** Everything that is missing or contradicts itself, not only the first. */
export function paperGaps(draft: PaperDraft, context: PaperGapContext): PaperGap[] {
  return [
    ...servedGaps(draft, context),
    // whom it concerns is not known before it has units
    ...(draft.kind === 'conclusion' && draft.serves.length > 0 ? conclusionGaps(draft, context) : []),
    ...(context.signer
      ? []
      : [
          gap('signer-missing', 'signer', 'Chưa có người ký. Hãy phân công người ký và ghi cách ký trong mục Cơ quan.'),
        ]),
    ...unprintableInDraft(draft).map(({ at, sentence }) => gap('text-unprintable', at, sentence)),
  ];
}

const gap = (code: PaperGap['code'], at: string, sentence: string): PaperGap => ({ code, at, sentence });

/** A notice reaches units that were not told yet, a conclusion those whose minutes are all signed. */
const ready: Record<PaperDraft['kind'], readonly InspectionState[]> = {
  notice: ['planned'],
  conclusion: concludable,
  'result-notice': concludable,
  directive: [],
  report: [],
};

function servedGaps(
  { kind, serves }: PaperDraft,
  { paper, plan, team, inspections, nameOf }: PaperGapContext,
): PaperGap[] {
  if (serves.length === 0)
    return [gap('paper-without-units', 'serves', 'Văn bản chưa có đơn vị nào. Hãy chọn ít nhất một đơn vị.')];
  return serves.flatMap((unit, index) => {
    const at = `serves[${index}]`;
    const name = nameOf(unit);
    if (serves.indexOf(unit) < index)
      return [gap('unit-twice', at, `${name} có hai lần trong văn bản. Hãy bỏ bớt một.`)];
    const planned = plan.units.find((candidate) => candidate.unit === unit);
    const inspection = inspections.get(unit);
    if (!planned || !inspection)
      return [gap('unit-not-inspected', at, `${name} không được kiểm tra trong đợt này. Hãy bỏ khỏi văn bản.`)];
    if (kind === 'conclusion' && team !== undefined && planned.team !== team) {
      return [gap('unit-of-another-team', at, `${name} do đoàn khác kiểm tra. Hãy lập kết luận riêng cho đơn vị này.`)];
    }
    const other = kind === 'conclusion' ? inspection.drafted?.paper : inspection.noticed?.paper;
    if (other !== undefined && other !== paper)
      return [gap('inspection-has-paper', at, `${name} đã có trong một văn bản khác. Hãy bỏ khỏi văn bản này.`)];
    const state = inspectionState(inspection);
    return ready[kind].includes(state)
      ? []
      : [gap('inspection-not-ready', at, `${name} ${inspectionWords[state]} nên chưa đưa vào văn bản này được.`)];
  });
}

function conclusionGaps(draft: ConclusionDraft, { nameOf, on }: PaperGapContext): PaperGap[] {
  const { serves, strengths, findings, requirements, proposals } = draft;
  const parts = { strengths, findings, requirements };
  const named = Object.entries(parts).flatMap(([list, items]) =>
    items.flatMap((item, i) => notServed(item.concerns, `${list}[${i}].concerns`, serves, nameOf)),
  );
  const places = new Map([
    ...findings.map(({ id }, i) => [id, `findings[${i}]`] as const),
    ...requirements.map(({ id }, i) => [id, `requirements[${i}]`] as const),
  ]);
  return [
    ...(strengths.length + findings.length + requirements.length === 0
      ? [gap('paper-empty', 'findings', 'Kết luận chưa có nội dung. Hãy ghi kết quả đạt được, tồn tại hoặc yêu cầu.')]
      : []),
    ...twice(findings, 'findings', 'finding-twice'),
    ...twice(requirements, 'requirements', 'requirement-twice'),
    ...named,
    ...coverageGaps(findings, requirements, serves, on).map(({ code, at, sentence }) =>
      gap(
        code,
        places.get(at) ?? at,
        code === 'finding-unanswered-for-unit' ? inNames(sentence, serves, nameOf) : sentence,
      ),
    ),
    ...proposals.flatMap(({ unit, text, answer }, i) => [
      ...(serves.includes(unit)
        ? []
        : [
            gap(
              'unit-not-served',
              `proposals[${i}].unit`,
              `${nameOf(unit)} không thuộc văn bản này. Hãy bỏ kiến nghị hoặc thêm đơn vị.`,
            ),
          ]),
      ...(answer?.trim()
        ? []
        : [
            gap(
              'proposal-unanswered',
              `proposals[${i}].answer`,
              `Kiến nghị “${short(text)}” chưa ghi trả lời hoặc cơ quan xem xét. Hãy ghi rõ.`,
            ),
          ]),
    ]),
  ];
}

function notServed(concerns: Concerns, at: string, serves: UnitId[], nameOf: PaperGapContext['nameOf']): PaperGap[] {
  const strange = 'units' in concerns ? concerns.units.filter((unit) => !serves.includes(unit)) : [];
  return strange.map((unit) =>
    gap('unit-not-served', at, `${nameOf(unit)} được nêu nhưng không thuộc văn bản này. Hãy bỏ tên hoặc thêm đơn vị.`),
  );
}

const twice = (items: { id: string; text: string }[], list: string, code: PaperGap['code']): PaperGap[] =>
  items.flatMap(({ id, text }, i) =>
    items.findIndex((item) => item.id === id) < i
      ? [gap(code, `${list}[${i}].id`, `“${short(text)}” trùng mã với một mục khác. Hãy đổi mã.`)]
      : [],
  );

/** The domain lists units by their ids, last in the sentence; people read names. */
function inNames(sentence: string, serves: UnitId[], nameOf: PaperGapContext['nameOf']): string {
  const from = sentence.lastIndexOf(': ') + 2;
  const ids = sentence.slice(from).replace(/\.$/, '').split(', ');
  return ids.every((id) => serves.includes(id)) ? `${sentence.slice(0, from)}${ids.map(nameOf).join(', ')}.` : sentence;
}

const short = (text: string) => (text.length > 60 ? `${text.slice(0, 57)}…` : text);
