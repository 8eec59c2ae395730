import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import type { Day } from '../../domain/day.ts';
import type { DirectiveDraft } from '../../domain/draft.ts';
import { newPaper } from '../../domain/paper.ts';
import type { Paper } from '../../domain/paper.ts';
import { emptyWorld } from '../../domain/rehearsal.ts';
import { foretoldLetters } from '../../domain/rehearsed-letters.ts';
import { begin, newRemediation, remediationId } from '../../domain/remediation.ts';
import type { Remediation } from '../../domain/remediation.ts';
import { fixedDue } from '../../domain/term.ts';
import type { Caller } from '../support/api.ts';
import { conclusionPaper, deskDay, deskRemediation, formOf, itemOf, openDesk, png, round } from '../support/desk.ts';
import type { Desk } from '../support/desk.ts';
import { eventually, ok } from '../support/office.ts';
import { aRequirement, aSetting, calendar } from '../support/round.ts';
import { queueName } from '../../workflows/messages.ts';

jest.setTimeout(480_000);

const other = remediationId(conclusionPaper, 'so-y-te');
const otherItem = `${round}:conclusion:1:so-y-te:1`;
const until: Day = '2026-03-24';

let desk: Desk;
let contact: Caller;
let clinic: Caller;
let lead: Caller;
let secretary: Caller;
let deputy: Caller;

beforeAll(async () => {
  desk = await openDesk();
  const { store, api } = desk;
  const born = newRemediation(
    aSetting({ clock: { kind: 'stepped', now: deskDay } }),
    { campaign: round, unit: 'so-y-te', team: 'doan-1' },
    conclusionPaper,
    '2026-03-02',
    [{ n: 1, requirement: 'yc-1', due: fixedDue(calendar, '2026-03-16', conclusionPaper) }],
    false,
  );
  await store.matters.born(begin.next(born, {}, '2026-03-02').state);
  contact = await desk.office.as('unit-contact', 'unit:so-xay-dung');
  clinic = await desk.office.as('unit-contact', 'unit:so-y-te');
  lead = await desk.office.as('lead', 'team:doan-1');
  secretary = await desk.office.as('secretary', 'team:doan-1');
  deputy = await api.as('deputy-director', 'office', 'p-pho-giam-doc');
});
afterAll(() => desk?.stop());

const recordOf = async (id: string) => (await desk.store.matters.get<Remediation>(id))!;
const at = (id: string, verb: string) => `/api/items/${id}/${verb}`;
const closedBy = async (who: Caller, id: string): Promise<void> => {
  const files = await ok<{ items: { id: string }[] }>(
    who.post('/api/files', formOf({ item: id }, [{ field: 'files', name: 'a.png', bytes: png }])),
  );
  const evidence = files.items.map((file) => file.id);
  const { report } = await ok<{ report: string }>(who.post(at(id, 'reports'), { text: 'Đã niêm yết.', evidence }));
  await ok(secretary.post(at(id, 'verify'), { report, verdict: 'met' }));
  await ok(lead.post(at(id, 'close')));
};

describe('a remediation whose process had ended', () => {
  test('is opened again: the process lives once more, from its record', async () => {
    await closedBy(clinic, otherItem);
    expect((await recordOf(other)).closed).toBe(deskDay);
    const process = desk.office.stack.temporal.workflow.getHandle(other);
    await process.result();
    await ok(lead.post(at(otherItem, 'reopen'), { reason: 'Kiểm tra lại: thiếu 3 thủ tục.', until: '2026-03-18' }));
    const open = await recordOf(other);
    expect([open.closed, open.items[0]!.state]).toEqual([undefined, 'returned']);
    expect((await process.describe()).status.name).toBe('RUNNING');
    expect(await desk.store.audit.verify(other)).toBeUndefined();
  });
});

