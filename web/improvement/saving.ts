/** Saving a part of a plan. Who was overtaken sees what was changed, keeps what was typed, and decides. */
import { keepParts, planOf, versionOf } from '#improvement/improvement-store';
import type { Entry, Plan } from '#improvement/types';
import { text } from '#web/frame/form';
import { type Html, html } from '#web/frame/html';
import type { Shown } from '#web/frame/layout';
import type { Result, Submitted, Visit } from '#web/frame/page';
import { momentText } from '#web/frame/when';
import { changesView } from './changes-view.ts';
import type { Owned } from './owned.ts';
import { formWith } from './parts.ts';

type Change = Parameters<typeof keepParts>[2][number];
type Saving = {
  /** The part that the form is about, as it is now; undefined: it is new. */
  now(plan: Plan): Entry | undefined;
  /** Undefined: it is not possible any more. */
  changes(plan: Plan): readonly Change[] | undefined;
  /** The page once more, with what was typed. Absent: a button alone, which anything may come before. */
  again?(form: Submitted['form'], plan: Plan): Shown;
  to: Extract<Result, { go: string }>;
};
const lostView = async (now: Entry, seen: number, { practice, plan }: Owned, visit: Visit): Promise<Html> => {
  const { lost } = visit.words.improvement;
  const before = await versionOf(visit.ports.access, practice.id, { kind: now.kind, id: now.id, versionId: seen });
  return html`<p><strong>${lost.title}</strong></p><p>${lost.text(now.byName, momentText(now.lastUpdated, visit.at, visit.words))}</p><p>${lost.what}</p>${changesView(before, now, plan, visit)}`;
};
const overtaken = async (now: Entry, again: NonNullable<Saving['again']>, one: Owned, visit: Submitted): Promise<Shown> => {
  const notice = await lostView(now, Number(text(visit.form, 'seen')) || 0, one, visit);
  return { ...again(formWith(visit.form, 'seen', String(now.versionId)), one.plan), notice, status: 409 };
};

const attempts = 3;
export const saving = async (owned: Owned, visit: Submitted, { now, changes, again, to }: Saving): Promise<Result> => {
  const { access } = visit.ports;
  const { id } = owned.practice;
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const plan = attempt === 0 ? owned.plan : await planOf(access, id);
    const current = now(plan);
    if (again && String(current?.versionId ?? 0) !== (text(visit.form, 'seen') || '0'))
      return current ? overtaken(current, again, { ...owned, plan }, visit) : { trouble: 'changed' };
    const wanted = changes(plan);
    if (!wanted) return { trouble: 'changed' };
    if (wanted.length === 0) return to;
    const outcome = await keepParts(access, id, wanted);
    if (outcome === 'kept') return to;
    if (outcome === 'busy') return { trouble: 'busy' };
  }
  return { trouble: 'changed' };
};

/** What is new; a form that is sent twice adds it once. */
export const adding = (owned: Owned, visit: Submitted, [first, ...others]: readonly [Entry, ...Entry[]], to: Saving['to']): Promise<Result> =>
  saving(owned, visit, {
    now: () => undefined,
    changes: (plan) => {
      const parts: readonly Entry[] = Object.values(plan).flat();
      const isThere = parts.some(({ kind, id }) => kind === first.kind && id === first.id);
      return isThere ? [] : [first, ...others].map((after) => ({ after }));
    },
    to,
  });
