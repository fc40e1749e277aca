/** What the demo's hub knows of its services: hours, access, whom they are for, what they ask, and how much room they have. INVENTED, all of it. */
import { capacityOf, setCapacity } from '#directory/capacity-store';
import type { ServiceField } from '#directory/types';
import { instantOf } from '#platform/time';
import type { LocalDate, Table } from '#platform/types';

const glasgow = ['S12000049'];
const hours = (days: readonly number[], from: string, to: string) => days.map((day) => ({ day, from, to }));
const weekdays = [1, 2, 3, 4, 5];
const need = (code: string, display: string) => ({ code, display });
const hall = (name: string, line: string, postcode: string, latitude: number, longitude: number) => ({
  name,
  line,
  town: 'Glasgow',
  postcode,
  latitude,
  longitude,
});

/** By `<organisation>.<service>`. What is not said here the hub does not know: some of it is for the demo to ask. */
export const demoFacts: Readonly<Record<string, { fields: readonly ServiceField[] } & Record<string, unknown>>> = {
  'drumgarth.parcels': {
    fields: ['name', 'safe-contact'],
    about: 'Food for three days, and a cup of tea. Nobody is asked why.',
    ...{ cost: 'free', languages: ['en', 'pl'], access: ['step-free', 'near-bus'], opening: hours([2, 4, 5], '12:00', '17:30'), serves: glasgow },
    questions: [
      { id: 'household', text: 'How old are those who eat with you?', kind: 'text' },
      { id: 'diet', text: 'Is there food you do not eat?', kind: 'choice', choices: ['No', 'Halal', 'Vegetarian', 'No gluten', 'Other'] },
    ],
    contact: { name: 'Tam Rafferty', phone: '0141 496 0210' },
    place: hall('Drumgarth Hall', '2 Example Lane', 'G1 1XX', 55.8612, -4.2471),
  },
  'kelvinbank.advice': {
    fields: ['name', 'safe-contact', 'birth-date'],
    about: 'Benefits, appeals and tribunals, by the council’s welfare rights officers.',
    categories: [need('money', 'Money and benefits'), need('debt', 'Debt')],
    ...{ cost: 'free', languages: ['en'], access: ['step-free', 'hearing-loop', 'telephone'], opening: hours(weekdays, '09:00', '16:30'), serves: glasgow },
    questions: [{ id: 'day', text: 'Which day matters, as of a tribunal?', kind: 'date' }],
    ...{
      outcomes: 'money',
      contact: { name: 'Grace Olatunji', phone: '0141 496 0211' },
      place: hall('Kelvinbank House', '40 Example Road', 'G2 2XX', 55.8641, -4.2603),
    },
  },
  'northgate.advice': {
    fields: ['name', 'safe-contact', 'address'],
    questions: [{ id: 'notice', text: 'Is there a day by which they must leave?', kind: 'date' }],
    about: 'Damp, arrears, notices to quit, and somebody to write the letter.',
    categories: [need('housing', 'Housing')],
    ...{ cost: 'free', access: ['telephone'], opening: hours(weekdays, '10:00', '15:00'), serves: glasgow, contact: { phone: '0141 496 0212' } },
  },
  'broom-row.shed': {
    fields: ['name', 'safe-contact'],
    contact: { phone: '0141 496 0213' },
    about: 'Tools, tea and time. Nobody has to make anything.',
    categories: [need('loneliness', 'Loneliness'), need('mental-wellbeing', 'Mental wellbeing')],
    ...{ cost: 'free', access: ['step-free', 'parking'], opening: hours([1, 3], '10:00', '14:00'), serves: glasgow, eligibility: { fromAge: 18, only: 'men' } },
    place: hall('The Shed', '9 Example Row', 'G1 1XV', 55.8588, -4.2432),
  },
  'quiet-harbour.bereavement': {
    fields: ['name', 'safe-contact', 'language'],
    contact: { phone: '0141 496 0214' },
    about: 'For anybody who has lost somebody, however long ago.',
    categories: [need('bereavement', 'Bereavement')],
    ...{ cost: 'free', languages: ['en', 'gd'], access: ['quiet-space', 'home-visits'], serves: ['S08000031'] },
  },
  'canalside.walks': {
    fields: ['name', 'safe-contact'],
    questions: [{ id: 'far', text: 'How many minutes can they walk?', kind: 'number' }],
    contact: { phone: '0141 496 0215' },
    about: 'An easy hour along the canal, and a café at its end.',
    categories: [need('activity-diet', 'Physical activity'), need('loneliness', 'Loneliness')],
    ...{ cost: 'free', opening: hours([3, 6], '10:30', '12:00'), serves: glasgow, place: hall('The lock', 'Example Towpath', 'G2 2YY', 55.8702, -4.2598) },
  },
  'second-chapter.english': {
    fields: ['name', 'safe-contact', 'language'],
    questions: [{ id: 'level', text: 'How much English do they speak?', kind: 'choice', choices: ['None', 'Some', 'A lot'] }],
    about: 'English for all levels, with childcare.',
    categories: [need('education', 'Education')],
    ...{
      cost: 'free',
      languages: ['en', 'so', 'ar'],
      access: ['step-free'],
      opening: hours([2, 4], '09:30', '11:30'),
      serves: glasgow,
      eligibility: { fromAge: 16 },
    },
  },
  'cairn.carers': {
    fields: ['name', 'safe-contact', 'address'],
    contact: { phone: '0141 496 0216' },
    about: 'A rest, and somebody who understands.',
    categories: [need('caring', 'Caring')],
    serves: ['S08000031'],
    access: ['home-visits', 'telephone'],
  },
  'digital-kist.lessons': {
    fields: ['name', 'safe-contact'],
    about: 'Phones, tablets and forms online, one to one.',
    categories: [need('digital', 'Getting online')],
    ...{ cost: 'free', opening: hours([1, 5], '13:00', '16:00'), serves: glasgow, place: hall('The Library', '12 Example Square', 'G1 1XM', 55.8595, -4.251) },
  },
  'harbour.support': {
    fields: ['name', 'safe-contact'],
    sensitive: true,
    contact: { phone: '0141 496 0217' },
    categories: [need('domestic-abuse', 'Domestic abuse')],
    cost: 'free',
    serves: glasgow,
    eligibility: { only: 'women' },
    access: ['telephone'],
  },
};

