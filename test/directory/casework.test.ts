/** The rules of working with organisations, apart from any page. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { attentionOf, canAnswer, type Facts, lacking } from '#directory/casework';
import { addAction, markAction, noted, spokenLast, spokeOn } from '#directory/casework-changes';
import { type Action, attentions, most, type Note, type Relationship } from '#directory/casework-types';
import type { LocalDate } from '#platform/types';

const today = '2026-11-23' as LocalDate;
const organisation = {
  ...{ id: 'pantry', name: 'Pantry', area: 'S12000049', mail: 'office@pantry.example' },
  services: [{ id: 'parcels', name: 'Parcels', fields: [], aliss: 'AB' }],
  agreements: [{ reference: 'A', purpose: 'P', from: '2026-01-01' }],
} as unknown as Facts['organisation'];
const none: Relationship = { organisation: organisation.id, versionId: 0, contacts: [], development: [], actions: [] };
const well: Facts = {
  organisation,
  relationship: { ...none, lastSpoken: '2026-08-25' as LocalDate },
  capacity: new Map(),
  system: 'none',
  hasPin: true,
  questions: 0,
  listings: new Map([['ab', { reviewed: '2026-05-27' as LocalDate }]]),
};
const whys = (facts: Partial<Facts>, on = today) => attentionOf({ ...well, ...facts }, on).map(({ why }) => why);
const action = (n: number, change: Partial<Action> = {}): Action => ({ id: `a${n}`, text: 'Do', owner: 'Tam', by: today, ...change });

test('nothing is to be done where all is well, to the last day of each time', () => {
  expect(whys({})).toEqual([]);
  expect(whys({}, '2026-11-24' as LocalDate), '91 days of silence, 181 since ALISS looked').toEqual(['not-spoken', 'aliss-old']);
  expect(whys({ relationship: { ...well.relationship, actions: [action(1)] } }), 'due today is not late').toEqual([]);
});
test.each<[string, Partial<Facts>]>([
  ['a system of its own, off or on', { system: 'off', hasPin: false }],
  ['an address and a PIN', {}],
])('it can answer by %s', (_, facts) => expect(canAnswer({ ...well, ...facts })).toBe(true));
test('an address alone, or a PIN alone, is no way to answer', () => {
  const { mail: _, ...nowhere } = organisation;
  expect([canAnswer({ ...well, hasPin: false }), canAnswer({ ...well, organisation: nowhere as never })]).toEqual([false, false]);
});
test('a sensitive service need not be in ALISS, and one that is closed is not asked about', () => {
  for (const change of [{ sensitive: true }, { active: false }]) {
    const services = organisation.services.map(({ aliss: _, ...one }) => ({ ...one, ...change }));
    expect(whys({ organisation: { ...organisation, services } })).not.toContain('aliss-missing');
  }
  expect(whys({ listings: new Map() })).toEqual(['aliss-missing']);
  expect(whys({ listings: new Map([['ab', { gone: true }]]) })).toEqual(['aliss-missing']);
});
test('an agreement that has not begun is none yet', () => {
  const agreements = [{ reference: 'A', purpose: 'P', from: '2026-12-01' as LocalDate }];
  expect(whys({ organisation: { ...organisation, agreements } })).toEqual(['agreement-missing']);
});
test('what is worse stands first', () => {
  const all = whys({
    system: 'failing',
    questions: 2,
    relationship: { ...none, actions: [action(1, { by: '2026-11-01' as LocalDate })] },
    listings: new Map(),
  });
  expect(all).toEqual(['endpoint-failing', 'questions', 'action-overdue', 'not-spoken', 'aliss-missing']);
  expect(all).toEqual(all.toSorted((one, other) => attentions.indexOf(one) - attentions.indexOf(other)));
});
test('a good entry lacks nothing', () => {
  const [bare] = organisation.services;
  expect(bare && lacking(bare)).toHaveLength(8);
  const good = {
    ...{ about: 'Food for three days, and a cup of tea with it.', place: { postcode: 'G1 1XX' }, contact: { phone: '0141 496 0210' }, cost: 'free' },
    ...{
      opening: [{ day: 1, from: '09:00', to: '10:00' }],
      access: ['parking'],
      eligibility: { fromAge: 16 },
      categories: [{ code: 'debt', display: 'Debt' }],
    },
  };
  expect(lacking({ ...bare, ...good } as never)).toEqual([]);
});

describe('what was agreed', () => {
  test('makes room by what was done longest ago, and by nothing that is open', () => {
    const full = (change: (n: number) => Partial<Action>): Relationship => ({
      ...none,
      actions: Array.from({ length: most.actions }, (_, n) => action(n, change(n))),
    });
    const done = full((n) => (n < 2 ? { doneOn: `2026-0${9 - n}-01` as LocalDate } : {}));
    const after = addAction(action(99))(done)?.actions.map(({ id }) => id) ?? [];
    expect([after.length, after.includes('a1'), after.includes('a0'), after.at(-1)]).toEqual([most.actions, false, true, 'a99']);
    expect(addAction(action(99))(full(() => ({})))).toBe(undefined);
  });
  test('is done once, and open again once', () => {
    const one = { ...none, actions: [action(1)] };
    const done = markAction('a1', today)(one);
    expect(done?.actions).toEqual([action(1, { doneOn: today })]);
    expect(done && markAction('a1', today)(done)).toBe(undefined);
    expect(done && markAction('a1', undefined)(done)).toEqual(one);
    expect([markAction('a1', undefined)(one), markAction('a2', today)(one)]).toEqual([undefined, undefined]);
  });
});
test('when somebody spoke with it last is the same, told one by one or found again in what is left', () => {
  const day = fc.integer({ min: 1, max: 28 }).map((n) => `2026-11-${String(n).padStart(2, '0')}` as LocalDate);
  const kind = fc.constantFrom('talk', 'support', 'struck');
  const note = fc.record({ on: day, kind }).map((one) => ({ id: 'n', ...one }) as unknown as Note);
  fc.assert(
    fc.property(fc.array(note), (notes) => {
      const told = notes.reduce<Relationship>((before, one) => noted(one)(before) ?? before, none);
      expect(told.lastSpoken).toBe(spokenLast(notes));
      expect(spokeOn(spokenLast(notes))(none)).toEqual(told);
    }),
  );
});
