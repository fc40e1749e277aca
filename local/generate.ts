/** `npm run generate` writes every generated file anew; with --check it only says which are stale, and fails. */
import '#local/tied-to-launcher';
import { generate } from '#local/generated-files';

const { compared, generators, stale } = await generate(process.argv.includes('--check') ? 'check' : 'write');
for (const path of stale) console.log(process.argv.includes('--check') ? `${path} is stale: npm run generate` : `wrote ${path}`);
console.log(`Compared ${compared} files of ${generators} generators`);
if (compared === 0) console.log('Nothing was compared: local/generate holds no generator.');
process.exitCode = compared === 0 || (process.argv.includes('--check') && stale.length > 0) ? 1 : 0;
