import type { Request } from 'express';
import { readDay } from '../../domain/day.ts';
import type { Day } from '../../domain/day.ts';
import { fold, nfc } from '../../domain/fold.ts';
import { Refusal } from '../../domain/refusal.ts';
import type { PersonId, Role, UnitId } from '../../domain/role.ts';
import type { Unit } from '../../domain/unit.ts';
import type { Touched } from '../../store/content/changes.ts';
import { contentHash } from '../../store/content/snapshots.ts';
import type { VersionedUnit } from '../../store/content/units.ts';
import type { ClientSession } from '../../store/connection.ts';
import { dayBefore } from '../auth.ts';
import { readCsv } from '../csv.ts';
import type { CsvRecord } from '../csv.ts';
import { newId, today } from '../deps.ts';
import type { Deps } from '../deps.ts';
import { idSchema, mailSchema } from '../fields.ts';
import { doneBefore, once } from '../key.ts';
import { wrongPlaces } from '../problem.ts';
import type { WrongPlace } from '../problem.ts';
import { assertTree, idOf } from './unit-tree.ts';

/** What a column may be called, without diacritics; the first is its name in messages. */
export const columns = {
  id: ['mã', 'ma don vi', 'id'],
  name: ['tên', 'ten don vi', 'name'],
  aliases: ['viết tắt', 'ten viet tat', 'ten khac', 'aliases'],
  kind: ['loại', 'loai don vi', 'kind'],
  level: ['cấp', 'level'],
  parent: ['trực thuộc', 'parent'],
  through: ['chủ quản', 'co quan chu quan', 'through'],
  vertical: ['ngành dọc', 'vertical'],
  superior: ['cấp trên', 'cap tren truc tiep', 'superior'],
  from: ['từ ngày', 'from'],
  to: ['đến ngày', 'to'],
  contact: ['đầu mối', 'contact'],
  contactMail: ['thư đầu mối', 'email dau moi', 'contact mail'],
  contactPhone: ['điện thoại đầu mối', 'contact phone'],
  head: ['thủ trưởng', 'head'],
  headMail: ['thư thủ trưởng', 'email thu truong', 'head mail'],
} as const;
type ColumnName = keyof typeof columns;

/** A level as people write it in a list; read back the same. */
export const levelNames: Record<Unit['level'], string> = {
  'central-vertical': 'trung ương',
  province: 'tỉnh',
  commune: 'xã',
  site: 'trụ sở',
};

const levelWords: Record<string, Unit['level']> = {
  'trung uong': 'central-vertical',
  'nganh doc': 'central-vertical',
  'central-vertical': 'central-vertical',
  tinh: 'province',
  province: 'province',
  xa: 'commune',
  commune: 'commune',
  'tru so': 'site',
  site: 'site',
};

interface NamedPerson {
  role: Role;
  name: string;
  mail: string;
  phone?: string;
}

interface Row {
  line: number;
  unit: Unit;
  people: NamedPerson[];
}

export interface Imported {
  created: number;
  changed: number;
  unchanged: number;
  people: number;
}

/** What a row would do, before it does. */
export interface Foreseen {
  line: number;
  id: UnitId;
  name: string;
  what: 'created' | 'changed';
  /** The columns that say something else than what is known. */
  columns: string[];
}

/** A list as it was sent: the text of a CSV file, or the rows of a workbook with the hash of its bytes. */
export type SentList = { text: string } | { records: CsvRecord[]; sha256: string };

/** As many rows are shown beforehand. */
const mostForeseen = 500;

/**
 * Brings a list of units in, all or nothing: new ones are made, known ones changed, contacts and heads appointed.
 * Throws 'import-rejected' with every wrong place, `dòng 7, cột “cấp”`.
 */
export async function importUnits(
  deps: Deps,
  req: Request,
  list: SentList,
  checkOnly: boolean,
): Promise<Imported & { rows?: Foreseen[] }> {
  const command = { what: 'units-imported', body: 'text' in list ? list.text : list.sha256 };
  const done = checkOnly ? undefined : await doneBefore(deps, req, command);
  if (done) return importedOf(done);
  const known = new Map((await deps.store.units.rows()).map((unit) => [unit.id, unit]));
  const { rows, errors } = readRows(list, known, today(deps));
  errors.push(...treeErrors(rows, known));
  if (errors.length > 0) throw wrongPlaces(errors, 'import-rejected');
  if (checkOnly) return { ...count(rows, known), rows: foreseen(rows, known) };
  return importedOf(
    await once(deps, req, command, async (session) => {
      for (const { unit } of rows) await saveUnit(deps, unit, known.get(unit.id), session);
      let people = 0;
      for (const { unit, people: named } of rows) {
        for (const person of named) people += (await appoint(deps, unit.id, person, session)) ? 1 : 0;
      }
      return { about: 'units', counts: { ...count(rows, known), people } };
    }),
  );
}

/** The same for the same command, whatever became of the units since. */
const importedOf = ({ counts = {} }: Touched): Imported => ({
  created: counts['created'] ?? 0,
  changed: counts['changed'] ?? 0,
  unchanged: counts['unchanged'] ?? 0,
  people: counts['people'] ?? 0,
});

