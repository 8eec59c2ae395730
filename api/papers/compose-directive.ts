import type { DirectiveDocument, DirectiveTask } from '../../domain/directive-document.ts';
import { bare, onlyVertical, sentence } from '../../domain/document.ts';
import type { Imprint, Letterhead, PrintedUnit } from '../../domain/document.ts';
import type { DirectiveDraft } from '../../domain/draft.ts';
import { concernedUnits } from '../../domain/finding.ts';
import type { Concerns } from '../../domain/finding.ts';
import { initials } from '../../domain/register.ts';
import type { Requirement } from '../../domain/requirement.ts';
import type { UnitId } from '../../domain/role.ts';
import type { Office } from '../../store/content/office.ts';
import { imprint, printedUnits, throughWhom, whereReportsGo } from './compose-parts.ts';
import type { PaperContext } from './compose-paper.ts';
import { printedDue, targetInWords } from './compose-requirements.ts';

/** Công văn chỉ đạo; of the People's Committee under its own letterhead, without a number of ours. */
export function directive(draft: DirectiveDraft, context: PaperContext): DirectiveDocument {
  const { office, units, groups } = context;
  const isParent = draft.issuer === 'parent' && office.letterhead.parentOrgan !== undefined;
  const parent = inFull(office.letterhead.parentOrgan ?? office.letterhead.organ);
  const from = isParent ? parent : office.letterhead.organ;
  const served = printedUnits(draft.serves, units);
  const whole = groups.filter(({ id }) => draft.groups.includes(id));
  const isNamed = (unit: UnitId) => !whole.some((group) => group.units.includes(unit));
  const who = (concerns: Concerns): PrintedUnit[] =>
    printedUnits(concernedUnits(concerns, draft.serves, groups), units);
  return {
    kind: 'directive',
    letterhead: isParent ? parentLetterhead(parent, office.letterhead) : office.letterhead,
    imprint: isParent ? parentImprint(context) : imprint('directive', context),
    abstract: bare(draft.subject),
    addressees: [
      ...whole.map(({ name }) => sentence(name)),
      ...served.filter(({ id }) => isNamed(id)).map(({ id, name }) => throughWhom(id, name, units)),
    ],
    from,
    asks: onlyVertical(served) ? 'vertical' : served.some(({ vertical }) => vertical) ? 'both' : 'own',
    leadIn: draft.leadIn,
    strengths: draft.strengths.map(({ text, concerns, exemplary }) =>
      [withName(nameOf(concerns, context), text), exemplary ? ' (cách làm hay, các đơn vị có thể tham khảo)' : ''].join(
        '',
      ),
    ),
    findings: draft.findings
      .filter(({ illustrates, concerns }) => !illustrates && !onlyVertical(who(concerns)))
      .map((finding) => {
        const examples = draft.findings.filter(({ illustrates }) => illustrates === finding.id);
        const shown = examples.map(({ text, unnamed, concerns }) =>
          withName(unnamed ? '' : nameOf(concerns, context), text),
        );
        const text = withName(finding.unnamed ? '' : nameOf(finding.concerns, context), finding.text);
        return [text, ...shown.map((example) => `điển hình: ${bare(example)}`)].map(bare).join('; ');
      }),
    attention: draft.findings
      .filter(({ illustrates, concerns }) => !illustrates && onlyVertical(who(concerns)))
      .map(({ text, concerns, unnamed }) => withName(unnamed ? '' : nameOf(concerns, context), text)),
    tasks: draft.requirements.map((requirement) => task(requirement, who(requirement.concerns), context)),
    followUp: isParent
      ? `Giao ${office.letterhead.organ} theo dõi, đôn đốc, tổng hợp kết quả thực hiện, báo cáo ${from}`
      : `Kết quả thực hiện gửi về ${whereReportsGo(office)} theo thời hạn của từng nội dung để theo dõi, tổng hợp`,
    closing: `Trong quá trình thực hiện nếu có khó khăn, vướng mắc, đề nghị các cơ quan, đơn vị phản ánh về ${office.letterhead.organ} để được hướng dẫn hoặc ${isParent ? 'báo cáo' : 'trình'} ${parent} xem xét`,
    recipients: {
      to: [
        'Như trên',
        ...(isParent ? [`${office.letterhead.organ} (để theo dõi)`] : reportedTo(office)),
        ...above(served, context),
      ],
      filedAt: isParent ? 'VT' : `VT, ${initials(office.divisionName)}`,
    },
  };
}

/** `Ủy ban nhân dân tỉnh Hương Giang` of `UBND tỉnh Hương Giang`. */
const inFull = (organ: string): string => organ.replace(/^UBND(?=\s)/u, 'Ủy ban nhân dân');

/** The People's Committee stands alone at the head of its paper (NĐ 30/2020, annex I, box 2). */
const parentLetterhead = (organ: string, { place }: Letterhead): Letterhead => ({ organ, place });

/** Number, symbol and signer are theirs: the places stay empty. */
function parentImprint(context: PaperContext): Imprint {
  const { setting, day } = context;
  return {
    symbol: 'UBND-…',
    year: Number(day.slice(0, 4)),
    signer: { authority: ['TM. ỦY BAN NHÂN DÂN', 'CHỦ TỊCH'], name: '' },
    ...(setting.clock.kind === 'stepped' ? { training: true as const } : {}),
  };
}

const reportedTo = ({ letterhead }: Office): string[] =>
  letterhead.parentOrgan ? [`${letterhead.parentOrgan} (b/c)`] : [];

/** What stands above the vertically managed ones knows of it. */
function above(served: PrintedUnit[], { units }: PaperContext): string[] {
  const known = new Map(units.map((unit) => [unit.id, unit]));
  const superiors = new Set(served.flatMap(({ id }) => known.get(id)?.superior ?? []));
  return [...superiors].flatMap((id) => known.get(id)?.name ?? []).map((name) => `${name} (để biết)`);
}

/** Whole groups by their names, units by theirs; empty: all that are addressed. */
function nameOf(concerns: Concerns, { groups, units }: PaperContext): string {
  if ('all' in concerns) return '';
  const whole = 'groups' in concerns ? groups.filter(({ id }) => concerns.groups.includes(id)) : [];
  const members = new Set(whole.flatMap((group) => group.units));
  const named = printedUnits(
    concerns.units.filter((unit) => !members.has(unit)),
    units,
  );
  const names = [...whole, ...named].map(({ name }) => name);
  // “Các sở, ngành tỉnh; UBND các huyện, thị xã”: a name may itself have a comma
  return names.join(names.some((name) => name.includes(',')) ? '; ' : ', ');
}

const withName = (name: string, text: string): string => (name ? `${name}: ${bare(text)}` : bare(text));

function task(requirement: Requirement, units: PrintedUnit[], context: PaperContext): DirectiveTask {
  const { text, concerns, due, target, cooperates = [], responsible, proof } = requirement;
  const who = nameOf(concerns, context);
  return {
    ...(who ? { who } : {}),
    ...(onlyVertical(units) ? { requested: true as const } : {}),
    text,
    ...printedDue(due, 'ngày ban hành Công văn này'),
    ...(target ? { target: targetInWords(target) } : {}),
    ...(cooperates.length > 0
      ? {
          cooperating: printedUnits(cooperates, context.units)
            .map(({ name }) => name)
            .join(', '),
        }
      : {}),
    ...(responsible ? { responsible } : {}),
    ...(proof ? { proof } : {}),
  };
}
