/** Every metric by its name in addresses and exports. */
import { balancingMetrics } from './balancing.ts';
import { engagementMetrics } from './engagement.ts';
import { needMetrics } from './needs.ts';
import { onwardMetrics } from './onward.ts';
import { outcomeMetrics } from './outcomes.ts';
import { qualityMetrics } from './quality.ts';
import type { Metric, View } from './types.ts';
import { volumeMetrics } from './volumes.ts';
import { waitMetrics } from './waits.ts';

export const metrics: Readonly<Record<string, Metric>> = {
  ...volumeMetrics,
  ...waitMetrics,
  ...engagementMetrics,
  ...needMetrics,
  ...onwardMetrics,
  ...outcomeMetrics,
  ...balancingMetrics,
  ...qualityMetrics,
};
export const metricsOf = (view: View): [string, Metric][] => Object.entries(metrics).filter(([, metric]) => metric.view === view);
