/** What an address asks for, kept as it was said: only names a page knows, only texts. */
export const texts =
  <Name extends string>(...names: Name[]) =>
  (search: Record<string, unknown>): { [name in Name]?: string | undefined } =>
    Object.fromEntries(
      names.flatMap((name) => {
        const said = search[name];
        return typeof said === 'string' || typeof said === 'number' ? [[name, String(said)]] : [];
      }),
    ) as { [name in Name]?: string | undefined };
