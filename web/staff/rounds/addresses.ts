/** What an address asks for, kept as it was said: only names a page knows, only texts. */
const texts =
  <Name extends string>(...names: Name[]) =>
  (search: Record<string, unknown>): { [name in Name]?: string | undefined } =>
    Object.fromEntries(
      names.flatMap((name) => {
        const said = search[name];
        return typeof said === 'string' || typeof said === 'number' ? [[name, String(said)]] : [];
      }),
    ) as { [name in Name]?: string | undefined };

export const roundsSearch = texts('nam', 'trang-thai');
/** `tim`: text of a name; `buoc`: lacks this step; `cho`: whom it waits for. */
export const boardSearch = texts('tim', 'buoc', 'tinh-trang', 'tre', 'cho', 'doan', 'nhom');
/** `tuan`: any day of the week shown. */
export const weekSearch = texts('tuan', 'doan', 'chi');
export const lettersSearch = texts('loai', 'don-vi', 'thu');
export const figuresSearch = texts('bieu');

/** A filter that is chosen, or let go: `''` stands for all. */
export const chosen = (value: string): string | undefined => (value === '' ? undefined : value);
