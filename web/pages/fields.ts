import type { Trend } from '../../domain/figure-trend.ts';
import { html } from './html.ts';
import type { Html, Part } from './html.ts';

/** A warning waits for a mended figure or for a word about it. */
export interface Warning {
  key: string;
  sentence: string;
  explanation: string;
}

/** What stands at one field, to be read right there. */
export interface Remarks {
  faults: string[];
  warnings: Warning[];
}

export interface NumberField extends Remarks {
  /** The field's name in the form. */
  field: string;
  label: string;
  unitOfMeasure?: string;
  typed: string;
  /** The one value it can have, to be filled in by a tap. */
  suggestion?: { value: string; act: string };
  /** The same figure in the period before. */
  trend?: Trend;
}

/** A share as the unit stated it, and what it may be a share of. */
export interface RateField extends Remarks {
  code: string;
  label: string;
  typed: string;
  of?: string;
  over: { code: string; name: string }[];
}

export const howToWrite = 'Ghi như 3.541 hoặc hơn 15.000. Để trống khi chưa có số liệu; ghi 0 khi không phát sinh.';

export const numberField = (field: NumberField): Html => html`
<div class="field ${field.faults.length > 0 && 'wrong'}"><label class="light" for="${field.field}">${field.label}${field.unitOfMeasure !== undefined && html` <span class="soft">(${field.unitOfMeasure})</span>`}</label>
<input type="text" id="${field.field}" name="${field.field}" value="${field.typed}" maxlength="200" autocomplete="off" ${told(field.field, field.faults)}>
<div data-beside="${field.field}" id="b/${field.field}">${besideNumber(field)}</div></div>`;

/** Where it is said what a field is to be looked at for, read out with the field. */
const told = (field: string, faults: readonly string[]): Html =>
  html`aria-describedby="b/${field}"${faults.length > 0 && html` aria-invalid="true"`}`;

/** What is said of a figure where it stands: written by the server, and anew by the page while somebody types. */
export const besideNumber = ({ suggestion, trend, ...remarks }: Omit<NumberField, 'typed'>): Part => [
  trend && trendPart(trend),
  suggestion &&
    html`<button class="small" name="act" value="${suggestion.act}">Có thể là ${suggestion.value} – bấm để điền</button>`,
  remarksOf(remarks),
];

const trendPart = ({ before, change, far }: Trend): Html =>
  html`<p class="hint">${before}${change !== undefined && (far ? html` · <strong class="warned">${change}, hãy soát lại</strong>` : ` · ${change}`)}</p>`;

export const remarksOf = ({ faults, warnings }: Remarks): Part => [
  faults.map((sentence) => html`<p class="fault" role="alert">${sentence}</p>`),
  warnings.map(
    ({ key, sentence, explanation }) =>
      html`<p class="warned">${sentence}</p><label class="light" for="w/${key}">Giải trình (nếu số đúng)</label><textarea id="w/${key}" name="w/${key}">${'\n'}${explanation}</textarea>`,
  ),
];

export const ratesPart = (rates: RateField[] = []): Part =>
  rates.length > 0 &&
  html`<h2>Tỷ lệ đơn vị đã công bố</h2><p class="hint">Ghi đúng như đã công bố, ví dụ 98,68% hoặc hơn 94%; để trống nếu chưa nêu.</p>${rates.map(rateField)}`;

const rateField = ({ code, label, typed, of, over, ...remarks }: RateField): Html => html`
<div class="field ${remarks.faults.length > 0 && 'wrong'}"><label class="light" for="s/${code}">${label}</label>
<input type="text" id="s/${code}" name="s/${code}" value="${typed}" maxlength="100" autocomplete="off" ${told(`s/${code}`, remarks.faults)}>
<div class="choices"><p class="light">Tính trên</p>${over.map(
  (each) =>
    html`<label><input type="radio" name="d/${code}" value="${each.code}" ${of === each.code && html`checked`}>${each.name}</label>`,
)}</div><div data-beside="s/${code}" id="b/s/${code}">${remarksOf(remarks)}</div></div>`;

/** What is said of a whole row: what no single cell is to blame for, and which one cell, changed, would mend it. */
export const besideRow = (remarks: Remarks, repairs: readonly string[]): Part => [
  remarksOf(remarks),
  repairs.length > 0 &&
    html`<div class="say warn"><p>Có thể chỉ nhầm một ô:</p><ul>${repairs.map((sentence) => html`<li>${sentence.slice(0, 1).toUpperCase() + sentence.slice(1)}</li>`)}</ul></div>`,
];
