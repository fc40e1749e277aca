/** A person whom a practitioner has taken on, and what she writes down of them. */
import { sentReferral } from './sent-referral.ts';
import { type Named, webHub } from './web-hub.ts';

type Fields = Parameters<Awaited<ReturnType<typeof webHub>>['post']>[2];

/** Accepted by Catriona, with a first call on the day after. */
export const takenOn = async (change: Record<string, unknown> = {}) => {
  const hub = await webHub();
  const created = await hub.call('POST', '/ServiceRequest', { body: { ...sentReferral('A-1'), ...change } });
  const id: string = created.body.id;
  const at = `/app/work/referrals/${id}`;
  await hub.post('catriona', `${at}/triage`, { do: 'accept', 'first-day': '24', 'first-month': '11', 'first-year': '2026' });
  const task = await hub.call('GET', `/Task/${id}`, { as: 'practitioner' });
  const person: string = task.body.for.reference.replace('Patient/', '');
  const people = `/app/work/people/${person}/matters`;
  const from = `?referral=${id}`;
  const write = async (page: string, fields: Fields, as: Named = 'catriona') => hub.post(as, `${people}${page}`, { referral: id, ...fields });
  const goalIds = async (): Promise<string[]> => {
    const found = await hub.call('GET', `/Goal?patient=Patient/${person}`, { as: 'practitioner' });
    return (found.body.entry ?? []).map(({ resource }: { resource: { id: string } }) => resource.id);
  };
  return { hub, id, at, person, people, from, write, goalIds };
};
export const goal = { words: 'Sleep through the night', step: 'Ring the housing office', by: 'me', 'due-day': '1', 'due-month': '12', 'due-year': '2026' };
export const hostile = '<script>alert(1)</script> "\'>&amp; ‮evil‬ 🦊 {{7*7}}';
