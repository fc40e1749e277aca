/** What was started is stopped in the reverse order, also when the start does not come to its end. */
export type Closing = { add(stop: () => unknown): void /** Stops everything once; later calls wait for the same. */; close(): Promise<void> };

export const closing = (): Closing => {
  const stops: (() => unknown)[] = [];
  let closed: Promise<void> | undefined;
  const run = async () => {
    for (const stop of stops.reverse()) await stop();
  };
  return {
    add: (stop) => {
      stops.push(stop);
    },
    close: () => {
      closed ??= run();
      return closed;
    },
  };
};
