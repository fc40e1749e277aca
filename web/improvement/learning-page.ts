/** What a team learns together: sessions by role, and stories in which nobody can be recognised. */
import type { Entry, Plan, PlanStory, Session } from '#improvement/types';
import { filledFor, form, press, rowOf, rowsOf } from '#web/community/parts';
import type { Filled } from '#web/frame/fields';
import { text } from '#web/frame/form';
import { type Html, html } from '#web/frame/html';
import type { Page, Result, Submitted, Visit } from '#web/frame/page';
import { fieldReader } from '#web/frame/read-fields';
import { fullDay } from '#web/set-up/parts';
import { attendedText, sessionFields, sessionTyped, storyFields, storyTyped } from './learning-forms.ts';
import { type Owned, planPage, planPath } from './owned.ts';
import { didNotice, newIn, stamped, went } from './parts.ts';
import { adding, saving } from './saving.ts';

const to = ({ practice }: Owned) => planPath(practice, '/learning');
type Out = { what: string; entry: string; aria: string };
const takeOut = ({ what, entry, aria }: Out, one: Owned, visit: Visit): Html | undefined =>
  one.mayChange ? press({ to: to(one), what, entry, aria, label: visit.words.improvement.sessions.takeOut }, visit) : undefined;
const sessionRow = (session: Session, one: Owned, visit: Visit): Html => {
  const { sessions: say } = visit.words.improvement;
  const { id, topic, minutes, on, attended } = session;
  const facts = `${fullDay(on, visit)}. ${say.of(minutes, attendedText(attended, visit))}`;
  return rowOf(
    html`<p>${topic}</p><p class="hub_quiet">${facts}</p>`,
    takeOut({ what: 'out-session', entry: id, aria: say.takeOutSession(topic) }, one, visit),
  );
};
const storyRow = ({ id, text: told, on, byName }: PlanStory, one: Owned, visit: Visit): Html => {
  const { sessions: say } = visit.words.improvement;
  const day = fullDay(on, visit);
  const out = takeOut({ what: 'out-story', entry: id, aria: say.takeOutStory(day) }, one, visit);
  return rowOf(html`<p class="hub_prewrap">${told}</p><p class="hub_quiet">${say.sharedOn(byName, day)}</p>`, out);
};
const view = (one: Owned, filled: Filled, visit: Visit): Result => {
  const { sessions: say } = visit.words.improvement;
  const { plan, mayChange } = one;
  const add = (what: string, heading: string, fields: Html, label: string) => html`<h3>${heading}</h3>${form(to(one), what, fields, label, visit)}`;
  const sessions = plan.sessions.map((session) => sessionRow(session, one, visit));
  const stories = plan.stories.map((story) => storyRow(story, one, visit));
  return {
    title: say.title,
    back: planPath(one.practice),
    notice: didNotice(visit),
    faults: filled.faults,
    body: html`<section><h2>${say.sessions}</h2>${rowsOf(sessions, say.noSessions)}${mayChange && add('session', say.addSession, sessionFields(filledFor('session', filled), visit), say.save)}</section>
<section><h2>${say.stories}</h2><p>${say.storiesLead}</p>${rowsOf(stories, say.noStories)}${mayChange && add('story', say.addStory, storyFields(filledFor('story', filled), visit), say.share)}</section>`,
  };
};

const added = async (what: 'session' | 'story', one: Owned, visit: Submitted): Promise<Result> => {
  const read = fieldReader(visit.form, visit.words);
  const stamp = stamped(undefined, newIn(visit), visit);
  const [session, story] = what === 'session' ? [sessionTyped(read, visit), undefined] : [undefined, storyTyped(read, visit)];
  const after: Entry | undefined = session ? { kind: 'session', ...stamp, ...session } : story && { kind: 'story', ...stamp, ...story };
  if (!after) return view(one, { form: visit.form, faults: read.faults() }, visit);
  return adding(one, visit, [after], went(to(one), 'added'));
};
const post = async (one: Owned, visit: Submitted): Promise<Result> => {
  const what = text(visit.form, 'do');
  if (what === 'session' || what === 'story') return added(what, one, visit);
  if (what !== 'out-session' && what !== 'out-story') return { trouble: 'notPossible' };
  const listOf = ({ sessions, stories }: Plan): readonly (Session | PlanStory)[] => (what === 'out-session' ? sessions : stories);
  const now = (plan: Plan) => listOf(plan).find(({ id }) => id === text(visit.form, 'entry'));
  const changes = (plan: Plan) => {
    const before = now(plan);
    return before && [{ before, after: { ...before, ...stamped(before, '', visit), removed: true as const } }];
  };
  return saving(one, visit, { now, changes, to: went(to(one), 'removed') });
};
export const learningPage: Page = planPage('/learning', { manager: 'reads', get: (one, visit) => view(one, { form: visit.kept }, visit), post });
