import { trusted } from 'mongoose';
import { addDays } from '../../domain/day.ts';
import { foretoldLetters } from '../../domain/rehearsed-letters.ts';
import { emptyWorld } from '../../domain/rehearsal.ts';
import type { Act } from '../../domain/rehearsal.ts';
import type { Matter, MatterId } from '../../domain/matter.ts';
import type { Remediation } from '../../domain/remediation.ts';
import type { UnitId } from '../../domain/role.ts';
import { binhDinhOutline } from './binh-dinh.ts';
import { aUnit, eventually, ok, openOffice } from './office.ts';
import { calendar } from './round.ts';
import { told } from './told.ts';
import {
  conclusionUnits,
  yearActs,
  yearAppointments,
  yearCampaign,
  yearConclusion,
  yearNotice,
  yearPlan,
  yearStart,
  yearUnits,
} from './year.ts';

const plan = { ...yearPlan, outline: `${binhDinhOutline.id}@1`, clockFrom: yearStart };
const yearEnd = '2026-12-31';

/** The letters of the year as the rehearsal foretells them, a line each. */
export function foretoldYear(): string[] {
  const world = emptyWorld((unit) => yearUnits.some(({ id, vertical }) => id === unit && vertical));
  world.plans.set('ke-hoach', plan);
  world.papers.set('thong-bao', yearNotice);
  conclusionUnits.forEach((serves, index) => world.papers.set(`ket-luan-${index + 1}`, yearConclusion(serves)));
  return foretoldLetters(
    world,
    { from: yearStart, to: yearEnd },
    { calendar, appointments: yearAppointments, acts: (day, { matters }) => yearActs(day, matters) },
  )
    .map(({ day, kind, recipient, lines }) => told(day, kind, recipient, lines))
    .sort();
}

