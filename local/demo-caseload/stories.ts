/** People whose stories show what the hub does. All of them are invented. */
import type { Instant } from '#platform/types';
import { type Invented, soon } from './script.ts';
import { turns, twice } from './turns.ts';

const practice = 'Birchtree Practice, room 4';

/** In the door since this morning. */
const arrived: Invented[] = [
  {
    ...{ given: 'Callum', family: 'Rennie', born: '1992-04-11', phone: '01632 960201', need: 'food-fuel', urgency: 'urgent', neededIn: 0 },
    why: 'No food in the house until Thursday, three children at home.',
    ...{ sent: { ago: 0, time: '08:40' }, deeds: [] },
  },
];
/** Before a tribunal. */
const moira = (now: Instant): Invented => ({
  ...{ given: 'Moira', family: 'Galbraith', born: '1968-09-02', phone: '07700 900202', need: 'money', urgency: 'urgent', neededIn: 6 },
  why: 'Benefits stopped after a review, low mood. Tribunal in eight days.',
  sent: { ago: 12, time: '10:15' },
  deeds: [
    { does: 'accept', ago: 12, time: '11:02' },
    {
      does: 'meet',
      ago: 11,
      time: '14:00',
      minutes: 40,
      help: ['listening', 'form'],
      note: 'Wants to open her post without feeling sick. We sorted the letters into three piles.',
    },
    { does: 'measure', ago: 11, time: '14:35', values: [3, 4, 3, 8] },
    {
      does: 'agree',
      ago: 11,
      time: '14:40',
      goal: {
        words: 'Open my post without feeling sick',
        step: 'Bring this week’s letters, unopened; we open them together',
        who: 'Moira and Catriona',
        theme: 'facing-crises',
        dueIn: 5,
        since: { progress: 'better', line: 'Opened four by herself on Sunday.' },
      },
    },
    { does: 'refer', ago: 11, time: '14:45', to: 'kelvinbank', service: 'advice' },
    { does: 'answers', ago: 11, time: '16:50', from: 'kelvinbank', says: 'accept', reference: 'KB-20418' },
    {
      does: 'plan',
      ago: 2,
      time: '09:10',
      next: { kind: 'visit', mode: 'practice', in: 0, time: soon(now, 45), place: practice, what: 'Go through the tribunal papers' },
    },
  ],
});
/** Who comes today. */
const today = (now: Instant): Invented[] => [
  moira(now),
  {
    ...{ given: 'Effie', family: 'MacAskill', born: '1944-01-20', phone: '01632 960203', need: 'loneliness', address: '12 Example Crescent, Glasgow, G1 1XX' },
    why: 'Does not get out since her fall in spring. Daughter visits on Sundays.',
    sent: { ago: 25, time: '09:30' },
    about: {
      homeVisit: { how: 'with-care', note: 'Large dog; ring first so that it is in the kitchen.', reviewBy: '2099-01-01' as never },
      supporters: [{ name: 'Morag MacAskill', is: 'daughter', maySay: 'When and where we meet', phone: '01632 960204' }],
      communication: { largePrint: true },
    },
    deeds: [
      { does: 'accept', ago: 24, time: '09:45' },
      { does: 'meet', ago: 20, time: '11:00', mode: 'home', minutes: 60, note: 'Misses the bowling club most. Stairs are the trouble, not the street.' },
      {
        does: 'plan',
        ago: 3,
        time: '12:00',
        next: {
          ...{ kind: 'visit', mode: 'home', in: 0, time: soon(now, 120), place: '12 Example Crescent' },
          alone: { knows: 'Iona Baird', backBy: soon(now, 210) },
        },
      },
    ],
  },
  {
    ...{ given: 'Gordon', family: 'Peddie', born: '1958-07-30', phone: '07700 900205', need: 'activity-diet' },
    why: 'New diagnosis of type 2 diabetes, would like to walk with others.',
    sent: { ago: 15, time: '15:10' },
    deeds: [
      { does: 'accept', ago: 14, time: '09:20' },
      { does: 'meet', ago: 10, time: '10:00', minutes: 25 },
      { does: 'plan', ago: 10, time: '10:30', next: { kind: 'visit', mode: 'walk-and-talk', in: 0, time: soon(now, 210), place: 'Canal path, by the lock' } },
      { does: 'measure', ago: 10, time: '10:25', values: [6, 7, 6, 3] },
    ],
  },
];

