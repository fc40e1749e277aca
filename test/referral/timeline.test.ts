/** What the person's page tells of what happened. */
import { expect, test } from 'vitest';
import { later } from '#platform/time';
import { contactsOf } from '#referral/contacts';
import { type TimelineEntry, timelineOf } from '#referral/timeline';
import type { Commit, Event } from '#referral/types';
import { ailsa, catriona, contact, noAnswer, step } from '#test/casework';
import { facts, monday, onwardId, onwardIn, pantry, referralId } from '#test/referrals';

const at = (hours: number) => later(monday, hours * 3_600_000);
const commit = (rev: number, hours: number, by: string, ...events: Event[]): Commit => ({
  ...{ referral: referralId, rev, at: at(hours), events, touched: [], audit: { by, command: 'any' }, previous: '' },
});
const { status: _, serviceRequest: __, task: ___, ...sent } = onwardIn('requested');
const spoken = contact({ id: 'c0000002', at: at(2), note: 'Likes tea.' });
const commits = [
  commit(1, 0, 'practice/birchtree', { type: 'submitted', id: referralId, draft: false, facts: facts() }),
  commit(2, 1, 'practitioner/catriona-weir', { type: 'accepted', practitioner: catriona }, { type: 'step-planned', step: step() }),
  commit(3, 5, 'practitioner/catriona-weir', { type: 'contact-logged', contact: noAnswer('c0000001', at(4)), by: catriona, next: step() }),
  commit(4, 6, 'practitioner/catriona-weir', { type: 'contact-logged', contact: spoken, by: catriona }, { type: 'started' }),
  commit(5, 7, 'practitioner/ailsa-reid', {
    type: 'contact-struck',
    contact: 'c0000001',
    by: ailsa,
    reason: 'Not her',
    counted: { attempts: [], contacts: 1 },
  }),
  commit(6, 8, 'practitioner/ailsa-reid', { type: 'referred-on', facts: sent }),
  commit(7, 9, 'clock', { type: 'onward-reminded', onward: onwardId }),
];

test('contacts come newest first, by when they were, each with who logged it and whether it was struck out', () => {
  expect(contactsOf(commits)).toEqual([
    { contact: noAnswer('c0000001', at(4)), loggedAt: at(5), by: catriona, next: step(), struck: { at: at(7), by: ailsa, reason: 'Not her' } },
    { contact: spoken, loggedAt: at(6), by: catriona },
  ]);
});
test('an undone one says no reason', () => {
  const undone = commit(5, 6, 'practitioner/catriona-weir', {
    type: 'contact-struck',
    contact: 'c0000002',
    by: catriona,
    counted: { attempts: [], contacts: 0 },
  });
  expect(contactsOf([...commits.slice(0, 4), undone]).at(-1)?.struck).toEqual({ at: at(6), by: catriona });
});
test('the history tells everything that happened, newest first, by whom, and of which organisation', () => {
  const told = timelineOf(commits).map((entry: TimelineEntry) => [
    ...[entry.at, entry.by.kind, entry.by.id],
    ...(entry.kind === 'contact' ? [entry.logged.contact.id, entry.logged.struck?.reason] : [entry.event.type, entry.organisation]),
  ]);
  expect(told).toEqual([
    [at(9), 'clock', undefined, 'onward-reminded', pantry],
    [at(8), 'practitioner', 'ailsa-reid', 'referred-on', pantry],
    [at(6), 'practitioner', 'catriona-weir', 'started', undefined],
    [at(4), 'practitioner', 'catriona-weir', 'c0000001', 'Not her'],
    [at(2), 'practitioner', 'catriona-weir', 'c0000002', undefined],
    [at(1), 'practitioner', 'catriona-weir', 'step-planned', undefined],
    [at(1), 'practitioner', 'catriona-weir', 'accepted', undefined],
    [at(0), 'practice', 'birchtree', 'submitted', undefined],
  ]);
});
