/** The controls of a form, with label, hint and what is wrong. Ids are the fields' names, so that a fault leads to its field. */
import type { Words } from '#web/words/words';
import { type Faults, type Form, text, texts } from './form.ts';
import { type Html, html } from './html.ts';

/** What a form was filled in with so far, and what is wrong with it. */
export type Filled = { form?: Form | undefined; faults?: Faults | undefined };
type Field = { name: string; label: string; hint?: string | undefined /** Of a group or a long text: less heading. */; small?: true };

const hintOf = ({ name, hint }: Field): Html | undefined => (hint === undefined ? undefined : html`<p class="ds_hint-text" id="${name}-hint">${hint}</p>`);
const faultOf = ({ name, label }: Field, { faults }: Filled): Html | undefined =>
  faults?.[name] === undefined ? undefined : html`<p class="ds_question__error-message" id="${name}-fault" data-field="${label}">${faults[name]}</p>`;
const describedBy = ({ name, hint }: Field, { faults }: Filled): Html | undefined => {
  const ids = [hint !== undefined && `${name}-hint`, faults?.[name] !== undefined && `${name}-fault`].filter((id) => id !== false);
  return ids.length > 0 ? html` aria-describedby="${ids.join(' ')}"` : undefined;
};
const wrong = ({ name }: Field, { faults }: Filled) => faults?.[name] !== undefined;
const framed = (field: Field, filled: Filled, control: Html): Html =>
  html`<div class="ds_question${wrong(field, filled) && ' ds_question--error'}">${control}</div>`;
const invalid = (field: Field, filled: Filled) => wrong(field, filled) && html` aria-invalid="true"`;

type TextField = Field & { most?: number; width?: 2 | 4 | 5 | 10 | 20; type?: 'text' | 'search' | 'tel' | 'email' | 'time'; complete?: string; numeric?: true };
export const textField = (field: TextField, filled: Filled): Html => {
  const { name, label, most = 200, width, type = 'text', complete = 'off', numeric } = field;
  return framed(
    field,
    filled,
    html`<label class="ds_label" for="${name}">${label}</label>${hintOf(field)}${faultOf(field, filled)}
<input class="ds_input${wrong(field, filled) && ' ds_input--error'}${width && ` ds_input--fixed-${width}`}" id="${name}" name="${name}" type="${type}" value="${text(filled.form, name)}" maxlength="${most}" autocomplete="${complete}"${numeric && html` inputmode="numeric"`}${describedBy(field, filled)}${invalid(field, filled)}>`,
  );
};
export const longText = (field: Field & { most?: number; rows?: number; complete?: string }, filled: Filled): Html => {
  const { name, label, most = 4000, rows = 4, complete = 'off' } = field;
  return framed(
    field,
    filled,
    html`<label class="ds_label" for="${name}">${label}</label>${hintOf(field)}${faultOf(field, filled)}
<textarea class="ds_input${wrong(field, filled) && ' ds_input--error'}" id="${name}" name="${name}" rows="${rows}" maxlength="${most}" autocomplete="${complete}"${describedBy(field, filled)}${invalid(field, filled)}>
${filled.form?.get(name)?.[0] ?? ''}</textarea>`,
  );
};

export type Choice = { value: string; label: string; hint?: string };
type Choices = Field & { choices: readonly Choice[]; inline?: true };
const choiceOf =
  (kind: 'radio' | 'checkbox', { name }: Field, chosen: readonly string[]) =>
  (choice: Choice, n: number) => {
    const id = n === 0 ? name : `${name}-${choice.value}`;
    // The group's own hint has the name of the field already, as the first choice has.
    const hint = `${name}-${choice.value}-hint`;
    return html`<div class="ds_${kind} ds_${kind}--small"><input class="ds_${kind}__input" type="${kind}" id="${id}" name="${name}" value="${choice.value}"${chosen.includes(choice.value) && html` checked`}${choice.hint && html` aria-describedby="${hint}"`}><label class="ds_${kind}__label" for="${id}">${choice.label}</label>${choice.hint && html`<p class="ds_hint-text hub_choice-hint" id="${hint}">${choice.hint}</p>`}</div>`;
  };
