import type { Day } from './day.ts';
import { ended, isOpen, owe } from './duty.ts';
import type { Duty } from './duty.ts';
import { dutyOf, nothingMore } from './matter.ts';
import type { Matter, MatterId, Rule, Rules, Setting, Step, Work } from './matter.ts';
import { Refusal } from './refusal.ts';
import type { RefusalCode } from './refusal.ts';
import type { CampaignId, Role, TeamId } from './role.ts';

/**
 * Thông báo kiểm tra, thông báo kết luận, thông báo kết quả kiểm tra qua báo cáo, công văn chỉ đạo,
 * báo cáo (of a reporting round, or of what a round came to).
 */
export const paperKinds = ['notice', 'conclusion', 'result-notice', 'directive', 'report'] as const;
export type PaperKind = (typeof paperKinds)[number];

/** Who drafts each kind, and so redrafts it when it is sent back. */
export const drafter: Record<PaperKind, Role> = {
  notice: 'planner',
  conclusion: 'lead',
  'result-notice': 'lead',
  directive: 'planner',
  report: 'secretary',
};

/** The kinds that end the inspections they serve. */
export const concluding: readonly PaperKind[] = ['conclusion', 'result-notice', 'report'];

/** The kinds as people name them. */
export const paperKindWords: Record<PaperKind, string> = {
  notice: 'Thông báo kiểm tra',
  conclusion: 'Thông báo kết luận kiểm tra',
  'result-notice': 'Thông báo kết quả kiểm tra',
  directive: 'Công văn',
  report: 'Báo cáo',
};

export const paperStates = [
  'drafted',
  'submitted',
  'appraised',
  'signed',
  'numbering',
  'numbered',
  'issued',
  'voiding',
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
  voiding: 'đang hủy số',
  void: 'đã hủy',
};

/** Where a paper lies, as people look for it: at whose desk, out, or given up. */
export const paperStages = ['drafting', 'to-appraise', 'to-sign', 'to-number', 'issued', 'void'] as const;
export type PaperStage = (typeof paperStages)[number];

export const stageWords: Record<PaperStage, string> = {
  drafting: 'đang soạn',
  'to-appraise': 'chờ thẩm định',
  'to-sign': 'chờ ký',
  'to-number': 'chờ cấp số, phát hành',
  issued: 'đã phát hành',
  void: 'đã hủy',
};

export const stageStates: Record<PaperStage, readonly PaperState[]> = {
  drafting: ['drafted'],
  'to-appraise': ['submitted'],
  'to-sign': ['appraised'],
  'to-number': ['signed', 'numbering', 'numbered'],
  issued: ['issued'],
  void: ['voiding', 'void'],
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
  /** This frozen content was laid out whole with a number in its place: only then is a number taken for it. */
  proofed?: string;
  /** The frozen content `of` as laid out for whoever signs it in another system: what the signed file is held against. */
  exported?: { of: string; file: string; pages: number };
  /** Why it was not printed the last time, until somebody tries again. `reason` names the text that says where. */
  unprintable?: { code: RefusalCode; on: Day; reason?: string };
  /** The register's row: never reused. */
  number?: { register: string; number: number; on: Day };
  issued?: { on: Day; file: string; pages: number };
  /** Signed and numbered in another system: the frozen entry of its number, day, signer and file. */
  elsewhere?: { entry: string; on: Day; entered?: true };
  /** Every addressee has it. */
  spread?: Day;
  /** Given up before its issue; the reason is content, named by `reason`. A number it had stays taken. */
  voided?: { on: Day; reason: string };
}

/** What printing answers when no paper came out: the code, and the frozen text that says where. */
export interface Unprintable {
  unprintable: RefusalCode;
  reason?: string;
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
/** Under way in other hands: it may be signed and issued in another system meanwhile. */
export const exportable: readonly PaperState[] = ['submitted', 'appraised', 'signed'];
/** An issued paper is out of the house: it is replaced or withdrawn by another paper, never undone. */
export const voidable: readonly PaperState[] = ['drafted', 'submitted', 'appraised', 'signed', 'numbered'];

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

/** The paper as its drafter has it again: what others said of the former text is not said of the next. */
function asDraft(paper: Paper): Paper {
  const { appraised: _, signed: __, proofed: ___, exported: ____, ...draft } = paper;
  return { ...draft, state: 'drafted' };
}

/**
 * A duty of this round of drafting: the kind and how often it was owed before make its id. The office's own work is
 * chased by ladder D. A signature alone is chased by ladder E (practice: *Ký*, 4 working days): on the due the leader's
 * secretary, two working days later the head of division; whoever signs is never mailed.
 */
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
    const { unprintable: _, ...anew } = asDraft(state);
    const step = passed(anew, { state: 'submitted', content }, day, owed(state, 'appraise', 'division-head', 'D', day));
    return concluding.includes(state.kind)
      ? { ...step, tells: broadcast(state, 'submitted', day, content.snapshot) }
      : step;
  },
};

