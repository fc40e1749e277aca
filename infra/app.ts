/** The two stacks of a hub in the cloud. `-c name=…` for a second hub in one account, `-c region=…` for another region than London. */
import { App, BootstraplessSynthesizer } from 'aws-cdk-lib';
import { EdgeStack } from './edge-stack.ts';
import { HubStack } from './hub-stack.ts';

const app = new App();
const context = (key: string, otherwise: string): string => String(app.node.tryGetContext(key) ?? otherwise);
const name = context('name', 'LinksHub');
new HubStack(app, name, { stage: 'cloud', env: { region: context('region', 'eu-west-2') }, terminationProtection: true });
new EdgeStack(app, `${name}FrontDoor`, { env: { region: 'us-east-1' }, synthesizer: new BootstraplessSynthesizer() });
