import { sentenceOf } from '../../domain/refusal.ts';
import type { Day } from '../../domain/day.ts';
import type { ConclusionDraft, DirectiveDraft, NoticeDraft, PaperDraft } from '../../domain/draft.ts';
import type { FrozenGroup } from '../../domain/group.ts';
import { concludable, inspectionState, inspectionWords, methodWords } from '../../domain/inspection.ts';
import { commentsOpen } from '../../domain/explanation.ts';
import type { Inspection, InspectionMethod, InspectionState } from '../../domain/inspection.ts';
import type { MatterId } from '../../domain/matter.ts';
import type { Plan } from '../../domain/plan.ts';
import type { TeamId, UnitId } from '../../domain/role.ts';
import { askingGaps } from './asking-gaps.ts';
import type { EarlierPaper } from './asking-gaps.ts';
import { gap, short } from './paper-gap.ts';
import type { PaperGap } from './paper-gap.ts';
import { unprintableInDraft } from './paper-signs.ts';
import { reportGaps } from './report-gaps.ts';
import type { TrackedProposal } from '../items/tracked-proposals.ts';

export type { PaperGap } from './paper-gap.ts';

/** What a draft is held against. */
export interface PaperGapContext {
  paper: MatterId;
  plan: Plan;
  team: TeamId | undefined;
  inspections: Map<UnitId, Inspection>;
  nameOf: (unit: UnitId) => string;
  /** It is a unit that is there on the day of the paper. */
  isUnit: (unit: UnitId) => boolean;
  /** Of a directive: the groups it speaks of, as they would be frozen now, and all it addresses. */
  groups: FrozenGroup[];
  served: UnitId[];
  /** The issued papers its requirements say they are in already. */
  earlier: Map<string, EarlierPaper>;
  /** The proposals it points to that are followed on their own. */
  tracked?: Map<string, Pick<TrackedProposal, 'unit'>>;
  /** Somebody may sign, and the office says how they sign; what another organ signs needs nobody here. */
  signer: boolean;
  /** The day it would be issued at the earliest. */
  on: Day;
}

/** Everything that is missing or contradicts itself, not only the first. */
export function paperGaps(draft: PaperDraft, context: PaperGapContext): PaperGap[] {
  return [
    ...ofKind(draft, context),
    ...(context.signer
      ? []
      : [
          gap('signer-missing', 'signer', 'Chưa có người ký. Hãy phân công người ký và ghi cách ký trong mục Cơ quan.'),
        ]),
    ...unprintableInDraft(draft).map(({ at, sentence }) => gap('text-unprintable', at, sentence)),
  ];
}

function ofKind(draft: PaperDraft, context: PaperGapContext): PaperGap[] {
  switch (draft.kind) {
    case 'report':
      return reportGaps(draft, context);
    case 'directive':
      return directiveGaps(draft, context);
    case 'notice':
      return servedGaps(draft, context);
    case 'conclusion':
    case 'result-notice':
      return [
        ...servedGaps(draft, context),
        // whom it concerns is not known before it has units
        ...(draft.serves.length > 0
          ? [...askingGaps(draft, { ...context, served: draft.serves, groups: [] }), ...proposalGaps(draft, context)]
          : []),
      ];
  }
}

type ServingDraft = NoticeDraft | ConclusionDraft;

/** A notice reaches units that were not told yet; a conclusion those whose minutes, a result those whose report is judged. */
const ready: Record<ServingDraft['kind'], readonly InspectionState[]> = {
  notice: ['planned'],
  conclusion: concludable,
  'result-notice': concludable,
};
const methods: Record<ServingDraft['kind'], readonly InspectionMethod[]> = {
  notice: ['on-site', 'desk'],
  conclusion: ['on-site', 'surprise'],
  'result-notice': ['desk'],
};
const instead: Record<ServingDraft['kind'], string> = {
  notice: 'nên không đưa vào thông báo kiểm tra. Hãy bỏ khỏi văn bản.',
  conclusion: 'nên kết quả ra bằng thông báo kết quả. Hãy lập văn bản loại ấy.',
  'result-notice': 'nên kết quả ra bằng thông báo kết luận. Hãy lập văn bản loại ấy.',
};

