import { randomBytes } from 'node:crypto';
import { Client, Connection } from '@temporalio/client';
import { MockActivityEnvironment } from '@temporalio/testing';
import { createLetters } from '../../activities/letters.ts';
import type { LetterDeps, PostActivities } from '../../activities/letters.ts';
import { newCampaign } from '../../domain/campaign.ts';
import { caughtUp } from '../../domain/chase.ts';
import type { Day, Instant } from '../../domain/day.ts';
import { instantAt } from '../../domain/day.ts';
import type { ConclusionDraft, FrozenPaper } from '../../domain/draft.ts';
import type { Line } from '../../domain/duty.ts';
import { addressed } from '../../domain/letter.ts';
import type { Matter, Step } from '../../domain/matter.ts';
import { newPaper } from '../../domain/paper.ts';
import type { Paper } from '../../domain/paper.ts';
import { begin, newRemediation } from '../../domain/remediation.ts';
import type { Remediation } from '../../domain/remediation.ts';
import { wantedItems } from '../../domain/requirement.ts';
import type { Role, Scope } from '../../domain/role.ts';
import { openStore } from '../../store/index.ts';
import { aRequirement, aSetting, calendar } from './round.ts';

export type LettersWorld = Awaited<ReturnType<typeof openLettersWorld>>;

export const campaign = 'kh-2026';
export const paperId = `paper:${campaign}:conclusion:1`;
export const issued: Day = '2026-02-23';

const requirements = [
  aRequirement({ id: 'yc-1', text: 'Bổ sung niêm yết 12 thủ tục mới tại Bộ phận Một cửa' }),
  aRequirement({ id: 'yc-2', text: 'Gửi văn bản xin lỗi đối với 7 hồ sơ trễ hạn' }),
  aRequirement({
    id: 'yc-3',
    text: 'Phân công người phụ trách từng mục của Kế hoạch CCHC',
    due: { kind: 'term', count: 22, unit: 'calendar-day' },
  }),
];

const people: [id: string, name: string, role: Role, scope: Scope][] = [
  ['hoa', 'Nguyễn Thị Hoa', 'unit-contact', 'unit:so-xay-dung'],
  ['giam-doc', 'Võ Văn Bình', 'unit-head', 'unit:so-xay-dung'],
  ['yen', 'Đặng Hải Yến', 'unit-contact', 'unit:so-y-te'],
  ['khoi', 'Trần Minh Khôi', 'lead', 'team:doan-1'],
  ['dung', 'Phạm Quang Dũng', 'secretary', 'team:doan-1'],
  ['truong-phong', 'Lê Thị Mai', 'division-head', 'office'],
];

export const mailOf = (person: string): string => `${person}@hop-thu.example`;

/**
 * A store of its own with an office, its people, one issued conclusion and what it asks of two
 * departments; and the letters' activities on a clock the test sets.
 */
