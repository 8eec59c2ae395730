import type { Instant } from '../../domain/day.ts';
import type { Day } from '../../domain/day.ts';
import { dueBlock, longDay } from './due.ts';
import type { DueLine } from './due.ts';
import { wishAnswer } from './exchange.ts';
import type { WishLine } from './exchange.ts';
import { html } from './html.ts';
import type { Html } from './html.ts';
import { cameAt, keyField, page, saying, toHome } from './layout.ts';
import type { Frame, Said } from './layout.ts';
import { lower, reportWords } from './report-words.ts';
import type { ReportWords } from './report-words.ts';

export interface VisitLine {
  day: Day;
  session: 'morning' | 'afternoon';
  /** `08:00`. */
  startsAt: string;
  at: string;
  chair?: string;
  held?: Day;
  /** Put off without a new day yet. */
  postponed?: Day;
  /** Why it was moved or put off. */
  reason?: string;
  /** The day the unit asked for last. */
  wish?: WishLine;
  /** Where another day may be asked for. */
  anotherDay?: string;
  /** The signed minutes. */
  minutes?: string;
}

/** What the unit sent, as it stands in its hand. */
export interface ReceiptLine {
  number: string;
  at: Instant;
  /** Entered for the unit: the day it came. */
  arrived?: Day;
}

/** The inspection of one unit, as its contact sees it from the notice to the conclusion. */
export interface InspectionView extends Frame {
  unit: string;
  title: string;
  /** `đã thông báo, chờ xác nhận`. */
  state: string;
  notice?: { name: string; href: string };
  period?: string;
  /** Asked for its report of a period, not inspected. */
  reporting?: true;
  visits: VisitLine[];
  /** Visits that will not be held. */
  dropped?: { day: Day; session: 'morning' | 'afternoon'; reason: string }[];
  /** Why the inspection was given up. */
  cancelled?: string;
  team: { name: string; members: { name: string; post?: string; role: string }[] };
  requests: string[];
  /** Of a re-inspection: what is looked at again. */
  reinspects?: { text: string; state: string; href: string }[];
  /** What the team asked besides: explanations, the unit's view of the draft. */
  asks?: { name: string; href: string }[];
  acknowledge?: { due?: DueLine | undefined; action: string; key: string };
  acknowledged?: { on: Day; receipt?: ReceiptLine };
  selfReport?: {
    due?: DueLine | undefined;
    href: string;
    /** `chưa gửi`, `đã gửi, chờ xem`, `được đề nghị bổ sung`. */
    words: string;
    /** Still to be written or mended. */
    open: boolean;
    points: string[];
    receipt?: ReceiptLine;
  };
  /** Where the round is scored: the unit's own column, and how far it has come. */
  score?: { href: string; words: string; open: boolean };
  conclusion?: { name: string; href: string };
  said?: Said;
}

