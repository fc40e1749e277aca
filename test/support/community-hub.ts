/** Organisations as their Community Links Manager has them, in memory: what she reads and does on their pages. */
import { expect } from 'vitest';
import { dayFields, type TwoAreas, twoAreas } from './set-up-hub.ts';
import type { Named } from './web-hub.ts';

export const at = '/app/community/drumgarth';
export const parcels = `${at}/services/parcels`;
export const [today, yesterday] = ['2026-11-23', '2026-11-22'];
export const uuid = '0aa1bbcc-1122-3344-5566-77889900aabb';
export const onboarded = {
  id: 'drumgarth',
  name: 'Drumgarth Food Pantry',
  area: 'S12000049',
  mail: 'office@pantry.example',
  services: [
    { id: 'parcels', name: 'Parcels', fields: ['name'], categories: [{ system: 'http://snomed.info/sct', code: '733423003', display: 'Food insecurity' }] },
  ],
  agreements: [{ reference: 'DSA-1', purpose: 'Referrals', from: '2026-01-01', until: '2028-01-01' }],
};
export const id = 'drumgarth' as never;
export const hostile = `<script>alert("x")</script> '"\u202e 🦊`;
/** What a browser would post of a page's form as it was shown. */
export const typedIn = (text: string): Record<string, string[]> => {
  const unescaped = (value: string) =>
    value.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&#39;', "'").replaceAll('&amp;', '&');
  const fields: Record<string, string[]> = {};
  const add = (name: string, value: string) => Object.assign(fields, { [name]: [...(fields[name] ?? []), unescaped(value)] });
  for (const [tag] of /<main[\s\S]*/.exec(text)?.[0].matchAll(/<input[^>]*>/g) ?? []) {
    const [, name = ''] = / name="([^"]*)"/.exec(tag) ?? [];
    const [, value = ''] = / value="([^"]*)"/.exec(tag) ?? [];
    const isBox = /type="(?:radio|checkbox)"/.test(tag);
    if (!['csrf', 'do'].includes(name) && (!isBox || tag.includes(' checked'))) add(name, value);
  }
  for (const [, name = '', value = ''] of text.matchAll(/<textarea[^>]* name="([^"]*)"[^>]*>\n([\s\S]*?)<\/textarea>/g)) add(name, value);
  return fields;
};
export const communityHub = async (): Promise<TwoAreas> => {
  const hub = await twoAreas();
  await hub.onboard({ organisations: [onboarded] });
  return hub;
};
/** `of`: the hub of the test that runs. */
export const communityActs = (of: () => TwoAreas) => {
  const get = async (path: string, as: Named = 'elspeth') => (await of().get(as, path)).text;
  const does = (path: string, what: string, more: Record<string, string | string[]> = {}, as: Named = 'elspeth') => of().post(as, path, { do: what, ...more });
  const organisation = async (name = 'drumgarth') => (await of().directory.organisation(name as never)) ?? expect.fail('no organisation');
  const service = async () => (await organisation()).services[0] ?? expect.fail('no service');
  const lineOf = async (name: string) =>
    new RegExp(`<li><h2[^>]*><a href="[^"]*">${name}</a>[\\s\\S]*?</li>`).exec(await get('/app/community?show=all'))?.[0] ?? '';
  const talked = (on: string, more = {}) => does(`${at}/talk`, 'note', { way: 'telephone', whom: 'Tam', text: 'All well', ...dayFields('on', on), ...more });
  const entry = async (path: string, label: string) =>
    new RegExp(`name="entry" value="([^"]+)"><button[^>]*aria-label="${label}`).exec(await get(path))?.[1] ?? expect.fail(`no button ${label}`);
  const all = async () => JSON.stringify([await of().access.query({ pk: 'ORG#drumgarth' }), await of().access.query({ pk: 'CAPACITY#drumgarth' })]);
  return { get, does, organisation, service, lineOf, talked, entry, all };
};
