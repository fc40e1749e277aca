/** Who is in a study, when they are counted from, what became of them, and whether somebody could be told. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { instrumentNames } from '#directory/settings';
import type { PracticeId } from '#identity/types';
import type { Instant, LocalDate } from '#platform/types';
import { anonymity, at, classesOf, levels, mildest, smallPractices, type Told, tellingAt, toldOf } from '#study/anonymity';
import { columns, type FileName, fileNames, headOf } from '#study/columns';
import { consentDay, takingPart } from '#study/consent';
import { courseOf } from '#study/course';
import { followUpOf, placed } from '#study/days';
import { countParticipant, missingOf } from '#study/flow';
import { blockedDay, blockedStudy } from '#study/job';
import { agreed, differences, dueOn, type Entry, type Paper, paperState, windowOf } from '#study/paper';
import { pseudonymsBy } from '#study/pseudonyms';
import { measureRows, participantRow, toldRow } from '#study/rows';
import { drawSample, readListNumber } from '#study/sample';
import { scriptOf } from '#study/script';
import type { Measured, Participant, Said } from '#study/types';
import { contact, loggedIn, noAnswer } from '#test/casework';
import { studyOf } from '#test/study-people';

const day = (text: string) => text as LocalDate;
const said = (on: string, gives = true): Said => ({ gives, day: day(on), at: `${on}T10:00:00.000Z` as Instant, by: 'practitioner/catriona-weir' });
const cutOff = day('2026-06-30');
const ons4 = (on: string, value: string | undefined): Measured => ({
  ...{ instrument: 'ons4' as const, day: day(on), by: 'practitioner' as const },
  ...(value === undefined ? { values: [], absent: 'declined' } : { values: [{ code: 'ons4-life-satisfaction', text: value }] }),
});
const person = (over: Partial<Participant> = {}): Participant => ({
  ...{ key: 'p', pseudonym: 'pseudonym', practice: 'birchtree' as PracticeId, arm: 'intervention', zero: day('2025-02-03'), said: [said('2025-02-10')] },
  ...{ age: 58, sex: 'female', simd: { quintile: 1, version: 'invented for demonstration' }, firstContact: day('2025-02-10') },
  ...{ contacts: [], suggestions: [], measures: [] },
  ...over,
});

describe('taking part', () => {
  test('is what was said last, and a yes counts from its day', () => {
    expect(takingPart([], cutOff)).toBe('not-asked');
    expect(takingPart([said('2026-07-01')], cutOff)).toBe('not-asked');
    expect(takingPart([said('2026-02-01')], cutOff)).toBe('takes-part');
    expect(takingPart([said('2026-02-01', false)], cutOff)).toBe('refused');
  });
  test('is over for every export once somebody withdrew, also for one up to an earlier day', () => {
    const both = [said('2026-02-01'), said('2026-09-01', false)];
    expect(takingPart(both, cutOff)).toBe('withdrew');
    expect(consentDay(both, cutOff)).toBeUndefined();
  });
  test('holds again from the yes after the no', () => {
    const all = [said('2026-01-01'), said('2026-02-01', false), said('2026-03-01')];
    expect([takingPart(all, cutOff), consentDay(all, cutOff)]).toEqual(['takes-part', '2026-03-01']);
  });
});

describe('times of measuring', () => {
  const two = person({ measures: [ons4('2025-02-12', '4'), ons4('2025-11-13', '6')] });
  test('are the baseline up to 28 days after the first contact, and nine months on give or take 45 days', () => {
    expect(placed(two, 'ons4').map(({ timepoint }) => timepoint)).toEqual(['baseline', 'follow-up']);
    expect(followUpOf(two, ['ons4'])).toEqual({ opens: '2025-09-29', closes: '2025-12-28' });
  });
  test('are counted from the consent in a comparison practice', () => {
    const { firstContact: _, ...rest } = person({ arm: 'comparison', zero: day('2025-03-01'), measures: [ons4('2025-03-29', '4'), ons4('2025-03-30', '5')] });
    expect(placed(rest, 'ons4').map(({ timepoint }) => timepoint)).toEqual(['baseline', 'other']);
    const late = { ...rest, measures: [ons4('2025-03-30', '5')] };
    expect(placed(late, 'ons4').map(({ timepoint }) => timepoint)).toEqual(['other']);
  });
  test('are told in days, and the reason of what was not measured in a code', () => {
    const rows = measureRows(person({ measures: [ons4('2025-02-12', '4'), ons4('2025-11-13', undefined)] }), ['ons4']);
    expect(rows).toEqual([
      ['pseudonym', 'ons4', 'baseline', '9', 'ons4-life-satisfaction', '4', '4', 'practitioner', ''],
      ['pseudonym', 'ons4', 'follow-up', '283', '', '', '', 'practitioner', 'declined'],
    ]);
  });
  test('of a state keep the state, and beside it the sum of its digits', () => {
    const state: Measured = { instrument: 'eq-5d-5l', day: day('2025-02-12'), by: 'collector', values: [{ code: 'eq-5d-5l-state', text: '21232' }] };
    expect(measureRows(person({ measures: [state] }), ['eq-5d-5l'])[0]?.slice(4, 7)).toEqual(['eq-5d-5l-state', '21232', '10']);
  });
});

describe('what became of somebody', () => {
  const fate = (who: Participant, on = cutOff) => {
    const counted: string[] = [];
    countParticipant(who, ['ons4'], on, (_, stage, reason) => counted.push([stage, reason].filter(Boolean).join(' ')));
    return counted;
  };
  test('is followed up, not due yet, or lost with its reason', () => {
    expect(fate(person({ measures: [ons4('2025-02-12', '4'), ons4('2025-11-13', '6')] }))).toEqual(['baseline', 'followed-up']);
    expect(fate(person({ measures: [ons4('2025-02-12', '4')] }), day('2025-12-28'))).toEqual(['baseline', 'not-due']);
    expect(fate(person({ measures: [ons4('2025-02-12', '4')] }), day('2025-12-29'))).toEqual(['baseline', 'lost not-measured']);
    expect(fate(person({ measures: [ons4('2025-02-12', '4'), ons4('2025-11-13', undefined)] }))).toEqual(['baseline', 'lost declined']);
  });
  test('who left is lost at once, with why', () => {
    const left = person({ ended: { day: day('2025-05-01'), reason: 'moved-away' } });
    expect(fate(left, day('2025-06-01'))).toEqual(['lost moved-away']);
    expect(fate(person({ ended: { day: day('2025-05-01'), reason: 'goals-met' } }), day('2025-06-01'))).toEqual(['not-due']);
  });
  test('misses a follow-up only once its time is over', () => {
    const who = person({ measures: [ons4('2025-02-12', '4')], simd: 'not-known' });
    expect(missingOf(who, ['ons4'], day('2025-06-01'))).toEqual({ age: false, sex: false, simd: true, 'ons4 baseline': false });
    expect(missingOf(who, ['ons4'], cutOff)).toMatchObject({ 'ons4 follow-up': true });
  });
});

describe('a course', () => {
  const zero = day('2026-11-02');
  test('holds contacts that were not struck out and are not after the cut-off; tries are no dose', () => {
    const commits = [
      loggedIn(contact({ id: 'c0000001', minutes: 30 })),
      loggedIn(noAnswer('c0000002', '2026-11-03T09:00:00.000Z' as Instant), { rev: 3 }),
      loggedIn(contact({ id: 'c0000003', at: '2026-12-24T09:00:00.000Z' as Instant }), { rev: 4 }),
    ];
    const { contacts, firstContact } = courseOf(commits, [], { zero, cutOff: day('2026-12-01') });
    expect(contacts).toEqual([
      { day: '2026-11-03', mode: 'telephone', outcome: 'no-answer', twoWay: false },
      { day: '2026-11-02', mode: 'telephone', outcome: 'answered', twoWay: true, minutes: 30 },
    ]);
    expect(firstContact).toBe('2026-11-02');
  });
});

describe('whether somebody could be told', () => {
  const told = fc.record({
    practice: fc.constantFrom('a', 'b'),
    age: fc.option(fc.integer({ min: 16, max: 99 }), { nil: undefined }),
    sex: fc.constantFrom('female' as const, 'male' as const),
    simd: fc.constantFrom(1, 2, 3, 4, 5, undefined),
  });
  const toldFrom = ({ practice, age, sex, simd }: { practice: string; age: number | undefined; sex: 'female' | 'male'; simd: number | undefined }): Told =>
    toldOf({ ...(age === undefined ? {} : { age }), sex, simd: simd ? { quintile: simd as 1, version: 'invented for demonstration' } : 'not-known' }, practice);
  test('is answered for each level, and what the mildest level leaves is at least five alike, with four in five told', () => {
    fc.assert(
      fc.property(fc.array(told, { minLength: 1, maxLength: 200 }), (all) => {
        const people = all.map(toldFrom);
        const finest = classesOf(people);
        const looked = anonymity(finest);
        expect(looked).toHaveLength(levels.length);
        const used = mildest(looked);
        if (!used) {
          expect(smallPractices(finest).length).toBeGreaterThan(0);
          return;
        }
        const telling = tellingAt(finest, used.level);
        const classes = Map.groupBy(people, (one) => JSON.stringify(telling(one)));
        expect(Math.min(...[...classes.values()].map(({ length }) => length))).toBe(used.smallest);
        expect(used.smallest).toBeGreaterThanOrEqual(5);
        const whole = levels[used.level] ?? levels[0];
        const hidden = people.filter((one) => JSON.stringify(telling(one)) !== JSON.stringify(at(one, whole)));
        expect(hidden.length).toBeLessThanOrEqual(people.length / 5);
        expect(hidden.length).toBe(used.hidden);
      }),
    );
  });
  test('a coarser level never parts what a milder one holds together', () => {
    fc.assert(
      fc.property(told, told, (first, second) => {
        const [one, other] = [toldFrom(first), toldFrom(second)];
        const together = levels.map((level) => JSON.stringify(at(one, level)) === JSON.stringify(at(other, level)));
        for (const [n, same] of together.entries()) if (same) expect(together.slice(n).every(Boolean)).toBe(true);
      }),
    );
  });
  test('costs nobody else their age where one of a practice is rare: of that one, and of four or more beside, the practice alone is told', () => {
    const many = Array.from({ length: 60 }, (_, n) => toldFrom({ practice: 'a', age: n < 6 ? 80 : 50, sex: n % 2 === 0 ? 'female' : 'male', simd: 1 }));
    const rare = toldFrom({ practice: 'a', age: 20, sex: 'male', simd: 5 });
    const finest = classesOf([...many, rare]);
    expect(mildest(anonymity(finest))).toMatchObject({ level: 0, under: 3, people: 7, hidden: 7, smallest: 7 });
    expect([rare, many[0], many[10]].map((one) => one && tellingAt(finest, 0)(one))).toEqual([
      { practice: 'a', age: '', sex: '', simd: '' },
      { practice: 'a', age: '', sex: '', simd: '' },
      { practice: 'a', age: '45-64', sex: 'female', simd: '1' },
    ]);
    const [first] = anonymity(classesOf([...many.slice(6), rare]));
    expect(first, 'by itself it is hidden with the next smallest, half of all').toMatchObject({ under: 1, people: 1, hidden: 28, smallest: 27 });
    expect(mildest(anonymity(classesOf([...many.slice(6), rare])))?.level).toBeGreaterThan(2);
  });
  test('leaves out with the deprivation also from which table it was', () => {
    const who = person();
    const told = toldOf(who, 'practice-name');
    const row = (level: number) => toldRow(participantRow(who, told, cutOff), tellingAt(classesOf(Array(5).fill(told)), level));
    const named = (level: number) => Object.fromEntries(headOf('participants').map((name, n) => [name, row(level)[n]]));
    expect(named(0)).toMatchObject({ age_band: '45-64', sex: 'female', simd: '1', simd_version: 'invented for demonstration', consent_day: '7' });
    expect(named(2)).toMatchObject({ age_band: '45-64', simd: '1-2' });
    expect(named(6)).toMatchObject({ age_band: '', sex: '', simd: '', simd_version: '', practice: 'practice-name' });
  });
});

describe('an export', () => {
  test('is blocked without an approval that holds today, and for a day to come', () => {
    const study = studyOf([]);
    expect(blockedStudy({ ...study, practices: ['birchtree' as PracticeId] }, day('2026-11-23'))).toBeUndefined();
    expect(blockedStudy(study, day('2028-01-01'))).toBe('approval-over');
    const { approval: _, ...without } = study;
    expect(blockedStudy(without, day('2026-11-23'))).toBe('no-approval');
    expect([blockedDay(study, day('2026-11-24'), day('2026-11-23')), blockedDay(study, day('2024-11-24'), day('2026-11-23'))]).toEqual(['day', 'day']);
  });
  test('has a script that reads no column that is not in its file', () => {
    let read = 0;
    const noColumns = ['comparison', 'intervention', 'nlme', 'lme4', 'text', 'whole number', 'number', 'character', 'integer', 'numeric'];
    for (const instrument of instrumentNames) {
      const script = scriptOf([instrument]);
      const own = ['after', 'before', ...headOf('participants')];
      for (const [, file = '', column = ''] of script.matchAll(/\b(participants|practices|contacts|suggestions|measures|flow|some|data)\$(\w+)/g)) {
        const known = file === 'data' ? own : headOf((file === 'some' ? 'measures' : file) as FileName);
        expect(known, `${file}$${column}`).toContain(column);
        read += 1;
      }
      for (const [, list = ''] of script.matchAll(/\bc\(("[^)]*")\)/g))
        for (const [, name = ''] of list.matchAll(/"([^"]+)"/g)) {
          if (noColumns.includes(name)) continue;
          expect([...own, ...headOf('measures')], name).toContain(name);
          read += 1;
        }
      expect(script.match(/read\("(\w+)"\)/g)).toEqual(
        ['participants', 'practices', 'contacts', 'suggestions', 'measures', 'flow'].map((name) => `read("${name}")`),
      );
      expect(script).toContain('(1 | practice)');
    }
    console.log(`${read} columns read by the script; read-r.test.ts runs it`);
    expect(read).toBeGreaterThan(50);
    for (const file of fileNames) for (const { says } of columns[file]) expect(says.length).toBeGreaterThan(5);
  });
  test('calls the same person otherwise by another key, and a practice otherwise than a person of the same id', () => {
    const [one, other] = [pseudonymsBy(Buffer.from('one')), pseudonymsBy(Buffer.from('other'))];
    expect(one('person', 'x')).toBe(one('person', 'x'));
    expect(new Set([one('person', 'x'), one('practice', 'x'), other('person', 'x')]).size).toBe(3);
  });
});

describe('paper', () => {
  const entry = (value: string, on = '2026-11-20'): Entry => ({
    ...{ day: day(on), by: 'user:one', at: '2026-11-23T10:00:00.000Z' as Instant },
    values: [{ code: 'wsas-score', text: value }],
  });
  const paper: Paper = { number: 'B-1', instrument: 'wsas', point: 'baseline', first: entry('12'), versionId: 1 };
  test('counts once it was entered twice alike, or was settled', () => {
    expect([paperState(paper), agreed(paper)]).toEqual(['once', undefined]);
    expect(agreed({ ...paper, second: entry('12') })?.values).toEqual([{ code: 'wsas-score', text: '12' }]);
    const differing = { ...paper, second: entry('21') };
    expect([paperState(differing), agreed(differing)]).toEqual(['differs', undefined]);
    expect(agreed({ ...differing, settled: entry('21') })?.values[0]?.text).toBe('21');
  });
  test('is compared value by value, the day and the reason included', () => {
    expect(differences(entry('12'), entry('12'))).toEqual([]);
    expect(differences(entry('12'), { ...entry('21', '2026-11-19'), absent: 'declined' })).toEqual(['day', 'absent', 'wsas-score']);
  });
  test('is due from the consent for 28 days, and nine months after the first', () => {
    const [consented, first] = [day('2026-01-01'), day('2026-01-20')];
    expect(windowOf('baseline', consented, undefined)).toEqual({ opens: '2026-01-01', closes: '2026-01-29' });
    const second = windowOf('follow-up', consented, first);
    expect(second).toEqual({ opens: '2026-09-06', closes: '2026-12-05' });
    expect([dueOn(day('2026-09-05'), second, false), dueOn(day('2026-09-06'), second, false), dueOn(day('2026-12-06'), second, false)]).toEqual([
      'opens',
      'due',
      'over',
    ]);
    expect(dueOn(day('2026-12-06'), second, true)).toBe('done');
  });
});

describe('a sample', () => {
  const numbers = Array.from({ length: 200 }, (_, n) => `B-${n}`);
  test('is the same for the same seed, whatever the order of the list, and another for another seed', () => {
    const drawn = drawSample(numbers, 'seed', 20);
    expect(drawSample(numbers.toReversed(), 'seed', 20)).toEqual(drawn);
    expect(drawSample(numbers, 'another', 20)).not.toEqual(drawn);
    expect(drawSample(numbers, 'seed', 40).slice(0, 20), 'more of them begin with the same').toEqual(drawn);
  });
  test('draws everybody about as often', () => {
    const counts = new Map<string, number>();
    for (let seed = 0; seed < 500; seed += 1) for (const one of drawSample(numbers, String(seed), 20)) counts.set(one, (counts.get(one) ?? 0) + 1);
    const spread = numbers.map((one) => counts.get(one) ?? 0);
    expect([Math.min(...spread) > 20, Math.max(...spread) < 90]).toEqual([true, true]);
  });
  test('knows people by a number of the list, never by words', () => {
    expect(['b-017', ' C12 '].map(readListNumber)).toEqual(['B-017', 'C12']);
    expect(['0101011237', '010101-1237', '01-01-011237', 'C0101011237'].map(readListNumber)).toEqual([undefined, undefined, undefined, undefined]);
    expect(['', 'Mairi Napier', 'a/b', 'B#1', 'ABCDEFGHIJKLMNOP'].map(readListNumber)).toEqual([undefined, undefined, undefined, undefined, undefined]);
  });
});
