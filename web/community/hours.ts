/** Opening hours as one line for each day. */
import type { OpeningHours } from '#directory/types';
import { type Filled, textField } from '#web/frame/fields';
import { type Form, formOf } from '#web/frame/form';
import { type Html, html } from '#web/frame/html';
import type { Visit } from '#web/frame/page';
import type { fieldReader } from '#web/frame/read-fields';

const days = [1, 2, 3, 4, 5, 6, 7] as const;
const nameOf = (day: number) => `hours-${day}`;
const clock = /^(\d{1,2})(?:[:.]?(\d{2}))?$/;
/** `9`, `9.30` and `0930` are times too. */
const timeOf = (typed: string): string | undefined => {
  const [, hour, minute = '00'] = clock.exec(typed.trim()) ?? [];
  if (hour === undefined || Number(hour) > 23 || Number(minute) > 59) return undefined;
  return `${hour.padStart(2, '0')}:${minute}`;
};
/** Undefined where it cannot be read. */
const spans = (typed: string, day: number): OpeningHours[] | undefined => {
  if (typed === '') return [];
  const read = typed.split(/[,;]/).map((span): OpeningHours | undefined => {
    const [from, to, ...more] = span.split(/\s*(?:-|–|to)\s*/).map(timeOf);
    return from && to && more.length === 0 && from < to ? { day, from, to } : undefined;
  });
  const known = read.flatMap((span) => span ?? []);
  return known.length === read.length ? known : undefined;
};
export const hoursForm = (opening: readonly OpeningHours[] = []): Form =>
  formOf(
    Object.fromEntries(
      days.map((day) => [
        nameOf(day),
        opening
          .filter((one) => one.day === day)
          .map(({ from, to }) => `${from}-${to}`)
          .join(', '),
      ]),
    ),
  );
export const hoursPart = {
  fields: (filled: Filled, { words }: Visit): Html => {
    const { service: say } = words.communityService;
    const field = (day: number) => textField({ name: nameOf(day), label: say.days[day - 1] ?? '', width: 20, most: 100 }, filled);
    return html`<fieldset aria-describedby="hours-hint"><legend class="ds_label">${say.hoursTitle}</legend><p class="ds_hint-text" id="hours-hint">${say.hoursHint}</p>${days.map(field)}</fieldset>`;
  },
  read: (read: ReturnType<typeof fieldReader>, { words }: Visit): OpeningHours[] =>
    days.flatMap((day) => {
      const found = spans(read.text(nameOf(day), 100), day);
      if (!found) read.wrong(nameOf(day), words.communityService.service.hoursWrong);
      return found ?? [];
    }),
};
