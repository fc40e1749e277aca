/** Entries of a directory that is nowhere: made by number, the same each time. Every name, place and number in them is INVENTED. */
import { createHash } from 'node:crypto';
import { councils } from '#directory/councils';

type Kind = { what: string; does: string; categories: readonly string[]; groups?: readonly string[]; ages?: readonly [number, number] };
const kinds: readonly Kind[] = [
  { what: 'Food Pantry', does: 'Groceries for a few pounds, or for nothing when there is nothing.', categories: ['food-nutrition', 'foodbank'] },
  { what: 'Community Meal', does: 'A hot meal and company. Nobody is asked why they come.', categories: ['free-meals', 'social-activity'] },
  { what: 'Money Advice', does: 'Benefits checks, forms and debts, with somebody who knows the rules.', categories: ['money', 'money-advice'] },
  { what: 'Energy Advice', does: 'Help with bills, meters and cold rooms.', categories: ['energy-advice', 'money'] },
  { what: 'Housing Advice', does: 'Damp, rent arrears, notices to quit.', categories: ['housing-advice', 'housing-and-homelessness'] },
  { what: 'Befriending', does: 'A visit or a call each week.', categories: ['befriending', 'support-network'], groups: ['Older People'], ages: [60, 0] },
  { what: 'Walking Group', does: 'An easy walk and a cup of tea afterwards.', categories: ['physical-activity', 'outdoor-pursuits'] },
  { what: 'Men’s Shed', does: 'A workshop, tools and time to talk.', categories: ['social-group', 'mens-health'], groups: ['Men'] },
  { what: 'Bereavement Café', does: 'For anybody who has lost somebody, however long ago.', categories: ['bereavement', 'support-group'] },
  { what: 'Carers’ Group', does: 'A rest and somebody who understands.', categories: ['respite', 'carers'], groups: ['Carers'] },
  { what: 'English Conversation', does: 'Classes for all levels, with childcare.', categories: ['foreign-languages', 'lifelong-learning'] },
  { what: 'Digital Help', does: 'Phones, tablets and forms online, one to one.', categories: ['computer-class', 'digital-literacy'] },
  { what: 'Community Transport', does: 'A minibus with a lift to the surgery and the shops.', categories: ['community-transport', 'transport-mobility'] },
  { what: 'Recovery Café', does: 'A dry place run by people in recovery.', categories: ['alcohol-addiction', 'drug-addiction', 'peer-support'] },
  { what: 'Work Club', does: 'CVs, applications and courage.', categories: ['employability', 'work-preparation'], ages: [16, 65] },
  { what: 'Self-management Course', does: 'Six mornings on living with a long-term condition.', categories: ['self-management', 'conditions'] },
  { what: 'Advocacy', does: 'Somebody at your side when decisions are made.', categories: ['independent-advocacy', 'rights-representation'] },
  { what: 'Youth Space', does: 'Games, music, and adults who listen.', categories: ['social-activity', 'games'], groups: ['Young People'], ages: [12, 18] },
  { what: 'Community Garden', does: 'Vegetables, benches and no obligation.', categories: ['community-garden', 'social-activity'] },
  { what: 'Clothes Bank', does: 'Coats, shoes and school clothes.', categories: ['clothing', 'goods'] },
  { what: 'Listening Service', does: 'Counselling for low mood and anxiety; a short wait.', categories: ['counselling', 'mental-health'] },
  // ALISS has entries that say nothing of what they are for.
  { what: 'Community Hall', does: 'Rooms, a kitchen and a notice board.', categories: [] },
];
const firsts = 'Drum Kelvin Birch Rowan Thistle Heather Broom Canal Harbour Cairn Lantern Bracken Otter Heron Juniper Larch Sorrel Plover Curlew Merle'.split(
  ' ',
);
const seconds = 'bank side garth field row gate bridge brae park wynd haugh muir'.split(' ');
const features = ['Wheelchair Access', 'Accessible Toilet', 'Hearing Loop', 'Parking', 'Near a bus stop', 'Online'];
const places = Object.keys(councils);

