import { expect, test } from 'vitest';
import { hostile, takenOn } from '#test/matters';

const nothing = { phone: '', email: '', address: '', postcode: '' };
const opened = async (change?: Record<string, unknown>) => {
  const taken = await takenOn(change);
  const { hub, people, from, person } = taken;
  const page = () => hub.get('catriona', `${people}/reach${from}`);
  const seen = async () => /name="seen" value="(\d+)"/.exec((await page()).text)?.[1] ?? '';
  const patient = async () => (await hub.call('GET', `/Patient/${person}`, { as: 'practitioner' })).body;
  return { ...taken, page, seen, patient };
};

test('a new number and a new address are on the person’s page from then on, and what they take the place of is kept as old', async () => {
  const { hub, at, page, seen, patient, write } = await opened();
  const [old] = (await patient()).telecom;
  expect((await page()).text).toContain(`value="${old.value}"`);
  const typed = { ...nothing, phone: '0141 496 0077', address: '4 Dumbarton Road\nGlasgow', postcode: 'g11 6ab', gone: [old.value], seen: await seen() };
  expect(await write('/reach', typed)).toMatchObject({ status: 303, location: `${at}?did=saved` });
  const { text } = await hub.get('catriona', at);
  expect(text).toContain('0141 496 0077');
  expect(text).not.toContain(old.value);
  expect(text).toContain('4 Dumbarton Road, Glasgow, G11 6AB');
  expect((await patient()).telecom).toContainEqual({ ...old, use: 'old' });
});
test('a number that was theirs before can be theirs again', async () => {
  const { hub, at, seen, patient, write } = await opened();
  const [old] = (await patient()).telecom;
  await write('/reach', { ...nothing, gone: [old.value], seen: await seen() });
  await write('/reach', { ...nothing, phone: old.value, seen: await seen() });
  expect((await hub.get('catriona', at)).text).toContain(old.value);
});
test('what is no number, no e-mail address or no postcode is said at its field, and everything typed stays', async () => {
  const { seen, patient, write } = await opened();
  const before = await patient();
  const { status, text } = await write('/reach', { phone: 'her sister', email: 'at home', address: hostile, postcode: 'near the shop', seen: await seen() });
  expect(status).toBe(422);
  for (const field of ['phone', 'email', 'postcode']) expect(text).toContain(`href="#${field}"`);
  expect(text).toContain('near the shop');
  expect(text).not.toContain('<script>alert');
  expect(await patient()).toEqual(before);
});
test('what is the same again makes no version', async () => {
  const { seen, patient, write } = await opened();
  const before = await patient();
  await write('/reach', { ...nothing, phone: before.telecom[0].value, seen: await seen() });
  expect(await patient()).toEqual(before);
});
test('whoever is second sees what the first saved, and saves over it what they typed', async () => {
  const { hub, at, seen, write } = await opened();
  const both = await seen();
  await write('/reach', { ...nothing, phone: '0141 496 0077', seen: both });
  const second = await write('/reach', { ...nothing, email: 'kirsty@example.com', seen: both }, 'catriona');
  expect(second.status).toBe(409);
  for (const text of ['0141 496 0077', 'kirsty@example.com', 'nothing of yours is saved yet']) expect(second.text).toContain(text);
  await write('/reach', { ...nothing, email: 'kirsty@example.com', seen: await seen() });
  const { text } = await hub.get('catriona', at);
  for (const way of ['0141 496 0077', 'kirsty@example.com']) expect(text).toContain(way);
});
test('nobody else comes to the page', async () => {
  const { hub, people, from, write, seen } = await opened();
  expect((await hub.get('elspeth', `${people}/reach${from}`)).status).toBe(404);
  expect((await write('/reach', { ...nothing, phone: '0141 496 0077', seen: await seen() }, 'elspeth')).status).toBe(404);
});