/** The office of the year, whose people do over HTTP what the script says. */
export async function openYear() {
  const office = await openOffice({
    units: yearUnits.map(({ id, name, vertical }) => aUnit({ id, name, ...(vertical ? { vertical } : {}) })),
    people: [...new Set(yearAppointments.map(({ person }) => person))].map((person) => ({
      _id: person,
      name: `Người giữ vai ${person}`,
      mail: `${person}@huonggiang.example`,
    })),
    appointments: yearAppointments,
    outline: binhDinhOutline,
  });
  const contact = (unit: UnitId) => office.as('unit-contact', `unit:${unit}`);
  const secretary = () => office.as('secretary', 'team:doan-1');
  const lead = () => office.as('lead', 'team:doan-1');
  const planner = () => office.as('planner');
  const matters = async (): Promise<Map<MatterId, Matter>> =>
    new Map((await office.stack.store.matters.ofCampaign(yearCampaign)).map((matter) => [matter.id, matter]));
  const closed = (id: MatterId) =>
    eventually(
      () => office.stack.store.matters.get(id),
      (matter) => matter?.closed !== undefined,
      60,
    );

  /** One act of the script as people do it: over HTTP. */
  const act = async ({ matter, message, body }: Act): Promise<void> => {
    const [process, , ...rest] = matter.split(':');
    const path = matter.slice(process!.length + 1);
    const round = `/api/campaigns/${yearCampaign}`;
    const asked = body as Record<string, unknown>;
    switch (`${process} ${message}`) {
      case 'campaign submit':
        await ok((await planner()).post('/api/campaigns', plan));
        return void (await ok((await planner()).post(`${round}/submit`)));
      case 'campaign approve':
        return void (await ok((await office.as('signer')).post(`${round}/approve`)));
      case 'campaign launch':
        await ok((await planner()).post(`${round}/launch`));
        return void (await eventually(
          matters,
          (all) =>
            all.get(matter)?.process === 'campaign' && (all.get(matter) as { state?: string }).state === 'running',
          60,
        ));
      case 'campaign officialLetterSent':
        return void (await ok(
          (await planner()).post(`${round}/official-letters`, {
            number: '112/SNV-CCHC',
            day: asked['on'],
            signer: 'Giám đốc',
          }),
        ));
      case 'campaign endInspection':
        return void (await ok((await planner()).post(`${round}/end-inspection`)));
      case 'paper submit': {
        if (rest[0] === 'notice') return void (await ok((await planner()).post(`/api/papers/${path}/submit`)));
        const drafted = await ok(
          (await lead()).post(`${round}/papers`, yearConclusion(conclusionUnits[Number(rest[1]) - 1]!)),
        );
        if (drafted.id !== path) throw new Error(`${String(drafted.id)} was drafted, not ${path}`);
        return void (await ok((await lead()).post(`/api/papers/${path}/submit`)));
      }
      case 'paper appraise':
      case 'paper sign': {
        const who = await office.as(message === 'sign' ? 'signer' : 'division-head');
        const { record } = await ok(who.get(`/api/papers/${path}`));
        return void (await ok(who.post(`/api/papers/${path}/${message}`, { sha256: record.content.sha256 })));
      }
      case 'paper number':
        await ok((await office.as('clerk')).post(`/api/papers/${path}/number`));
        return void (await closed(matter));
      case 'inspection acknowledge':
        return void (await ok((await contact(rest[0]!)).post(`/api/inspections/${path}/acknowledge`)));
      case 'inspection submitSelfReport': {
        const who = await contact(rest[0]!);
        const before = await ok(who.get(`/api/inspections/${path}/self-report`));
        const { version } = await ok(
          who.put(`/api/inspections/${path}/self-report`, { base: before.draft.version, typed }),
        );
        return void (await ok(who.post(`/api/inspections/${path}/self-report`, { version })));
      }
      case 'inspection acceptSelfReport':
        return void (await ok((await secretary()).post(`/api/inspections/${path}/accept`)));
      case 'inspection sendBackSelfReport':
        return void (await ok(
          (await secretary()).post(`/api/inspections/${path}/send-back`, {
            points: ['Bổ sung số liệu quý I', 'Gửi kèm kế hoạch'],
          }),
        ));
      case 'inspection hold':
        return void (await ok((await secretary()).post(`/api/inspections/${path}/visits/1/held`, { on: asked['on'] })));
      case 'inspection signMinutes':
        return void (await ok(
          (await secretary()).post(`/api/inspections/${path}/visits/1/minutes`, {
            summary: 'Đoàn và đơn vị thống nhất nội dung làm việc.',
            signed: { secretary: true, lead: true, unit: true },
          }),
        ));
      case 'remediation report': {
        const who = await contact((await matters()).get(matter)!.place.unit!);
        const item = `${path}:${String(asked['item'])}`;
        const form = new FormData();
        form.set('item', item);
        form.set('files', new Blob([`Kết quả nội dung ${item}`], { type: 'text/plain' }), 'kết quả.txt');
        const { items } = await ok(who.post('/api/files', form));
        return void (await ok(
          who.post(`/api/items/${item}/reports`, { text: 'Đã thực hiện.', evidence: [items[0].id] }),
        ));
      }
      case 'remediation verify': {
        const item = ((await matters()).get(matter) as Remediation).items.find(({ n }) => n === asked['item'])!;
        const verdict = { report: item.report, verdict: asked['verdict'], remarks: 'Cần bổ sung bản chụp.' };
        return void (await ok((await secretary()).post(`/api/items/${path}:${item.n}/verify`, verdict)));
      }
      case 'remediation close':
        return void (await ok((await lead()).post(`/api/items/${path}:${String(asked['item'])}/close`)));
      default:
        throw new Error(`nobody does ${process} ${message}`);
    }
  };
  const typed = {
    answers: { '1.1': { value: 'yes' }, '2.1': { value: 'yes' } },
    tables: { 'ho-so': { from: '', to: '', none: { reason: 'Đang tổng hợp.' }, rows: [] } },
    indicators: { one_stop_sites: '1' },
    claims: [],
    explanations: {},
  };

  return {
    office,
    matters,
    /** Day by day, first the clock, then people, until everything is closed or the year is over. */
    async run(): Promise<void> {
      for (let day = yearStart; day <= yearEnd; day = addDays(day, 1)) {
        const all = await matters();
        if (all.size > 0) await office.stepTo(yearCampaign, day);
        const now = await matters();
        if (now.size > 0 && [...now.values()].every((matter) => matter.closed)) return;
        for (const one of yearActs(day, now)) await act(one);
      }
    },
    /** The letters of the ledger, a line each, as `foretoldYear` writes them. */
    async sent(): Promise<string[]> {
      const { letters, lines } = office.stack.store;
      const rows = await letters.model.find({}).lean();
      const sent = await Promise.all(
        rows.map(async ({ kind, recipient, composedOn, lines: ids }) =>
          told(composedOn, kind, recipient, await lines.model.find({ _id: trusted({ $in: ids }) }).lean()),
        ),
      );
      return sent.sort();
    },
  };
}
