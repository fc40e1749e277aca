/** What happened, read from the tables' items as they lie there. */
import { ageBand, londonDay } from './days.ts';
import { type Told, toldOnward } from './sent-on.ts';

type Item = { pk: string; sk: string; [name: string]: unknown };
/** `fifths`: by postcode without space. `asAt`: what the hub learnt later is left out. */
type Given = { items: readonly Item[]; fifths: Readonly<Record<string, string>>; asAt?: string };

type Logged = { id: string; at: string; mode: string; outcome: string; twoWay: boolean; minutes?: number };
export type Contact = Logged & { day: string };
export type Goal = { setOn: string; endedOn?: string; how?: string };
export type Measured = { id: string; item: string; day: string; value: number; recordedAt: string };
export type Person = {
  id: string;
  born?: string;
  sex: string;
  fifth: string;
  interpreter: string;
  ethnicity: string;
  numbered: boolean;
  merged: number;
  goals: Goal[];
  measured: Measured[];
  referrals: Referral[];
};
export type Referral = {
  id: string;
  practice: string;
  person: Person;
  cameAt: string;
  came: string;
  age: string;
  source: string;
  /** Those not struck out, oldest first; two-way ones are attended or answered. */
  contacts: Contact[];
  accepted?: string;
  closed?: { at: string; day: string; reason: string; told: boolean };
  /** All needs recorded, and the one that matters most, as found or else as asked for. */
  needs: string[];
  primary: string;
  assessed?: string;
  /** Of what the person did not want: the permission before the help. */
  unwanted?: 'permission' | 'stopped';
  onward: ReturnType<typeof toldOnward>;
};

const parsed = (item: Item) => JSON.parse(String(item.data));
const hub = 'https://linkshub.scot/fhir/CodeSystem/links-hub';
const programme =
  'money debt food-fuel housing work mental-wellbeing loneliness bereavement relationships caring domestic-abuse alcohol-drugs gambling trauma immigration long-term-condition activity-diet disability legal digital transport education other';
const isNeed = (code: unknown): code is string => typeof code === 'string' && programme.split(' ').includes(code);
const closings = 'goals-met supported-elsewhere person-stopped unable-to-contact moved-away person-died not-appropriate service-ended other'.split(' ');

const contactsIn = (all: readonly Told[]): Contact[] => {
  const struck = all.flatMap(({ event }) => (event.type === 'contact-struck' ? [event.contact] : []));
  const logged: Logged[] = all.flatMap(({ event }) => (event.type === 'contact-logged' && !struck.includes(event.contact.id) ? [event.contact] : []));
  return logged
    .map((one) => ({ ...one, day: londonDay(one.at), twoWay: one.twoWay && ['attended', 'answered'].includes(one.outcome) }))
    .sort((a, b) => (a.at < b.at ? -1 : 1));
};
const reasonOf = ({ event }: Told): string => {
  if (event.type === 'rejected') return 'rejected';
  const codes: string[] = event.type === 'completed' ? event.outcomes.map(({ code }: { code?: string }) => code) : [event.reason.code];
  return codes.find((code) => closings.includes(code)) ?? 'other-words';
};
const closedIn = (all: readonly Told[]): Referral['closed'] => {
  const end = all.find(({ event }) => ['rejected', 'completed', 'failed', 'cancelled'].includes(event.type));
  if (!end) return undefined;
  const told = !all.some(({ at, event }) => event.type === 'practice-not-reached' && at >= end.at);
  return { at: end.at, day: londonDay(end.at), reason: reasonOf(end), told };
};
const needsIn = (all: readonly Told[], asked: { system?: string; code?: string }): Pick<Referral, 'needs' | 'primary'> & { assessed?: string } => {
  const recorded = all.filter(({ event }) => event.type === 'needs-recorded');
  const [first, last] = [recorded[0], recorded.at(-1)];
  if (first && last) return { needs: last.event.needs, primary: last.event.primary, assessed: londonDay(first.at) };
  return asked.system === hub && isNeed(asked.code) ? { needs: [asked.code], primary: asked.code } : { needs: [], primary: 'not-known' };
};

type Said = { gives: boolean };
const saidIn = ({ event }: Told): Said[] => {
  if (event.type === 'consent-recorded') return [event.statement];
  return (event.type === 'submitted' ? event.facts.consents : event.type === 'referred-on' ? event.consents : undefined) ?? [];
};
const unwantedIn = (all: readonly Told[]): Pick<Referral, 'unwanted'> => {
  if (all.flatMap(saidIn).some(({ gives }) => !gives)) return { unwanted: 'permission' };
  const ended = all.filter(({ event }) => ['rejected', 'failed', 'cancelled'].includes(event.type));
  return ended.some(({ event }) => ['person-stopped', 'person-declined'].includes(event.reason.code)) ? { unwanted: 'stopped' } : {};
};

