import { startFigures } from './figures.ts';
import { startPaste } from './paste.ts';
import { startSaving } from './saving.ts';
import { startScores } from './scores.ts';
import { startSending } from './sending.ts';

// The units' pages are whole without this: it only says sooner what the server would say, and saves without being asked.
for (const form of document.querySelectorAll<HTMLFormElement>('form[data-saves]')) {
  const said = startSaving(form);
  startFigures(form);
  startScores(form);
  startPaste(form, said);
}
const begin = (): void => {
  for (const form of document.querySelectorAll<HTMLFormElement>('form[data-leaves]')) startSending(form, begin);
};
begin();
