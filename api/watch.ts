import { createTransport } from 'nodemailer';
import { isWorkingDay } from '../domain/calendar.ts';
import { addDays, dayAt, instantAt, vnDay, vnTime, yearOf } from '../domain/day.ts';
import type { Day } from '../domain/day.ts';
import { vnNumber } from '../domain/number.ts';
import { holders } from '../domain/role.ts';
import type { Deps } from './deps.ts';
import { failure } from './log.ts';

/** When the morning's letters must have left, and how long after it a look still judges this morning. */
const looksAt = [8, 30] as const;
const freshMs = 30 * 60_000;

const lookEveryMs = 60_000;

/** What stands still: lines without a letter, matters whose day came and that nobody woke, matters whose days cannot be reckoned. */
export interface Stillness {
  lines: number;
  matters: number;
  troubled: number;
}

/** The one letter the API may send: by another way than the letters it is about. */
export interface Alarm {
  to: string[];
  subject: string;
  text: string;
}

type WatchDeps = Pick<Deps, 'store' | 'config' | 'now' | 'log'>;

/**
 * Looks once each working day, at 08:30 or as soon as the API runs after that, whether the chase moves; where it
 * does not, tells the operator and the head of division. Several API processes send one letter.
 */
export function startWatch(deps: WatchDeps, send = sender(deps)): { look(): Promise<void>; stop(): void } {
  let looked: string | undefined;
  const look = async (): Promise<void> => {
    const at = deps.now();
    const day = dayAt(at);
    if (looked === day || at < instantAt(day, ...looksAt)) return;
    const calendar = await deps.store.calendars.compact([yearOf(day)]);
    if (isWorkingDay(calendar, day)) {
      const isFresh = Date.parse(at) - Date.parse(instantAt(day, ...looksAt)) < freshMs;
      // Later in the day new lines wait rightly for tomorrow's letter.
      const found = await stillness(deps, isFresh ? day : addDays(day, -1));
      if (found.lines + found.matters + found.troubled > 0) await sendOnce(found);
    }
    looked = day;
  };

  async function sendOnce(found: Stillness): Promise<void> {
    const at = deps.now();
    const day = dayAt(at);
    await deps.store.changes.once(
      { key: `watch/${day}`, what: 'watch-alarm', body: day, by: 'watch', at },
      async () => {
        const to = await hearers(deps);
        deps.log.error({ ...found, hearers: to.length }, 'the chase stands still');
        if (to.length > 0) await send({ to, ...alarmOf(found, deps) });
        return day;
      },
    );
  }

  const timer = setInterval(() => {
    look().catch((error: unknown) => deps.log.error({ err: failure(error) }, 'watch'));
  }, lookEveryMs);
  return { look, stop: () => clearInterval(timer) };
}

async function stillness({ store }: WatchDeps, day: Day): Promise<Stillness> {
  const [lines, matters, troubled] = await Promise.all([
    store.lines.withoutLetterBefore(day),
    store.stillness.unwoken(day),
    store.stillness.inTrouble(),
  ]);
  return { lines, matters, troubled };
}

/** The operator's address, and those of whoever holds these posts today. */
async function hearers({ store, config, now }: WatchDeps): Promise<string[]> {
  const appointments = await store.appointments.all();
  const day = dayAt(now());
  const ids = [...holders(appointments, 'operator', {}, day), ...holders(appointments, 'division-head', {}, day)];
  const mails = (await store.people.getMany(ids)).map(({ mail }) => mail);
  return [...new Set([...(config.operatorMail === undefined ? [] : [config.operatorMail]), ...mails])];
}

const alarmOf = ({ lines, matters, troubled }: Stillness, { config, now }: WatchDeps): Omit<Alarm, 'to'> => ({
  subject: `Hệ thống chưa rà hạn sáng nay ${vnDay(dayAt(now()))}`,
  text: [
    `Đến ${vnTime(now())}, ${vnDay(dayAt(now()))}, Đôn Đốc chưa làm xong phần việc của buổi sáng:`,
    '',
    ...(lines > 0 ? [`- ${vnNumber(lines)} dòng nhắc chưa được gửi đi;`] : []),
    ...(matters > 0 ? [`- ${vnNumber(matters)} hồ sơ đến ngày mà chưa được rà;`] : []),
    ...(troubled > 0
      ? [
          `- ${vnNumber(troubled)} hồ sơ chưa tính được ngày nhắc; vì sao và cần làm gì: ${config.publicUrl}/api/troubles.`,
        ]
      : []),
    '',
    'Các đơn vị có thể chưa nhận được thư nhắc hạn hôm nay. Không dòng nào bị mất: khi hệ thống chạy lại, thư sẽ được gửi bù.',
    '',
    'Người vận hành: kiểm tra bộ xử lý, Temporal và máy chủ thư tại',
    `${config.publicUrl}/api/ready`,
    'Trưởng phòng: nếu hôm nay có việc đến hạn, hãy gọi điện cho đơn vị.',
  ].join('\n'),
});

const sender =
  ({ config }: WatchDeps) =>
  async ({ to, subject, text }: Alarm): Promise<void> => {
    const transport = createTransport({
      url: config.smtpUrl,
      connectionTimeout: 10_000,
      greetingTimeout: 10_000,
      socketTimeout: 20_000,
      disableFileAccess: true,
      disableUrlAccess: true,
    });
    try {
      await transport.sendMail({ from: config.mailFrom, to, subject, text });
    } finally {
      transport.close();
    }
  };