describe('more time granted, and an item opened again', () => {
  const unitsLetters = async () =>
    (await desk.store.letters.model.find({ campaign: round, kind: 'reminder' }).lean())
      .filter(({ recipient, composedOn }) => people.includes(recipient) && composedOn > deskDay)
      .map(({ composedOn, recipient }) => `${composedOn} ${recipient}`)
      .sort();
  const people = ['p-xd', 'p-tt-xd', 'p-hai-noi'];

  test('the units’ letters that follow are those foretold, one by one', async () => {
    const { store, office } = desk;
    const reason = 'Chờ in bảng niêm yết mới.';
    await ok(contact.post(at(itemOf(1), 'extensions'), { until: '2026-03-27', reason }));
    const decision = { granted: true, until: '2026-03-20', remarks: 'Đồng ý đến 20/3.' };
    await ok(deputy.post(at(itemOf(1), 'extensions/decision'), decision));

    const world = emptyWorld(() => false);
    for (const id of [deskRemediation, other]) world.matters.set(id, await recordOf(id));
    const foretold = foretoldLetters(
      world,
      { from: '2026-03-12', to: until },
      { calendar, appointments: await store.appointments.all(), acts: () => [] },
    )
      .filter(({ kind, recipient }) => kind === 'reminder' && people.includes(recipient))
      .map(({ day, recipient }) => `${day} ${recipient}`)
      .sort();
    // five days and one before the granted day, one after it; the same about the day of what was opened again
    for (const day of ['2026-03-13', '2026-03-19', '2026-03-23']) expect(foretold).toContain(`${day} p-xd`);
    for (const day of ['2026-03-17', '2026-03-19']) expect(foretold).toContain(`${day} p-hai-noi`);

    await office.stepTo(round, until);
    expect(await unitsLetters()).toEqual(foretold);
    const duty = (await recordOf(deskRemediation)).duties.find(({ id }) => id === 'remediate:1')!;
    expect(duty.told.filter(({ against }) => against === '2026-03-20').map(({ rung, on }) => [rung, on])).toEqual([
      [0, '2026-03-13'],
      [1, '2026-03-19'],
      [2, '2026-03-23'],
    ]);
    const reopened = (await recordOf(other)).duties.find(({ id }) => id === 'remediate:1:2')!;
    expect(reopened.told.map(({ against }) => against)).toContain('2026-03-18');
  });

  test('the unit heard of each decision by letter', async () => {
    const { store } = desk;
    const heard = await eventually(
      () => store.letters.model.find({ campaign: round, kind: 'item-changed' }).lean(),
      (letters) => ['p-xd', 'p-hai-noi'].every((person) => letters.some(({ recipient }) => recipient === person)),
    );
    const textTo = (person: string) =>
      heard
        .filter(({ recipient }) => recipient === person)
        .map(({ text }) => text)
        .join('\n');
    expect(textTo('p-xd')).toContain('20/03/2026');
    expect(textTo('p-xd')).toContain('Đồng ý đến 20/3.');
    expect(textTo('p-hai-noi')).toContain('Kiểm tra lại: thiếu 3 thủ tục.');
  });
});

describe('a directive that says again what a conclusion asked', () => {
  const directive = `paper:${round}:directive:1`;
  const day: Day = until;
  const draft: DirectiveDraft = {
    kind: 'directive',
    issuer: 'office',
    subject: 'chấn chỉnh công tác cải cách hành chính',
    leadIn: [],
    groups: [],
    named: [],
    serves: ['so-xay-dung', 'so-y-te'],
    strengths: [],
    findings: [],
    requirements: [
      aRequirement({
        id: 'nv-1',
        text: 'Phân công rõ người phụ trách từng mục của Kế hoạch',
        meetsWith: { paper: conclusionPaper, requirement: 'yc-3' },
      }),
    ],
  };
  const laterOf = (unit: string) => recordOf(remediationId(directive, unit));

  test('ends with the item of the conclusion where there is one, and stands alone where there is none', async () => {
    const { store, office } = desk;
    const setting = aSetting({ clock: { kind: 'stepped', now: day } });
    const frozen = await store.snapshots.freeze({
      id: `noi-dung/${directive}`,
      kind: 'paper',
      matter: directive,
      body: { draft, document: {} },
      by: 'p-chuyen-vien',
      at: `${day}T02:00:00.000Z`,
    });
    const paper: Paper = {
      ...newPaper(setting, directive, 'directive', { campaign: round }, day),
      state: 'issued',
      content: { snapshot: frozen.id, sha256: frozen.sha256 },
      issued: { on: day, file: 'khong', pages: 1 },
    };
    await store.matters.born(paper);
    await office.stack.temporal.workflow.execute('broadcast', {
      workflowId: `broadcast:${directive}`,
      taskQueue: queueName('process', office.stack.queuePrefix),
      args: [{ change: 'issued', paper: directive, on: day }],
    });
    expect((await laterOf('so-xay-dung')).items[0]!.state).toBe('elsewhere');
    // asked of nothing like it before: owed by this paper's own day
    const alone = await laterOf('so-y-te');
    expect([alone.items[0]!.state, alone.duties.map(({ id }) => id)]).toEqual(['open', ['remediate:1']]);
    await eventually(
      () => recordOf(deskRemediation),
      ({ items }) => items[2]!.twins !== undefined,
    );

    await closedBy(contact, itemOf(3));
    const met = await eventually(
      () => laterOf('so-xay-dung'),
      ({ closed }) => closed !== undefined,
    );
    expect(met.items[0]!.state).toBe('closed');
    expect((await laterOf('so-y-te')).closed).toBeUndefined();

    await ok(lead.post(at(itemOf(3), 'reopen'), { reason: 'Còn mục chưa có người phụ trách.' }));
    const open = await eventually(
      () => laterOf('so-xay-dung'),
      ({ closed }) => closed === undefined,
    );
    expect(open.items[0]!.state).toBe('elsewhere');
  });
});
