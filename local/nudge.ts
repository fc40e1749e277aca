/** Sleep that ends early when something has happened. */
export type Nudge = {
  poke(): void;
  /** How many pokes there were: taken before looking, so that none between looking and sleeping is lost. */
  seen(): number;
  sleep(ms: number, seen: number): Promise<void>;
};

export const nudge = (): Nudge => {
  let pokes = 0;
  const sleeping = new Set<() => void>();
  return {
    poke: () => {
      pokes += 1;
      for (const wake of sleeping) wake();
    },
    seen: () => pokes,
    sleep: (ms, seen) =>
      new Promise((resolve) => {
        if (pokes !== seen) return resolve();
        const wake = () => {
          clearTimeout(timer);
          sleeping.delete(wake);
          resolve();
        };
        const timer = setTimeout(wake, ms);
        sleeping.add(wake);
      }),
  };
};
