import type { Service } from './types.ts';

/** Whether that somebody was referred there tells too much. Where no service is said, any of the organisation's may be meant. */
export const isMarkedSensitive = (services: readonly Service[], service: string | undefined): boolean =>
  services.some(({ id, sensitive }) => sensitive === true && (service === undefined || service === id));
