import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { may, rights } from '../../domain/rights.ts';
import type { Operation, Standing } from '../../domain/rights.ts';
import { roles, unitRoles } from '../../domain/role.ts';
import type { Place, Role, Scope } from '../../domain/role.ts';
import type { Answer, Caller } from '../support/api.ts';
import { aUnit } from '../support/office.ts';
import {
  deskConclusion,
  deskNow,
  deskPlan,
  deskRemediation,
  inspectionOf,
  itemOf,
  openDesk,
  round,
} from '../support/desk.ts';
import type { Desk } from '../support/desk.ts';

jest.setTimeout(600_000);

const unit = 'so-xay-dung';
const place: Place = { campaign: round, team: 'doan-1', unit };

type Method = 'get' | 'post' | 'put' | 'delete';
type Stand = Standing | undefined;
interface Walker {
  name: string;
  standing: Stand;
  caller: Caller;
}
interface Call {
  method: Method;
  /** As in the contract. */
  path: string;
  right: Operation;
}
/** A real address for the paths that begin so, one of something that is not there, and where it is. */
interface Spot {
  id: string;
  missing: string;
  place: Place;
  /** Who may not do this there is told that it does not exist. */
  privateTo?: Operation;
  /** Who may do this may know what there is. */
  readBy?: Operation;
}

let desk: Desk;
let calls: Call[];
let walkers: Walker[];
let evidence: string;
const inRound: Place = { campaign: round };
const inTeam: Place = { campaign: round, team: 'doan-1' };
const spots = (): Record<string, Spot> => ({
  inspections: { id: `${round}:${unit}`, missing: `${round}:khong-co`, place, privateTo: 'read-inspection' },
  items: { id: itemOf(1), missing: `${round}:conclusion:1:khong-co:1`, place, privateTo: 'read-item' },
  proposals: {
    id: `${round}:${unit}:1`,
    missing: `${round}:${unit}:99`,
    place,
    privateTo: 'read-proposal',
  },
  files: { id: evidence, missing: '00000000-0000-4000-8000-000000000000', place, privateTo: 'read-evidence' },
  campaigns: { id: round, missing: 'khong-co', place: inRound },
  papers: { id: `${round}:conclusion:1`, missing: `${round}:conclusion:99`, place: inTeam, readBy: 'read-paper' },
  people: { id: 'p-xd', missing: 'p-khong-co', place: {} },
  appointments: { id: 'a-p-xd-unit:so-xay-dung', missing: 'a-khong-co', place: {} },
  'hand-overs': { id: 'h-thu', missing: 'h-khong-co', place: {} },
  groups: { id: 'nhom-thu', missing: 'khong-co', place: {} },
  units: { id: 'so-y-te', missing: 'khong-co', place: {} },
  outlines: { id: 'mau-2026@1', missing: 'khong-co@1', place: {} },
  calendars: { id: '2026', missing: '2199', place: {} },
  practices: { id: '0', missing: '987', place: {} },
  letters: { id: 'reminder%2Fp-xd%2F2026-03-11%2F1', missing: 'khong-co', place: {} },
  tokens: { id: 't-thu', missing: 't-khong-co', place: {} },
});
/** Lists and the office itself stand nowhere; what a query names stands where it stands. */
const queries: Partial<Record<string, { found: string; missing: string; place: Place }>> = {
  '/api/audit': { found: `?matter=${deskRemediation}`, missing: '?matter=remediation:khong-co', place },
};
/** Where the contract names one right and the table asks for another, or for one of several. */
const rules: Partial<Record<string, (standing: Stand) => boolean>> = {
  'post /api/papers/{id}/send-back': (s) => can(s, 'appraise-paper', inTeam) || can(s, 'sign-paper', inTeam),
  'post /api/campaigns/{id}/papers': (s) => can(s, 'read-paper', {}),
  // what it is for stands in the form, which nobody is asked for who sends none anywhere
  'post /api/files': (s) =>
    s !== undefined && [...unitRoles, 'secretary', 'planner', 'lead', 'member', 'chair'].includes(s.role),
  // each item of the list is asked for by itself
  'post /api/items/verifications': (s) => holds(s, 'verify-item'),
  'post /api/items/closings': (s) => holds(s, 'close-item'),
  'post /api/proposals': (s) => holds(s, 'raise-proposal'),
  // at the agency it was put to, where nobody walks here; the unit that raised it does not answer itself
  'post /api/proposals/{id}/answers': (s) => can(s, 'answer-proposal', { campaign: round, unit: 'so-tai-chinh' }),
};
/** Asked by few: it plays the whole round. */
const costly = (path: string) => path.endsWith('/rehearsal');

