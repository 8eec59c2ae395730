import { afterAll, beforeAll, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { addDays, instantAt } from '../../domain/day.ts';
import type { Day } from '../../domain/day.ts';
import { minutesOf } from '../../domain/letter-hours.ts';
import { report } from '../../domain/item-report.ts';
import { verify } from '../../domain/verification.ts';
import type { Remediation } from '../../domain/remediation.ts';
import { tokenOf, hashOf } from '../../activities/hand-over.ts';
import { mailOf, openLettersWorld, paperId, remediationOf } from '../support/letters-world.ts';
import type { LettersWorld } from '../support/letters-world.ts';
import { openMailSink } from '../support/mail-sink.ts';
import type { MailSink } from '../support/mail-sink.ts';

jest.setTimeout(30_000);

let sink: MailSink;
let world: LettersWorld;

beforeAll(async () => {
  sink = await openMailSink();
  world = await openLettersWorld(sink.url);
});
beforeEach(async () => {
  sink.clear();
  await sink.start();
  await world.settle();
});
afterAll(async () => {
  await world?.close();
  await sink?.stop();
});

const subjects = (person: string) => sink.lettersTo(mailOf(person)).map(({ subject }) => subject);
const ledger = async () => (await world.store.letters.list({ limit: 100 })).sort((a, b) => (a._id < b._id ? -1 : 1));

/** The days on which the two items due on 10/03/2026 are told: −5, −1 and +1 working days. */
const rungDays = ['2026-03-03', '2026-03-09', '2026-03-11'] as const;

describe('a letter is composed from the record at the moment it leaves', () => {
  test('the model letter: late items, the one to come beside them, why and what next', async () => {
    for (const day of rungDays) await world.chaseTo('so-xay-dung', day);
    world.setAt('2026-03-11', 8, 30);
    await world.deliver('hoa');
    const [letter] = sink.lettersTo(mailOf('hoa'));
    expect(letter).toMatchObject({
      subject: 'Quá hạn 1 ngày làm việc: 2 việc của Sở Xây dựng',
      messageId: '<reminder/hoa/2026-03-11/1@snv.example>',
      sender: 'dondoc@snv.example',
    });
    expect(letter!.text).toContain(`Kính gửi: Đầu mối Sở Xây dựng (đồng gửi: thủ trưởng đơn vị)

Đến sáng thứ Tư 11/03/2026, đơn vị còn 3 nội dung khắc phục chưa báo cáo theo Thông báo kết luận số 01/TB-SNV:`);
    expect(letter!.text).toContain(
      'Hạn 10/03/2026: 15 ngày kể từ ngày ban hành Thông báo kết luận số 01/TB-SNV (23/02/2026)',
    );
    expect(letter!.text).toContain(
      'Đối với “Bổ sung niêm yết 12 thủ tục mới tại Bộ phận Một cửa” và 1 việc khác: mức tiếp theo: công văn của Sở Nội vụ, sáng 17/03/2026.',
    );
    expect(letter!.headers).toMatchObject({
      'auto-submitted': 'auto-generated',
      from: expect.stringContaining('dondoc@snv.example'),
    });

    await world.deliver('giam-doc');
    expect(subjects('giam-doc')).toEqual(['Quá hạn 1 ngày làm việc: 2 việc của Sở Xây dựng']);
    expect(sink.lettersTo(mailOf('giam-doc'))[0]!.text).toContain(
      'Đầu mối của đơn vị đã được nhắc ngày 03/03/2026, 09/03/2026.',
    );
  });

  test('what was reported meanwhile is dropped and the others go; when nothing is left no letter goes', async () => {
    await world.chaseTo('so-xay-dung', '2026-03-03');
    const act = async (item: number) => {
      const record = (await world.store.matters.get<Remediation>(remediationOf('so-xay-dung')))!;
      const step = report.next(record, { item, report: `item-report:k${item}`, evidence: 1 }, '2026-03-03');
      await world.save({ ...step, lines: [] });
    };
    await act(1);
    world.setAt('2026-03-03', 8, 30);
    await world.deliver('hoa');
    expect(subjects('hoa')).toEqual(['Sắp đến hạn, còn 5 ngày làm việc: 1 việc của Sở Xây dựng']);
    const rows = await world.store.lines.ofMatter(remediationOf('so-xay-dung'));
    expect(rows.map(({ duty, status, why }) => [duty, status, why])).toEqual([
      ['remediate:1', 'dropped', 'met'],
      ['remediate:2', 'sent', undefined],
    ]);
    expect(await world.planNext('hoa')).toEqual({});

    await world.chaseTo('so-xay-dung', '2026-03-09');
    await act(2);
    await act(3);
    world.setAt('2026-03-09', 8, 30);
    await world.deliver('hoa');
    expect(sink.letters).toHaveLength(1);
    expect(await world.planNext('hoa')).toEqual({});
  });

  test('one reminder a working day over all matters; the next one waits for the next working day', async () => {
    await world.store.appointments.create({
      id: 'bn-2',
      role: 'unit-contact',
      scope: 'unit:so-y-te',
      person: 'hoa',
      from: '2026-01-01',
    });
    await world.chaseTo('so-xay-dung', '2026-03-03');
    await world.chaseTo('so-y-te', '2026-03-03');
    world.setAt('2026-03-03', 8, 30);
    await world.deliver('hoa');
    expect(subjects('hoa')).toEqual(['Sắp đến hạn, còn 5 ngày làm việc: 4 việc của 2 đơn vị']);

    await world.store.lines.model.updateOne(
      { duty: 'remediate:1', matter: remediationOf('so-y-te'), person: 'hoa' },
      { $set: { status: 'waiting' }, $unset: { inLetter: 1 } },
    );
    expect(await world.planNext('hoa')).toEqual({ next: instantAt('2026-03-04', 8, minutesOf('hoa')) });
    await world.deliver('hoa');
    expect(sink.lettersTo(mailOf('hoa'))).toHaveLength(1);
    world.setAt('2026-03-04', 8, 30);
    await world.deliver('hoa');
    expect((await ledger()).map(({ _id }) => _id)).toEqual(['reminder/hoa/2026-03-03/1', 'reminder/hoa/2026-03-04/1']);
  });

  test('a line whose role has a new holder goes to them alone', async () => {
    await world.chaseTo('so-xay-dung', '2026-03-03');
    await world.store.appointments.end('bn-hoa', '2026-03-02');
    await world.store.people.create({ _id: 'lan', name: 'Ngô Thị Lan', mail: mailOf('lan') });
    await world.store.appointments.create({
      id: 'bn-lan',
      role: 'unit-contact',
      scope: 'unit:so-xay-dung',
      person: 'lan',
      from: '2026-03-03',
    });
    world.setAt('2026-03-03', 8, 30);
    await world.deliver('hoa');
    expect(sink.letters).toEqual([]);
    await world.deliver('lan');
    expect(subjects('lan')).toHaveLength(1);
    const rows = await world.store.lines.rowsOf(
      (await world.store.lines.ofMatter(remediationOf('so-xay-dung'))).map(({ line }) => line),
    );
    expect(rows.filter(({ person }) => person === 'hoa').map(({ why }) => why)).toEqual([
      'holder-changed',
      'holder-changed',
    ]);
  });

  test('the verdicts of a day are one letter the next working morning; a receipt leaves within the hours of the office', async () => {
    const unit = 'so-xay-dung';
    const record = async () => (await world.store.matters.get<Remediation>(remediationOf(unit)))!;
    await world.store.snapshots.freeze({
      id: 'item-report:k1',
      kind: 'item-report',
      matter: remediationOf(unit),
      body: { item: 1, text: 'Đã niêm yết', evidence: ['mc-1', 'mc-2'] },
      by: 'hoa',
      at: instantAt('2026-02-25', 9, 12),
    });
    await world.store.receipts.take({
      key: 'k1',
      kind: 'item-report',
      matter: remediationOf(unit),
      item: 1,
      at: instantAt('2026-02-25', 9, 12),
      by: 'hoa',
    });
    await world.save(report.next(await record(), { item: 1, report: 'item-report:k1', evidence: 2 }, '2026-02-25'));
    await world.save(report.next(await record(), { item: 2, report: 'item-report:k2', evidence: 1 }, '2026-02-25'));
    world.setAt('2026-02-25', 12, 10);
    expect(await world.planNext('hoa')).toEqual({ next: instantAt('2026-02-25', 13, 30) });
    world.setAt('2026-02-25', 13, 30);
    await world.deliver('hoa');
    expect(subjects('hoa').sort()).toEqual([
      'Đã nhận báo cáo khắc phục lúc 09:12, 25/02/2026, số BN-0001',
      'Đã nhận báo cáo khắc phục lúc 25/02/2026',
    ]);
    expect(sink.letters.find(({ subject }) => subject.includes('BN-0001'))!.text).toContain(
      'Phòng Cải cách hành chính sẽ xem và trả lời chậm nhất 04/03/2026 (5 ngày làm việc).',
    );

    await world.store.snapshots.freeze({
      id: 'remarks:v2',
      kind: 'remarks',
      matter: remediationOf(unit),
      body: { text: 'Mới có 5/7 văn bản.' },
      by: 'dung',
      at: instantAt('2026-02-27', 15),
    });
    await world.save(
      verify.next(
        await record(),
        { item: 1, report: 'item-report:k1', verdict: 'met', remarks: 'remarks:v1', by: 'dung' },
        '2026-02-27',
      ),
    );
    await world.save(
      verify.next(
        await record(),
        { item: 2, report: 'item-report:k2', verdict: 'not-met', remarks: 'remarks:v2', by: 'dung' },
        '2026-02-27',
      ),
    );
    world.setAt('2026-02-27', 15, 30);
    expect(await world.planNext('hoa')).toEqual({ next: instantAt('2026-03-02', 8, minutesOf('hoa')) });
    world.setAt('2026-03-02', 8, 30);
    await world.deliver('hoa');
    expect(subjects('hoa').at(-1)).toBe('Kết quả thẩm tra: 1 đạt, 1 chưa đạt – Sở Xây dựng');
    expect(sink.letters.at(-1)!.text).toContain('Mới có 5/7 văn bản.');
  });

  test('the link lets in one person by this letter: its token is nowhere, its hash is', async () => {
    await world.chaseTo('so-xay-dung', '2026-03-03');
    world.setAt('2026-03-03', 8, 30);
    await world.deliver('hoa');
    const { text, html } = sink.letters[0]!;
    const token = /http:\/\/localhost:8080\/u\/([\w-]{43})/.exec(text)?.[1] ?? '';
    expect(token).toBe(tokenOf(world.deps.linkSecret, 'reminder/hoa/2026-03-03/1', 'hoa'));
    expect(html).toContain(`/u/${token}"`);
    expect(await world.store.links.withHash(hashOf(token))).toMatchObject({
      person: 'hoa',
      letter: 'reminder/hoa/2026-03-03/1',
    });
    const kept = await world.store.db.collection('letters').find().toArray();
    expect(JSON.stringify(kept)).not.toContain(token);
    expect(JSON.stringify(kept)).toContain('{{link}}');
  });

  test('a conclusion carries its file', async () => {
    const inspection = {
      ...(await world.store.matters.get<Remediation>(remediationOf('so-xay-dung')))!,
      id: 'inspection:kh-2026:so-xay-dung',
      process: 'inspection',
      version: 0,
      visits: [],
      concluded: { paper: paperId, on: '2026-02-23' },
      closed: '2026-02-23',
    };
    const line = {
      id: `${inspection.id}/conclusion/${paperId}/unit-contact`,
      letter: 'conclusion' as const,
      matter: inspection.id,
      role: 'unit-contact' as const,
      ...inspection.place,
      day: '2026-02-23' as Day,
      about: { paper: paperId },
    };
    await world.save({ state: inspection as never, lines: [line], tells: [] });
    world.setAt('2026-02-23', 9);
    await world.deliver('hoa');
    expect(sink.letters[0]).toMatchObject({
      subject: 'Kết luận số 01/TB-SNV: 3 nội dung khắc phục, hạn sớm nhất 10/03/2026',
      attachments: [{ name: 'Thông báo kết luận số 01-TB-SNV.pdf', type: 'application/pdf' }],
    });
  });
});

describe('handed over at least once, on record', () => {
  const deliverOn = async (day: Day, hour = 8, minute = 30, person = 'hoa') => {
    world.setAt(day, hour, minute);
    await world.deliver(person);
  };
  const only = async () => {
    const rows = await ledger();
    expect(rows).toHaveLength(1);
    return rows[0]!;
  };

  test('4xx for one does not hold the others; the same letter goes when it is taken again', async () => {
    sink.refuse(mailOf('hoa'), 450);
    await world.chaseTo('so-xay-dung', '2026-03-03');
    await world.chaseTo('so-y-te', '2026-03-03');
    await deliverOn('2026-03-03');
    await deliverOn('2026-03-03', 8, 30, 'yen');
    expect(subjects('yen')).toHaveLength(1);
    expect(subjects('hoa')).toEqual([]);
    expect(await world.planNext('hoa')).toEqual({ next: instantAt('2026-03-03', 8, 31) });
    sink.accept(mailOf('hoa'));
    await deliverOn('2026-03-03', 8, 31);
    expect(sink.lettersTo(mailOf('hoa')).map(({ messageId }) => messageId)).toEqual([
      '<reminder/hoa/2026-03-03/1@snv.example>',
    ]);
    expect((await world.store.letters.get('reminder/hoa/2026-03-03/1'))!.attempts.map(({ phase }) => phase)).toEqual([
      'connecting',
      'data-sent',
    ]);
  });

  test('three days of silence: composed anew each time, delivered once under one name, one row', async () => {
    sink.silence();
    await world.chaseTo('so-xay-dung', '2026-03-03');
    let attempts = 0;
    for (world.setAt('2026-03-03', 8, 30); attempts < 5; attempts++) {
      await world.deliver('hoa');
      const { next } = await world.planNext('hoa');
      const at = new Date(next as string);
      world.setAt('2026-03-03', 7, (at.getTime() - Date.parse(instantAt('2026-03-03', 7))) / 60_000);
    }
    expect(await only()).toMatchObject({ phase: 'unfrozen' });
    expect(await world.store.letters.inTrouble()).toHaveLength(1);
    await world.chaseTo('so-xay-dung', '2026-03-09');
    sink.silence(false);
    await deliverOn('2026-03-09', 8, 30);
    await deliverOn('2026-03-09', 16, 30);
    expect(sink.letters.map(({ subject, messageId }) => [subject, messageId])).toEqual([
      ['Sắp đến hạn, còn 1 ngày làm việc: 2 việc của Sở Xây dựng', '<reminder/hoa/2026-03-03/1@snv.example>'],
    ]);
    expect(await only()).toMatchObject({ phase: 'accepted', composedOn: '2026-03-09' });
    expect(
      (await world.store.lines.ofMatter(remediationOf('so-xay-dung'))).every(({ status }) => status === 'sent'),
    ).toBe(true);
    expect(await world.store.letters.inTrouble()).toEqual([]);
  });

  test('a server that vanishes after the final dot: once more under the same Message-ID, on record as a possible repeat', async () => {
    sink.vanishAfterDot();
    await world.chaseTo('so-xay-dung', '2026-03-03');
    await deliverOn('2026-03-03');
    expect(await only()).toMatchObject({ phase: 'data-sent' });
    expect(await world.planNext('hoa')).toEqual({ next: instantAt('2026-03-03', 8, 31) });
    await deliverOn('2026-03-03', 8, 31);
    expect(await only()).toMatchObject({ phase: 'accepted', ambiguous: true });
    expect(sink.copies('<reminder/hoa/2026-03-03/1@snv.example>')).toBe(2);
    expect(sink.letters[0]!.text).toBe(sink.letters[1]!.text);
  });

  test('one that vanishes twice is not repeated for ever: the office is told', async () => {
    sink.vanishAfterDot(2);
    await world.chaseTo('so-xay-dung', '2026-03-03');
    await deliverOn('2026-03-03');
    await deliverOn('2026-03-03', 8, 31);
    expect(await only()).toMatchObject({ phase: 'given-up', ambiguous: true });
    expect(await world.planNext('hoa')).toEqual({});
    expect(await world.store.letters.inTrouble()).toHaveLength(1);
  });

  test('4xx after the final dot is an answer: the letter stays as it is and goes later, without fear of a repeat', async () => {
    sink.refuseAfterDot(451);
    await world.chaseTo('so-xay-dung', '2026-03-03');
    await deliverOn('2026-03-03');
    expect(await only()).toMatchObject({ phase: 'data' });
    await deliverOn('2026-03-03', 8, 31);
    expect(await only()).toMatchObject({ phase: 'accepted' });
    expect((await only()).ambiguous).toBeUndefined();
    expect(sink.letters).toHaveLength(1);
  });

  test('5xx: the line is undeliverable and the office sees it; the next rung is tried again', async () => {
    sink.refuse(mailOf('hoa'), 550, 'no such mailbox');
    await world.chaseTo('so-xay-dung', '2026-03-03');
    await deliverOn('2026-03-03');
    expect(await only()).toMatchObject({ phase: 'refused', serverAnswer: expect.stringContaining('no such mailbox') });
    expect((await world.store.lines.ofMatter(remediationOf('so-xay-dung'))).map(({ status }) => status)).toEqual([
      'undeliverable',
      'undeliverable',
    ]);
    expect(await world.planNext('hoa')).toEqual({});
    expect((await world.store.letters.inTrouble()).map(({ _id }) => _id)).toEqual(['reminder/hoa/2026-03-03/1']);
    sink.accept(mailOf('hoa'));
    await world.chaseTo('so-xay-dung', '2026-03-09');
    await deliverOn('2026-03-09');
    expect(subjects('hoa')).toHaveLength(1);
  });

  test('a refusal that is about us, not about the recipient, is tried again', async () => {
    await world.chaseTo('so-xay-dung', '2026-03-03');
    await sink.stop();
    await deliverOn('2026-03-03');
    expect(await only()).toMatchObject({ phase: 'unfrozen' });
    await sink.start();
    await deliverOn('2026-03-03', 8, 31);
    expect(await only()).toMatchObject({ phase: 'accepted' });
  });

  test('what fails for five days is given up and shown', async () => {
    sink.refuse(mailOf('hoa'), 450);
    await world.chaseTo('so-xay-dung', '2026-03-03');
    for (let day: Day = '2026-03-03'; day <= '2026-03-09'; day = addDays(day, 1)) await deliverOn(day, 10);
    expect(await only()).toMatchObject({ phase: 'given-up' });
    expect(await world.planNext('hoa')).toEqual({});
  });

  test('a letter that failed and has nothing left to say is withdrawn', async () => {
    sink.refuse(mailOf('hoa'), 450);
    await world.chaseTo('so-xay-dung', '2026-03-03');
    await deliverOn('2026-03-03');
    let record: Remediation = (await world.store.matters.get<Remediation>(remediationOf('so-xay-dung')))!;
    for (const item of [1, 2]) {
      const step = report.next(record, { item, report: `item-report:k${item}`, evidence: 1 }, '2026-03-03');
      record = { ...step.state, version: record.version + 1 };
      await world.save({ ...step, lines: [] });
    }
    sink.accept(mailOf('hoa'));
    await deliverOn('2026-03-03', 10);
    expect(sink.letters).toEqual([]);
    expect(await only()).toMatchObject({ phase: 'withdrawn' });
  });

  test('the head is not told of a rung before the contact was handed the one below it', async () => {
    sink.refuse(mailOf('hoa'), 450);
    await world.chaseTo('so-xay-dung', '2026-03-09');
    await deliverOn('2026-03-09');
    await world.chaseTo('so-xay-dung', '2026-03-11');
    await deliverOn('2026-03-11', 8, 30, 'giam-doc');
    expect(subjects('giam-doc')).toEqual([]);
    sink.accept(mailOf('hoa'));
    expect(await world.planNext('giam-doc')).toEqual({ next: instantAt('2026-03-11', 8, 40) });
    await deliverOn('2026-03-11', 8, 31);
    expect(await world.planNext('giam-doc')).toEqual({ next: 'now' });
    await deliverOn('2026-03-11', 8, 31, 'giam-doc');
    expect(subjects('giam-doc')).toEqual(['Quá hạn 1 ngày làm việc: 2 việc của Sở Xây dựng']);
  });

  test('a person without an address is shown to the office', async () => {
    await world.store.people.model.deleteOne({ _id: 'hoa' });
    await world.chaseTo('so-xay-dung', '2026-03-03');
    await deliverOn('2026-03-03');
    expect(await only()).toMatchObject({ phase: 'refused', serverAnswer: 'no address is known' });
  });

  test('every rung of a chase, morning by morning: one letter each', async () => {
    for (const day of rungDays) {
      await world.chaseTo('so-xay-dung', day);
      await deliverOn(day);
    }
    expect(subjects('hoa')).toEqual([
      'Sắp đến hạn, còn 5 ngày làm việc: 2 việc của Sở Xây dựng',
      'Sắp đến hạn, còn 1 ngày làm việc: 2 việc của Sở Xây dựng',
      'Quá hạn 1 ngày làm việc: 2 việc của Sở Xây dựng',
    ]);
  });
});
