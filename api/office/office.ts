import { Router } from 'express';
import { z } from 'zod';
import type { Authority, Letterhead } from '../../domain/document.ts';
import { Refusal } from '../../domain/refusal.ts';
import type { Office } from '../../store/content/office.ts';
import { assertMay } from '../auth.ts';
import type { Deps } from '../deps.ts';
import { baseField, daySchema, idSchema, lineSchema, versionSchema } from '../fields.ts';
import { baseOf, once } from '../key.ts';
import { describe } from '../openapi.ts';
import type { Paths } from '../openapi.ts';
import { assertPublishable, mostPublicRounds } from '../leader/public-rounds.ts';
import { parse, withCurrent } from '../problem.ts';

const post = lineSchema(120);

/**
 * A name in capitals alone cannot be set into a sentence, for nobody knows which of its words are names; one of plain
 * letters may be an abbreviation.
 */
const inCapitals = (name: string): boolean => name === name.toUpperCase() && /[^\p{ASCII}\P{L}]/u.test(name);
const nameSchema = (most: number) =>
  lineSchema(most)
    .refine(
      (name) => !inCapitals(name),
      'Hãy ghi như trong câu, không viết hoa cả tên: Sở Nội vụ, UBND tỉnh Hương Giang. Đầu văn bản tự in hoa.',
    )
    .meta({
      description: 'Ghi như trong câu, không viết hoa cả tên; đầu văn bản tự in hoa',
    });
const letterheadSchema = z.strictObject({
  parentOrgan: nameSchema(120).exactOptional().meta({ example: 'UBND tỉnh Hương Giang' }),
  organ: nameSchema(120).meta({ example: 'Sở Nội vụ' }),
  place: nameSchema(80).meta({ example: 'Hương Giang' }),
  address: lineSchema(200).exactOptional(),
  phone: lineSchema(40).exactOptional(),
}) satisfies z.ZodType<Letterhead>;
const authoritySchema = z
  .discriminatedUnion('as', [
    z.strictObject({ as: z.literal('head'), post }),
    z.strictObject({ as: z.literal('acting-head'), post }),
    z.strictObject({ as: z.literal('for-collective'), collective: post, post, deputy: post.exactOptional() }),
    z.strictObject({ as: z.literal('for-head'), head: post, post }),
    z.strictObject({ as: z.literal('by-order'), head: post, post, deputy: post.exactOptional() }),
    z.strictObject({ as: z.literal('authorised'), head: post, post }),
  ])
  .meta({
    id: 'Authority',
    description: 'Q., TM., KT., TL., TUQ. (Nghị định 30/2020, điều 13)',
  }) satisfies z.ZodType<Authority>;
const clock = z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/, 'Hãy ghi giờ như 07:30.');
const hours = z.tuple([clock, clock]).refine(([opens, closes]) => opens < closes, 'Giờ kết thúc phải sau giờ bắt đầu.');
const officeFields = {
  organ: z.string().regex(/^[\p{Lu}\d&-]{1,20}$/u, 'Ký hiệu cơ quan viết hoa, như SNV.'),
  letterhead: letterheadSchema,
  divisionName: nameSchema(120),
  phone: z.string().trim().max(40),
  signers: z.record(idSchema, z.strictObject({ authority: authoritySchema, post: post.exactOptional() })),
  workingHours: z
    .array(z.strictObject({ from: daySchema, morning: hours, afternoon: hours }))
    .min(1)
    .max(50),
  publicProgress: z
    .strictObject({ on: z.boolean(), rounds: z.array(idSchema).max(mostPublicRounds) })
    .exactOptional()
    .meta({
      description: 'Trang tiến độ công khai tại /cong-khai: có bật không, hiện những đợt nào; không gửi thì tắt',
    }),
};
const changedOffice = z.strictObject({ ...officeFields, ...baseField });
const officeSchema = z.object({ ...officeFields, version: versionSchema }).meta({ id: 'Office' });
export type OfficeView = z.output<typeof officeSchema>;

function shown(settings: Office): Omit<Office, '_id'> {
  const { _id: _, ...rest } = settings;
  return rest;
}

/** The office's own settings: letterhead, telephone, how its signers sign, working hours. */
export const office = (deps: Deps): Router => {
  const { store } = deps;
  const router = Router();

  router.get('/office', async (req, res) => {
    assertMay(req, 'read-office');
    res.json(shown(await store.office.get()));
  });

  router.put('/office', async (req, res) => {
    assertMay(req, 'administer');
    const { base: _, ...body } = parse(changedOffice, req.body);
    const base = baseOf(req);
    const known = new Set((await store.people.getMany(Object.keys(body.signers))).map(({ _id }) => _id));
    for (const person of Object.keys(body.signers)) {
      if (!known.has(person)) throw new Refusal('person-unknown', { person });
    }
    const { publicProgress } = body;
    if (publicProgress) await assertPublishable(deps, publicProgress.rounds, (await store.office.get()).publicProgress);
    await once(deps, req, { what: 'office-changed', body: { base, ...body } }, async (session) => {
      await store.office.save(body, base, session);
      return {
        about: 'office',
        ...(publicProgress ? { counts: { publicRounds: publicProgress.on ? publicProgress.rounds.length : 0 } } : {}),
      };
    }).catch(withCurrent(async () => shown(await store.office.get())));
    res.json(shown(await store.office.get()));
  });

  return router;
};

export const officePaths: Paths = {
  '/api/office': {
    get: describe({ summary: 'Thông tin của cơ quan', operation: 'read-office', answers: officeSchema }),
    put: describe({
      summary: 'Sửa thông tin của cơ quan',
      operation: 'administer',
      command: true,
      overBase: true,
      body: changedOffice,
      answers: officeSchema,
      refusals: ['person-unknown', 'round-not-public'],
    }),
  },
};
