/** An organisation that has no system, in memory: it was asked, has a link, and a PIN that was agreed by telephone. */
import { carryOut } from '#referral/carry-out';
import type { LaterAct } from '#referral/commands';
import type { OnwardId, ReferralId } from '#referral/types';
import { callers } from '#test/fhir-hub';
import { type WebHub, webHub } from '#test/web-hub';
import { hiddenIn, referralOf, takenOn } from '#test/web-people';

export const pin = '493018';
const organisation = 'drumgarth' as never;
const area = 'S12000049';
const services = [
  { id: 'parcels', name: 'Food parcels', fields: ['name', 'safe-contact'] },
  { id: 'cooking', name: 'Cooking together', fields: ['name', 'birth-date'], outcomes: 'money' },
];
export const linkedHub = async (): Promise<WebHub> => {
  const hub = await webHub();
  await hub.onboard({
    organisations: [
      { id: 'drumgarth', name: 'Drumgarth Food Pantry', area, mail: 'hello@drumgarth.example', services },
      {
        id: 'kelvinbank',
        name: 'Kelvinbank Welfare Rights',
        area,
        mail: 'advice@kelvinbank.example',
        services: [{ id: 'advice', name: 'Advice', fields: [] }],
      },
    ],
  });
  await hub.web.entrance.pins.set(organisation, pin, { by: 'test', mobile: '+447700900123' });
  await hub.web.entrance.pins.set('kelvinbank' as never, '771204', { by: 'test' });
  return hub;
};

/** By whom, through the same door as everything. */
export const acting = async (hub: WebHub, by: keyof typeof callers, id: ReferralId, act: LaterAct) => {
  const done = await carryOut(hub.ports.carryOut, id, { ...act, by: callers[by], at: hub.now() });
  if (!done.ok) throw new Error(`${act.type}: ${done.because}`);
  return done;
};
let asked = 0;
/** Somebody is referred on to the pantry; `link` is what the e-mail has. */
export const askedOn = async (hub: WebHub, over: Partial<Extract<LaterAct, { type: 'refer-on' }>> = {}, patient = {}) => {
  const { id } = await takenOn(hub, patient);
  asked += 1;
  const onward = `${id}-${String(asked).padStart(8, '0')}` as OnwardId;
  const need = { system: 'http://snomed.info/sct', code: '733423003', display: 'Food insecurity' };
  await acting(hub, 'practitioner', id, { type: 'refer-on', onward, organisation, service: 'parcels', need, ...over });
  const token = await hub.web.entrance.links.token({ organisation: over.organisation ?? organisation, onward });
  return { id, onward, link: `/answer/${token}`, at: `/answer/requests/${onward}` };
};
/** Signs in by the link: what the browser then has. */
export const signedIn = async (hub: WebHub, link: string, typed = pin): Promise<string> => {
  const entered = await hub.volunteer.post(link, { pin: typed });
  const [, cookie] = /^__Host-organisation=([\w-]+);/.exec(entered.cookies[0] ?? '') ?? [];
  if (cookie === undefined) throw new Error(`not signed in: ${entered.status} ${entered.text}`);
  return cookie;
};
/** What a page brings back with each of its forms. */
export const formOn = async (hub: WebHub, at: string, cookie: string) => {
  const { text } = await hub.volunteer.get(at, cookie);
  return Object.fromEntries(['csrf', 'token', 'seen'].map((name) => [name, hiddenIn(text, name)]));
};
export const answers = async (hub: WebHub, at: string, cookie: string, fields: Record<string, string>) =>
  hub.volunteer.post(at, { ...(await formOn(hub, at, cookie)), ...fields }, cookie);
export const onwardIn = async (hub: WebHub, { id, onward }: { id: ReferralId; onward: OnwardId }) =>
  (await referralOf(hub, id)).referral.onward.find((one) => one.id === onward);
