/** Said to a person before they agree to anything: short, to be read aloud. In Gaelic: gd/consent.ts. */
export const aloud = {
  title: 'To read aloud',
  refer: 'I would like to put you in touch with people who may be able to help. It is up to you. You can say no, and it makes no difference to your care here.',
  share:
    'First I ask them whether they can help, without your name. If they say yes, I pass on what they need: your name and how to reach you safely, and for some services your date of birth, your address or your language. What is in your medical record stays here, and so do my notes.',
  choose: 'You can agree for all services or for one alone, for a time or for as long as you like.',
  stop: 'You can change your mind at any time. Tell me or the practice, and I tell the service at once.',
  harm: 'If I am worried that you or somebody else could come to serious harm, I may have to tell others. I would talk with you first if I can.',
  askRefer: 'Is it all right that I ask a service to help you?',
  askShare: 'Is it all right that I pass on to them what they need?',
} as const;
