import { createHash, randomBytes } from 'node:crypto';
import { campaignMatterId, newCampaign } from '../../domain/campaign.ts';
import type { Campaign } from '../../domain/campaign.ts';
import type { Day, Instant } from '../../domain/day.ts';
import type { ConclusionDraft, FrozenPaper, NoticeDraft } from '../../domain/draft.ts';
import { concluded } from '../../domain/conclusion.ts';
import { inspectionId, newInspection } from '../../domain/inspection.ts';
import { noticed } from '../../domain/notice.ts';
import { acknowledge } from '../../domain/self-report.ts';
import type { Inspection } from '../../domain/inspection.ts';
import type { Matter, MatterId } from '../../domain/matter.ts';
import { newPaper } from '../../domain/paper.ts';
import type { Paper } from '../../domain/paper.ts';
import type { Plan } from '../../domain/plan.ts';
import { begin, newRemediation, remediationId } from '../../domain/remediation.ts';
import { wantedItems } from '../../domain/requirement.ts';
import type { Appointment, UnitId } from '../../domain/role.ts';
import type { Store } from '../../store/index.ts';
import type { Answer, TestApi } from './api.ts';
import { aUnit, openOffice } from './office.ts';
import type { TestOffice } from './office.ts';
import { aRequirement, aSetting, calendar } from './round.ts';

/** A round in March 2026 under a stepped clock: one unit has its conclusion, two have just been notified. */
export const round = 'cchc-2026';
export const deskDay: Day = '2026-03-11';
export const deskNow: Instant = '2026-03-11T02:12:00.000Z';
export const conclusionPaper: MatterId = `paper:${round}:conclusion:1`;
export const itemOf = (n: number): string => `${round}:conclusion:1:so-xay-dung:${n}`;

const setting = aSetting({ clock: { kind: 'stepped', now: deskDay } });
const units = [
  aUnit({ id: 'so-xay-dung', name: 'Sở Xây dựng' }),
  aUnit({ id: 'so-y-te', name: 'Sở Y tế' }),
  aUnit({ id: 'hai-quan', name: 'Chi cục Hải quan khu vực', level: 'central-vertical', vertical: true }),
  ...['Phòng Nghiệp vụ', 'Hải quan cửa khẩu cảng', 'Hải quan sân bay'].map((name, i) =>
    aUnit({ id: `hai-quan-${i + 1}`, name, level: 'site', parent: 'hai-quan' }),
  ),
];
const at = (role: Appointment['role'], scope: Appointment['scope'], person: string): Appointment => ({
  id: `a-${person}-${scope}`,
  role,
  scope,
  person,
  from: '2025-01-01',
});
const appointments = [
  at('unit-contact', 'unit:so-xay-dung', 'p-xd'),
  at('unit-head', 'unit:so-xay-dung', 'p-tt-xd'),
  at('unit-contact', 'unit:so-y-te', 'p-hai-noi'),
  at('unit-contact', 'unit:hai-quan', 'p-hai-noi'),
  at('secretary', 'team:doan-1', 'p-thu-ky'),
  at('lead', 'team:doan-1', 'p-truong-doan'),
  at('planner', 'office', 'p-chuyen-vien'),
  at('director', 'office', 'p-giam-doc'),
];
const names: Record<string, string> = { 'p-truong-doan': 'Trần Minh Khôi', 'p-thu-ky': 'Lê Thu Hà' };

const visit = (day: Day) => ({ n: 1, day, session: 'morning' as const, startsAt: '08:00', at: 'Trụ sở đơn vị' });
export const deskPlan: Plan = {
  campaign: round,
  title: 'Kiểm tra công tác cải cách hành chính năm 2026',
  year: 2026,
  kind: 'inspection',
  clock: 'stepped',
  bases: [],
  period: { label: 'Năm 2025', from: '2025-01-01', to: '2025-12-31' },
  outline: 'mau-2026@1',
  teams: [{ id: 'doan-1', name: 'Đoàn kiểm tra số 1', lead: 'p-truong-doan', secretary: 'p-thu-ky', members: [] }],
  units: [
    { unit: 'so-xay-dung', team: 'doan-1', visits: [visit('2026-02-03')] },
    { unit: 'so-y-te', team: 'doan-1', visits: [visit('2026-03-24')] },
    { unit: 'hai-quan', team: 'doan-1', visits: [visit('2026-03-25')] },
  ],
};

