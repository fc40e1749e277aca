/** What the provider keeps between two calls: in memory, for as long as it says, the newest thousand of a kind. */

type Payload = { uid?: string; grantId?: string; consumed?: number; [name: string]: unknown };
type Held = { payload: Payload; until: number };

const most = 1000;

/** The library's adapter, one for each of its models. */
export const keptInMemory = (now: () => number) => {
  const models = new Map<string, Map<string, Held>>();
  return (model: string) => {
    const held = models.get(model) ?? new Map<string, Held>();
    models.set(model, held);
    const alive = (one: Held | undefined) => (one && now() < one.until ? one.payload : undefined);
    return {
      upsert: async (id: string, payload: Payload, seconds?: number) => {
        held.delete(id);
        for (const oldest of held.keys()) if (held.size >= most) held.delete(oldest);
        held.set(id, { payload, until: seconds === undefined ? Number.POSITIVE_INFINITY : now() + seconds * 1000 });
      },
      find: async (id: string) => alive(held.get(id)),
      findByUid: async (uid: string) => alive([...held.values()].find(({ payload }) => payload.uid === uid)),
      findByUserCode: async () => undefined,
      consume: async (id: string) => {
        const one = alive(held.get(id));
        if (one) one.consumed = Math.floor(now() / 1000);
      },
      destroy: async (id: string) => void held.delete(id),
      revokeByGrantId: async (grantId: string) => {
        for (const [id, { payload }] of held) if (payload.grantId === grantId) held.delete(id);
      },
    };
  };
};
