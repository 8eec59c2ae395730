import { roundTo, vnNumber, vnPercent } from './number.ts';
import { Refusal } from './refusal.ts';

/**
 * How points come of what is declared. Points have two decimals, rounded half up.
 * `yes-no`: all of it for the better answer, the least for the other. `ratio`: by bands of percent, the highest first, each giving all of it,
 * its share (percent × most) or a number. `count`: so much for each, up to the most. `deduction`: so much less for
 * each, down to the least. `manual`: somebody's judgement, with its reason.
 */
export type ScoreRule =
  | { by: 'yes-no'; better: 'yes' | 'no' }
  | { by: 'ratio'; bands: { from: number; gives: 'full' | 'share' | number }[] }
  | { by: 'count'; step: number }
  | { by: 'deduction'; step: number }
  | { by: 'manual' };

/** One line of a scale (tiêu chí thành phần). */
export interface Criterion {
  code: string;
  text: string;
  /** Điểm tối đa; 0 in a group of deductions. */
  most: number;
  /** The least there can be; 0 unless said, below 0 in a group of deductions. */
  least?: number;
  rule: ScoreRule;
  /** A unit may say it does not concern it, with a reason. */
  optional?: true;
  /** What the declaration is taken from, when the self-report has it. */
  from?: { question: string } | { indicator: string } | { rate: string };
  /** What proves it, for people. */
  evidence?: string;
}

/** `scored` groups make the scale; `bonus` and `deducted` are added to it and never stretched. */
export interface ScoreGroup {
  code: string;
  name: string;
  counts: 'scored' | 'bonus' | 'deducted';
  /** What its lines are to add up to, where the decision behind the scale says so. */
  most?: number;
  criteria: Criterion[];
}

/** Thang điểm. */
export interface Scale {
  /** What the scored groups are to add up to, where the decision behind the scale says so: 100. */
  most?: number;
  groups: ScoreGroup[];
}

/** What a code may be: answers and marks are kept under it. */
export const codePattern = /^[\p{L}\p{N}][\p{L}\p{N}._-]{0,63}$/u;
export const codeWords = 'Mã gồm chữ, số, dấu chấm và gạch, không có dấu cách.';

export const scoreRules = ['yes-no', 'ratio', 'count', 'deduction', 'manual'] as const satisfies ScoreRule['by'][];

/** Below zero there is nothing to earn: a case each, an answer that costs, or a judgement. */
export const deductingRules: readonly ScoreRule['by'][] = ['deduction', 'yes-no', 'manual'];

/** The most a group or the whole scale can give, two decimals. */
export const mostOf = ({ criteria }: Pick<ScoreGroup, 'criteria'>): number =>
  roundTo(
    criteria.reduce((sum, { most }) => sum + most, 0),
    2,
  );
export const mostOfScale = ({ groups }: Pick<Scale, 'groups'>): number =>
  mostOf({ criteria: groups.filter(({ counts }) => counts === 'scored').flatMap(({ criteria }) => criteria) });

/** What is declared on one line; `points` only where the rule is somebody's judgement. */
export type Declared =
  | { answer: 'yes' | 'no' }
  | { percent: number }
  | { count: number }
  | { points: number; reason: string }
  | { notApplicable: string };

/** Why, where the declaration itself says it. */
export const ownReason = (declared: Declared): string | undefined =>
  'points' in declared ? declared.reason : 'notApplicable' in declared ? declared.notApplicable : undefined;

/** What kind of declaration a rule reads. */
const reads: Record<ScoreRule['by'], 'answer' | 'percent' | 'count' | 'points'> = {
  'yes-no': 'answer',
  ratio: 'percent',
  count: 'count',
  deduction: 'count',
  manual: 'points',
};

/**
 * Why a declaration does not stand on its line: 'score-not-of-rule', 'score-out-of-range', 'score-reason-missing',
 * 'score-always-applies'; undefined where it does.
 */
export function refusalOf(
  { code, most, least = 0, rule, optional }: Criterion,
  declared: Declared,
): Refusal | undefined {
  const refused = (why: Parameters<typeof newRefusal>[0]) => newRefusal(why, code, least, most);
  if ('notApplicable' in declared) {
    if (!optional) return refused('score-always-applies');
    return declared.notApplicable.trim() === '' ? refused('score-reason-missing') : undefined;
  }
  if (!(reads[rule.by] in declared)) return refused('score-not-of-rule');
  if ('points' in declared && declared.reason.trim() === '') return refused('score-reason-missing');
  const isIn =
    'answer' in declared ||
    ('count' in declared && Number.isSafeInteger(declared.count) && declared.count >= 0) ||
    ('percent' in declared && declared.percent >= 0 && declared.percent <= 1_000) ||
    ('points' in declared && declared.points >= least && declared.points <= most);
  return isIn ? undefined : refused('score-out-of-range');
}

