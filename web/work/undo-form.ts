import { button, formTo, hidden } from '#web/frame/fields';
import type { Html } from '#web/frame/html';
import { html } from '#web/frame/html';
import type { Visit } from '#web/frame/page';

/** One tap, within ten minutes. */
export const undoForm = (referral: string, contact: string, { who, words }: Visit): Html =>
  formTo(`/app/work/referrals/${referral}/undo`, who.csrf, html`${hidden('contact', contact)}${button(words.frame.undo, 'small')}`, 'button');
