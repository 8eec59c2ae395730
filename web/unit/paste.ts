import type { Said } from './said.ts';

/** Written only where early and on time are not kept apart: no column of the printed form, so a block passes over it. */
const beside = '/resolved_early_or_on_time';

/** A block of cells copied from a table: a line or a column fills the figures from the one it is put into. */
export function startPaste(form: HTMLFormElement, said: Said): void {
  form.addEventListener('paste', (event) => {
    const into = event.target;
    const block = blockIn(event.clipboardData?.getData('text/plain') ?? '');
    if (!(into instanceof HTMLInputElement) || !into.name.startsWith('c/') || !block) return;
    event.preventDefault();
    const cells = [...form.querySelectorAll<HTMLInputElement>('input[name^="c/"]')].filter(
      (one) => one === into || !one.name.endsWith(beside),
    );
    const isColumn = block.every((line) => line.length === 1);
    const line = isColumn ? block.flat() : block[0]!;
    const free = cells.slice(cells.indexOf(into));
    const filled = free.slice(0, line.length);
    const before = filled.map(({ value }) => value);
    put(filled, line);
    const more = line.length - filled.length;
    const rows = isColumn ? 0 : block.length - 1;
    said.offer(
      [
        `Đã dán ${filled.length} ô.`,
        ...(more > 0 ? [`${more} ô thừa không dán: dòng này không còn ô nào nữa.`] : []),
        ...(rows > 0
          ? [`Khối có ${block.length} dòng, mới dán dòng đầu; hãy mở trang của dòng sau rồi dán tiếp.`]
          : []),
      ].join(' '),
      'Bỏ, như trước khi dán',
      () => {
        put(filled, before);
        said('Đã trả lại như trước khi dán.');
      },
    );
  });
}

function put(cells: readonly HTMLInputElement[], texts: readonly string[]): void {
  cells.forEach((cell, i) => (cell.value = texts[i] ?? ''));
  cells[0]?.dispatchEvent(new Event('change', { bubbles: true }));
}

/** The cells of a copied block; undefined where it is one text like any other. */
export function blockIn(text: string): string[][] | undefined {
  const lines = text
    .replace(/\r\n?/g, '\n')
    .replace(/\n+$/, '')
    .split('\n')
    .map((line) => line.split('\t').map(asCount));
  return lines.length === 1 && lines[0]!.length === 1 ? undefined : lines;
}

/** A count as a sheet shows it elsewhere, `3,541`: in a whole number a comma can only part thousands. */
const asCount = (cell: string): string => {
  const bare = cell.trim();
  return /^\d{1,3}(,\d{3})+$/.test(bare) ? bare.replaceAll(',', '.') : bare;
};
