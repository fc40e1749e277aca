#!/usr/bin/env node
/**
 * `npm start`, `npm test` and the other scripts come through here, on a machine that may have nothing but Node 20 and npm:
 * answers what needs no install, installs when needed, picks a Node.js that runs TypeScript and hands over to it.
 * Plain JavaScript without dependencies, because nothing is installed yet.
 */
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { commands } from './launcher/commands.mjs';
import { handOver } from './launcher/hand-over.mjs';
import { ensureInstalled } from './launcher/install.mjs';
import { chooseNode } from './launcher/node.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));

const refuse = (line) => {
  process.stderr.write(`${line}\n`);
  process.exit(1);
};

const [name = '', ...given] = process.argv.slice(2);
const command = commands[name];
if (!command) refuse(`Say what to launch: node local/launch.mjs ${Object.keys(commands).join('|')}`);

const asked = (await command.before?.(given)) ?? { args: given };
if (asked.problem) refuse(asked.problem);
if (asked.text) {
  process.stdout.write(asked.text);
  process.exit(0);
}

const installed = await ensureInstalled(root);
if (installed.problem) refuse(installed.problem);
const node = chooseNode(root);
if (node.problem) refuse(node.problem);
const missing = command.after?.(root);
if (missing) refuse(missing.problem);

handOver(root, node.path, [...command.entry, ...asked.args], refuse);
