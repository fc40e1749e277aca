import { globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import { build } from 'esbuild';
import { describe, expect, test } from 'vitest';
import { parseScopes } from '#identity/scopes';
import { HubStack } from '#infra/hub-stack';
import { demoNames, demoScope, openDemoCast } from '#local/demo-cast';
import { demoUsers } from '#local/demo-clients';

process.env.CDK_VALIDATION = 'false';

const folder = mkdtempSync(join(tmpdir(), 'links-hub-cast-'));
const cast = openDemoCast(folder);
rmSync(folder, { recursive: true });
const clientIds = Object.values(cast.clients).map(({ id }) => id);
/** Whatever would betray a demo client: its id, or the code that makes it. */
const clientMarks = [...clientIds, 'demo-cast', 'demo-clients', 'onboardDemo', 'openDemoCast'];
/** The issuer of a local hub, which asks for no password. */
const issuerMarks = ['oidc-provider', 'openLocalIssuer', 'localProvider', 'Who are you?'];
/** Nobody of the demo is there either. */
const castMarks = [
  ...clientMarks,
  'birchtree',
  'thistledown',
  'drumgarth',
  'kelvinbank',
  'catriona-weir',
  'jamal-rashid',
  'elspeth-munro',
  ...demoUsers.map(({ id }) => id),
  ...demoUsers.map(({ mail }) => mail),
  ...issuerMarks,
];
const found = (text: string, marks: string[]) => {
  const low = text.toLowerCase();
  return marks.filter((mark) => low.includes(mark.toLowerCase()));
};

test('there are demo clients to look for, each with a scope of its role', () => {
  expect(clientIds).toEqual(demoNames.map((name) => `demo-${name}`));
  for (const name of demoNames) expect(parseScopes(demoScope(name))?.size).toBeGreaterThan(0);
});

describe('no demo client', () => {
  test('stands in the sources of what is deployed', () => {
    const files = globSync('{infra,functions,shared,web}/**/*.{ts,mjs,json}');
    console.log(`read ${files.length} source files`);
    expect(files.length).toBeGreaterThan(100);
    expect(files.flatMap((file) => found(readFileSync(file, 'utf8'), [...clientMarks, ...issuerMarks, "'#local/"]).map((mark) => `${file}: ${mark}`))).toEqual(
      [],
    );
  });

  test('gets into a bundle of a function', async () => {
    const entries = globSync('functions/*.ts').filter((file) => file !== 'functions/wiring.ts');
    const options = {
      bundle: true,
      write: false,
      minify: true,
      metafile: true,
      platform: 'node',
      format: 'esm',
      target: 'node24',
      outdir: 'out',
      logLevel: 'silent',
    } as const;
    const { outputFiles, metafile } = await build({ ...options, entryPoints: entries });
    const inputs = Object.keys(metafile.inputs);
    console.log(`read ${outputFiles.length} bundles made of ${inputs.length} files`);
    expect(outputFiles.length).toBe(entries.length);
    expect(entries.length).toBeGreaterThanOrEqual(9);
    expect(inputs.filter((input) => /^(local|test|bench)\//.test(input))).toEqual([]);
    expect(outputFiles.flatMap(({ path, text }) => found(text, castMarks).map((mark) => `${path}: ${mark}`))).toEqual([]);
  });

  test('stands in the cloud template', () => {
    const app = new App({ outdir: mkdtempSync(join(tmpdir(), 'links-hub-synth-')), context: { 'aws:cdk:bundling-stacks': [] } });
    const stack = new HubStack(app, 'LinksHub', { stage: 'cloud', env: { region: 'eu-west-2' } });
    const template: { Resources: object } = app.synth().getStackArtifact(stack.artifactId).template;
    rmSync(app.outdir, { recursive: true });
    console.log(`read ${Object.keys(template.Resources).length} resources`);
    expect(Object.keys(template.Resources).length).toBeGreaterThan(50);
    expect(found(JSON.stringify(template), castMarks)).toEqual([]);
  });
});
