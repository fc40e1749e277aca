/** The invented practices, people and organisations of the demo and their client systems, as an onboarding file like any other. In the local stage only. */
import { type DemoCast, type DemoClient, type DemoName, demoNames, demoParties, demoScope, openDemoCast } from './demo-cast.ts';
import { agreeOnPin, shed } from './demo-link.ts';
import { knowPartners, withAgreements } from './demo-partners.ts';
import { planDemo } from './demo-plan.ts';
import { sayRoom, withFacts } from './demo-services.ts';
import { collector, comparison } from './demo-study.ts';
import { onboard } from './onboarding.ts';
import { type LocalHub, localPlace } from './onboarding-place.ts';

/** Where the played practice and organisation listen, if they do. */
type Listens = { birchtree?: string; drumgarth?: string /** All the rest. */; others?: string };

const area = 'S12000049';
const food = { system: 'http://snomed.info/sct', code: '733423003', display: 'Food insecurity' };
const registration = (name: DemoName, { id, kid, privateKey: { kty, crv, x, y } }: DemoClient) => ({
  id,
  ...demoParties[name],
  scopes: demoScope(name).split(' '),
  jwks: { keys: [{ kty, crv, x, y, kid }] },
});
const endpoint = (url: string | undefined, secret: string) => (url === undefined ? {} : { endpoint: { url, keys: [{ id: 'demo', secret }], disabled: false } });
const answers = (secret: string) => ({ answerKeys: [{ id: 'demo', scheme: 'v1', secret }] });

/** Who signs in: a practitioner, her colleague, a cover, and those around them. */
export const demoUsers = [
  { id: 'catriona-weir', name: 'Catriona Weir', mail: 'catriona.weir@birchtree.example', practitioner: 'catriona-weir' },
  { id: 'iona-baird', name: 'Iona Baird', mail: 'iona.baird@birchtree.example', practitioner: 'iona-baird' },
  { id: 'jamal-rashid', name: 'Jamal Rashid', mail: 'jamal.rashid@thistledown.example', practitioner: 'jamal-rashid' },
  { id: 'nadia-khan', name: 'Dr Nadia Khan', mail: 'nadia.khan@birchtree.example', practice: 'birchtree', staff: 'gp' },
  { id: 'lorna-petrie', name: 'Lorna Petrie', mail: 'lorna.petrie@birchtree.example', practice: 'birchtree', staff: 'manager' },
  { id: 'elspeth-munro', name: 'Elspeth Munro', mail: 'elspeth.munro@links-programme.example', manager: 'elspeth-munro' },
  collector,
] as const;

/** Organisations that are played by nobody, each with one service. */
const others = [
  ['northgate', 'Northgate Housing Advice', 'advice', 'Housing advice'],
  ['broom-row', 'Broom Row Men’s Shed', 'shed', 'Workshop days'],
  ['quiet-harbour', 'Quiet Harbour Bereavement', 'bereavement', 'Bereavement support'],
  ['canalside', 'Canalside Walkers', 'walks', 'Walking group'],
  ['second-chapter', 'Second Chapter', 'english', 'English classes'],
  ['cairn', 'Cairn Carers', 'carers', 'Support for carers'],
  ['digital-kist', 'Digital Kist', 'lessons', 'Getting online'],
  ['harbour', 'Harbour Women’s Support', 'support', 'Support for women'],
] as const;

