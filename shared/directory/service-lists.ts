/** The closed lists of what the hub may know of a service. */

export const serviceFields = ['name', 'safe-contact', 'birth-date', 'address', 'language'] as const;
export const costs = ['free', 'low-cost', 'paid'] as const;
export const accessFeatures = [
  'step-free',
  'accessible-toilet',
  'hearing-loop',
  'quiet-space',
  'parking',
  'near-bus',
  'home-visits',
  'telephone',
  'online',
] as const;
export const questionKinds = ['text', 'number', 'date', 'choice'] as const;
/** How what came of it is said: `money` in whole pounds. */
export const outcomeKinds = ['money', 'general'] as const;
export const organisationKinds = ['third-sector', 'council', 'nhs'] as const;
/** More would be a form, not a question. */
export const mostQuestions = 6;
