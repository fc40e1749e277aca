/** Text for a terminal of 80 columns, and a story told in it: each step as it happens, with its times. */
export type Say = (line: string) => void;
export type Story = {
  /** `shown` stands below the text line by line, cut where it is too long. */
  step(text: string, shown?: string[]): void;
  /** Says every two seconds what is still waited for. */
  waiting<T>(what: string, promise: Promise<T>): Promise<T>;
};

const columns = 80;
const timeColumns = 16;
const sayEvery = 2000;

/** Lines of at most `width` columns, broken at spaces; a longer word has a line of its own. */
const wrapped = (text: string, width: number): string[] => {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= width) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
};
const cut = (line: string, width: number) => (line.length > width ? `${line.slice(0, width - 1)}…` : line);

export const paragraph = (text: string): string[] => wrapped(text, columns);

export const story = (say: Say): Story => {
  const width = columns - timeColumns;
  const margin = ' '.repeat(timeColumns);
  const began = performance.now();
  let before = began;
  const times = () => {
    const now = performance.now();
    const both = [now - before, now - began].map((milliseconds) => String(Math.round(milliseconds)).padStart(7)).join('');
    before = now;
    return both.padEnd(timeColumns);
  };
  return {
    step: (text, shown = []) => {
      const [first = '', ...rest] = wrapped(text, width);
      say(`${times()}${first}`);
      for (const line of rest) say(`${margin}${line}`);
      for (const line of shown) say(`${margin}${cut(line, width)}`);
    },
    waiting: async (what, promise) => {
      const since = performance.now();
      const timer = setInterval(() => say(`${margin}… waiting for ${what}, ${Math.round((performance.now() - since) / 1000)} s`), sayEvery);
      return promise.finally(() => clearInterval(timer));
    },
  };
};