/** Undefined: never sent, or entered in error. */
const referralFrom = (id: string, all: readonly Told[], people: ReadonlyMap<string, Person>): Referral | undefined => {
  const begun = all.find(({ event }) => event.type === 'submitted');
  const sent = begun?.event.draft ? all.find(({ event }) => event.type === 'activated') : begun;
  const person = people.get(begun?.event.facts.person);
  if (!begun || !sent || !person || all.some(({ event }) => event.type === 'marked-as-error')) return undefined;
  const { practice, source = 'gp-system', need } = begun.event.facts;
  const came = londonDay(sent.at);
  const accepted = all.find(({ event }) => event.type === 'accepted');
  const closed = closedIn(all);
  return {
    ...{ id, practice, person, source, cameAt: sent.at, came, age: ageBand(person.born, came), contacts: contactsIn(all), onward: toldOnward(all) },
    ...needsIn(all, need),
    ...unwantedIn(all),
    ...(accepted ? { accepted: londonDay(accepted.at) } : {}),
    ...(closed ? { closed } : {}),
  };
};

/** The newest version of each record that was there by then. */
const recordsNow = (
  items: readonly Item[],
  type: string,
  asAt = '~',
): { pk: string; record: Record<string, string>; resource: ReturnType<typeof parsed> }[] => {
  const versions = items.filter(({ sk }) => sk.startsWith(`T#${type}#`) || sk.startsWith(`V#${type}#`));
  const newest = new Map<string, { pk: string; record: ReturnType<typeof parsed> }>();
  for (const item of versions) {
    const record = parsed(item);
    const before = newest.get(record.id);
    if (record.lastUpdated <= asAt && (!before || before.record.versionId < record.versionId)) newest.set(record.id, { pk: item.pk, record });
  }
  return [...newest.values()].map(({ pk, record }) => ({ pk, record, resource: JSON.parse(record.resource) }));
};
type Coded = { coding?: { system?: string; code?: string }[] };
const codeOf = (concept: Coded | undefined, system: string) => concept?.coding?.find((one) => one.system?.startsWith(system))?.code;
const howEnded = (goal: { lifecycleStatus: string; achievementStatus?: Coded }): string | undefined => {
  if (['cancelled', 'rejected'].includes(goal.lifecycleStatus)) return 'withdrawn';
  if (goal.lifecycleStatus !== 'completed') return undefined;
  const code = codeOf(goal.achievementStatus, 'http://terminology.hl7.org/') ?? 'achieved';
  if (code === 'achieved') return code;
  return code === 'improving' || code === 'sustaining' ? 'partly' : 'not';
};
const goalFrom = ({ record, resource }: ReturnType<typeof recordsNow>[number]): Goal[] => {
  if (['entered-in-error', 'proposed'].includes(resource.lifecycleStatus)) return [];
  const [how, changed] = [howEnded(resource), londonDay(String(record.lastUpdated))];
  return [{ setOn: resource.startDate ?? changed, ...(how ? { how, endedOn: resource.statusDate ?? changed } : {}) }];
};
type Component = { code: Coded; valueInteger?: number; valueQuantity?: { value: number } };
const measuredFrom = ({ record, resource }: ReturnType<typeof recordsNow>[number]): Measured[] => {
  if (resource.status === 'entered-in-error') return [];
  return [resource, ...(resource.component ?? [])].flatMap(({ code, valueInteger, valueQuantity }: Component) => {
    const [item, value] = [codeOf(code, hub), valueInteger ?? valueQuantity?.value];
    const when = { id: String(record.id), day: resource.effectiveDateTime.slice(0, 10), recordedAt: String(record.lastUpdated) };
    return item !== undefined && value !== undefined ? [{ ...when, item, value }] : [];
  });
};

/** Who stands for a record, after merging. */
const standsFor = (items: readonly Item[]): ReadonlyMap<string, string> =>
  new Map(
    items.flatMap((item) => {
      if (!item.pk.startsWith('PERSON#') || item.sk !== 'S') return [];
      const id = item.pk.slice(7);
      return [[id, String(item.is ?? parsed(item).mergedInto ?? id)] as const];
    }),
  );
/** The newest of the versions that there were by then. */
const newestBy = (items: readonly Item[], asAt: string): Item | undefined =>
  items.filter((item) => parsed(item).lastUpdated <= asAt).sort((a, b) => parsed(b).versionId - parsed(a).versionId)[0];
