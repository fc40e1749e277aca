import { describe, expect, test } from 'vitest';
import { gapOf, meanOf, shareOf } from '#insight/interval';
import { numberText } from '#insight/number-text';
import { changeSentence, gapSentence, rateSentence, shareSentence, type Waits, waitSentence } from '#insight/sentence';
import { wordsIn } from '#web/words/words';

const { figures } = wordsIn('en');
const { say, people, waits } = figures;
const c = { hidden: 'c' } as const;
const hidden = 'is confidential (c), since the number is small or would tell a small one';

test('numbers are said to one place, small ones to two digits, and nothing has no sign', () => {
  const said = [1234.56, 12, 9.96, 0.996, 0.8, 0.064, -0.2, -0.00001, 0].map(numberText);
  expect(said).toEqual(['1,234.6', '12', '10', '1', '0.8', '0.064', '−0.2', '0', '0']);
});

describe('how long people wait', () => {
  const usual: Waits = { n: 48, half: 9, most: 24, waiting: 14 };
  const said = (change: Partial<Waits>) => waitSentence({ ...usual, ...change }, waits.conversation, say);
  test('is one sentence with n, the median, the longest tenth and who still waits', () => {
    expect(said({})).toBe('Half of 48 referrals led to a first conversation within 9 working days; 1 in 10 waited 24 or more; 14 still wait.');
    expect(said({ n: { shown: 1234 }, half: 1, waiting: 1 })).toBe(
      'Half of 1,234 referrals led to a first conversation within 1 working day; 1 in 10 waited 24 or more; 1 still waits.',
    );
    expect(said({ half: 0, most: 0, waiting: 0 })).toBe('Half of 48 referrals led to a first conversation on the same day; nobody waits any more.');
  });
  test('leaves out what nobody can be meant by', () => {
    expect(said({ n: 9 })).toBe('Half of 9 referrals led to a first conversation within 9 working days; 14 still wait.');
    expect(said({ n: 1 })).toBe('1 referral led to a first conversation within 9 working days; 14 still wait.');
    expect(said({ n: 0, half: { none: 'z' }, most: { none: 'z' } })).toBe('No referrals led to a first conversation in this time; 14 still wait.');
  });
  test('says what is hidden, and does not say it', () => {
    expect(said({ n: c })).toBe(`How many referrals led to a first conversation ${hidden}; 14 still wait.`);
    expect(said({ half: c, most: c, waiting: c })).toBe(
      '48 referrals led to a first conversation; how long they waited is confidential (c), since they are few; how many still wait is confidential (c).',
    );
    expect(said({ most: c })).toBe('Half of 48 referrals led to a first conversation within 9 working days; 14 still wait.');
  });
  test('is said of organisations’ answers too', () => {
    expect(waitSentence(usual, waits.answer, say)).toBe(
      'Half of 48 referrals to organisations had an answer within 9 working days; 1 in 10 waited 24 or more; 14 have none yet.',
    );
  });
});

describe('a share', () => {
  const event = 'had at least one conversation';
  const said = (given: Parameters<typeof shareSentence>[0]) => shareSentence(given, people, event, say);
  test('comes with both numbers and its interval', () => {
    const interval = shareOf({ part: 149, whole: 240 })?.interval;
    expect(said({ part: 149, whole: 240, percent: 62.1, ...(interval && { interval }) })).toBe(
      '149 of 240 people had at least one conversation (62.1%; 95% interval 55.8 to 68).',
    );
    expect(said({ part: { shown: 150 }, whole: { shown: 240 }, percent: { shown: 63 } })).toBe('150 of 240 people had at least one conversation (63%).');
  });
  test('is not worked out of too few, of nobody, or of what is hidden', () => {
    expect(said({ part: 3, whole: 7, percent: c, interval: { low: 0.1, high: 0.8 } })).toBe(
      '3 of 7 people had at least one conversation (too few for a percentage).',
    );
    expect(said({ part: 0, whole: 0, percent: { none: 'z' } })).toBe('No people had at least one conversation in this time.');
    expect(said({ part: c, whole: 40, percent: c })).toBe(`How many of 40 people had at least one conversation ${hidden}.`);
    expect(said({ part: c, whole: c, percent: c })).toBe(`How many people had at least one conversation ${hidden}.`);
  });
});

