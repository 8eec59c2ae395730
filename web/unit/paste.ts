import { planCells } from '../../domain/step-form.ts';
import { figuresIn, planIn } from './block.ts';
import type { Said } from './said.ts';

/** Written only where early and on time are not kept apart: no column of the printed form, so a block passes over it. */
const beside = '/resolved_early_or_on_time';

/** Cells that get something, in order. */
type Filling = [cell: HTMLInputElement, text: string][];

/** A block of cells copied from a table: a line or a column fills the fields from the one it is put into. */
export function startPaste(form: HTMLFormElement, said: Said): void {
  // said by the script, which alone can do it
  if (inputs(form, 'c/').length > 0) form.querySelector('.hint')?.append(' Dán được cả dòng chép từ Excel vào ô đầu.');
  for (const plan of form.querySelectorAll('fieldset:has(input[name^="t/"]) ol'))
    plan.previousElementSibling?.append(' Dán được cả bảng chép từ Word, Excel vào ô đầu.');
  form.addEventListener('paste', (event) => {
    const into = event.target;
    const text = event.clipboardData?.getData('text/plain') ?? '';
    if (!(into instanceof HTMLInputElement)) return;
    const put = into.name.startsWith('t/') ? planFilling(form, into, text) : figureFilling(form, into, text);
    if (!put) return;
    event.preventDefault();
    const before = put.filling.map(([cell]): [HTMLInputElement, string] => [cell, cell.value]);
    fill(put.filling);
    said.offer(put.words, 'Bỏ, như trước khi dán', () => {
      fill(before);
      said('Đã trả lại như trước khi dán.');
    });
  });
}

function fill(filling: Filling): void {
  for (const [cell, text] of filling) cell.value = text;
  filling[0]?.[0].dispatchEvent(new Event('change', { bubbles: true }));
}

interface Put {
  filling: Filling;
  words: string;
}

function figureFilling(form: HTMLFormElement, into: HTMLInputElement, text: string): Put | undefined {
  const kind = into.name.slice(0, 2);
  const lines = kind === 'c/' || kind === 'i/' ? figuresIn(text) : undefined;
  if (!lines) return undefined;
  const cells = inputs(form, kind).filter((one) => one === into || !one.name.endsWith(beside));
  const free = cells.slice(cells.indexOf(into));
  const isColumn = lines.every((line) => line.cells.length === 1);
  // the page is of one line: the one of its name, else the first
  const here = form.querySelector<HTMLInputElement>('input[name="row"]')?.value.toLowerCase();
  const chosen = lines.find(({ name }) => here && name?.toLowerCase() === here) ?? lines[0]!;
  const texts = isColumn ? lines.flatMap((line) => line.cells) : chosen.cells;
  // a cell that was merged with its neighbour comes empty and says nothing
  const filling = free.flatMap((cell, i): Filling => (texts[i] ? [[cell, texts[i]]] : []));
  const over = Math.max(0, texts.length - free.length);
  const others = isColumn ? 0 : lines.length - 1;
  return {
    filling,
    words: [
      `Đã dán ${filling.length} ô.`,
      ...(over > 0 ? [`${over} ô thừa không dán: dưới đây không còn ô nào nữa.`] : []),
      ...(others > 0
        ? [
            `Khối có ${lines.length} dòng, mới dán ${chosen.name ? `dòng “${chosen.name}”` : 'dòng đầu'}; hãy mở trang của dòng sau rồi dán tiếp.`,
          ]
        : []),
    ].join(' '),
  };
}

/** Lines of a plan, each under the one before; more lines are laid below where they are wanted. */
function planFilling(form: HTMLFormElement, into: HTMLInputElement, text: string): Put | undefined {
  const [, of = '', first = '', cell = ''] = /^(t\/.+)\/(\d+)\/(\w+)$/.exec(into.name) ?? [];
  const from = planCells.findIndex((one) => one === cell);
  const block = from < 0 ? undefined : planIn(text, from);
  if (!block) return undefined;
  const left = planCells.slice(from);
  const at = (n: number, name: string) => inputs(form, `${of}/${n}/${name}`)[0];
  const filling = block.flatMap((line, r) =>
    left.flatMap((name, c): Filling => {
      const text = line[c] ?? '';
      const n = Number(first) + r;
      const field = at(n, name) ?? (text === '' ? undefined : (lineAfter(into, of, n), at(n, name)));
      return field && text !== '' ? [[field, text]] : [];
    }),
  );
  return { filling, words: `Đã dán ${block.length} mục, ${filling.length} ô.` };
}

/** Another open line below the last one, as empty as the page writes it. */
function lineAfter(into: HTMLInputElement, of: string, n: number): void {
  const last = into.closest('ol')?.lastElementChild;
  const line = last?.cloneNode(true);
  if (!last || !(line instanceof HTMLElement)) return;
  line.querySelector('.label')!.textContent = `Mục ${n + 1}`;
  for (const cell of planCells) {
    const input = line.querySelector<HTMLInputElement>(`input[name$="/${cell}"]`)!;
    const label = line.querySelector<HTMLLabelElement>(`label[for="${CSS.escape(input.id)}"]`);
    input.id = input.name = `${of}/${n}/${cell}`;
    input.value = '';
    if (label) label.htmlFor = input.id;
  }
  last.after(line);
}

const inputs = (form: HTMLFormElement, start: string): HTMLInputElement[] =>
  [...form.querySelectorAll<HTMLInputElement>('input[type=text]')].filter(({ name }) => name.startsWith(start));
