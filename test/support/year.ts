import { addWorkingDays, isWorkingDay } from '../../domain/calendar.ts';
import { campaignMatterId, newCampaign } from '../../domain/campaign.ts';
import type { Campaign } from '../../domain/campaign.ts';
import type { Day } from '../../domain/day.ts';
import type { ConclusionDraft, NoticeDraft, PaperDraft } from '../../domain/draft.ts';
import { isOpen } from '../../domain/duty.ts';
import type { Duty } from '../../domain/duty.ts';
import { inspectionId } from '../../domain/inspection.ts';
import type { Inspection } from '../../domain/inspection.ts';
import type { Matter, MatterId } from '../../domain/matter.ts';
import { newPaper, paperId } from '../../domain/paper.ts';
import type { Paper } from '../../domain/paper.ts';
import type { Plan } from '../../domain/plan.ts';
import type { Act } from '../../domain/rehearsal.ts';
import type { Remediation } from '../../domain/remediation.ts';
import type { Appointment, UnitId } from '../../domain/role.ts';
import { aRequirement, aSetting, calendar } from './round.ts';

export const yearCampaign = 'cchc-nam-2026';
export const yearStart: Day = '2026-03-02';

/** How a unit behaves: days are working days after it was told, or before and after a due. */
const tempers = {
  prompt: { acknowledges: 1, selfReports: -2, reports: -6 },
  lastMinute: { acknowledges: 2, selfReports: 0, reports: 0 },
  late: { acknowledges: 3, selfReports: 2, reports: 4 },
  veryLate: { acknowledges: 4, selfReports: undefined, reports: 9 },
  silent: { acknowledges: undefined, selfReports: undefined, reports: 23 },
} as const;
type Temper = keyof typeof tempers;

interface YearUnit {
  id: UnitId;
  name: string;
  temper: Temper;
  vertical?: true;
}

const tenUnits: YearUnit[] = [
  { id: 'so-xay-dung', name: 'Sở Xây dựng', temper: 'prompt' },
  { id: 'so-y-te', name: 'Sở Y tế', temper: 'late' },
  { id: 'so-tu-phap', name: 'Sở Tư pháp', temper: 'lastMinute' },
  { id: 'so-cong-thuong', name: 'Sở Công Thương', temper: 'veryLate' },
  { id: 'chi-cuc-hai-quan', name: 'Chi cục Hải quan khu vực', temper: 'silent', vertical: true },
  { id: 'xa-an-binh', name: 'UBND xã An Bình', temper: 'prompt' },
  { id: 'xa-cam-ha', name: 'UBND xã Cẩm Hà', temper: 'silent' },
  { id: 'xa-dai-loc', name: 'UBND xã Đại Lộc', temper: 'late' },
  { id: 'phuong-hoa-khe', name: 'UBND phường Hòa Khê', temper: 'lastMinute' },
  { id: 'phuong-tan-thanh', name: 'UBND phường Tân Thành', temper: 'veryLate' },
];

/** Ten units: departments, communes and a vertically managed agency; a bench has more of the same kinds. */
export const yearUnits: YearUnit[] = Array.from({ length: Number(process.env['YEAR_UNITS'] ?? 10) }, (_, at) => {
  const unit = tenUnits[at % 10]!;
  const again = Math.floor(at / 10);
  return again === 0 ? unit : { ...unit, id: `${unit.id}-${again + 1}`, name: `${unit.name} ${again + 1}` };
});
const unitOf = (id: UnitId) => yearUnits.find((unit) => unit.id === id)!;

const staff: [Appointment['role'], string][] = [
  ['planner', 'p-chuyen-vien'],
  ['division-head', 'p-truong-phong'],
  ['deputy-director', 'p-pho-giam-doc'],
  ['director', 'p-giam-doc'],
  ['signer', 'p-giam-doc'],
  ['leader-secretary', 'p-thu-ky-lanh-dao'],
  ['clerk', 'p-van-thu'],
  ['superior', 'p-cuc-hai-quan'],
];
export const yearAppointments: Appointment[] = [
  ...staff.map(([role, person]): Appointment => ({
    id: `b-${role}`,
    role,
    scope: 'office',
    person,
    from: '2026-01-01',
  })),
  { id: 'b-lead', role: 'lead', scope: 'team:doan-1', person: 'p-truong-doan', from: '2026-01-01' },
  { id: 'b-secretary', role: 'secretary', scope: 'team:doan-1', person: 'p-thu-ky', from: '2026-01-01' },
  ...yearUnits.flatMap(({ id }): Appointment[] => [
    { id: `b-dm-${id}`, role: 'unit-contact', scope: `unit:${id}`, person: `p-dm-${id}`, from: '2026-01-01' },
    { id: `b-tt-${id}`, role: 'unit-head', scope: `unit:${id}`, person: `p-tt-${id}`, from: '2026-01-01' },
  ]),
];