const day = (now: number, days: number) => instantOf(now + days * 86_400_000).slice(0, 10) as LocalDate;
type One = { id: string; services: readonly { id: string }[] };
/** What the document says of a service itself stands. */
export const withFacts = <Document extends { organisations: readonly One[] }>(document: Document, now: number) => ({
  ...document,
  organisations: document.organisations.map((one) => ({
    agreements: [{ reference: `DSA-${one.id}`, purpose: 'What each service needs to know of a person', from: day(now, -200) }],
    ...one,
    services: one.services.map((service) => {
      const known = demoFacts[`${one.id}.${service.id}`];
      return known ? { ...known, lastChecked: day(now, -20), ...service } : service;
    }),
  })),
});

/** Said once: a hub that kept its folder keeps what was said since. */
export const sayRoom = async (table: Table, now: number): Promise<void> => {
  const said = { updatedAt: instantOf(now), by: 'organisation' as const };
  const rooms = [
    ['northgate', 'advice', { ...said, fullUntil: day(now, 21) }],
    ['drumgarth', 'parcels', { ...said, places: 8 }],
    ['kelvinbank', 'advice', { ...said, waitingWeeks: 2 }],
    ['broom-row', 'shed', { ...said, places: 3 }],
    ['canalside', 'walks', { ...said, places: 12 }],
    ['second-chapter', 'english', { ...said, places: 3, waitingWeeks: 2 }],
  ] as const;
  for (const [organisation, service, room] of rooms)
    if ((await capacityOf(table, organisation, [service])).size === 0) await setCapacity(table, organisation, service, room);
};
