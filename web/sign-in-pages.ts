/** What the door says: that nobody could be signed in, and that somebody is out. */
import { signInFor } from '#identity/sign-in';
import type { Answer } from '#platform/endpoint';
import { type Around, shown } from './frame/answer.ts';
import { html } from './frame/html.ts';
import type { SignedOut, SignInRefused } from './sign-in.ts';

export const signInRefusedPage = ({ status, reason, again }: SignInRefused, around: Around): Answer => {
  const { frame, signIn } = around.words;
  const { title, text } = signIn.refused[reason];
  return shown({ title, status, body: html`<p>${text}</p><p><a class="ds_button" href="${again}">${frame.signIn}</a></p>` }, around);
};
/** `issuer`: where the sign-in itself is ended, on a computer that others use. */
export const signedOutPage = ({ to, kept, lost, issuer }: SignedOut, around: Around): Answer => {
  const { frame, signIn } = around.words;
  const instead = lost ? signIn.outLost : signIn.out;
  const body = html`<p>${kept ? signIn.outKept : instead}</p><p><a class="ds_button" href="${signInFor(to)}">${frame.signIn}</a></p>
${issuer !== undefined && html`<p><a href="${issuer}">${signIn.outAtIssuer}</a></p>`}`;
  return shown({ title: signIn.outTitle, body }, around);
};