/** Visits two units a working day from 06/4/2026 on. */
export const yearPlan: Plan = {
  campaign: yearCampaign,
  title: 'Kiểm tra công tác cải cách hành chính năm 2026',
  year: 2026,
  kind: 'inspection',
  clock: 'stepped',
  bases: ['Kế hoạch kiểm tra cải cách hành chính năm 2026'],
  period: { label: 'Năm 2025 và quý I năm 2026', from: '2025-01-01', to: '2026-03-31' },
  outline: 'cchc-2026@1',
  teams: [{ id: 'doan-1', name: 'Đoàn kiểm tra số 1', lead: 'p-truong-doan', secretary: 'p-thu-ky', members: [] }],
  units: yearUnits.map(({ id, name }, index) => ({
    unit: id,
    team: 'doan-1',
    visits: [
      {
        n: 1,
        day: addWorkingDays(calendar, '2026-04-03', 1 + Math.floor(index / 2)),
        session: index % 2 === 0 ? ('morning' as const) : ('afternoon' as const),
        startsAt: index % 2 === 0 ? '08:00' : '14:00',
        at: `Trụ sở ${name}`,
      },
    ],
  })),
};

export const yearNotice: NoticeDraft = { kind: 'notice', serves: yearUnits.map(({ id }) => id), requests: [] };

/** Two units share a conclusion, the others have their own. */
export const conclusionUnits: UnitId[][] = [['so-xay-dung', 'so-y-te'], ...yearUnits.slice(2).map(({ id }) => [id])];

export const yearConclusion = (serves: UnitId[]): ConclusionDraft => ({
  kind: 'conclusion',
  serves,
  strengths: [],
  findings: [
    { id: 'tt-1', text: 'Niêm yết thủ tục tại Bộ phận Một cửa chưa đầy đủ', area: 'mot-cua', concerns: { all: true } },
    { id: 'tt-2', text: 'Hồ sơ trễ hạn chưa có văn bản xin lỗi', area: 'mot-cua', concerns: { all: true } },
  ],
  requirements: [
    aRequirement({ id: 'yc-1', answers: ['tt-1'] }),
    aRequirement({
      id: 'yc-2',
      text: 'Gửi văn bản xin lỗi đối với hồ sơ trễ hạn',
      answers: ['tt-2'],
      due: { kind: 'term', count: 30, unit: 'calendar-day' },
    }),
    aRequirement({
      id: 'yc-3',
      text: 'Phân công người phụ trách từng mục của kế hoạch',
      answers: ['tt-1'],
      due: { kind: 'milestone', day: '2026-06-30' },
    }),
  ],
  proposals: [],
});

const wd = (from: Day, count: number): Day => addWorkingDays(calendar, from, count);
const owing = (matter: Matter, kind: Duty['kind']): Duty | undefined =>
  matter.duties.find((duty) => duty.kind === kind && isOpen(duty));

/**
 * What everybody does on `day`, read from the records: the same records, the same acts, in memory
 * and on the real stack. Units act by their temper, staff a day or two after their turn came.
 */
export function yearActs(day: Day, matters: ReadonlyMap<MatterId, Matter>): Act[] {
  if (!isWorkingDay(calendar, day)) return [];
  const round = matters.get(campaignMatterId(yearCampaign)) as Campaign | undefined;
  if (!round)
    return [
      {
        matter: campaignMatterId(yearCampaign),
        message: 'submit',
        body: { plan: frozenYearPlan },
        fresh: freshCampaign(),
      },
    ];
  const all = [...matters.values()].sort((a, b) => (a.id < b.id ? -1 : 1)).filter((matter) => !matter.closed);
  return [
    ...ofRound(round, day, matters),
    ...all.flatMap((matter): Act[] => {
      if (matter.process === 'inspection') return ofInspection(matter as Inspection, day);
      if (matter.process === 'paper') return ofPaper(matter as Paper, day);
      return matter.process === 'remediation' ? ofRemediation(matter as Remediation, day) : [];
    }),
    ...conclusions(day, matters),
  ];
}

const freshCampaign = () =>
  newCampaign(aSetting({ clock: { kind: 'stepped', now: yearStart } }), yearCampaign, yearStart);
const frozenYearPlan = {
  snapshot: 'ke-hoach',
  sha256: 'hash',
  units: yearPlan.units.length,
  firstVisit: yearPlan.units[0]!.visits[0]!.day,
  lastVisit: yearPlan.units.at(-1)!.visits[0]!.day,
};

function ofRound(round: Campaign, day: Day, matters: ReadonlyMap<MatterId, Matter>): Act[] {
  const act = (message: string, body: object = {}): Act => ({ matter: round.id, message, body });
  const acts: Act[] = [];
  if (round.state === 'submitted' && day >= wd(round.asOf, 1)) acts.push(act('approve', { by: 'p-giam-doc' }));
  if (round.state === 'approved' && round.approved!.on < day) acts.push(act('launch'));
  const notice = paperId(yearCampaign, 'notice', 1);
  if (round.state === 'running' && !matters.has(notice)) acts.push(submits(notice, 'notice', 'thong-bao', day));
  const letter = owing(round, 'send-official-letter');
  if (letter && day >= wd(letter.opened, 2)) acts.push(act('officialLetterSent', { letter: `cv-${day}`, on: day }));
  const ending = owing(round, 'end-inspection');
  if (ending && day >= wd(ending.opened, 1)) acts.push(act('endInspection', { openInspections: 0 }));
  return acts;
}

