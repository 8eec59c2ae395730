import type { Paper } from '../domain/paper.ts';
import { paperRules } from '../domain/paper.ts';
import { open } from './matter.ts';

/** Follows one document from its submission to its last addressee. */
export async function paper(record: Paper): Promise<void> {
  const matter = open(record, paperRules);

  matter.on('submit');
  matter.on('sendBack');
  matter.on('appraise');
  matter.on('sign');
  matter.on('number');
  matter.on('spread');
  matter.on('issueElsewhere');
  matter.on('enter');
  matter.on('void');

  await matter.chase();
}
