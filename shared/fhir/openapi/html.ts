/** Pages as typed templates: whatever is put into one is text, and cannot become markup. */
export type Html = { html: string };
type Part = string | number | Html | readonly Html[];

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const markup = (part: Part): string => {
  if (typeof part === 'number') return String(part);
  if (typeof part === 'string') return part.replace(/[&<>"']/g, (sign) => entities[sign] ?? '');
  return 'html' in part ? part.html : part.map(({ html: text }) => text).join('');
};
export const html = (texts: TemplateStringsArray, ...parts: readonly Part[]): Html => ({
  html: texts.map((text, at) => text + markup(parts[at] ?? '')).join(''),
});
