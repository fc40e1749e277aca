/** Numbers as people read them: `1,234`, `9.5`, `−0.2`. */
const format = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 1 });

/** To one decimal place at most; a minus sign, not a hyphen, and none before nothing. */
export const numberText = (value: number): string => {
  const text = format.format(Math.abs(value));
  return value < 0 && text !== '0' ? `\u2212${text}` : text;
};
