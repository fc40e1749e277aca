/** In which order what was agreed is shown. */
import type { Action } from '#directory/casework-types';

/** What is due first stands first. */
export const openActions = (actions: readonly Action[]): Action[] =>
  actions.filter(({ doneOn }) => doneOn === undefined).toSorted((one, other) => (one.by < other.by ? -1 : 1));
/** The last done first. */
export const doneActions = (actions: readonly Action[]): Action[] =>
  actions.filter(({ doneOn }) => doneOn !== undefined).toSorted((one, other) => ((one.doneOn ?? '') > (other.doneOn ?? '') ? -1 : 1));
