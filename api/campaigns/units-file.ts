import { readDay, vnDay } from '../../domain/day.ts';
import type { Day } from '../../domain/day.ts';
import { fold, nfc } from '../../domain/fold.ts';
import type { Session } from '../../domain/inspection.ts';
import type { Plan, PlannedUnit } from '../../domain/plan.ts';
import { Refusal } from '../../domain/refusal.ts';
import type { TeamId, UnitId } from '../../domain/role.ts';
import { plainName, unitsMeant } from '../../domain/unit-named.ts';
import type { UnitsMeant } from '../../domain/unit-named.ts';
import { existsOn } from '../../domain/unit.ts';
import type { Unit } from '../../domain/unit.ts';
import type { WrongPlace } from '../problem.ts';
import type { SheetRow } from '../sheet.ts';

/** What a column may be called, without diacritics; the first is its name in messages. */
const columns = {
  unit: ['đơn vị', 'ma don vi', 'ten don vi', 'mã', 'tên', 'id', 'name', 'unit'],
  team: ['đoàn', 'doan kiem tra', 'ma doan', 'team'],
  method: ['cách kiểm tra', 'hinh thuc', 'method'],
  day: ['ngày', 'ngay kiem tra', 'day'],
  session: ['buổi', 'session'],
  startsAt: ['giờ', 'gio bat dau'],
  at: ['địa điểm', 'noi kiem tra'],
} as const;
type ColumnName = keyof typeof columns;

const sessionsByWord: Record<string, Session> = {
  sang: 'morning',
  morning: 'morning',
  chieu: 'afternoon',
  afternoon: 'afternoon',
};
const methodsByWord: Record<string, NonNullable<PlannedUnit['method']>> = {
  'truc tiep': 'on-site',
  'on-site': 'on-site',
  'qua bao cao': 'desk',
  desk: 'desk',
  'dot xuat': 'surprise',
  surprise: 'surprise',
};

/** One row that names a unit, and what else it says of it. */
export interface ReadUnit {
  line: number;
  unit: { id: UnitId; name: string };
  /** It stands in the plan already. */
  known: boolean;
  team?: TeamId;
  method?: NonNullable<PlannedUnit['method']>;
  visit?: { day: Day; session: Session; startsAt?: string; at?: string };
}

export interface ReadUnits {
  rows: ReadUnit[];
  errors: WrongPlace[];
}

/**
 * The units a table names, one a row, by id, name or alias; a first row that names no column is a row already. What
 * cannot be read is said with its place, `dòng 7, cột “buổi”`; nothing is guessed.
 */
export function readUnits(
  records: readonly SheetRow[],
  { units, plan, today }: { units: readonly Unit[]; plan: Pick<Plan, 'teams' | 'units'>; today: Day },
): ReadUnits {
  const [first] = records;
  if (!first) return { rows: [], errors: [{ at: 'dòng 1', sentence: 'Tệp chưa có đơn vị nào.' }] };
  const place = columnsOf(first.cells);
  const meant = unitsMeant(units);
  const isListed = place.unit === undefined && meant.meant(first.cells[0] ?? '').length > 0;
  if (place.unit === undefined && !isListed) {
    const sentence =
      'Không thấy cột “đơn vị”. Hãy ghi ở dòng đầu tên các cột: đơn vị, đoàn, ngày, buổi; chỉ cột “đơn vị” là bắt buộc.';
    return { rows: [], errors: [{ at: 'dòng 1', sentence }] };
  }
  const from = isListed ? { unit: 0 } : place;
  const inPlan = new Set(plan.units.map(({ unit }) => unit));
  const seen = new Map<UnitId, number>();
  const errors: WrongPlace[] = [];
  const rows = records.slice(isListed ? 0 : 1).flatMap(({ line, cells }): ReadUnit[] => {
    const before = errors.length;
    const wrong = (column: ColumnName, sentence: string): undefined => {
      errors.push({ at: `dòng ${line}, cột “${columns[column][0]}”`, sentence });
    };
    const cell = (column: ColumnName) => (cells[from[column] ?? -1] ?? '').trim();
    const unit = unitOf(cell('unit'), meant, today, (sentence) => wrong('unit', sentence));
    const twice = unit && seen.get(unit.id);
    if (twice !== undefined) wrong('unit', `${unit!.name} đã có ở dòng ${twice}. Hãy bỏ bớt một dòng.`);
    else if (unit) seen.set(unit.id, line);
    const team = teamOf(cell('team'), plan.teams, (sentence) => wrong('team', sentence));
    const method = wordOf(cell('method'), methodsByWord);
    if (method === null)
      wrong('method', `Không hiểu “${cell('method')}”. Hãy ghi trực tiếp, qua báo cáo hoặc đột xuất.`);
    const visit = visitOf(cell, wrong);
    if (!unit || errors.length > before) return [];
    return [
      {
        line,
        unit: { id: unit.id, name: unit.name },
        known: inPlan.has(unit.id),
        ...(team ? { team } : {}),
        ...(method ? { method } : {}),
        ...(visit ? { visit } : {}),
      },
    ];
  });
  if (rows.length === 0 && errors.length === 0)
    errors.push({ at: 'dòng 2', sentence: 'Tệp chưa có đơn vị nào dưới dòng tên cột.' });
  return { rows, errors };
}

