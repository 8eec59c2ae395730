import type { Inspection } from '../domain/inspection.ts';
import { inspectionRules } from '../domain/inspection.ts';
import { open } from './matter.ts';

/** Follows one unit in one round, from the notice to its conclusion. */
export async function inspection(record: Inspection): Promise<void> {
  const matter = open(record, inspectionRules);

  matter.on('noticed');
  matter.on('acknowledge');
  matter.on('submitSelfReport');
  matter.on('sendBackSelfReport');
  matter.on('acceptSelfReport');
  matter.on('hold');
  matter.on('signMinutes');
  matter.on('drafted');
  matter.on('undrafted');
  matter.on('concluded');
  matter.on('cancel');

  await matter.chase();
}
