/** Numbers as people read them: `1,234`, `9.5`, `0.04`, `−0.2`. */
const format = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 1 });
const small = new Intl.NumberFormat('en-GB', { maximumSignificantDigits: 2 });

/** To one decimal place, under 1 to two digits that count; a minus sign, not a hyphen, and none before nothing. */
export const numberText = (value: number): string => {
  const amount = Math.round(Math.abs(value) * 10_000) / 10_000;
  const text = (amount < 0.995 ? small : format).format(amount);
  return value < 0 && text !== '0' ? `\u2212${text}` : text;
};
