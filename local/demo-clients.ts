/** The invented practices, people and organisations of the demo and their client systems, as an onboarding file like any other. In the local stage only. */
import { type DemoCast, type DemoClient, type DemoName, demoNames, demoParties, demoScope, openDemoCast } from './demo-cast.ts';
import { demoServices } from './demo-services.ts';
import { onboard } from './onboarding.ts';
import { type LocalHub, localPlace } from './onboarding-place.ts';

/** Where the played practice and organisation listen, if they do. */
type Listens = { birchtree?: string; drumgarth?: string /** All the rest. */; others?: string };

const area = 'S12000049';
const registration = (name: DemoName, { id, kid, privateKey: { kty, crv, x, y } }: DemoClient) => ({
  id,
  ...demoParties[name],
  scopes: demoScope(name).split(' '),
  jwks: { keys: [{ kty, crv, x, y, kid }] },
});
const endpoint = (url: string | undefined, secret: string) => (url === undefined ? {} : { endpoint: { url, keys: [{ id: 'demo', secret }], disabled: false } });
const answers = (secret: string) => ({ answerKeys: [{ id: 'demo', scheme: 'v1', secret }] });

/** Who signs in: a practitioner, her cover, and those around them. */
export const demoUsers = [
  { id: 'catriona-weir', name: 'Catriona Weir', mail: 'catriona.weir@birchtree.example', practitioner: 'catriona-weir' },
  { id: 'jamal-rashid', name: 'Jamal Rashid', mail: 'jamal.rashid@thistledown.example', practitioner: 'jamal-rashid' },
  { id: 'nadia-khan', name: 'Dr Nadia Khan', mail: 'nadia.khan@birchtree.example', practice: 'birchtree', staff: 'gp' },
  { id: 'lorna-petrie', name: 'Lorna Petrie', mail: 'lorna.petrie@birchtree.example', practice: 'birchtree', staff: 'manager' },
  { id: 'elspeth-munro', name: 'Elspeth Munro', mail: 'elspeth.munro@links-programme.example', manager: 'elspeth-munro' },
] as const;

/** Organisations that take what they are sent and are played by nobody, each with one service. */
const others = [
  ['northgate', 'Northgate Housing Advice'],
  ['broom-row', 'Broom Row Men’s Shed'],
  ['quiet-harbour', 'Quiet Harbour Bereavement'],
  ['canalside', 'Canalside Walkers'],
  ['second-chapter', 'Second Chapter'],
  ['cairn', 'Cairn Carers'],
  ['digital-kist', 'Digital Kist'],
  ['harbour', 'Harbour Women’s Support'],
] as const;
const offers = (id: keyof typeof demoServices) => ({
  services: [demoServices[id]],
  agreements: [{ reference: `DSA-${id}`, purpose: demoServices[id].name, from: '2026-04-01' }],
});

const birchtree = { id: 'birchtree', name: 'Birchtree Practice', area, mail: 'office@birchtree.invalid', phone: '0141 496 0100' };
/** Everyone in it is invented. */
const demoDocument = ({ clients, endpointSecrets, answerSecrets }: DemoCast, listens: Listens) => ({
  areas: [{ id: area, name: 'Glasgow City', manager: 'elspeth-munro' }],
  managers: [{ id: 'elspeth-munro', name: 'Elspeth Munro', areas: [area] }],
  practices: [
    { ...birchtree, ...endpoint(listens.birchtree, endpointSecrets.birchtree) },
    { id: 'thistledown', name: 'Thistledown Practice', area, mail: 'office@thistledown.invalid' },
  ],
  practitioners: [
    { id: 'catriona-weir', name: 'Catriona Weir', practices: ['birchtree'] },
    { id: 'jamal-rashid', name: 'Jamal Rashid', practices: ['thistledown'] },
  ],
  organisations: [
    {
      id: 'drumgarth',
      name: 'Drumgarth Food Pantry',
      area,
      ...offers('drumgarth'),
      ...endpoint(listens.drumgarth, endpointSecrets.drumgarth),
      ...answers(answerSecrets.drumgarth),
    },
    {
      id: 'kelvinbank',
      name: 'Kelvinbank Council Welfare Rights',
      area,
      kind: 'council',
      ...offers('kelvinbank'),
      ...endpoint(listens.others, endpointSecrets.others),
      ...answers(answerSecrets.kelvinbank),
    },
    ...others.map(([id, name]) => ({
      ...{ id, name, area, ...offers(id) },
      ...endpoint(listens.others, endpointSecrets.others),
    })),
  ],
  clients: demoNames.map((name) => registration(name, clients[name])),
  users: demoUsers,
});

/** Safe to repeat: a hub that kept its folder keeps its clients and their keys, and only moved addresses change. */
export const onboardDemo = async (hub: LocalHub, listens: Listens = {}): Promise<DemoCast> => {
  const cast = openDemoCast(hub.folder);
  const place = localPlace(hub);
  const onboarded = await onboard(Buffer.from(JSON.stringify(demoDocument(cast, listens))), place, { dryRun: false, told: () => undefined });
  place.close();
  if (onboarded.outcome !== 'done') throw new Error(`the demo could not be onboarded: ${JSON.stringify(onboarded)}`);
  return cast;
};