/** Who is reached in another way than by a call. */
const reached: Invented[] = [
  {
    ...{ given: 'Shona', family: 'Laird', born: '1985-11-17', phone: '07700 900206', need: 'domestic-abuse' },
    why: 'Spoke of fear at home. Safe at her sister’s for now.',
    sent: { ago: 9, time: '16:05' },
    about: { sensitive: true, safeContact: { no: ['call', 'voicemail', 'letter'], when: 'on weekdays from 10 to 12, by text', codeWord: 'library card' } },
    deeds: [
      { does: 'accept', ago: 9, time: '16:20' },
      { does: 'meet', ago: 7, time: '10:30', mode: 'community', minutes: 50, help: ['listening', 'information'] },
      { does: 'refer', ago: 7, time: '11:40', to: 'harbour', service: 'support' },
      { does: 'answers', ago: 6, time: '10:05', from: 'harbour', says: 'accept' },
      { does: 'plan', ago: 6, time: '10:20', next: { kind: 'follow-up', mode: 'text', in: 2 } },
    ],
  },
  {
    ...{ given: 'Irene', family: 'Docherty', born: '1979-05-08', phone: '01632 960207', need: 'housing', language: 'BSL' },
    why: 'Damp in the bedroom, child with asthma. Deaf; writes and signs.',
    sent: { ago: 18, time: '11:30' },
    about: {
      communication: { language: 'British Sign Language', bsl: true, interpreter: true, interpreterGender: 'woman' },
      safeContact: { no: ['call', 'voicemail'] },
    },
    deeds: [
      { does: 'accept', ago: 17, time: '09:00' },
      { does: 'meet', ago: 13, time: '13:30', mode: 'video', minutes: 45, note: 'Photographs of the wall taken; landlord has not answered since March.' },
      { does: 'refer', ago: 13, time: '14:30', to: 'northgate', service: 'advice' },
      { does: 'answers', ago: 9, time: '12:00', from: 'northgate', says: 'decline', text: 'No appointments for three weeks.' },
    ],
  },
  {
    ...{ given: 'Tormod', family: 'MacSween', born: '1948-02-28', phone: '01632 960208', need: 'bereavement', language: 'Gaelic' },
    why: 'Wife died in May. Speaks Gaelic at home and would rather.',
    sent: { ago: 40, time: '10:00' },
    about: { communication: { language: 'Gaelic' }, ethnicity: 'white-scottish', sheet: { format: 'print', language: 'gd' } },
    deeds: [
      { does: 'accept', ago: 39, time: '09:30' },
      { does: 'meet', ago: 35, time: '14:00', mode: 'walk-and-talk', minutes: 50, note: 'Used to build boats. Lit up at the word workshop.' },
      { does: 'measure', ago: 35, time: '14:45', values: [2, 3, 2, 6] },
      {
        does: 'agree',
        ago: 35,
        time: '14:50',
        goal: { words: 'Make something with my hands again', who: 'Tormod', theme: 'living-well', since: { progress: 'done', line: 'Four chairs so far.' } },
      },
      { does: 'refer', ago: 35, time: '15:30', to: 'broom-row', service: 'shed' },
      { does: 'answers', ago: 34, time: '09:15', from: 'broom-row', says: 'accept' },
      { does: 'answers', ago: 28, time: '12:00', from: 'broom-row', says: 'start' },
      {
        does: 'meet',
        ago: 14,
        time: '11:00',
        mode: 'telephone',
        minutes: 15,
        note: 'Goes twice a week; mends chairs for the nursery.',
        next: { kind: 'follow-up', in: 5 },
      },
    ],
  },
];
export const stories = (now: Instant): Invented[] => [...arrived, ...today(now), ...reached, ...turns, ...twice];
