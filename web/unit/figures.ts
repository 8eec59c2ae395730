import { examined, suggestedIn } from '../../domain/report-step.ts';
import { withStep } from '../../domain/step-form.ts';
import { html } from '../pages/html.ts';
import { besides } from '../pages/step-fields.ts';
import type { LiveStep } from '../pages/step-fields.ts';

/** How long nobody types before the figures are looked at, ms: half a number breaks every sum. */
const pause = 600;
/** How long after a press, ms: its button has been reached by then. */
const settled = 60;

/**
 * Looks again when nobody types any more, or a field was left; never while something is pressed: what grows above a
 * button would take it away from under the finger.
 */
export function startLooking(form: HTMLFormElement, look: () => void): void {
  let timer = 0;
  let pressed = false;
  const later = (after: number): void => {
    clearTimeout(timer);
    timer = window.setTimeout(() => (pressed ? later(settled) : look()), after);
  };
  form.addEventListener('input', () => later(pause));
  form.addEventListener('change', () => later(settled));
  addEventListener('pointerdown', () => (pressed = true), true);
  for (const over of ['pointerup', 'pointercancel']) addEventListener(over, () => (pressed = false), true);
}

/** Holds the figures of a step against each other while they are typed, by the rules the server will hold them to. */
export function startFigures(form: HTMLFormElement): void {
  const given = form.querySelector<HTMLTemplateElement>('#du-lieu')?.content.textContent;
  if (!given) return;
  const { id, all, outline, typed, period, previous } = JSON.parse(given) as LiveStep;
  const asked = { outline, period, sites: [], ...(previous ? { previous } : {}) };
  const here = (): ReturnType<typeof examined>['steps'][number] | undefined => now.steps.find((step) => step.id === id);
  let now = examined(asked, typed);
  const first = here();
  if (first)
    for (const [name, { html: part }] of Object.entries(besides(now, first, all)))
      asShown(form, name, html`${part}`.html);

  const look = (): void => {
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

  startLooking(form, look);
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

const placeOf = (form: HTMLFormElement, name: string): HTMLElement | undefined =>
  [...form.querySelectorAll<HTMLElement>('[data-beside]')].find((one) => one.dataset['beside'] === name);

/** What the server wrote there already: not to be read out again. */
function asShown(form: HTMLFormElement, name: string, said: string): void {
  const place = placeOf(form, name);
  if (place) shown.set(place, said);
}

/** What is right by now is not among what the head of the page says to look at. */
function hideFromList(name: string, right: boolean): void {
  const list = document.querySelector('.say.fault ul');
  const link = [...(list?.querySelectorAll('a') ?? [])].find((one) => one.getAttribute('href') === `#${name}`);
  if (!list || !link) return;
  link.parentElement?.toggleAttribute('hidden', right);
  list.parentElement?.toggleAttribute('hidden', !list.querySelector('li:not([hidden])'));
}

export function showBeside(form: HTMLFormElement, name: string, said: string, wrong: boolean): void {
  const place = placeOf(form, name);
  // somebody explains a figure right there
  if (!place || place.contains(document.activeElement)) return;
  if (shown.get(place) !== said) place.innerHTML = said;
  shown.set(place, said);
  place.closest('.field')?.classList.toggle('wrong', wrong);
  hideFromList(name, said === '');
  const field = fieldOf(form, name);
  if (wrong) field?.setAttribute('aria-invalid', 'true');
  else field?.removeAttribute('aria-invalid');
}

const shown = new WeakMap<HTMLElement, string>();
