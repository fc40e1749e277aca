/** Questions and replies about a referral: on the wire, notes of its Task. Who adds a note asks, or replies to what was asked. */
import type { Annotation, Task } from 'fhir/r4.js';
import { maySeeReplies } from '#identity/access-policy';
import type { Actor } from '#identity/types';
import type { Instant } from '#platform/types';
import { nameOf } from '#referral/carry-out';
import type { Commit, Event, Onward, OnwardId, Referral } from '#referral/types';

const textIn = (event: Event, onward: OnwardId | undefined): string | undefined => {
  if (onward === undefined) return event.type === 'asked' || event.type === 'replied' ? event.text : undefined;
  return (event.type === 'onward-asked' || event.type === 'onward-replied') && event.onward === onward ? event.text : undefined;
};
const authorOf = ({ audit }: Commit): string => audit.by.replace(/^practitioner\//, 'Practitioner/').replace(/^(practice|organisation)\//, 'Organization/');

/** Of an onward referral, or without one of the referral itself; in the order in which they were said. */
export const notesOf = (commits: readonly Commit[], onward?: OnwardId): Annotation[] =>
  commits.flatMap((commit) =>
    commit.events.flatMap((event) => {
      const text = textIn(event, onward);
      return text === undefined ? [] : [{ authorReference: { reference: authorOf(commit) }, time: commit.at, text }];
    }),
  );

/** What of it this reader may read now: where no more than they said themselves, that. `now`: the referral as it is. */
export const notesFor = ({ by, at }: { by: Actor; at: Instant }, commits: readonly Commit[], now: Referral, onward: Onward): Annotation[] =>
  notesOf(maySeeReplies(by, now, onward, at) ? commits : commits.filter(({ audit }) => audit.by === nameOf(by)), onward.id);

/** The text of the notes that are not among those the Task has already; undefined when none was added. */
export const addedNote = (task: Task, there: readonly { text: string }[]): string | undefined => {
  const known = there.map(({ text }) => text);
  const added = (task.note ?? []).flatMap(({ text }) => {
    const at = known.indexOf(text);
    if (at >= 0) known.splice(at, 1);
    return at < 0 ? [text] : [];
  });
  return added.length > 0 ? added.join('\n') : undefined;
};
