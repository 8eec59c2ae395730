import type { Day } from './day.ts';
import { ended, isOpen, owe } from './duty.ts';
import type { Duty } from './duty.ts';
import { dutyOf, nothingMore } from './matter.ts';
import type { Matter, MatterId, Rule, Rules, Setting, Step } from './matter.ts';
import { Refusal } from './refusal.ts';
import type { CampaignId, Role, TeamId } from './role.ts';

export const paperKinds = ['notice', 'conclusion'] as const;
export type PaperKind = (typeof paperKinds)[number];

/** Who drafts each kind, and so redrafts it when it is sent back. */
export const drafter: Record<PaperKind, Role> = { notice: 'planner', conclusion: 'lead' };

export const paperStates = [
  'drafted',
  'submitted',
  'appraised',
  'signed',
  'numbering',
  'numbered',
  'issued',
  'void',
] as const;
export type PaperState = (typeof paperStates)[number];

export const paperWords: Record<PaperState, string> = {
  drafted: 'dự thảo',
  submitted: 'đã trình, chờ thẩm định',
  appraised: 'đã thẩm định, chờ ký',
  signed: 'đã ký, chờ cấp số',
  numbering: 'đang cấp số',
  numbered: 'đã cấp số, đang phát hành',
  issued: 'đã phát hành',
  void: 'đã hủy',
};

/** One document from its submission to its issue. Its content is frozen under `content`. */
export interface Paper extends Matter {
  process: 'paper';
  kind: PaperKind;
  place: { campaign: CampaignId; team?: TeamId };
  state: PaperState;
  content: { snapshot: string; sha256: string };
  appraised?: { on: Day; by: string };
  signed?: { on: Day; by: string };
  /** The register's row: never reused. */
  number?: { register: string; number: number; on: Day };
  issued?: { on: Day; file: string; pages: number };
  /** Every addressee has it. */
  spread?: Day;
}

/** `<round>:<kind>:<n>`, never the paper's number. */
export const paperId = (campaign: CampaignId, kind: PaperKind, n: number): MatterId => `paper:${campaign}:${kind}:${n}`;

export function newPaper(setting: Setting, id: MatterId, kind: PaperKind, place: Paper['place'], day: Day): Paper {
  return {
    id,
    process: 'paper',
    schema: 1,
    version: 0,
    place,
    ...setting,
    asOf: day,
    duties: [],
    outbox: [],
    heard: [],
    kind,
    state: 'drafted',
    content: { snapshot: '', sha256: '' },
  };
}

export const submittablePaper: readonly PaperState[] = ['drafted'];
export const appraisable: readonly PaperState[] = ['submitted'];
export const signable: readonly PaperState[] = ['appraised'];
export const returnable: readonly PaperState[] = ['submitted', 'appraised'];
export const numberable: readonly PaperState[] = ['signed'];
export const voidable: readonly PaperState[] = ['drafted', 'submitted', 'appraised', 'signed'];

function assertState(paper: Paper, allowed: readonly PaperState[], act: string): void {
  if (!allowed.includes(paper.state)) throw new Refusal('paper-not-ready', { act, state: paperWords[paper.state] });
}

/** Nobody signs what they have not read: the hash they saw must be the content's. */
function assertContent(paper: Paper, sha256: string): void {
  if (paper.content.sha256 !== sha256) throw new Refusal('paper-changed');
}

/** The paper in other hands: what was owed is met, `duty` is owed now. */
function passed(paper: Paper, change: Partial<Paper>, day: Day, duty?: Duty): Step<Paper> {
  const duties = ended(paper.duties, isOpen, 'met', day);
  return nothingMore({ ...paper, ...change, duties: duty ? [...duties, duty] : duties });
}

/** A duty of this round of drafting: the kind and how often the paper was submitted make its id. */
function owed(
  paper: Paper,
  kind: 'redraft' | 'appraise' | 'sign' | 'number',
  role: Role,
  ladder: 'D' | 'E',
  day: Day,
): Duty {
  const times = paper.duties.filter((duty) => duty.kind === kind).length + 1;
  return owe({ ...dutyOf(paper, kind, day, times), owedBy: { role }, ladder, opened: day });
}

const broadcast = (
  paper: Paper,
  change: 'submitted' | 'issued' | 'voided',
  on: Day,
  snapshot: string,
): Step<Paper>['tells'] => [
  {
    to: `broadcast:${paper.id}:${change}:${snapshot}`,
    message: 'broadcast',
    body: { change, paper: paper.id, on },
  },
];