const group = (field: Choices, filled: Filled, controls: Html): Html =>
  framed(
    field,
    filled,
    html`<fieldset${describedBy(field, filled)}><legend class="ds_label">${field.label}</legend>${hintOf(field)}${faultOf(field, filled)}
<div class="ds_field-group${field.inline && ' ds_field-group--inline hub_inline'}">${controls}</div></fieldset>`,
  );
export const radios = (field: Choices, filled: Filled): Html =>
  group(field, filled, html`${field.choices.map(choiceOf('radio', field, [text(filled.form, field.name)]))}`);
export const checkboxes = (field: Choices, filled: Filled): Html =>
  group(field, filled, html`${field.choices.map(choiceOf('checkbox', field, texts(filled.form, field.name)))}`);
/** A single tick. */
export const checkbox = (field: Field, filled: Filled): Html =>
  html`<div class="ds_checkbox ds_checkbox--small"><input class="ds_checkbox__input" type="checkbox" id="${field.name}" name="${field.name}" value="yes"${text(filled.form, field.name) !== '' && html` checked`}${describedBy(field, filled)}><label class="ds_checkbox__label" for="${field.name}">${field.label}</label>${hintOf(field)}${faultOf(field, filled)}</div>`;
export const select = (field: Choices, filled: Filled): Html => {
  const { name, label, choices } = field;
  const chosen = text(filled.form, name);
  return framed(
    field,
    filled,
    html`<label class="ds_label" for="${name}">${label}</label>${hintOf(field)}${faultOf(field, filled)}
<div class="ds_select-wrapper"><select class="ds_select" id="${name}" name="${name}"${describedBy(field, filled)}${invalid(field, filled)}>
${choices.map(({ value, label: words }) => html`<option value="${value}"${value === chosen && html` selected`}>${words}</option>`)}</select><span class="ds_select-arrow" aria-hidden="true"></span></div>`,
  );
};

/** Each choice is a button that sends the form by itself. */
export const sending = (field: Choices, filled: Filled): Html =>
  framed(
    field,
    filled,
    html`<fieldset id="${field.name}"${describedBy(field, filled)}><legend class="ds_label">${field.label}</legend>${hintOf(field)}${faultOf(field, filled)}
<div class="ds_button-group">${field.choices.map(({ value, label }) => button(label, 'secondary', field.name, value))}</div></fieldset>`,
  );

/** Three boxes, `name-day`, `name-month`, `name-year`; the first has the field's own id. `own`: the birth date of whoever fills it in. */
export const dayField = (field: Field & { own?: true }, filled: Filled, { frame }: Words): Html => {
  const box = (part: 'day' | 'month' | 'year', width: 2 | 4) =>
    html`<div><label class="ds_label hub_small-label" for="${part === 'day' ? field.name : `${field.name}-${part}`}">${frame.date[part]}</label><input class="ds_input ds_input--fixed-${width}${wrong(field, filled) && ' ds_input--error'}" id="${part === 'day' ? field.name : `${field.name}-${part}`}" name="${field.name}-${part}" value="${text(filled.form, `${field.name}-${part}`)}" inputmode="numeric" maxlength="${width}" autocomplete="${field.own ? `bday-${part}` : 'off'}"></div>`;
  return framed(
    field,
    filled,
    html`<fieldset${describedBy(field, filled)}><legend class="ds_label">${field.label}</legend>${hintOf(field)}${faultOf(field, filled)}
<div class="hub_date">${box('day', 2)}${box('month', 2)}${box('year', 4)}</div></fieldset>`,
  );
};

export const hidden = (name: string, value: string): Html => html`<input type="hidden" name="${name}" value="${value}">`;
export const button = (label: string, kind: 'primary' | 'secondary' | 'small' = 'primary', name?: string, value?: string): Html =>
  html`<button class="ds_button${kind !== 'primary' && ' ds_button--secondary'}${kind === 'small' && ' ds_button--small hub_button-small'}" type="submit"${name !== undefined && html` name="${name}" value="${value ?? ''}"`}>${label}</button>`;
/** Posts to an address of the hub; `csrf` shows that the hub's own page did. */
export const formTo = (action: string, csrf: string, content: Html, kind: 'page' | 'button' = 'page'): Html =>
  html`<form method="post" action="${action}" novalidate${kind === 'button' && html` class="hub_inline-form"`}>${hidden('csrf', csrf)}${content}</form>`;
