import { vnDay, vnTime } from '../domain/day.ts';
import type { Day } from '../domain/day.ts';
import { isOpen } from '../domain/duty.ts';
import type { Duty, DutyKind, Line } from '../domain/duty.ts';
import type { Inspection } from '../domain/inspection.ts';
import type { Proposal } from '../domain/proposal.ts';
import type { Remediation } from '../domain/remediation.ts';
import type { TermUnit } from '../domain/term.ts';
import { halfDay, shortened } from './mail-facts.ts';
import type { Facts } from './mail-facts.ts';
import { reportWord } from './mail-words.ts';
import { asked } from './mail/asked.ts';
import type { AskedLetter } from './mail/asked.ts';
import type { Letter } from './mail/letter.ts';
import { proposal } from './mail/proposal.ts';
import type { ProposalLetter } from './mail/proposal.ts';
import { received } from './mail/received.ts';
import type { ReceivedLetter } from './mail/received.ts';
import { sentBack } from './mail/sent-back.ts';
import { unitAnswered } from './mail/unit-answered.ts';
import type { Answered } from './mail/unit-answered.ts';
import { addressee, isVertical, only, readerOf } from './mail-reading.ts';
import type { Reading, Told } from './mail-reading.ts';

/** What came in, as its letter says it; and the duty of whoever looks at it. */
interface Arrival {
  what: string;
  item?: string;
  review?: Duty | undefined;
  /** What it leaves the unit to do, when nobody reviews it by a day. */
  after: string;
  /** Entered for the unit: the day it really came. */
  entered?: Day | undefined;
  incidents?: number;
}

/** What is read of whatever a unit sent: its files, its period, and how it came when the office entered it. */
interface Sent {
  evidence?: unknown[];
  files?: unknown[];
  period?: Day;
  origin?: { arrived: Day };
}

export async function receivedLetter(reading: Reading): Promise<Letter> {
  const { facts, office } = reading;
  const { record, line } = only(reading);
  const about = line.about ?? {};
  const frozen = String(about['submission'] ?? about['report'] ?? about['text'] ?? '');
  const snapshot = await facts.snapshot(frozen);
  const number = await facts.receiptOf(record.id, frozen);
  const body = snapshot?.body as Sent | undefined;
  const { what, item, review, after, incidents, ...arrival } = await arrivalOf(facts, only(reading), body?.period);
  const entered = body?.origin?.arrived ?? arrival.entered;
  const day = vnDay(line.day);
  const files = (body?.evidence ?? body?.files)?.length;
  const letter: ReceivedLetter = {
    office,
    to: await addressee(reading),
    unit: await facts.unitName(record.place.unit),
    what,
    ...(item ? { item } : {}),
    at: entered ? vnDay(entered) : snapshot && record.clock.kind === 'real' ? `${vnTime(snapshot.at)}, ${day}` : day,
    ...(entered ? { entered: day } : {}),
    ...(number === undefined ? {} : { receipt: `BN-${String(number).padStart(4, '0')}` }),
    ...(files ? { evidence: files } : {}),
    ...(incidents === undefined ? {} : { incidents }),
    ...(review?.due
      ? { review: { by: office.division, day: review.due.day, term: termWords(review.due.reckoned) } }
      : {}),
    after,
  };
  return received(letter);
}

async function arrivalOf(facts: Facts, { record, line }: Told, period: Day | undefined): Promise<Arrival> {
  const open = (kind: DutyKind, n?: number) =>
    record.duties.findLast((duty) => isOpen(duty) && duty.kind === kind && (n === undefined || duty.about === n));
  if (record.process === 'remediation') {
    const { items } = record as Remediation;
    const n = line.about?.['item'] as number;
    const item = items.find((each) => each.n === n);
    const confirms = period !== undefined;
    const counted = confirms && item?.prohibits === true;
    const incidents = counted ? await incidentsIn(facts, line) : undefined;
    return {
      what: confirms ? 'xác nhận việc thường xuyên' : 'báo cáo khắc phục',
      item: await facts.itemText(record as Remediation, n),
      review: confirms ? open('review-incidents', n) : open('verify', n),
      after: 'Đơn vị không cần làm gì thêm trong kỳ này.',
      entered: item?.entered && item.report === line.about?.['report'] ? item.reportedOn : undefined,
      ...(incidents === undefined ? {} : { incidents }),
    };
  }
  const inspection = record as Inspection;
  switch (line.about?.['what']) {
    case 'explanation':
      return { what: 'giải trình', after: 'Đoàn kiểm tra xem xét khi kết luận. Đơn vị không cần làm gì thêm.' };
    case 'comments': {
      const agreed = inspection.comments?.answered?.agreed === true;
      return {
        what: agreed ? 'ý kiến thống nhất dự thảo kết luận' : 'góp ý dự thảo kết luận',
        after: agreed
          ? 'Đơn vị không cần làm gì thêm.'
          : 'Đoàn kiểm tra xem xét khi hoàn thiện kết luận. Đơn vị không cần làm gì thêm.',
      };
    }
    default: {
      const { selfReport } = inspection;
      return {
        what: reportWord(inspection),
        review: open('review-self-report'),
        after: 'Đơn vị không cần làm gì thêm.',
        entered: selfReport?.entered && selfReport.latest === line.about?.['submission'] ? selfReport.on : undefined,
      };
    }
  }
}

