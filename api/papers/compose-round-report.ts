import { bare } from '../../domain/document.ts';
import type { ConclusionDraft, ReportDraft } from '../../domain/draft.ts';
import { concernedUnits } from '../../domain/finding.ts';
import type { Finding } from '../../domain/finding.ts';
import { methodWords } from '../../domain/inspection.ts';
import type { InspectionMethod } from '../../domain/inspection.ts';
import type { Outline } from '../../domain/outline.ts';
import type { Proposal } from '../../domain/proposal.ts';
import { proposalState, proposalWords } from '../../domain/proposal.ts';
import { itemWords } from '../../domain/remediation.ts';
import type { Item } from '../../domain/remediation.ts';
import type { ReportBlock, ReportPart } from '../../domain/report-document.ts';
import type { UnitId } from '../../domain/role.ts';
import { counted, named } from './compose-counts.ts';
import type { PaperContext } from './compose-paper.ts';
import type { ReportedUnit, ReportFacts } from './compose-report.ts';
import { figuresByGroup, singleFigures } from './compose-roll-up.ts';

/** What a round of inspections found, asked and was asked. */
export interface RoundFacts {
  /** The conclusions and result notices that were issued, oldest first. */
  concluded: ConclusionDraft[];
  items: { unit: UnitId; state: Item['state']; late: boolean }[];
  proposals: { unit: UnitId; text: string; state: Proposal }[];
}

/** I–V of a consolidated report on a round of inspections. */
export function roundParts(draft: ReportDraft, context: PaperContext, facts: ReportFacts): ReportPart[] {
  const { plan } = context;
  return [
    { title: 'Tình hình triển khai', blocks: carriedOut(context, facts) },
    { title: 'Kết quả', blocks: results(draft, context, facts) },
    { title: 'Tồn tại, hạn chế, nguyên nhân', blocks: shortcomings(context, facts) },
    { title: 'Kết quả khắc phục', blocks: remedied(context, facts) },
    { title: 'Kiến nghị, đề xuất', blocks: proposed(draft, facts, plan.units.length === 1) },
  ];
}

const isDone = ({ inspection }: ReportedUnit): boolean =>
  inspection.concluded !== undefined || inspection.visits.some(({ held }) => held);

function carriedOut({ plan }: PaperContext, { units, concluded }: ReportFacts): ReportBlock[] {
  const done = units.filter(isDone);
  const methods = [...new Set(units.map(({ inspection }) => inspection.method))];
  const byMethod = (method: InspectionMethod) => done.filter(({ inspection }) => inspection.method === method).length;
  const visits = units.flatMap(({ inspection }) => inspection.visits.filter(({ held }) => held)).length;
  const percent = plan.units.length > 0 ? Math.round((done.length / plan.units.length) * 1_000) / 10 : 0;
  return [
    {
      text: `Kế hoạch kiểm tra ${counted(plan.units.length)} cơ quan, đơn vị; đã kiểm tra ${counted(done.length)} đơn vị, bằng ${String(percent).replace('.', ',')}% kế hoạch. Hình thức: ${methods.map((method) => `${methodWords[method]} ${counted(byMethod(method))} đơn vị`).join('; ')}; ${counted(visits)} buổi làm việc tại đơn vị.`,
    },
    {
      text:
        concluded.length > 0
          ? `Đã ban hành ${counted(concluded.length)} kết luận, thông báo kết quả kiểm tra.`
          : 'Chưa ban hành kết luận, thông báo kết quả kiểm tra.',
    },
    ...notDone(units),
  ];
}

function notDone(units: ReportedUnit[]): ReportBlock[] {
  const left = units.filter((one) => !isDone(one)).map(({ unit }) => unit.name);
  return left.length > 0 ? [{ text: `Chưa kiểm tra ${counted(left.length)} đơn vị: ${named(left)}.` }] : [];
}

/** Areas in the order of the outline; what names another comes last. */
function byArea<T extends { area: string }>({ areas }: Outline, things: T[]): { name: string; things: T[] }[] {
  const known = areas.map(({ code }) => code);
  const order = [...known, ...new Set(things.map(({ area }) => area).filter((area) => !known.includes(area)))];
  return order.flatMap((code) => {
    const own = things.filter(({ area }) => area === code);
    return own.length > 0 ? [{ name: areas.find((area) => area.code === code)?.name ?? code, things: own }] : [];
  });
}

const nameIn = ({ units }: ReportFacts, id: UnitId): string =>
  units.find(({ unit }) => unit.id === id)?.unit.name ?? id;

/** The units a paper means, as the report names them; none where it kept them to itself. */
const whom = (facts: ReportFacts, units: UnitId[], unnamed?: true): string =>
  unnamed || units.length === 0 ? 'một số cơ quan, đơn vị' : named(units.map((unit) => nameIn(facts, unit)));

function results({ sections }: ReportDraft, context: PaperContext, facts: ReportFacts): ReportBlock[] {
  const strengths = facts.concluded.flatMap((paper) =>
    paper.strengths.map(({ area, text, concerns }) => ({
      area,
      text: `${bare(text)} (${whom(facts, concernedUnits(concerns, paper.serves))})`,
    })),
  );
  return [
    ...byArea(context.outline, strengths).flatMap(({ name, things }, i): ReportBlock[] => [
      { heading: `${i + 1}. ${name}` },
      { list: things.map(({ text }) => text) },
    ]),
    ...figuresByGroup(context, facts.units),
    ...singleFigures(context, facts.units),
    ...sections.flatMap(({ title, paragraphs }): ReportBlock[] => [
      { heading: title },
      ...paragraphs.map((text) => ({ text })),
    ]),
  ];
}

