import { type Html, html } from '#web/frame/html';

/** One tap rings it. */
export const phoneLink = (phone: string): Html => html`<a href="tel:${phone.replaceAll(/[^+\d]/g, '')}">${phone}</a>`;
