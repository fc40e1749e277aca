/** How a service usually answers, from its latest requests; said only when there are enough to say it. Pure. */

/** One onward referral. `answer`: the first yes or no; absent: none yet. */
export type Asked = { service?: string; sentAt: string; answer?: 'yes' | 'no' /** Working days from sending to the first answer. */; days?: number };
export type Usual = {
  answers: number /** Nine of ten answers came within so many working days. */;
  withinDays: number /** Of a hundred answers so many were yes. */;
  acceptedPercent: number;
};

/** Fewer would be a story about one person or one bad week. */
const enough = 5;
/** Undefined: new here. */
export const usualFrom = (asked: readonly Asked[]): Usual | undefined => {
  const answered = asked.flatMap(({ answer, days }) => (answer !== undefined && days !== undefined ? [{ answer, days }] : []));
  if (answered.length < enough) return undefined;
  const days = answered.map((one) => one.days).sort((one, other) => one - other);
  const yes = answered.filter(({ answer }) => answer === 'yes').length;
  return {
    answers: answered.length,
    // Nearest rank, as every figure of the hub.
    withinDays: Math.max(1, days[Math.ceil(days.length * 0.9) - 1] ?? 1),
    acceptedPercent: Math.round((yes * 100) / answered.length),
  };
};
