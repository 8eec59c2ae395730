import { cancel, concluded, drafted, undrafted } from './conclusion.ts';
import { askComments, askExplanation, commentDraft, explain } from './explanation.ts';
import type { Inspection } from './inspection.ts';
import type { Rules } from './matter.ts';
import { noticed, opened } from './notice.ts';
import {
  acceptSelfReport,
  acknowledge,
  correctSelfReport,
  recordSilence,
  sendBackSelfReport,
  submitSelfReport,
} from './self-report.ts';
import {
  askAnotherDay,
  decideAnotherDay,
  dropVisit,
  hold,
  minutesRendered,
  moveVisit,
  postponeVisit,
  schedule,
  signMinutes,
  unrendered,
} from './visit.ts';

export const inspectionRules: Rules<Inspection> = {
  messages: {
    noticed,
    opened,
    schedule,
    acknowledge,
    submitSelfReport,
    sendBackSelfReport,
    acceptSelfReport,
    correctSelfReport,
    recordSilence,
    askAnotherDay,
    decideAnotherDay,
    moveVisit,
    postponeVisit,
    dropVisit,
    hold,
    signMinutes,
    minutesRendered,
    askExplanation,
    explain,
    askComments,
    commentDraft,
    drafted,
    undrafted,
    concluded,
    cancel,
  },
  work: {
    on: (state) => (unrendered(state) ? state.asOf : undefined),
    next(state) {
      const { n, minutes } = unrendered(state)!;
      return { does: 'renderMinutes', message: 'minutesRendered', body: { visit: n, minutes } };
    },
  },
};
