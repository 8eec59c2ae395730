import { isWorkingDay } from '../domain/calendar.ts';
import { addDays, dayAt, instantAt, vnDay, vnTime, yearOf } from '../domain/day.ts';
import type { Day, Instant } from '../domain/day.ts';
import { vnNumber } from '../domain/number.ts';
import { holders } from '../domain/role.ts';
import type { Deps } from './deps.ts';
import { failure } from './log.ts';
import { openRelay } from './relay.ts';

/** When the morning's letters must have left, and how long after it a look still judges this morning. */
const looksAt = [8, 30] as const;
const freshMs = 30 * 60_000;

const lookEveryMs = 60_000;

/** What stands still: lines without a letter, matters whose day came and that nobody woke, matters whose days cannot be reckoned. */
interface Stillness {
  lines: number;
  matters: number;
  troubled: number;
}

/** Stillness that was seen and must be told: as it was then, even when the relay takes the letter hours later. */
interface Alarm {
  at: Instant;
  found: Stillness;
}

type WatchDeps = Pick<Deps, 'store' | 'config' | 'now' | 'log'>;

/**
 * Looks once each working day, at 08:30 or as soon as the API runs after that, whether the chase moves; where it
 * does not, tells the operator and the head of division: the one letter the API sends, by another way than the letters
 * it is about. Several API processes send one.
 */
export function startWatch(deps: WatchDeps): { look(): Promise<void>; stop(): void } {
  let looked: Day | undefined;
  let untold: Alarm | undefined;
  const look = async (): Promise<void> => {
    const at = deps.now();
    const day = dayAt(at);
    if (looked === day || at < instantAt(day, ...looksAt)) return;
    if (untold === undefined || dayAt(untold.at) !== day) untold = await alarmAt(deps, at);
    if (untold) await tell(deps, untold);
    looked = day;
  };

  const timer = setInterval(() => {
    look().catch((error: unknown) => deps.log.error({ err: failure(error) }, 'watch'));
  }, lookEveryMs);
  return { look, stop: () => clearInterval(timer) };
}

async function alarmAt(deps: WatchDeps, at: Instant): Promise<Alarm | undefined> {
  const day = dayAt(at);
  const calendar = await deps.store.calendars.compact([yearOf(day)]);
  if (!isWorkingDay(calendar, day)) return undefined;
  const isFresh = Date.parse(at) - Date.parse(instantAt(day, ...looksAt)) < freshMs;
  // Later in the day new lines wait rightly for tomorrow's letter.
  const found = await stillness(deps, isFresh ? day : addDays(day, -1));
  return found.lines + found.matters + found.troubled > 0 ? { at, found } : undefined;
}

async function stillness({ store }: WatchDeps, day: Day): Promise<Stillness> {
  const [lines, matters, troubled] = await Promise.all([
    store.lines.withoutLetterBefore(day),
    store.stillness.unwoken(day),
    store.stillness.inTrouble(),
  ]);
  return { lines, matters, troubled };
}

async function tell(deps: WatchDeps, alarm: Alarm): Promise<void> {
  const { store, config, log } = deps;
  const day = dayAt(alarm.at);
  const command = { key: `watch/${day}`, what: 'watch-alarm', body: day, by: 'watch', at: alarm.at };
  if (await store.changes.before(command)) return;
  const to = await hearers(deps);
  const relay = openRelay(config);
  try {
    // Every other change of the office waits while this one is made: not for a relay that does not answer.
    if (to.length > 0) await relay.verify();
    await store.changes.once(command, async () => {
      log.error({ ...alarm.found, hearers: to.length }, 'the chase stands still');
      if (to.length > 0) await relay.sendMail({ from: config.mailFrom, to, ...letterOf(alarm, config.publicUrl) });
      return day;
    });
  } finally {
    relay.close();
  }
}

/** The operator's address, and those of whoever holds these posts today. */
async function hearers({ store, config, now }: WatchDeps): Promise<string[]> {
  const appointments = await store.appointments.all();
  const day = dayAt(now());
  const ids = [...holders(appointments, 'operator', {}, day), ...holders(appointments, 'division-head', {}, day)];
  const mails = (await store.people.getMany(ids)).map(({ mail }) => mail);
  return [...new Set([...(config.operatorMail === undefined ? [] : [config.operatorMail]), ...mails])];
}

const letterOf = ({ at, found: { lines, matters, troubled } }: Alarm, site: string) => ({
  subject: `Hệ thống chưa rà hạn sáng nay ${vnDay(dayAt(at))}`,
  text: [
    `Đến ${vnTime(at)}, ${vnDay(dayAt(at))}, Đôn Đốc chưa làm xong phần việc của buổi sáng:`,
    '',
    ...(lines > 0 ? [`- ${vnNumber(lines)} dòng nhắc chưa được gửi đi;`] : []),
    ...(matters > 0 ? [`- ${vnNumber(matters)} hồ sơ đến ngày mà chưa được rà;`] : []),
    ...(troubled > 0
      ? [`- ${vnNumber(troubled)} hồ sơ chưa tính được ngày nhắc; vì sao và cần làm gì: ${site}/api/troubles.`]
      : []),
    '',
    'Các đơn vị có thể chưa nhận được thư nhắc hạn hôm nay. Không dòng nào bị mất: khi hệ thống chạy lại, thư sẽ được gửi bù.',
    '',
    'Người vận hành: kiểm tra bộ xử lý, Temporal và máy chủ thư tại',
    `${site}/api/ready`,
    'Trưởng phòng: nếu hôm nay có việc đến hạn, hãy gọi điện cho đơn vị.',
  ].join('\n'),
});
