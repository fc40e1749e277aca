/** `npm run -s token -- NAME [--answer-secret] [--port N]`: prints what a demo client of the hub that runs on this machine proves itself with. */
import './tied-to-launcher.ts';
import { cannotStart } from './cannot-start.ts';
import { readArgs, runCommand } from './command.ts';
import { type DemoName, demoCastIn, demoNames, demoParties, demoScope, isDemoName } from './demo-cast.ts';
import { accessToken, onceSettled } from './demo-token.ts';
import { runningOn } from './running-on.ts';
import { announcedAt, type Running } from './runtime-file.ts';

const names = demoNames.join(', ');
const help = `npm run -s token -- NAME [--answer-secret] [--port N]

Prints an access token, good for five minutes, of a demo client of the hub that runs on this machine; nothing else, so that it can stand in a command:
  curl -H "Authorization: Bearer $(npm run -s token -- gp)" http://127.0.0.1:8787/fhir/Task

  NAME             one of ${names}
  --answer-secret  prints instead the secret with which that organisation signs its answers
  --port N         the hub's port (default 8787)
`;

const proofOf = async (name: DemoName, answersOf: string | undefined, { folder, url }: Running): Promise<string> => {
  const cast = demoCastIn(folder);
  if (!cast) throw cannotStart(`The hub at ${url} has no demo clients.`);
  const secret = Object.entries(cast.answerSecrets).find(([organisation]) => organisation === answersOf)?.[1];
  return secret ?? accessToken(url, cast.clients[name], demoScope(name));
};
const organisationOf = (party: object): string => {
  if ('organisation' in party) return String(party.organisation);
  throw cannotStart('Only an organisation signs answers: name organisation or organisation-other.');
};

runCommand(async () => {
  const { values, positionals } = readArgs('token', { port: { type: 'string' }, 'answer-secret': { type: 'boolean' }, help: { type: 'boolean' } });
  if (values.help) return { text: help, failed: false };
  const [name = '', ...others] = positionals;
  if (!isDemoName(name) || others.length > 0) throw cannotStart(`Name one demo client: ${names}.`);
  const answersOf = values['answer-secret'] ? organisationOf(demoParties[name]) : undefined;
  const hub = runningOn(values.port);
  return { text: `${await onceSettled(announcedAt(hub), () => proofOf(name, answersOf, hub))}\n`, failed: false };
});
