import { Router } from 'express';
import { z } from 'zod';
import type { Day } from '../../domain/day.ts';
import type { Duty } from '../../domain/duty.ts';
import { processNames } from '../../domain/matter.ts';
import { recipients, roles, unitRoles } from '../../domain/role.ts';
import type { Appointment, CampaignId, PersonId, Role } from '../../domain/role.ts';
import { roleWords } from '../../domain/why.ts';
import { waitingOf } from '../../store/queries/progress.ts';
import type { Owing } from '../../store/queries/owed.ts';
import { assertSignedIn } from '../auth.ts';
import { today } from '../deps.ts';
import type { Deps } from '../deps.ts';
import { daySchema, roleSchema } from '../fields.ts';
import { describe } from '../openapi.ts';
import type { Paths } from '../openapi.ts';
import { waitingSchema } from '../campaigns/rounds.ts';
import { dayOfRound, settingOf } from '../campaigns/setting.ts';
import { subjectsOf } from './subjects.ts';

/** More than anybody does in a day: the page says how many there are, and shows these first. */
const shown = 500;

const staffRoles = roles.filter((role) => !unitRoles.includes(role) && role !== 'superior');

const workSchema = z
  .object({
    today: daySchema,
    total: z.int().meta({ description: `Tất cả; danh sách có nhiều nhất ${shown} việc gấp nhất` }),
    late: z.int(),
    items: z.array(
      waitingSchema.extend({
        process: z.enum(processNames),
        campaign: z.object({ id: z.string(), title: z.string(), training: z.boolean(), today: daySchema }),
        unit: z.object({ id: z.string(), name: z.string() }).optional(),
        about: z.int().optional().meta({ description: 'Nội dung khắc phục thứ mấy, buổi kiểm tra thứ mấy' }),
        subject: z.string().optional().meta({ description: 'Nội dung văn bản yêu cầu, tên văn bản, hoặc kiến nghị' }),
        units: z.int().optional().meta({ description: 'Số đơn vị mà văn bản gửi' }),
        decide: z.literal(true).optional().meta({
          description: 'Việc của đơn vị đã chậm lâu, lịch nhắc trình lãnh đạo cho ý kiến; không tính vào việc quá hạn',
        }),
        insteadOf: roleSchema.optional().meta({ description: 'Vai trò này chưa có ai giữ nên việc đến tay tôi' }),
      }),
    ),
  })
  .meta({ id: 'MyWork' });

export type MyWork = z.output<typeof workSchema>;

/** What I owe myself, over every round, the most urgent first. */
export const myWork = (deps: Deps): Router => {
  const router = Router();
  router.get('/me/work', async (req, res) => {
    const { person } = assertSignedIn(req);
    res.json(await workOf(deps, person));
  });
  return router;
};

/** The day and the calendar of a round, and what it is called. */
async function roundsOf(deps: Deps, campaigns: readonly CampaignId[]) {
  const { store } = deps;
  const found = await Promise.all(
    campaigns.map(async (campaign) => {
      const draft = await store.plans.get(campaign);
      if (!draft) throw new Error(`Matters of ${campaign} are open, and its plan is not kept`);
      const { plan } = draft;
      const day = await dayOfRound(plan, store, today(deps));
      const { calendar } = await settingOf(plan, store, today(deps));
      return {
        calendar,
        campaign: { id: campaign, title: plan.title, training: plan.clock === 'stepped', today: day },
      };
    }),
  );
  return new Map(found.map((round) => [round.campaign.id, round]));
}

async function workOf(deps: Deps, person: PersonId | undefined): Promise<z.input<typeof workSchema>> {
  const { store } = deps;
  if (person === undefined) return { today: today(deps), total: 0, late: 0, items: [] };
  const [owing, put, appointments] = await Promise.all([
    store.owed.owedBy(staffRoles),
    store.owed.putToLeader(),
    store.appointments.all(),
  ]);
  const asked = [
    ...owing.flatMap((matter) =>
      matter.duties.map((duty) => ({ matter, duty, role: duty.owedBy.role, decide: false })),
    ),
    ...put.map(({ owing: matter, duty, role }) => ({ matter, duty, role, decide: true })),
  ];
  const rounds = await roundsOf(deps, [...new Set(asked.flatMap(({ matter: { place } }) => place.campaign ?? []))]);
  const mine = asked.flatMap(({ matter, duty, role, decide }) => {
    const round = rounds.get(matter.place.campaign ?? '');
    if (!round) return [];
    const told = toldOf(appointments, matter, { ...duty.owedBy, role }, round.campaign.today);
    if (!told.people.includes(person)) return [];
    const [row] = waitingOf({ id: matter.id, duties: [duty] }, round.calendar, round.campaign.today);
    return row
      ? [{ row: decide ? putTo(row, matter, role) : row, decide, duty, matter, round, insteadOf: told.insteadOf }]
      : [];
  });
  mine.sort((a, b) => b.row.past - a.row.past || (a.matter.id < b.matter.id ? -1 : 1));
  const first = mine.slice(0, shown);
  const subjectOf = await subjectsOf(
    deps,
    first.map(({ matter }) => matter),
  );
  return {
    today: today(deps),
    total: mine.length,
    late: mine.filter(({ row, decide }) => row.overdue && !decide).length,
    items: first.map(({ row, decide, duty, matter, round: { campaign }, insteadOf }) => ({
      ...row,
      process: matter.process,
      campaign,
      ...subjectOf(matter, duty),
      ...(duty.about === undefined ? {} : { about: duty.about }),
      ...(decide ? { decide } : {}),
      ...(insteadOf ? { insteadOf } : {}),
    })),
  };
}

/** The row of what is late, as the question a ladder puts to a leader. */
const putTo = (row: ReturnType<typeof waitingOf>[number], { process }: Owing, role: Role) => ({
  ...row,
  role,
  who: roleWords[role],
  what:
    process === 'proposal'
      ? 'Cho ý kiến: đề nghị UBND tỉnh có ý kiến với cơ quan trả lời?'
      : 'Cho ý kiến: trình UBND tỉnh ra văn bản?',
});

/** Who hears of it today: the narrowest holders of the role, else whoever hears in their stead. */
const toldOf = (
  appointments: Appointment[],
  { place }: Owing,
  { role, unit, visit }: Duty['owedBy'],
  day: Day,
): { people: PersonId[]; insteadOf?: Role } =>
  recipients(appointments, role, { ...place, ...(unit ? { unit } : {}), ...(visit ? { visit } : {}) }, day);

export const myWorkPaths: Paths = {
  '/api/me/work': {
    get: describe({
      summary: 'Việc của tôi: tôi còn nợ việc gì, ở đợt nào, hạn ngày nào',
      answers: workSchema,
    }),
  },
};