export function inspectionPage(view: InspectionView): string {
  const {
    unit,
    title,
    base,
    acknowledge,
    acknowledged,
    selfReport,
    score,
    conclusion,
    notice,
    asks = [],
    reinspects = [],
    dropped = [],
    cancelled,
  } = view;
  return page(
    `${title} – ${unit}`,
    view,
    html`${saying(view.said)}
<h1>${title}</h1>
<p class="lead">${unit} · ${view.state}</p>
${cancelled !== undefined && html`<div class="say"><p class="words">${view.reporting ? 'Đơn vị không phải gửi báo cáo này nữa' : 'Cuộc kiểm tra đã hủy'}. Lý do: ${cancelled}</p></div>`}
${conclusion && html`<div class="say done"><p>Đã có kết luận. <a href="${conclusion.href}">Xem ${conclusion.name}</a></p></div>`}
${acknowledge && acknowledgeForm(acknowledge)}
${
  acknowledged &&
  html`<div class="say done"><p class="receipt">Đơn vị đã xác nhận nhận thông báo ${acknowledged.receipt ? cameAt(acknowledged.receipt.at, acknowledged.receipt.arrived) : html`ngày ${longDay(acknowledged.on)}`}.</p>
${acknowledged.receipt && html`<p>Số biên nhận ${acknowledged.receipt.number}</p>`}</div>`
}
${selfReport && selfReportPart(selfReport, acknowledge === undefined, reportWords(view.reporting))}
${score && html`<section class="card"><h2 class="name">Đơn vị tự chấm điểm: ${score.words}</h2><a class="button" href="${score.href}">${score.open ? 'Tự chấm điểm' : 'Xem bảng điểm'}</a></section>`}
${asks.length > 0 && html`<h2>Đoàn kiểm tra hỏi</h2><ul class="plain">${asks.map(({ name, href }) => html`<li class="card"><a class="name" href="${href}">${name}</a></li>`)}</ul>`}
${reinspects.length > 0 && html`<h2>Kiểm tra lại các nội dung</h2><ul>${reinspects.map(({ text, state, href }) => html`<li class="words"><a href="${href}">${text}</a> <span class="soft">(${state})</span></li>`)}</ul>`}
${!view.reporting && html`<h2>Lịch kiểm tra</h2>`}
${view.reporting ? undefined : view.visits.length === 0 ? html`<p>Kiểm tra qua báo cáo, không có buổi làm việc tại đơn vị.</p>` : html`<ul class="plain">${view.visits.map(visitCard)}</ul>`}
${dropped.length > 0 && html`<ul>${dropped.map(({ day, session, reason }) => html`<li class="words">Đã bỏ buổi ${half[session].toLowerCase()} ${longDay(day)}. Lý do: ${reason}</li>`)}</ul>`}
${view.period !== undefined && html`<p>Kỳ số liệu: ${view.period}.</p>`}
${view.requests.length > 0 && html`<h2>Đề nghị đơn vị chuẩn bị</h2><ul>${view.requests.map((request) => html`<li>${request}</li>`)}</ul>`}
<h2>${view.team.name}</h2>
<ul>${view.team.members.map(({ name, post, role }) => html`<li>${name}${post !== undefined && html`, ${post}`} – ${role}</li>`)}</ul>
${notice && html`<h2>Văn bản</h2><p><a href="${notice.href}">${notice.name} (PDF)</a></p>`}`,
    toHome(base),
  );
}

const acknowledgeForm = ({ due, action, key }: NonNullable<InspectionView['acknowledge']>): Html => html`
<section class="card ${due?.urgency}"><h2 class="name">Xác nhận đã nhận thông báo kiểm tra</h2>${dueBlock(due)}
<form method="post" action="${action}">${keyField(key)}<button class="main">Xác nhận đã nhận</button></form></section>`;

const selfReportPart = (
  { due, href, words, open, points, receipt }: NonNullable<InspectionView['selfReport']>,
  main: boolean,
  { name, reader }: ReportWords,
): Html => html`
<section class="card ${open && due?.urgency}"><h2 class="name">${name}: ${words}</h2>
${open && dueBlock(due)}
${receipt && html`<p>Nhận ${cameAt(receipt.at, receipt.arrived)} · Số biên nhận ${receipt.number}</p>`}
${open && points.length > 0 && html`<p>${reader} đề nghị bổ sung:</p><ol>${points.map((point) => html`<li class="words">${point}</li>`)}</ol>`}
<a class="button ${open && main && 'main'}" href="${href}">${open ? `Làm ${lower(name)}` : 'Xem báo cáo đã gửi'}</a></section>`;

const half = { morning: 'Sáng', afternoon: 'Chiều' } as const;

const visitCard = (visit: VisitLine): Html => {
  const { day, session, startsAt, at, chair, held, postponed, reason, wish, anotherDay, minutes } = visit;
  return html`
<li class="card">${postponed ? html`<h3>Đã hoãn, chưa có ngày mới</h3><p class="soft">Lịch cũ: ${half[session].toLowerCase()} ${longDay(day)}</p>` : html`<h3>${half[session]} ${longDay(day)}, từ ${startsAt.replace(':', ' giờ ')}</h3>`}
<p>Tại ${at}</p>${chair !== undefined && html`<p class="soft">Chủ trì: ${chair}</p>`}${reason !== undefined && !held && html`<p class="words">Lý do đổi lịch: ${reason}</p>`}
${wish && !held && html`<p class="words">Đơn vị đề nghị ${half[wish.session].toLowerCase()} ${longDay(wish.day)}. ${wishAnswer(wish)}</p>`}
${anotherDay !== undefined && html`<p><a href="${anotherDay}">Xin đổi ngày</a></p>`}${held && html`<p><span class="tag done">Đã kiểm tra ${longDay(held)}</span></p>`}${minutes !== undefined && html`<p><a href="${minutes}">Biên bản (PDF)</a></p>`}</li>`;
};