export const deskConclusion: ConclusionDraft = {
  kind: 'conclusion',
  serves: ['so-xay-dung', 'so-tu-phap'],
  strengths: [{ id: 'u1', text: 'Trả kết quả sớm hạn 66,5% số hồ sơ.', area: 'mot_cua', concerns: { all: true } }],
  findings: [
    { id: 'tt-1', text: 'Niêm yết thủ tục chưa đầy đủ.', area: 'mot_cua', concerns: { all: true } },
    { id: 'tt-2', text: 'Sở Tư pháp chưa ban hành kế hoạch.', area: 'mot_cua', concerns: { units: ['so-tu-phap'] } },
  ],
  requirements: [
    aRequirement({
      id: 'yc-1',
      text: 'Bổ sung niêm yết 12 thủ tục mới tại Bộ phận Một cửa',
      answers: ['tt-1'],
      responsible: 'Giám đốc Sở',
    }),
    aRequirement({ id: 'yc-2', text: 'Gửi văn bản xin lỗi đối với 7 hồ sơ trễ hạn <script>alert(1)</script>' }),
    aRequirement({
      id: 'yc-3',
      text: 'Phân công người phụ trách từng mục của Kế hoạch',
      due: { kind: 'day', day: '2026-03-17' },
    }),
    aRequirement({
      id: 'yc-4',
      text: 'Không tiếp nhận hồ sơ ngoài Bộ phận Một cửa',
      mode: 'prohibit',
      due: { kind: 'recurring', every: 'quarter', until: '2026-12-31' },
    }),
    aRequirement({
      id: 'yc-5',
      text: 'Rà soát quy chế chi tiêu nội bộ',
      due: { kind: 'milestone', day: '2026-06-30' },
    }),
    aRequirement({ id: 'yc-9', text: 'Việc riêng của Sở Tư pháp', concerns: { units: ['so-tu-phap'] } }),
  ],
  proposals: [],
};

/** Somebody who opens pages by a mailed link. */
export interface Visiting {
  token: string;
  get(path?: string): Promise<Answer<string>>;
  /** A form of these fields; several values or files by `FormData`. */
  post(
    path: string,
    fields: Record<string, string> | FormData,
    headers?: Record<string, string>,
  ): Promise<Answer<string>>;
}

export interface Desk {
  office: TestOffice;
  api: TestApi;
  store: Store;
  /** A new link of that person. */
  link(person: string): Promise<Visiting>;
  stop(): Promise<void>;
}

/** An office in the middle of its round, on the real servers. */
export async function openDesk(): Promise<Desk> {
  const people = [...new Set(appointments.map(({ person }) => person))].map((id) => ({
    _id: id,
    name: names[id] ?? `Người ${id}`,
    mail: `${id}@thu.vn`,
    post: 'Chuyên viên',
  }));
  const office = await openOffice({ units, people, appointments });
  const { api } = office;
  const { store } = api;
  api.at(deskNow);
  await store.clocks.start(round, deskDay);
  await seedPapers(store);
  const frozen = await store.snapshots.freeze({
    id: 'ke-hoach',
    kind: 'plan',
    matter: campaignMatterId(round),
    body: deskPlan,
    by: 'p-chuyen-vien',
    at: deskNow,
  });
  const campaign: Campaign = {
    ...newCampaign(setting, round, '2026-01-05'),
    state: 'running',
    plan: { snapshot: frozen.id, sha256: frozen.sha256, units: 3, firstVisit: '2026-02-03', lastVisit: '2026-03-25' },
    launched: 3,
  };
  await store.matters.born(campaign);
  for (const matter of [
    ...concludedUnit('so-xay-dung'),
    notifiedUnit('so-y-te', '2026-03-24'),
    notifiedUnit('hai-quan', '2026-03-25'),
  ])
    await store.matters.born(matter);
  return { office, api, store, link: (person) => linkFor(api, person), stop: () => office.stop() };
}

const notifiedUnit = (unit: UnitId, day: Day): Inspection => {
  const planned = newInspection(
    setting,
    {
      place: { campaign: round, team: 'doan-1', unit },
      method: 'on-site',
      visits: [{ n: 1, day, session: 'morning' }],
      vertical: unit === 'hai-quan',
    },
    '2026-03-09',
  );
  return noticed.next(planned, { paper: `paper:${round}:notice:2`, on: '2026-03-10' }, '2026-03-10').state;
};