test('a rate is said with what it is of, and says which number is missing', () => {
  const said = (count: number | typeof c, size: number | undefined) => rateSentence({ count, size, per: 1000 }, figures.referrals, figures.listed, say);
  expect(said(74, 6012)).toBe('12.3 referrals for every 1,000 people (74 referrals, 6,012 people on the list).');
  expect(said(5, 5000)).toBe('1 referral for every 1,000 people (5 referrals, 5,000 people on the list).');
  expect(said(74, undefined)).toBe('No rate can be worked out: the number of people on the list is missing.');
  expect(said(c, 6012)).toBe(`The rate of referrals ${hidden}.`);
});

describe('a gap', () => {
  const [most, least] = ['people from the most deprived fifth', 'people from the least deprived fifth'];
  const said = (part: number, otherPart: number) => {
    const found = gapOf({ part, whole: 240 }, { part: otherPart, whole: 180 });
    const sides = { one: { name: most, percent: part / 2.4, n: 240 }, other: { name: least, percent: otherPart / 1.8, n: 180 } };
    return gapSentence({ ...sides, interval: found?.interval ?? { low: Number.NaN, high: Number.NaN } }, 'had a conversation', say);
  };
  test('says both shares, how far they lie apart with the interval, and of how many', () => {
    expect(said(132, 126)).toBe(`55% of ${most} had a conversation, and 70% of ${least}: 15 points lower (95% interval 5.6 to 23.9; n 240 and 180).`);
    expect(said(192, 117)).toContain('80% of people from the most deprived fifth had a conversation, and 65% of');
    expect(said(192, 117)).toContain(': 15 points higher (95% interval 6.4 to 23.5; n 240 and 180).');
  });
  test('that may be none is said to be so', () => {
    expect(said(156, 126)).toBe(
      `65% of ${most} had a conversation, and 70% of ${least}: 5 points lower (95% interval −4.1 to 13.8; n 240 and 180). There may be no difference at all.`,
    );
    expect(said(144, 108)).toContain(`60% of ${most} had a conversation, and as many of ${least} (95% interval `);
  });
  test('with a hidden side is not said', () => {
    const sides = { one: { name: most, percent: c, n: c }, other: { name: least, percent: 70, n: 180 } };
    expect(gapSentence({ ...sides, interval: { low: 0.1, high: 0.2 } }, 'had a conversation', say)).toBe(
      `The gap between ${most} and ${least} cannot be shown: one of the two is hidden, or of too few.`,
    );
  });
});

describe('what has changed between two measures', () => {
  const said = (given: Partial<Parameters<typeof changeSentence>[0]>) =>
    changeSentence({ asked: 51, paired: 28, mean: 0.8, interval: { low: 0.2, high: 1.4 }, ...given }, people, 'life satisfaction', say);
  test('says how many answered twice, by how much on average, and that this does not say why', () => {
    expect(said({})).toBe('28 of 51 people answered twice; life satisfaction went up by 0.8 on average (95% interval 0.2 to 1.4). This does not say why.');
    expect(said({ mean: -0.8, interval: { low: -1.4, high: -0.2 } })).toContain('went down by 0.8 on average (95% interval 0.2 to 1.4).');
    expect(said({ mean: 0, interval: { low: -0.5, high: 0.6 } })).toBe(
      '28 of 51 people answered twice; on average life satisfaction stayed as it was (95% interval −0.5 to 0.6). There may be no difference at all. This does not say why.',
    );
  });
  test('of one pair has no interval, of none is not said, and hidden stays hidden', () => {
    const one = meanOf({ n: 1, sum: 2, squares: 4 });
    expect(changeSentence({ asked: 51, paired: 1, mean: one?.mean }, people, 'life satisfaction', say)).toBe(
      '1 of 51 people answered twice; life satisfaction went up by 2 on average. This does not say why.',
    );
    expect(said({ paired: 0, mean: undefined })).toBe('None of 51 people answered twice: there is no change to tell.');
    expect(said({ paired: c, mean: c })).toBe('The change in life satisfaction cannot be shown: too few answered twice.');
  });
});