export async function openLettersWorld(
  smtpUrl: string,
  { stepped = false, name = `t${randomBytes(5).toString('hex')}` }: { stepped?: boolean; name?: string } = {},
) {
  const uri = new URL(process.env['TEST_MONGODB_URI'] ?? '');
  uri.pathname = `/${name}`;
  const store = await openStore(uri.toString());
  const connection = await Connection.connect({ address: process.env['TEST_TEMPORAL_ADDRESS'] ?? '' });
  let at: Instant = instantAt('2026-03-11', 8, 30);
  const deps: LetterDeps = {
    store,
    door: { temporal: new Client({ connection }), queuePrefix: `${name}-` },
    now: () => at,
    linkSecret: 'a secret of tests, thirty-two characters long',
    publicUrl: 'http://localhost:8080',
    mailFrom: 'Đôn Đốc <dondoc@snv.example>',
    smtpUrl,
    mailboxSmtpUrl: smtpUrl,
    mailTimeoutMs: 200,
  };
  const letters = createLetters(deps);
  const run = <A extends keyof PostActivities>(act: A, person: string): ReturnType<PostActivities[A]> =>
    new MockActivityEnvironment().run(() =>
      letters[act]({ person, ...(stepped ? { campaign } : {}), now: at }),
    ) as ReturnType<PostActivities[A]>;

  const setting = aSetting({ clock: stepped ? { kind: 'stepped', now: issued } : { kind: 'real' } });
  const writtenOn = async ({ state, lines }: Step<Matter>): Promise<Line[]> => {
    const appointments = await store.appointments.all();
    await store.db.transaction(async (session) => {
      const base = (await store.matters.get(state.id))?.version ?? 0;
      await store.matters.replace(
        { state: { ...state, version: base + 1 }, base, batch: randomBytes(6).toString('hex') },
        session,
      );
      await store.lines.insert(
        lines.map((line) => addressed(line, appointments, line.day)),
        stepped,
        session,
      );
    });
    return lines;
  };

  return {
    name,
    store,
    deps,
    setAt(day: Day, hour: number, minute = 0) {
      at = instantAt(day, hour, minute);
    },
    planNext: (person: string) => run('planNext', person),
    deliver: (person: string) => run('deliver', person),
    /** Saves a step of the domain as its process would: the state and its lines. */
    save: writtenOn,
    /** The chase of a unit's remediation up to `day`: what it has told is saved with its lines. */
    async chaseTo(unit: string, day: Day): Promise<Line[]> {
      const record = (await store.matters.get<Remediation>(remediationOf(unit)))!;
      return writtenOn(caughtUp(record, day));
    },
    /** Empties the store and sets the scene anew. */
    async settle() {
      for (const { collection } of Object.values(store.db.models)) await collection.deleteMany({});
      await store.people.create({ _id: 'so', name: 'Sở', mail: 'so@hop-thu.example' });
      for (const [id, called, role, scope] of people) {
        await store.people.create({ _id: id, name: called, mail: mailOf(id), phone: '0905.123.456' });
        await store.appointments.create({ id: `bn-${id}`, role, scope, person: id, from: '2026-01-01' });
      }
      for (const [id, called] of [
        ['so-xay-dung', 'Sở Xây dựng'],
        ['so-y-te', 'Sở Y tế'],
      ] as const) {
        await store.units.create({ id, name: called, aliases: [], kind: 'sở', level: 'province', from: '2020-01-01' });
      }
      const draft: ConclusionDraft = {
        kind: 'conclusion',
        serves: ['so-xay-dung', 'so-y-te'],
        strengths: [],
        findings: [],
        requirements,
        proposals: [],
      };
      const frozen = {
        draft,
        document: { abstract: 'kết luận kiểm tra công tác cải cách hành chính năm 2026' },
      } as unknown as FrozenPaper;
      const { sha256 } = await store.snapshots.freeze({
        id: 'paper:k1',
        kind: 'paper',
        matter: paperId,
        body: frozen,
        by: 'khoi',
        at,
      });
      await store.files.put('f1'.repeat(32), {
        name: 'x.pdf',
        type: 'application/pdf',
        bytes: Buffer.from('%PDF-1.7 kết luận'),
        at,
      });
      const paper: Paper = {
        ...newPaper(setting, paperId, 'conclusion', { campaign, team: 'doan-1' }, issued),
        state: 'issued',
        content: { snapshot: 'paper:k1', sha256 },
        issued: { on: issued, file: 'f1'.repeat(32), pages: 1 },
      };
      await store.matters.born(paper);
      await store.matters.born(newCampaign(setting, campaign, issued));
      await store.db.transaction(async (session) => {
        await store.registers.take(
          {
            register: 'SNV-TB/2026',
            symbol: 'TB-SNV',
            day: issued,
            paper: paperId,
            kind: 'conclusion',
            about: '',
            signer: 'khoi',
            recipients: [],
          },
          session,
        );
      });
      for (const unit of draft.serves) {
        const wanted = wantedItems(calendar, paperId, requirements, draft.serves, unit, issued);
        const born = newRemediation(setting, { campaign, unit, team: 'doan-1' }, paperId, issued, wanted, false);
        await writtenOn(begin.next(born, {}, issued));
      }
      if (stepped) await store.clocks.start(campaign, issued);
    },
    async close() {
      await connection.close();
      await store.close();
    },
  };
}

export const remediationOf = (unit: string): string => `remediation:${campaign}:conclusion:1:${unit}`;
