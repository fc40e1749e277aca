/** The fixture's hub as a process of its own, to be killed; what its functions have in hand stays hidden for long. Arguments: journal, and a data folder or nothing. */
import { startHub } from '#local/hub';
import { fixtureStack } from './fixture.ts';

const [journal = '', dataDir] = process.argv.slice(2);
const { url, folder, endpoints, tableNames } = await startHub({
  port: 0,
  stack: fixtureStack,
  parameters: { Journal: journal },
  dataDir,
  visibilitySeconds: 600,
});
process.stdout.write(`${JSON.stringify({ url, folder, endpoints, tableNames })}\n`);
