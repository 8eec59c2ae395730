/** One event of a calendar file, its properties unfolded and unescaped; parameters stand with the name. */
export interface IcsEvent {
  properties: Record<string, string>;
  /** `ATTENDEE;CN="Hoa";RSVP=FALSE` as written. */
  names: string[];
}

export interface IcsFile {
  method: string;
  events: IcsEvent[];
}

/** Reads an .ics as a calendar would (RFC 5545): folded lines, escapes. Throws on what is no property. */
export function readIcs(text: string): IcsFile {
  const lines = text
    .replace(/\r?\n[ \t]/g, '')
    .split(/\r?\n/)
    .filter(Boolean);
  const events: IcsEvent[] = [];
  let method = '';
  for (const line of lines) {
    if (line === 'BEGIN:VEVENT') events.push({ properties: {}, names: [] });
    const [, name = '', parameters = '', value = ''] =
      /^([A-Z-]+)((?:;[A-Z-]+=(?:"[^"]*"|[^";:]*))*):(.*)$/.exec(line) ?? [];
    if (name === '') throw new Error(`no property: ${line}`);
    if (name === 'METHOD') method = value;
    const event = events.at(-1);
    if (!event) continue;
    event.properties[name] = value.replace(/\\([nN])/g, '\n').replace(/\\([\\;,])/g, '$1');
    event.names.push(name + parameters);
  }
  return { method, events };
}
