/** Rows of text under heads, in columns that fit. */
export const printTable = (heads: readonly string[], rows: readonly (readonly string[])[]): void => {
  const widths = heads.map((head, n) => Math.max(head.length, ...rows.map((row) => (row[n] ?? '').length)));
  const line = (cells: readonly string[]) => cells.map((cell, n) => (n === 0 ? cell.padEnd(widths[n] ?? 0) : cell.padStart(widths[n] ?? 0))).join('  ');
  process.stdout.write(`${[line(heads), widths.map((width) => '-'.repeat(width)).join('  '), ...rows.map(line)].join('\n')}\n\n`);
};
export const whole = (value: number): string => value.toFixed(0);
export const fine = (value: number): string => value.toFixed(2);
/** The least and the most of several rounds. */
export const spread = (values: readonly number[], show = whole): string => `${show(Math.min(...values))}–${show(Math.max(...values))}`;
