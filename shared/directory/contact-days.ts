/** How soon somebody is promised to hear from a links practitioner. */
import type { Practice } from './types.ts';

/** Where a practice says nothing: what the programme measures itself by. */
const usual = 10;
/** Working days. */
export const contactDaysOf = ({ contactWithin }: Pick<Practice, 'contactWithin'>): number => contactWithin ?? usual;
