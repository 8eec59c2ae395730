import { vnDay } from '../../domain/day.ts';
import type { ReportDraft } from '../../domain/draft.ts';
import { isOpen } from '../../domain/duty.ts';
import { inspectionState, inspectionWords } from '../../domain/inspection.ts';
import type { Inspection } from '../../domain/inspection.ts';
import { readPaperSymbol } from '../../domain/paper-symbol.ts';
import { gap } from './paper-gap.ts';
import type { PaperGap } from './paper-gap.ts';
import type { PaperGapContext } from './paper-gaps.ts';

/**
 * What a report lacks: of a reporting round every unit with its figures checked or its due past, of a round of
 * inspections every inspection concluded.
 */
export function reportGaps(draft: ReportDraft, context: PaperGapContext): PaperGap[] {
  const { plan } = context;
  return [
    ...(plan.kind === 'reporting' ? ofReporting(draft, context) : ofInspections(draft, context)),
    ...unknownGroups(draft, context),
    ...(draft.related ?? []).flatMap(({ asWritten }, i) =>
      readPaperSymbol(asWritten)
        ? []
        : [
            gap(
              'related-unread',
              `related[${i}].asWritten`,
              `“${asWritten}” không phải số và ký hiệu văn bản. Hãy ghi như 1770/UBND-KSTT.`,
            ),
          ],
    ),
  ];
}

const unknownGroups = ({ groups = [] }: ReportDraft, { groups: known }: PaperGapContext): PaperGap[] =>
  groups.flatMap((id, i) =>
    known.some((group) => group.id === id)
      ? []
      : [gap('group-unknown', `groups[${i}]`, `Không có nhóm đơn vị mang mã “${id}”. Hãy chọn nhóm khác.`)],
  );

function ofReporting({ serves }: ReportDraft, { paper, plan, inspections, nameOf, on }: PaperGapContext): PaperGap[] {
  const left = plan.units.filter(({ unit }) => {
    const inspection = inspections.get(unit);
    return inspection && !inspection.closed && !serves.includes(unit);
  });
  return [
    ...serves.flatMap((unit, i) => {
      const at = `serves[${i}]`;
      const name = nameOf(unit);
      if (serves.indexOf(unit) < i) return [gap('unit-twice', at, `${name} có hai lần trong báo cáo. Hãy bỏ bớt một.`)];
      const inspection = inspections.get(unit);
      if (!inspection)
        return [gap('unit-not-inspected', at, `${name} không thuộc đợt báo cáo này. Hãy bỏ khỏi báo cáo.`)];
      if (inspection.drafted && inspection.drafted.paper !== paper)
        return [gap('inspection-has-paper', at, `${name} đã có trong một báo cáo khác. Hãy bỏ khỏi báo cáo này.`)];
      const sentence = notReady(inspection, name, on);
      return sentence ? [gap('inspection-not-ready', at, sentence)] : [];
    }),
    ...left.map(({ unit }) =>
      gap(
        'report-lacks-unit',
        'serves',
        `Báo cáo chưa có ${nameOf(unit)}. Hãy thêm, kể cả khi đơn vị không gửi số liệu.`,
      ),
    ),
  ];
}

/** A report that came is checked first; one that did not is waited for until its due. */
function notReady(inspection: Inspection, name: string, on: string): string | undefined {
  if (inspection.closed)
    return `${name} ${inspectionWords[inspectionState(inspection)]} nên không đưa vào báo cáo được.`;
  if (inspection.selfReport?.state === 'submitted')
    return `Báo cáo của ${name} chưa được kiểm tra. Hãy chấp nhận hoặc trả lại trước.`;
  if (inspection.selfReport?.state === 'accepted' || inspection.silent) return undefined;
  const owed = inspection.duties.find(
    (duty) => isOpen(duty) && (duty.kind === 'self-report' || duty.kind === 'supplement-self-report'),
  );
  return owed?.due && owed.due.day >= on
    ? `${name} còn hạn gửi đến hết ngày ${vnDay(owed.due.day)}. Hãy chờ hết hạn.`
    : undefined;
}

function ofInspections({ serves }: ReportDraft, { inspections, nameOf }: PaperGapContext): PaperGap[] {
  return [
    ...(serves.length > 0
      ? [gap('unit-not-served', 'serves', 'Báo cáo tổng hợp về cả đợt kiểm tra, không ghi riêng đơn vị. Hãy để trống.')]
      : []),
    ...[...inspections.values()]
      .filter(({ closed }) => closed === undefined)
      .map((inspection) =>
        gap(
          'inspection-not-ready',
          'serves',
          `${nameOf(inspection.place.unit)} ${inspectionWords[inspectionState(inspection)]}. Hãy kết luận hoặc hủy trước khi tổng hợp.`,
        ),
      ),
  ];
}
