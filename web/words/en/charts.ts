/** What charts say: beneath them, and in their place for who does not see them. */
export const charts = {
  span: ({ unit, count, from, to }: { unit: string; count: number; from: string; to: string }) =>
    count === 1 ? `In ${unit}; ${from} alone.` : `In ${unit}; ${count} points, from ${from} to ${to}.`,
  at: (value: string, label: string) => `${value} (${label})`,
  range: ({ lowest, highest, last }: { lowest: string; highest: string; last: string }) => `Lowest ${lowest}, highest ${highest}, last ${last}.`,
  nothing: 'There is no figure that can be shown.',
  hidden: (labels: string) => `c: confidential, not shown: ${labels}.`,
  none: (labels: string) => `z: there can be none: ${labels}.`,
  missing: (labels: string) => `No figure: ${labels}.`,
  median: (value: string, of: number) => `Dashed line: the median of ${of} points, ${value}.`,
  medianOfFirst: (value: string, of: number) => `Dashed line: the median of the first ${of} points, ${value}.`,
  tooFew: (used: number, least: number) =>
    `Only ${used} ${used === 1 ? 'point' : 'points'}: too few for the rules, which need ${least} to tell change from chance.`,
  noSignal: 'No shift and no trend: the ups and downs may be chance.',
  shift: {
    up: (from: string, to: string) => `Squares, a shift: six or more in a row above the median, ${from} to ${to}.`,
    down: (from: string, to: string) => `Squares, a shift: six or more in a row below the median, ${from} to ${to}.`,
  },
  trend: {
    up: (from: string, to: string) => `Triangles, a trend: five or more in a row going up, ${from} to ${to}.`,
    down: (from: string, to: string) => `Triangles, a trend: five or more in a row going down, ${from} to ${to}.`,
  },
  both: 'Diamonds: part of a shift and of a trend.',
  mark: (letter: string, label: string, at: string) => `${letter}: ${label} (from ${at}).`,
  tenth: (label: string) => `${label}, 10th percentile`,
  ninetieth: (label: string) => `${label}, 90th percentile`,
  band: 'Line: the median. Band: about 8 in 10 lie within it, 1 in 10 below and 1 in 10 above.',
  lastBand: ({ label, low, high }: { label: string; low: string; high: string }) => `Band at ${label}: ${low} to ${high}.`,
  parts: (unit: string, parts: string) => `In ${unit}. ${parts}.`,
  noFigure: 'no figure',
  bar: (label: string, value: string) => `${label}: ${value}`,
  barOf: (label: string, value: string, n: string) => `${label}: ${value} (n ${n})`,
  whisker: 'Thin line through the end of a bar: the 95% interval.',
  funnelOf: (unit: string) => `Upwards: ${unit}. Across: of how many.`,
  overall: (share: string, units: number) => `Dashed line: ${share}%, all ${units} together.`,
  limits:
    'If all were alike, chance would put 95 of 100 within the dotted lines, and 998 of 1,000 within the solid ones. Outside is a reason to ask, not a verdict.',
  outside: ({ letter, name, part, whole, share }: { letter: string; name: string; part: string; whole: string; share: string }, above: boolean, far: boolean) =>
    `${letter}: ${name}, ${part} of ${whole} (${share}%): ${above ? 'above' : 'below'} the ${far ? 'solid' : 'dotted'} line.`,
  noneOutside: 'None lies outside the lines: they differ no more than chance would make them.',
  leftOut: (units: number) => `${units} left out: hidden, or of fewer than ten.`,
  noFunnel: (title: string, usable: number, least: number) =>
    `${title}: no funnel plot. It needs ${least} with figures of ten or more that can be shown; here are ${usable}.`,
  notFromZero: 'The scale does not begin at 0.',
} as const;
