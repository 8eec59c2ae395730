import type { Inspection } from '../domain/inspection.ts';
import { inspectionRules } from '../domain/inspection-rules.ts';
import { open } from './matter.ts';

/** Follows one unit in one round, from the notice to its conclusion. */
export async function inspection(record: Inspection): Promise<void> {
  const matter = open(record, inspectionRules);

  matter.on('opened');
  matter.on('schedule');
  matter.on('noticed');
  matter.on('acknowledge');
  matter.on('submitSelfReport');
  matter.on('sendBackSelfReport');
  matter.on('acceptSelfReport');
  matter.on('correctSelfReport');
  matter.on('recordSilence');
  matter.on('askAnotherDay');
  matter.on('decideAnotherDay');
  matter.on('moveVisit');
  matter.on('postponeVisit');
  matter.on('dropVisit');
  matter.on('hold');
  matter.on('signMinutes');
  matter.on('askExplanation');
  matter.on('explain');
  matter.on('askComments');
  matter.on('commentDraft');
  matter.on('drafted');
  matter.on('undrafted');
  matter.on('concluded');
  matter.on('cancel');

  await matter.chase();
}
