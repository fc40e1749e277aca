/** The study that evaluates an invented programme, and who of those referred take part in it. */

import { instantOf } from '#platform/time';
import { nameOf } from '#referral/carry-out';
import type { Said, Study, StudyId } from '#study/types';
import { chance } from './chance.ts';
import type { Story } from './happening.ts';
import type { Programme } from './programme.ts';
import { dateAt, day, minute } from './time.ts';

/** Undefined: the programme has no practice to look at. */
export const studyOf = ({ options, months, practices, manager }: Programme): Study | undefined => {
  const inIt = practices.filter(({ arm }) => arm !== 'not-in-study').map(({ id }) => id);
  const [asked, allowed] = [instantOf(months.begins - 20 * day), dateAt(months.begins - 40 * day)];
  const approval = { reference: 'SIM/0001', body: 'Invented research ethics committee', on: allowed, until: dateAt(months.ends + 730 * day) };
  const about = { name: 'Invented evaluation', instruments: ['ons4', 'eq-5d-5l'], from: months.first } as const;
  const id = chance(`${options.seed}/study`).ids.id().slice(0, 12) as StudyId;
  const version = { versionId: 1, lastUpdated: asked, by: `user:${manager}` };
  return inIt.length === 0 ? undefined : { id, ...about, practices: inIt, approval: { ...approval, by: 'Elspeth Munro', recordedAt: asked }, ...version };
};

/** Asked after the first conversation, by whoever had it. `seed`: of what is chanced here alone, so that the rest of the life is the same without it. */
export const askedToTakePart = ({ programme, person, owner, practice, happenings }: Story, first: number): void => {
  const study = practice.arm === 'intervention' ? studyOf(programme) : undefined;
  const by = chance(`${programme.options.seed}/asked/${person.n}`);
  if (!study || !by.yes(0.86)) return;
  const said = (at: number, gives: boolean): Said => ({ gives, day: dateAt(at), at: instantOf(at), by: nameOf(owner) });
  const at = first + 43 * minute;
  const answer = said(at, by.yes(0.88));
  happenings.push({ at, does: 'say', study: study.id, person: person.id, said: [answer] });
  if (!answer.gives || !by.yes(0.03)) return;
  const later = at + by.whole(20, 200) * day;
  happenings.push({ at: later, does: 'say', study: study.id, person: person.id, said: [answer, said(later, false)] });
};
