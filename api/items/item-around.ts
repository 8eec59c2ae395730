import type { Request } from 'express';
import { z } from 'zod';
import { isOpen } from '../../domain/duty.ts';
import type { Duty } from '../../domain/duty.ts';
import { itemKinds, itemKindWords, reportable } from '../../domain/remediation.ts';
import { mayDo } from '../auth.ts';
import { namedSchema, namesOf, unitNames, waitingSchema } from '../campaigns/rounds.ts';
import type { Deps } from '../deps.ts';
import { daySchema } from '../fields.ts';
import { askingOf, dayOf } from '../papers/issued.ts';
import { waitingOf } from '../../store/queries/progress.ts';
import { areaNames } from './area-names.ts';
import { owedFor, reportsOf } from './item-record.ts';
import type { FoundItem } from './item-record.ts';
import { itemSchema as itemAlone } from './item-views.ts';

/** What stands around an item for whoever decides about it. */
const aroundSchema = z.object({
  team: z.string().optional(),
  through: z.string().optional().meta({ description: 'Cơ quan chủ quản' }),
  heldBy: namedSchema
    .extend({ since: daySchema })
    .optional()
    .meta({ description: 'Đơn vị kế thừa đang tiếp tục việc này' }),
  round: z.object({ id: z.string(), title: z.string(), training: z.boolean(), today: daySchema }),
  kind: z.enum(itemKinds),
  kindWords: z.string(),
  areaName: z.string().optional(),
  findings: z.array(z.object({ id: z.string(), text: z.string() })).meta({ description: 'Tồn tại mà yêu cầu trả lời' }),
  owed: z.array(waitingSchema).meta({ description: 'Đang chờ ai làm gì, ngày gần nhất trước' }),
  periods: z.array(daySchema).meta({ description: 'Các kỳ chưa xác nhận, theo ngày cuối kỳ' }),
  verifiedBy: z.string().optional().meta({ description: 'Người thẩm tra đạt: không được đóng' }),
  escalation: z
    .object({ asked: z.boolean(), approved: daySchema.optional() })
    .optional()
    .meta({ description: 'Trình văn bản của UBND tỉnh: đã báo cáo lãnh đạo chưa, đồng ý ngày nào' }),
  people: z.array(namedSchema).meta({ description: 'Tên những người đã làm việc với nội dung này' }),
});
type Around = z.output<typeof aroundSchema>;

/** One item with what stands around it; what every act on it answers with. */
export const itemSchema = itemAlone.extend(aroundSchema.shape).meta({ id: 'Item' });
export type ItemOut = z.output<typeof itemSchema>;

export async function aroundItem(deps: Deps, req: Request, found: FoundItem): Promise<Around> {
  const { store } = deps;
  const { remediation, item } = found;
  const { campaign, team, through } = remediation.place;
  const acted = async () => {
    const [reports, decided] = [await reportsOf(deps, found.id), item.extensions ?? []];
    return [
      ...reports.flatMap(({ by, answer }) => [by, ...(answer ? [answer.by] : [])]),
      ...decided.flatMap((one) => one.decided?.by ?? []),
      ...(item.verifiedBy === undefined ? [] : [item.verifiedBy]),
    ];
  };
  const passed = remediation.custody?.at(-1);
  const [asking, day, draft, areaOf, by, unitName] = await Promise.all([
    askingOf(store, remediation.paper),
    dayOf(deps, remediation),
    store.plans.get(campaign),
    areaNames(deps, [campaign]),
    mayDo(req, 'read-office') ? acted() : [],
    unitNames(store, passed ? [passed.to] : []),
  ]);
  const answers = asking?.requirements.find(({ id }) => id === item.requirement)?.answers ?? [];
  const duties = remediation.duties.filter((duty) => duty.about === item.n);
  const kind = item.prohibits ? 'prohibition' : item.recurs ? 'standing' : 'once';
  const escalation = escalationOf(found);
  return {
    ...(team === undefined ? {} : { team }),
    ...(through === undefined ? {} : { through }),
    ...(passed ? { heldBy: { id: passed.to, name: unitName(passed.to), since: passed.on } } : {}),
    round: {
      id: campaign,
      title: draft?.plan.title ?? campaign,
      training: remediation.clock.kind === 'stepped',
      today: day,
    },
    kind,
    kindWords: itemKindWords[kind],
    ...(item.area === undefined ? {} : { areaName: areaOf(item.area) }),
    findings: (asking?.findings ?? []).flatMap(({ id, text }) => (answers.includes(id) ? [{ id, text }] : [])),
    owed: waitingOf({ id: remediation.id, duties }, remediation.calendar, day),
    periods: duties.filter((duty) => duty.opened <= day).flatMap(periodOf),
    ...(item.verifiedBy === undefined ? {} : { verifiedBy: item.verifiedBy }),
    ...(escalation ? { escalation } : {}),
    people: Object.entries(await namesOf(store, by)).map(([id, name]) => ({ id, name })),
  };
}

/** The last day of the period that an open confirmation is for. */
const periodOf = (duty: Duty): Around['periods'] =>
  duty.kind === 'confirm-period' && isOpen(duty) && duty.due ? [duty.due.day] : [];

/** Where the chase of an item has a rung for which a leader has to agree. */
function escalationOf(found: FoundItem): Around['escalation'] {
  const duty = owedFor(found);
  if (!duty || !reportable.includes(found.item.state)) return undefined;
  const { rungs } = found.remediation.ladders[duty.ladder];
  if (!rungs.some(({ when }) => when === 'approved')) return undefined;
  return {
    asked: duty.told.some(({ rung, skipped }) => !skipped && rungs[rung]?.does === 'put-to-leader'),
    ...(duty.approved ? { approved: duty.approved } : {}),
  };
}
