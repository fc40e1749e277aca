/** A hub in a process of its own, to be killed: `hub-process.ts PORT FOLDER`; tells in one line where it runs. */
import { startHub } from '#local/hub';

process.env.TZ = 'UTC';
const [port, dataDir] = process.argv.slice(2);
const { url, folder, region, endpoints, tableNames, outputs } = await startHub({ port: Number(port), dataDir });
process.stdout.write(`${JSON.stringify({ pid: process.pid, url, folder, region, endpoints, tableNames, outputs })}\n`);