/** From 0 to 255, the same for the same. */
const dice = (n: number, about: string): number => createHash('sha256').update(`${about}#${n}`).digest()[0] ?? 0;
const pick = <One>(list: readonly One[], n: number): One => {
  const one = list[n % list.length];
  if (one === undefined) throw new Error('nothing to choose from');
  return one;
};
const uuid = (n: number): string => {
  const hex = createHash('sha256').update(`invented entry ${n}`).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
};
const slug = (text: string) => text.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-');
const name = (text: string) => ({ name: text, slug: slug(text) });

/** Most of a demonstration's are where it plays. */
const council = (n: number): string => (dice(n, 'near') < 150 ? 'S12000049' : pick(places, dice(n, 'council')));
const location = (n: number) => ({
  id: uuid(n + 1_000_000),
  name: `${pick(firsts, dice(n, 'hall'))} Hall`,
  formatted_address: '',
  street_address: `${1 + dice(n, 'street')} Example Street`,
  locality: 'Exampleton',
  region: '',
  state: '',
  postal_code: dice(n, 'postcode') < 128 ? 'G1 1XX' : 'G2 2XX',
  country: 'United Kingdom',
  latitude: 55.86 + (dice(n, 'north') - 128) / 2_000,
  longitude: -4.25 + (dice(n, 'east') - 128) / 1_000,
});
const areasOf = (n: number) => {
  const code = council(n);
  if (dice(n, 'everywhere') < 8) return [{ code: 'S92000003', name: 'Scotland', type: 'Country' }];
  return [{ code, name: councils[code]?.name ?? '', type: 'Local Authority' }];
};
const groupsOf = ({ groups = [], ages }: Kind) => [
  ...groups.map((one) => ({ ...name(one), is_range: false, min: 0, max: 0 })),
  ...(ages ? [{ ...name('Age'), is_range: true, min: ages[0], max: ages[1] }] : []),
];

const whereOf = (n: number): string =>
  `${pick(firsts, Math.floor(n / kinds.length))}${pick(seconds, Math.floor(n / kinds.length / firsts.length) + dice(n, 'second'))}`;
/** As ALISS sends it. */
export type SentEntry = Record<string, unknown> & { id: string; name: string };
const textsOf = (n: number, { does }: Kind, title: string) => ({
  description: `\r\n${does} &amp; you may bring somebody.\r\nINVENTED for demonstration.\r\n`,
  description_formatted: `<p>${does} &amp; you may bring somebody.</p><p>INVENTED for demonstration.</p>`,
  summary: '',
  url: dice(n, 'web') < 200 ? `https://${slug(title)}.example` : null,
  referral_url: null,
  phone: `0141 496 0${String(n % 1000).padStart(3, '0')}`,
  email: `hello@${slug(title)}.example`,
  ...{ facebook: '', twitter: '', instagram: '' },
});
const inventedEntry = (n: number): SentEntry => {
  const kind = pick(kinds, n);
  const where = whereOf(n);
  const title = `${where} ${kind.what}`;
  const id = uuid(n);
  const address = `https://aliss.invalid/services/${id}`;
  return {
    id,
    name: title,
    ...textsOf(n, kind, title),
    categories: kind.categories.map((one) => ({ name: one, slug: one, selected: true })),
    accessibility_features: features
      .filter((_, at) => dice(n, `feature ${at}`) < 90)
      .map((one) => ({ ...name(one), additional_info: '', icon: '', location_id: null })),
    community_groups: groupsOf(kind),
    service_areas: areasOf(n),
    media_gallery: [],
    organisation: { ...name(where), id: uuid(n + 2_000_000), aliss_url: address, permalink: address, is_claimed: true },
    slug: `${slug(title)}-${n}`,
    aliss_url: address,
    permalink: address,
    is_claimed: dice(n, 'claimed') < 128,
    is_deprioritised: false,
    last_updated: '2026-05-04T09:12:13.4567Z',
    last_reviewed: `2026-${String(1 + (n % 10)).padStart(2, '0')}-11T00:00:00`,
    locations: dice(n, 'place') < 220 ? [location(n)] : [],
    location_score: 0,
  };
};
export const inventedEntries = (count: number): SentEntry[] => Array.from({ length: count }, (_, n) => inventedEntry(n));
