/** The pages of a local hub's issuer: plain, and plain that they are no real sign-in. */
import { html, raw } from 'hono/html';
import type { Person } from './people.ts';

type Html = ReturnType<typeof html>;

const style = `body{font:1.1875rem/1.5 system-ui,sans-serif;margin:2rem auto;max-width:40rem;padding:0 1rem;color:#1a1a1a;background:#fff}
button{font:inherit;text-align:left;width:100%;padding:.75rem 1rem;border:2px solid #0065bd;border-radius:4px;background:#fff;color:#0065bd;cursor:pointer}
button:hover{background:#e5f0f8}button:focus-visible,a:focus-visible,input:focus-visible{outline:3px solid #fdd522;outline-offset:2px;box-shadow:0 0 0 5px #1a1a1a}
ul{list-style:none;padding:0}li{margin:.75rem 0}input{font:inherit;padding:.5rem;width:100%;box-sizing:border-box;border:2px solid #1a1a1a}
.note{border-left:6px solid #fdd522;padding:.5rem 1rem;background:#fffbe6}a{color:#0065bd}`;

const page = (title: string, content: Html): string =>
  String(html`<!doctype html>
<html lang="en-GB">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${title} - local Links Hub</title><style>${raw(style)}</style></head>
<body><main>
<h1>${title}</h1>
${content}
</main></body>
</html>`);

const onlyHere = html`<p class="note">This page is of the hub on your own machine and asks for no password. People of a hub in use sign in with a password and a code from a device.</p>`;

const button = ({ id, name, is, ended }: Person): Html =>
  html`<li><button name="user" value="${id}">Sign in as ${name}, ${is}${ended ? ' (access ended)' : ''}</button></li>`;

export const choicePage = (people: readonly Person[]): string =>
  page(
    'Who are you?',
    html`${onlyHere}
<form method="post">
${people.length > 0 ? html`<ul>${people.map(button)}</ul>` : html`<p>This hub has no users yet. Bring some in with <code>npm run onboard</code>.</p>`}
</form>
<h2>Somebody else</h2>
<form method="post">
<p><label for="mail">E-mail address</label> <input id="mail" name="mail" type="email" autocomplete="off" spellcheck="false" required></p>
<p><button>Sign in by this address</button></p>
</form>`,
  );

/** `form`: the library's own, without a button. */
export const leavePage = (form: string): string =>
  page(
    'Signing out',
    html`${onlyHere}
${raw(form)}
<p><button id="leave" type="submit" form="op.logoutForm" name="logout" value="yes">Finish signing out</button></p>
<script>document.getElementById('leave').click()</script>`,
  );

export const troublePage = (hubUrl: string): string =>
  page('This sign-in cannot go on', html`${onlyHere}<p>It was left too long, or begun elsewhere. <a href="${hubUrl}/app/sign-in">Begin again</a></p>`);
