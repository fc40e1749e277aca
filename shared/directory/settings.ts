/** What a programme sets for its area, and what holds where it set nothing. */
import type { Area } from './types.ts';

/** Outcome measures that can be switched on; what each consists of is in the room `people`. */
export const instrumentNames = ['ons4', 'eq-5d-5l', 'icecap-a', 'swemwbs', 'wsas', 'hads', 'mycaw'] as const;
/** More than two would be a questionnaire, not a conversation. */
export const mostInstruments = 2;
/** Who may agree for somebody under 16. */
export const under16Routes = ['own-consent-if-understands', 'parent-or-guardian', 'not-offered'] as const;

type Settings = Required<Pick<Area, 'measures' | 'under16'>>;
export const settingsOf = (area: Area | undefined): Settings => ({
  measures: area?.measures ?? ['ons4'],
  under16: area?.under16 ?? 'own-consent-if-understands',
});
