/** Synthesizes the stack and prints it, in a process of its own: the CDK's 53 MB end with it. Arguments: module, exported stack class. */
import { App, type Stack } from 'aws-cdk-lib';
import { CfnFunction } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import { thisMachine } from './place.ts';

const [module = '', name = ''] = process.argv.slice(2);
type StackClass = new (scope: Construct, id: string, props: object) => Stack;
const imported: Record<string, StackClass | undefined> = await import(module);
const StackOfHub = imported[name];
if (!StackOfHub) throw new Error(`${module} exports no ${name}`);

const app = new App({ context: { 'aws:cdk:bundling-stacks': [], 'aws:cdk:disable-version-reporting': true }, analyticsReporting: false });
const { account, region } = thisMachine;
const stack = new StackOfHub(app, thisMachine.stackName, { stage: 'local', env: { account, region } });

/** The template does not say which file a function runs; the construct does. */
const entries = Object.fromEntries(
  stack.node.findAll().flatMap((construct) => {
    const [entry, resource] = ['entry' in construct ? construct.entry : undefined, construct.node.defaultChild];
    return typeof entry === 'string' && resource instanceof CfnFunction ? [[stack.resolve(resource.logicalId), entry]] : [];
  }),
);
const { template } = app.synth().getStackArtifact(stack.artifactId);
process.stdout.write(JSON.stringify({ template, entries }));
