/** The tables need an engine: the one that npm installs on Linux x64, or DynamoDB Local. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';

const otherWay = 'Run DynamoDB Local and say where it listens, for example AWS_ENDPOINT_URL_DYNAMODB=http://127.0.0.1:8000 npm start';
const hasOther = () => Boolean(process.env.AWS_ENDPOINT_URL_DYNAMODB);

export const platformProblem = () => {
  if (hasOther() || (process.platform === 'linux' && process.arch === 'x64')) return undefined;
  return { problem: `The embedded table engine runs on Linux x64 only; this is ${process.platform}-${process.arch}. ${otherWay}` };
};

export const engineProblem = (root) => {
  if (hasOther() || existsSync(join(root, 'node_modules', '@dynoxide', 'linux-x64', 'dynoxide'))) return undefined;
  return { problem: `The embedded table engine is missing from node_modules. Remove node_modules and run this again, or: ${otherWay}` };
};
