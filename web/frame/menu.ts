/** The navigation as it is seen: what is most used, and the rest behind `More` where there is no room for it beside. */
import type { User } from '#identity/users';
import type { Words } from '#web/words/words';
import { type Html, html } from './html.ts';
import { type Link, navigationOf } from './navigation.ts';

/** Of the entries that lead to this page or to what it is a part of, the nearest. */
const sectionOf = (links: readonly Link[], path: string): Link | undefined =>
  links.filter(({ to }) => path === to || path.startsWith(`${to}/`)).toSorted((a, b) => b.to.length - a.to.length)[0];

export const navigation = (user: User, { path, words: { frame } }: { path: string; words: Words }): Html | undefined => {
  const links = navigationOf(user);
  if (links.length === 0) return undefined;
  const section = sectionOf(links, path);
  const current = (link: Link) => link === section && html` aria-current="${path === link.to ? 'page' : 'true'}"`;
  const item = (link: Link) => html`<li><a class="ds_site-navigation__link" href="${link.to}"${current(link)}>${frame.nav[link.word]}</a></li>`;
  const rest = links.filter(({ more }) => more);
  const more = html`<li class="hub_more"><details><summary${section?.more && html` aria-current="true"`}>${frame.more}</summary>
<ul>${rest.map(item)}</ul></details></li>`;
  return html`<nav class="hub_navigation" aria-label="${frame.menu}"><ul class="hub_navigation__list">${links.filter((link) => !link.more).map(item)}${rest.length > 0 && more}</ul></nav>`;
};
