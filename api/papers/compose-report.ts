import { vnDay } from '../../domain/day.ts';
import type { Day } from '../../domain/day.ts';
import { bare, sentence } from '../../domain/document.ts';
import type { ReportDraft } from '../../domain/draft.ts';
import type { FigureChange } from '../../domain/figure-change.ts';
import type { Inspection } from '../../domain/inspection.ts';
import { vnCell } from '../../domain/number.ts';
import type { SelfReport } from '../../domain/outline.ts';
import { citation } from '../../domain/paper-symbol.ts';
import { initials } from '../../domain/register.ts';
import type { ReportDocument, ReportPart } from '../../domain/report-document.ts';
import type { Unit } from '../../domain/unit.ts';
import { noReport } from '../../domain/self-report.ts';
import { counted, lowerFirst, named } from './compose-counts.ts';
import { ground, imprint } from './compose-parts.ts';
import type { PaperContext } from './compose-paper.ts';
import { comparison, figuresByGroup, formAppendices, singleFigures } from './compose-roll-up.ts';
import { roundParts } from './compose-round-report.ts';
import type { RoundFacts } from './compose-round-report.ts';

/** A figure corrected, when and why. */
export interface CorrectedFigure extends FigureChange {
  on: Day;
  why: string;
}

/** What one unit of the round sent. */
export interface ReportedUnit {
  unit: Unit;
  inspection: Inspection;
  /** In the office's hands: neither returned nor missing. */
  report?: SelfReport;
  /** Its report of an earlier round. */
  before?: SelfReport;
  /** Working days after its due: until it came, or until today where it did not. */
  late?: number;
  corrected: CorrectedFigure[];
}

/** What a round came to, read from its records. */
export interface ReportFacts extends RoundFacts {
  /** In the order of the plan. */
  units: ReportedUnit[];
}

/** Báo cáo: of a reporting round its figures, of a round of inspections what they came to. */
export function report(draft: ReportDraft, context: PaperContext): ReportDocument {
  const { office, plan } = context;
  const facts = context.report ?? { units: [], concluded: [], items: [], proposals: [] };
  const above = office.letterhead.parentOrgan;
  const isReporting = plan.kind === 'reporting';
  return {
    kind: 'report',
    letterhead: office.letterhead,
    imprint: imprint('report', context),
    // the type stands over it: “BÁO CÁO”
    abstract: sentence(aboutOf(draft)),
    addressedTo: [above ?? 'Cơ quan cấp trên'],
    leadIn: leadIn(draft, context),
    parts: isReporting ? reportingParts(draft, context, facts) : roundParts(draft, context, facts),
    appendices: formAppendices(context, facts.units),
    recipients: {
      to: ['Như trên', 'Các cơ quan, đơn vị trong đợt'],
      filedAt: `VT, ${initials(office.divisionName)}`,
    },
  };
}

function leadIn({ related, title }: ReportDraft, { plan, office }: PaperContext): string[] {
  const cited = [...(plan.related ?? []), ...(related ?? [])].map((paper) => `thực hiện ${citation(paper)}`);
  const bases = [...plan.bases.map(ground), ...cited].map((basis, i) =>
    i === 0 ? `${basis.slice(0, 1).toUpperCase()}${basis.slice(1)}` : basis.replace(/^Căn cứ/u, 'căn cứ'),
  );
  const says = `${office.letterhead.organ} báo cáo ${lowerFirst(aboutOf({ title }))} như sau:`;
  return [[...bases, says].join(', ')];
}

/** `kết quả cải cách hành chính quý IV` of `Báo cáo kết quả cải cách hành chính quý IV`. */
const aboutOf = ({ title }: Pick<ReportDraft, 'title'>): string => bare(title).replace(/^báo cáo\s+/iu, '');

