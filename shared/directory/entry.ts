/** One entry of the directory that is searched: a service of the hub, an entry of ALISS, or one that is both. Pure. */
import type { NeedCode } from '#referral/types';
import type { AlissService } from './aliss/types.ts';
import { type Point, pointOf, type Sectors } from './geography.ts';
import { needsOfCodes, needsOfSlugs } from './needs-met.ts';
import type { AccessFeature, Cost, Eligibility, OpeningHours, Organisation, Place, Service, ServiceContact } from './types.ts';

export type Entry = {
  /** `drumgarth.parcels`, or `aliss.` and the id there. */
  key: string;
  /** Where people can be referred by the hub. Absent: people are told of it, and go themselves. */
  hub?: { organisation: string; service: string };
  name: string;
  organisation: string;
  about?: string;
  /** Absent, here and below: not known. */
  needs?: NeedCode[];
  places: Place[];
  points: Point[];
  serves?: string[];
  opening?: OpeningHours[];
  access?: AccessFeature[];
  cost?: Cost;
  languages?: string[];
  eligibility?: Eligibility;
  contact?: ServiceContact;
  sensitive?: true;
  lastChecked?: string;
  /** `page`: to be shown wherever what ALISS says is shown. */
  aliss?: { id: string; page?: string };
  /** What a search for words looks through, in small letters without accents. */
  words: string;
};

export const plain = (text: string): string => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
const wordsOf = (...texts: readonly (string | undefined)[]): string => plain(texts.filter(Boolean).join('\n'));
const pointsOf = (places: readonly Place[], sectors: Sectors | undefined): Point[] =>
  places.flatMap(({ latitude, longitude, postcode }) => {
    if (latitude !== undefined && longitude !== undefined) return [{ latitude, longitude }];
    return pointOf(postcode, sectors) ?? [];
  });
/** What is undefined is not said at all. */
const said = <Facts extends object>(facts: Facts): { [Fact in keyof Facts]?: Exclude<Facts[Fact], undefined> } =>
  Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined)) as never;

const contactOf = ({ phone, mail, web }: AlissService): ServiceContact | undefined => (phone || mail || web ? said({ phone, mail, web }) : undefined);
const agesOf = ({ fromAge, toAge }: AlissService): Eligibility | undefined =>
  fromAge === undefined && toAge === undefined ? undefined : said({ fromAge, toAge });
const alissFacts = (one: AlissService) => ({
  about: one.about,
  needs: needsOfSlugs(one.categories),
  serves: one.serves.length > 0 ? one.serves : undefined,
  access: one.access.length > 0 ? one.access : undefined,
  eligibility: agesOf(one),
  contact: contactOf(one),
  lastChecked: one.reviewed,
  aliss: said({ id: one.id, page: one.page }) as Entry['aliss'],
});
export const entryOfAliss = (one: AlissService, sectors?: Sectors): Entry => ({
  key: `aliss.${one.id}`,
  name: one.name,
  organisation: one.organisation,
  places: one.places,
  points: pointsOf(one.places, sectors),
  words: wordsOf(one.name, one.organisation, one.about, one.categories.join(' '), one.groups.join(' ')),
  ...said(alissFacts(one)),
});

/** `beside`: its entry in ALISS; what the hub says wins, what it does not say is taken from there. */
export const entryOfHub = (organisation: Organisation, service: Service, beside: AlissService | undefined, sectors?: Sectors): Entry => {
  const places = service.place ? [service.place] : (beside?.places ?? []);
  const { about, opening, access, cost, languages, eligibility, contact, lastChecked } = service;
  const own = { about, opening, access, cost, languages, eligibility, contact, lastChecked, needs: needsOfCodes(service.categories) };
  const serves = service.serves ?? [organisation.area];
  return {
    ...(beside ? said(alissFacts(beside)) : {}),
    ...said(own),
    key: `${organisation.id}.${service.id}`,
    hub: { organisation: organisation.id, service: service.id },
    name: service.name,
    organisation: organisation.name,
    places,
    points: pointsOf(places, sectors),
    serves,
    ...(service.sensitive ? { sensitive: true as const } : {}),
    words: wordsOf(service.name, organisation.name, about, beside?.about, (service.categories ?? []).map(({ display }) => display).join(' ')),
  };
};
