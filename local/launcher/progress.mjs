/** No silent minute: a line that is rewritten on a terminal, a line every few seconds elsewhere. On stderr, so that stdout stays the command's own. */
const linesEvery = 3;

export const startProgress = (state) => {
  const began = Date.now();
  const elapsed = () => Math.round((Date.now() - began) / 1000);
  const terminal = process.stderr.isTTY === true;
  process.stderr.write('Installing what the hub needs into node_modules; this happens once.\n');
  const show = () => {
    if (terminal) process.stderr.write(`\r\x1b[KInstalling: ${state()}, ${elapsed()} s`);
    else if (elapsed() % linesEvery === 0) process.stderr.write(`Installing: ${state()}, ${elapsed()} s\n`);
  };
  const timer = setInterval(show, 1000);
  /** Gives the seconds it took. */
  const stop = () => {
    clearInterval(timer);
    if (terminal) process.stderr.write('\r\x1b[K');
    return elapsed();
  };
  return { stop };
};
