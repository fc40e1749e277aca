import type { HomeVisit, SafeContact } from '#people/about';

/** How a person may be reached, and what helps in talking with them. */
export const about = {
  no: {
    call: 'Do not call.',
    voicemail: 'Leave no voicemail.',
    text: 'Do not text.',
    letter: 'Send no letter.',
    email: 'Send no e-mail.',
  } satisfies Record<NonNullable<SafeContact['no']>[number], string>,
  when: (when: string) => `Only ${when}.`,
  codeWord: (word: string) => `Say first: “${word}”.`,
  homeVisit: {
    alone: 'Home visits alone are fine.',
    'with-care': 'Home visits with care.',
    'two-people': 'Home visits by two people only.',
    'not-at-home': 'No home visits.',
  } satisfies Record<HomeVisit['how'], string>,
} as const;
