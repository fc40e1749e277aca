/** A pantry, a kitchen and an advice service, and somebody who has run out of food: for the tests of finding help and referring on. All invented. */

import { expect } from 'vitest';
import { hubSystem } from '#referral/needs';
import { sentReferral } from './sent-referral.ts';
import { type WebHub, webHub } from './web-hub.ts';
import { takenOn } from './web-people.ts';

export const area = 'S12000049';
const need = (code: string, display = code) => ({ system: hubSystem, code, display });
export const diet = { id: 'diet', text: 'Is there food you do not eat?', kind: 'choice', choices: ['No', 'Halal', 'Vegetarian'] };
const parcels = {
  id: 'parcels',
  name: 'Food parcels',
  fields: ['name', 'safe-contact', 'address'],
  categories: [need('food-fuel')],
  cost: 'free',
  opening: [{ day: 2, from: '12:00', to: '17:30' }],
  place: { line: '2 Example Lane', postcode: 'G1 1XX' },
  contact: { phone: '0141 496 0200' },
  questions: [{ id: 'household', text: 'How old are those who eat with you?', kind: 'text', required: true }, diet],
  lastChecked: '2026-11-02',
};
const cooking = {
  id: 'cooking',
  name: 'Cooking together',
  fields: ['name', 'birth-date'],
  questions: [diet],
  categories: [need('food-fuel'), need('loneliness')],
};
const advice = {
  id: 'advice',
  name: 'Welfare rights advice',
  fields: [],
  categories: [need('money')],
  questions: [{ id: 'date', text: 'Which date matters?', kind: 'date' }],
  eligibility: { fromAge: 60 },
};
export const furnished = async (): Promise<WebHub> => {
  const hub = await webHub();
  await hub.onboard({
    organisations: [
      {
        id: 'drumgarth',
        name: 'Drumgarth Food Pantry',
        area,
        services: [parcels, cooking],
        agreements: [{ reference: 'D1', purpose: 'Food', from: '2026-04-01', until: '2027-03-31' }],
      },
      { id: 'kelvinbank', name: 'Kelvinbank Welfare Rights', area, services: [advice] },
    ],
  });
  return hub;
};
export const code = (code: string) => ({ code: { coding: [{ ...need(code), userSelected: true }] } });
export const hungry = async (request: object = {}, patient: object = {}) => {
  const hub = await furnished();
  return {
    hub,
    ...(await takenOn(
      hub,
      { address: [{ line: ['1 Example Row'], city: 'Glasgow', postalCode: 'G1 1XX' }], ...patient },
      { ...code('food-fuel'), ...request },
    )),
  };
};
/** Nothing was said of sharing. */
export const withoutConsent = { supportingInfo: undefined, contained: [sentReferral('').contained[0]] };
export const choose = async (hub: WebHub, at: string, ...service: string[]): Promise<string> => {
  const { status, location } = await hub.post('catriona', `${at}/refer`, { service });
  expect(status).toBe(303);
  return location;
};
export const told = { urgency: 'routine', q1: 'Two of 30 and 4' };