function reportingParts(draft: ReportDraft, context: PaperContext, facts: ReportFacts): ReportPart[] {
  return [
    { title: 'Tình hình gửi báo cáo', blocks: sending(context, facts.units) },
    {
      title: 'Số liệu tổng hợp',
      blocks: [
        {
          text: `Số liệu dưới đây cộng từ báo cáo của ${counted(facts.units.filter(({ report: has }) => has).length)}/${counted(facts.units.length)} đơn vị; từng đơn vị tại Phụ lục.`,
        },
        ...figuresByGroup(context, facts.units),
        ...singleFigures(context, facts.units),
        ...comparison(context, facts.units),
      ],
    },
    ...draft.sections.map(({ title, paragraphs }): ReportPart => ({
      title,
      blocks: paragraphs.map((text) => ({ text })),
    })),
    ...(draft.tasks.length > 0 ? [{ title: 'Nhiệm vụ trọng tâm', blocks: [{ list: draft.tasks }] }] : []),
  ];
}

const lateWords = ({ unit, late }: ReportedUnit, word: string): string =>
  late ? `${unit.name} (${word} ${counted(late)} ngày làm việc)` : unit.name;

/** Who sent, who sent late, who did not complete theirs, who sent none, and which figures were corrected. */
function sending({ plan }: PaperContext, units: ReportedUnit[]): ReportPart['blocks'] {
  const sent = units.filter(({ report: has }) => has);
  const late = sent.filter(({ late: days }) => days);
  const without = units.filter(({ report: has }) => !has);
  const incomplete = without.filter(({ inspection }) => noReport(inspection) === 'incomplete');
  const none = without.filter((one) => !incomplete.includes(one));
  const came =
    sent.length === 0
      ? `chưa có đơn vị nào gửi${incomplete.length > 0 ? ' đủ' : ''}`
      : `${counted(sent.length)} đơn vị đã gửi${incomplete.length > 0 ? ' đủ' : ''}${late.length > 0 ? `, trong đó ${counted(late.length)} đơn vị gửi sau hạn: ${late.map((one) => lateWords(one, 'sau hạn')).join(', ')}` : ', đều trong hạn'}`;
  const asNone = (those: ReportedUnit[]) =>
    `Số liệu của ${those.length > 1 ? 'các đơn vị' : 'đơn vị'} này là “chưa có số liệu”, không tính là 0.`;
  const corrected = units.filter(({ corrected: figures }) => figures.length > 0);
  const days = plan.reporting;
  return [
    {
      text: `Có ${counted(units.length)} cơ quan, đơn vị được yêu cầu báo cáo${days ? `; số liệu chốt đến ngày ${vnDay(days.cutOff)}, hạn gửi ngày ${vnDay(days.due)}` : ''}. Đến nay ${came}.`,
    },
    ...(incomplete.length > 0
      ? [
          {
            text: `Đã gửi, chưa bổ sung theo yêu cầu (${counted(incomplete.length)} đơn vị): ${incomplete.map((one) => lateWords(one, 'quá hạn bổ sung')).join(', ')}. ${asNone(incomplete)}`,
          },
        ]
      : []),
    ...(none.length > 0
      ? [
          {
            text: `Không gửi báo cáo (${counted(none.length)} đơn vị): ${none.map((one) => lateWords(one, 'quá hạn')).join(', ')}. ${asNone(none)}`,
          },
        ]
      : []),
    ...(corrected.length > 0
      ? [
          {
            text: `Qua kiểm tra, số liệu của ${counted(corrected.length)} đơn vị (${named(corrected.map(({ unit }) => unit.name))}) đã được sửa; số cũ và số mới được lưu:`,
          },
          { table: corrections(corrected) },
        ]
      : []),
  ];
}

function corrections(units: ReportedUnit[]) {
  return {
    caption: 'Số liệu đã sửa',
    under: 'số trước và sau khi sửa',
    head: ['Đơn vị', 'Chỉ tiêu', 'Số cũ', 'Số mới', 'Ngày sửa', 'Lý do'],
    weights: [2, 2.2, 1.2, 1.2, 1.5, 2.4],
    rows: units.flatMap(({ unit, corrected }) =>
      corrected.map(({ name, was, now, on, why }) => ({
        cells: [unit.name, name, vnCell(was), vnCell(now), vnDay(on), why],
      })),
    ),
  };
}
