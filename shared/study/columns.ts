/** What stands in each file of an export, column by column: the files, the data dictionary and the script that reads them are made from this alone. */

/** Of the columns and of how they are worked out; it rises when either changes. */
export const dictionaryVersion = 2;
type Column = { name: string; type: 'text' | 'whole number' | 'number'; unit?: string; says: string };

const text = (name: string, says: string): Column => ({ name, type: 'text', says });
const whole = (name: string, says: string, unit: string): Column => ({ name, type: 'whole number', unit, says });
const day = (says: string, name = 'day'): Column =>
  whole(name, `${says}. Counted from the day of the referral, in comparison practices from the day of the consent`, 'days');

const participant = text('participant', 'Pseudonym of the person, of this study alone');
const practice = text('practice', 'Pseudonym of the practice, of this study alone: the cluster');
const arm = text('arm', 'intervention or comparison: of the practice on the day from which the person is counted');

export const columns = {
  participants: [
    participant,
    practice,
    arm,
    day('When the person agreed to take part', 'consent_day'),
    text('age_band', 'Years at the day from which the person is counted; as coarse as the manifest says; empty: not told, as of all in rare combinations'),
    text('sex', 'female, male, other or unknown; empty: not told'),
    text('simd', 'Fifth of deprivation of the postcode at the time of the export, 1 is the most deprived; as coarse as the manifest says; empty: not told'),
    text('simd_version', 'Which published table of deprivation'),
    day('The first conversation with the links practitioner; empty: none, or a comparison practice', 'first_contact_day'),
    whole('contacts', 'Conversations in both directions up to the cut-off: the dose', 'contacts'),
    whole('resources', 'Organisations that the person was referred on to', 'resources'),
    whole('uptake', 'Of them, those that the person came to', 'resources'),
    text('ended', 'How the referral was closed; empty: it was not'),
    day('When it was closed', 'ended_day'),
  ],
  practices: [
    practice,
    text('arm', 'intervention, comparison or not-in-study, from the day on'),
    whole('from_day', 'Since when; below 0: before the study began', 'days since the first day of the study'),
    text('size_band', 'Registered patients at the cut-off, in bands; empty: not entered'),
  ],
  contacts: [
    participant,
    day('When it was'),
    text('mode', 'How: in the practice, at home, by telephone and so on'),
    text('outcome', 'What came of it; booked contacts that did not happen stand here too'),
    text('two_way', 'yes: a conversation in both directions'),
    whole('minutes', 'How long it took; empty: not noted', 'minutes'),
  ],
  suggestions: [
    participant,
    day('When the person was referred on'),
    text('resource', 'Pseudonym of the organisation and its service, of this study alone'),
    text('resource_kind', 'What kind of organisation; empty: not entered'),
    text('need', 'Code of the need it was for'),
    text('accepted', 'yes or no, as the organisation answered; empty: no answer'),
    day('When the organisation answered', 'answer_day'),
    text('attended', 'yes: the person came or something was done for them (uptake)'),
    day('When that was first', 'attended_day'),
  ],
  measures: [
    participant,
    text('instrument', 'Name of the questionnaire'),
    text('timepoint', 'baseline: the first from the referral to 28 days after the first contact; follow-up: 274 days after it, give or take 45; other'),
    day('When it was measured'),
    text('item', 'Which value of the questionnaire; empty: it was not measured'),
    text('raw', 'As it was entered: a number, or the digits of a state'),
    { name: 'score', type: 'number', says: 'The number; of a state the sum of its digits (no value set is applied), of EQ-5D-5L 5 to 25, 5 the best' },
    text('completed_by', 'Who entered it: practitioner, organisation or collector'),
    text('missing', 'Why it was not measured'),
  ],
  flow: [
    text('arm', 'intervention or comparison'),
    text('stage', 'eligible, not-asked, asked, refused, withdrew, takes-part, baseline, followed-up, not-due (at the cut-off) or lost'),
    text('reason', 'Why lost'),
    whole('people', 'How many', 'people'),
  ],
} as const satisfies Record<string, readonly Column[]>;
export type FileName = keyof typeof columns;
export const fileNames = ['participants', 'practices', 'contacts', 'suggestions', 'measures', 'flow'] as const satisfies readonly FileName[];
export const headOf = (file: FileName): string[] => columns[file].map(({ name }) => name);
export const dictionaryHead = ['file', 'column', 'type', 'unit', 'says'] as const;
export const dictionaryRows = (): string[][] =>
  fileNames.flatMap((file) => columns[file].map((column: Column) => [`${file}.csv`, column.name, column.type, column.unit ?? '', column.says]));
