import { vnDay, vnWeekday } from '../../domain/day.ts';
import type { Day } from '../../domain/day.ts';
import { letterOf } from './letter.ts';
import type { Letter, Office, Part } from './letter.ts';

/** One thing on a staff member's list. */
export interface Work {
  /** `call`: telephone; `decide`: a decision is wanted; `own`: theirs to do; `know`: somebody else is late. */
  kind: 'call' | 'decide' | 'own' | 'know';
  what: string;
  day?: Day;
  stands: string;
  late: boolean;
  /** Whom to call, what to decide, who owes it, why this day, what comes next. */
  notes: string[];
  toSign: boolean;
}

export interface WorkOfTodayLetter {
  office: Office;
  to: string;
  today: Day;
  work: Work[];
}

const sections: [Work['kind'], string][] = [
  ['call', 'Gọi điện'],
  ['decide', 'Cần quyết định'],
  ['own', 'Việc cần làm'],
  ['know', 'Việc của người khác, để biết và đôn đốc'],
];

/** What a member of staff has to do, decide or know this morning. */
export function workOfToday({ office, to, today, work }: WorkOfTodayLetter): Letter {
  const signing = work.every(({ toSign }) => toSign);
  const late = work.filter((each) => each.late).length;
  const counts = [
    `${work.length} ${signing ? 'văn bản chờ ký' : 'việc'}`,
    ...(late > 0 ? [`${late} quá hạn`] : []),
  ].join(', ');
  const parts = sections.flatMap(([kind, title]): Part[] => {
    const rows = work.filter((each) => each.kind === kind);
    return rows.length === 0
      ? []
      : [
          {
            title,
            list: rows.map(({ what, day, stands, late: isLate, notes }) => ({
              what,
              notes,
              stands,
              late: isLate,
              ...(day ? { day: vnDay(day) } : {}),
            })),
          },
        ];
  });
  return letterOf(
    {
      subject: `${signing ? 'Chờ ký' : 'Việc hôm nay'} (${work.length})${late > 0 ? `: ${late} quá hạn` : ''}`,
      to,
      parts: [
        { say: [`Sáng ${vnWeekday(today)} ${vnDay(today)}: `, { strong: counts }, '.'] },
        ...parts,
        { act: 'Mở trong Đôn Đốc' },
        { small: ['Mỗi sáng chỉ có một thư như thế này. Việc nào đã xong trước 8 giờ thì không còn trong danh sách.'] },
      ],
    },
    office,
  );
}
