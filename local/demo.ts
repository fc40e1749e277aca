/** The demo of `npm start`: a GP system, a practitioner, an organisation and a manager, all invented, play one referral through the hub over real HTTP. */
import { randomBytes } from 'node:crypto';
import type { DemoCast } from './demo-cast.ts';
import { openDemoCast } from './demo-cast.ts';
import { onboardDemo } from './demo-clients.ts';
import { gpSystem } from './demo-gp.ts';
import { type Heard, type Listener, listen } from './demo-listener.ts';
import { manager } from './demo-manager.ts';
import { organisation } from './demo-organisation.ts';
import { practitioner } from './demo-practitioner.ts';
import type { LocalHub } from './onboarding-place.ts';
import { paragraph, type Say, type Story, story } from './terminal.ts';

/** The demo's parties in a running hub: known to it, and listening. */
export type DemoHouse = { hub: LocalHub; cast: DemoCast; practice: Listener; pantry: Listener };

/** Safe to repeat on a hub that kept its folder: addresses move, keys stay. */
export const furnishDemo = async (hub: LocalHub): Promise<DemoHouse> => {
  const { endpointSecrets } = openDemoCast(hub.folder);
  const [practice, pantry, others] = await Promise.all([endpointSecrets.birchtree, endpointSecrets.drumgarth, endpointSecrets.others].map(listen));
  if (!practice || !pantry || !others) throw new Error('a listener of the demo is missing');
  return { hub, cast: await onboardDemo(hub, { birchtree: practice.url, drumgarth: pantry.url, others: others.url }), practice, pantry };
};

const arrive = async ({ hub, cast, practice, pantry }: DemoHouse) => {
  const { gp, practitioner: hers, manager: elspeth } = cast.clients;
  const [gpSystemOf, catriona, figures] = await Promise.all([gpSystem(hub.url, gp), practitioner(hub.url, hers), manager(hub.url, elspeth)]);
  return { gp: gpSystemOf, catriona, figures, drumgarth: organisation(cast.answerSecrets.drumgarth), practice, pantry };
};
type Cast = Awaited<ReturnType<typeof arrive>>;

const referred = async ({ gp, catriona, practice }: Cast, { step, waiting }: Story) => {
  const number = `DEMO-${randomBytes(4).toString('hex')}`;
  const { id, hidden } = await gp.refer(number);
  step(`GP: Dr Nadia Khan refers a patient who has run out of food. Her GP system posts it as FHIR, with the person's consent, under her number ${number}.`, [
    `POST /fhir/ServiceRequest → 201, id ${id}`,
  ]);
  if (!(await catriona.worklist()).includes(id)) throw new Error('the referral is not on the worklist');
  step('Practitioner: Catriona Weir, links practitioner, sees it on her worklist.', ['GET /fhir/Task?status=requested → it is there']);
  await catriona.moveTo(id, 'accepted');
  step('Practitioner: she takes it on.', [`PUT /fhir/Task, status accepted, If-Match → 200`]);
  await waiting('the practice to be told', practice.hears('referral.accepted', id));
  step('GP: the practice is told by a signed event, and checked the signature.', ['referral.accepted']);
  return { id, hidden };
};

/** Line by line, as it came. */
const thin = ({ body }: Heard, hidden: string[]): string[] => {
  const told = hidden.filter((part) => body.includes(part));
  if (told.length > 0) throw new Error('an event said more than it may');
  return JSON.stringify(JSON.parse(body), null, 2).split('\n');
};

const helped = async ({ catriona, drumgarth, pantry }: Cast, { step, waiting }: Story, { id, hidden }: { id: string; hidden: string[] }) => {
  const onward = await catriona.referOn(id, 'drumgarth');
  step('Practitioner: she refers on to Drumgarth Food Pantry.', ['POST /fhir/ServiceRequest, intent filler-order → 201']);
  const asked = await waiting('the pantry to be asked', pantry.hears('referral.requested', onward));
  const shown = thin(asked, hidden);
  step('Pantry: it gets this signed event and checks the signature. No name, no number, no free text: it need not know who asks to say yes or no.', shown);
  await drumgarth.answer(asked, { answer: 'accept', worker: 'Tam Rafferty', reference: 'PANTRY-77' });
  step('Pantry: says yes, with its own case reference, signed with its own key.', [
    'POST …/answers',
    '{"referral":…,"answer":"accept","reference":"PANTRY-77"} → 200',
  ]);
  const { name, contact } = await drumgarth.fetchPerson(asked);
  step('Pantry: now, and only now, it may fetch what its service needs.', [`GET …/referrals/… → ${name}, ${contact}`]);
  await drumgarth.answer(asked, { answer: 'start' });
  step('Pantry: Tam Rafferty rings and a parcel is packed.', ['{"referral":…,"answer":"start"} → 200']);
  await drumgarth.answer(asked, { answer: 'complete', activity: 'Food parcel', outcome: 'Collected, for four people and five days' });
  step('Pantry: the parcel is collected; it says what was done.', ['{"referral":…,"answer":"complete","activity":…} → 200']);
};

const closed = async (
  { gp, catriona, practice, figures }: Cast,
  { step, waiting }: Story,
  id: string,
  before: Awaited<ReturnType<Cast['figures']['read']>>,
) => {
  await catriona.moveTo(id, 'completed');
  step('Practitioner: she closes the referral.', ['PUT /fhir/Task, status completed, If-Match → 200']);
  await waiting('the practice to be told', practice.hears('referral.completed', id));
  step('GP: the practice is told by a signed event.', ['referral.completed']);
  const { status, outputs } = await gp.readTask(id);
  step('GP: Dr Khan reads what came of it: the loop is closed.', [`GET /fhir/Task → ${status}`, ...outputs]);
  const now = await waiting('the figures', figures.readUntilMoved(before));
  const moved = (['received', 'accepted', 'closed'] as const).map((name) => `${name} ${before[name]} → ${now[name]}`);
  step('Manager: Elspeth Munro sees it in the figures of this month.', ['GET /insight/delivery', moved.join(', ')]);
};

/** Plays one referral from the GP's POST to the manager's figures; rejects where the hub does not do what it should. */
export const playDemo = async (house: DemoHouse, say: Say): Promise<void> => {
  const cast = await arrive(house);
  const before = await cast.figures.read();
  say('');
  for (const line of paragraph(
    'One referral, played now over real HTTP. Invented people. On the left: milliseconds since the step before, and since the start.',
  ))
    say(line);
  const told = story(say);
  const referral = await referred(cast, told);
  await helped(cast, told, referral);
  await closed(cast, told, referral.id, before);
};
