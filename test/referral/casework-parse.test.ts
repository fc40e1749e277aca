/** What a form says of casework, and what is wrong with which field of it. */
import { describe, expect, test } from 'vitest';
import { contactOutcomes, helps, modes, stepKinds } from '#referral/casework-lists';
import { type IssueCode, limits, type Parsed, type ParseIssue, parseContact, parseHandOver, parseStep, parseStrike } from '#referral/casework-parse';

const call = { id: 'c0000001', at: '2026-11-04T10:42', mode: 'telephone', outcome: 'answered' };
const planned = { kind: 'visit', day: '2026-11-10', mode: 'home' };
const said = ({ field, code }: ParseIssue): `${string} ${IssueCode}` => `${field} ${code}`;
const issues = (parsed: Parsed<unknown>) => (parsed.ok ? undefined : parsed.issues.map(said));

describe('a contact', () => {
  test('is read from the fields of a form, as they are sent', () => {
    const form = { ...call, twoWay: 'yes', minutes: ' 40 ', help: 'voucher', note: '  The letters came.\r\nShe will ring.  ' };
    expect(parseContact(form)).toEqual({
      ok: true,
      value: { ...call, at: '2026-11-04T10:42:00.000Z', twoWay: true, minutes: 40, help: ['voucher'], note: 'The letters came.\r\nShe will ring.' },
    });
  });
  test('needs no more than when, how and with what outcome', () => {
    expect(parseContact({ ...call, minutes: '', help: [], note: ' ' })).toEqual({
      ok: true,
      value: { ...call, at: '2026-11-04T10:42:00.000Z', twoWay: true, help: [] },
    });
  });
  test('was when the clocks of London say, or at an instant with its offset', () => {
    const at = (text: string) => {
      const parsed = parseContact({ ...call, at: text });
      return parsed.ok ? parsed.value.at : issues(parsed);
    };
    expect(at('2026-07-01T10:42')).toBe('2026-07-01T09:42:00.000Z');
    expect(at('2026-07-01T10:42:00+01:00')).toBe('2026-07-01T09:42:00.000Z');
    for (const wrong of ['2026-07-01', '2026-02-30T10:42', '2026-07-01T24:42', '2026-07-01T10:42:00', 'yesterday'])
      expect([wrong, at(wrong)]).toEqual([wrong, ['at wrong']]);
  });
  test.each(contactOutcomes)('%s is two-way by itself only where somebody attended or answered', (outcome) => {
    const parsed = parseContact({ ...call, outcome });
    expect(parsed.ok && parsed.value.twoWay).toBe(outcome === 'attended' || outcome === 'answered');
    expect(parseContact({ ...call, outcome, twoWay: 'no' })).toMatchObject({ value: { twoWay: false } });
  });
  test('that nobody answered cannot have been two-way', () => {
    expect(issues(parseContact({ ...call, outcome: 'no-answer', twoWay: 'yes' }))).toEqual(['twoWay contradiction']);
  });
  test('says every kind of help once', () => {
    const parsed = parseContact({ ...call, help: [...helps, ...helps] });
    expect(parsed.ok && parsed.value.help).toEqual(helps);
    expect(helps.length).toBeLessThanOrEqual(limits.helps);
  });
  test.each([
    ['nothing at all', {}, ['id missing', 'at missing', 'mode missing', 'outcome missing']],
    ['no form', undefined, ['id missing', 'at missing', 'mode missing', 'outcome missing']],
    ['blanks', { ...call, mode: '  ' }, ['mode missing']],
    ['an unknown mode', { ...call, mode: 'pigeon' }, ['mode wrong']],
    ['an id of somebody else', { ...call, id: 'C-1' }, ['id wrong']],
    ['a note of 4001 characters', { ...call, note: 'n'.repeat(4001) }, ['note too-long']],
    ['601 minutes', { ...call, minutes: '601' }, ['minutes out-of-range']],
    ['minutes below none', { ...call, minutes: -1 }, ['minutes out-of-range']],
    ['half minutes', { ...call, minutes: '2.5' }, ['minutes wrong']],
    ['an unknown help', { ...call, help: ['voucher', 'money'] }, ['help wrong']],
    ['a field that is not asked for', { ...call, practitioner: 'me' }, ['practitioner unknown-field']],
  ])('%s: says what is wrong', (_, form, wrong) => {
    expect(issues(parseContact(form))).toEqual(wrong);
  });
  test('may be as long as its limits', () => {
    expect(parseContact({ ...call, note: 'n'.repeat(4000), minutes: '600' }).ok).toBe(true);
    expect(parseContact({ ...call, minutes: 0 })).toMatchObject({ value: { minutes: 0 } });
  });
});

describe('a next step', () => {
  test('is a kind, a day and a mode', () => {
    expect(parseStep(planned)).toEqual({ ok: true, value: planned });
    expect(parseStep({ ...planned, what: '', time: '', place: '', interpreter: 'no', alone: { knows: '', backBy: ' ' } })).toEqual({
      ok: true,
      value: planned,
    });
  });
  test('with a time is an appointment; alone, somebody knows and she is back by then, by the clocks of London', () => {
    const form = { ...planned, day: '2026-07-10', time: '14:00', place: ' 1 Example Street ', interpreter: 'on', alone: { knows: 'Moira', backBy: '15:30' } };
    expect(parseStep(form)).toEqual({
      ok: true,
      value: { ...form, place: '1 Example Street', interpreter: true, alone: { knows: 'Moira', backBy: '2026-07-10T14:30:00.000Z' } },
    });
  });
  test.each([
    ['nothing', {}, ['kind missing', 'day missing', 'mode missing']],
    ['a day that there is not', { ...planned, day: '2026-02-30' }, ['day wrong']],
    ['a time that there is not', { ...planned, time: '25:00' }, ['time wrong']],
    ['much text', { ...planned, what: 'w'.repeat(201), place: 'p'.repeat(201) }, ['what too-long', 'place too-long']],
    ['alone, and nobody knows', { ...planned, alone: { backBy: '15:00' } }, ['alone.knows missing']],
    ['alone, and no time', { ...planned, alone: { knows: 'Moira' } }, ['alone.backBy missing']],
    ['back at a time that there is not', { ...planned, alone: { knows: 'Moira', backBy: 'tea' } }, ['alone.backBy wrong']],
    ['back before it begins', { ...planned, time: '14:00', alone: { knows: 'Moira', backBy: '13:30' } }, ['alone.backBy contradiction']],
    ['safe before she went', { ...planned, alone: { knows: 'Moira', backBy: '15:00', safeAt: '2026-07-10T14:30:00.000Z' } }, ['alone.safeAt unknown-field']],
  ])('%s: says what is wrong', (_, form, wrong) => {
    expect(issues(parseStep(form))).toEqual(wrong);
  });
  test('may be any of the list', () => {
    for (const kind of stepKinds) for (const mode of modes) expect(parseStep({ ...planned, kind, mode }).ok).toBe(true);
  });
});

test('a hand-over may have a note, a contact struck out must have a reason', () => {
  expect(parseHandOver({ note: ' ' })).toEqual({ ok: true, value: {} });
  expect(issues(parseHandOver({ note: 'n'.repeat(4001) }))).toEqual(['note too-long']);
  expect(parseStrike({ reason: ' Somebody else ' })).toEqual({ ok: true, value: { reason: 'Somebody else' } });
  expect(issues(parseStrike({ reason: ' ' }))).toEqual(['reason missing']);
  expect(issues(parseStrike({ reason: 'r'.repeat(201) }))).toEqual(['reason too-long']);
});
