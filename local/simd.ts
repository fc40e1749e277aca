/** `npm run simd -- LOOK-UP [ZONES] [--port N | --stack NAME] [--dry-run]`: gives a hub the published table from postcode to quintile. */
import './tied-to-launcher.ts';
import { existsSync } from 'node:fs';
import { sectorsItem } from '#directory/sectors-store';
import { simdTable } from '#people/simd';
import { loadSimd } from '#people/simd-store';
import { cannotStart } from './cannot-start.ts';
import { readArgs, runCommand } from './command.ts';
import { runningOn } from './running-on.ts';
import { readPublished } from './simd-lookup.ts';

const help = `npm run simd -- LOOK-UP [ZONES] [--port N | --stack NAME] [--dry-run]

Gives a hub the table that says in which fifth of deprivation (SIMD 2020v2) a postcode lies; 1 is the most deprived.

  LOOK-UP       a CSV with a column Postcode (or pc7, pc8) and one of
                  SIMD2020v2_Quintile         the Scottish Government's look-up: fifths of the data zones
                  simd2020v2_sc_quintile      Public Health Scotland's: fifths of the population, which is to be preferred
  (with columns Latitude and Longitude it also tells the hub where postcode sectors are, so that searches for help know distances)
  ZONES         a second CSV, where the first has data zones (DZ, DataZone2011) and no quintiles, as the postcode directory of
                National Records of Scotland; then this has DataZone and SIMD2020V2CountryQuintile, as on opendata.nhs.scot
  --port N      the hub running on this machine on that port (default 8787)
  --stack NAME  the hub deployed as that CloudFormation stack, with the AWS credentials and region of this shell
  --dry-run     reads the files and says what is in them; writes nothing
  --help        this text

Until then a hub has seven invented postcodes, and says so. The same files again change nothing. What was stored with a referral stays as it was.
`;

const flag = { type: 'boolean', default: false } as const;
const options = { port: { type: 'string' }, stack: { type: 'string' }, 'dry-run': flag, help: flag } as const;

const filesOf = ([file, zones, ...others]: string[]): [string, string | undefined] => {
  if (!file || others.length > 0) throw cannotStart('Name one file, or two: npm run simd -- LOOK-UP [ZONES]. See npm run simd -- --help');
  for (const one of [file, ...(zones === undefined ? [] : [zones])]) if (!existsSync(one)) throw cannotStart(`${one} cannot be read.`);
  return [file, zones];
};

runCommand(async () => {
  const { values, positionals } = readArgs('simd', options);
  if (values.help) return { text: help, failed: false };
  const { port, stack, 'dry-run': dryRun } = values;
  if (port !== undefined && stack !== undefined) throw cannotStart('Give --port or --stack, not both.');
  const running = stack === undefined && !dryRun ? runningOn(port) : undefined;
  const { version, pairs, read, without, edition, sectors } = await readPublished(...filesOf(positionals));
  const { table, postcodes, left } = simdTable(version, pairs);
  const districts = Object.keys(table.districts).length;
  const said = `Read ${read} rows: ${postcodes} postcodes in ${districts} districts, ${without} rows without a quintile, ${left} left out. ${version}.\n`;
  const places = Object.keys(sectors).length;
  const found = places > 0 ? `It says where ${places} postcode sectors are: searches for help know distances.\n` : '';
  if (postcodes === 0) return { text: `${said}Nothing was read: the hub keeps what it has.\n`, failed: true };
  if (dryRun) return { text: `${said}${found}`, failed: false };
  const { cloudPlace, localPlace } = await import('./onboarding-place.ts');
  const place = running ? localPlace(running) : await cloudPlace(stack ?? '');
  const bringing = { table: place.table, at: place.clock.now(), who: place.who, audit: place.ids.id() };
  const load = async () => {
    if (places > 0) await place.table.putAll([sectorsItem(sectors)]);
    return loadSimd(table, { edition, postcodes }, bringing);
  };
  const done = await load().finally(place.close);
  return { text: `${said}${found}${done === 'there' ? `${place.name} has this table already.` : `${place.name} has this table now.`}\n`, failed: false };
});