interface Found extends Pick<Finding, 'area' | 'text' | 'cause'> {
  units: string;
}

/**
 * Shortcomings of the province's own units; what vertically managed agencies are asked to look at stands apart, also
 * where a finding concerns both.
 */
function shortcomings(context: PaperContext, facts: ReportFacts): ReportBlock[] {
  const isVertical = (unit: UnitId) => facts.units.some((one) => one.unit.id === unit && one.unit.vertical);
  const all = facts.concluded.flatMap((paper) =>
    paper.findings.map((finding) => {
      const meant = concernedUnits(finding.concerns, paper.serves);
      return { finding, meant, agencies: meant.filter(isVertical) };
    }),
  );
  const own = all.flatMap(({ finding, meant, agencies }): Found[] => {
    const { area, text, cause, unnamed } = finding;
    const units = meant.filter((unit) => !isVertical(unit));
    if (units.length === 0 && agencies.length > 0) return [];
    return [{ area, text, ...(cause ? { cause } : {}), units: whom(facts, units, unnamed) }];
  });
  const vertical = all.flatMap(({ finding: { text, unnamed }, agencies }) =>
    agencies.length === 0 ? [] : [{ text, agencies: unnamed ? 'một số cơ quan ngành dọc' : whom(facts, agencies) }],
  );
  if (all.length === 0) return [{ text: 'Qua kiểm tra chưa ghi nhận tồn tại, hạn chế.' }];
  const causes = [...new Set(own.flatMap(({ cause }) => (cause ? [bare(cause)] : [])))];
  return [
    ...byArea(context.outline, own).flatMap(({ name, things }, i): ReportBlock[] => [
      { heading: `${i + 1}. ${name}` },
      { list: things.map(({ text, units }) => `${bare(text)} (${units})`) },
    ]),
    ...(vertical.length > 0
      ? [
          { heading: 'Nội dung đề nghị cơ quan ngành dọc quan tâm, phối hợp' },
          { list: vertical.map(({ text, agencies }) => `Đề nghị ${agencies} quan tâm, phối hợp: ${bare(text)}`) },
        ]
      : []),
    ...(causes.length > 0 ? [{ heading: 'Nguyên nhân' }, { list: causes }] : []),
  ];
}

const ended: readonly Item['state'][] = ['closed'];

function remedied({ plan }: PaperContext, facts: ReportFacts): ReportBlock[] {
  const { items } = facts;
  if (items.length === 0) return [{ text: 'Chưa có nội dung nào phải khắc phục.' }];
  const closed = items.filter(({ state }) => ended.includes(state)).length;
  const late = items.filter((item) => item.late).length;
  const states = [...new Set(items.map(({ state }) => state))].filter((state) => !ended.includes(state));
  const open = states.map(
    (state) => `${itemWords[state]}: ${counted(items.filter((item) => item.state === state).length)}`,
  );
  const units = plan.units.map(({ unit }) => unit).filter((unit) => items.some((item) => item.unit === unit));
  return [
    {
      text: `Các đơn vị phải khắc phục ${counted(items.length)} nội dung; ${closed > 0 ? `đã đóng ${counted(closed)} nội dung` : 'chưa đóng nội dung nào'}${open.length > 0 ? `, còn ${open.join('; ')}` : ''}${late > 0 ? `; ${counted(late)} nội dung đang quá hạn` : ''}.`,
    },
    {
      table: {
        caption: 'Kết quả khắc phục theo đơn vị',
        under: 'số nội dung khắc phục đến ngày lập báo cáo',
        head: ['Đơn vị', 'Phải khắc phục', 'Đã đóng', 'Còn lại', 'Quá hạn'],
        weights: [4, 1.3, 1.1, 1.1, 1.1],
        rows: [
          ...units.map((unit) => ({
            cells: [nameIn(facts, unit), ...tally(items.filter((item) => item.unit === unit))],
          })),
          { cells: ['Cộng', ...tally(items)], total: true as const },
        ],
      },
    },
  ];
}

function tally(items: RoundFacts['items']): string[] {
  const closed = items.filter(({ state }) => ended.includes(state)).length;
  return [items.length, closed, items.length - closed, items.filter(({ late }) => late).length].map(String);
}

function proposed({ tasks }: ReportDraft, facts: ReportFacts, isOne: boolean): ReportBlock[] {
  const followed = new Set(facts.proposals.map(({ unit, text }) => `${unit} ${bare(text)}`));
  const raised = [
    ...facts.concluded.flatMap(({ proposals }) =>
      // one that is followed up by itself is listed once, with how far it has come
      proposals
        .filter(({ unit, text }) => !followed.has(`${unit} ${bare(text)}`))
        .map(
          ({ unit, text, answer }) =>
            `${nameIn(facts, unit)}: ${bare(text)}${answer?.trim() ? ` (${bare(answer)})` : ''}`,
        ),
    ),
    ...facts.proposals.map(
      ({ unit, text, state }) => `${nameIn(facts, unit)}: ${bare(text)} (${proposalWords[proposalState(state)]})`,
    ),
  ];
  return [
    { heading: '1. Kiến nghị của các đơn vị' },
    ...(raised.length > 0 ? [{ list: raised }] : [{ text: `${isOne ? 'Đơn vị' : 'Các đơn vị'} không có kiến nghị.` }]),
    { heading: '2. Đề xuất của Đoàn kiểm tra' },
    ...(tasks.length > 0 ? [{ list: tasks }] : [{ text: 'Không có đề xuất thêm.' }]),
  ];
}
