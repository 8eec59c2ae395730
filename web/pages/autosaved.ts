/** What the server answers a page that saves by itself (`act=auto`): plain JSON. */
export interface Autosaved {
  /** `14:05`; absent: nothing was saved. */
  saved?: string;
  /** What went wrong, and what to do. */
  said?: string;
  /** Hidden fields of the form as they stand now. */
  fields: Record<string, string>;
  /** The lists of files as they stand now, by the name of the field. */
  files: Record<string, string>;
}
