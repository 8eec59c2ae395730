import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@jest/globals';

const staff = fileURLToPath(new URL('../../web/staff/', import.meta.url));

/** The class each rule begins with, of rules that stand on their own: what is written inside another is of that one. */
function leadingClasses(css: string): string[] {
  const found: string[] = [];
  const around: string[] = [];
  for (const [, before = '', brace] of css.replace(/\/\*[\s\S]*?\*\//g, '').matchAll(/([^{};]*)([{};])/g)) {
    const rule = before.trim();
    if (brace === '{') {
      if (!rule.startsWith('@') && around.every((one) => one.startsWith('@')))
        found.push(...rule.split(',').flatMap((selector) => /^\s*[a-z]*\.([\w-]+)/.exec(selector)?.[1] ?? []));
      around.push(rule);
    } else if (brace === '}') around.pop();
  }
  return found;
}

test('a class is styled by one room: what a room’s styles say stays loaded in every room one goes to afterwards', () => {
  const roomsOf = new Map<string, Set<string>>();
  for (const room of readdirSync(staff, { recursive: true, encoding: 'utf8' })) {
    if (!room.endsWith('.css')) continue;
    for (const one of leadingClasses(readFileSync(join(staff, room), 'utf8')))
      roomsOf.set(one, (roomsOf.get(one) ?? new Set()).add(room));
  }
  expect(roomsOf.size).toBeGreaterThan(100);
  const ofSeveral = [...roomsOf]
    // what all rooms share, a room may refine by a class of its own
    .filter(([, rooms]) => rooms.size > 1 && !rooms.has('staff.css'))
    .map(([one, rooms]) => `${one}: ${[...rooms].join(', ')}`);
  expect(ofSeveral).toEqual([]);
});