function servedGaps({ kind, serves }: ServingDraft, { paper, team, inspections, nameOf }: PaperGapContext): PaperGap[] {
  if (serves.length === 0)
    return [gap('paper-without-units', 'serves', 'Văn bản chưa có đơn vị nào. Hãy chọn ít nhất một đơn vị.')];
  return serves.flatMap((unit, index) => {
    const at = `serves[${index}]`;
    const name = nameOf(unit);
    if (serves.indexOf(unit) < index)
      return [gap('unit-twice', at, `${name} có hai lần trong văn bản. Hãy bỏ bớt một.`)];
    const inspection = inspections.get(unit);
    if (!inspection)
      return [gap('unit-not-inspected', at, `${name} không được kiểm tra trong đợt này. Hãy bỏ khỏi văn bản.`)];
    if (kind !== 'notice' && team !== undefined && inspection.place.team !== team) {
      return [gap('unit-of-another-team', at, `${name} do đoàn khác kiểm tra. Hãy lập kết luận riêng cho đơn vị này.`)];
    }
    if (!methods[kind].includes(inspection.method)) {
      const sentence = `${name} ${methodWords[inspection.method]} ${instead[kind]}`;
      return [gap('inspection-of-another-kind', at, sentence)];
    }
    const other = kind === 'notice' ? inspection.noticed?.paper : inspection.drafted?.paper;
    if (other !== undefined && other !== paper)
      return [gap('inspection-has-paper', at, `${name} đã có trong một văn bản khác. Hãy bỏ khỏi văn bản này.`)];
    if (kind !== 'notice' && commentsOpen(inspection))
      return [gap('comments-still-open', at, `${name}: ${sentenceOf('comments-still-open')}`)];
    const state = inspectionState(inspection);
    return ready[kind].includes(state)
      ? []
      : [gap('inspection-not-ready', at, `${name} ${inspectionWords[state]} nên chưa đưa vào văn bản này được.`)];
  });
}

const proposalGaps = ({ serves, proposals }: ConclusionDraft, { nameOf, tracked }: PaperGapContext): PaperGap[] =>
  proposals.flatMap(({ unit, text, answer, proposal }, i) => [
    ...(serves.includes(unit)
      ? []
      : [
          gap(
            'unit-not-served',
            `proposals[${i}].unit`,
            `${nameOf(unit)} không thuộc văn bản này. Hãy bỏ kiến nghị hoặc thêm đơn vị.`,
          ),
        ]),
    ...(proposal !== undefined && tracked?.get(proposal)?.unit !== unit
      ? [
          gap(
            'proposal-unknown',
            `proposals[${i}].proposal`,
            `Không có kiến nghị mang mã “${proposal}” của ${nameOf(unit)}. Hãy chọn lại.`,
          ),
        ]
      : []),
    ...(answer?.trim() || proposal !== undefined
      ? []
      : [
          gap(
            'proposal-unanswered',
            `proposals[${i}].answer`,
            `Kiến nghị “${short(text)}” chưa ghi trả lời hoặc cơ quan xem xét. Hãy ghi rõ.`,
          ),
        ]),
  ]);

function directiveGaps(draft: DirectiveDraft, context: PaperGapContext): PaperGap[] {
  const { groups, nameOf, isUnit, served } = context;
  const whole = draft.groups.flatMap((id, i) => {
    const group = groups.find((each) => each.id === id);
    if (!group)
      return [gap('group-unknown', `groups[${i}]`, `Không có nhóm đơn vị mang mã “${id}”. Hãy chọn nhóm khác.`)];
    return group.units.length > 0
      ? []
      : [gap('paper-without-units', `groups[${i}]`, `Nhóm “${group.name}” chưa có đơn vị nào. Hãy bỏ nhóm này.`)];
  });
  const named = draft.named.flatMap((unit, i) => {
    if (draft.named.indexOf(unit) < i)
      return [gap('unit-twice', `named[${i}]`, `${nameOf(unit)} có hai lần trong nơi nhận. Hãy bỏ bớt một.`)];
    return isUnit(unit)
      ? []
      : [
          gap(
            'unit-unknown',
            `named[${i}]`,
            `${nameOf(unit)} không có trong danh mục đơn vị vào ngày này. Hãy chọn lại.`,
          ),
        ];
  });
  const nobody = draft.groups.length + draft.named.length === 0;
  return [
    ...(nobody
      ? [gap('paper-without-units', 'groups', 'Văn bản chưa có nơi nhận. Hãy chọn nhóm đơn vị hoặc đơn vị đích danh.')]
      : []),
    ...whole,
    ...named,
    ...(served.length > 0 ? askingGaps(draft, context) : []),
  ];
}
