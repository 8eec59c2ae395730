import type { Campaign } from '../../domain/campaign.ts';
import type { Day } from '../../domain/day.ts';
import type { Plan } from '../../domain/plan.ts';
import type { Caller } from './api.ts';
import { eventually, ok } from './office.ts';
import { mailOf } from './posts.ts';
import type { TestOffice } from './office.ts';

/** What every walk through a round does by the same calls. */
export function walkOf(office: TestOffice, round: string) {
  const planner = () => office.as('planner');
  const unit = (id: string) => office.as('unit-contact', `unit:${id}`);
  const record = <S>(id: string) => office.stack.store.matters.get(id) as Promise<S | undefined>;

  const issue = async (paper: string): Promise<void> => {
    const { record: submitted } = await ok((await planner()).get(`/api/papers/${paper}`));
    const { sha256 } = submitted.content;
    await ok((await office.as('division-head')).post(`/api/papers/${paper}/appraise`, { sha256 }));
    await ok((await office.as('signer')).post(`/api/papers/${paper}/sign`, { sha256 }));
    await ok((await office.as('clerk')).post(`/api/papers/${paper}/number`));
    await eventually(
      () => office.stack.store.matters.get(`paper:${paper}`),
      (matter) => matter?.closed !== undefined,
    );
  };

  return {
    planner,
    unit,
    record,
    issue,
    step: (day: Day) => office.stepTo(round, day),
    /** From a written plan to the inspections of all its units. */
    async launch(plan: Plan): Promise<void> {
      await ok((await planner()).post('/api/campaigns', plan));
      await ok((await planner()).post(`/api/campaigns/${round}/submit`));
      await ok((await office.as('signer')).post(`/api/campaigns/${round}/approve`));
      await ok((await planner()).post(`/api/campaigns/${round}/launch`));
      await eventually(
        () => record<Campaign>(`campaign:${round}`),
        (campaign) => campaign?.state === 'running',
      );
    },
    /** Every notice of the round. */
    async issueNotices(): Promise<void> {
      const { items } = await ok((await planner()).get(`/api/papers?campaign=${round}`));
      for (const { id } of items.filter((paper: { kind: string }) => paper.kind === 'notice')) {
        await ok((await planner()).post(`/api/papers/${id}/submit`));
        await issue(id);
      }
    },
    async hold(id: string, secretary: Caller, on: Day, signed: object): Promise<void> {
      await ok(secretary.post(`/api/inspections/${id}/visits/1/held`, { on }));
      await ok(
        secretary.post(`/api/inspections/${id}/visits/1/minutes`, {
          summary: 'Đoàn nghe báo cáo, xem hồ sơ và thống nhất nội dung làm việc.',
          signed,
        }),
      );
    },
    /** Drafted by the lead, found complete, and on its way to every unit it serves. */
    async conclude(lead: Caller, draft: object): Promise<string> {
      const { id } = await ok(lead.post(`/api/campaigns/${round}/papers`, draft));
      const check = await ok(lead.get(`/api/papers/${id}/check`));
      if (!check.ready) throw new Error(JSON.stringify(check.gaps));
      await ok(lead.post(`/api/papers/${id}/submit`));
      await issue(id);
      return id;
    },
    /** A file of the unit that proves something. */
    async proof(caller: Caller, fields: Record<string, string>, name = 'kết quả.txt'): Promise<string> {
      const form = new FormData();
      for (const [field, value] of Object.entries(fields)) form.set(field, value);
      form.set('files', new Blob([`Tài liệu: ${JSON.stringify(fields)}`], { type: 'text/plain' }), name);
      const { items } = await ok(caller.post('/api/files', form));
      return items[0].id;
    },
    /** Every item reported with its proof, verified by the secretary, closed by the lead. */
    async remedy(team: (unit: string) => string, contact = unit): Promise<{ requirement: string; unit: string }[]> {
      const { items } = await ok((await planner()).get(`/api/items?campaign=${round}&limit=100`));
      for (const item of items) {
        const scope = `team:${team(item.unit)}` as const;
        const caller = await contact(item.unit);
        const evidence = [await this.proof(caller, { item: item.id })];
        const { report } = await ok(
          caller.post(`/api/items/${item.id}/reports`, { text: 'Đơn vị đã hoàn thành.', evidence }),
        );
        const secretary = await office.as('secretary', scope);
        await ok(secretary.post(`/api/items/${item.id}/verify`, { report, verdict: 'met' }));
        await ok((await office.as('lead', scope)).post(`/api/items/${item.id}/close`));
      }
      return items;
    },
    /** The path of the page behind the newest letter to that person that holds one. */
    async linkOf(person: string, subject: RegExp): Promise<string> {
      const letter = await eventually(
        () => Promise.resolve(office.mail.lettersTo(mailOf(person)).findLast((one) => subject.test(one.subject))),
        (one) => one !== undefined,
      );
      return new URL(/https?:\/\/\S+\/u\/[\w-]+/.exec(letter!.text)![0]).pathname;
    },
  };
}