const holds = (standing: Stand, operation: Operation): boolean =>
  standing !== undefined && (rights[operation] as readonly Role[]).includes(standing.role);
const can = (standing: Stand, operation: Operation, where: Place): boolean =>
  standing !== undefined && may([standing], operation, where);
const scopesOfRole = (role: Role): Scope[] =>
  unitRoles.includes(role) || role === 'superior'
    ? [`unit:${unit}`, 'unit:so-y-te']
    : [
        'office',
        'campaign:khac-2026',
        ...(roundRoles.includes(role) ? ([`campaign:${round}`] as const) : []),
        ...(teamRoles.includes(role) ? (['team:doan-1', 'team:doan-2'] as const) : []),
      ];
/** Roles that are given for one round or one team; others are held at the office. */
const teamRoles: readonly Role[] = ['lead', 'secretary', 'member'];
const roundRoles: readonly Role[] = [...teamRoles, 'planner', 'division-head', 'signer', 'director'];

beforeAll(async () => {
  desk = await openDesk();
  const { api, store } = desk;
  await store.people.save(
    { _id: 'p-hai-noi', name: 'Người Hai Nơi', mail: 'hai-noi@thu.vn', phone: '0905.123.456' },
    1,
  );
  await store.plans.create(deskPlan, { by: 'p-chuyen-vien', at: deskNow });
  await store.db.transaction((session) =>
    store.drafts.create(
      { campaign: round, team: 'doan-1', draft: { ...deskConclusion, serves: [unit] }, by: 'p', at: deskNow },
      session,
    ),
  );
  await store.db.transaction((session) =>
    store.handOvers.create(
      {
        id: 'h-thu',
        unit: 'so-xay-dung',
        from: 'p-xd',
        to: 'p-tt-xd',
        ended: 'a-p-xd-unit:so-xay-dung',
        began: 'a-khong-con',
        reason: 'Nghỉ phép.',
        by: 'link:x',
        at: deskNow,
      },
      session,
    ),
  );
  await store.files.put('bien-ban', {
    name: 'Biên bản.pdf',
    type: 'application/pdf',
    bytes: Buffer.from('%PDF'),
    at: deskNow,
  });
  await store.matters.model.updateOne(
    { _id: inspectionOf(unit) },
    { $set: { 'state.visits.0.minutesFile': 'bien-ban' } },
  );
  const bytes = Buffer.from('%PDF-1.7 bảng niêm yết');
  await store.groups.create({ id: 'nhom-thu', name: 'Nhóm thử', units: [unit] });
  const planner = await desk.office.as('planner');
  const raised = { campaign: round, unit, text: 'Đề nghị bổ sung biên chế Bộ phận Một cửa.' };
  const { body: proposal } = await planner.post('/api/proposals', raised);
  await store.units.create(aUnit({ id: 'so-tai-chinh', name: 'Sở Tài chính' }));
  await planner.post(`/api/proposals/${proposal.id}/route`, { to: ['so-tai-chinh'] });
  const proof = await store.evidence.put({
    unit,
    matter: deskRemediation,
    name: 'Bảng niêm yết.pdf',
    type: 'application/pdf',
    size: bytes.length,
    sha256: createHash('sha256').update(bytes).digest('hex'),
    by: 'p-xd',
    at: deskNow,
    bytes: Readable.from(bytes),
  });
  evidence = proof._id;
  await store.letters.model.create({
    _id: 'reminder/p-xd/2026-03-11/1',
    kind: 'reminder',
    recipient: 'p-xd',
    day: '2026-03-11',
    n: 1,
    gathers: 'reminder',
    composedOn: '2026-03-11',
    stepped: true,
    campaign: round,
    campaigns: [round],
    matters: [deskRemediation],
    units: [unit],
    subject: 'Nhắc việc',
    text: 'Kính gửi … {{link}}',
    html: '<p>',
    attachments: [],
    link: 'page',
    lines: [],
    messageId: '<1@may-chu>',
    phase: 'accepted',
    phaseAt: deskNow,
    frozenAt: deskNow,
    attempts: [],
  });
  await store.tokens.create({
    _id: 't-thu',
    name: 'Thử',
    role: 'planner',
    scope: 'office',
    secretHash: 'băm-của-mã-truy-cập',
    createdBy: 'p',
    createdAt: deskNow,
    endsAt: deskNow,
  });
  walkers = [
    ...(await Promise.all(
      roles.flatMap((role) =>
        scopesOfRole(role).map(async (scope) => ({
          name: `${role} ${scope}`,
          standing: { role, scope },
          caller: await api.token(role, scope),
        })),
      ),
    )),
    ...(await unfortunate()),
  ];
  const { body } = await api.anonymous.get('/api/openapi.json');
  calls = Object.entries<Record<string, { 'x-right'?: Operation }>>(body.paths).flatMap(([path, methods]) =>
    Object.entries(methods).flatMap(([method, { 'x-right': right }]) =>
      right && path.startsWith('/api/') ? [{ method: method as Method, path, right }] : [],
    ),
  );
});
afterAll(() => desk.stop());

