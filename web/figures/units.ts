/** What the numbers of a chart or a table count. */
import type { Metric } from '#insight/metrics/types';
import type { Words } from '#web/words/words';
import type { Scale } from './headline.ts';

export const unitText = ({ compute, unit, denominator }: Metric, scale: Scale, { figuresPages: { units } }: Words): string => {
  switch (compute.kind) {
    case 'share':
    case 'people-share':
    case 'unanswered':
      return units.percent(denominator ?? unit);
    case 'time':
      return units.median(scale.unit);
    case 'standing':
      return units.referrals;
    case 'needs-of-people':
      return units.people;
    case 'count':
    case 'people':
    case 'mix':
    case 'mix-by':
    case 'mix-of':
    case 'per':
    case 'paired':
    case 'ratio':
    case 'people-ratio':
    case 'money':
    case 'elsewhere':
      return unit;
  }
};
