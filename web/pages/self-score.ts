import type { Instant } from '../../domain/day.ts';
import { vnNumber } from '../../domain/number.ts';
import type { ScoreGroup } from '../../domain/scale.ts';
import type { ColumnScore, LineScore } from '../../domain/score-form.ts';
import { fault, keyField, liveForm, page, saying, vnMoment } from './layout.ts';
import type { Back, Frame, Said } from './layout.ts';
import { data, html } from './html.ts';
import type { Html, Part } from './html.ts';
import { reportWords } from './report-words.ts';
import { besideLine, besideSum, groupPoints } from './score-lines.ts';
import type { LiveScore } from './score-lines.ts';
import { clashPart } from './self-report.ts';
import type { Clash } from './self-report.ts';

/** What one line says in a column that stands. */
export interface ScoreSaid {
  /** `Có`, `96%`. */
  words: string;
  points?: number;
  reason?: string;
}

/** One criterion of the scale. */
export interface ScoreLine {
  code: string;
  text: string;
  /** How points come about: `Có: 4 điểm`. */
  rule: string;
  by: 'yes-no' | 'ratio' | 'count' | 'deduction' | 'manual';
  most: number;
  evidence?: string;
  optional: boolean;
  /** Taken from the report, and from where in it. */
  report?: { words: string; where: string };
  /** Why it does not concern units of this kind. */
  exempt?: string;
  typed: string;
  out: boolean;
  reason: string;
  score: LineScore;
  /** As the unit said it, and as appraised, once these stand. */
  columns: Partial<Record<'self' | 'first' | 'second', ScoreSaid>>;
}

/** A unit's own column, and what may be seen of the others. */
export interface ScorePage extends Frame {
  unit: string;
  /** Of the round. */
  title: string;
  official: boolean;
  reporting?: true;
  inspection: string;
  groups: (Pick<ScoreGroup, 'code' | 'name' | 'counts'> & { lines: ScoreLine[] })[];
  column: ColumnScore;
  savedAt?: Instant;
  said?: Said;
  /** Still to be written. */
  edit?: { action: string; was: string; live: LiveScore; clash?: Clash; reportSent: boolean };
  sent?: { at: Instant; by: string };
  /** Appraisals that stand. */
  appraised: { name: string; column: 'first' | 'second'; points: number; at: Instant; by: string }[];
  /** Why nothing can be written here any more, where nothing was sent. */
  closed?: string;
}

const sample = 'Thang điểm này là mẫu, không phải bộ chỉ số chính thức: điểm chỉ để đơn vị tự soát.';

const toInspection = ({ inspection, reporting }: Pick<ScorePage, 'inspection' | 'reporting'>): Back => ({
  href: inspection,
  name: reportWords(reporting).round,
});

const head = (
  { unit, title, official, said }: Pick<ScorePage, 'unit' | 'title' | 'official' | 'said'>,
  name: string,
): Html => html`${saying(said)}
<h1>${name}</h1><p class="soft">${unit} · ${title}</p>
${!official && html`<p class="sample">${sample}</p>`}`;

/** The unit scores itself, line by line; or what it scored, beside what was appraised. */
export const scorePage = (view: ScorePage): string => (view.edit ? scoreForm(view, view.edit) : scoreSheet(view));

function scoreForm(view: ScorePage, { action, was, live, clash, reportSent }: NonNullable<ScorePage['edit']>): string {
  const { column, groups, savedAt } = view;
  return page(
    `Tự chấm điểm – ${view.unit}`,
    view,
    html`${head(view, 'Đơn vị tự chấm điểm')}
${clash && clashPart(clash)}
<p>Tiêu chí lấy số từ báo cáo đã được điền sẵn${!reportSent && html`, tính theo báo cáo đang soạn`}. ${savedAt === undefined ? 'Nghỉ lúc nào cũng được: phần đã lưu vẫn còn nguyên.' : `Đã lưu ${vnMoment(savedAt)}.`}</p>
<form method="post" id="phan" action="${action}" data-saves enctype="multipart/form-data"><input type="hidden" name="was" value="${was}">
<div class="say" data-beside="sum">${besideSum(column)}</div>
${groups.map(({ lines, ...group }) => html`<h2>${group.code}. ${group.name} <span class="soft" data-beside="g/${group.code}">${groupPoints(column, group)}</span></h2>${lines.map(lineField)}`)}
<template id="diem">${data(live)}</template>
<p><button class="main" name="act" value="on">Lưu, xem lại trước khi gửi</button> <button name="act" value="save">Lưu, làm sau</button></p>
</form>${liveForm}`,
    { ...toInspection(view), saving: { form: 'phan', act: 'back', enter: 'save' } },
  );
}