const newRefusal = (
  why: 'score-not-of-rule' | 'score-out-of-range' | 'score-reason-missing' | 'score-always-applies',
  criterion: string,
  least: number,
  most: number,
): Refusal => new Refusal(why, { criterion, least: vnNumber(least), most: vnNumber(most) });

/** Points of one line, two decimals; undefined where it does not concern the unit. */
export function pointsOf({ most, least = 0, rule }: Criterion, declared: Declared): number | undefined {
  if ('notApplicable' in declared) return undefined;
  if ('points' in declared) return roundTo(declared.points, 2);
  if ('answer' in declared) return rule.by !== 'yes-no' ? 0 : declared.answer === rule.better ? most : least;
  if ('percent' in declared) return rule.by === 'ratio' ? ofBands(rule.bands, most, declared.percent) : 0;
  if (rule.by === 'count') return within(declared.count * rule.step, least, most);
  return rule.by === 'deduction' ? within(most - declared.count * rule.step, least, most) : 0;
}

const within = (points: number, least: number, most: number): number =>
  roundTo(Math.min(most, Math.max(least, points)), 2);

function ofBands(bands: Bands, most: number, percent: number): number {
  const band = bands.find(({ from }) => percent >= from);
  if (!band) return 0;
  if (band.gives === 'full') return most;
  return within(band.gives === 'share' ? (percent * most) / 100 : band.gives, 0, most);
}

