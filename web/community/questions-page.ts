/** What a service asks of whoever refers somebody there. */
import { mostQuestions, questionKinds } from '#directory/service-lists';
import type { Service, ServiceQuestion } from '#directory/types';
import { checkbox, type Filled, longText, radios, textField } from '#web/frame/fields';
import { text, ticked } from '#web/frame/form';
import { html } from '#web/frame/html';
import type { Page, Result, Submitted, Visit } from '#web/frame/page';
import { fieldReader } from '#web/frame/read-fields';
import { entries } from '#web/set-up/parts';
import { wordsOf } from '#web/work/choices';
import type { One } from './organisations.ts';
import { didNotice, doing, form } from './parts.ts';
import { afterSaved, saveService, servicePage, servicePath, without } from './service-data.ts';

const to = (one: One, service: Service) => `${servicePath(one, service)}/asks`;
const view = (one: One, service: Service, filled: Filled, visit: Visit): Result => {
  const { service: say, parts } = visit.words.communityService;
  const { questions = [] } = service;
  const list = questions.map(({ id, text: words, kind, choices }) => ({
    text: html`${words}<br><span class="hub_quiet">${choices?.join(', ') ?? say.questionKinds[kind]}</span>`,
    label: words,
    value: id,
  }));
  const fields = html`${textField({ name: 'question', label: say.question, most: 120 }, filled)}${radios({ name: 'kind', label: say.questionKind, choices: wordsOf(questionKinds, say.questionKinds) }, filled)}
${longText({ name: 'choices', label: say.choices, hint: say.choicesHint, most: 1500, rows: 3 }, filled)}${checkbox({ name: 'required', label: say.required }, filled)}`;
  return {
    title: `${service.name}: ${parts.asks}`,
    back: servicePath(one, service),
    notice: didNotice(visit),
    faults: filled.faults,
    body: html`<p>${say.questionsHint(mostQuestions)}</p>${entries(list, to(one, service), 'remove', visit)}
${questions.length < mostQuestions ? form(to(one, service), 'add', fields, say.addQuestion, visit) : html`<p>${say.full}</p>`}`,
  };
};
const typed = (visit: Submitted, read: ReturnType<typeof fieldReader>): ServiceQuestion | undefined => {
  const [words, kind] = [read.needed('question', 120), read.chosen('kind', questionKinds)];
  const choices = text(visit.form, 'choices')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  if (!kind) return undefined;
  const required = ticked(visit.form, 'required') ? true : undefined;
  return without({ id: visit.ports.ids.short(), text: words, kind, choices: kind === 'choice' ? choices : undefined, required });
};
const post = async (one: One, service: Service, visit: Submitted): Promise<Result> => {
  const { questions = [] } = service;
  const again = (filled: Filled) => view(one, service, { ...filled, form: visit.form }, visit);
  const done = async (left: ServiceQuestion[], did: string) => {
    const { questions: _, ...rest } = service;
    const saved = await saveService(one, left.length > 0 ? { ...rest, questions: left } : rest, { questions: 'choices' }, visit);
    return afterSaved(saved, `${to(one, service)}?did=${did}`, again, visit);
  };
  if (doing(visit.form) === 'remove')
    return done(
      questions.filter(({ id }) => id !== text(visit.form, 'entry')),
      'removed',
    );
  const read = fieldReader(visit.form, visit.words);
  const question = typed(visit, read);
  if (questions.length >= mostQuestions) read.wrong('question', visit.words.communityService.service.full);
  if (!question || !read.isRight()) return again({ faults: read.faults() });
  return done([...questions, question], 'added');
};
export const questionsPage: Page = servicePage('/asks', { get: (one, service, visit) => view(one, service, { form: visit.kept }, visit), post });
