/** Around the played referral: the demo's parties come, the referral is played if asked for, and then it is said how to go on. */
import { settleCaseload } from '#local/demo-caseload/settle';
import { type DemoHouse, furnishDemo, playDemo } from './demo.ts';
import { demoUsers } from './demo-clients.ts';
import { linkOfShed, shed } from './demo-link.ts';
import type { Hub } from './hub.ts';
import type { LocalHub } from './onboarding-place.ts';
import type { Say } from './terminal.ts';

/** What the demo needs of a running hub. */
type DemoHub = LocalHub & Pick<Hub, 'port'>;
type Options = {
  play: boolean;
  say: Say;
  complain: Say;
  logFile: string;
  /** The hub is being stopped: what fails then is nobody's business. */
  ending(): boolean;
};

const usualPort = 8787;

const whatIs = (user: (typeof demoUsers)[number]): string => {
  if ('practitioner' in user) return 'links practitioner';
  if ('manager' in user) return 'programme manager';
  if ('collects' in user) return 'data collector of a study';
  return user.staff === 'gp' ? 'GP' : 'practice manager';
};
const lookIn = (url: string): string => `
Look at it as its users do: open

  ${url}

in a browser, and choose who you are. ${demoUsers.length} people can sign in here,
without a password:

${demoUsers.map((user) => `  ${user.name}, ${whatIs(user)}`).join('\n')}`;

/** One of the organisations has no system; its people answer on any telephone. */
const answerAs = (link: string, url: string): string => `
Answer as the volunteers of Broom Row Men’s Shed, which has no system: open

  ${link}

and type the PIN ${shed.pin}. The e-mails that they would have had, each with a
link of its own, are in ${url}/app/outbox`;

const tryIt = ({ url, port }: DemoHub, logFile: string): string => {
  const token = (name: string) => `$(npm run -s token -- ${name}${port === usualPort ? '' : ` --port ${port}`})`;
  return `
Try it yourself, in another terminal, in this folder. Refer somebody:

  curl -s ${url}/fhir/ServiceRequest \\
    -H "Authorization: Bearer ${token('gp')}" \\
    -H 'Content-Type: application/fhir+json' -d @docs/referral.example.json

and see it on the practitioner's worklist:

  curl -s '${url}/fhir/Task?status=requested' \\
    -H "Authorization: Bearer ${token('practitioner')}"

README.md goes on from here. What the functions log is in
${logFile}
The hub stays up until Ctrl-C.`;
};

/** What reaches the simulated systems from here on, when you try it yourself. */
const overhear = ({ practice, pantry }: DemoHouse, settled: ReadonlySet<string>, say: Say) => {
  const listeners = { 'Birchtree Practice': practice, 'Drumgarth Food Pantry': pantry };
  for (const [name, listener] of Object.entries(listeners)) {
    listener.eachTime(({ type, data }) => {
      if (!settled.has(data.referral)) say(`${name} hears: ${type}\n  ${data.onward ?? data.referral}`);
    });
  }
};

/** Settles in any case: a demo that fails leaves a hub that runs. */
export const startDemo = async (hub: DemoHub, { play, say, complain, logFile, ending }: Options): Promise<void> => {
  const tell: Say = (line) => {
    if (!ending()) say(line);
  };
  let link: string | undefined;
  try {
    const house = await furnishDemo(hub);
    link = await linkOfShed(hub);
    if (play) {
      await playDemo(house, tell);
      tell('\nBringing in a caseload of sixty invented people …');
      overhear(house, await settleCaseload(hub), tell);
    }
  } catch (error) {
    if (!ending()) complain(`\nThe demo stopped: ${error instanceof Error ? error.message : error}. The hub runs on.`);
  }
  tell(lookIn(hub.url));
  if (link !== undefined) tell(answerAs(link, hub.url));
  tell(tryIt(hub, logFile));
};
