/** Pages with one fault each, behind real HTTP on this machine, to show that it is found. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

const style = 'body{margin:0;font:16px sans-serif;color:#000;background:#fff}a,button{display:inline-block;padding:8px}';
const page = (body: string, own = '') => `<!doctype html><html lang="en-GB"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Planted</title><style>${style}${own}</style></head><body><main><h1>Planted</h1>${body}</main></body></html>`;
const two = '<p><a href="#one">One</a></p><p><a href="#two">Two</a></p>';

const bodies = {
  fine: page(
    `${two}<label>Tick <input type="checkbox"></label><label>Name <input></label><label for="need">Need</label> <select id="need"><option>Food</option><option>Debt</option></select><button>Go</button>`,
  ),
  'no-name': page('<button></button>'),
  faint: page('<p class="faint">Hardly to be read</p>', '.faint{color:#ccc}'),
  crowded: page('<div><button class="dot">a</button><button class="dot">b</button></div>', '.dot{width:16px;height:16px;padding:0;border:0}'),
  wide: page('<div class="wide">wide</div>', '.wide{width:400px;background:#eee}'),
  'wide-within': page(
    '<div class="box" tabindex="0" role="region" aria-label="Box"><div class="wide">wide</div></div>',
    '.box{overflow-x:auto}.wide{width:400px}',
  ),
  lid: page(`<div class="lid">lid</div>${two}`, '.lid{position:sticky;top:0;height:200px}'),
  'no-focus': page(two, ':focus-visible{outline:none}'),
  covered: page(`${two}<div class="cover"></div>`, '.cover{position:fixed;inset:0;background:#fff}'),
  upwards: page(`<div class="turned">${two}</div>`, '.turned{display:flex;flex-direction:column-reverse}'),
  moved: page('<a href="#a" tabindex="2">a</a><a href="#b">b</a>'),
  heavy: page(`<p>${'heavy '.repeat(20_000)}</p>`),
  error: page('<script>undefinedThing.name</script>'),
  box: page('<script>alert("hostile")</script>'),
  'inline-script': page('<p>one</p><script>window.ran = true</script>'),
  'inline-style': page('<p style="color:red">one</p>'),
  missing: page('<img alt="" src="/nowhere.png">'),
  elsewhere: page('<img alt="" src="http://192.0.2.1/pixel.png"><img alt="" src="http://pixel.example/pixel.png">'),
  'leads-away': page('<a href="http://weather.example/">Hide this page</a>'),
};
export type Planted = keyof typeof bodies;

/** The strict ones are those whose own policy is to be broken. */
const policyOf = (name: string) =>
  name.startsWith('inline') ? "default-src 'none'; style-src 'unsafe-inline'; style-src-attr 'none'" : "default-src * 'unsafe-inline'";

export const plantedPages = async () => {
  const server = createServer(({ url = '' }, response) => {
    const body = Object.entries(bodies).find(([name]) => url === `/${name}`)?.[1];
    response.writeHead(body ? 200 : 404, { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': policyOf(url.slice(1)) });
    response.end(body);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const at = (name: Planted) => `http://127.0.0.1:${(server.address() as AddressInfo).port}/${name}`;
  const stop = () => {
    server.closeAllConnections();
    server.close();
  };
  return { at, stop };
};
