import type { ComplaintKind } from '#insight/complaints-store';

/** That a complaint came in, for the figures. */
export const complaints = {
  title: 'Write down a complaint',
  lead: 'Only that one came in, when, and what it is about, so that it is counted. Who complained, and of whom, belongs with your own procedure and never here.',
  area: 'Area',
  day: 'On which day did it come in?',
  wrongDay: 'Choose a day of the last 365 days',
  kind: 'What is it about?',
  kinds: {
    waiting: 'How long it took',
    treatment: 'How somebody was treated',
    confidentiality: 'What was told to whom',
    help: 'The help, or that there was none',
    organisation: 'An organisation they were referred to',
    other: 'Something else',
  } satisfies Record<ComplaintKind, string>,
  save: 'Write it down',
  listed: 'Written down in the last 365 days',
  none: 'None.',
  strike: (what: string) => `Written down by mistake: ${what}`,
  struck: '(by mistake, not counted)',
  link: 'Write down a complaint',
} as const;
