/** The turns that some stories take between being taken on and ending: on hold, handed over, a question, a death, a no. */
import { instantOf } from '#platform/time';
import type { LaterAct } from '#referral/commands';
import type { Reason } from '#referral/types';
import { type Story, tell } from './happening.ts';
import type { Turn } from './person.ts';
import { practitionerAs } from './programme.ts';
import { atWork, day, minute } from './time.ts';

const text = (code: string, words: string): Reason => ({ code, text: words });
const own = (story: Story, at: number, act: LaterAct) => tell(story, at, story.owner, act);

const held = (story: Story, at: number): void => {
  own(story, at, { type: 'hold', reason: text('other', 'Away with family for some weeks.') });
  own(story, atWork(at + story.by.whole(6, 25) * day, story.by), { type: 'resume' });
};
const handedOver = (story: Story, at: number): void => {
  const { practice, owner } = story;
  const to = practice.practitioners.find((id) => id !== owner.practitioner);
  if (!to) return;
  own(story, at, { type: 'hand-over', to, note: 'Knows what was agreed.' });
  story.owner = practitionerAs(to, practice.id);
};
const asked = (story: Story, at: number): void => {
  own(story, at, { type: 'ask', text: 'Is there a letter that we could have?' });
  tell(story, atWork(at + day, story.by), story.gp, { type: 'reply', text: 'It is in the post.' });
};
const requestHeld = (story: Story, at: number): void => {
  tell(story, at, story.gp, { type: 'hold-request' });
  tell(story, atWork(at + 3 * day, story.by), story.gp, { type: 'resume-request' });
};

const taskSent = (story: Story, at: number): void => {
  tell(story, at, story.gp, { type: 'send-task', task: JSON.stringify({ resourceType: 'Task', description: 'Referral to the links practitioner' }) });
};
const notReached = (story: Story, at: number): void => {
  tell(story, at, { kind: 'delivery' }, { type: 'report-practice-not-reached' });
};
const deathCorrected = (story: Story, at: number): void => {
  tell(story, at, story.gp, { type: 'record-death', died: true });
  tell(story, at + story.by.whole(20, 300) * minute, story.gp, { type: 'record-death', died: false });
};
const withdrawn = (story: Story, at: number): void => {
  own(story, at, { type: 'record-consent', statement: { gives: false, permissions: ['share'], at: instantOf(at) } });
};
const now: Partial<Record<Turn, (story: Story, at: number) => void>> = {
  held,
  asked,
  'handed-over': handedOver,
  'request-held': requestHeld,
  'task-sent': taskSent,
  'practice-not-reached': notReached,
  'death-corrected': deathCorrected,
  'withdraws-consent': withdrawn,
};
/** Somewhere in the middle. */
export const turnOf = (story: Story, at: number): void => {
  const { turn } = story.person;
  const any = story.by.weighted([
    [94, undefined],
    [3, held],
    [3, asked],
  ] as const);
  (turn === undefined ? any : now[turn])?.(story, at);
};
/** Where the practitioner goes in the middle of the programme, the manager gives whom she has to another. */
export const reassigned = (story: Story, from: number, until: number, manager: Parameters<typeof tell>[2]): void => {
  const { programme, owner, practice } = story;
  const leaves = programme.practitioners.find(({ id }) => id === owner.practitioner)?.leaves;
  const at = leaves && Number(programme.months.starts[leaves.month]) + (9 * 60 + story.by.whole(0, 200)) * minute;
  if (!leaves || !at || at <= from || at >= until) return;
  tell(story, at, manager, { type: 'reassign', to: leaves.to });
  story.owner = practitionerAs(leaves.to, practice.id);
};
