/** The stacks as templates, without bundling: what the assertions of this folder read. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as z from 'zod';
import { EdgeStack } from '#infra/edge-stack';
import { HubStack } from '#infra/hub-stack';

// The CLI's own template validator takes four seconds; the synth test leaves it on.
process.env.CDK_VALIDATION = 'false';

const resource = z.looseObject({ Type: z.string(), Properties: z.record(z.string(), z.unknown()).default({}) });
const template = z.looseObject({
  Parameters: z.record(z.string(), z.looseObject({ Description: z.string().optional() })).default({}),
  Resources: z.record(z.string(), resource),
  Outputs: z.record(z.string(), z.unknown()).default({}),
});
export type Resource = z.infer<typeof resource>;

export type Stage = 'local' | 'cloud';
/** Both stages in one region, so that only what the stack itself makes different differs. */
export const stacks = (stage: Stage) => {
  const app = new App({ outdir: mkdtempSync(join(tmpdir(), 'links-hub-synth-')), context: { 'aws:cdk:bundling-stacks': [] } });
  return {
    app,
    hub: new HubStack(app, 'LinksHub', { stage, env: { region: 'eu-west-2' } }),
    edge: new EdgeStack(app, 'LinksHubFrontDoor', { env: { region: 'us-east-1' } }),
  };
};
const read = (app: App, stack: HubStack | EdgeStack) => {
  const found = template.parse(Template.fromStack(stack).toJSON());
  rmSync(app.outdir, { recursive: true });
  return found;
};
export const hubTemplate = (stage: Stage) => {
  const { app, hub } = stacks(stage);
  return read(app, hub);
};
export const edgeTemplate = () => {
  const { app, edge } = stacks('cloud');
  return read(app, edge);
};

/** A construct's id as the stack names it: the logical id without CDK's hash. */
export const plain = (logicalId: string): string => logicalId.replace(/[0-9A-F]{8}$/, '');
type Synthesized = ReturnType<typeof hubTemplate>;
export const ofType = (from: Synthesized, type: string): [string, Resource][] => Object.entries(from.Resources).filter(([, one]) => one.Type === type);

/** A value of a template as a person would say it: what it refers to, by its plain id. */
export const said = (value: unknown): string => {
  if (typeof value !== 'object' || value === null) return String(value);
  if (Array.isArray(value)) return value.map(said).join(' ');
  const [[intrinsic, of] = ['', undefined]] = Object.entries(value);
  if (intrinsic === 'Ref') return plain(String(of));
  if (intrinsic === 'Fn::GetAtt' && Array.isArray(of)) return of[1] === 'Arn' ? plain(String(of[0])) : `${plain(String(of[0]))}.${of[1]}`;
  if (intrinsic === 'Fn::Join' && Array.isArray(of)) return z.array(z.unknown()).parse(of[1]).map(said).join(String(of[0]));
  return JSON.stringify(value);
};
