import { z } from 'zod';
import { addDays } from '../../domain/day.ts';
import type { Day } from '../../domain/day.ts';
import type { Inspection } from '../../domain/inspection.ts';
import type { Matter } from '../../domain/matter.ts';
import type { Proposal } from '../../domain/proposal.ts';
import type { Remediation } from '../../domain/remediation.ts';
import { unitRoles } from '../../domain/role.ts';
import type { Appointment, UnitId } from '../../domain/role.ts';
import { isAskedWithin, isHeldBy, isThrough } from '../../domain/succession.ts';
import { isItemLate } from '../../domain/two-clocks.ts';
import { existsOn } from '../../domain/unit.ts';
import type { Unit } from '../../domain/unit.ts';
import { roleWords } from '../../domain/why.ts';
import { namedSchema } from '../campaigns/rounds.ts';
import { today } from '../deps.ts';
import type { Deps } from '../deps.ts';
import { daySchema } from '../fields.ts';
import { namedPapers } from '../papers/issued.ts';
import type { ListedMatter } from '../../store/records/matters.ts';

/** What is open at one unit. */
const openSchema = z.object({
  inspections: z.int().meta({ description: 'Cuộc kiểm tra, báo cáo kỳ chưa xong' }),
  visits: z.int().meta({ description: 'Buổi kiểm tra chưa diễn ra' }),
  remediations: z.int().meta({ description: 'Văn bản còn theo dõi khắc phục' }),
  items: z.int().meta({ description: 'Nội dung khắc phục chưa đóng' }),
  late: z.int().meta({ description: 'Trong đó đã quá hạn' }),
  proposals: z.int().meta({ description: 'Kiến nghị của đơn vị chưa được trả lời xong' }),
  answers: z.int().meta({ description: 'Kiến nghị của nơi khác đang chờ đơn vị trả lời' }),
});
export const reachSchema = z
  .object({
    unit: namedSchema,
    to: z.array(namedSchema),
    open: openSchema,
    matters: z
      .array(z.object({ matter: z.string(), words: z.string() }))
      .meta({ description: 'Từng hồ sơ đang mở, để giao cho đơn vị kế thừa nào khi chia tách' }),
    people: z.array(z.object({ name: z.string(), words: z.string() })).meta({ description: 'Ai đang trả lời' }),
    groups: z.array(namedSchema).meta({ description: 'Nhóm nêu đích danh đơn vị' }),
    parts: z.array(namedSchema).meta({ description: 'Bộ phận trực thuộc còn hoạt động' }),
    served: z.array(namedSchema).meta({ description: 'Đơn vị nhận thư, văn bản qua đơn vị này hoặc lấy làm cấp trên' }),
  })
  .meta({ id: 'SuccessionReach' });
export type UnitReach = z.output<typeof reachSchema>;

/** One unit that ends, and who succeeds it: the first takes what is given to nobody else. */
export interface Ending {
  unit: UnitId;
  to: UnitId[];
  heirs?: { matter: string; to: UnitId }[] | undefined;
}

const isOpenMatter = ({ closed }: Pick<Matter, 'closed'>): boolean => closed === undefined;
const isHidden = (matter: ListedMatter): boolean =>
  matter.process === 'inspection' && (matter as Matter as Inspection).hidden === true;

/** Does this pass on when the unit ends? Of what is over only follow-up can be opened again. */
export const passesFrom = (matter: ListedMatter, unit: UnitId): boolean =>
  (isOpenMatter(matter) || matter.process === 'remediation') &&
  (isHeldBy(matter, unit) || isThrough(matter, unit) || isAskedWithin(matter, unit));

