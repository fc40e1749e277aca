/** Names of those who recorded something, by what `nameOf` says of them. */
import type { PracticeId, PractitionerId } from '#identity/types';
import type { Visit } from '#web/frame/page';

export const namesOfRecorders = async (recorders: readonly string[], { ports }: Visit): Promise<ReadonlyMap<string, string>> => {
  const { directory } = ports.fhir;
  const named = await Promise.all(
    [...new Set(recorders)].map(async (by): Promise<[string, string]> => {
      const [kind = '', id = ''] = by.split('/');
      const found =
        kind === 'practitioner' ? await directory.practitioner(id as PractitionerId) : kind === 'practice' && (await directory.practice(id as PracticeId));
      return [by, (found ? found.name : '') || id || by];
    }),
  );
  return new Map(named);
};
