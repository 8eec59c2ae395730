import type { Day } from '../../domain/day.ts';
import { inspectionId } from '../../domain/inspection.ts';
import type { Inspection } from '../../domain/inspection.ts';
import type { Paper } from '../../domain/paper.ts';
import { Refusal } from '../../domain/refusal.ts';
import { newRemediation, remediationId } from '../../domain/remediation.ts';
import type { Remediation } from '../../domain/remediation.ts';
import { wantedItems } from '../../domain/requirement.ts';
import type { Requirement, RequirementDue } from '../../domain/requirement.ts';
import type { UnitId } from '../../domain/role.ts';
import { ask } from '../ask.ts';
import type { Deps } from '../deps.ts';
import { today } from '../deps.ts';
import { askingOf, dayOf } from '../papers/issued.ts';
import { carriedOn } from './item-record.ts';
import { wrongPlaces } from '../problem.ts';
import { planOf, roundOf } from '../campaigns/rounds.ts';
import { settingOf } from '../campaigns/setting.ts';

export interface Assignment {
  requirement: string;
  units: UnitId[];
  due: RequirementDue;
}

/**
 * A line of an issued paper that made no item is given as work after all (Giao thành việc), to units it was sent to.
 * Throws a refusal that names the wrong place.
 */
export async function assertAssignable(
  deps: Deps,
  paper: Paper,
  { requirement: id, units, due }: Assignment,
): Promise<Requirement> {
  if (!paper.issued) throw new Refusal('paper-not-issued');
  const asking = await askingOf(deps.store, paper.id);
  const requirement = asking?.requirements.find((one) => one.id === id);
  if (!asking || !requirement)
    throw wrongPlaces([{ at: 'requirement', sentence: `Văn bản không có nội dung “${id}”. Hãy chọn lại.` }]);
  if (!requirement.untracked?.trim())
    throw wrongPlaces([
      { at: 'requirement', sentence: 'Nội dung này đã là việc được theo dõi nên không cần giao lại.' },
    ]);
  if (requirement.mode === 'prohibit' && due.kind !== 'recurring')
    throw wrongPlaces([
      { at: 'due', sentence: 'Đây là điều cấm nên phải theo dõi thường xuyên. Hãy chọn kỳ xác nhận và ngày kết thúc.' },
    ]);
  const stranger = units.findIndex((unit) => !asking.serves.includes(unit));
  if (stranger >= 0)
    throw wrongPlaces([
      { at: `units.${stranger}`, sentence: 'Văn bản không gửi đơn vị này. Hãy chọn đơn vị có trong nơi nhận.' },
    ]);
  const last = due.kind === 'recurring' ? due.until : due.kind === 'event' ? due.latest : 'day' in due ? due.day : null;
  if (last !== null && last <= (await dayOf(deps, paper)))
    throw wrongPlaces([{ at: 'due', sentence: 'Ngày này không còn ở phía trước. Hãy chọn ngày sau hôm nay.' }]);
  return requirement;
}

/** A unit that has the line as work already keeps its day: nothing is given twice. Throws the units that are wrong. */
export async function assertNotGiven(
  { store }: Pick<Deps, 'store'>,
  paper: Paper,
  { requirement, units }: Pick<Assignment, 'requirement' | 'units'>,
): Promise<void> {
  const ids = units.map((unit) => remediationId(paper.id, unit));
  const [known, names] = await Promise.all([store.matters.listed(ids), store.units.getMany(units)]);
  const wrong = units.flatMap((unit, i) => {
    const items = (known.get(ids[i]!) as Pick<Remediation, 'items'> | undefined)?.items ?? [];
    const name = names.find(({ id }) => id === unit)?.name ?? unit;
    return items.some((item) => item.requirement === requirement)
      ? [{ at: `units.${i}`, sentence: `${name} đã được giao nội dung này. Hãy bỏ đơn vị này khỏi danh sách.` }]
      : [];
  });
  if (wrong.length > 0) throw wrongPlaces(wrong);
}

/** Gives the line to one unit; a unit that owed nothing by this paper begins with it. Answers with the record. */
export async function assignTo(
  deps: Deps,
  paper: Paper,
  requirement: Requirement,
  unit: UnitId,
  { due, key, by }: { due: RequirementDue; key: string; by: string },
): Promise<Remediation> {
  const { store } = deps;
  const id = remediationId(paper.id, unit);
  const before = await store.matters.get<Remediation>(id);
  const fresh = before ?? (await bornFor(deps, paper, unit));
  const day: Day = await dayOf(deps, fresh);
  const { untracked: _, meetsWith: _met, ...line } = requirement;
  const wanted = { ...line, due, concerns: { units: [unit] } };
  const [found] = wantedItems(fresh.calendar, basisOf(due), [wanted], [unit], unit, day);
  if (!found) throw new Error(`${requirement.id} of ${paper.id} makes no item`);
  const { n: _n, ...item } = found;
  return ask<Remediation>(deps, {
    matter: id,
    message: 'assign',
    body: { requirement: requirement.id, due },
    taken: { item, ...(await carriedOn(deps, paper.place.campaign)) },
    key,
    by,
    fresh: () => Promise.resolve(fresh),
  });
}

/** A term counts from the day it was given; a day is the office's word. */
const basisOf = (due: RequirementDue): string => (due.kind === 'term' ? 'rule:assign' : 'assignment');

/** What the paper asks of a unit of which it asked nothing so far. */
async function bornFor(deps: Deps, paper: Paper, unit: UnitId): Promise<Remediation> {
  const { store } = deps;
  const { campaign } = paper.place;
  const [inspection, known, round] = await Promise.all([
    store.matters.get<Inspection>(inspectionId(campaign, unit)),
    store.units.get(unit),
    roundOf(deps, campaign),
  ]);
  const setting = await settingOf(await planOf(deps, round), store, today(deps));
  const team = inspection?.place.team ?? paper.place.team;
  const place = { campaign, unit, ...(team ? { team } : {}) };
  return newRemediation(setting, place, paper.id, paper.issued!.on, [], known?.vertical === true);
}
