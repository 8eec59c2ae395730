import type { Day } from '../../domain/day.ts';
import type { AskingDraft } from '../../domain/draft.ts';
import { concernedUnits } from '../../domain/finding.ts';
import type { Concerns } from '../../domain/finding.ts';
import type { FrozenGroup } from '../../domain/group.ts';
import { coverageGaps } from '../../domain/requirement.ts';
import type { Gap, Requirement } from '../../domain/requirement.ts';
import type { UnitId } from '../../domain/role.ts';
import { gap, short } from './paper-gap.ts';
import type { PaperGap } from './paper-gap.ts';

/** What an asking draft is held against besides itself. */
export interface AskingContext {
  served: UnitId[];
  groups: FrozenGroup[];
  nameOf: (unit: UnitId) => string;
  isUnit: (unit: UnitId) => boolean;
  /** The requirements of the issued papers it says are asked already, with the units each asks; by paper. */
  earlier: Map<string, EarlierPaper>;
  on: Day;
}

/** An issued paper another one refers to. */
export interface EarlierPaper {
  requirements: Requirement[];
  unitsOf: (requirement: Requirement) => UnitId[];
}

/** What findings and requirements lack, or say against each other. */
export function askingGaps(draft: AskingDraft, context: AskingContext): PaperGap[] {
  const { strengths, findings, requirements } = draft;
  const { served, groups, nameOf, on } = context;
  const named = Object.entries({ strengths, requirements }).flatMap(([list, items]) =>
    items.flatMap((item, i) => strangers(item.concerns, `${list}[${i}].concerns`, context)),
  );
  const places = new Map([
    ...findings.map(({ id }, i) => [id, `findings[${i}]`] as const),
    ...requirements.map(({ id }, i) => [id, `requirements[${i}]`] as const),
  ]);
  return [
    ...(strengths.length + findings.length + requirements.length === 0
      ? [gap('paper-empty', 'findings', 'Văn bản chưa có nội dung. Hãy ghi kết quả đạt được, tồn tại hoặc yêu cầu.')]
      : []),
    ...twice(findings, 'findings', 'finding-twice'),
    ...twice(requirements, 'requirements', 'requirement-twice'),
    ...named,
    // a directive's finding may be of units it does not address: their list is kept and not printed
    ...findings.flatMap(({ concerns }, i) =>
      draft.kind === 'directive'
        ? unknownGroups(concerns, `findings[${i}].concerns`, groups)
        : strangers(concerns, `findings[${i}].concerns`, context),
    ),
    ...coverageGaps(findings, requirements, served, on, groups).map(({ code, at, sentence }) =>
      gap(
        code,
        places.get(at) ?? at,
        code === 'finding-unanswered-for-unit' ? inNames(sentence, served, nameOf) : sentence,
      ),
    ),
    ...requirements.flatMap((requirement, i) => [
      ...cooperating(requirement, `requirements[${i}]`, context),
      ...metElsewhere(requirement, `requirements[${i}].meetsWith`, context),
    ]),
  ];
}

const unknownGroups = (concerns: Concerns, at: string, groups: FrozenGroup[]): PaperGap[] =>
  ('groups' in concerns ? concerns.groups : [])
    .filter((id) => !groups.some((group) => group.id === id))
    .map((id) => gap('group-unknown', at, `Không có nhóm đơn vị mang mã “${id}”. Hãy chọn nhóm khác.`));

/** Groups nobody knows, and units that are named without being addressed. */
function strangers(concerns: Concerns, at: string, { served, groups, nameOf }: AskingContext): PaperGap[] {
  if ('all' in concerns) return [];
  const there = new Set(served);
  const unaddressed =
    'groups' in concerns
      ? groups.filter(({ id, units }) => concerns.groups.includes(id) && units.some((unit) => !there.has(unit)))
      : [];
  return [
    ...unknownGroups(concerns, at, groups),
    ...unaddressed.map(({ name }) =>
      gap(
        'group-not-addressed',
        at,
        `Nhóm “${name}” được giao việc nhưng văn bản không gửi tới. Hãy thêm nhóm vào nơi nhận hoặc bỏ khỏi dòng này.`,
      ),
    ),
    ...concerns.units
      .filter((unit) => !there.has(unit))
      .map((unit) =>
        gap(
          'unit-not-served',
          at,
          `${nameOf(unit)} được nêu nhưng không thuộc văn bản này. Hãy bỏ tên hoặc thêm đơn vị.`,
        ),
      ),
  ];
}

