/** The one field at the top: for whom, and beside it for when. */
import { button, hidden, select } from '#web/frame/fields';
import { formOf } from '#web/frame/form';
import { type Html, html } from '#web/frame/html';
import type { Visit } from '#web/frame/page';
import { dayText } from '#web/frame/when';
import type { Asked } from './asked.ts';
import { periodChoices, periodText } from './periods.ts';
import { isNow } from './reading.ts';
import type { Named } from './sentences.ts';

export const placeOf = ({ practice, areas }: Asked, { figuresPages: say }: Visit['words']): string =>
  practice?.name ?? say.practicesOf(areas.map(({ id, name }) => name ?? id).join(', '));
/** Of the areas, whichever practice was chosen. */
const wholeOf = ({ practice: _, ...asked }: Asked): Asked => asked;
export const leadOf = (asked: Asked, { words, today }: Visit, one?: Named): string => {
  const { figuresPages: say } = words;
  const place = one?.metric.compute.kind === 'elsewhere' ? placeOf(wholeOf(asked), words) : placeOf(asked, words);
  const when = one && isNow(one.metric) ? say.asOfNow : periodText(asked.period.name, asked.period.today, words);
  if (!asked.asAt) return say.lead2(place, when);
  const known = words.figuresKnown.lead2(dayText(asked.asAt, today, words));
  return one && isNow(one.metric) ? say.lead2(place, known) : `${say.lead2(place, when)} ${words.figuresKnown.sentence(known)}`;
};

/** Who has one practice chooses none. */
const practiceField = ({ isArea, practices, practice }: Asked, { words }: Visit): Html | undefined => {
  const { figuresPages: say } = words;
  if (practices.length < 2 && !isArea) return undefined;
  const all = isArea ? [{ value: '', label: say.ofAll }] : [];
  const choices = [...all, ...practices.map(({ id, name }) => ({ value: id, label: name }))];
  return select({ name: 'practice', label: say.of, choices }, { form: formOf({ practice: practice?.id }) });
};
export const choiceFields = (asked: Asked, visit: Visit): Html => {
  const { figuresPages: say } = visit.words;
  const period = select(
    { name: 'period', label: say.period, choices: periodChoices(asked.period, visit.words) },
    { form: formOf({ period: asked.period.name }) },
  );
  return html`${asked.asAt && hidden('asAt', asked.asAt)}<div class="hub_columns">${practiceField(asked, visit)}${period}</div>`;
};
/** On an answer's page: the same for others, or for another time. */
export const choosing = (action: string, asked: Asked, visit: Visit, more?: Html): Html =>
  html`<form method="get" action="${action}" class="hub_no-print">${choiceFields(asked, visit)}${more}${button(visit.words.figuresPages.show, 'secondary')}</form>`;
