import { Link } from '@tanstack/react-router';
import { Alert } from 'antd';
import type { SuccessionCheck } from '../../../api/office/successions.ts';
import { Rows } from '../parts/rows.tsx';
import { Facts } from './frame.tsx';
import type { Heirs } from './succession.tsx';

type UnitReach = SuccessionCheck['units'][number];
type Open = UnitReach['open'];

/** `1 cuộc kiểm tra (1 buổi chưa diễn ra), 3 nội dung khắc phục (1 quá hạn)`; '' where nothing is open. */
export const openWords = ({ inspections, visits, items, late, remediations, proposals, answers }: Open): string =>
  [
    inspections > 0 && `${inspections} cuộc kiểm tra, kỳ báo cáo${visits > 0 ? ` (${visits} buổi chưa diễn ra)` : ''}`,
    remediations > 0 &&
      `${items} nội dung khắc phục của ${remediations} văn bản${late > 0 ? ` (${late} quá hạn)` : ''}`,
    proposals > 0 && `${proposals} kiến nghị chờ trả lời`,
    answers > 0 && `${answers} kiến nghị của nơi khác đang chờ đơn vị trả lời`,
  ]
    .filter(Boolean)
    .join(', ');

const names = (those: readonly { id: string; name: string }[]): string => those.map(({ name }) => name).join(', ');

/** What hangs on one unit that ends; of a unit that was split, who takes what. */
export function Reach({
  reach,
  heirs,
  setHeirs,
  parts,
}: {
  reach: UnitReach;
  heirs: Heirs;
  setHeirs: (heirs: Heirs) => void;
  parts: 'move' | 'end';
}) {
  const { unit, to, open, matters, people, groups, served } = reach;
  const heir = to[0]?.name;
  return (
    <section className="office-panel">
      <h3>
        <Link to="/don-vi/$unit" params={{ unit: unit.id }}>
          {unit.name}
        </Link>{' '}
        {to.length === 0 ? 'giải thể, không ai kế thừa' : `→ ${names(to)}`}
      </h3>
      {to.length === 0 && matters.length > 0 && (
        <Alert
          type="warning"
          showIcon
          title={`${matters.length} hồ sơ vẫn mở tại đơn vị, không ai tiếp nhận`}
          description="Hãy ghi đơn vị kế thừa; nếu thật không có, đóng, tạm dừng từng nội dung hoặc hủy cuộc kiểm tra ở hồ sơ của đơn vị. Thư nhắc từ nay đến trưởng phòng."
        />
      )}
      <Facts
        of={[
          ['Việc đang mở', openWords(open) || 'không có'],
          ['Đang trả lời cho đơn vị', people.map(({ name, words }) => `${name} (${words})`).join(', ')],
          ['Nhóm nêu đích danh', groups.length > 0 && `${names(groups)}${heir ? `: thêm ${names(to)}` : ''}`],
          [
            'Bộ phận trực thuộc',
            reach.parts.length > 0 &&
              `${names(reach.parts)}: ${parts === 'end' || !heir ? 'kết thúc cùng ngày' : `về ${heir}`}`,
          ],
          ['Qua hoặc dưới đơn vị này', served.length > 0 && `${names(served)}${heir ? `: chuyển sang ${heir}` : ''}`],
        ]}
      />
      {to.length > 1 && matters.length > 0 && (
        <Rows
          caption={`Hồ sơ của ${unit.name} giao cho ai`}
          rows={matters}
          keyOf={({ matter }) => matter}
          columns={[
            { head: 'Hồ sơ', cell: ({ words }) => words },
            {
              head: 'Giao cho',
              cell: ({ matter, words }) => (
                <select
                  aria-label={`${words} giao cho`}
                  value={heirs[`${unit.id}|${matter}`] ?? to[0]!.id}
                  onChange={({ target }) => setHeirs({ ...heirs, [`${unit.id}|${matter}`]: target.value })}
                >
                  {to.map(({ id, name }) => (
                    <option key={id} value={id}>
                      {name}
                    </option>
                  ))}
                </select>
              ),
            },
          ]}
        />
      )}
    </section>
  );
}

/** The consequence in numbers, before what cannot be undone. */
export function Told({
  check: { units, told, unheard },
  basis,
  contacts,
}: {
  check: SuccessionCheck;
  basis: string;
  contacts: 'move' | 'end';
}) {
  const passing = units.filter(({ to }) => to.length > 0);
  const sum = (of: (open: Open) => number) => passing.reduce((all, { open }) => all + of(open), 0);
  const total: Open = {
    inspections: sum((open) => open.inspections),
    visits: sum((open) => open.visits),
    remediations: sum((open) => open.remediations),
    items: sum((open) => open.items),
    late: sum((open) => open.late),
    proposals: sum((open) => open.proposals),
    answers: sum((open) => open.answers),
  };
  const people = units.flatMap((unit) => unit.people);
  const moving = contacts === 'move' ? passing.flatMap((unit) => unit.people).filter(isContact).length : 0;
  return (
    <>
      <p>
        {units.length} đơn vị kết thúc theo {basis}.
      </p>
      <ul>
        <li>Chuyển: {openWords(total) || 'không có việc nào đang mở'}. Mọi hạn giữ nguyên.</li>
        {people.length > 0 && (
          <li>
            {people.length} phân công kết thúc{moving > 0 && `; ${moving} đầu mối sang đơn vị kế thừa`}
          </li>
        )}
        {told > 0 && <li>{told} người đang trả lời cho đơn vị kế thừa được báo bằng thư sáng hôm sau</li>}
        {unheard.length > 0 && (
          <li>{names(unheard)} chưa có đầu mối: thư đến trưởng phòng cho đến khi phân công đầu mối</li>
        )}
      </ul>
      <p>Dự thảo và kế hoạch đang soạn giữ nguyên tên đơn vị đã ghi. Không hoàn lại được.</p>
    </>
  );
}

const isContact = ({ words }: { words: string }): boolean => words === 'đầu mối đơn vị';
