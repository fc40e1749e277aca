/** Where the letters of points go, so that none lies on another or on a point even on a narrow screen. */
import { height, narrowest } from './plot.ts';

/** `across` from 0 to 1, `down` in pixels. */
export type Place = { across: number; down: number };
/** The foot of the letter, `aside` so many pixels from its point; `far`: so far up or down that a line must lead to it. */
type LetterPlace = Place & { aside: number; far: boolean };

/** Above, below, at either side; then ever farther off. */
const ways: readonly Omit<LetterPlace, 'across'>[] = [
  { aside: 0, down: -9, far: false },
  { aside: 0, down: 21, far: false },
  { aside: 13, down: 5, far: false },
  { aside: -13, down: 5, far: false },
  ...[1, 2, 3, 4, 5].flatMap((n) => [
    { aside: 0, down: -9 - 16 * n, far: true },
    { aside: 0, down: 21 + 16 * n, far: true },
  ]),
];

type Spot = { x: number; y: number };
const meets = (a: Spot, b: Spot): boolean => Math.abs(a.x - b.x) < 13 && Math.abs(a.y - b.y) < 16;
const spotOf = ({ across, down, aside = 0 }: Place & { aside?: number }): Spot => ({ x: across * narrowest + aside, y: down });
const isInside = ({ x, y }: Spot): boolean => y > 8 && y < height - 2 && x > 0;

/** One place for each of `lettered`, in their order; `points` are all that are drawn. */
export const placesOf = (lettered: readonly Place[], points: readonly Place[]): LetterPlace[] => {
  const taken = points.map(({ across, down }) => spotOf({ across, down: down + 5 }));
  return lettered.map(({ across, down }) => {
    const places = ways.map((way) => ({ ...way, across, down: down + way.down }));
    const free = places.find((place) => isInside(spotOf(place)) && !taken.some((one) => meets(one, spotOf(place))));
    const place = free ?? { across, down: down - 9, aside: 0, far: false };
    taken.push(spotOf(place));
    return place;
  });
};