export const submitPaper: Rule<Paper, { content: Paper['content'] }> = {
  accepts(state, { content }) {
    if (state.content.snapshot === content.snapshot) return;
    assertState(state, submittablePaper, 'trình');
  },
  next(state, { content }, day) {
    if (state.content.snapshot === content.snapshot) return nothingMore(state);
    const step = passed(
      state,
      { state: 'submitted', content },
      day,
      owed(state, 'appraise', 'division-head', 'D', day),
    );
    return state.kind === 'conclusion'
      ? { ...step, tells: broadcast(state, 'submitted', day, content.snapshot) }
      : step;
  },
};

/** Returned to its drafter; the reason is content, named by `remarks`. */
export const sendBackPaper: Rule<Paper, { remarks: string }> = {
  accepts(state) {
    assertState(state, returnable, 'trả lại');
  },
  next: (state, _, day) =>
    passed(state, { state: 'drafted' }, day, owed(state, 'redraft', drafter[state.kind], 'D', day)),
};

export const appraise: Rule<Paper, { sha256: string; by: string }> = {
  accepts(state, { sha256 }) {
    assertState(state, appraisable, 'thẩm định');
    assertContent(state, sha256);
  },
  next: (state, { by }, day) =>
    passed(state, { state: 'appraised', appraised: { on: day, by } }, day, owed(state, 'sign', 'signer', 'E', day)),
};

export const sign: Rule<Paper, { sha256: string; by: string }> = {
  accepts(state, { sha256 }) {
    assertState(state, signable, 'ký');
    assertContent(state, sha256);
  },
  next: (state, { by }, day) =>
    passed(state, { state: 'signed', signed: { on: day, by } }, day, owed(state, 'number', 'clerk', 'D', day)),
};

/** Number only after signature; the register's row, the rendering and the issue follow by themselves. */
export const number: Rule<Paper, object> = {
  accepts(state) {
    assertState(state, numberable, 'cấp số');
  },
  next: (state, _, day) => nothingMore({ ...state, state: 'numbering', asOf: day }),
};

/** The register gave its next number, in the transaction that also wrote the register's row. */
export const numberTaken: Rule<Paper, { register: string; number: number; on: Day }> = {
  accepts(state) {
    assertState(state, ['numbering'], 'cấp số');
  },
  next: (state, { register, number: taken, on }, day) =>
    passed(state, { state: 'numbered', number: { register, number: taken, on } }, day),
};

/** Rendered and stored by its hash: the paper is issued, and only now do terms run. */
export const rendered: Rule<Paper, { file: string; pages: number }> = {
  accepts(state) {
    assertState(state, ['numbered'], 'phát hành');
  },
  next(state, { file, pages }) {
    const on = state.number!.on;
    return {
      state: { ...state, state: 'issued', issued: { on, file, pages } },
      lines: [],
      tells: broadcast(state, 'issued', on, state.content.snapshot),
    };
  },
};

/** Every addressee has it: the paper's process is over. */
export const spread: Rule<Paper, object> = {
  accepts() {
    // a finished broadcast is a fact
  },
  next: (state, _, day) => nothingMore(state.state === 'issued' ? { ...state, spread: day, closed: day } : state),
};

export const voidPaper: Rule<Paper, { reason: string }> = {
  accepts(state) {
    assertState(state, voidable, 'hủy');
  },
  next(state, _, day) {
    const gone: Paper = { ...state, state: 'void', closed: day, duties: ended(state.duties, isOpen, 'cancelled', day) };
    const wasSubmitted = state.kind === 'conclusion' && state.content.snapshot !== '';
    return {
      state: gone,
      lines: [],
      tells: wasSubmitted ? broadcast(state, 'voided', day, state.content.snapshot) : [],
    };
  },
};

export const paperRules: Rules<Paper> = {
  messages: {
    submit: submitPaper,
    sendBack: sendBackPaper,
    appraise,
    sign,
    number,
    numberTaken,
    rendered,
    spread,
    void: voidPaper,
  },
  work: {
    on: (state) => (state.state === 'numbering' || state.state === 'numbered' ? state.asOf : undefined),
    next: (state) =>
      state.state === 'numbering'
        ? { does: 'takeNumber', message: 'numberTaken', body: { kind: state.kind, on: state.asOf } }
        : { does: 'renderPaper', message: 'rendered', body: { snapshot: state.content.snapshot } },
  },
};
