/** Reads what ALISS answers, leniently: an entry that lacks a detail is an entry still. Pure. */
import * as z from 'zod/mini';
import type { AccessFeature, Place } from '#directory/types';
import { parseLocalDate } from '#platform/time';
import type { AlissPage, AlissService, Attribution } from './types.ts';

const text = z.catch(z.optional(z.string()), undefined);
const number = z.catch(z.optional(z.number()), undefined);
const yes = z.catch(z.optional(z.boolean()), undefined);
const some = <Entry>(entry: z.ZodMiniType<Entry>) => z.catch(z.array(entry), []);
const slugged = z.object({ name: text, slug: text });
const entry = z.object({
  id: z.string().check(z.regex(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i)),
  name: z.string().check(z.minLength(1)),
  description: text,
  summary: text,
  url: text,
  phone: text,
  email: text,
  categories: some(slugged),
  accessibility_features: some(slugged),
  // The documentation says `min_value`, what is sent `min`.
  community_groups: some(z.object({ name: text, is_range: yes, min: number, max: number, min_value: number, max_value: number })),
  service_areas: some(z.object({ code: text })),
  organisation: z.catch(z.object({ name: text }), {}),
  permalink: text,
  is_deprioritised: yes,
  last_updated: text,
  last_reviewed: text,
  locations: some(z.object({ name: text, street_address: text, locality: text, postal_code: text, latitude: number, longitude: number })),
});
type Sent = z.infer<typeof entry>;

/** Signs that turn the writing about, with which a name could show another. */
const turning = /[\u202a-\u202e\u2066-\u2069]/gu;
/** One line of at most so many characters; nothing left is undefined. */
const line = (given: string | undefined, most: number): string | undefined =>
  given
    ?.replace(turning, '')
    .replace(/[\p{Cc}\s]+/gu, ' ')
    .trim()
    .slice(0, most)
    .trim() || undefined;
