import { describe, expect, test } from '@jest/globals';
import { closeCampaign, counted, newCampaign, officialLetterSent } from '../../domain/campaign.ts';
import type { Campaign } from '../../domain/campaign.ts';
import { owe } from '../../domain/duty.ts';
import { asked, refusal, refusalCode } from '../support/rules.ts';
import { aSetting } from '../support/round.ts';

const ended = (change: Partial<Campaign> = {}): Campaign => ({
  ...newCampaign(aSetting(), 'cchc-2026', '2026-01-05'),
  state: 'inspection-ended',
  inspectionEnded: '2026-10-30',
  countOn: '2026-12-28',
  ...change,
});
const nothing = { to: '', papers: 0, matters: 0, inspections: 0 };
const report = owe({
  id: 'draft-report',
  kind: 'draft-report',
  owedBy: { role: 'secretary' },
  ladder: 'D',
  opened: '2026-10-30',
});

describe('đóng đợt', () => {
  test.each<[string, Campaign, object, string | undefined]>([
    ['with nothing open', ended(), {}, undefined],
    ['with a paper open', ended(), { papers: 1, to: 'theo-doi-2027' }, 'papers-still-open'],
    ['with a re-inspection open', ended(), { inspections: 1, to: 'theo-doi-2027' }, 'inspections-still-open'],
    ['with the report owed', ended({ duties: [report] }), {}, 'report-still-owed'],
    ['with items left and no name for them', ended(), { matters: 3 }, 'carried-to-nowhere'],
    ['with items left, by name', ended(), { matters: 3, to: 'theo-doi-2027' }, undefined],
    ['while units are inspected', ended({ state: 'running' }), {}, 'campaign-not-ready'],
    ['once more', ended({ state: 'closed' }), {}, 'campaign-not-ready'],
  ])('%s', (_, state, more, code) => {
    expect(refusalCode(() => closeCampaign.accepts(state, { ...nothing, ...more }, '2026-12-28'))).toBe(code);
  });

  test('says how many matters of how many units are left', () => {
    const close = () => closeCampaign.accepts(ended(), { ...nothing, matters: 17, units: 6 }, '2026-12-28');
    expect(refusal(close)).toContain('Còn 17 hồ sơ khắc phục, kiến nghị của 6 đơn vị chưa xong.');
  });

  test('carries what is left on by name, and counts nothing any more', () => {
    const { state, tells } = asked(
      closeCampaign,
      ended(),
      { ...nothing, matters: 3, to: 'theo-doi-2027' },
      '2026-12-28',
    );
    expect(state).toMatchObject({
      state: 'closed',
      closed: '2026-12-28',
      carried: { to: 'theo-doi-2027', matters: 3 },
    });
    expect(state.countOn).toBeUndefined();
    expect(tells).toEqual([
      {
        to: 'broadcast:cchc-2026:carry',
        message: 'broadcast',
        body: { change: 'carry', campaign: 'cchc-2026', to: 'theo-doi-2027', on: '2026-12-28' },
      },
    ]);
  });

  test('with nothing left there is nothing to carry', () => {
    const { state, tells } = asked(closeCampaign, ended(), { ...nothing, to: 'theo-doi-2027' }, '2026-12-28');
    expect([state.carried, tells]).toEqual([undefined, []]);
  });

  test('what is carried on is chased by letters still; a round that ended by itself has none to send', () => {
    const letter = { letter: 'official-letter:k', on: '2027-01-12' as const };
    const carried = asked(closeCampaign, ended(), { ...nothing, matters: 3, to: 'theo-doi-2027' }, '2026-12-28').state;
    expect(asked(officialLetterSent, carried, letter, '2027-01-12').tells).toHaveLength(1);
    const over = asked(counted, ended(), { matters: 0, inspections: 0, lettersWaiting: 0 }, '2026-12-28').state;
    expect(over.state).toBe('closed');
    expect(refusalCode(() => officialLetterSent.accepts(over, letter, '2027-01-12'))).toBe('no-official-letter-wanted');
  });
});
