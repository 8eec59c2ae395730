/**
 * `size` of these, chosen by `seed`: the same for the same seed whatever order they come in, so that whoever doubts
 * the choice draws it again. One more to choose from never exchanges more than one of those chosen.
 */
export const sampleOf = (ids: readonly string[], size: number, seed: string): string[] =>
  [...new Set(ids)]
    .map((id) => ({ id, at: scattered(`${seed}\n${id}`) }))
    .sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1))
    .slice(0, size)
    .map(({ id }) => id);

/** A number from 0 to 2³² − 1 that tells nothing of the text (FNV-1a, then mixed as MurmurHash ends). */
function scattered(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
