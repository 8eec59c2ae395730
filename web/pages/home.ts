import { vnDay } from '../../domain/day.ts';
import type { Day, Instant } from '../../domain/day.ts';
import { byDue, capitalised, dueBlock, longDay } from './due.ts';
import type { DueLine } from './due.ts';
import { html } from './html.ts';
import type { Html } from './html.ts';
import { cameAt, page, saying } from './layout.ts';
import type { Frame, Said } from './layout.ts';

/** One thing the unit owes, with its one act. */
export interface OwedRow {
  what: string;
  /** The paper that asks for it, `Thông báo kết luận số 05/TB-SNV ngày 23/02/2026`. */
  asked: string;
  /** In words, `chưa đạt, cần bổ sung`. */
  state?: string;
  due?: DueLine | undefined;
  act: string;
  href: string;
}

/** Something the unit sent, with its receipt and what became of it. */
export interface AnsweredRow {
  what: string;
  at: Instant;
  /** Entered for the unit: the day it came. */
  arrived?: Day;
  receipt: string;
  /** `đã báo cáo, chờ thẩm tra`. */
  state: string;
  href: string;
}

export interface PaperRow {
  /** `Thông báo kết luận số 05/TB-SNV ngày 23/02/2026`. */
  name: string;
  /** The file. */
  href: string;
  /** Of a conclusion: the page with the unit's part of it. */
  read?: string;
}

/** Something the unit asked of those above it. */
export interface ProposalRow {
  text: string;
  /** `nêu ngày 23/07/2026, đã chuyển, chờ trả lời`. */
  state: string;
  href: string;
}

/** Something the unit waits for: an answer of the office, a visit. */
export interface WaitingRow {
  what: string;
  /** `Đoàn kiểm tra xem và trả lời`. */
  who: string;
  /** At the latest. */
  until?: Day;
  /** On this day. */
  on?: Day;
  href: string;
}

export interface UnitWork {
  name: string;
  owed: OwedRow[];
  waiting?: WaitingRow[];
  answered: AnsweredRow[];
  papers: PaperRow[];
  proposals?: ProposalRow[];
  /** Where the unit may raise one: the round by its title. */
  raise?: { round: string; href: string }[];
}

export interface Home extends Frame {
  today: Day;
  units: UnitWork[];
  /** Everything sent, received and finished. */
  history?: string;
  /** Where the unit's contact hands its work to a colleague. */
  handOver?: string;
  said?: Said;
}

/** The list of what one person's units owe now, what they answered before, and their papers. */
export function homePage(home: Home): string {
  const { units, office, today } = home;
  const owed = units.flatMap((unit) => unit.owed);
  const late = owed.filter(({ due }) => due?.urgency === 'late').length;
  const whose = units.length === 1 ? units[0]!.name : `${units.length} đơn vị`;
  const counts = [
    owed.length === 0 ? 'không còn việc nào' : `${owed.length}\u00a0việc`,
    ...(late > 0 ? [`${late}\u00a0quá\u00a0hạn`] : []),
  ];
  const first = owed.toSorted(byDue)[0];
  const next = owed.toSorted(byDue).find(({ due }) => due?.label === 'Hạn' && due.day >= today)?.due;
  return page(
    `Việc của ${whose}`,
    home,
    html`${saying(home.said)}
<h1>${[whose, ...counts].join(' · ')}</h1>
<p class="lead">${owed.length > 0 ? leadOf(office.organ, late, next) : `${office.organ} chưa cần đơn vị làm gì thêm. Khi có việc mới, chúng tôi gửi thư.`} Tính đến ${longDay(today)}.</p>
${units.map((unit) => unitPart(unit, units.length > 1, first))}
${home.history !== undefined && html`<h2>Xem thêm</h2><p><a class="button" href="${home.history}">Lịch sử: đã gửi, đã nhận, đã xong</a>${home.handOver !== undefined && html`<a class="button" href="${home.handOver}">Chuyển việc cho đồng nghiệp</a>`}</p>`}`,
  );
}

function leadOf(organ: string, late: number, next: DueLine | undefined): string {
  if (late > 0) return `${organ} đề nghị đơn vị làm các việc dưới đây, việc quá hạn trước hết.`;
  return `${organ} đề nghị đơn vị làm các việc dưới đây${next ? `, việc sớm nhất hạn ngày ${vnDay(next.day)}` : ''}.`;
}

const unitPart = (
  { name, owed, waiting = [], answered, papers, proposals = [], raise = [] }: UnitWork,
  severalUnits: boolean,
  first: OwedRow | undefined,
): Html => html`
${severalUnits && html`<h2>${name} · ${owed.length === 0 ? 'không còn việc nào' : `${owed.length} việc`}</h2>`}
<ol class="plain">${owed.toSorted(byDue).map((row) => owedCard(row, severalUnits, row === first))}</ol>
${waiting.length > 0 && html`${titled(severalUnits, 'Đang chờ')}<ul class="plain">${waiting.map(waitingCard)}</ul>`}
${answered.length > 0 && html`${titled(severalUnits, 'Đã trả lời')}<ul class="plain">${answered.map(answeredCard)}</ul>`}
${papers.length > 0 && html`${titled(severalUnits, 'Văn bản')}<ul class="plain">${papers.map(paperCard)}</ul>`}
${
  proposals.length + raise.length > 0 &&
  html`${titled(severalUnits, 'Kiến nghị của đơn vị')}<ul class="plain">${proposals.map(proposalCard)}</ul>
${raise.map(({ round, href }) => html`<p><a class="button" href="${href}">Nêu kiến nghị${raise.length > 1 && html` trong ${round}`}</a></p>`)}`
}`;

const proposalCard = ({ text, state, href }: ProposalRow): Html =>
  html`<li class="card"><p><a class="name words" href="${href}">${text}</a></p><p class="soft">${capitalised(state)}</p></li>`;

const paperCard = ({ name, href, read }: PaperRow): Html =>
  read === undefined
    ? html`<li class="card"><a href="${href}">${name} (PDF)</a></li>`
    : html`<li class="card"><p><a class="name" href="${read}">${name}</a></p><p><a href="${href}">Tải văn bản (PDF)</a></p></li>`;

/** Under a unit's name, or alone on the page. */
const titled = (severalUnits: boolean, title: string): Html =>
  severalUnits ? html`<h3>${title}</h3>` : html`<h2>${title}</h2>`;

const waitingCard = ({ what, who, until, on, href }: WaitingRow): Html => html`
<li class="card"><p><a class="name" href="${href}">${what}${on !== undefined && `, ${longDay(on)}`}</a></p><p class="soft">${who}${until !== undefined && `, chậm nhất ${longDay(until)}`}</p></li>`;

/** The one to do next has the page's main button. */
const owedCard = ({ what, asked, state, due, act, href }: OwedRow, severalUnits: boolean, main: boolean): Html => html`
<li class="card ${due?.urgency}">${severalUnits ? html`<h3>${what}</h3>` : html`<h2 class="name">${what}</h2>`}
${dueBlock(due)}
<p class="soft">Theo ${asked}${state !== undefined && html` · ${state}`}</p>
<a class="button ${main && 'main'}" href="${href}">${act}</a></li>`;

const answeredCard = ({ what, at, arrived, receipt, state, href }: AnsweredRow): Html => html`
<li class="card"><p><a class="name" href="${href}">${what}</a></p><p>Nhận ${cameAt(at, arrived)} · Số biên nhận ${receipt}</p><p class="soft">${state}</p></li>`;