function foreseen(rows: Row[], known: ReadonlyMap<UnitId, VersionedUnit>): Foreseen[] {
  const fields = [
    'name',
    'aliases',
    'kind',
    'level',
    'parent',
    'through',
    'vertical',
    'superior',
    'from',
    'to',
  ] as const;
  return rows
    .flatMap(({ line, unit }): Foreseen[] => {
      const before = known.get(unit.id);
      if (before && same(unit, before)) return [];
      const differing = before
        ? fields.filter((field) => contentHash([unit[field]]) !== contentHash([before[field]]))
        : [];
      return [
        {
          line,
          id: unit.id,
          name: unit.name,
          what: before ? 'changed' : 'created',
          columns: differing.map((field) => columns[field][0]),
        },
      ];
    })
    .slice(0, mostForeseen);
}

function readRows(
  list: SentList,
  known: ReadonlyMap<UnitId, VersionedUnit>,
  day: Day,
): { rows: Row[]; errors: WrongPlace[] } {
  // what another encoding leaves behind when it is read as UTF-8
  if ('text' in list && ['\u0000', '\ufffd'].some((sign) => list.text.includes(sign)))
    return {
      rows: [],
      errors: [
        {
          at: 'dòng 1',
          sentence: 'Tệp không ở dạng UTF-8 nên chữ có dấu không đọc được. Trong Excel, hãy lưu lại bằng “CSV UTF-8”.',
        },
      ],
    };
  const [header, ...records] = 'text' in list ? readCsv(nfc(list.text)) : list.records;
  const place = columnsOf(header?.fields ?? []);
  const missing = (['name', 'kind', 'level'] as const).filter((name) => place[name] === undefined);
  if (missing.length > 0) {
    return {
      rows: [],
      errors: missing.map((name) => ({
        at: 'dòng 1',
        sentence: `Thiếu cột “${columns[name][0]}”. Hãy thêm cột này vào dòng tên cột.`,
      })),
    };
  }
  const errors: WrongPlace[] = [];
  const seen = new Map<UnitId, number>();
  const rows = records.flatMap(({ line, fields }): Row[] => {
    const before = errors.length;
    const wrong = (name: ColumnName, sentence: string) =>
      void errors.push({ at: `dòng ${line}, cột “${columns[name][0]}”`, sentence });
    const read = (name: ColumnName): string => fields[place[name] ?? -1] ?? '';
    const has = (name: ColumnName): boolean => place[name] !== undefined;
    const row = readRow(line, has, read, wrong, known, day);
    const twice = seen.get(row.unit.id);
    if (twice !== undefined) wrong('id', `Trùng với dòng ${twice}. Hãy bỏ bớt một dòng.`);
    seen.set(row.unit.id, line);
    return errors.length > before ? [] : [row];
  });
  if (records.length === 0) errors.push({ at: 'dòng 2', sentence: 'Tệp chưa có đơn vị nào.' });
  return { rows, errors };
}

function columnsOf(header: string[]): Partial<Record<ColumnName, number>> {
  const named = header.map((title) => fold(title.replaceAll('_', ' ')));
  return Object.fromEntries(
    Object.entries(columns).flatMap(([name, titles]) => {
      const at = named.findIndex((title) => titles.some((known) => fold(known) === title));
      return at < 0 ? [] : [[name, at]];
    }),
  );
}

function readRow(
  line: number,
  has: (name: ColumnName) => boolean,
  read: (name: ColumnName) => string,
  wrong: (name: ColumnName, sentence: string) => void,
  known: ReadonlyMap<UnitId, VersionedUnit>,
  day: Day,
): Row {
  const required = (name: ColumnName): string => {
    if (read(name) === '') wrong(name, 'Còn trống. Hãy ghi mục này.');
    return read(name);
  };
  const idIn = (name: ColumnName): UnitId | undefined => {
    const id = read(name);
    if (id === '') return undefined;
    if (!idSchema.safeParse(id).success)
      wrong(name, `“${id}” không phải mã. Mã chỉ gồm chữ thường không dấu, số và gạch ngang.`);
    return id;
  };
  const dayIn = (name: ColumnName): Day | undefined => {
    try {
      return read(name) === '' ? undefined : readDay(read(name));
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      wrong(name, error.message);
      return undefined;
    }
  };
  const name = required('name');
  const id = idIn('id') ?? idOf(name);
  const level = levelWords[fold(required('level'))];
  if (level === undefined && read('level') !== '')
    wrong('level', `“${read('level')}” không phải một cấp. Hãy ghi: tỉnh, xã, trung ương hoặc trụ sở.`);
  const before = known.get(id);
  /** A column the file does not have says nothing; an empty cell says that there is none. */
  const or = <T>(name: ColumnName, given: () => T, kept: T): T => (has(name) ? given() : kept);
  const parent = or('parent', () => idIn('parent'), before?.parent);
  const through = or('through', () => idIn('through'), before?.through);
  const superior = or('superior', () => idIn('superior'), before?.superior);
  const from = dayIn('from') ?? before?.from ?? day;
  const to = or('to', () => dayIn('to'), before?.to);
  if (to !== undefined && to < from) wrong('to', 'Ngày cuối trước ngày đầu. Hãy sửa lại.');
  const vertical = fold(read('vertical'));
  if (!['', 'co', 'x', 'khong', 'true', 'false'].includes(vertical)) wrong('vertical', 'Hãy ghi “có” hoặc để trống.');
  return {
    line,
    unit: {
      id,
      name,
      aliases: or('aliases', () => aliasesIn(read('aliases')), before?.aliases ?? []),
      kind: required('kind'),
      level: level ?? 'province',
      ...(parent === undefined ? {} : { parent }),
      ...(through === undefined ? {} : { through }),
      ...(or('vertical', () => ['co', 'x', 'true'].includes(vertical), before?.vertical === true)
        ? { vertical: true as const }
        : {}),
      ...(superior === undefined ? {} : { superior }),
      from,
      ...(to === undefined ? {} : { to }),
    },
    people: [
      ...personIn('unit-contact', read, wrong, 'contact', 'contactMail', 'contactPhone'),
      ...personIn('unit-head', read, wrong, 'head', 'headMail'),
    ],
  };
}