/** People signed in by cookie who held something once, will hold it, or nothing. */
async function unfortunate(): Promise<Walker[]> {
  const { api, store } = desk;
  const nobody = await api.nobody();
  const once = async (name: string, from: string, to: string | undefined, role: Role, scope: Scope) => {
    const caller = await api.nobody();
    await store.appointments.create({
      id: `a-${name}`,
      role,
      scope,
      person: caller.id,
      from: from as '2025-01-01',
      ...(to === undefined ? {} : { to: to as '2025-01-01' }),
    });
    return { name, standing: undefined, caller };
  };
  const closed = await api.as('planner', 'office', 'p-da-nghi');
  await store.accounts.set({ person: 'p-da-nghi', login: 'da.nghi', passwordHash: 'x', at: deskNow });
  await store.accounts.close('p-da-nghi', deskNow);
  return [
    { name: 'nobody', standing: undefined, caller: nobody },
    await once('replaced-contact', '2025-01-01', '2026-03-10', 'unit-contact', `unit:${unit}`),
    await once('contact-to-come', '2026-03-12', undefined, 'unit-contact', `unit:${unit}`),
    await once('former-administrator', '2025-01-01', '2026-03-10', 'administrator', 'office'),
    { name: 'closed account', standing: undefined, caller: closed },
  ];
}

const send = (caller: Caller, method: Method, path: string): Promise<Answer> =>
  method === 'get'
    ? caller.get(path)
    : method === 'delete'
      ? caller.delete(path, { key: '' })
      : caller[method](path, {}, { key: '' });

/** The address of a call, the same of something that is not there, and what the table says of it. */
function known({ method, path, right }: Call) {
  const spot = spots()[path.split('/')[2] ?? ''];
  const query = queries[path];
  const isOne = path.includes('{');
  if (isOne && !spot) throw new Error(`${path}: say in this walk where it leads`);
  const at = (id: string) => path.replace(/\{(id|year|version)\}/, id).replace('{n}', '1');
  const where = query?.place ?? (isOne ? spot!.place : {});
  const rule = rules[`${method} ${path}`] ?? ((standing: Stand) => can(standing, right, where));
  const isHidden = (standing: Stand) =>
    isOne && spot!.privateTo !== undefined && !can(standing, spot!.privateTo, where);
  return {
    found: isOne ? at(spot!.id) : `${path}${query?.found ?? ''}`,
    missing: isOne ? at(spot!.missing) : query && `${path}${query.missing}`,
    knows: ({ standing }: Walker): boolean => {
      const reading = spot?.privateTo ?? spot?.readBy;
      return reading !== undefined && can(standing, reading, where);
    },
    expected: ({ name, standing }: Walker): 'let in' | number =>
      name === 'closed account' ? 401 : isHidden(standing) ? 404 : rule(standing) ? 'let in' : 403,
  };
}

