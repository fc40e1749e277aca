/** Pages as typed templates: whatever is put into one is text, and cannot become markup. */
import { html as hono } from 'hono/html';

/** Markup that is safe to send: made by `html` alone. */
export type Html = { toString(): string; isEscaped: true };
/** `false` and undefined leave nothing, so that a part can depend on a condition. */
export type Part = string | number | false | undefined | Html | readonly Part[];

/** Hono's is a promise only where a part is one, which none of these is. */
export const html = (texts: TemplateStringsArray, ...parts: readonly Part[]): Html => hono(texts, ...parts) as Html;
