/** What somebody reads who has asked for help. The address tells the day and the way of the answer, sealed, and nothing of who asked. */
import type { Practice } from '#directory/types';
import { parseLocalDate } from '#platform/time';
import type { LocalDate } from '#platform/types';
import { londonDate } from '#referral/working-days';
import { html } from '#web/frame/html';
import type { Shown } from '#web/frame/layout';
import { dayText } from '#web/frame/when';
import type { WebPorts } from '#web/ports';
import type { Public } from './around.ts';
import { crisisView, type Way, ways } from './form.ts';

type Thanks = { answerBy: LocalDate; way: Way };
const context = ({ id }: Practice) => `self-referral thanks ${id}`;
export const sealed = ({ answerBy, way }: Thanks, practice: Practice, { fhir }: WebPorts): Promise<string> =>
  fhir.keys.seal(`${answerBy} ${way}`, context(practice));
export const opened = async (text: string, practice: Practice, { fhir }: WebPorts): Promise<Thanks | undefined> => {
  const [day = '', said] = (await fhir.keys.open(text, context(practice)))?.split(' ') ?? [];
  const [answerBy, way] = [parseLocalDate(day), ways.find((one) => one === said)];
  return answerBy && way ? { answerBy, way } : undefined;
};

export const thanksPage = ({ answerBy, way }: Thanks, practice: Practice, { words, call }: Public): Shown => {
  const { thanks } = words.selfReferral;
  const day = dayText(answerBy, londonDate(call.receivedAt), words);
  return {
    title: thanks.title,
    body: html`<p>${thanks.have}</p><p><strong>${thanks.by(day)}</strong>, ${thanks.ways[way]}</p>
<h2>${thanks.next}</h2><ul>${thanks.steps.map((step) => html`<li>${step}</li>`)}</ul><p>${practice.phone ? thanks.changePhone(practice.phone) : thanks.change}</p>${crisisView(words)}`,
  };
};
