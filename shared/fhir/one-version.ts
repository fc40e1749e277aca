/** Reading a resource of which the hub keeps its present version alone, or which never has another. */
import type { Door } from './door.ts';

/** An earlier version is told as not there. */
export const oneVersion = (read: NonNullable<Door['read']>): Required<Pick<Door, 'read' | 'versions'>> => ({
  read,
  versions: async (call, id, ports) => {
    const seen = await read(call, id, ports);
    return seen ? [seen] : [];
  },
});
