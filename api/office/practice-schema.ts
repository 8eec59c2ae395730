import { z } from 'zod';
import { termFault, termNames as names } from '../../domain/duty-terms.ts';
import type { DutyTerm, TermName, Terms } from '../../domain/duty-terms.ts';
import { ladderFaults, ladderNames } from '../../domain/ladder.ts';
import type { Ladder, Ladders } from '../../domain/ladder.ts';
import { roles } from '../../domain/role.ts';

const rung = z.strictObject({
  offset: z.int().min(-60).max(250).meta({ description: 'Số ngày làm việc tính từ hạn; âm là trước hạn' }),
  to: z.array(z.enum([...roles, 'who-owes'])).max(10),
  does: z.enum(['tell', 'call', 'draft-official-letter', 'put-to-leader']),
  when: z.enum(['vertical-agency', 'own-agency', 'approved']).exactOptional(),
});

/** One ladder, of a plan or of the office: what is wrong with it is said by the domain. */
export const ladderSchema = z
  .strictObject({
    rungs: z.array(rung).max(12),
    thenEvery: z.int().min(1).max(60).exactOptional(),
    until: z.literal('visit-held').exactOptional(),
  })
  .superRefine((ladder, issues) => {
    for (const { at, sentence } of ladderFaults(ladder))
      issues.addIssue({ code: 'custom', path: pathOf(at), message: sentence });
  }) satisfies z.ZodType<Ladder>;

/** `rungs[2].to` as a path. */
const pathOf = (at: string): (string | number)[] =>
  [...at.matchAll(/[^.[\]]+/g)].map(([name]) => (/^\d+$/.test(name) ? Number(name) : name));

export const termSchema = z.strictObject({
  count: z.int().min(-120).max(250),
  unit: z.enum(['working-day', 'calendar-day', 'month']),
}) satisfies z.ZodType<DutyTerm>;

export const termNames = names as [TermName, ...TermName[]];

/** Terms by duty, each in the direction it is counted. */
export const termsIn = <Schema extends z.ZodType<Partial<Terms>>>(schema: Schema): Schema =>
  schema.superRefine((terms, issues) => {
    for (const [name, term] of Object.entries(terms) as [TermName, DutyTerm][]) {
      const fault = termFault(name, term);
      if (fault) issues.addIssue({ code: 'custom', path: [name, 'count'], message: fault });
    }
  });

/** All ladders, all terms. */
export const laddersSchema = z.record(z.enum(ladderNames), ladderSchema) satisfies z.ZodType<Ladders>;
export const allTermsSchema = termsIn(z.record(z.enum(termNames), termSchema)) satisfies z.ZodType<Terms>;
