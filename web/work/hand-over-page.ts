/** Handing a referral over to another practitioner of the practice. */
import type { PractitionerId } from '#identity/types';
import { button, type Filled, formTo, longText, radios } from '#web/frame/fields';
import { html } from '#web/frame/html';
import type { Page, Result, Submitted, Visit } from '#web/frame/page';
import { fieldReader } from '#web/frame/read-fields';
import { act, refusedPage } from './act.ts';
import { type Case, caseOf } from './case-data.ts';
import { did } from './did.ts';
import { nameInCase } from './row.ts';

const othersOf = async ({ referral }: Case, { ports }: Visit) => {
  const holder = 'practitioner' in referral ? referral.practitioner : undefined;
  return (await ports.fhir.directory.practitionersOf(referral.practice)).filter(({ id }) => id !== holder);
};
const pageOf = async (found: Case, filled: Filled, visit: Visit): Promise<Result> => {
  const { handOver } = visit.words.referral;
  const others = await othersOf(found, visit);
  const to = `/app/work/referrals/${found.referral.id}`;
  const form = html`${radios({ name: 'to', label: handOver.to, choices: others.map(({ id, name }) => ({ value: id, label: name })) }, filled)}${longText({ name: 'note', label: handOver.note, most: 1000, rows: 4 }, filled)}${button(handOver.button)}`;
  return {
    title: `${handOver.title}: ${nameInCase(found, visit)}`,
    back: to,
    faults: filled.faults,
    body: others.length === 0 ? html`<p>${handOver.nobody}</p>` : formTo(`${to}/hand-over`, visit.who.csrf, form),
  };
};
const post = async (visit: Submitted): Promise<Result> => {
  const found = await caseOf(visit, visit.params.referral);
  if (!found) return { trouble: 'missing' };
  const read = fieldReader(visit.form, visit.words);
  const others = (await othersOf(found, visit)).map(({ id }) => id);
  const [to, note] = [read.chosen<PractitionerId>('to', others), read.text('note', 1000)];
  if (!to || !read.isRight()) return pageOf(found, { form: visit.form, faults: read.faults() }, visit);
  const done = await act(visit, found.referral.id, { type: 'hand-over', to, ...(note ? { note } : {}) });
  return done.ok ? { go: `/app/work?${did('handed-over')}` } : refusedPage(done);
};
export const handOverPage: Page = {
  path: '/app/work/referrals/{referral}/hand-over',
  for: ['practitioner'],
  get: async (visit) => {
    const found = await caseOf(visit, visit.params.referral);
    return found ? pageOf(found, { form: visit.kept }, visit) : { trouble: 'missing' };
  },
  post,
};
