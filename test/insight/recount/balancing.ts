/** What the programme costs others: what organisations are asked, and what people do not want. */
import { type Answer, mix, ratio, share } from './answer.ts';
import { type Asked, everySentOn, received } from './asked.ts';

/** Each thing that was asked of an organisation, on the day it was. */
const asksIn = (asked: Asked): string[] =>
  everySentOn(asked)
    .flatMap(({ sent, reminded, askedToStop }) => [
      { what: 'sent', day: sent },
      ...reminded.map((day) => ({ what: 'reminded', day })),
      ...(askedToStop === undefined ? [] : [{ what: 'stopAsked', day: askedToStop }]),
    ])
    .flatMap(({ what, day }) => (asked.period(day) ? [what] : []));
const unwanted = (asked: Asked): string[] => received(asked).flatMap((referral) => referral.unwanted ?? []);

export const balancing: Readonly<Record<string, (asked: Asked) => Answer>> = {
  burden: (asked) => mix(asksIn(asked)),
  burdenEach: (asked) => ratio(asksIn(asked).length, asksIn(asked).filter((what) => what === 'sent').length),
  optOuts: (asked) => share(unwanted(asked).length, received(asked).length),
  optOutsHow: (asked) => mix(unwanted(asked)),
};
