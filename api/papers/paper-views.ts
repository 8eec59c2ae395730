import { z } from 'zod';
import type { Day } from '../../domain/day.ts';
import type { FrozenPaper, PaperEntry } from '../../domain/draft.ts';
import { paperKinds, paperStates, paperWords } from '../../domain/paper.ts';
import type { Paper } from '../../domain/paper.ts';
import { numberWith, symbolInFull } from '../../domain/paper-symbol.ts';
import { sentenceOf } from '../../domain/refusal.ts';
import type { PersonId } from '../../domain/role.ts';
import type { DraftedPaper } from '../../store/content/drafts.ts';
import { contentHash } from '../../store/content/snapshots.ts';
import { waitingOf } from '../../store/queries/progress.ts';
import type { PaperInList } from '../../store/queries/progress.ts';
import { asWritten } from './addressing.ts';
import type { Deps } from '../deps.ts';
import { draftSchema } from './draft-schema.ts';
import { daySchema, instantSchema, versionSchema } from '../fields.ts';
import { paperPathId } from './paper-case.ts';
import type { PaperCase } from './paper-case.ts';
import { readRelated, relatedView } from './related-papers.ts';
import { byOf, bySchema, checkSchema, namesOf, waitingSchema } from '../campaigns/rounds.ts';
import type { remarksSchema } from '../texts.ts';

const rowFields = {
  id: z.string(),
  campaign: z.string(),
  kind: z.enum(paperKinds),
  n: z.int(),
  team: z.string().optional(),
  serves: z.array(z.string()),
  state: z.enum(paperStates),
  words: z.string(),
  number: z.string().optional().meta({ example: '05/TB-SNV' }),
  numberInFull: z.string().optional().meta({
    description: 'Văn bản phát hành ở hệ thống khác: số và ký hiệu, kèm cách ghi trên văn bản nếu khác',
    example: '1770/UBND-KSTT (ghi trên văn bản: 1770/ UBND - KSTT)',
  }),
  issued: daySchema.optional(),
};
export const warningSchema = z
  .object({ at: z.string(), symbol: z.string(), sentence: z.string() })
  .meta({ id: 'LegalWarning', description: 'Viện dẫn văn bản không có hiệu lực vào ngày của văn bản' });
export const paperCheckSchema = checkSchema.extend({
  warnings: z.array(warningSchema).meta({ description: 'Không chặn việc trình' }),
  reach: z
    .object({
      units: z.int(),
      groups: z.array(z.object({ id: z.string(), name: z.string(), units: z.int() })),
      items: z.int(),
      lines: z.array(z.object({ requirement: z.string(), units: z.int() })),
    })
    .optional()
    .meta({ description: 'Số đơn vị nhận và số việc sẽ giao, theo nhóm và theo từng dòng' }),
});
export const paperRow = z.object(rowFields).meta({ id: 'PaperRow' });
export const paperSchema = z
  .object({
    ...rowFields,
    version: versionSchema,
    draft: draftSchema,
    related: z.array(relatedView).optional().meta({ description: 'Văn bản liên quan của báo cáo' }),
    savedAt: instantSchema,
    savedBy: bySchema,
    record: z.object({ version: z.int(), content: z.object({ sha256: z.string() }) }).optional(),
    sent: z
      .object({
        same: z.boolean().meta({ description: 'Bản đang soạn vẫn như bản đã trình' }),
        groups: z
          .array(z.object({ id: z.string(), name: z.string(), units: z.array(z.string()) }))
          .optional()
          .meta({ description: 'Các nhóm nhận văn bản, chốt lúc trình' }),
        document: z.looseObject({}),
      })
      .optional()
      .meta({ description: 'Bản đã trình: đọc bản này rồi mới thẩm định, ký' }),
    steps: z.array(
      z.object({
        step: z.enum(['submitted', 'appraised', 'signed', 'numbered', 'issued']),
        words: z.string(),
        on: daySchema,
        by: bySchema.optional(),
      }),
    ),
    unprintable: z
      .object({ code: z.string(), on: daySchema, sentence: z.string() })
      .optional()
      .meta({ description: 'Vì sao lần in gần nhất không thành và phải làm gì' }),
    voided: z.object({ on: daySchema, by: bySchema, reason: z.string() }).optional(),
    returned: z.array(
      z.object({
        at: instantSchema,
        by: bySchema,
        text: z.string().optional(),
        points: z.array(z.string()).optional(),
      }),
    ),
    file: z.object({ sha256: z.string(), pages: z.int() }).optional(),
    exported: z
      .object({ sha256: z.string(), pages: z.int() })
      .optional()
      .meta({ description: 'Bản xuất để trình ký ở hệ thống khác, xem tại `export`' }),
    elsewhere: z
      .object({
        asWritten: z.string(),
        normalised: z.string(),
        on: daySchema,
        signer: z.string(),
        issuer: z.string(),
        file: z.string(),
        differs: z
          .literal(true)
          .optional()
          .meta({ description: 'Bản ký khác bản xuất (theo mã băm); cả hai đều được giữ' }),
        entered: z.literal(true).optional().meta({ description: 'Nhập sau khi đã ban hành' }),
        by: bySchema,
      })
      .optional()
      .meta({ description: 'Số, ngày, người ký của văn bản phát hành ở hệ thống khác' }),
    waiting: z.array(waitingSchema),
  })
  .meta({ id: 'Paper' });

export type PaperView = z.output<typeof paperSchema>;
export type PaperCheck = z.output<typeof paperCheckSchema>;

const wordsOf = ({ state, unprintable }: Pick<Paper, 'state' | 'unprintable'>): string =>
  state === 'numbered' && unprintable ? 'đã cấp số, chưa in được' : paperWords[state];

