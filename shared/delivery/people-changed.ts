/** What is known of a person changed: they are counted anew. A message that is lost is made good by the nightly recount. */
import { keys } from '#platform/tables';
import type { Key } from '#platform/types';
import type { PersonId } from '#referral/types';
import type { DeliveryPorts } from './ports.ts';

const prefix = keys.person('').pk;
/** Whose partition it is; undefined: no person's. */
export const personOf = (pk: string): PersonId | undefined => (pk.startsWith(prefix) ? (pk.slice(prefix.length) as PersonId) : undefined);

export const countPeople = async (changed: readonly Key[], { countQueue }: Pick<DeliveryPorts, 'countQueue'>): Promise<void> => {
  const messages = [...new Set(changed.flatMap(({ pk }) => personOf(pk) ?? []))].map((person) => ({ body: JSON.stringify({ person }) }));
  if (messages.length > 0) await countQueue.send(messages);
};
