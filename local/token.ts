/** `npm run -s token -- NAME [--port N]`: prints an access token of a demo client of the hub that runs on this machine. */
import './tied-to-launcher.ts';
import { cannotStart } from './cannot-start.ts';
import { readArgs, runCommand } from './command.ts';
import { demoCastIn, demoNames, demoScope, isDemoName } from './demo-cast.ts';
import { accessToken } from './demo-token.ts';
import { runningOn } from './running-on.ts';

const names = demoNames.join(', ');
const help = `npm run -s token -- NAME [--port N]

Prints an access token, good for five minutes, of a demo client of the hub that runs on this machine; nothing else, so that it can stand in a command:
  curl -H "Authorization: Bearer $(npm run -s token -- gp)" http://127.0.0.1:8787/fhir/Task

  NAME      one of ${names}
  --port N  the hub's port (default 8787)
`;

runCommand(async () => {
  const { values, positionals } = readArgs('token', { port: { type: 'string' }, help: { type: 'boolean', default: false } });
  if (values.help) return { text: help, failed: false };
  const [name = '', ...others] = positionals;
  if (!isDemoName(name) || others.length > 0) throw cannotStart(`Name one demo client: ${names}.`);
  const { folder, url } = runningOn(values.port);
  const client = demoCastIn(folder)?.clients[name];
  if (!client) throw cannotStart(`The hub at ${url} has no demo clients.`);
  return { text: `${await accessToken(url, client, demoScope(name))}\n`, failed: false };
});