/** How the points of a line come about, for people: `Từ 95%: đủ điểm; từ 80%: theo tỷ lệ; thấp hơn: 0 điểm`. */
export function ruleWords({ most, least = 0, rule }: Criterion): string {
  if (rule.by === 'yes-no')
    return least < 0
      ? `${rule.better === 'yes' ? 'Không' : 'Có'}: trừ ${vnNumber(-least)} điểm`
      : `${rule.better === 'yes' ? 'Có' : 'Không'}: ${vnNumber(most)} điểm`;
  if (rule.by === 'count') return `Mỗi việc ${vnNumber(rule.step)} điểm, tối đa ${vnNumber(most)} điểm`;
  if (rule.by === 'deduction')
    return `Mỗi trường hợp trừ ${vnNumber(rule.step)} điểm, trừ tối đa ${vnNumber(roundTo(most - least, 2))} điểm`;
  if (rule.by === 'manual') return `Chấm từ ${vnNumber(least)} đến ${vnNumber(most)} điểm, ghi lý do`;
  const bands = rule.bands.map(({ from, gives }) => {
    const worth = gives === 'full' ? 'đủ điểm' : gives === 'share' ? 'theo tỷ lệ' : `${vnNumber(gives)} điểm`;
    return `từ ${vnPercent(from, decimalsOf(from))}: ${worth}`;
  });
  const lowest = rule.bands.at(-1)?.from === 0 ? [] : ['thấp hơn: 0 điểm'];
  const words = [...bands, ...lowest].join('; ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

const decimalsOf = (percent: number): number => (Number.isInteger(percent) ? 0 : 2);

/** What is wrong with a scale somebody wrote: the criterion or group, and what to do. */
export function faultsOfScale(scale: Scale): Said[] {
  const seen = new Set<string>();
  return [
    ...scale.groups.flatMap((group, g) => [
      ...repeated(seen, group.code, `groups[${g}].code`),
      ...faultsOfSum(group.most, mostOf(group), `groups[${g}].most`, 'Các tiêu chí của nhóm'),
      ...group.criteria.flatMap((criterion, c) => [
        ...repeated(seen, criterion.code, `groups[${g}].criteria[${c}].code`),
        ...faultsOfCriterion(criterion, group.counts).map(({ at, sentence }) => ({
          at: `groups[${g}].criteria[${c}].${at}`,
          sentence,
        })),
      ]),
    ]),
    ...faultsOfSum(scale.most, mostOfScale(scale), 'most', 'Các nhóm tính điểm'),
  ];
}

interface Said {
  at: string;
  sentence: string;
}

function faultsOfSum(wanted: number | undefined, is: number, at: string, whose: string): Said[] {
  if (wanted === undefined || wanted === is) return [];
  const by = roundTo(Math.abs(wanted - is), 2);
  return [
    {
      at,
      sentence: `${whose} cộng được ${vnNumber(is)} điểm, ${is < wanted ? 'thiếu' : 'thừa'} ${vnNumber(by)} so với ${vnNumber(wanted)} phải có.`,
    },
  ];
}

function faultsOfCriterion({ most, least = 0, rule }: Criterion, counts: ScoreGroup['counts']): Said[] {
  const deducts = counts === 'deducted';
  return [
    ...(least > most ? [{ at: 'most', sentence: 'Điểm tối đa phải từ điểm tối thiểu trở lên.' }] : []),
    ...(!deducts && (most <= 0 || least < 0)
      ? [{ at: 'most', sentence: 'Điểm tối đa phải lớn hơn 0; điểm âm chỉ có ở nhóm điểm trừ.' }]
      : []),
    ...(deducts && (most !== 0 || least >= 0)
      ? [{ at: 'least', sentence: 'Ở nhóm điểm trừ, điểm tối đa là 0 và điểm tối thiểu là số âm.' }]
      : []),
    ...(deducts && !deductingRules.includes(rule.by)
      ? [
          {
            at: 'rule.by',
            sentence: 'Nhóm điểm trừ chỉ trừ theo trường hợp, theo trả lời Có, Không, hoặc chấm theo nhận xét.',
          },
        ]
      : []),
    ...('step' in rule && rule.step <= 0 ? [{ at: 'rule.step', sentence: 'Mỗi bước phải lớn hơn 0.' }] : []),
    ...(rule.by === 'ratio' ? faultsOfBands(rule.bands, most) : []),
  ];
}

type Bands = Extract<ScoreRule, { by: 'ratio' }>['bands'];

const faultsOfBands = (bands: Bands, most: number): Said[] => [
  ...(isFalling(bands.map(({ from }) => from))
    ? []
    : [
        {
          at: 'rule.bands',
          sentence: 'Hãy ghi ít nhất một mức, mức cao trước, không mức nào trùng nhau.',
        },
      ]),
  ...bands.flatMap(({ gives }, b) =>
    typeof gives === 'number' && (gives < 0 || gives > most)
      ? [
          {
            at: `rule.bands[${b}].gives`,
            sentence: `Điểm của mức phải từ 0 đến ${vnNumber(most)}, điểm tối đa của tiêu chí.`,
          },
        ]
      : [],
  ),
];

/** What may be meant, and is worth a second look: a better figure that earns less, points nobody can reach. */
export function doubtsOfCriterion({ most, rule }: Criterion): string[] {
  if (rule.by === 'count' && rule.step > most && most > 0)
    return [`Một việc đã hơn điểm tối đa: việc nào cũng chỉ được ${vnNumber(most)} điểm.`];
  if (rule.by !== 'ratio') return [];
  const at = (percent: number, band: Bands[number]) => ofBands([{ ...band, from: 0 }], most, percent);
  const drops = rule.bands.flatMap((band, b) => {
    const above = rule.bands[b - 1];
    return above && at(above.from, band) > at(above.from, above)
      ? [
          `Từ ${vnPercent(above.from, decimalsOf(above.from))} được ít điểm hơn ngay dưới đó. Kiểm tra lại, trừ khi tỷ lệ càng thấp càng tốt.`,
        ]
      : [];
  });
  const top = rule.bands[0];
  return [
    ...drops,
    ...(top?.gives === 'share' && top.from < 100
      ? [`Mức cao nhất tính theo tỷ lệ: chỉ đạt đủ ${vnNumber(most)} điểm khi được 100%.`]
      : []),
  ];
}

/** Which percentages a band covers, the bands with nothing between them: `từ 80% đến dưới 95%`. */
export function bandSpans(bands: Bands): { span: string; gives: Bands[number]['gives'] }[] {
  const percent = (value: number) => vnPercent(value, decimalsOf(value));
  const spans = bands.map(({ from, gives }, b) => {
    const above = bands[b - 1]?.from;
    return {
      span: above === undefined ? `từ ${percent(from)} trở lên` : `từ ${percent(from)} đến dưới ${percent(above)}`,
      gives,
    };
  });
  const lowest = bands.at(-1)?.from ?? 0;
  return lowest > 0 ? [...spans, { span: `dưới ${percent(lowest)}`, gives: 0 }] : spans;
}

function repeated(seen: Set<string>, code: string, at: string): Said[] {
  if (!codePattern.test(code)) return [{ at, sentence: codeWords }];
  if (seen.has(code)) return [{ at, sentence: `Mã ${code} đã dùng ở trên. Hãy đặt mã khác.` }];
  seen.add(code);
  return [];
}

const isFalling = (numbers: number[]): boolean =>
  numbers.length > 0 && numbers.every((n, i) => i === 0 || n < numbers[i - 1]!);
