/** Whose name is not for everybody who looks over a shoulder: by what they need, by what was learnt of them, by where they were referred. */
import { isMarkedSensitive } from '#directory/sensitive';
import type { Directory } from '#directory/types';
import type { OrganisationId } from '#identity/types';

type Asked = { organisation: OrganisationId; service?: string };
/** Which of them the directory marks; each organisation is read once. */
export const markedSensitive = async (all: readonly Asked[], directory: Pick<Directory, 'organisation'>): Promise<(one: Asked) => boolean> => {
  const ids = [...new Set(all.map(({ organisation }) => organisation))];
  const found = await Promise.all(ids.map((id) => directory.organisation(id)));
  const services = new Map(found.flatMap((one) => (one ? [[one.id, one.services] as const] : [])));
  return ({ organisation, service }) => isMarkedSensitive(services.get(organisation) ?? [], service);
};
