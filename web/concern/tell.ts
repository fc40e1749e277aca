/** A letter by e-mail to those who are told: that there is something to read, and nothing of what or of whom. */
import { isToldOfConcerns } from '#identity/concern-policy';
import type { Concern } from '#people/concern';
import { errorFields } from '#platform/log';
import type { Visit } from '#web/frame/page';

const addressesOf = async ({ practice, area, raisedBy }: Concern, { ports }: Visit): Promise<string[]> => {
  const manager = (await ports.fhir.directory.area(area))?.manager;
  const [staff, managers] = await Promise.all([ports.users.ofPractice(practice), manager ? ports.users.ofManager(manager) : []]);
  const told = [...staff.filter(isToldOfConcerns), ...managers].filter(({ id, disabled }) => !disabled && id !== raisedBy.user);
  return [...new Set(told.map(({ mail }) => mail))];
};

/** False where somebody could not be written to: it is saved all the same, and whoever raised it is asked to ring. */
export const tellOfConcern = async (concern: Concern, visit: Visit): Promise<boolean> => {
  const { ports, words } = visit;
  const { mail } = words.concern;
  const text = mail.text(`${ports.fhir.baseUrl}/app/concerns`);
  const sent = await Promise.allSettled((await addressesOf(concern, visit)).map((to) => ports.mail.send({ to, subject: mail.subject, text })));
  const failed = sent.flatMap((one) => (one.status === 'rejected' ? [one.reason as unknown] : []));
  for (const error of failed) ports.log('concern-mail-failed', { request: visit.call.requestId, ...errorFields(error) });
  return sent.length > 0 && failed.length === 0;
};