function cooperating(
  { text, concerns, cooperates = [] }: Requirement,
  at: string,
  { served, groups, nameOf, isUnit }: AskingContext,
): PaperGap[] {
  const owing = new Set(concernedUnits(concerns, served, groups));
  return cooperates.flatMap((unit) => {
    if (!isUnit(unit))
      return [gap('unit-unknown', `${at}.cooperates`, `Không có đơn vị mang mã “${unit}”. Hãy chọn đơn vị khác.`)];
    if (!owing.has(unit)) return [];
    const sentence = `${nameOf(unit)} vừa chủ trì vừa phối hợp ở “${short(text)}”. Hãy bỏ một trong hai.`;
    return [gap('cooperates-with-itself', `${at}.cooperates`, sentence)];
  });
}

/** “Đã có tại kết luận số …” holds only where an issued paper asks it of the same units. */
function metElsewhere(requirement: Requirement, at: string, context: AskingContext): PaperGap[] {
  const { meetsWith, text, concerns } = requirement;
  if (!meetsWith) return [];
  const earlier = context.earlier.get(meetsWith.paper);
  const same = earlier?.requirements.find(({ id }) => id === meetsWith.requirement);
  if (!earlier || !same)
    return [
      gap(
        'meets-with-unknown',
        at,
        `“${short(text)}” ghi là đã có tại một văn bản chưa phát hành hoặc không có yêu cầu ấy. Hãy chọn lại.`,
      ),
    ];
  if (same.untracked?.trim())
    return [gap('meets-with-unknown', at, `Yêu cầu đã có của “${short(text)}” không được theo dõi. Hãy bỏ dẫn chiếu.`)];
  const asked = new Set(earlier.unitsOf(same));
  const alone = concernedUnits(concerns, context.served, context.groups).filter((unit) => !asked.has(unit));
  return alone.length === 0
    ? []
    : [
        gap(
          'meets-with-other-units',
          at,
          `“${short(text)}”: văn bản trước chưa yêu cầu ${alone.length} đơn vị: ${someOf(alone, context.nameOf)}. Hãy tách thành yêu cầu riêng cho các đơn vị này.`,
        ),
      ];
}

const twice = (items: { id: string; text: string }[], list: string, code: PaperGap['code']): PaperGap[] =>
  items.flatMap(({ id, text }, i) =>
    items.findIndex((item) => item.id === id) < i
      ? [gap(code, `${list}[${i}].id`, `“${short(text)}” trùng mã với một mục khác. Hãy đổi mã.`)]
      : [],
  );

/** The domain lists units by their ids, last in the sentence; people read names. */
function inNames(sentence: string, served: UnitId[], nameOf: (unit: UnitId) => string): string {
  const from = sentence.lastIndexOf(': ') + 2;
  const ids = sentence.slice(from).replace(/\.$/, '').split(', ');
  return ids.every((id) => served.includes(id)) ? `${sentence.slice(0, from)}${someOf(ids, nameOf)}.` : sentence;
}

const namedAtMost = 12;
const someOf = (units: UnitId[], nameOf: (unit: UnitId) => string): string =>
  `${units.slice(0, namedAtMost).map(nameOf).join(', ')}${units.length > namedAtMost ? ` và ${units.length - namedAtMost} đơn vị khác` : ''}`;

/** What stands in the way of following a paper at all: a directive is not entered with it, either. */
export const blocking: readonly (Gap['code'] | PaperGap['code'])[] = [
  'paper-without-units',
  'unit-twice',
  'unit-unknown',
  'unit-not-inspected',
  'unit-of-another-team',
  'unit-not-served',
  'inspection-has-paper',
  'group-unknown',
  'group-not-addressed',
  'finding-twice',
  'requirement-twice',
  'requirement-without-unit',
  'requirement-without-due',
  'requirement-answers-unknown',
  'prohibition-not-standing',
  'target-out-of-range',
  'cooperates-with-itself',
  'meets-with-unknown',
  'meets-with-other-units',
  'paper-empty',
];
