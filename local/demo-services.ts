/** What the demo's organisations offer: when, where, to whom, and what each needs to know. Every name, place and number is INVENTED. */
import { system } from '#fhir/codes';

const at = (line: string, postcode: string, latitude: number, longitude: number) => ({ place: { line, town: 'Exampleton', postcode, latitude, longitude } });
const open = (days: readonly number[], from: string, to: string) => ({ opening: days.map((day) => ({ day, from, to })) });
const needs = (...all: readonly (readonly [code: string, display: string])[]) => ({
  categories: all.map(([code, display]) => ({ system: system.hub, code, display })),
});
const known = { lastChecked: '2026-11-02', serves: ['S12000049'] };
const weekdays = [1, 2, 3, 4, 5];
const person = ['name', 'safe-contact'];

/** By organisation, the one service of each. */
export const demoServices = {
  drumgarth: {
    ...{ id: 'parcels', name: 'Food parcels', fields: person, cost: 'free', languages: ['en', 'pl'], access: ['step-free', 'near-bus'], ...known },
    about: 'Food for three days, and a cup of tea. Nobody is asked why.',
    categories: [
      { system: 'http://snomed.info/sct', code: '733423003', display: 'Food insecurity' },
      { system: system.hub, code: 'food-fuel', display: 'Food or fuel' },
    ],
    ...open([2, 4, 5], '12:00', '17:30'),
    ...at('2 Example Lane', 'G1 1XX', 55.8615, -4.2502),
    contact: { name: 'Tam Rafferty', phone: '0141 496 0200' },
    questions: [
      { id: 'household', text: 'How old are those who eat together?', kind: 'text' },
      { id: 'diet', text: 'Is there food they do not eat?', kind: 'choice', choices: ['No', 'Halal', 'Vegetarian', 'No gluten', 'Other'] },
    ],
  },
  kelvinbank: {
    ...{ id: 'advice', name: 'Welfare rights advice', fields: [...person, 'birth-date'], outcomes: 'money', cost: 'free', ...known },
    ...{ access: ['step-free', 'telephone', 'hearing-loop'], languages: ['en', 'bfi'] },
    about: 'Benefits checks, forms, and somebody at the tribunal.',
    ...needs(['money', 'Money and benefits'], ['debt', 'Debt'], ['legal', 'Legal matters and rights']),
    ...open(weekdays, '09:00', '16:30'),
    ...at('1 Council Square', 'G2 2XX', 55.8641, -4.2588),
    contact: { name: 'Grace Olatunji', phone: '0141 496 0210' },
    questions: [{ id: 'date', text: 'Which date matters, as of a tribunal or a letter?', kind: 'date' }],
  },
  northgate: {
    ...{ id: 'advice', name: 'Housing advice', fields: [...person, 'address'], cost: 'free', access: ['telephone'], languages: ['en'], ...known },
    ...needs(['housing', 'Housing or homelessness'], ['legal', 'Legal matters and rights']),
    ...open([1, 3, 5], '10:00', '15:00'),
    ...at('14 Northgate', 'G2 2XX', 55.866, -4.262),
    contact: { phone: '0141 496 0220' },
    questions: [{ id: 'notice', text: 'Is there a date by which they must leave?', kind: 'date' }],
  },
  'broom-row': {
    ...{ id: 'shed', name: 'Workshop days', fields: person, cost: 'free', access: ['step-free', 'accessible-toilet', 'quiet-space'], languages: ['en', 'gd'] },
    about: 'A workshop, tools, and time to talk or not.',
    ...needs(['loneliness', 'Loneliness and isolation'], ['mental-wellbeing', 'Mental wellbeing'], ['bereavement', 'Bereavement']),
    ...open([1, 3], '10:00', '15:00'),
    ...at('7 Broom Row', 'G1 1XX', 55.859, -4.24),
    ...{ eligibility: { only: 'men', fromAge: 18 }, contact: { phone: '0141 496 0230' }, ...known },
  },
  'quiet-harbour': {
    ...{ id: 'bereavement', name: 'Bereavement support', fields: [...person, 'language'], cost: 'free', languages: ['en', 'gd'], ...known },
    ...{ ...needs(['bereavement', 'Bereavement']), access: ['home-visits', 'telephone'], contact: { phone: '0141 496 0240' } },
    ...at('3 Harbour Steps', 'G2 2XX', 55.857, -4.27),
  },
  canalside: {
    ...{ id: 'walks', name: 'Walking group', fields: person, cost: 'free', access: ['near-bus'], languages: ['en'], ...known },
    about: 'An easy walk along the canal, and tea afterwards.',
    ...needs(['activity-diet', 'Being active, eating well'], ['loneliness', 'Loneliness and isolation'], ['mental-wellbeing', 'Mental wellbeing']),
    ...open([2, 6], '10:30', '12:00'),
    ...at('Canal Lock 4', 'G1 1XX', 55.87, -4.245),
    questions: [{ id: 'far', text: 'How many minutes can they walk?', kind: 'number' }],
  },
  'second-chapter': {
    ...{ id: 'english', name: 'English classes', fields: [...person, 'language'], cost: 'free', access: ['step-free'], ...known },
    ...needs(['education', 'Learning']),
    ...open(weekdays, '09:30', '14:30'),
    questions: [{ id: 'level', text: 'How much English do they speak?', kind: 'choice', choices: ['None', 'Some', 'A lot'] }],
  },
  cairn: {
    ...{ id: 'carers', name: 'Support for carers', fields: [...person, 'address'], cost: 'free', access: ['home-visits'], languages: ['en'], ...known },
    ...{ ...needs(['caring', 'Caring for somebody']), contact: { phone: '0141 496 0260' } },
  },
  'digital-kist': {
    ...{ id: 'lessons', name: 'Getting online', fields: person, cost: 'low-cost', access: ['step-free', 'accessible-toilet'], ...known },
    ...needs(['digital', 'Getting online'], ['education', 'Learning']),
    ...open([4], '13:00', '16:00'),
  },
  harbour: {
    ...{ id: 'support', name: 'Support for women', fields: person, cost: 'free', access: ['telephone'], sensitive: true, ...known },
    ...needs(['domestic-abuse', 'Domestic abuse or violence'], ['trauma', 'Trauma']),
    ...{ eligibility: { only: 'women', fromAge: 16 }, contact: { phone: '0141 496 0270' } },
  },
} as const;

/** In days from today. What nobody said is not there. */
export const demoRoom = [
  ['drumgarth', 'parcels', { places: 8 }],
  ['kelvinbank', 'advice', { waitingWeeks: 2 }],
  ['northgate', 'advice', { fullFor: 21 }],
  ['broom-row', 'shed', { places: 3 }],
  ['quiet-harbour', 'bereavement', { waitingWeeks: 3 }],
  ['canalside', 'walks', { places: 12 }],
] as const;
