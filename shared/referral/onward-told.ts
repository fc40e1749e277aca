/** What a service is told of the person once it said yes: the fields that were left ticked of those it declares, and the answers to its questions. */
import type { Service, ServiceField } from '#directory/types';
import type { Commit, Onward, ServiceAnswer } from './types.ts';

/** Never more than the service declares by now, whatever was ticked once. */
export const fieldsFor = ({ fields }: Pick<Onward, 'fields'>, service: Pick<Service, 'fields'> | undefined): ServiceField[] =>
  (service?.fields ?? []).filter((field) => fields === undefined || fields.includes(field));

/** Of one onward referral; they stand in the commit that sent it. */
export const serviceAnswersIn = (commits: readonly Commit[], onward: string): readonly ServiceAnswer[] =>
  commits.flatMap(({ events }) => events.flatMap((event) => (event.type === 'referred-on' && event.facts.id === onward ? (event.answers ?? []) : [])));
