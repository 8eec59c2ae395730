import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import type { Campaign } from '../../domain/campaign.ts';
import type { Remediation } from '../../domain/remediation.ts';
import {
  aSignedPdf,
  departments,
  districts,
  everybody,
  formWith,
  fourDistricts,
  leftInspection,
  longAnAppointments,
  longAnDirective,
  longAnGroups,
  longAnLines,
  longAnOutline,
  longAnPeople,
  longAnPlan,
  longAnUnits,
  paper,
  round,
  threeDepartments,
  withoutDues,
} from '../support/long-an.ts';
import { eventually, ok, openOffice } from '../support/office.ts';
import type { TestOffice } from '../support/office.ts';
import { mailOf } from '../support/posts.ts';

jest.setTimeout(480_000);

describe('Long An: a directive of nine lines that was issued before anybody entered it', () => {
  let office: TestOffice;
  beforeAll(async () => {
    office = await openOffice({
      units: longAnUnits,
      people: longAnPeople,
      appointments: longAnAppointments,
      outline: longAnOutline,
    });
    for (const group of longAnGroups) await ok((await planner()).post('/api/groups', group));
  });
  afterAll(() => office?.stop());

  const planner = () => office.as('planner');
  const clerk = () => office.as('clerk');
  const unit = (id: string) => office.as('unit-contact', `unit:${id}`);
  const running = async (campaign: string, from: '2024-12-17' | '2025-08-04') => {
    await ok((await planner()).post('/api/campaigns', longAnPlan(campaign, from)));
    await ok((await planner()).post(`/api/campaigns/${campaign}/submit`));
    await ok((await office.as('signer')).post(`/api/campaigns/${campaign}/approve`));
    await ok((await planner()).post(`/api/campaigns/${campaign}/launch`));
    await eventually(
      () => office.stack.store.matters.get<Campaign>(`campaign:${campaign}`),
      (found) => found?.state === 'running',
    );
  };
  const facts = {
    number: '13033/UBND-THKSTTHC',
    on: '2024-12-16',
    signer: 'Phó Chủ tịch UBND tỉnh',
  };
  const enter = async (draft: object, key: string) =>
    (await clerk()).post(
      `/api/campaigns/${round}/papers/enter`,
      formWith({ ...facts, draft: JSON.stringify(draft) }, aSignedPdf('13033')),
      { key },
    );
  const items = async () => (await ok((await planner()).get(`/api/items?campaign=${round}&limit=200`))).items;
  const proofOf = async (id: string, from: string) => {
    const form = new FormData();
    form.set('item', id);
    form.set('files', new Blob([`Kết quả của ${from}`], { type: 'text/plain' }), 'kết quả.txt');
    const uploaded = await ok((await unit(from)).post('/api/files', form));
    return uploaded.items.map((file: { id: string }) => file.id) as string[];
  };

  test('the round of 2024 is there; what it had left to inspect is given up', async () => {
    await running(round, '2024-12-17');
    await ok(
      (await planner()).post(`/api/inspections/${leftInspection}/cancel`, { reason: 'Đã kiểm tra xong từ trước' }),
    );
  });

  test('groups say how many they are before anything is sent to them', async () => {
    const { items: groups } = await ok((await planner()).get('/api/groups'));
    expect(groups.map(({ id, members }: { id: string; members: number }) => `${id} ${members}`)).toEqual([
      'cap-xa 1',
      'so-nganh-tinh 4',
      // today no district is left
      'ubnd-cap-huyen 0',
    ]);
    const then = await ok((await planner()).get('/api/groups/ubnd-cap-huyen/members?on=2024-12-16'));
    expect(then.items.map(({ id }: { id: string }) => id).sort()).toEqual([...districts].sort());
  });

  test('a-3: Chỉ đạo không ghi hạn: phải chọn mốc hoặc ghi “thường xuyên”; hệ thống không tự bịa hạn', async () => {
    const answer = await enter({ ...longAnDirective, requirements: withoutDues(longAnLines) }, 'khong-han');
    expect(answer.status).toBe(422);
    expect(answer.body.type).toBe('/problems/paper-incomplete');
    expect(answer.body.errors.map(({ at }: { at: string }) => at)).toEqual(
      longAnLines.map((_, i) => `requirements[${i}]`),
    );
    expect(answer.body.errors[0].sentence).toContain('mốc theo dõi của Sở, hoặc “thường xuyên”');
    const { items: papers } = await ok((await planner()).get('/api/papers'));
    expect(papers.filter(({ kind }: { kind: string }) => kind === 'directive')).toEqual([]);
  });

  test('a-5: Trước khi ban hành, hệ thống cảnh báo hạn chế k-6 chưa được chỉ đạo nào bao phủ', async () => {
    const { id } = await ok((await planner()).post(`/api/campaigns/${round}/papers`, longAnDirective));
    const check = await ok((await planner()).get(`/api/papers/${id}/check`));
    expect(check.ready).toBe(false);
    expect(check.gaps).toMatchObject([{ code: 'finding-uncovered', at: 'findings[5]' }]);
    expect(check.reach).toMatchObject({
      units: 9,
      groups: [
        { id: 'so-nganh-tinh', units: 4 },
        { id: 'ubnd-cap-huyen', units: 5 },
      ],
      items: 7 * 9 + 3 + 4,
    });
    expect((await (await planner()).post(`/api/papers/${id}/submit`)).body.type).toBe('/problems/paper-incomplete');
    await ok((await office.as('division-head')).post(`/api/papers/${id}/void`, { reason: 'Đã có văn bản ban hành' }));
  });

  test('the signed paper is entered with its number, day, signer and file; what it lacks is listed', async () => {
    const answer = await ok(enter(longAnDirective, 'nhap-13033'));
    expect(answer.gaps.map(({ code, at }: { code: string; at: string }) => `${code} ${at}`)).toEqual([
      'finding-uncovered findings[5]',
    ]);
    expect(answer.paper).toMatchObject({
      id: paper.replace('directive:1', 'directive:2'),
      state: 'issued',
      number: '13033/UBND-THKSTTHC',
      issued: '2024-12-16',
      serves: expect.arrayContaining(everybody),
      elsewhere: { asWritten: '13033/UBND-THKSTTHC', on: '2024-12-16', entered: true },
    });
    const again = await ok(enter(longAnDirective, 'nhap-13033'));
    expect(again.paper.id).toBe(answer.paper.id);
    const twice = await enter(longAnDirective, 'nhap-lan-nua');
    expect(twice.body).toMatchObject({
      status: 409,
      type: '/problems/paper-number-taken',
      detail: expect.stringContaining(answer.paper.id),
    });
    await eventually(
      () => office.stack.store.matters.get(`paper:${answer.paper.id}`),
      (matter) => matter?.closed !== undefined,
    );
    const file = await (await planner()).get(`/api/papers/${answer.paper.id}/file`);
    expect(file.text).toContain('% 13033');
  });

  test('a-1: Chỉ đạo 1–7 giao mọi đơn vị hai nhóm; chỉ đạo 8 đúng 3 sở; chỉ đạo 9 đúng 4 UBND cấp huyện', async () => {
    const remediations = await office.stack.store.matters.ofCampaign<Remediation>(round, 'remediation');
    expect(remediations.map(({ place }) => place.unit).sort()).toEqual([...departments, ...districts].sort());
    const unitsOf = (line: string) =>
      remediations
        .filter((each) => each.items.some(({ requirement }) => requirement === line))
        .map(({ place }) => place.unit)
        .sort();
    for (const line of ['d-1', 'd-2', 'd-3', 'd-4', 'd-5', 'd-6', 'd-7'])
      expect([line, unitsOf(line)]).toEqual([line, [...everybody].sort()]);
    expect(unitsOf('d-8')).toEqual([...threeDepartments].sort());
    expect(unitsOf('d-9')).toEqual([...fourDistricts].sort());
    expect(await items()).toHaveLength(70);
  });

  test('each addressee is told by one letter, and of no rung that is past', async () => {
    const letters = await eventually(
      () => Promise.resolve(everybody.flatMap((id) => office.mail.lettersTo(mailOf(`dau-moi-${id}`)))),
      (all) => all.length >= everybody.length,
    );
    expect(letters).toHaveLength(everybody.length);
    expect(letters[0]!.subject).toContain('13033/UBND-THKSTTHC');
  });

  test('a-2: Chỉ đạo 4 là điều cấm: theo dõi dạng “vi phạm = 0”, không phải “hoàn thành một lần”', async () => {
    const prohibited = (await office.stack.store.matters.ofCampaign<Remediation>(round, 'remediation')).flatMap(
      (each) => each.items.filter(({ requirement }) => requirement === 'd-4').map((item) => ({ each, item })),
    );
    expect(prohibited.map(({ item }) => item.state)).toEqual(everybody.map(() => 'standing'));
    await office.stepTo(round, '2025-01-02');
    for (const { each, item } of prohibited) {
      const from = each.place.unit;
      const id = `${each.id.replace('remediation:', '')}:${item.n}`;
      const evidence = await proofOf(id, from);
      const confirm = async (incidents: object, files = evidence) =>
        (await unit(from)).post(`/api/items/${id}/confirm`, {
          text: 'Đơn vị đã rà soát trong quý.',
          period: '2024-12-31',
          evidence: files,
          ...incidents,
        });
      if (from !== 'huyen-duc-hoa') {
        await ok(confirm({ incidents: 0 }));
        continue;
      }
      expect((await confirm({})).body.type).toBe('/problems/incidents-uncounted');
      expect((await confirm({ incidents: 2 })).body.type).toBe('/problems/incidents-without-file');
      const waiting = await ok(confirm({ incidents: 1 }));
      expect(waiting.state).toBe('standing');
      const reviewed = await ok(
        (await planner()).post(`/api/items/${id}/review-incidents`, { reason: 'Đã xử lý một công chức vi phạm.' }),
      );
      expect(reviewed.state).toBe('closed');
    }
    const closed = (await items()).filter(({ state }: { state: string }) => state === 'closed');
    expect(closed).toHaveLength(9);
  });

  test('the other standing lines are confirmed for the quarter and end with the year', async () => {
    for (const item of await items()) {
      if (item.state !== 'standing') continue;
      const evidence = await proofOf(item.id, item.unit);
      const body = { text: 'Đã thực hiện thường xuyên.', period: '2024-12-31', evidence };
      expect((await ok((await unit(item.unit)).post(`/api/items/${item.id}/confirm`, body))).state).toBe('closed');
    }
    expect((await items()).filter(({ state }: { state: string }) => state === 'closed')).toHaveLength(27);
  });

  test('a-4: Chỉ đạo 1 nêu 100%: báo số nhiệm vụ hoàn thành / tổng số; dưới 100% thì chưa đạt', async () => {
    const targeted = (await office.stack.store.matters.ofCampaign<Remediation>(round, 'remediation')).flatMap((each) =>
      each.items
        .filter(({ target }) => target)
        .map((item) => ({ unit: each.place.unit, id: `${each.id.replace('remediation:', '')}:${item.n}` })),
    );
    expect(targeted).toHaveLength(9);
    const { id, unit: from } = targeted[0]!;
    const evidence = await proofOf(id, from);
    const report = async (achieved: object) =>
      (await unit(from)).post(`/api/items/${id}/reports`, {
        text: 'Kết quả thực hiện kế hoạch.',
        evidence,
        ...achieved,
      });
    expect((await report({})).body.type).toBe('/problems/target-figures-missing');
    const sent = await ok(report({ achieved: { done: 46, total: 48 } }));
    const verify = async (verdict: string, of: string) =>
      (await planner()).post(`/api/items/${id}/verify`, {
        report: of,
        verdict,
        ...(verdict === 'met' ? {} : { remarks: 'Còn hai nhiệm vụ.', until: '2025-02-14' }),
      });
    const refused = await verify('met', sent.report);
    expect(refused.body.type).toBe('/problems/target-not-reached');
    expect(refused.body.detail).toContain('46/48');
    expect((await ok(verify('partly', sent.report))).state).toBe('partly-met');
  });

  test('every line is reported, verified by one hand and closed by another', async () => {
    for (const item of await items()) {
      if (item.state === 'closed') continue;
      const evidence = await proofOf(item.id, item.unit);
      const figures = item.id.endsWith(':1') ? { achieved: { done: 48, total: 48 } } : {};
      const body = { text: 'Đơn vị đã hoàn thành.', evidence, ...figures };
      const { report } = await ok((await unit(item.unit)).post(`/api/items/${item.id}/reports`, body));
      await ok((await planner()).post(`/api/items/${item.id}/verify`, { report, verdict: 'met' }));
      const closed = await ok((await office.as('division-head')).post(`/api/items/${item.id}/close`));
      expect(closed.words).toBe('đã đóng');
    }
    expect((await items()).every(({ state }: { state: string }) => state === 'closed')).toBe(true);
  });

  test('a paper the People’s Committee signs goes out, takes no number of ours and comes back with its own', async () => {
    const [line] = longAnLines;
    const reminder = {
      ...longAnDirective,
      subject: 'rút kinh nghiệm sau kiểm tra cải cách hành chính năm 2024',
      findings: [],
      strengths: [],
      requirements: [{ ...line, answers: [], untracked: 'Phương hướng chung, không theo dõi thành việc' }],
    };
    const { id } = await ok((await planner()).post(`/api/campaigns/${round}/papers`, reminder));
    const sent = await ok((await planner()).post(`/api/papers/${id}/submit`));
    const { sha256 } = sent.record.content;
    expect(sent.sent.groups.map(({ units }: { units: string[] }) => units.length)).toEqual([4, 5]);
    await ok((await office.as('division-head')).post(`/api/papers/${id}/appraise`, { sha256 }));
    const { exported } = await eventually(
      async () => ok((await planner()).get(`/api/papers/${id}`)),
      (view) => view.exported !== undefined,
    );
    const pdf = await (await planner()).get(`/api/papers/${id}/export`);
    expect([pdf.headers.get('content-type'), exported.pages]).toEqual(['application/pdf', 1]);
    await ok((await office.as('signer')).post(`/api/papers/${id}/sign`, { sha256 }));
    expect((await (await clerk()).post(`/api/papers/${id}/number`)).body.type).toBe('/problems/paper-of-parent');
    const back = (fields: object, file = aSignedPdf('bản đã ký', 3)) =>
      clerk().then((who) =>
        who.post(
          `/api/papers/${id}/issue-elsewhere`,
          formWith({ number: '07/ UBND - NC', on: '2025-01-02', signer: 'Phó Chủ tịch', sha256, ...fields }, file),
        ),
      );
    expect((await back({ number: 'không số' })).body.type).toBe('/problems/paper-number-unread');
    expect((await back({ on: '2025-03-01' })).body.type).toBe('/problems/issued-in-future');
    expect((await back({}, new Blob(['không phải PDF']))).body.type).toBe('/problems/paper-file-not-pdf');
    expect((await back({ sha256: '0'.repeat(64) })).body.type).toBe('/problems/paper-changed');
    const taken = await back({ number: '13033/UBND - THKSTTHC', on: '2024-12-16' });
    expect(taken.body).toMatchObject({ status: 409, type: '/problems/paper-number-taken' });
    const issued = await ok(back({}));
    expect(issued).toMatchObject({
      state: 'issued',
      number: '07/UBND-NC',
      numberInFull: '07/UBND-NC (ghi trên văn bản: 07/ UBND - NC)',
      elsewhere: { asWritten: '07/ UBND - NC', differs: true, issuer: 'UBND tỉnh Hương Giang' },
      file: { pages: 3 },
    });
    expect((await (await planner()).get(`/api/papers/${id}/export`)).status).toBe(200);
    await eventually(
      () => office.stack.store.matters.get(`paper:${id}`),
      (matter) => matter?.closed !== undefined,
    );
  });

  test('the round ends and closes by itself: nothing is open any more', async () => {
    await ok((await planner()).post(`/api/campaigns/${round}/end-inspection`));
    await office.stepTo(round, '2025-01-06');
    const closed = await office.stack.store.matters.get<Campaign>(`campaign:${round}`);
    expect(closed?.state).toBe('closed');
  });

  test('a-6: viện dẫn NĐ 61/2018/NĐ-CP bị cảnh báo từ 01/7/2025, với văn bản năm 2024 thì không', async () => {
    const before = await ok((await planner()).get(`/api/papers/${paper}/check`));
    expect(before.warnings).toEqual([]);
    await running('sau-2025', '2025-08-04');
    const later = { ...longAnDirective, groups: ['so-nganh-tinh'], findings: [], requirements: [longAnLines[2]!] };
    const alone = { ...later.requirements[0]!, concerns: { all: true }, answers: [] };
    const { id } = await ok(
      (await planner()).post('/api/campaigns/sau-2025/papers', { ...later, requirements: [alone] }),
    );
    const { warnings } = await ok((await planner()).get(`/api/papers/${id}/check`));
    expect(warnings.map(({ symbol }: { symbol: string }) => symbol)).toEqual(['61/2018/NĐ-CP', '107/2021/NĐ-CP']);
    expect(warnings[0]).toMatchObject({ at: 'requirements[0].text' });
    expect(warnings[0].sentence).toContain('118/2025/NĐ-CP');
  });

  test('every letter was mailed once, and the audit of every matter is whole', async () => {
    const ids = office.mail.letters.map(({ messageId }) => messageId);
    expect(new Set(ids).size).toBe(ids.length);
    for (const matter of await office.stack.store.audit.matters()) {
      expect(await office.stack.store.audit.verify(matter)).toBeUndefined();
    }
  });
});