const lineField = (line: ScoreLine): Html => {
  const { code, text, rule, evidence, report, exempt, score } = line;
  const own = ownFields(line);
  const isOpen = line.typed !== '' || line.out || line.reason !== '' || score.fault !== undefined;
  return html`
<fieldset class="card field ${score.fault !== undefined && 'wrong'}" id="t-${code}"><legend class="vh">Tiêu chí ${code}</legend>
<h3>${code}. ${text}</h3><p class="hint">${rule}${evidence !== undefined && html` · Kiểm chứng: ${evidence}`}</p>
${exempt !== undefined && html`<p class="hint">Đã duyệt không áp dụng cho loại đơn vị này: ${exempt}. Chọn Không áp dụng để tiêu chí này không tính vào thang điểm.</p>`}
${report && html`<p>Theo báo cáo: <strong>${report.words}</strong> <a href="${report.where}">Xem trong báo cáo</a></p>`}
${report ? html`<details ${isOpen && html`open`}><summary>Kê khai khác báo cáo</summary>${own}</details>` : own}
<div data-beside="m/${code}">${besideLine(score)}</div></fieldset>`;
};

const figureLabel = {
  ratio: 'Tỷ lệ đạt được (%)',
  count: 'Số việc',
  deduction: 'Số trường hợp',
  manual: 'Điểm đơn vị tự chấm',
} as const;

function ownFields({ code, by, typed, optional, out, reason, report }: ScoreLine): Part {
  const radio = (value: string, name: string) =>
    html`<label><input type="radio" name="m/${code}" value="${value}" ${typed === value && html`checked`}>${name}</label>`;
  const why = (label: string) =>
    html`<label class="light" for="y/${code}">${label}</label><textarea id="y/${code}" name="y/${code}" maxlength="2000">${'\n'}${reason}</textarea>`;
  if (by === 'yes-no')
    return html`<div class="choices">${radio('', report ? 'Theo báo cáo' : 'Chưa kê khai')}${radio('yes', 'Có')}${radio('no', 'Không')}${optional && radio('not-applicable', 'Không áp dụng')}</div>${optional && why('Lý do, nếu không áp dụng')}`;
  return html`<label class="light" for="m/${code}">${figureLabel[by]}${report && ', để trống thì lấy theo báo cáo'}</label>
<input type="text" inputmode="decimal" id="m/${code}" name="m/${code}" value="${typed}" maxlength="30" autocomplete="off">
${optional && html`<div class="choices"><label><input type="checkbox" name="b/${code}" value="yes" ${out && html`checked`}>Không áp dụng</label></div>`}
${by === 'manual' ? why(optional ? 'Lý do chấm, hoặc lý do không áp dụng' : 'Lý do') : optional && why('Lý do, nếu không áp dụng')}`;
}

const columnNames = { self: 'Tự chấm', first: 'Thẩm định lần 1', second: 'Thẩm định lần 2' } as const;

