import { Button, Checkbox, Input, Select } from 'antd';
import { useId, useState } from 'react';
import type { ReactNode } from 'react';
import type { ItemCounts } from '../../../api/items/item-list.ts';
import { itemKinds, itemKindWords, itemStates, itemWords } from '../../../domain/remediation.ts';
import { FoldedSelect } from '../parts/folded-select.tsx';
import { useChoices, useCounts } from './item-counts.ts';
import { capital, isFiltered, scopeWords, waitedDuties, waitedRoles } from './item-search.ts';
import type { ItemSearch } from './item-search.ts';

/** What the list shows, chosen from what there is; each choice goes into the address. */
export function ItemFilters({ search, change }: { search: ItemSearch; change: (next: ItemSearch) => void }) {
  const rounds = useChoices();
  const within = useChoices(search.dot);
  const { conditions } = useCounts(search) ?? {};
  const scope = scopeWords(search, conditions);
  const set = (name: keyof ItemSearch, value: string | undefined) => {
    const { [name]: _, ...others } = search;
    change(value === undefined || value === '' ? others : { ...others, [name]: value });
  };
  const choices = (of: ItemCounts['units'] | undefined) =>
    (of ?? []).map(({ id, name, count }) => ({ value: id, label: `${name} (${count})`, also: id }));
  const [wide] = useState(() => matchMedia('(min-width: 700px)').matches);
  const chosen = Object.keys(search).filter((name) => name !== 'tim').length;
  return (
    <search className="item-filters">
      <SearchWords value={search.tim ?? ''} change={(tim) => set('tim', tim)} />
      <details open={wide}>
        <summary>Bộ lọc{chosen > 0 && ` (đang chọn ${chosen})`}</summary>
        <div className="choices">
          <Choice label="Đợt">
            {(id) => (
              <FoldedSelect
                id={id}
                allowClear
                placeholder="Mọi đợt"
                value={search.dot ?? null}
                options={choices(rounds?.campaigns)}
                onChange={(value: string | null) => set('dot', value ?? undefined)}
              />
            )}
          </Choice>
          <Choice label="Đơn vị">
            {(id) => (
              <FoldedSelect
                id={id}
                allowClear
                placeholder="Mọi đơn vị"
                value={search.donVi?.includes(',') ? null : (search.donVi ?? null)}
                options={choices(within?.units)}
                onChange={(value: string | null) => set('donVi', value ?? undefined)}
              />
            )}
          </Choice>
          <Choice label="Tình trạng">
            {(id) => (
              <Select
                id={id}
                allowClear
                placeholder="Mọi tình trạng"
                value={search.tinhTrang ?? null}
                options={itemStates.map((value) => ({ value, label: capital(itemWords[value]) }))}
                onChange={(value: string | null) => set('tinhTrang', value ?? undefined)}
              />
            )}
          </Choice>
          <Choice label="Đang chờ ai">
            {(id) => (
              <Select
                id={id}
                allowClear
                placeholder="Bất kỳ ai"
                value={search.cho ?? null}
                options={waitedRoles}
                onChange={(value: string | null) => set('cho', value ?? undefined)}
              />
            )}
          </Choice>
          <Choice label="Đang chờ việc gì">
            {(id) => (
              <Select
                id={id}
                allowClear
                placeholder="Việc bất kỳ"
                value={search.viec ?? null}
                options={waitedDuties}
                onChange={(value: string | null) => set('viec', value ?? undefined)}
              />
            )}
          </Choice>
          <Choice label="Lĩnh vực">
            {(id) => (
              <FoldedSelect
                id={id}
                allowClear
                placeholder="Mọi lĩnh vực"
                value={search.linhVuc === '-' ? null : (search.linhVuc ?? null)}
                options={choices(within?.areas)}
                onChange={(value: string | null) => set('linhVuc', value ?? undefined)}
              />
            )}
          </Choice>
          <Choice label="Loại">
            {(id) => (
              <Select
                id={id}
                allowClear
                placeholder="Mọi loại"
                value={search.loai ?? null}
                options={itemKinds.map((value) => ({ value, label: capital(itemKindWords[value]) }))}
                onChange={(value: string | null) => set('loai', value ?? undefined)}
              />
            )}
          </Choice>
          <Checkbox
            checked={search.quaHan === 'co'}
            onChange={({ target }) => set('quaHan', target.checked ? 'co' : undefined)}
          >
            Chỉ nội dung quá hạn
          </Checkbox>
        </div>
      </details>
      {scope.length > 0 && (
        <p className="scope">
          Chỉ:{' '}
          {scope.map(({ name, words }) => (
            <Button
              key={name}
              size="small"
              aria-label={`${words}: bỏ điều kiện này`}
              onClick={() => set(name, undefined)}
            >
              {words} <span aria-hidden="true">×</span>
            </Button>
          ))}
        </p>
      )}
      {isFiltered(search) && (
        <p className="on-paper">
          Điều kiện:{' '}
          {chosenWords(search, { rounds, within })
            .concat(scope.map(({ words }) => words))
            .join('; ')}
          .
        </p>
      )}
      {isFiltered(search) && (
        <Button size="small" onClick={() => change({})}>
          Bỏ mọi điều kiện lọc
        </Button>
      )}
    </search>
  );
}

/** What was chosen in the fields, for a list on paper. */
function chosenWords(
  { tim, dot, donVi, tinhTrang, cho, viec, linhVuc, loai, quaHan }: ItemSearch,
  { rounds, within }: Record<'rounds' | 'within', ItemCounts | undefined>,
): string[] {
  const called = (all: ItemCounts['units'] | undefined, id: string | undefined) =>
    id === undefined || id.includes(',') || id === '-' ? undefined : (all?.find((one) => one.id === id)?.name ?? id);
  const labelOf = (all: { value: string; label: string }[], value: string | undefined) =>
    all.find((one) => one.value === value)?.label;
  const said: [string, string | undefined][] = [
    ['tìm', tim],
    ['đợt', called(rounds?.campaigns, dot)],
    ['đơn vị', called(within?.units, donVi)],
    ['tình trạng', tinhTrang && itemWords[tinhTrang as keyof typeof itemWords]],
    ['chờ', labelOf(waitedRoles, cho)],
    ['chờ việc', labelOf(waitedDuties, viec)],
    ['lĩnh vực', called(within?.areas, linhVuc)],
    ['loại', loai && itemKindWords[loai as keyof typeof itemKindWords]],
  ];
  return [
    ...said.flatMap(([what, words]) => (words === undefined ? [] : [`${what} ${words}`])),
    ...(quaHan === undefined ? [] : ['quá hạn']),
  ];
}

function Choice({ label, children }: { label: string; children: (id: string) => ReactNode }) {
  const id = useId();
  return (
    <div>
      <label htmlFor={id}>{label}</label>
      {children(id)}
    </div>
  );
}

/** Words go into the address once they are sent, with Enter or the button: no list jumps under whoever types. */
function SearchWords({ value, change }: { value: string; change: (next: string) => void }) {
  const [typed, setTyped] = useState<string>();
  const id = useId();
  const send = () => {
    change((typed ?? value).trim());
    setTyped(undefined);
  };
  return (
    <form
      className="search-words"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <label htmlFor={id}>Tìm trong nội dung, số văn bản, tên đơn vị</label>
      <div className="one-line">
        <Input
          id={id}
          type="search"
          value={typed ?? value}
          placeholder="niem yet thu tuc, 05/TB-SNV…"
          maxLength={100}
          onChange={({ target }) => setTyped(target.value)}
        />
        <Button htmlType="submit">Tìm</Button>
      </div>
    </form>
  );
}
