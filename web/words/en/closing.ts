import type { ClosingCode, ClosingMessage } from '#referral/closing';

export const closing = {
  reasons: {
    'goals-met': 'What mattered is done',
    'supported-elsewhere': 'Somebody else supports them now',
    'person-stopped': 'They chose to stop',
    'unable-to-contact': 'Could not be reached',
    'moved-away': 'Moved away or left the practice',
    'person-died': 'They died',
    'not-appropriate': 'Links work is not right for them',
    'service-ended': 'The service ended',
    other: 'Something else',
  } satisfies Record<ClosingCode, string>,
  /** What the practice reads. */
  messages: {
    helped: 'Links practitioner support completed.',
    'helped-elsewhere': 'Links practitioner support completed; supported by another service now.',
    'person-chose-to-stop': 'The person chose not to go on with links practitioner support.',
    'not-reached': 'The links practitioner could not reach the person.',
    'no-longer-registered': 'The person has moved away or left the practice.',
    'person-died': 'The links practitioner has heard that the person has died.',
    'not-suitable': 'Links practitioner support was not right for the person.',
    'service-ended': 'Links practitioner support has ended.',
    ended: 'Links practitioner support has ended.',
  } satisfies Record<ClosingMessage, string>,
  neutral: 'Links practitioner support has ended. Please hide this entry from online access.',
} as const;