/** What stands: the unit's column and those appraised, to be read and printed. */
function scoreSheet(view: ScorePage): string {
  const { column, groups, sent, appraised, closed } = view;
  const columns = ['self', ...appraised.map((one) => one.column)] as const;
  return page(
    `Điểm của đơn vị – ${view.unit}`,
    view,
    html`${head(view, sent ? 'Bảng tự chấm điểm đã gửi' : 'Điểm của đơn vị')}
${sent && html`<div class="say done"><p class="receipt">Đã gửi lúc ${vnMoment(sent.at)}: ${vnNumber(column.total.points)}/${vnNumber(column.total.most)} điểm.</p><p>Người gửi: ${sent.by}. Cần sửa thì gọi cho chúng tôi: lãnh đạo phòng mở lại được.</p></div>`}
${closed !== undefined && html`<div class="say warn"><p>${closed}</p></div>`}
${appraised.map(({ name, points, at, by }) => html`<p><strong>${name}: ${vnNumber(points)}/${vnNumber(column.total.most)} điểm.</strong> <span class="soft">${by} chốt lúc ${vnMoment(at)}</span></p>`)}
${sent && appraised.length === 0 && html`<p class="soft">Điểm thẩm định hiện ở đây khi đã chốt.</p>`}
${groups.map((group) => html`<h2>${group.code}. ${group.name}</h2><div class="wide"><table><thead><tr><th>Tiêu chí</th>${columns.map((one) => html`<th class="n">${columnNames[one]}</th>`)}</tr></thead><tbody>${group.lines.map((line) => html`<tr><td>${line.code}. ${line.text}<p class="hint">${line.rule}</p>${columns.map((one) => reasonOf(columnNames[one], line.columns[one]))}</td>${columns.map((one) => saidCell(line.columns[one]))}</tr>`)}</tbody></table></div>`)}`,
    toInspection(view),
  );
}

const reasonOf = (name: string, said: ScoreSaid | undefined): Part =>
  said?.reason && html`<p class="hint words">${name}: ${said.reason}</p>`;

const saidCell = (said: ScoreSaid | undefined): Html =>
  said === undefined
    ? html`<td class="n soft">–</td>`
    : html`<td class="n"><strong>${said.points === undefined ? '–' : vnNumber(said.points)}</strong>${said.words !== '' && html`<br><span class="soft">${said.words}</span>`}</td>`;

/** Before the unit's column is sent: what it comes to, and what cannot be taken back. */
export interface SendScores extends Frame {
  unit: string;
  title: string;
  official: boolean;
  said?: Said;
  /** The sheet, to go on with it. */
  sheet: string;
  column: ColumnScore;
  lines: { code: string; text: string; words: string; score: LineScore }[];
  send?: { action: string; key: string; version: number };
  /** Why it cannot be sent yet, and where to mend that. */
  not?: { sentence: string; href?: string; name?: string };
}

export function sendScoresPage(view: SendScores): string {
  const { column, lines, send, not, sheet } = view;
  const bad = lines.filter(({ score }) => score.fault !== undefined);
  return page(
    `Xem lại điểm tự chấm – ${view.unit}`,
    view,
    html`${head(view, 'Xem lại trước khi gửi')}
<div class="say">${besideSum(column)}</div>
${not && html`<div class="say warn"><p><strong>${not.sentence}</strong></p>${not.href !== undefined && html`<p><a href="${not.href}">${not.name}</a></p>`}</div>`}
${bad.map(({ code, score }) => html`<p><a href="${sheet}#t-${code}">Tiêu chí ${code}</a></p>${fault(score.fault)}`)}
${send && html`<p>Gửi rồi thì không sửa được nữa, trừ khi lãnh đạo phòng mở lại.</p><form method="post" action="${send.action}">${keyField(send.key)}<input type="hidden" name="version" value="${send.version}"><button class="main">Gửi bảng tự chấm điểm</button></form>`}
<p><a href="${sheet}">Sửa tiếp</a></p>
<table><thead><tr><th>Tiêu chí</th><th>Kê khai</th><th class="n">Điểm</th></tr></thead><tbody>${lines.map(({ code, text, words, score }) => html`<tr><td>${code}. ${text}</td><td>${words}</td><td class="n">${score.points === undefined ? (score.out === 'approved' ? 'không tính' : '0') : vnNumber(score.points)}</td></tr>`)}</tbody></table>`,
    { href: sheet, name: 'Bảng tự chấm điểm' },
  );
}
