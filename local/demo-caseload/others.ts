/** The rest of a caseload: people in every state, made from lists of invented names, the same at each start. */
import type { NeedCode } from '#referral/needs';
import type { Deed, Invented } from './script.ts';

const names = [
  ...['Ailsa Buchan', 'Brodie Carnegie', 'Catriona Duthie', 'Duncan Esslemont', 'Elidh Farquhar', 'Fergus Gillanders', 'Greer Haldane', 'Hamish Innes'],
  ...['Isla Jardine', 'Jock Kinnear', 'Kirsty Lumsden', 'Lachlan Meldrum', 'Mairi Napier', 'Neil Ogilvie', 'Oona Pirie', 'Patrick Quigley'],
  ...['Rhona Sangster', 'Struan Tulloch', 'Una Urquhart', 'Wallace Yuill', 'Aileen Balfour', 'Bruce Cattanach', 'Christina Dalgarno', 'Davina Elphinstone'],
  ...['Euan Fordyce', 'Fiona Garioch', 'Gavin Hislop', 'Heather Irvine', 'Iain Johnstone', 'Jean Kilgour', 'Kenneth Leask', 'Lorna Mowat'],
  ...['Murdo Nicolson', 'Nan Oliphant', 'Owen Petrie', 'Peigi Rankine', 'Ross Skene', 'Senga Traill', 'Tam Ure', 'Vera Wishart'],
  ...['Amina Yusuf', 'Jadwiga Nowak', 'Farid Haidari', 'Grace Adeyemi', 'Li Wei Tan', 'Samira Aziz'],
] as const;
const whys: readonly (readonly [NeedCode, string])[] = [
  ['loneliness', 'Alone since moving here, would like company.'],
  ['money', 'Worried about money, unsure what she can claim.'],
  ['housing', 'Flat is cold and too small, asks for advice.'],
  ['mental-wellbeing', 'Low since the winter, not sleeping well.'],
  ['caring', 'Cares for a parent and is worn out.'],
  ['debt', 'Catalogue debts, does not open letters.'],
  ['activity-diet', 'Would like to be more active after a heart scare.'],
  ['digital', 'Cannot fill in forms online.'],
  ['bereavement', 'Lost a brother this year.'],
  ['work', 'Would like to work again after illness.'],
];

type Made = Pick<Invented, 'sent' | 'deeds'>;
const sent = (ago: number, time = '10:20') => ({ ago, time });
const accept = (ago: number, inDays = 1): Deed => ({ does: 'accept', ago, time: '11:00', next: { kind: 'first-call', in: inDays } });
const meet = (ago: number, next?: Extract<Deed, { does: 'meet' }>['next']): Deed => ({
  ...{
    does: 'meet',
    ago,
    time: '13:30',
    mode: ago % 2 === 0 ? 'telephone' : 'practice',
    minutes: 20 + (ago % 4) * 10,
    help: ago % 3 === 0 ? ['information'] : ['listening'],
  },
  ...(next === undefined ? {} : { next }),
});
const refer = (ago: number, to: string, service: string): Deed => ({ does: 'refer', ago, time: '14:10', to, service });

const fresh = (n: number): Made => ({ sent: sent(n === 0 ? 0 : n, '08:15'), deeds: [] });
const firstCall = (n: number): Made => ({ sent: sent(3 + n), deeds: [accept(3, n % 2)] });
const booked = (n: number): Made => ({
  sent: sent(12 + n),
  deeds: [
    accept(11),
    meet(7, {
      kind: 'visit',
      mode: n % 2 === 0 ? 'practice' : 'community',
      in: 1 + (n % 4),
      time: `${10 + n}:00`,
      place: n % 2 === 0 ? 'Birchtree Practice, room 4' : 'Library café',
    }),
  ],
});
const unwritten = (n: number): Made => ({
  sent: sent(14 + n),
  deeds: [accept(13), meet(9, { kind: 'visit', mode: 'practice', in: -1 - n, time: '14:30', place: 'Birchtree Practice, room 4' })],
});
const services = [
  ['canalside', 'walks'],
  ['broom-row', 'shed'],
  ['cairn', 'carers'],
  ['digital-kist', 'lessons'],
  ['second-chapter', 'english'],
  ['quiet-harbour', 'bereavement'],
] as const;
const waiting = (n: number): Made => {
  const [to, service] = services[n % services.length] ?? services[0];
  const late = n < 2 ? 12 + n : 1 + n;
  const missed: Deed[] = n === 2 ? [{ does: 'not-delivered', ago: 2, time: '15:00', to }] : [];
  return { sent: sent(16 + n), deeds: [accept(15), meet(Math.max(late, 13)), refer(late, to, service), ...missed] };
};
const asks = ['Which mornings suit?', 'Do they use a wheelchair?', 'Is an evening possible?', 'How many are in the household?'];
const messages = (n: number): Made => {
  const [to, service] = services[(n + 2) % services.length] ?? services[0];
  return {
    sent: sent(13 + n),
    deeds: [
      accept(12),
      meet(9),
      refer(5, to, service),
      { does: 'answers', ago: 1 + (n % 2), time: '11:25', from: to, says: 'ask', text: asks[n % asks.length] ?? '' },
    ],
  };
};
const group = { kind: 'group', mode: 'group', in: 3, time: '14:00', place: 'Broom Row hall', what: 'Walking group' } as const;
const steady = (n: number): Made => ({
  sent: sent(30 + n),
  deeds: [accept(29 + n), meet(26), meet(12 + (n % 6)), { does: 'plan', ago: 4, time: '15:00', next: n < 3 ? group : { kind: 'follow-up', in: 2 + (n % 9) } }],
});
const silent = (n: number): Made => ({ sent: sent(75 + n), deeds: [accept(74 + n), meet(60 + n)] });
const held = (n: number): Made => ({
  sent: sent(22 + n),
  deeds: [
    accept(21),
    meet(17),
    { does: 'hold', ago: 6, time: '12:10', text: n === 0 ? 'In hospital until next week.' : 'Away with family until the new year.' },
  ],
});
const closed = (n: number): Made => ({
  sent: sent(34 + n),
  deeds: [
    accept(33),
    meet(28),
    meet(15),
    { does: 'close', ago: 2 + n * 3, time: '16:00', outcomes: [{ activity: 'Links practitioner support completed.', code: 'goals-met' }] },
  ],
});

/** How many there are of each, besides the stories. */
const kinds: readonly (readonly [number, (n: number) => Made])[] = [
  [3, fresh],
  [4, firstCall],
  [5, booked],
  [2, unwritten],
  [8, waiting],
  [4, messages],
  [10, steady],
  [4, silent],
  [2, held],
  [4, closed],
];
export const others = (): Invented[] =>
  kinds
    .flatMap(([count, make]) => Array.from({ length: count }, (_, n) => make(n)))
    .map((made, n): Invented => {
      const [given = '', ...rest] = (names[n % names.length] ?? '').split(' ');
      const [need, why] = whys[n % whys.length] ?? ['other', ''];
      const born = `${1940 + ((n * 7) % 62)}-${String(1 + (n % 12)).padStart(2, '0')}-${String(1 + ((n * 5) % 28)).padStart(2, '0')}`;
      return { given, family: rest.join(' '), born, need, why, phone: `01632 960${String(300 + n)}`, ...made };
    });
