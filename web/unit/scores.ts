import { columnScore, readScores } from '../../domain/score-form.ts';
import { html } from '../pages/html.ts';
import { besideLine, besideSum, groupPoints } from '../pages/score-lines.ts';
import type { LiveScore } from '../pages/score-lines.ts';
import { showBeside, startLooking, textsOf } from './figures.ts';

/** Reckons a unit's own column while it is typed, by the rules the server will hold it to. */
export function startScores(form: HTMLFormElement): void {
  const given = form.querySelector<HTMLTemplateElement>('#diem')?.content.textContent;
  if (!given) return;
  const { scale, declared, exempt } = JSON.parse(given) as LiveScore;
  const look = (): void => {
    const column = columnScore(scale, { ...readScores(scale, textsOf(form)), declared }, exempt);
    for (const [code, line] of Object.entries(column.lines))
      showBeside(form, `m/${code}`, html`${besideLine(line)}`.html, line.fault !== undefined);
    for (const group of scale.groups)
      showBeside(form, `g/${group.code}`, html`${groupPoints(column, group)}`.html, false);
    showBeside(form, 'sum', html`${besideSum(column)}`.html, false);
  };
  startLooking(form, look);
  // a page the browser brings back has its fields as they were left
  addEventListener('pageshow', look);
}
