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
  median: (value: string, of: number) => `Dashed line: the median, ${value}; half of ${of} points lie at or under it.`,
  medianOfFirst: (value: string, of: number) => `Dashed line: the median of the first ${of} points, ${value}.`,
  tooFew: (used: number, least: number) =>
    `Only ${used} ${used === 1 ? 'point' : 'points'}: too few for the rules, which need ${least} to tell change from chance.`,
  noSignal: 'No shift and no trend: the ups and downs may be chance.',
  shift: {
    up: (from: string, to: string) => `■ Shift: six or more in a row above the median, ${from} to ${to}.`,
    down: (from: string, to: string) => `■ Shift: six or more in a row below the median, ${from} to ${to}.`,
  },
  trend: {
    up: (from: string, to: string) => `▲ Trend: five or more in a row going up, ${from} to ${to}.`,
    down: (from: string, to: string) => `▲ Trend: five or more in a row going down, ${from} to ${to}.`,
  },
  mark: (letter: string, label: string, at: string) => `${letter}: ${label} (from ${at}).`,
  notFromZero: 'The scale does not begin at 0.',
} as const;
