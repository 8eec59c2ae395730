import { afterAll, beforeAll, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { approve, newCampaign, submit } from '../../domain/campaign.ts';
import { cancel } from '../../domain/conclusion.ts';
import type { Day } from '../../domain/day.ts';
import type { Line } from '../../domain/duty.ts';
import { newInspection } from '../../domain/inspection.ts';
import type { Inspection } from '../../domain/inspection.ts';
import type { Step } from '../../domain/matter.ts';
import { noticed } from '../../domain/notice.ts';
import { newPaper } from '../../domain/paper.ts';
import type { Paper } from '../../domain/paper.ts';
import { askAnotherDay, decideAnotherDay, moveVisit, postponeVisit } from '../../domain/visit.ts';
import { readIcs } from '../support/ics.ts';
import type { IcsFile } from '../support/ics.ts';
import { freezeText, lettersOf, plan, setOffice } from '../support/letters-office.ts';
import { campaign, issued, mailOf, openLettersWorld } from '../support/letters-world.ts';
import type { LettersWorld } from '../support/letters-world.ts';
import { openMailSink } from '../support/mail-sink.ts';
import type { MailSink, SunkLetter } from '../support/mail-sink.ts';
import { aSetting } from '../support/round.ts';

jest.setTimeout(60_000);

const setting = aSetting({ clock: { kind: 'real' } });
const noticeId = `paper:${campaign}:notice:1`;

let sink: MailSink;
let world: LettersWorld;
beforeAll(async () => {
  sink = await openMailSink();
  world = await openLettersWorld(sink.url);
});
beforeEach(async () => {
  sink.clear();
  await world.settle();
  await setOffice(world);
  const submitted = submit.next(
    newCampaign(setting, campaign, '2026-01-12'),
    { plan: { snapshot: 'plan:k1', sha256: 'x', units: 2, firstVisit: '2026-03-12', lastVisit: '2026-03-12' } },
    '2026-01-12',
  ).state;
  await world.save({ ...approve.next(submitted, { by: 'gd' }, '2026-01-14'), lines: [] });
  const paper: Paper = {
    ...newPaper(setting, noticeId, 'notice', { campaign }, issued),
    state: 'issued',
    content: { snapshot: 'paper:k1', sha256: 'x' },
    issued: { on: issued, file: 'f1'.repeat(32), pages: 1 },
  };
  await world.store.matters.born(paper);
});
afterAll(async () => {
  await world?.close();
  await sink?.stop();
});

const inspectionOf = (unit: string, n = plan.units.findIndex((each) => each.unit === unit)): Inspection =>
  newInspection(
    setting,
    {
      place: { campaign, team: 'doan-1', unit },
      method: 'on-site',
      visits: plan.units[n]!.visits.map((visit) => ({ n: visit.n, day: visit.day, session: visit.session })),
      vertical: false,
    },
    '2026-02-01',
  );
const told = (unit = 'so-xay-dung'): Step<Inspection> =>
  noticed.next(inspectionOf(unit), { paper: noticeId, on: '2026-02-05' }, '2026-02-05');

/** Saves a step and hands over what it leads to for one person, as it reached them. */
async function mailed(step: Step<Inspection>, person: string, hour = 9): Promise<SunkLetter> {
  const before = sink.lettersTo(mailOf(person)).length;
  await world.save(step);
  world.setAt(step.lines[0]!.day, hour);
  await world.deliver(person);
  await sink.until(() => sink.lettersTo(mailOf(person)).length > before);
  return sink.lettersTo(mailOf(person)).at(-1)!;
}

const calendarsOf = ({ attachments }: SunkLetter): { name: string; type: string; file: IcsFile }[] =>
  attachments
    .filter(({ type }) => type === 'text/calendar' || type === 'application/ics')
    .map(({ name, type, content }) => ({ name, type, file: readIcs(Buffer.from(content).toString('utf8')) }));

const firstOf = (letter: SunkLetter) => {
  const [first] = calendarsOf(letter);
  if (!first) throw new Error(`“${letter.subject}” carries no calendar file`);
  return [first] as const;
};

describe('a visit in the calendars of those who come', () => {
  test('the notice invites: once for the mail program to show, once as a file; in UTC, with its place', async () => {
    const letter = await mailed(told(), 'hoa');
    const calendars = calendarsOf(letter);
    expect(calendars.map(({ type }) => type)).toEqual(['text/calendar', 'application/ics']);
    expect(letter.raw).toMatch(/Content-Type: text\/calendar; charset=utf-8; method=REQUEST/i);
    for (const { file } of calendars) {
      expect(file).toMatchObject({
        method: 'REQUEST',
        events: [
          {
            properties: {
              UID: `inspection:${campaign}:so-xay-dung#1@snv.example`,
              SEQUENCE: '0',
              DTSTART: '20260312T010000Z',
              DTEND: '20260312T043000Z',
              SUMMARY: 'Kiểm tra CCHC 2026: Sở Xây dựng',
              LOCATION: 'Trụ sở Sở Xây dựng',
              STATUS: 'CONFIRMED',
            },
          },
        ],
      });
      expect(file.events[0]!.properties['DESCRIPTION']).toContain('trưởng đoàn Trần Minh Khôi');
      expect(file.events[0]!.properties['ATTENDEE']!.toLowerCase()).toBe(`mailto:${mailOf('hoa')}`);
      expect(file.events[0]!.properties['ORGANIZER']!.toLowerCase()).toBe('mailto:dondoc@snv.example');
    }
    // the paper is there as before
    expect(letter.attachments.some(({ type }) => type === 'application/pdf')).toBe(true);
  });

  test('moved, put off, called again and cancelled: the same entry, each time with a higher sequence', async () => {
    const seen: [method: string, sequence: string, start: string][] = [];
    const note = (letter: SunkLetter) => {
      const [{ file }] = firstOf(letter);
      const { UID, SEQUENCE, DTSTART } = file.events[0]!.properties;
      expect(UID).toBe(`inspection:${campaign}:so-xay-dung#1@snv.example`);
      seen.push([file.method, SEQUENCE!, DTSTART!]);
    };
    let step = told();
    note(await mailed(step, 'hoa'));
    await freezeText(world, 'remarks:1', { startsAt: '14:30', at: 'Hội trường tầng 2', reason: 'Trùng họp.' });
    step = moveVisit.next(
      step.state,
      { visit: 1, day: '2026-03-17', session: 'afternoon', change: 'remarks:1' },
      '2026-03-02',
    );
    const moved = await mailed(step, 'hoa');
    expect(calendarsOf(moved)[0]!.file.events[0]!.properties['LOCATION']).toBe('Hội trường tầng 2');
    note(moved);
    await freezeText(world, 'remarks:2', { reason: 'Bão.' });
    step = postponeVisit.next(step.state, { visit: 1, change: 'remarks:2' }, '2026-03-03');
    const off = await mailed(step, 'hoa');
    expect(calendarsOf(off)[0]!.file.events[0]!.properties['STATUS']).toBe('CANCELLED');
    note(off);
    step = moveVisit.next(
      step.state,
      { visit: 1, day: '2026-03-20', session: 'morning', change: 'remarks:1' },
      '2026-03-04',
    );
    note(await mailed(step, 'hoa'));
    await freezeText(world, 'remarks:3', { text: 'Sáp nhập.' });
    note(await mailed(cancel.next(step.state, { reason: 'remarks:3' }, '2026-03-05'), 'hoa'));
    expect(seen).toEqual([
      ['REQUEST', '0', '20260312T010000Z'],
      ['REQUEST', '1', '20260317T073000Z'],
      ['CANCEL', '2', '20260317T063000Z'],
      ['REQUEST', '3', '20260320T073000Z'],
      ['CANCEL', '4', '20260320T073000Z'],
    ]);
  });

  describe('two changes one right after the other', () => {
    const putOff = () => {
      const noted = told();
      return postponeVisit.next(noted.state, { visit: 1, change: 'remarks:hoan' }, '2026-03-02');
    };
    const movedTo = (state: Inspection, day: Day) =>
      moveVisit.next(state, { visit: 1, day, session: 'afternoon', change: `remarks:${day}` }, '2026-03-02');
    const said = async (state: Inspection, lines: Line[]) => {
      const letter = (await lettersOf(world, { state, lines, tells: [] }, '2026-03-02')).get('hoa')!;
      const [calendar] = letter.calendars;
      const [entry] = calendar!.entries;
      return {
        subject: letter.subject,
        text: letter.text,
        calendar: [calendar!.method, entry!.sequence, entry!.starts],
      };
    };
    beforeEach(async () => {
      await freezeText(world, 'remarks:hoan', { text: 'Bão.' });
      for (const day of ['2026-03-17', '2026-03-20'])
        await freezeText(world, `remarks:${day}`, { text: `Sang ngày ${day}.`, at: `Phòng ${day}`, startsAt: '14:30' });
    });

    test('a letter written after both still says what its own was', async () => {
      const off = putOff();
      const { state, lines } = movedTo(off.state, '2026-03-20');
      const first = await said(state, off.lines);
      expect(first).toMatchObject({
        subject: 'Hoãn buổi kiểm tra: Sở Xây dựng, sáng 12/03/2026',
        calendar: ['CANCEL', 1, '2026-03-12T01:00:00.000Z'],
      });
      expect(first.text).toContain('Bão.');
      expect(first.text).not.toContain('20/03/2026');
      expect(await said(state, lines)).toMatchObject({
        subject: 'Đổi lịch kiểm tra: sáng 12/03/2026 → chiều 20/03/2026, Sở Xây dựng',
        calendar: ['REQUEST', 2, '2026-03-20T07:30:00.000Z'],
      });
      // and where both wait, one letter says what it came to
      expect(await said(state, [...off.lines, ...lines])).toMatchObject({
        calendar: ['REQUEST', 2, expect.anything()],
      });
    });

    test('of two moves each letter has its own day, place and hour', async () => {
      const first = movedTo(told().state, '2026-03-17');
      const { state, lines } = movedTo(first.state, '2026-03-20');
      const earlier = await said(state, first.lines);
      expect(earlier).toMatchObject({
        subject: 'Đổi lịch kiểm tra: sáng 12/03/2026 → chiều 17/03/2026, Sở Xây dựng',
        calendar: ['REQUEST', 1, '2026-03-17T07:30:00.000Z'],
      });
      expect(earlier.text).toContain('Phòng 2026-03-17');
      expect((await said(state, lines)).subject).toContain('chiều 17/03/2026 → chiều 20/03/2026');
      expect((await said(state, [...first.lines, ...lines])).subject).toContain('sáng 12/03/2026 → chiều 20/03/2026');
    });

    test('moved and put off in one letter: off is the day its reader knows', async () => {
      const first = movedTo(told().state, '2026-03-17');
      const off = postponeVisit.next(first.state, { visit: 1, change: 'remarks:hoan' }, '2026-03-02');
      expect(await said(off.state, [...first.lines, ...off.lines])).toMatchObject({
        subject: 'Hoãn buổi kiểm tra: Sở Xây dựng, sáng 12/03/2026',
        calendar: ['CANCEL', 2, expect.anything()],
      });
    });

    test('a day kept is the day that was kept', async () => {
      const wish = { visit: 1, day: '2026-03-24', session: 'morning', reason: 'remarks:xin' } as const;
      const asked = askAnotherDay.next(told().state, wish, '2026-03-02');
      const kept = decideAnotherDay.next(
        asked.state,
        { wish: 1, granted: false, change: 'remarks:hoan' },
        '2026-03-02',
      );
      const { state } = movedTo(kept.state, '2026-03-20');
      const letter = (await lettersOf(world, { state, lines: kept.lines, tells: [] }, '2026-03-02')).get('hoa')!;
      expect(letter.subject).toBe('Giữ nguyên lịch kiểm tra: Sở Xây dựng, sáng 12/03/2026');
    });
  });

  test('the team takes over all visits of a paper in one file next morning, and hears each change as an invitation', async () => {
    const steps = plan.units.map(({ unit }) => told(unit));
    for (const step of steps) await world.save(step);
    world.setAt('2026-02-06', 9);
    await world.deliver('khoi');
    const [letter] = await sink.until(() => sink.lettersTo(mailOf('khoi')).length > 0);
    const [{ name, file }] = firstOf(letter!);
    expect(name).toBe('lich-kiem-tra.ics');
    expect(file.method).toBe('PUBLISH');
    expect(file.events.map(({ properties }) => properties['UID']!).sort()).toEqual([
      `inspection:${campaign}:cuc-thue#1@snv.example`,
      `inspection:${campaign}:so-xay-dung#1@snv.example`,
    ]);
    const moved = moveVisit.next(
      steps[0]!.state,
      { visit: 1, day: '2026-03-17', session: 'afternoon', change: 'remarks:none' },
      '2026-03-02',
    );
    sink.clear();
    await world.save(moved);
    world.setAt('2026-03-02', 9);
    for (const person of ['khoi', 'dung']) {
      await world.deliver(person);
      await sink.until(() => sink.lettersTo(mailOf(person)).some(({ subject }) => subject.startsWith('Đổi lịch')));
      const letter = sink.lettersTo(mailOf(person)).find(({ subject }) => subject.startsWith('Đổi lịch'))!;
      const [change] = firstOf(letter);
      expect(change.file.method).toBe('REQUEST');
      expect(change.file.events[0]!.properties['ATTENDEE']!.toLowerCase()).toBe(`mailto:${mailOf(person)}`);
    }
  });

  test('three visits on one day are three invitations in one letter', async () => {
    const three = newInspection(
      setting,
      {
        place: { campaign, team: 'doan-1', unit: 'so-xay-dung' },
        method: 'on-site',
        visits: [
          { n: 1, day: '2026-03-12', session: 'morning' },
          { n: 2, day: '2026-03-12', session: 'afternoon' },
          { n: 3, day: '2026-03-12', session: 'afternoon' },
        ],
        vertical: false,
      },
      '2026-02-01',
    );
    const letter = await mailed(noticed.next(three, { paper: noticeId, on: '2026-02-05' }, '2026-02-05'), 'hoa');
    const files = calendarsOf(letter).filter(({ name }) => name !== '');
    expect(files.map(({ name }) => name).sort()).toEqual([
      'lich-kiem-tra-1.ics',
      'lich-kiem-tra-2.ics',
      'lich-kiem-tra-3.ics',
    ]);
    expect(new Set(files.map(({ file }) => file.events[0]!.properties['UID'])).size).toBe(3);
    expect(files.every(({ file }) => file.events.length === 1)).toBe(true);
  });

  test('what people wrote stays inside its property, and a name inside its quotation marks', async () => {
    const { store } = world;
    await store.people.model.updateOne({ _id: 'hoa' }, { $set: { name: 'Hoa "x":\r\nATTENDEE:mailto:y@z; 🚀' } });
    await freezeText(world, 'remarks:x', {
      at: 'Tầng 2;\r\nMETHOD:CANCEL\r\n<script>, \u202eABC 🚀'.repeat(3),
      reason: 'x',
    });
    const step = moveVisit.next(
      told().state,
      { visit: 1, day: '2026-03-17', session: 'morning', change: 'remarks:x' },
      '2026-03-02',
    );
    const [{ file }] = firstOf(await mailed(step, 'hoa'));
    expect(file.method).toBe('REQUEST');
    expect(file.events).toHaveLength(1);
    const { LOCATION, ATTENDEE } = file.events[0]!.properties;
    expect(LOCATION).toContain('Tầng 2; METHOD:CANCEL <script>, ABC 🚀');
    expect(ATTENDEE!.toLowerCase()).toBe(`mailto:${mailOf('hoa')}`);
  });
});
