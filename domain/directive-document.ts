import type { PrintedDue, Printed } from './document.ts';

/**
 * Công văn chỉ đạo, chấn chỉnh: no title, its subject under the number, addressed by groups and names (Nghị định 30,
 * phụ lục I). Whoever is meant is in words already: 4,000 addressees are two lines.
 */
export interface DirectiveDocument extends Printed {
  kind: 'directive';
  /** Box 9a, one line each: `Các sở, ban, ngành`. */
  addressees: string[];
  /** Who directs, as sentences name it: `Ủy ban nhân dân tỉnh Hương Giang`. */
  from: string;
  /** Whom it is sent to: the province requires of its own units and requests of vertically managed agencies. */
  asks: 'own' | 'vertical' | 'both';
  leadIn: string[];
  /** What went well, and what did not, a line each. */
  strengths: string[];
  findings: string[];
  /** Brought to the attention of vertically managed agencies, without blame. */
  attention: string[];
  tasks: DirectiveTask[];
  /** The last numbered point: who follows it up, or where results go. */
  followUp: string;
  /** The closing sentence. */
  closing: string;
}

/** One numbered line (nhiệm vụ giao). */
export interface DirectiveTask {
  /** Named before the text; absent: all it is addressed to. */
  who?: string;
  /** All it is given to are vertically managed: it is a request. */
  requested?: true;
  text: string;
  due?: PrintedDue;
  /** `100% nhiệm vụ trong kế hoạch`. */
  target?: string;
  cooperating?: string;
  responsible?: string;
  proof?: string;
}