const day = 86_400_000;
/** The last four quarters, newest first. */
const quarters = (now: number): string[] => {
  const today = new Date(now);
  const first = Date.UTC(today.getUTCFullYear(), Math.floor(today.getUTCMonth() / 3) * 3, 1);
  return [0, 3, 6, 9].map((back) => {
    const at = new Date(first);
    at.setUTCMonth(at.getUTCMonth() - back);
    return at.toISOString().slice(0, 10);
  });
};
const listSizes = (now: number, patients: number) => quarters(now).map((quarter, n) => ({ day: quarter, patients: patients - n * 14 }));
const daysAgo = (now: number, days: number): string => new Date(now - days * day).toISOString().slice(0, 10);
/** Of the programme's office. Numbers that ring nowhere: the range kept for films and books. */
const contact = { mail: 'office@links-programme.example', phone: '0141 496 0199' };
const concernContacts = [
  { label: 'Social work, adult protection', phone: '0141 496 0200', hours: 'Monday to Friday, 9 to 5' },
  { label: 'Social work, out of hours', phone: '0141 496 0201' },
];
const birchtree = { id: 'birchtree', name: 'Birchtree Practice', area, mail: 'office@birchtree.invalid', phone: '0141 496 0100' };
const practices = ({ birchtree: at }: Listens, secrets: DemoCast['endpointSecrets'], now: number) => [
  {
    ...birchtree,
    listSizes: listSizes(now, 4_310),
    arms: [{ from: daysAgo(now, 365), arm: 'intervention' }],
    ...endpoint(at, secrets.birchtree),
  },
  {
    id: 'thistledown',
    name: 'Thistledown Practice',
    area,
    mail: 'office@thistledown.invalid',
    listSizes: listSizes(now, 5_976),
    arms: [{ from: daysAgo(now, 365), arm: 'not-in-study' }],
  },
  // No links practitioner works there.
  { ...comparison, area, listSizes: listSizes(now, 3_720), arms: [{ from: daysAgo(now, 365), arm: 'comparison' }] },
];
const practitioners = (now: number) => [
  { id: 'catriona-weir', name: 'Catriona Weir', practices: ['birchtree'], wte: [{ from: daysAgo(now, 365), wte: 0.8 }] },
  { id: 'iona-baird', name: 'Iona Baird', practices: ['birchtree'], wte: [{ from: daysAgo(now, 90), wte: 0.5 }] },
  { id: 'jamal-rashid', name: 'Jamal Rashid', practices: ['thistledown'], wte: [{ from: daysAgo(now, 365), wte: 0.6 }] },
];
/** Everyone in it is invented. */
const demoDocument = ({ clients, endpointSecrets, answerSecrets }: DemoCast, listens: Listens, now: number) => ({
  areas: [{ id: area, name: 'Glasgow City', manager: 'elspeth-munro', concernContacts, contact }],
  managers: [{ id: 'elspeth-munro', name: 'Elspeth Munro', areas: [area] }],
  practices: practices(listens, endpointSecrets, now),
  practitioners: practitioners(now),
  organisations: [
    {
      id: 'drumgarth',
      name: 'Drumgarth Food Pantry',
      area,
      services: [{ id: 'parcels', name: 'Food parcels', categories: [food] }],
      ...endpoint(listens.drumgarth, endpointSecrets.drumgarth),
      ...answers(answerSecrets.drumgarth),
    },
    {
      id: 'kelvinbank',
      name: 'Kelvinbank Council Welfare Rights',
      area,
      services: [{ id: 'advice', name: 'Welfare rights advice' }],
      ...endpoint(listens.others, endpointSecrets.others),
      ...answers(answerSecrets.kelvinbank),
    },
    ...others.map(([id, name, service, offers]) => ({
      ...{ id, name, area, services: [{ id: service, name: offers }] },
      // The shed has no system: it is told by e-mail.
      ...(id === shed.id ? { mail: shed.mail } : endpoint(listens.others, endpointSecrets.others)),
    })),
  ],
  clients: demoNames.map((name) => registration(name, clients[name])),
  users: demoUsers,
});

/** Safe to repeat: a hub that kept its folder keeps its clients and their keys, and only moved addresses change. */
export const onboardDemo = async (hub: LocalHub, listens: Listens = {}): Promise<DemoCast> => {
  const cast = openDemoCast(hub.folder);
  const place = localPlace(hub);
  const now = Date.now();
  const document = withAgreements(withFacts(demoDocument(cast, listens, now), now), now);
  const onboarded = await onboard(Buffer.from(JSON.stringify(document)), place, { dryRun: false, told: () => undefined });
  if (onboarded.outcome === 'done') {
    await sayRoom(place.table, now);
    await knowPartners(place.table, now);
    await planDemo(place.table, now);
  }
  place.close();
  if (onboarded.outcome !== 'done') throw new Error(`the demo could not be onboarded: ${JSON.stringify(onboarded)}`);
  await agreeOnPin(hub);
  return cast;
};
