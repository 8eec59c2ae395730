import { examined, suggestedIn } from '../../domain/report-step.ts';
import { withStep } from '../../domain/step-form.ts';
import { html } from '../pages/html.ts';
import { besides } from '../pages/step-fields.ts';
import type { LiveStep } from '../pages/step-fields.ts';

/** How long nobody types before the figures are looked at, ms: half a number breaks every sum. */
export const pause = 600;

/** Holds the figures of a step against each other while they are typed, by the rules the server will hold them to. */
export function startFigures(form: HTMLFormElement): void {
  const given = form.querySelector<HTMLTemplateElement>('#du-lieu')?.content.textContent;
  if (!given) return;
  const { id, all, outline, typed, period, previous } = JSON.parse(given) as LiveStep;
  const asked = { outline, period, sites: [], ...(previous ? { previous } : {}) };
  const here = (): ReturnType<typeof examined>['steps'][number] | undefined => now.steps.find((step) => step.id === id);
  let now = examined(asked, typed);
  let timer = 0;

  const look = (): void => {
    clearTimeout(timer);
    const before = here();
    if (!before) return;
    now = examined(asked, withStep(now, before, textsOf(form), '', []));
    const step = here();
    if (!step) return;
    for (const [name, { html: part, wrong }] of Object.entries(besides(now, step, all)))
      showBeside(form, name, html`${part}`.html, wrong);
    const seen = form.querySelector<HTMLInputElement>('input[name="seen"]');
    if (seen && 'row' in step)
      seen.value = suggestedIn(now, step)
        .map(({ act }) => act)
        .join(' ');
  };

  form.addEventListener('input', () => {
    clearTimeout(timer);
    timer = window.setTimeout(look, pause);
  });
  form.addEventListener('change', look);
  form.addEventListener('click', (event) => {
    const button = event.target instanceof Element ? event.target.closest<HTMLButtonElement>('button') : null;
    const [verb, ...rest] = button?.value.split('/') ?? [];
    const field = verb === 'fill' ? fieldOf(form, rest.slice(0, -1).join('/')) : undefined;
    if (!field) return;
    event.preventDefault();
    field.value = rest.at(-1)!;
    field.focus();
    field.dispatchEvent(new Event('change', { bubbles: true }));
  });
}

export const fieldOf = (form: HTMLFormElement, name: string): HTMLInputElement | undefined =>
  [...form.querySelectorAll<HTMLInputElement>('input[type=text]')].find((one) => one.name === name);

/** As the form would send them. */
export function textsOf(form: HTMLFormElement): Record<string, string> {
  const texts: Record<string, string> = {};
  for (const [name, text] of new FormData(form)) if (typeof text === 'string') texts[name] = text;
  return texts;
}

export function showBeside(form: HTMLFormElement, name: string, said: string, wrong: boolean): void {
  const place = [...form.querySelectorAll<HTMLElement>('[data-beside]')].find((one) => one.dataset['beside'] === name);
  // somebody explains a figure right there
  if (!place || place.contains(document.activeElement)) return;
  if (shown.get(place) !== said) place.innerHTML = said;
  shown.set(place, said);
  place.closest('.field')?.classList.toggle('wrong', wrong);
}

const shown = new WeakMap<HTMLElement, string>();