const aliasesIn = (text: string): string[] =>
  text
    .split('|')
    .map((alias) => alias.trim())
    .filter(Boolean);

function personIn(
  role: Role,
  read: (name: ColumnName) => string,
  wrong: (name: ColumnName, sentence: string) => void,
  nameColumn: ColumnName,
  mailColumn: ColumnName,
  phoneColumn?: ColumnName,
): NamedPerson[] {
  const [name, mail, phone] = [read(nameColumn), read(mailColumn), phoneColumn ? read(phoneColumn) : ''];
  if (name === '' && mail === '') return [];
  if (name === '') wrong(nameColumn, 'Có địa chỉ thư mà chưa có tên. Hãy ghi tên.');
  const address = mailSchema.safeParse(mail);
  if (!address.success) {
    wrong(
      mailColumn,
      mail === ''
        ? 'Có tên mà chưa có địa chỉ thư. Hãy ghi địa chỉ thư.'
        : 'Không phải địa chỉ thư. Hãy viết như van.thu@tinh.gov.vn.',
    );
    return [];
  }
  return [{ role, name, mail: address.data, ...(phone === '' ? {} : { phone }) }];
}

/** Above and below are looked at together: a file may bring a unit and its parent at once. */
function treeErrors(rows: Row[], known: ReadonlyMap<UnitId, Unit>): WrongPlace[] {
  const all = new Map<UnitId, Unit>([...known, ...rows.map(({ unit }) => [unit.id, unit] as const)]);
  return rows.flatMap(({ line, unit }) => {
    try {
      assertTree(unit, all);
      return [];
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      return [{ at: `dòng ${line}`, sentence: error.message }];
    }
  });
}

const same = (unit: Unit, before: VersionedUnit): boolean => {
  const { version: _, successors: __, ...kept } = before;
  return contentHash(unit) === contentHash(kept);
};

function count(rows: Row[], known: ReadonlyMap<UnitId, VersionedUnit>): Imported {
  const before = (unit: Unit) => known.get(unit.id);
  const created = rows.filter(({ unit }) => !before(unit)).length;
  const unchanged = rows.filter(({ unit }) => before(unit) && same(unit, before(unit)!)).length;
  return {
    created,
    unchanged,
    changed: rows.length - created - unchanged,
    people: rows.flatMap(({ people }) => people).length,
  };
}

async function saveUnit(
  { store }: Deps,
  unit: Unit,
  before: VersionedUnit | undefined,
  session: ClientSession,
): Promise<void> {
  if (!before) return store.units.create(unit, session);
  if (same(unit, before)) return;
  await store.units.save(
    { ...unit, ...(before.successors ? { successors: before.successors } : {}) },
    before.version,
    session,
  );
}

/** The holder of the role at the unit; somebody else until now is replaced from today. False when nothing changed. */
async function appoint(
  { store, now }: Deps,
  unit: UnitId,
  named: NamedPerson,
  session: ClientSession,
): Promise<boolean> {
  const { role, name, mail, phone } = named;
  const day = today({ now });
  const person = (await store.people.withMail(mail, session))?._id ?? (await added());
  const scope = `unit:${unit}` as const;
  const held = (await store.appointments.at(scope, session)).filter(
    (each) => each.role === role && each.substituteFor === undefined && (each.to === undefined || each.to >= day),
  );
  if (held.some((each) => each.person === person)) return false;
  for (const { id, from } of held) await store.appointments.end(id, dayBefore(from < day ? day : from), session);
  await store.appointments.create({ id: newId('a'), role, scope, person, from: day }, session);
  return true;

  async function added(): Promise<PersonId> {
    const _id = newId('p');
    await store.people.create({ _id, name, mail, ...(phone === undefined ? {} : { phone }), unit }, session);
    return _id;
  }
}
