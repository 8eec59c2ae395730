import type { Printed } from './document.ts';

/** Báo cáo of a reporting round, or of what a round of inspections came to: parts in order, tables after the signature. */
export interface ReportDocument extends Printed {
  kind: 'report';
  /** `UBND tỉnh Hương Giang`. */
  addressedTo: string[];
  /** Paragraphs before part I, the last ending with “như sau:”. */
  leadIn: string[];
  /** Printed under `I. …`, `II. …`. */
  parts: ReportPart[];
  /** Landscape, in the columns of form II.06. */
  appendices: FormAppendix[];
}

export interface ReportPart {
  title: string;
  blocks: ReportBlock[];
}

export type ReportBlock =
  | { text: string }
  /** A bold line within a part. */
  | { heading: string }
  /** One line each. */
  | { list: string[] }
  | { table: ReportTable };

/** Texts as printed; the first column is the left one. */
export interface ReportTable {
  caption: string;
  /** In italics under the caption: the period and what is counted. */
  under: string;
  head: string[];
  rows: { cells: string[]; total?: true }[];
  /** Relative widths; 1 each if absent. */
  weights?: number[];
  notes?: string[];
}

/** Form II.06 over many units: a heading for each group, a line for each unit, the sums under them. */
export interface FormAppendix {
  title: string;
  unitOfMeasure: string;
  source: string;
  /** Texts of columns (3) to (13). */
  rows: { kind: 'group' | 'unit' | 'sum'; name: string; cells: string[] }[];
  notes: string[];
}