/** ALISS takes the tags out by a pattern of its own; what slips through, and what its patterns leave of entities, goes here. */
const entities: Readonly<Record<string, string>> = { '&amp;': '&', '&nbsp;': ' ', '&quot;': '"', '&#39;': "'", '&lt;': '<', '&gt;': '>' };
const plainText = (given: string | undefined): string | undefined =>
  given
    ?.replace(turning, '')
    .replace(/<[^<>]*>/g, ' ')
    .replace(/&(?:amp|nbsp|quot|#39|lt|gt);/g, (found) => entities[found] ?? ' ')
    .replace(/\r\n?/g, '\n')
    .replace(/[^\S\n]+/g, ' ')
    .replace(/ ?\n ?/g, '\n')
    .replace(/\n{3,}/g, '\n\n')
    .replace(/[^\P{Cc}\n]/gu, '')
    .trim()
    .slice(0, 2000)
    .trim() || undefined;
const webAddress = (given: string | undefined): string | undefined => (given && /^https?:\/\/[^\s"<>]{1,300}$/.test(given) ? given : undefined);
/** .NET's empty instant is the year 1. */
const dayOf = (given: string | undefined) => (given && !given.startsWith('0001') ? parseLocalDate(given.slice(0, 10)) : undefined);

const features: readonly (readonly [RegExp, AccessFeature])[] = [
  [/wheelchair|step.?free|level access|ramp|lift/i, 'step-free'],
  [/accessible (toilet|wc)|changing places/i, 'accessible-toilet'],
  [/hearing|induction|loop/i, 'hearing-loop'],
  [/quiet/i, 'quiet-space'],
  [/parking/i, 'parking'],
  [/bus|public transport/i, 'near-bus'],
  [/home visit/i, 'home-visits'],
  [/telephone|by phone/i, 'telephone'],
  [/online|virtual/i, 'online'],
];
const accessOf = (sent: Sent['accessibility_features']): AccessFeature[] => [
  ...new Set(
    sent.flatMap(({ name = '', slug = '' }) => features.filter(([tells]) => tells.test(name) || tells.test(slug.replaceAll('-', ' '))).map(([, one]) => one)),
  ),
];
const placeOf = ({ name, street_address, locality, postal_code, latitude, longitude }: Sent['locations'][number]): Place => {
  const [, out, inward] = /^([A-Z]{1,2}\d[A-Z\d]?)\s*(\d[A-Z]{2})$/.exec((postal_code ?? '').trim().toUpperCase()) ?? [];
  const isPoint =
    latitude !== undefined && longitude !== undefined && Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180 && (latitude !== 0 || longitude !== 0);
  return defined({
    name: line(name, 120),
    line: line(street_address, 120),
    town: line(locality, 120),
    postcode: out && inward ? `${out} ${inward}` : undefined,
    ...(isPoint ? { latitude, longitude } : {}),
  });
};
const defined = <Given extends object>(given: Given): { [Name in keyof Given]?: Exclude<Given[Name], undefined> } =>
  Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as never;

const slugsOf = (sent: Sent['categories']): string[] => [...new Set(sent.flatMap(({ slug }) => (slug ? [slug.slice(0, 80)] : [])))].sort();
/** Of several ranges the widest: a person in any of them is welcome. */
const agesOf = (groups: Sent['community_groups']) => {
  const ranges = groups.filter(({ is_range }) => is_range === true);
  const least = ranges.map(({ min, min_value }) => min ?? min_value ?? 0);
  const most = ranges.map(({ max, max_value }) => max ?? max_value ?? 0);
  const toAge = most.some((one) => one <= 0) ? undefined : Math.max(...most);
  return ranges.length > 0 ? { fromAge: Math.min(...least), toAge } : {};
};
const serviceOf = (sent: Sent): AlissService => ({
  id: sent.id.toLowerCase(),
  name: line(sent.name, 120) ?? 'Without a name',
  organisation: line(sent.organisation.name, 120) ?? '',
  categories: slugsOf(sent.categories),
  access: accessOf(sent.accessibility_features),
  groups: sent.community_groups.flatMap(({ name }) => line(name, 80) ?? []).slice(0, 20),
  serves: [...new Set(sent.service_areas.flatMap(({ code }) => (code && /^S\d{8}$/.test(code) ? [code] : [])))].sort(),
  places: sent.locations.slice(0, 20).map(placeOf),
  ...defined({
    about: plainText(sent.summary) === undefined ? plainText(sent.description) : plainText(`${sent.summary}\n${sent.description ?? ''}`),
    phone: line(sent.phone, 40),
    mail: line(sent.email, 200),
    web: webAddress(sent.url),
    page: webAddress(sent.permalink),
    edited: dayOf(sent.last_updated),
    reviewed: dayOf(sent.last_reviewed),
    deprioritised: sent.is_deprioritised === true ? (true as const) : undefined,
    ...agesOf(sent.community_groups),
  }),
});

const envelope = z.object({
  count: z.int().check(z.gte(0)),
  data: z.array(z.unknown()),
  error: z.optional(z.nullable(z.string())),
  meta: z.catch(z.object({ licence: text, attribution: some(z.object({ text, url: text })) }), { attribution: [] }),
});
const usual = 'CC BY 4.0';
const attributionOf = ({ licence, attribution }: z.infer<typeof envelope>['meta']): Attribution => ({
  licence: line(licence, 300) ?? usual,
  to: attribution.slice(0, 20).flatMap((one) => {
    const said = line(one.text, 300);
    return said ? [{ text: said, ...defined({ url: webAddress(one.url) }) }] : [];
  }),
});

/** Undefined where it is no page of entries, whatever its status was: ALISS answers some faults with 200 and `error`. */
export const readPage = (raw: unknown): AlissPage | undefined => {
  const read = envelope.safeParse(raw);
  if (!read.success || (read.data.error ?? '') !== '') return undefined;
  const entries = read.data.data.map((one) => entry.safeParse(one));
  const services = entries.flatMap((one) => (one.success ? [serviceOf(one.data)] : []));
  return { count: read.data.count, services, unreadable: entries.length - services.length, attribution: attributionOf(read.data.meta) };
};