const seen: { walker: Walker; path: string; text: string }[] = [];

test('every call of the contract lets in whom the table of rights names, and nobody else', async () => {
  const wrong: string[] = [];
  for (const call of calls) {
    const { found, missing, knows, expected } = known(call);
    const { method, path } = call;
    const anonymous = await send(desk.api.anonymous, method, found);
    if (anonymous.status !== 401) wrong.push(`${method} ${path}: anonymous ${anonymous.status}`);
    if (missing && (await send(desk.api.anonymous, method, missing)).status !== 401)
      wrong.push(`${method} ${path}: anonymous learns whether it is there`);
    const asking = costly(path)
      ? walkers.filter((walker) => expected(walker) !== 'let in' || walker.name === 'planner office')
      : walkers;
    await Promise.all(
      asking.map(async (walker) => {
        const answer = await send(walker.caller, method, found);
        const due = expected(walker);
        const isThere = method !== 'get' || answer.status !== 404;
        const isRight =
          due === 'let in'
            ? isThere && ![401, 403].includes(answer.status) && answer.status < 500
            : answer.status === due;
        if (!isRight) wrong.push(`${method} ${path}: ${walker.name} got ${answer.status}, not ${due}`);
        if (due === 'let in') return void seen.push({ walker, path, text: method === 'get' ? answer.text : '' });
        // whoever may not know of it learns nothing: not even whether there is something
        const other = !knows(walker) && missing && (await send(walker.caller, method, missing));
        if (other && kindOf(other) !== kindOf(answer))
          wrong.push(
            `${method} ${path}: ${walker.name} is told ${kindOf(answer)} here, ${kindOf(other)} of what is not there`,
          );
      }),
    );
  }
  expect(calls.length).toBeGreaterThan(80);
  expect(wrong).toEqual([]);
});

const kindOf = ({ status, body }: Answer): string => {
  const { requestId: _, ...problem } = body as Record<string, unknown>;
  return `${status} ${JSON.stringify(problem)}`;
};

test('no answer carries a secret, and only the directory carries addresses', () => {
  expect(seen.length).toBeGreaterThan(500);
  for (const { walker, path, text } of seen) {
    expect([walker.name, path, text]).toEqual([
      walker.name,
      path,
      expect.not.stringMatching(/secretHash|tokenHash|passwordHash|băm-của-mã|dd_[\w-]{43}|\/u\/[\w-]{43}/),
    ]);
    if (!/^\/api\/(people|appointments|units\/\{id\}\/story)/.test(path))
      expect(text).not.toMatch(/(?<!dondoc)@thu\.vn|0905\.123\.456/);
  }
});

describe('a unit', () => {
  const own = () => walkers.find(({ name }) => name === `unit-contact unit:${unit}`)!.caller;

  test('reads nothing of another unit', async () => {
    const lists = await Promise.all(['/api/items', '/api/me'].map((path) => own().get(path)));
    const texts = [
      ...lists.map(({ text }) => text),
      ...seen.filter(({ walker }) => walker.caller === own()).map(({ text }) => text),
    ];
    expect(lists.map(({ status }) => status)).toEqual([200, 200]);
    expect(texts.length).toBeGreaterThan(5);
    for (const text of texts) expect(text).not.toMatch(/Y tế|so-y-te|Hải quan|hai-quan|Tư pháp|so-tu-phap|p-hai-noi/);
  });

  test('is told the same of another’s thing and of nothing, in lists, files and forms too', async () => {
    const contact = await desk.api.as('unit-contact', 'unit:so-y-te', 'p-y-te');
    const lists = await Promise.all(
      [itemOf(1), `${round}:conclusion:9:x:1`, 'linh-tinh'].map((after) =>
        contact.get(`/api/items?after=${encodeURIComponent(after)}`),
      ),
    );
    for (const { body } of lists) expect(body).toMatchObject({ status: 422, errors: [{ at: 'after' }] });
    expect(new Set(lists.map(kindOf)).size).toBe(1);
    const upload = (item: string) => {
      const form = new FormData();
      form.append('item', item);
      form.append('files', new Blob(['%PDF-1.7']), 'a.pdf');
      return contact.post('/api/files', form);
    };
    const uploads = [await upload(itemOf(1)), await upload(`${round}:conclusion:9:x:1`)];
    expect(uploads.map(({ status }) => status)).toEqual([404, 404]);
    expect(new Set(uploads.map(kindOf)).size).toBe(1);
  });
});

