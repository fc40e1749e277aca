import { isUnderWay } from '#referral/edges';
import type { Referral } from '#referral/types';
import { type Html, html } from '#web/frame/html';
import type { Visit } from '#web/frame/page';
import { needsText, needText } from '#web/work/need-text';

/** What the practitioner found, with a way to change it while help is under way. */
export const needsView = (referral: Referral, { words }: Visit): Html => {
  const { needs: say } = words.matters;
  const { needs, primaryNeed } = referral.casework ?? {};
  const found = needs && primaryNeed ? needsText({ needs, primary: primaryNeed }, words) : [];
  const link =
    isUnderWay(referral.status) && html`<p class="hub_no-print"><a href="/app/work/referrals/${referral.id}/needs">${needs ? say.change : say.record}</a></p>`;
  const list = found.map((text, n) => html`<li>${n === 0 ? say.mostMatters(text) : text}</li>`);
  return html`${needs ? html`<ul>${list}</ul>` : html`<p>${say.none} ${say.asked(needText(referral.need, words))}</p>`}${link}`;
};