async function incidentsIn(facts: Facts, { about }: Line): Promise<number | undefined> {
  const body = (await facts.snapshot(String(about?.['report'])))?.body as
    | { incidents?: number | unknown[] }
    | undefined;
  return Array.isArray(body?.incidents) ? body.incidents.length : body?.incidents;
}

const units: Record<TermUnit, string> = { 'working-day': 'ngày làm việc', 'calendar-day': 'ngày', month: 'tháng' };

const termWords = ({ count, unit }: { count: number; unit: TermUnit }): string => `${count} ${units[unit]}`;

export async function sentBackLetter(reading: Reading): Promise<Letter> {
  const { facts, office } = reading;
  const { record, line } = only(reading);
  const supplement = record.duties.findLast((duty) => duty.kind === 'supplement-self-report' && isOpen(duty));
  return sentBack({
    office,
    to: await addressee(reading),
    unit: await facts.unitName(record.place.unit),
    vertical: isVertical(reading),
    what: reportWord(record as Inspection),
    points: await facts.pointsOf(line.about?.['remarks']),
    ...(supplement?.due ? { by: supplement.due.day } : {}),
    days: supplement ? [await facts.whyThisDay(record, supplement)] : [],
  });
}

const askedFor: Record<AskedLetter['what'], DutyKind> = {
  report: 'self-report',
  explanation: 'explain',
  comments: 'comment-draft',
};

export async function askedLetter(reading: Reading): Promise<Letter> {
  const { facts, office } = reading;
  const { record, line } = only(reading);
  const what = line.about?.['what'] as AskedLetter['what'];
  const duty = record.duties.findLast(
    ({ kind, about }) => kind === askedFor[what] && (what !== 'explanation' || about === line.about?.['n']),
  );
  const plan = await facts.planOf(record.place.campaign);
  return asked({
    office,
    to: await addressee(reading),
    reader: readerOf(reading),
    unit: await facts.unitName(record.place.unit),
    vertical: isVertical(reading),
    what,
    ...(plan && what === 'report' ? { title: plan.title } : {}),
    ...(plan?.reporting && what === 'report' ? { cutOff: plan.reporting.cutOff } : {}),
    points: what === 'explanation' ? await facts.pointsOf(line.about?.['text']) : [],
    ...(duty?.due ? { by: duty.due.day } : {}),
    days: duty ? [await facts.whyThisDay(record, duty)] : [],
  });
}

/** Everything units answered, for one person of the office: each answer once, whatever roles they hold. */
export async function unitAnsweredLetter(reading: Reading): Promise<Letter> {
  const { office, day, told } = reading;
  const events = new Map(told.map((each) => [each.line.id.slice(0, -(each.line.role.length + 1)), each]));
  return unitAnswered({
    office,
    to: await addressee(reading),
    today: day,
    answers: await Promise.all([...events.values()].map((each) => answeredOf(reading.facts, each))),
  });
}

