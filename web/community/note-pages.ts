/** Writing down a conversation, or what an organisation was helped with. */
import { writeNote } from '#directory/casework-store';
import { type NoteFacts, supportKinds, talkWays } from '#directory/casework-types';
import type { LocalDate } from '#platform/types';
import { dayField, type Filled, longText, radios, textField } from '#web/frame/fields';
import { type Html, html } from '#web/frame/html';
import type { Page, Result, Submitted, Visit } from '#web/frame/page';
import { fieldReader } from '#web/frame/read-fields';
import { wordsOf } from '#web/work/choices';
import { type One, organisationPath } from './organisations.ts';
import { afterKept, deps, form, organisationPage } from './parts.ts';

type Read = ReturnType<typeof fieldReader>;
type Kind = {
  at: 'talk' | 'support';
  title(one: One, visit: Visit): string;
  fields(filled: Filled, visit: Visit): Html;
  /** Undefined where something is wrong. */
  facts(read: Read): NoteFacts | undefined;
};
const longest = 2000;
const talk: Kind = {
  at: 'talk',
  title: ({ name }, { words }) => words.community.talk.title(name),
  fields: (filled, { words }) => {
    const { talk: say } = words.community;
    return html`${radios({ name: 'way', label: say.way, choices: wordsOf(talkWays, say.ways) }, filled)}${textField({ name: 'whom', label: say.whom, most: 120 }, filled)}
${longText({ name: 'text', label: say.text, hint: say.hint, most: longest }, filled)}`;
  },
  facts: (read) => {
    const [way, whom, text] = [read.chosen('way', talkWays), read.text('whom', 120), read.needed('text', longest)];
    return way && { kind: 'talk', way, ...(whom ? { whom } : {}), text };
  },
};
const support: Kind = {
  at: 'support',
  title: ({ name }, { words }) => words.community.support.title(name),
  fields: (filled, { words }) => {
    const { support: say, talk: more } = words.community;
    return html`${radios({ name: 'support', label: say.kind, choices: wordsOf(supportKinds, say.kinds) }, filled)}
${longText({ name: 'text', label: say.text, hint: more.hint, most: longest }, filled)}`;
  },
  facts: (read) => {
    const [kind, text] = [read.chosen('support', supportKinds), read.needed('text', longest)];
    return kind && { kind: 'support', support: kind, text };
  },
};

/** Empty is today; nothing was said on a day to come. */
export const pastDay = (read: Read, name: string, { today, words }: Visit): LocalDate => {
  const on = read.day(name) ?? today;
  if (on > today) read.wrong(name, words.frame.faults.dayFuture);
  return on;
};
const pageOf = (kind: Kind): Page => {
  const to = (one: One) => `${organisationPath(one)}/${kind.at}`;
  const view = (one: One, filled: Filled, visit: Visit): Result => {
    const { talk: say } = visit.words.community;
    const fields = html`${kind.fields(filled, visit)}${dayField({ name: 'on', label: say.on, hint: say.today }, filled, visit.words)}`;
    return {
      title: kind.title(one, visit),
      back: organisationPath(one),
      faults: filled.faults,
      body: form(to(one), 'note', fields, visit.words.frame.save, visit),
    };
  };
  const post = async (one: One, visit: Submitted): Promise<Result> => {
    const read = fieldReader(visit.form, visit.words);
    const [facts, on] = [kind.facts(read), pastDay(read, 'on', visit)];
    if (!facts || !read.isRight()) return view(one, { form: visit.form, faults: read.faults() }, visit);
    const { id, name } = visit.who.user;
    const kept = await writeNote(one.id, { ...facts, on, by: id, byName: name }, deps(visit));
    return afterKept(kept, organisationPath(one), 'noted', () => ({ trouble: 'notPossible' }));
  };
  return organisationPage(`/${kind.at}`, { get: (one, visit) => view(one, { form: visit.kept }, visit), post });
};
export const notePages: readonly Page[] = [talk, support].map(pageOf);