function columnsOf(header: readonly string[]): Partial<Record<ColumnName, number>> {
  const heads = header.map(fold);
  return Object.fromEntries(
    (Object.entries(columns) as [ColumnName, readonly string[]][]).flatMap(([column, names]) => {
      const at = heads.findIndex((head) => names.some((name) => fold(name) === head));
      return at === -1 ? [] : [[column, at]];
    }),
  );
}

function unitOf(text: string, known: UnitsMeant, today: Day, wrong: (sentence: string) => undefined): Unit | undefined {
  if (text === '') return wrong('Chưa ghi đơn vị. Hãy ghi mã hoặc tên.');
  const found = known.meant(text);
  const standing = found.filter((unit) => existsOn(unit, today));
  const [unit] = standing.length > 0 ? standing : found;
  if (!unit) {
    const near = known.nearly(text).map(({ id, name }) => `${name} (mã ${id})`);
    const hint = near.length > 0 ? `Có phải ${near.join(', hay ')}?` : 'Hãy ghi đúng mã hoặc tên trong danh mục.';
    return wrong(`Không có đơn vị “${text}” trong danh mục. ${hint}`);
  }
  if (standing.length > 1)
    return wrong(
      `Có ${standing.length} đơn vị tên “${text}”: mã ${standing.map(({ id }) => id).join(', ')}. Hãy ghi mã.`,
    );
  if (unit.to !== undefined && unit.to < today)
    return wrong(
      `${unit.name} đã thôi hoạt động từ sau ngày ${vnDay(unit.to)}. ` +
        (unit.successors?.length ? `Đơn vị kế thừa có mã ${unit.successors.join(', ')}.` : 'Hãy bỏ dòng này.'),
    );
  if (unit.level === 'site')
    return wrong(`${unit.name} là một trụ sở, không phải đơn vị. Hãy ghi đơn vị có trụ sở này.`);
  return unit;
}

function teamOf(text: string, teams: Plan['teams'], wrong: (sentence: string) => undefined): TeamId | undefined {
  if (text === '') return undefined;
  const team = teams.find(({ id, name }) => id === text || plainName(name) === plainName(text));
  if (team) return team.id;
  return wrong(
    teams.length === 0
      ? `Kế hoạch chưa có đoàn nào nên chưa hiểu “${text}”. Hãy lập đoàn trước, hoặc bỏ cột này.`
      : `Không có đoàn “${text}” trong kế hoạch. Các đoàn: ${teams.map(({ name }) => name).join('; ')}.`,
  );
}

/** Undefined for a blank, null for a word that is none of them. */
const wordOf = <Value>(text: string, words: Record<string, Value>): Value | null | undefined =>
  text === '' ? undefined : (words[fold(text).replace(/^kiem tra /, '')] ?? null);

function visitOf(
  cell: (column: ColumnName) => string,
  wrong: (column: ColumnName, sentence: string) => void,
): ReadUnit['visit'] {
  if (cell('day') === '' && cell('session') === '' && cell('startsAt') === '') return undefined;
  const session = wordOf(cell('session'), sessionsByWord);
  const day = dayOf(cell('day'));
  if (!day)
    wrong(
      'day',
      cell('day') === '' ? 'Có buổi mà chưa có ngày.' : `Không hiểu ngày “${cell('day')}”. Hãy ghi như 05/3/2026.`,
    );
  if (!session)
    wrong(
      'session',
      session === null
        ? `Không hiểu buổi “${cell('session')}”. Hãy ghi sáng hoặc chiều.`
        : 'Có ngày mà chưa có buổi. Hãy ghi sáng hoặc chiều.',
    );
  const hour = hourOf(cell('startsAt'));
  if (hour === null) wrong('startsAt', `Không hiểu giờ “${cell('startsAt')}”. Hãy ghi như 08:00.`);
  if (!day || !session || hour === null) return undefined;
  return { day, session, ...(hour ? { startsAt: hour } : {}), ...(cell('at') === '' ? {} : { at: nfc(cell('at')) }) };
}

function dayOf(text: string): Day | undefined {
  try {
    return readDay(text);
  } catch (error) {
    if (error instanceof Refusal) return undefined;
    throw error;
  }
}

/** `8h`, `8h30`, `08:00`; undefined for a blank, null for no hour. */
function hourOf(text: string): string | null | undefined {
  if (text === '') return undefined;
  const [, hour, minute = '0'] = /^(\d{1,2})\s*(?:[:hg.]\s*(\d{2})?)?$/i.exec(text) ?? [];
  if (hour === undefined || Number(hour) > 23 || Number(minute) > 59) return null;
  return `${hour.padStart(2, '0')}:${minute.padStart(2, '0')}`;
}
