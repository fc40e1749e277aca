import { App } from 'aws-cdk-lib';
import { HubStack } from './hub-stack.ts';

const app = new App();
new HubStack(app, 'LinksHub', { stage: 'cloud', env: { region: 'eu-west-2' } });
