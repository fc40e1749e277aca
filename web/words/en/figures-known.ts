/** Figures as they were known on a past day. */
export const figuresKnown = {
  title: 'As it was known on a past day',
  lead: 'Figures still change after a month is over: people are reached later, mistakes are put right. Here you can have them as they were known at the end of a past day. They are counted from the log within ten minutes, and kept.',
  day: 'Day',
  dayHint: 'For example 31 March: the last day of a quarter you reported on.',
  ask: 'Ask for the figures of that day',
  asked: 'Asked for',
  none: 'None yet.',
  soon: 'being counted. Look again in ten minutes.',
  wrong: 'Choose a day that is over, after 2009.',
  lead2: (day: string) => `as it was known on ${day}`,
  sentence: (known: string) => `${known.slice(0, 1).toUpperCase()}${known.slice(1)}. Gaps, signposts, complaints and the directory are as they stand today.`,
  leave: 'Back to the figures as they stand',
};
