/** A funnel plot: shares by of how many they are, within what chance alone would do. Names stand only at those outside. */
import { scaleLinear } from 'd3-scale';
import { line } from 'd3-shape';
import { type Funnel, type FunnelPoint, type FunnelUnit, funnel, type Limits, limitsOf } from '#insight/funnel';
import { numberText } from '#insight/number-text';
import { numberOf, type Value } from '#insight/value';
import { type Html, html } from '#web/frame/html';
import type { Words } from '#web/words/words';
import { type ChartHead, figureOf } from './figure.ts';
import { type Place, placesOf } from './letters.ts';
import { type Axis, axisLabels, axisOf, dot, letterOf, percent, plotOf, type Scale, stretched } from './plot.ts';

type FunnelGiven = ChartHead & { units: readonly { name: string; part: Value; whole: Value }[] };

/** Enough places that the limits look round. */
const places = 48;
type Ground = { overall: number; sizes: readonly number[]; limits: readonly Limits[]; across: Scale; axis: Axis };
const groundOf = ({ overall, points }: Funnel): Ground => {
  const wholes = points.map(({ whole }) => whole);
  const [least, most] = [Math.min(...wholes), Math.max(...wholes)];
  const step = (most - least) / places;
  const sizes = [...new Set(Array.from({ length: places + 1 }, (_, n) => Math.round(least + n * step)))];
  const limits = sizes.map((size) => limitsOf(overall, size));
  const ends = [...points.map(({ share }) => share), ...limits.flatMap(({ low998, high998 }) => [low998, high998])];
  return { overall, sizes, limits, across: scaleLinear([0, most], [0, 0.98]).nice(4), axis: axisOf(ends.map((end) => end * 100)) };
};

const limitPath = ({ sizes, limits, across, axis }: Ground, which: keyof Limits): string | null =>
  line<Limits>()
    .x((_, n) => across(sizes[n] ?? 0) * 100)
    .y((limit) => axis.at(limit[which] * 100))
    .digits(2)(limits);

const outsideOf = ({ points }: Funnel): FunnelPoint[] => points.filter(({ outside }) => outside);
const lettersOf = (found: Funnel, { across, axis }: Ground): Html => {
  const placeOf = ({ whole, share }: FunnelPoint): Place => ({ across: across(whole), down: axis.at(share * 100) });
  const lettered = outsideOf(found).map(placeOf);
  const places = placesOf(lettered, found.points.map(placeOf));
  return html`${places.map(({ across: place, down, aside, far }, n) => {
    const [x, from] = [percent(place), lettered[n]?.down ?? down];
    const lead = far && html`<line class="hub_chart__base" x1="${x}" x2="${x}" y1="${from}" y2="${down > from ? down - 11 : down + 2}" />`;
    return html`${lead}<text class="hub_chart__letter" x="${x}" dx="${aside}" y="${down}" text-anchor="middle">${letterOf(n)}</text>`;
  })}`;
};

const drawn = (found: Funnel, ground: Ground): Html => {
  const { axis, across, overall } = ground;
  const ticks = scaleLinear([0, Math.max(...found.points.map(({ whole }) => whole))], [0, 1]).ticks(4);
  return html`${(['low95', 'high95'] as const).map((which) => stretched(limitPath(ground, which), 'near'))}${(['low998', 'high998'] as const).map((which) =>
    stretched(limitPath(ground, which), 'limit'),
  )}<line class="hub_chart__median" x1="0" x2="100%" y1="${axis.at(overall * 100)}" y2="${axis.at(overall * 100)}" />${found.points.map(
    ({ whole, share, outside }) => dot(across(whole), axis.at(share * 100), outside ? 'diamond' : 'circle'),
  )}${lettersOf(found, ground)}${axisLabels(ticks.map((tick) => ({ across: across(tick), text: numberText(tick) })))}`;
};

const findings = (found: Funnel, { charts }: Words): string[] => {
  const outside = outsideOf(found).map(({ name, part, whole, share, outside: where }, n) =>
    charts.outside(
      { letter: letterOf(n), name, part: numberText(part), whole: numberText(whole), share: numberText(share * 100) },
      where?.side === 'above',
      where?.limit === '99.8',
    ),
  );
  return [charts.overall(numberText(found.overall * 100), found.points.length), ...(outside.length > 0 ? outside : [charts.noneOutside])];
};

const toNumbers = ({ name, part, whole }: FunnelGiven['units'][number]): FunnelUnit => ({ name, part: numberOf(part), whole: numberOf(whole) });

export const funnelView = (given: FunnelGiven, words: Words): Html => {
  const { charts } = words;
  const found = funnel(given.units.map(toNumbers));
  if (!found.ok) return html`<p>${charts.noFunnel(given.title, found.usable, found.least)}</p>`;
  const ground = groundOf(found);
  const notes = [charts.funnelOf(given.unit), ...findings(found, words), charts.limits, ...(found.left > 0 ? [charts.leftOut(found.left)] : [])];
  return figureOf(given, { ...plotOf(ground.axis, drawn(found, ground)), said: notes, notes });
};
