import { cancel, concluded, drafted, undrafted } from './conclusion.ts';
import { askComments, askExplanation, commentDraft, explain } from './explanation.ts';
import type { Inspection } from './inspection.ts';
import type { Rules } from './matter.ts';
import { noticed, opened } from './notice.ts';
import { acceptSelfReport, acknowledge, recordSilence, sendBackSelfReport, submitSelfReport } from './self-report.ts';
import {
  askAnotherDay,
  decideAnotherDay,
  hold,
  minutesRendered,
  moveVisit,
  postponeVisit,
  schedule,
  signMinutes,
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
    recordSilence,
    askAnotherDay,
    decideAnotherDay,
    moveVisit,
    postponeVisit,
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
};