const submits = (id: MatterId, kind: PaperDraft['kind'], snapshot: string, day: Day): Act => ({
  matter: id,
  message: 'submit',
  body: { content: { snapshot, sha256: snapshot } },
  fresh: newPaper(
    aSetting({ clock: { kind: 'stepped', now: day } }),
    id,
    kind,
    { campaign: yearCampaign, team: 'doan-1' },
    day,
  ),
});

function ofInspection(inspection: Inspection, day: Day): Act[] {
  const act = (message: string, body: object): Act => ({ matter: inspection.id, message, body });
  const temper = tempers[unitOf(inspection.place.unit).temper];
  const [visit] = inspection.visits;
  const { noticed, selfReport } = inspection;
  if (!noticed || !visit) return [];
  if (visit.minutesSigned) return [];
  if (visit.held)
    return day > visit.held ? [act('signMinutes', { visit: 1, minutes: `bb-${inspection.place.unit}` })] : [];
  if (visit.day === day) return [act('hold', { visit: 1, on: day })];
  const by = `p-dm-${inspection.place.unit}`;
  const owed = owing(inspection, 'self-report') ?? owing(inspection, 'supplement-self-report');
  if (owed?.due && temper.selfReports !== undefined && day >= wd(owed.due.day, temper.selfReports)) {
    const submission = `bc-${inspection.place.unit}-${selfReport?.submissions ?? 0}`;
    return [act('submitSelfReport', { submission, by })];
  }
  if (selfReport?.state === 'submitted' && day >= wd(selfReport.on, 1)) {
    return selfReport.submissions === 1 && inspection.place.unit === 'so-y-te'
      ? [act('sendBackSelfReport', { remarks: 'nx-so-y-te', points: 2 })]
      : [act('acceptSelfReport', {})];
  }
  if (!inspection.acknowledged && temper.acknowledges !== undefined && day >= wd(noticed.on, temper.acknowledges)) {
    return [act('acknowledge', { by })];
  }
  return [];
}

function ofPaper(paper: Paper, day: Day): Act[] {
  const act = (message: string, body: object): Act[] => [{ matter: paper.id, message, body }];
  const owed = paper.duties.find(isOpen);
  if (!owed || day <= owed.opened) return [];
  const { sha256 } = paper.content;
  switch (owed.kind) {
    case 'appraise':
      return act('appraise', { sha256, by: 'p-truong-phong' });
    case 'sign':
      return act('sign', { sha256, by: 'p-giam-doc' });
    case 'number':
      return act('number', {});
    default:
      return [];
  }
}

/** The lead drafts a conclusion six working days after the last minutes it rests on. */
function conclusions(day: Day, matters: ReadonlyMap<MatterId, Matter>): Act[] {
  return conclusionUnits.flatMap((serves, index) => {
    const id = paperId(yearCampaign, 'conclusion', index + 1);
    const inspections = serves.map((unit) => matters.get(inspectionId(yearCampaign, unit)) as Inspection | undefined);
    const signed = inspections.map((inspection) => inspection?.visits[0]?.minutesSigned);
    if (matters.has(id) || signed.some((on) => on === undefined || day < wd(on, 6))) return [];
    return [submits(id, 'conclusion', `ket-luan-${index + 1}`, day)];
  });
}

function ofRemediation(remediation: Remediation, day: Day): Act[] {
  const act = (message: string, body: object): Act => ({ matter: remediation.id, message, body });
  const { unit } = remediation.place;
  return remediation.items.flatMap((item): Act[] => {
    const owed = remediation.duties.find((duty) => duty.about === item.n && isOpen(duty));
    if (!owed) return [];
    const report = `bckp-${unit}-${item.n}-${item.reports}`;
    switch (item.state) {
      case 'open':
      case 'returned': {
        const from = owed.due?.day ?? owed.followUpOn!;
        return day > owed.opened && day >= wd(from, tempers[unitOf(unit).temper].reports)
          ? [act('report', { item: item.n, report, evidence: 1 })]
          : [];
      }
      case 'reported': {
        const verdict = item.reports === 1 && item.n === 2 && unit === 'xa-dai-loc' ? 'not-met' : 'met';
        const slow = unit === 'so-tu-phap' ? 7 : 2;
        return day >= wd(item.reportedOn!, slow)
          ? [
              act('verify', {
                item: item.n,
                report: item.report,
                verdict,
                remarks: `nx-${unit}-${item.n}`,
                by: 'p-thu-ky',
              }),
            ]
          : [];
      }
      case 'verified':
        return day > owed.opened ? [act('close', { item: item.n, by: 'p-truong-doan' })] : [];
      default:
        return [];
    }
  });
}
