/** Makes docs/metrics.md: what each figure means, shown on an invented quarter by the code that counts. */
import { type Answer, answerOf } from '#insight/answers';
import { countedOf } from '#insight/counted/counted-of';
import type { Life } from '#insight/counted/life';
import { byValue, type Cell, cellsOf, type Dimension, difference, sections, sumOf } from '#insight/counted/tally';
import { cohortCounts, definitionsVersion, eventCounts, nowCounts, onwardCounts, outcomeCounts } from '#insight/counts';
import { metricsOf } from '#insight/metrics/all';
import { bases, type Metric, type View, views } from '#insight/metrics/types';
import { type ReportPeriod, reportPeriod } from '#insight/report-period';
import { lifeOf, lifeWithOnward, people } from '#local/metrics-example';
import { onward } from '#local/metrics-onward';
import type { LocalDate } from '#platform/types';
import { calendar } from '#referral/working-days';

const closed = calendar();
const found = reportPeriod('2025-Q4', '2026-11-30' as LocalDate, closed);
if (!found) throw new Error('the example has no period');
const period: ReportPeriod = found;

const countedIn = (life: Life): Cell[] => {
  const counted = countedOf(life, closed);
  return counted ? cellsOf(counted) : [];
};
const named = (cells: readonly Cell[], month?: string): string => {
  const all = cells.filter((cell) => cell.section === sections.all && (month === undefined || cell.month === month));
  const words = all.flatMap((cell) => Object.entries(cell.tally).map(([name, n]) => `${month ? '' : `${cell.month} `}${name}${n === 1 ? '' : ` ×${n}`}`));
  return words.join(', ') || 'nothing';
};
const table = (heads: readonly string[], rows: readonly (readonly string[])[]) =>
  [heads, heads.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');

const withOnward = lifeWithOnward(onward);
const cells = [withOnward, ...people.slice(1).map(lifeOf)].flatMap(countedIn);
const sliceOf = (...read: Array<Cell['section']>) =>
  [...period.months, 'now'].map((month) => ({
    month,
    tally: sumOf(cells.filter((cell) => read.includes(cell.section) && cell.month === month).map(({ tally }) => tally)),
  }));
const asking = { slice: sliceOf(sections.all, sections.hours), needs: sliceOf(sections.need), period };
const bySimd = (value: string) =>
  sliceOf(sections.simd).map(({ month, tally }) => ({ month, tally: byValue(tally, 'simd' satisfies Dimension).get(value) ?? {} }));

const beside = (parts: readonly (string | false)[]) => parts.filter((part) => part !== false).join('; ');
const rounded = (value: number): string => String(Math.round(value * 100) / 100);
/** Of what is nobody's there is no median; and who may yet come is said where somebody may. */
const times = ({ n, median, p90, still, without, within }: Extract<Answer, { kind: 'time' }>, compute: Metric['compute']): string => {
  const [stills, withouts] = compute.kind === 'time' ? [compute.still, compute.without] : [[], []];
  return beside([
    n === 0 ? 'n 0' : `n ${n}, median ${median}, 90th percentile ${p90}`,
    stills.length > 0 && `still waiting ${still}`,
    withouts.length > 0 && `ended without ${without}`,
    within !== undefined && n > 0 && `within ${within.limit}: ${within.n}`,
  ]);
};
/** As numbers; how a page says it is the page's. */
const worked = (answer: Answer, { compute }: Metric): string => {
  switch (answer.kind) {
    case 'count':
      return String(answer.n);
    case 'share':
      return beside([`${answer.part} of ${answer.whole}`, answer.notYet !== undefined && `${answer.notYet} too new to say`]);
    case 'time':
      return times(answer, compute);
    case 'mix':
      return `${answer.rows.map(({ value, n }) => `${value} ${n}`).join(', ') || 'none'}; of ${answer.whole}`;
    case 'per':
      return `${answer.n} ÷ ${answer.of}${answer.times === 1 ? '' : ` × ${answer.times}`} = ${rounded((answer.n / (answer.of ?? 1)) * answer.times)}`;
    case 'standing':
      return answer.n === 0 ? 'n 0' : `n ${answer.n}, median ${answer.median}, longest ${answer.oldest}, over ${answer.longerThan}: ${answer.longer}`;
    case 'paired':
      return answer.baseline === 0
        ? 'nobody'
        : `${answer.baseline} with a baseline (${answer.due} due), ${answer.paired} with a follow-up too; mean change ${rounded(answer.sum / answer.paired)}, better ${answer.better}`;
    case 'ratio':
      return `${answer.top} ÷ ${answer.bottom} = ${rounded(answer.top / answer.bottom)}`;
    case 'money':
      return answer.people === 0 ? 'nobody' : `£${answer.pounds} for ${answer.people} ${answer.people === 1 ? 'person' : 'people'}`;
    case 'elsewhere':
      return 'not from these counts';
  }
};
const example = (metric: Metric): string => {
  const of = metric.compute.kind === 'per' ? (metric.compute.what === 'wte' ? 1.5 : 3000) : undefined;
  return worked(answerOf(metric, { ...asking, ...(of === undefined ? {} : { of }) }), metric);
};
const oneByOne = (metric: Metric): string[][] =>
  metric.by.includes('simd')
    ? [
        [
          'By fifth of deprivation',
          ['1', '2', '3', '5', 'not-known'].map((value) => `${value}: ${worked(answerOf(metric, { ...asking, slice: bySimd(value) }), metric)}`).join(' · '),
        ],
      ]
    : [];

const ways: Partial<Record<Dimension, string>> = {
  ...{ simd: 'fifth of deprivation', age: 'age group', sex: 'sex', interpreter: 'whether an interpreter is needed', ethnicity: 'ethnic group' },
  ...{ need: 'what matters most', organisation: 'organisation' },
};
const section = ([name, metric]: [string, Metric]) => `### ${metric.name}

*${metric.question}* (\`${name}\`)

${table(
  ['', ''],
  [
    ['Counted', metric.numerator],
    ...(metric.denominator ? [['Out of', metric.denominator]] : []),
    ['By which day', bases[metric.basis]],
    ...(metric.clock ? [['Clock', metric.clock]] : []),
    ['Left out', metric.exclusions.join('; ') || 'nothing'],
    ['Unit', metric.unit],
    ['Better', metric.direction === 'neither' ? 'neither way by itself' : metric.direction],
    ...(metric.by.length > 0 ? [['Told apart by', metric.by.map((by) => ways[by] ?? by).join(', ')]] : []),
    ...(metric.compute.kind === 'elsewhere' ? [['Counted in', metric.compute.where]] : [['Example', example(metric)]]),
    ...oneByOne(metric),
  ],
)}
`;
const titles: Record<View, string> = {
  ...{ delivery: 'Who comes', waits: 'Waits', engagement: 'Engagement', needs: 'Needs and goals', organisations: 'Organisations' },
  ...{ outcomes: 'Outcomes', balancing: 'What it costs others', quality: 'Quality of the data', directory: 'The directory' },
};
const own = countedIn(lifeWithOnward([]));
/** Beside what the first person counts as without it. */
const onwardRows = onward.map((row) => [row.story, named(difference(countedIn(lifeWithOnward([row])), own), '2025-10')]);

const page = () => `# What the figures mean

Made from \`shared/insight/metrics\` and an invented quarter by \`local/generate/metrics.ts\`; version ${definitionsVersion} of the definitions.
Figures are counted from what happened, person by person, once each; a figure of one version is never compared with one of another. All times are UTC, all days Europe/London.
Every metric is said with its n (how many it is of), with who is missing, and with who may yet come to it. A person belongs to one practice, which answers for the record: the hub does not know that somebody at another practice is the same.
Where figures are told apart, a person’s age is that of the day the referral came, whatever is counted of it later; fifth of deprivation, sex, interpreter and ethnic group are as they are known now. A draft that was never sent counts nowhere, closed or not.
Ethnic group is what the practitioner wrote down, or else the ethnic category (UK Core) that the practice’s system sent. It is counted in broad groups: of Scotland’s codes the first character says which (1 \`white\`, 2 \`mixed\`, 3 \`asian\`, 4 \`african\`, 5 \`caribbean-black\`, 6 \`other\`; 98 is \`not-said\`, asked and would rather not say), of England’s the group that it is in. Written down by hand are the answers of the census of 2022, in the same groups; Roma and Showpeople are \`white\`, Arabs \`other\`. Whoever was not asked is \`not-known\`.
Figures of a past day know no commit, goal or measurement that was written later. Who a person is (birth date, number, address, sex, interpreter, ethnic group) is as the hub had it at the end of that day, or first where it had nothing yet; whose records were merged, and which fifth an address is in, hold as they are known now.
A health board is that of the practice’s area; figures by board are those of its areas added up.

## What is counted

In the month in which the referral came:

${table(['Count', 'One is'], Object.entries(cohortCounts))}

In the month in which it happened:

${table(['Count', 'One is'], Object.entries(eventCounts))}

In the month in which the onward referral was sent:

${table(['Count', 'One is'], Object.entries(onwardCounts))}

In the month of the baseline:

${table(['Count', 'One is'], Object.entries(outcomeCounts))}

As it stands now:

${table(['Count', 'One is'], Object.entries(nowCounts))}

## The example: October to December 2025, looked at on 30 November 2026

${table(
  ['A person', 'counts as'],
  people.map((person) => [person.story, named(countedIn(lifeOf(person)))]),
)}

The first person has these onward referrals besides:

${table(['An onward referral', 'counts in October besides as'], onwardRows)}

${views.map((view) => `## ${titles[view]}\n\n${metricsOf(view).map(section).join('\n')}`).join('\n')}`;

export const outputs = async (): Promise<Array<{ path: string; text: string }>> => [{ path: 'docs/metrics.md', text: page() }];
