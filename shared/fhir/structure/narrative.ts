/** What R4 allows in a narrative (txt-1, txt-2): basic formatting of HTML 4.0, nothing that runs, loads or asks. */

const elements = new Set(
  'a abbr acronym b big blockquote br caption cite code col colgroup dd dfn div dl dt em h1 h2 h3 h4 h5 h6 hr i img li ol p pre q samp small span strong sub sup table tbody td tfoot th thead tr tt ul var'.split(
    ' ',
  ),
);
const attributes = new Set(
  'abbr accesskey align alt axis border cellpadding cellspacing char charoff cite class colspan compact dir frame headers height href hspace id lang longdesc name noshade nowrap rowspan rules scope span src start style summary tabindex title type valign value vspace width xml:lang xml:space xmlns'.split(
    ' ',
  ),
);
const tag = /<(\/?)([A-Za-z][A-Za-z0-9:]{0,30})((?:[^<>"']|"[^"<]*"|'[^'<]*')*)>/g;
/** Anchored where the one before ended, so that a long tag costs no more than its length. */
const attribute = /\s+([A-Za-z:_-]{1,30})\s*=\s*(?:"([^"]*)"|'([^']*)')/y;
/** Schemes that can only show or call somebody; a link without one stays in the document. */
const isSafeLink = (link: string): boolean =>
  /^(?:https?:|mailto:|tel:|urn:|data:image\/(?:png|jpeg|gif);)/i.test(link) || !/[:&\\]|[^\x21-\x7e]/.test(link.replace(/[?#].*/s, ''));
const isSafeStyle = (style: string): boolean => !/url\s*\(|expression|@import|behavior|binding|\\|javascript|&#/i.test(style);
const isAllowed = (name: string, value: string): boolean =>
  attributes.has(name) &&
  (name !== 'href' && name !== 'src' && name !== 'cite' && name !== 'longdesc' ? name !== 'style' || isSafeStyle(value) : isSafeLink(value));
const isPlainTag = (name: string, rest: string): boolean => {
  let end = 0;
  attribute.lastIndex = 0;
  for (let found = attribute.exec(rest); found; found = attribute.exec(rest)) {
    const [, key = '', double, single] = found;
    if (!isAllowed(key, double ?? single ?? '')) return false;
    end = attribute.lastIndex;
  }
  return elements.has(name) && ['', '/'].includes(rest.slice(end).trim());
};
/** Comments, CDATA, doctypes, processing instructions and broken tags have no place: after removing plain tags no `<` may be left. */
export const isPlainNarrative = (div: string): boolean => {
  let plain = true;
  const rest = div.replace(tag, (_whole, _slash: string, name: string, within: string) => {
    plain &&= isPlainTag(name, within);
    return '';
  });
  return plain && /^\s*<div[\s>/]/.test(div) && !rest.includes('<');
};
export const hasText = (div: string): boolean => /<img[\s/]/.test(div) || div.replace(/<[^<>]*>/g, '').trim() !== '';