const groups: Readonly<Record<string, string>> = { '1': 'white', '2': 'mixed', '3': 'asian', '4': 'african', '5': 'caribbean-black', '6': 'other' };
const written: readonly (readonly [RegExp, string])[] = [
  [/^white-/, 'white'],
  [/^mixed/, 'mixed'],
  [/^asian-/, 'asian'],
  [/^african/, 'african'],
  [/^(caribbean|black)/, 'caribbean-black'],
  [/^(arab|other)$/, 'other'],
  [/^not-said$/, 'not-said'],
];
type Extension = { url: string; valueCodeableConcept?: Coded };
const ethnicityIn = (patient: { extension?: Extension[] }, said: string | undefined): string => {
  if (said) return written.find(([form]) => form.test(said))?.[1] ?? 'no group';
  const found = patient.extension?.find(({ url }) => url.endsWith('UKCore-EthnicCategory'))?.valueCodeableConcept;
  const code = codeOf(found, 'https://fhir.hl7.org.uk/CodeSystem/UKCore-EthnicCategoryScotland') ?? '99';
  return code === '98' ? 'not-said' : (groups[code.slice(0, 1)] ?? 'not-known');
};
/** `current`: the record as it is; `then`: as it was. */
const personFrom = (id: string, current: Item, then: Item, about: Item | undefined, fifths: Given['fifths']): Person => {
  const { replaces = [] } = parsed(current);
  const { facts } = parsed(then);
  const patient = JSON.parse(String(then.patient));
  const { gender } = patient;
  return {
    ...{ id, sex: ['female', 'male', 'other'].includes(gender) ? gender : 'not-known', fifth: fifths[facts.postcode] ?? 'not-known' },
    ...(facts.birthDate ? { born: facts.birthDate } : {}),
    interpreter: about && parsed(about).about.communication?.interpreter ? 'yes' : 'no',
    ethnicity: ethnicityIn(patient, about && parsed(about).about.ethnicity),
    ...{ numbered: facts.number !== undefined, merged: replaces.length, goals: [], measured: [], referrals: [] },
  };
};
const toldIn = (items: readonly Item[], asAt = '~'): Map<string, Told[]> => {
  const all = new Map<string, Told[]>();
  const commits = items.filter(({ pk, sk }) => pk.startsWith('REF#') && sk.startsWith('E#')).sort((a, b) => (a.sk < b.sk ? -1 : 1));
  for (const item of commits) {
    const { at, events } = parsed(item);
    const told = at <= asAt ? events.map((event: Told['event']) => ({ at, event })) : [];
    all.set(item.pk.slice(4), [...(all.get(item.pk.slice(4)) ?? []), ...told]);
  }
  return all;
};

/** Everybody with a record that stands for itself. */
export const happened = (given: Given): Person[] => {
  const { items, fifths, asAt = '~' } = given;
  const roots = standsFor(items);
  const people = new Map<string, Person>();
  const own = Map.groupBy(items, ({ pk }) => pk);
  for (const item of items) {
    const id = item.pk.slice(7);
    if (item.sk !== 'S' || roots.get(id) !== id) continue;
    const all = own.get(item.pk) ?? [];
    const versions = all.filter(({ sk }) => sk === 'S' || sk.startsWith('V#Patient#')).sort((a, b) => parsed(a).versionId - parsed(b).versionId);
    const abouts = all.filter(({ sk }) => sk === 'A' || sk.startsWith('V#About#'));
    people.set(id, personFrom(id, item, newestBy(versions, asAt) ?? versions[0] ?? item, newestBy(abouts, asAt), fifths));
  }
  const everyone = new Map([...roots].flatMap(([id, root]) => [[id, people.get(root)] as const].flatMap(([one, who]) => (who ? [[one, who] as const] : []))));
  const told = toldIn(items, asAt);
  const whoseReferral = (id: string) => everyone.get(told.get(id)?.[0]?.event.facts?.person);
  const whose = (pk: string) => (pk.startsWith('REF#') ? whoseReferral(pk.slice(4)) : everyone.get(pk.slice(7)));
  for (const [id, all] of told) {
    const referral = referralFrom(id, all, everyone);
    referral?.person.referrals.push(referral);
  }
  for (const record of recordsNow(items, 'Goal', asAt)) whose(record.pk)?.goals.push(...goalFrom(record));
  for (const record of recordsNow(items, 'Observation', asAt)) whose(record.pk)?.measured.push(...measuredFrom(record));
  for (const person of people.values()) person.referrals.sort((a, b) => (a.cameAt < b.cameAt ? -1 : 1));
  return [...people.values()];
};