async function answeredOf(facts: Facts, { record, line }: Told): Promise<Answered> {
  const about = line.about ?? {};
  const unit = await facts.unitName(record.place.unit);
  const said = async (id: unknown): Promise<Pick<Answered, 'said'>> => {
    const text = (await facts.pointsOf(id)).join('; ');
    return text ? { said: shortened(text, 300) } : {};
  };
  const decision = (kind: DutyKind, n?: number): Pick<Answered, 'next' | 'waits'> => {
    const duty = record.duties.findLast((each) => each.kind === kind && (n === undefined || each.about === n));
    if (!duty || !isOpen(duty)) return { waits: false, ...(duty ? { next: 'Đã xử lý.' } : {}) };
    return { waits: true, ...(duty.due ? { next: `Xử lý chậm nhất ${vnDay(duty.due.day)}.` } : {}) };
  };
  const known = { unit, on: line.day, waits: false };
  switch (about['what']) {
    case 'explanation': {
      const question = (record as Inspection).explanations.find(({ n }) => n === about['n']);
      const [point] = await facts.pointsOf(question?.remarks);
      return {
        ...known,
        what: 'đã giải trình',
        ...(point ? { about: `Yêu cầu: ${shortened(point)}` } : {}),
        ...(await said(about['text'])),
      };
    }
    case 'comments': {
      const agreed = (record as Inspection).comments?.answered?.agreed === true;
      return {
        ...known,
        what: agreed ? 'thống nhất với dự thảo kết luận' : 'góp ý dự thảo kết luận',
        ...(await said(about['text'])),
      };
    }
    case 'another-day': {
      const { dayWishes, visits } = record as Inspection;
      const wish = dayWishes.find(({ n }) => n === about['wish']);
      const visit = visits.find(({ n }) => n === wish?.visit);
      const from = visit && !wish?.decided ? ` từ ${halfDay(visit)}` : '';
      return {
        ...known,
        what: wish ? `xin đổi buổi kiểm tra${from} sang ${halfDay(wish)}` : 'xin đổi ngày kiểm tra',
        ...(await said(wish?.reason)),
        ...decision('decide-another-day', wish?.n),
      };
    }
    case 'extension': {
      const remediation = record as Remediation;
      const n = about['item'] as number;
      const asking = remediation.items
        .find((item) => item.n === n)
        ?.extensions?.find(({ reason }) => reason === about['text']);
      return {
        ...known,
        what: asking ? `xin gia hạn đến ${vnDay(asking.until)}` : 'xin gia hạn',
        about: await facts.itemText(remediation, n),
        ...(await said(about['text'])),
        ...decision('decide-extension', n),
      };
    }
    case 'proposal-answer': {
      const { content } = record as Proposal;
      const from = about['from'];
      const [text] = await facts.pointsOf(content);
      return {
        ...known,
        unit: typeof from === 'string' ? await facts.unitName(from) : unit,
        what: `đã trả lời kiến nghị của ${unit}`,
        ...(text ? { about: `Kiến nghị: ${shortened(text)}` } : {}),
        ...(await said(about['text'])),
      };
    }
    default:
      return { ...known, what: 'có kiến nghị', ...(await said(about['text'])), ...decision('route-proposal') };
  }
}

export async function proposalLetter(reading: Reading): Promise<Letter> {
  const { facts, office } = reading;
  const { record: matter, line } = only(reading);
  const record = matter as Proposal;
  const said = line.about?.['what'] as ProposalLetter['what'];
  const from = line.about?.['from'];
  const what = said === 'answered' && line.unit === from ? 'received' : said;
  const named = (ids: readonly string[]) => Promise.all(ids.map((id) => facts.unitName(id)));
  const agencies: Record<ProposalLetter['what'], string[]> = {
    raised: [],
    routed: record.routes.map(({ to }) => to),
    asked: line.unit ? [line.unit] : [],
    withdrawn: line.unit ? [line.unit] : [],
    received: line.unit ? [line.unit] : [],
    answered: typeof from === 'string' ? [from] : [],
  };
  const owed = record.duties.filter(({ kind }) => kind === 'answer-proposal');
  const duty =
    what === 'asked'
      ? owed.findLast(({ owedBy }) => owedBy.unit === line.unit)
      : owed.filter(isOpen).toSorted((a, b) => ((a.due?.day ?? '') < (b.due?.day ?? '') ? 1 : -1))[0];
  return proposal({
    office,
    to: await addressee(reading),
    reader: readerOf(reading),
    unit: await facts.unitName(record.place.unit),
    what,
    text: await facts.pointsOf(record.content),
    raised: record.raised,
    agencies: await named(agencies[what]),
    answer: await facts.pointsOf(line.about?.['answer']),
    waiting:
      what === 'answered' && line.unit === record.place.unit
        ? await named(record.routes.flatMap(({ to, answered }) => (answered ? [] : [to])))
        : [],
    ...(duty?.due && what !== 'raised' && what !== 'withdrawn' ? { by: duty.due.day } : {}),
    days: duty && what === 'asked' ? [await facts.whyThisDay(record, duty)] : [],
  });
}