describe('lists of items', () => {
  test.each<[Role, Scope, number]>([
    ['planner', 'office', 5],
    ['planner', `campaign:${round}`, 5],
    ['planner', 'campaign:khac-2026', 0],
    ['lead', 'team:doan-1', 5],
    ['lead', 'team:doan-2', 0],
    ['unit-head', `unit:${unit}`, 5],
    ['unit-head', 'unit:so-y-te', 0],
  ])('show %s of %s what they may read: %d', async (role, scope, count) => {
    const caller = await desk.api.token(role, scope);
    const { body } = await caller.get('/api/items');
    expect(body.items).toHaveLength(count);
    for (const { id } of body.items) expect((await caller.get(`/api/items/${id}`)).status).toBe(200);
  });

  test.each<[Role, Scope]>([
    ['superior', `unit:${unit}`],
    ['operator', 'office'],
  ])('are not for %s', async (role, scope) => {
    expect((await (await desk.api.token(role, scope)).get('/api/items')).status).toBe(403);
  });
});

describe('a mailed link', () => {
  test('opens its own unit’s matters; another’s are as if they were not', async () => {
    const link = await desk.link('p-xd');
    expect((await link.get(`/kiem-tra/${round}:${unit}`)).status).toBe(200);
    const foreign = await link.get(`/kiem-tra/${round}:so-y-te`);
    const missing = await link.get(`/kiem-tra/${round}:khong-co`);
    expect([foreign.status, missing.status]).toEqual([404, 404]);
    expect(foreign.text).toBe(missing.text);
    expect((await link.get(`/tep/${evidence}`)).status).toBe(200);
  });

  test('of a training round never opens what was sent in a real one', async () => {
    const { store } = desk;
    const real = { ...(await store.matters.get(inspectionOf(unit)))!, id: `inspection:that-2026:${unit}` };
    await store.matters.born({ ...real, clock: { kind: 'real' }, place: { ...real.place, campaign: 'that-2026' } });
    const bytes = Buffer.from('%PDF-1.7 số liệu thật');
    const proof = await store.evidence.put({
      unit,
      matter: real.id,
      name: 'Thật.pdf',
      type: 'application/pdf',
      size: bytes.length,
      sha256: createHash('sha256').update(bytes).digest('hex'),
      by: 'p-xd',
      at: deskNow,
      bytes: Readable.from(bytes),
    });
    const training = await desk.link('p-xd');
    expect((await training.get(`/tep/${evidence}`)).status).toBe(200);
    const foreign = await training.get(`/tep/${proof._id}`);
    expect([foreign.status, foreign.text.includes('Thật')]).toEqual([404, false]);
    expect((await training.get(`/kiem-tra/that-2026:${unit}`)).status).toBe(404);
    // the same person, signed in, holds the unit in every round
    expect((await (await desk.office.as('unit-contact', `unit:${unit}`)).get(`/api/files/${proof._id}`)).status).toBe(
      200,
    );
  });

  test('that ended opens nothing, whatever it is asked for', async () => {
    const { store } = desk;
    const link = await desk.link('p-xd');
    const tokenHash = createHash('sha256').update(link.token).digest('hex');
    await store.links.end(tokenHash.slice(0, 20), 'replaced', deskNow);
    for (const path of ['', `/kiem-tra/${round}:${unit}`, `/viec/${itemOf(1)}`, `/tep/${evidence}`])
      expect((await link.get(path)).status).toBe(410);
  });
});