/** What hangs on each of these units on the day after its last: the consequence of ending it, in numbers. */
export async function reachOf(deps: Deps, endings: readonly Ending[], last: Day): Promise<UnitReach[]> {
  const { store } = deps;
  const ids = endings.map(({ unit }) => unit);
  const [units, found, groups, appointments] = await Promise.all([
    store.units.all(),
    store.unitWork.touching(ids),
    store.groups.list({ limit: 0 }),
    Promise.all(ids.map((unit) => store.appointments.at(`unit:${unit}`))).then((all) => all.flat()),
  ]);
  // a surprise nobody knows of passes too; it is not told here
  const matters = found.filter((matter) => isOpenMatter(matter) && !isHidden(matter));
  const holding = appointments.filter((one) => isHeldAfter(one, last));
  const [people, papers, plans] = await Promise.all([
    store.people.getMany(holding.map(({ person }) => person)),
    namedPapers(
      store,
      matters.flatMap((matter) => ('paper' in matter ? [matter.paper as string] : [])),
    ),
    store.plans.getMany([...new Set(matters.flatMap(({ place }) => place.campaign ?? []))]),
  ]);
  const nameOf = (id: UnitId) => units.find((unit) => unit.id === id)?.name ?? id;
  const named = (those: readonly { id: string; name: string }[]) => those.map(({ id, name }) => ({ id, name }));
  const titleOf = (campaign: string | undefined) =>
    plans.find((plan) => plan.campaign === campaign)?.plan.title ?? campaign ?? '';
  const on = today(deps);

  return endings.map(({ unit, to }) => {
    const own = matters.filter((matter) => isHeldBy(matter, unit));
    const asked = matters.filter((matter) => matter.process === 'proposal' && isAskedWithin(matter, unit));
    const inspections = own.filter(({ process }) => process === 'inspection') as (ListedMatter & Inspection)[];
    const remediations = own.filter(({ process }) => process === 'remediation') as (ListedMatter & Remediation)[];
    const proposals = own.filter(({ process }) => process === 'proposal');
    const openItems = remediations.flatMap((one) =>
      one.items.filter(({ state }) => state !== 'closed').map(({ n }) => ({ one, n })),
    );
    return {
      unit: { id: unit, name: nameOf(unit) },
      to: to.map((id) => ({ id, name: nameOf(id) })),
      open: {
        inspections: inspections.length,
        visits: inspections.flatMap(({ visits }) => visits.filter(({ held }) => held === undefined)).length,
        remediations: remediations.length,
        items: openItems.length,
        late: openItems.filter(({ one, n }) => isItemLate(one.duties, n, on)).length,
        proposals: proposals.length,
        answers: asked.length,
      },
      matters: [
        ...remediations.map((one) => ({
          matter: one.id,
          words: `Khắc phục theo ${papers.get(one.paper)?.name ?? 'văn bản'}: ${one.items.filter(({ state }) => state !== 'closed').length} nội dung chưa đóng`,
        })),
        ...inspections.map(({ id, place }) => ({ matter: id, words: `${titleOf(place.campaign)}: cuộc kiểm tra` })),
        ...proposals.map(({ id, place }) => ({
          matter: id,
          words: `${titleOf(place.campaign)}: kiến nghị của đơn vị`,
        })),
        ...asked.map((one) => ({
          matter: one.id,
          words: `Trả lời kiến nghị của ${nameOf((one as Matter as Proposal).place.unit)}`,
        })),
      ],
      people: holding
        .filter(({ scope, role }) => scope === `unit:${unit}` && unitRoles.includes(role))
        .map(({ person, role }) => ({
          name: people.find(({ _id }) => _id === person)?.name ?? person,
          words: roleWords[role],
        })),
      groups: named(groups.filter((group) => [...(group.units ?? []), ...(group.except ?? [])].includes(unit))),
      parts: named(
        units.filter((one) => one.parent === unit && existsOn(one, addDays(last, 1)) && !ids.includes(one.id)),
      ),
      served: named(units.filter((one) => isServedBy(one, unit, last) && !ids.includes(one.id))),
    };
  });
}

/** Held past that day. */
export const isHeldAfter = ({ to }: Appointment, last: Day): boolean => to === undefined || to > last;

/** Does a unit that goes on have this one as its agency or superior? */
export const isServedBy = (one: Unit, unit: UnitId, last: Day): boolean =>
  (one.through === unit || one.superior === unit) && existsOn(one, addDays(last, 1));

export const checkSchema = z
  .object({
    on: daySchema,
    units: z.array(reachSchema),
    told: z.int().meta({ description: 'Người của đơn vị kế thừa sẽ nhận thư' }),
    unheard: z.array(namedSchema).meta({ description: 'Đơn vị kế thừa chưa có đầu mối, cũng không qua cơ quan nào' }),
  })
  .meta({ id: 'SuccessionCheck' });
