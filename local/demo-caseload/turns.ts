/** More stories: what went otherwise than planned, and two who may be one. All of them are invented. */
import type { Invented } from './script.ts';

/** What went otherwise than planned. */
export const turns: Invented[] = [
  {
    ...{ given: 'Hodan', family: 'Warsame', born: '1997-03-14', phone: '01632 960209', need: 'education', language: 'Somali' },
    why: 'Would like to learn English; baby of eight months.',
    sent: { ago: 20, time: '12:20' },
    about: { communication: { language: 'Somali', interpreter: true, interpreterGender: 'woman' }, ethnicity: 'african' },
    deeds: [
      { does: 'accept', ago: 19, time: '10:00' },
      { does: 'meet', ago: 14, time: '10:00', mode: 'practice', minutes: 45, help: ['information'], next: { kind: 'follow-up', in: 3, interpreter: true } },
      { does: 'refer', ago: 8, time: '11:00', to: 'second-chapter', service: 'english' },
    ],
  },
  {
    ...{ given: 'Donald', family: 'Strachan', born: '1974-08-21', need: 'housing', address: 'No fixed abode' },
    why: 'Sleeping in his car. Reached through the day centre, asks for Donnie.',
    sent: { ago: 11, time: '15:45' },
    about: { safeContact: { note: 'Through Stepping Stones day centre, mornings.' } },
    deeds: [
      { does: 'accept', ago: 11, time: '16:00' },
      {
        does: 'meet',
        ago: 8,
        time: '09:30',
        mode: 'community',
        minutes: 40,
        help: ['form', 'accompanied'],
        next: { kind: 'visit', mode: 'community', in: 1, time: '09:30', place: 'Stepping Stones' },
      },
    ],
  },
  {
    ...{ given: 'Robert', family: 'Auld', born: '1963-12-05', phone: '01632 960210', need: 'mental-wellbeing' },
    why: 'Off work since summer, not sleeping.',
    sent: { ago: 6, time: '09:05' },
    deeds: [
      { does: 'accept', ago: 6, time: '09:40' },
      { does: 'no-answer', ago: 4, time: '10:42' },
      { does: 'no-answer', ago: 3, time: '17:20' },
    ],
    concern: {
      ...{ hoursAgo: 18, kind: 'self-neglect', told: 'Dr Nadia Khan' },
      words: 'His sister rang: “He has not opened the door since Saturday, and the lights are off.”',
      next: 'The practice tries to see him today; I ring the sister at four.',
    },
  },
];

/** Two who may be one: a referral by the practice, and the same person asking for help with a form. */
export const twice: Invented[] = [
  {
    ...{ given: 'Agnes', family: 'Fairweather', born: '1957-06-19', phone: '01632 960211', need: 'debt' },
    why: 'Letters about council tax she does not open.',
    sent: { ago: 2, time: '11:50' },
    deeds: [],
  },
  {
    ...{ given: 'Agnes', family: 'Fairweather', born: '1957-06-19', phone: '01632 960212', need: 'money', source: 'self' },
    why: 'I need help with letters and money please.',
    sent: { ago: 1, time: '20:15' },
    deeds: [],
  },
];