/** A row of the list; `entry`: its number and day where another system gave them. */
export const rowOf = (
  { paper, campaign, kind, n, team, draft }: DraftedPaper,
  listed: PaperInList | undefined,
  entry?: PaperEntry,
) => {
  const state = listed?.record.state ?? 'drafted';
  const registered = listed?.registered;
  return {
    id: paperPathId(paper),
    campaign,
    kind,
    n,
    ...(team === undefined ? {} : { team }),
    serves: draft.serves,
    state,
    words: wordsOf(listed?.record ?? { state }),
    ...(registered ? { number: numberWith(registered.symbol, registered.number) } : {}),
    ...(entry ? { number: entry.normalised, numberInFull: symbolInFull(entry) } : {}),
    ...(listed?.record.issued ? { issued: listed.record.issued.on } : {}),
  };
};

/** One paper: as it is being written, as it was submitted, and how far it came. */
export async function viewOf({ store }: Deps, { drafted, record, day }: PaperCase) {
  const [listed, frozen, returned, entered] = await Promise.all([
    store.progress.papers([drafted.paper]),
    record?.content.snapshot ? store.snapshots.get<FrozenPaper>(record.content.snapshot) : undefined,
    returns(store, drafted.paper),
    record?.elsewhere ? store.snapshots.get<PaperEntry>(record.elsewhere.entry) : undefined,
  ]);
  const said = await store.snapshots.getMany<{ text?: string }>(
    [record?.unprintable?.reason, record?.voided?.reason].filter((id) => id !== undefined),
  );
  const voided = record?.voided && { ...record.voided, said: said.get(record.voided.reason) };
  const names = await namesOf(store, [
    drafted.savedBy,
    ...[record?.appraised, record?.signed, frozen, voided?.said, entered, ...returned].flatMap((act) => act?.by ?? []),
  ]);
  return {
    ...rowOf(drafted, record && { ...listed.get(drafted.paper), record }, entered?.body),
    ...(frozen ? { serves: frozen.body.draft.serves } : {}),
    ...(drafted.draft.kind === 'report' ? { related: readRelated(drafted.draft.related) } : {}),
    version: drafted.version,
    draft: drafted.draft,
    savedAt: drafted.savedAt,
    savedBy: byOf(drafted.savedBy, names),
    ...(record ? { record: { version: record.version, content: { sha256: record.content.sha256 } } } : {}),
    ...(frozen
      ? {
          sent: {
            same: contentHash(asWritten(frozen.body.draft)) === contentHash(asWritten(drafted.draft)),
            ...(frozen.body.groups ? { groups: frozen.body.groups } : {}),
            document: frozen.body.document,
          },
        }
      : {}),
    steps: record ? stepsOf(record, frozen?.by, names) : [],
    ...(record?.unprintable
      ? { unprintable: whyUnprintable(record, said.get(record.unprintable.reason ?? '')?.body.text) }
      : {}),
    ...(voided
      ? { voided: { on: voided.on, by: byOf(voided.said?.by ?? '', names), reason: voided.said?.body.text ?? '' } }
      : {}),
    returned: returned.map(({ at, by, body }) => ({ at, by: byOf(by, names), ...body })),
    ...(record?.exported ? { exported: { sha256: record.exported.file, pages: record.exported.pages } } : {}),
    ...(entered && record?.elsewhere
      ? {
          elsewhere: {
            ...entered.body,
            ...(record.elsewhere.entered ? { entered: true as const } : {}),
            by: byOf(entered.by, names),
          },
        }
      : {}),
    ...(record?.issued ? { file: { sha256: record.issued.file, pages: record.issued.pages } } : {}),
    waiting: record ? waitingOf(record, record.calendar, day) : [],
  };
}

/** The code, and the sentence that says where and what to do; a number once taken leaves only two ways. */
function whyUnprintable({ state, unprintable }: Paper, text: string | undefined) {
  const { code, on } = unprintable!;
  const mended = code === 'printing-failed' || state !== 'numbered';
  const sentence = `${text ?? sentenceOf(code)}${mended ? '' : ' Văn bản đã có số nên không sửa được nữa: hãy hủy số kèm lý do rồi soạn văn bản khác.'}`;
  return { code, on, sentence };
}

/** Why it was returned, each time; what the process refused is not among it. */
async function returns({ snapshots, asks }: Deps['store'], paper: string) {
  const remarks = await snapshots.ofMatter<z.infer<typeof remarksSchema>>(paper, 'remarks');
  const taken = await Promise.all(remarks.map(({ id }) => asks.get(id.replace(/^remarks:/, ''))));
  return remarks.filter((_, i) => taken[i]?.message === 'sendBack');
}

/** The steps of the present round of drafting, in order; a draft sent back has none. */
function stepsOf(record: Paper, submittedBy: string | undefined, names: Record<PersonId, string>) {
  const submitted = record.duties.filter(({ kind }) => kind === 'appraise').at(-1)?.opened;
  const step = (
    name: 'submitted' | 'appraised' | 'signed' | 'numbered' | 'issued',
    words: string,
    done: { on: Day; by?: string } | undefined,
  ) =>
    done && record.state !== 'drafted'
      ? [{ step: name, words, on: done.on, ...(done.by ? { by: byOf(done.by, names) } : {}) }]
      : [];
  return [
    ...step(
      'submitted',
      'đã trình',
      submitted ? { on: submitted, ...(submittedBy ? { by: submittedBy } : {}) } : undefined,
    ),
    ...step('appraised', 'đã thẩm định', record.appraised),
    ...step('signed', 'đã ký', record.signed),
    ...step('numbered', 'đã cấp số', record.number && { on: record.number.on }),
    ...step('issued', 'đã phát hành', record.issued && { on: record.issued.on }),
  ];
}
