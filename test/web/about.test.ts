import { expect, test } from 'vitest';
import { known, merged } from '#test/fhir-people';
import { hostile, takenOn } from '#test/matters';
import { sentReferral } from '#test/sent-referral';

const all = {
  no: ['voicemail', 'letter'],
  when: 'weekdays 10 to 12',
  'code-word': 'Bramble',
  'reach-note': 'Her partner answers the phone.',
  language: 'Somali',
  interpreter: 'woman',
  helps: ['large-print', 'reading-help'],
  'talk-note': 'Short sentences.',
  visit: 'two-people',
  'visit-note': 'A dog.',
  'review-day': '1',
  'review-month': '2',
  'review-year': '2027',
  adults: '2',
  children: '4 and 7',
  'home-note': 'Third floor.',
  carer: 'yes',
  's0-name': 'Amina',
  's0-is': 'daughter',
  's0-may': 'times of appointments',
  's0-phone': '0141 496 0001',
};

test('how to reach somebody and what helps is one page, holds on every page of theirs from then on, and says who changed it when', async () => {
  const { hub, at, people, from, write } = await takenOn();
  expect((await hub.get('catriona', `${people}/about${from}`)).status).toBe(200);
  expect(await write('/about', { ...all, seen: '0' })).toMatchObject({ status: 303, location: `${people}${from}&did=about` });
  const page = await hub.get('catriona', people);
  const told = [
    'Leave no voicemail.',
    'Send no letter.',
    'Only weekdays 10 to 12.',
    'Bramble',
    'Her partner answers',
    'Somali',
    'Interpreter: a woman',
    'Large print',
  ];
  const more = [
    'Help with reading',
    'Short sentences.',
    'two people only',
    'A dog.',
    '2 adults',
    'children: 4 and 7',
    'Third floor.',
    'They care for somebody',
  ];
  const others = ['Amina', 'daughter', 'we may say: times of appointments', 'Last changed today, 09:30 by Catriona Weir'];
  for (const text of [...told, ...more, ...others, 'Monday 1 February 2027']) expect(page.text).toContain(text);
  const referral = await hub.get('catriona', at);
  for (const text of ['Safe contact', 'Leave no voicemail.', 'Interpreter', 'Amina']) expect(referral.text).toContain(text);
});
test('the page is filled with what is known, and what is emptied is gone', async () => {
  const { hub, people, write } = await takenOn();
  await write('/about', { ...all, seen: '0' });
  const form = await hub.get('catriona', `${people}/about`);
  for (const text of ['value="voicemail" checked', 'value="Bramble"', 'value="woman" checked', 'value="two-people" checked', 'value="2027"', 'value="Amina"'])
    expect(form.text).toContain(text);
  await write('/about', { ...all, 's0-gone': 'yes', no: undefined, when: '', 'code-word': '', 'reach-note': '', seen: '1' });
  const page = await hub.get('catriona', people);
  for (const text of ['Amina', 'Leave no voicemail', 'Bramble']) expect(page.text.replace(/<details.*<\/details>/s, '')).not.toContain(text);
  expect(page.text).toContain('changed: safe contact, people who support them');
});
test('several people who support them fit, one more each time it is saved; each says who they are', async () => {
  const { hub, people, from, write } = await takenOn();
  const first = await write('/about', { 's0-name': 'Amina', 's0-is': 'daughter', do: 'more', seen: '0' });
  expect(first).toMatchObject({ status: 303, location: `${people}/about${from}#supporters` });
  const form = await hub.get('catriona', `${people}/about${from}`);
  expect(form.text).toContain('name="s1-name"');
  await write('/about', { 's0-name': 'Amina', 's0-is': 'daughter', 's1-name': 'Tom', 's1-is': 'neighbour', seen: '1' });
  const page = await hub.get('catriona', people);
  for (const text of ['Amina', 'Tom', 'say nothing to them']) expect(page.text).toContain(text);
  const wrong = await write('/about', { 's0-phone': '0141 496 0001', seen: '2' });
  expect(wrong.status).toBe(422);
  for (const text of ['href="#s0-name"', 'href="#s0-is"', 'value="0141 496 0001"']) expect(wrong.text).toContain(text);
});
test('what is wrong is said at its field: too long, no such day, a number out of range, a visit that nobody said how', async () => {
  const { write, hub, people } = await takenOn();
  const wrong = await write('/about', { when: 'x'.repeat(101), adults: '99', 'review-day': '31', 'review-month': '2', 'review-year': '2027', seen: '0' });
  expect(wrong.status).toBe(422);
  for (const field of ['when', 'adults', 'review']) expect(wrong.text).toContain(`id="${field}-fault"`);
  expect((await write('/about', { 'visit-note': 'A dog.', seen: '0' })).text).toContain('id="visit-fault"');
  expect((await write('/about', { visit: 'alone', 'review-day': '1', 'review-month': '2', 'review-year': '2026', seen: '0' })).text).toContain(
    'id="review-fault"',
  );
  expect((await hub.get('catriona', people)).text).toContain('Nothing recorded yet.');
});
test('a home visit is thought over again in six months unless said otherwise; past that day it is overdue in sight, and the rest can still be saved', async () => {
  const { hub, at, people, write } = await takenOn();
  await write('/about', { visit: 'with-care', seen: '0' });
  expect((await hub.get('catriona', people)).text).toContain('Monday 24 May 2027');
  hub.pass(200 * 86_400_000);
  for (const address of [people, `${people}/about`, at]) expect((await hub.get('catriona', address)).text).toContain('Should have been thought over again by');
  const day = { 'review-day': '24', 'review-month': '5', 'review-year': '2027' };
  expect(await write('/about', { visit: 'with-care', ...day, language: 'Polish', seen: '1' })).toMatchObject({ status: 303 });
});
test('who was faster is not overwritten: theirs stands beside what was typed', async () => {
  const { write, hub, people } = await takenOn();
  await write('/about', { no: 'call', seen: '0' }, 'moira');
  const lost = await write('/about', { language: 'Polish', seen: '0' });
  expect(lost.status).toBe(409);
  for (const text of ['This has changed meanwhile', 'Do not call.', 'value="Polish"', 'name="seen" value="1"']) expect(lost.text).toContain(text);
  expect((await hub.get('catriona', people)).text).not.toContain('Polish');
  expect(await write('/about', { language: 'Polish', no: 'call', seen: '1' })).toMatchObject({ status: 303 });
});
test('the same again makes no version', async () => {
  const { write, hub, person } = await takenOn();
  await write('/about', { language: 'Polish', seen: '0' });
  await write('/about', { language: 'Polish', seen: '1' });
  expect(await write('/about', { language: 'Somali', seen: '1' })).toMatchObject({ status: 303 });
  const items = await hub.table.query({ pk: `PERSON#${person}`, from: 'V#About', to: 'V#About~' });
  expect(items.items).toHaveLength(1);
});
test('text that would be markup is text, wherever it is shown', async () => {
  const { hub, at, people, write } = await takenOn();
  const short = hostile.slice(0, 58);
  await write('/about', {
    ...{
      when: hostile.slice(0, 90),
      'code-word': short,
      'reach-note': hostile,
      language: short,
      'talk-note': hostile,
      visit: 'with-care',
      'visit-note': hostile,
    },
    ...{
      children: hostile.slice(0, 90),
      'home-note': hostile,
      's0-name': hostile.slice(0, 90),
      's0-is': short,
      's0-may': hostile,
      's0-phone': '<b>1</b>',
      seen: '0',
    },
  });
  for (const address of [people, `${people}/about`, at, `${at}/contact`]) {
    const page = await hub.get('catriona', address);
    expect([address, page.status, page.text.includes('<script'), page.text.includes('<b>')]).toEqual([address, 200, false, false]);
    expect(page.text).toContain('&lt;script&gt;');
  }
  expect(JSON.stringify(hub.logged)).not.toContain('script');
});
test('a merged record leads to who it was merged into, and a merge does not lose that somebody must not be called', async () => {
  const { hub, person, people, write } = await takenOn();
  const other = await known(hub, { identifier: undefined, birthDate: '1999-09-09' });
  const twin = `/app/work/people/${other}/matters`;
  await hub.post('moira', `${twin}/about`, { no: 'call', visit: 'not-at-home', 's0-name': 'Tom', 's0-is': 'son', seen: '0' });
  await write('/about', { no: 'text', visit: 'alone', 's0-name': 'Amina', 's0-is': 'daughter', seen: '0' });
  const done = await merged(hub, other, person);
  expect(done.status).toBe(200);
  for (const address of [people, twin]) {
    const page = await hub.get('catriona', address);
    for (const text of ['Do not call.', 'Do not text.', 'No home visits.', 'Amina', 'Tom', `${people}/about`]) expect(page.text).toContain(text);
  }
  await write('/about', { no: 'text', 's0-name': 'Amina', 's0-is': 'daughter', seen: '1' });
  expect((await hub.get('catriona', people)).text.replace(/<details.*<\/details>/s, '')).not.toContain('Do not call.');
});
test('a name that is hidden stays so on these pages until it is asked for, by whoever looks; what is saved meanwhile is saved, and shows nothing', async () => {
  const { hub, at, people, write, goalIds } = await takenOn();
  await write('/goal', { words: 'Feel safe' });
  const [id = ''] = await goalIds();
  await write('/about', { ...all, sensitive: 'yes', seen: '0' });
  expect((await hub.get('catriona', '/app/work')).text).toContain('Name hidden');
  const pages = [people, `${people}/about`, `${people}/goal`, `${people}/goals/${id}`, `${people}/goals/${id}/change`, `${at}/needs`, `${at}/sheet`];
  for (const page of pages) {
    expect([page, await hub.get('catriona', page)]).toMatchObject([page, { status: 303, location: at, text: '' }]);
    expect((await hub.get('moira', page)).status).toBe(303);
  }
  const secrets = ['Person Invented', 'Feel safe', 'Bramble', 'Amina'];
  const tellings = [
    await hub.get('catriona', at),
    await write(`/goals/${id}`, { line: 'typed' }),
    await write(`/goals/${id}/change`, {}),
    await write('/about', { adults: '99', seen: '1' }),
    await write('/about', { language: 'Polish', seen: '0' }),
    await hub.post('catriona', `${at}/needs`, {}),
    await hub.post('catriona', `${at}/sheet`, {}),
  ];
  for (const { status, text } of tellings) for (const secret of secrets) expect([status, text.includes(secret)]).toEqual([status, false]);
  expect(await write(`/goals/${id}`, { progress: 'better', line: 'A lock on the door', seen: '1' })).toMatchObject({ status: 303 });
  expect((await hub.post('catriona', `${at}/sheet`, { as: 'read-aloud', in: 'en' })).status).toBe(303);
  await hub.post('catriona', `${at}/show-name`);
  const page = await hub.get('catriona', people);
  for (const text of ['Person Invented', 'Better: A lock on the door', 'Bramble', 'The name is hidden in lists']) expect(page.text).toContain(text);
});
const coded = (code: string) => {
  const coding = [{ system: 'https://fhir.hl7.org.uk/CodeSystem/UKCore-EthnicCategoryScotland', code }];
  return [{ url: 'https://fhir.hl7.org.uk/StructureDefinition/Extension-UKCore-EthnicCategory', valueCodeableConcept: { coding } }];
};
test('the ethnic group that the practice’s system sent is there, until what the person says is written down; the history says that it changed, not to what', async () => {
  const [patient, ...others] = sentReferral('A-1').contained;
  const { hub, people, write } = await takenOn({ contained: [{ ...patient, extension: coded('3G') }, ...others] });
  expect((await hub.get('catriona', people)).text).toContain('Indian, Scottish Indian or British Indian');
  expect((await hub.get('catriona', `${people}/about`)).text).toContain('<option value="asian-indian" selected>');
  expect(await write('/about', { ethnicity: 'mixed', seen: '0' })).toMatchObject({ status: 303 });
  const page = (await hub.get('catriona', people)).text;
  expect([page.includes('Mixed or several ethnic groups'), page.includes('British Indian'), page.includes('changed: ethnic group')]).toEqual([
    true,
    false,
    true,
  ]);
  expect(await write('/about', { ethnicity: 'not-said', seen: '1' })).toMatchObject({ status: 303 });
  expect((await hub.get('catriona', people)).text).toContain('Would rather not say');
  expect(await write('/about', { ethnicity: 'martian', seen: '2' })).toMatchObject({ status: 303 });
  expect((await hub.get('catriona', `${people}/about`)).text).toContain('<option value="asian-indian" selected>');
  for (const who of ['jamal', 'elspeth', 'nadia', 'fraser'] as const) expect((await hub.get(who, people)).status, who).toBe(404);
});
