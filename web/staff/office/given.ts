/** What a form holds, without what was left empty: the API takes an absent field for none, and refuses an empty one. */
export function given<Values extends object>(values: Values): Partial<Values> {
  return Object.fromEntries(
    Object.entries(values).filter(
      ([, value]) => value !== undefined && value !== null && value !== '' && value !== false && !isEmpty(value),
    ),
  ) as Partial<Values>;
}

const isEmpty = (value: unknown): boolean => Array.isArray(value) && value.length === 0;