/** Returned to its drafter; the reason is content, named by `remarks`. A signed one only where it could not be printed. */
export const sendBackPaper: Rule<Paper, { remarks: string }> = {
  accepts(state) {
    if (state.state === 'signed' && state.unprintable) return;
    assertState(state, returnable, 'trả lại');
  },
  next: (state, _, day) => passed(asDraft(state), {}, day, owed(state, 'redraft', drafter[state.kind], 'D', day)),
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

/**
 * Number only after signature; the proof, the register's row, the printing and the issue follow by themselves.
 * A paper that has its number and was not printed is printed again under the same number.
 */
export const number: Rule<Paper, object> = {
  accepts(state) {
    if (state.state === 'numbered' && state.unprintable) return;
    assertState(state, numberable, 'cấp số');
  },
  next(state, _, day) {
    const { unprintable: _code, proofed: _text, ...again } = state;
    return nothingMore({ ...again, state: state.state === 'numbered' ? 'numbered' : 'numbering', asOf: day });
  },
};

/**
 * The proof came out, or did not. What cannot be laid out goes back to its drafter and is signed anew; where only the
 * printing failed the paper stays signed, and the clerk may try again.
 */
export const proofed: Rule<Paper, { pages: number } | Unprintable> = {
  accepts(state) {
    assertState(state, ['numbering'], 'in thử');
  },
  next(state, outcome, day) {
    if (!('unprintable' in outcome)) return nothingMore({ ...state, proofed: state.content.snapshot });
    const unprintable = whyNot(outcome, day);
    if (outcome.unprintable === 'printing-failed') return nothingMore({ ...state, state: 'signed', unprintable });
    const duties = ended(state.duties, isOpen, 'cancelled', day);
    return passed(
      { ...asDraft(state), duties },
      { unprintable },
      day,
      owed(state, 'redraft', drafter[state.kind], 'D', day),
    );
  },
};

const whyNot = ({ unprintable: code, reason }: Unprintable, on: Day): NonNullable<Paper['unprintable']> => ({
  code,
  on,
  ...(reason === undefined ? {} : { reason }),
});

/** The register gave its next number, in the transaction that also wrote the register's row. */
export const numberTaken: Rule<Paper, { register: string; number: number; on: Day }> = {
  accepts(state) {
    assertState(state, ['numbering'], 'cấp số');
  },
  next: (state, { register, number: taken, on }, day) =>
    passed(state, { state: 'numbered', number: { register, number: taken, on } }, day),
};

/**
 * Rendered and stored by its hash: the paper is issued, and only now do terms run. Not rendered, it keeps its number
 * and waits for the clerk to try again, or for somebody to void it. What was voided meanwhile is not issued any more.
 */
export const rendered: Rule<Paper, { file: string; pages: number } | Unprintable> = {
  accepts(state) {
    assertState(state, ['numbered', 'voiding'], 'phát hành');
  },
  next(state, outcome, day) {
    if (state.state === 'voiding') return nothingMore(state);
    if ('unprintable' in outcome) {
      const waits = state.duties.some((duty) => isOpen(duty) && duty.kind === 'number');
      const duties = waits ? state.duties : [...state.duties, owed(state, 'number', 'clerk', 'D', day)];
      return nothingMore({ ...state, unprintable: whyNot(outcome, day), duties });
    }
    const on = state.number!.on;
    return {
      ...passed(state, { state: 'issued', issued: { on, file: outcome.file, pages: outcome.pages } }, day),
      tells: broadcast(state, 'issued', on, state.content.snapshot),
    };
  },
};

/**
 * The paper as it leaves for another system was laid out, or could not be: then it goes back to its drafter. What was
 * sent back or issued meanwhile is left as it is.
 */
export const exported: Rule<Paper, { of: string; file: string; pages: number } | (Unprintable & { of: string })> = {
  accepts() {
    // a finished print is a fact
  },
  next(state, outcome, day) {
    if (!exportable.includes(state.state) || outcome.of !== state.content.snapshot) return nothingMore(state);
    if (!('unprintable' in outcome)) {
      const { of, file, pages } = outcome;
      return nothingMore({ ...state, exported: { of, file, pages } });
    }
    const unprintable = whyNot(outcome, day);
    if (outcome.unprintable === 'printing-failed') return nothingMore({ ...state, unprintable });
    const duties = ended(state.duties, isOpen, 'cancelled', day);
    const redraft = owed(state, 'redraft', drafter[state.kind], 'D', day);
    return passed({ ...asDraft(state), duties }, { unprintable }, day, redraft);
  },
};

/** A paper that came back from another system, or was issued there long ago, is issued as it says. */
const issuedElsewhere = (
  paper: Paper,
  ask: { entry: string; on: Day; file: string; pages: number },
  day: Day,
  entered?: true,
): Step<Paper> => {
  const { unprintable: _, ...kept } = paper;
  return {
    ...passed(
      kept,
      {
        state: 'issued',
        elsewhere: { entry: ask.entry, on: ask.on, ...(entered ? { entered } : {}) },
        issued: { on: ask.on, file: ask.file, pages: ask.pages },
      },
      day,
    ),
    tells: broadcast(paper, 'issued', ask.on, paper.content.snapshot),
  };
};

/**
 * Signed and numbered in the office's or the People's Committee's own system, and brought back with its
 * number, day, signer and file: terms run only from then. `entry` is their frozen text, `on` its day.
 */
export const issueElsewhere: Rule<Paper, { sha256: string; entry: string; on: Day; file: string; pages: number }> = {
  accepts(state, { sha256, entry, on }, day) {
    if (state.elsewhere?.entry === entry) return;
    assertState(state, exportable, 'ghi nhận đã phát hành ở hệ thống khác');
    assertContent(state, sha256);
    if (on > day) throw new Refusal('issued-in-future');
  },
  next: (state, ask, day) => (state.elsewhere ? nothingMore(state) : issuedElsewhere(state, ask, day)),
};

/** A paper issued before anybody drafted it here is entered: what it asks is owed, rungs past are not told. */
export const enterPaper: Rule<
  Paper,
  { content: Paper['content']; entry: string; on: Day; file: string; pages: number }
> = {
  accepts(state, { entry, on }, day) {
    if (state.elsewhere?.entry === entry) return;
    assertState(state, ['drafted'], 'nhập văn bản đã phát hành');
    if (on > day) throw new Refusal('issued-in-future');
  },
  next: (state, { content, ...ask }, day) =>
    state.elsewhere ? nothingMore(state) : issuedElsewhere({ ...state, content }, ask, day, true),
};

/** Every addressee has it: the paper's process is over. */
export const spread: Rule<Paper, object> = {
  accepts() {
    // a finished broadcast is a fact
  },
  next: (state, _, day) => nothingMore(state.state === 'issued' ? { ...state, spread: day, closed: day } : state),
};

/** Given up for a reason. A number it has is first voided in the register, where it stays taken for ever. */
export const voidPaper: Rule<Paper, { reason: string }> = {
  accepts(state) {
    assertState(state, voidable, 'hủy');
  },
  next(state, { reason }, day) {
    const given: Paper = { ...state, voided: { on: day, reason } };
    return state.state === 'numbered' ? nothingMore({ ...given, state: 'voiding', asOf: day }) : gone(given, day);
  },
};

/** The register says that the number is void, and why. */
export const numberVoided: Rule<Paper, object> = {
  accepts(state) {
    assertState(state, ['voiding'], 'hủy');
  },
  next: (state, _, day) => gone(state, day),
};

/** Closed, owed nothing, and told to the inspections that counted on it. */
function gone(paper: Paper, day: Day): Step<Paper> {
  const wasSubmitted = concluding.includes(paper.kind) && paper.content.snapshot !== '';
  return {
    state: { ...paper, state: 'void', closed: day, duties: ended(paper.duties, isOpen, 'cancelled', day) },
    lines: [],
    tells: wasSubmitted ? broadcast(paper, 'voided', day, paper.content.snapshot) : [],
  };
}

/** The work a paper does by itself, in the order of its way; undefined: it waits for people. */
function workOf(paper: Paper): Work | undefined {
  const { kind, content, asOf: on } = paper;
  switch (paper.state) {
    case 'submitted':
    case 'appraised':
      return kind === 'directive' && paper.exported?.of !== content.snapshot && !paper.unprintable
        ? { does: 'proofPaper', message: 'exported', body: { on, keep: true } }
        : undefined;
    case 'numbering':
      return paper.proofed === content.snapshot
        ? { does: 'takeNumber', message: 'numberTaken', body: { kind, on } }
        : { does: 'proofPaper', message: 'proofed', body: { on } };
    case 'numbered':
      return paper.unprintable
        ? undefined
        : { does: 'renderPaper', message: 'rendered', body: { snapshot: content.snapshot } };
    case 'voiding':
      return { does: 'voidNumber', message: 'numberVoided', body: { ...paper.voided! } };
    default:
      return undefined;
  }
}

export const paperRules: Rules<Paper> = {
  messages: {
    submit: submitPaper,
    sendBack: sendBackPaper,
    appraise,
    sign,
    number,
    proofed,
    numberTaken,
    rendered,
    spread,
    exported,
    issueElsewhere,
    enter: enterPaper,
    void: voidPaper,
    numberVoided,
  },
  work: {
    on: (state) => (workOf(state) ? state.asOf : undefined),
    next: (state) => workOf(state)!,
  },
};