function concludedUnit(unit: UnitId): Matter[] {
  const planned = newInspection(
    setting,
    {
      place: { campaign: round, team: 'doan-1', unit },
      method: 'on-site',
      visits: [{ n: 1, day: '2026-02-03', session: 'morning' }],
      vertical: false,
    },
    '2026-01-15',
  );
  const told = noticed.next(planned, { paper: `paper:${round}:notice:1`, on: '2026-01-16' }, '2026-01-16').state;
  const known = acknowledge.next(told, { by: 'link:cũ' }, '2026-01-19').state;
  const over = concluded.next(known, { paper: conclusionPaper, on: '2026-02-23' }, '2026-02-23').state;
  const wanted = wantedItems(
    calendar,
    conclusionPaper,
    deskConclusion.requirements,
    deskConclusion.serves,
    unit,
    '2026-02-23',
  );
  const born = newRemediation(
    setting,
    { campaign: round, unit, team: 'doan-1' },
    conclusionPaper,
    '2026-02-23',
    wanted,
    false,
  );
  return [over, begin.next(born, {}, '2026-02-23').state];
}

export const deskRemediation = remediationId(conclusionPaper, 'so-xay-dung');
export const inspectionOf = (unit: UnitId): MatterId => inspectionId(round, unit);

async function seedPapers(store: Store): Promise<void> {
  const notice = (serves: UnitId[]): NoticeDraft => ({
    kind: 'notice',
    serves,
    requests: ['Bố trí tài khoản xem hệ thống một cửa điện tử.'],
  });
  const papers: {
    id: MatterId;
    kind: 'notice' | 'conclusion';
    draft: NoticeDraft | ConclusionDraft;
    number: number;
    day: Day;
  }[] = [
    { id: `paper:${round}:notice:1`, kind: 'notice', draft: notice(['so-xay-dung']), number: 2, day: '2026-01-16' },
    {
      id: `paper:${round}:notice:2`,
      kind: 'notice',
      draft: notice(['so-y-te', 'hai-quan']),
      number: 9,
      day: '2026-03-10',
    },
    { id: conclusionPaper, kind: 'conclusion', draft: deskConclusion, number: 5, day: '2026-02-23' },
  ];
  for (const { id, kind, draft, number, day } of papers) {
    const bytes = Buffer.from(`%PDF-1.7 ${id}`);
    const file = createHash('sha256').update(bytes).digest('hex');
    const body = { draft, document: {} } as unknown as FrozenPaper;
    const content = await store.snapshots.freeze({
      id: `noi-dung/${id}`,
      kind: 'paper',
      matter: id,
      body,
      by: 'p-chuyen-vien',
      at: deskNow,
    });
    const paper: Paper = {
      ...newPaper(setting, id, kind, { campaign: round }, day),
      state: 'issued',
      content: { snapshot: content.id, sha256: content.sha256 },
      number: { register: 'SNV-TB/2026', number, on: day },
      issued: { on: day, file, pages: 1 },
      closed: day,
    };
    await store.matters.born(paper);
    await store.files.put(file, { name: `${kind}.pdf`, type: 'application/pdf', bytes, at: deskNow });
    await store.db.collection<{ _id: string }>('registers').insertOne({
      _id: `SNV-TB/2026/${number}`,
      register: 'SNV-TB/2026',
      number,
      symbol: 'TB-SNV',
      day,
      paper: id,
      kind,
      about: '',
      signer: '',
      recipients: [],
      file,
      pages: 1,
    } as never);
  }
}

async function linkFor(api: TestApi, person: string): Promise<Visiting> {
  const token = randomBytes(32).toString('base64url');
  const tokenHash = createHash('sha256').update(token).digest('hex');
  await api.store.links.put({ tokenHash, letter: `reminder/${person}/${deskDay}/1`, person, at: deskNow });
  return visitor(api, token);
}

export const visitor = (api: TestApi, token: string): Visiting => ({
  token,
  get: (path = '') => api.anonymous.get<string>(`/u/${token}${path}`),
  post: (path, fields, headers = { 'sec-fetch-site': 'same-origin' }) => {
    const form = fields instanceof FormData ? fields : formOf(fields);
    return api.anonymous.post<string>(`/u/${token}${path}`, form, { key: '', headers });
  },
});

export function formOf(
  fields: Record<string, string>,
  files: { field: string; name: string; bytes: Uint8Array }[] = [],
): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  for (const { field, name, bytes } of files) form.append(field, new Blob([Uint8Array.from(bytes)]), name);
  return form;
}

/** The value of a hidden field of a page. */
export const hidden = (page: string, name: string): string =>
  new RegExp(`name="${name}" value="([^"]*)"`).exec(page)?.[1] ?? '';

/** A page's words, without its markup. */
export const wordsOf = (page: string): string =>
  page
    .replace(/<[^>]*>/g, ' ')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&#39;/g, "'")
    .replace(/&amp;/g, '&')
    .replace(/\s+/g, ' ')
    .trim();

/** The smallest picture there is. */
export const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
  'base64',
);
