/** A hub with an intervention and a comparison practice, and the steps of a study in it. */

import { studyStore } from '#study/study-store';
import type { Study, StudyId } from '#study/types';
import { accepted } from './fhir-steps.ts';
import { dayFields, twoAreas } from './set-up-hub.ts';

const area = 'S12000049';
const arms = (arm: string) => [{ from: '2025-01-01', arm }];
const fields = {
  name: 'Invented evaluation',
  practices: ['birchtree', 'thistledown'],
  instruments: ['ons4'],
  ...dayFields('from', '2025-01-06'),
};
const approval = { do: 'approve', reference: '26/WS/0001', body: 'Invented committee', ...dayFields('on', '2026-01-05'), ...dayFields('until', '2028-12-31') };

export const studyHub = async () => {
  const hub = await twoAreas();
  await hub.onboard({
    practices: [
      { id: 'birchtree', name: 'Birchtree Practice', area, arms: arms('intervention') },
      { id: 'thistledown', name: 'Thistledown Practice', area, arms: arms('comparison') },
    ],
  });
  const clock = { now: hub.now };
  Object.assign(hub.web, { study: { secrets: hub.secrets }, clock });
  const added = async (change: object = {}): Promise<string> => {
    const { location, text } = await hub.post('elspeth', '/app/studies/add', { ...fields, ...change });
    if (location === '') throw new Error(text);
    return location.replace(/\?.*/, '');
  };
  const approved = async (): Promise<string> => {
    const at = await added();
    await hub.post('elspeth', at, approval);
    return at;
  };
  const study = async (at: string): Promise<Study> => {
    const found = await studyStore(hub.table).load((at.split('/').at(-1) ?? '') as StudyId);
    if (!found) throw new Error('no study');
    return found;
  };
  const referred = async () => {
    const id = await accepted(hub);
    const person = (await hub.ports.carryOut.store.load(id as never))?.referral.person ?? '';
    return { id, person, page: (name: string) => `/app/work/people/${person}/${name}?referral=${id}` };
  };
  const bytes = async (path: string): Promise<Buffer> => (await hub.get('elspeth', path)).bytes ?? Buffer.alloc(0);
  /** Each look at the clock takes two seconds. */
  const slowly = async <Told>(act: () => Promise<Told>): Promise<Told> => {
    const { now } = clock;
    clock.now = () => {
      hub.pass(2_000);
      return hub.now();
    };
    const told = await act();
    clock.now = now;
    return told;
  };
  return { ...hub, fields, added, approved, study, referred, bytes, slowly };
};
export type StudyHub = Awaited<ReturnType<typeof studyHub>>;
/** Of 30 days and a half. */
export const monthsLater = (hub: StudyHub, months: number): void => hub.pass(Math.round(months * 30.5) * 86_400_000);
