/** Who needs the Community Links Manager, and why. Pure. */
import { daysBetween } from '#platform/time';
import type { LocalDate } from '#platform/types';
import { type Capacity, roomOn } from './capacity-store.ts';
import { type Attention, type AttentionName, attentions, type Relationship } from './casework-types.ts';
import type { Agreement } from './over-time.ts';
import type { Organisation, Service } from './types.ts';

/** Days. */
const silence = 90;
const endsWithin = 60;
const reviewHolds = 180;
/** `reviewed`: when its entry in ALISS was looked at last; `gone`: ALISS has it no more, or shows it no more. */
export type Listing = { reviewed?: LocalDate; gone?: true };
export type Facts = {
  organisation: Organisation;
  relationship: Relationship;
  /** By service. */
  capacity: ReadonlyMap<string, Capacity>;
  /** Its own system: absent, switched off, failing, or well. */
  system: 'none' | 'off' | 'failing' | 'well';
  /** The day of the newest e-mail that came back, where they have not answered since. */
  returned?: LocalDate | undefined;
  hasPin: boolean;
  /** Open requests in which it waits for an answer to its question. */
  questions: number;
  /** By id in ALISS, of those the hub's copy has; undefined: the hub has no copy. */
  listings: ReadonlyMap<string, Listing> | undefined;
};

export const isActive = ({ active }: Pick<Service, 'active'>): boolean => active !== false;
/** By a system of its own, or by the link in an e-mail and its PIN. */
export const canAnswer = ({ organisation, system, hasPin }: Pick<Facts, 'organisation' | 'system' | 'hasPin'>): boolean =>
  system !== 'none' || (organisation.mail !== undefined && hasPin);

type Say = (facts: Facts, today: LocalDate) => Attention[];
const say = (why: AttentionName, is: boolean, more: Omit<Attention, 'why'> = {}): Attention[] => (is ? [{ why, ...more }] : []);

const latestEnd = (agreements: readonly Agreement[]): LocalDate | undefined =>
  agreements.reduce<LocalDate | undefined>((latest, { until }) => (until && (!latest || until > latest) ? until : latest), undefined);
/** The one that holds longest counts; one without end always holds. */
const agreement: Say = ({ organisation: { agreements = [] } }, today) => {
  const begun = agreements.filter(({ from }) => from <= today);
  if (agreements.some(({ until }) => until === undefined) && begun.length > 0) return [];
  const until = latestEnd(agreements);
  if (begun.length === 0 || !until) return [{ why: 'agreement-missing' }];
  if (until < today) return [{ why: 'agreement-over', day: until }];
  return say('agreement-ending', daysBetween(today, until) <= endsWithin, { day: until });
};
const room: Say = ({ organisation, capacity }, today) =>
  organisation.services.filter(isActive).flatMap(({ id, name }): Attention[] => {
    const said = capacity.get(id);
    const is = roomOn(said, today);
    const until = is === 'full' ? said?.fullUntil : said?.pausedUntil;
    const day = until === undefined || until === 'further-notice' ? {} : { day: until };
    return is === 'full' || is === 'paused' ? [{ why: is, what: name, ...day }] : [];
  });
const overdue = ({ actions }: Relationship, today: LocalDate) => actions.filter(({ by, doneOn }) => doneOn === undefined && by < today);
const actions: Say = ({ relationship }, today) => {
  const late = overdue(relationship, today).toSorted((one, other) => (one.by < other.by ? -1 : 1));
  return late[0] ? [{ why: 'action-overdue', count: late.length, day: late[0].by }] : [];
};
const spoken: Say = ({ relationship: { lastSpoken } }, today) =>
  say('not-spoken', lastSpoken === undefined || daysBetween(lastSpoken, today) > silence, lastSpoken ? { day: lastSpoken } : {});
/** A sensitive service may have good reason not to be listed for everybody. */
const aliss: Say = ({ organisation, listings }, today) => {
  if (!listings) return [];
  return organisation.services
    .filter((one) => isActive(one) && one.sensitive !== true)
    .flatMap(({ name, aliss: id }): Attention[] => {
      const listed = id === undefined ? undefined : listings.get(id.toLowerCase());
      if (!listed || listed.gone) return [{ why: 'aliss-missing', what: name }];
      const { reviewed } = listed;
      return say('aliss-old', reviewed === undefined || daysBetween(reviewed, today) > reviewHolds, { what: name, ...(reviewed ? { day: reviewed } : {}) });
    });
};
const answering: Say = (facts) => [
  ...say('cannot-answer', !canAnswer(facts)),
  ...say('endpoint-off', facts.system === 'off'),
  ...say('endpoint-failing', facts.system === 'failing'),
  ...(facts.system === 'none' && facts.returned ? [{ why: 'mail-returned' as const, day: facts.returned }] : []),
  ...say('questions', facts.questions > 0, { count: facts.questions }),
  ...say('not-open', !facts.organisation.services.some(isActive)),
];
const all: readonly Say[] = [answering, actions, agreement, room, spoken, aliss];

/** In the order of `attentions`; nothing where all is well. */
export const attentionOf = (facts: Facts, today: LocalDate): Attention[] =>
  all.flatMap((one) => one(facts, today)).toSorted((one, other) => attentions.indexOf(one.why) - attentions.indexOf(other.why));

/** What a good entry in a directory says, and this service does not yet. */
export const goodEntry = ['about', 'place', 'contact', 'opening', 'access', 'cost', 'eligibility', 'needs'] as const;
export type GoodEntry = (typeof goodEntry)[number];
export const lacking = (one: Service): GoodEntry[] => {
  const has: Record<GoodEntry, boolean> = {
    about: (one.about ?? '').length >= 40,
    place: one.place?.postcode !== undefined,
    contact: one.contact?.phone !== undefined || one.contact?.mail !== undefined,
    opening: (one.opening ?? []).length > 0,
    access: (one.access ?? []).length > 0,
    cost: one.cost !== undefined,
    eligibility: one.eligibility !== undefined,
    needs: (one.categories ?? []).length > 0,
  };
  return goodEntry.filter((name) => !has[name]);
};
