/** Links Hub: every function with what it may touch, what makes it run and what tells of it. */
import { type RemovalPolicy, Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { Answering } from '#platform/routes';
import { hubAlarms } from './alarms.ts';
import { connected, tell } from './connections.ts';
import { alarmTopic } from './constructs/alarm.ts';
import { HubFunction } from './constructs/function.ts';
import { environmentOf, type House, mayOf } from './constructs/grant.ts';
import { hubApi } from './constructs/http-api.ts';
import { hubParameters } from './constructs/parameters.ts';
import { title } from './constructs/title.ts';
import { functions } from './functions.ts';
import { furnished, kept, type Stage } from './furnished.ts';
import { grants } from './grants.ts';
import { hubOptOuts, optOut } from './opt-outs.ts';

export type FunctionName = keyof typeof grants;

const kebab = (name: string) => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

const made = (stack: Stack, name: FunctionName, house: House, removalPolicy: RemovalPolicy): HubFunction => {
  const { does, hurt, seconds, megabytes, atOnce } = functions[name];
  return new HubFunction(stack, title(name), {
    entry: `functions/${kebab(name)}.ts`,
    description: does,
    impact: hurt,
    timeoutSeconds: seconds,
    memoryMegabytes: megabytes,
    atOnce,
    environment: environmentOf(grants[name], house),
    may: mayOf(grants[name], house),
    traces: house.traces,
    logKey: house.atRest,
    removalPolicy,
  });
};

/** Those that the gateway calls. */
const answeringBy = <Made>(one: (name: Answering) => Made): Record<Answering, Made> => ({
  api: one('api'),
  web: one('web'),
  systems: one('systems'),
  figures: one('figures'),
  study: one('study'),
});

export class HubStack extends Stack {
  constructor(scope: Construct, id: string, { stage, ...props }: StackProps & { stage: Stage }) {
    super(scope, id, props);
    const asked = hubParameters(this, stage);
    const house = furnished(this, stage, asked);
    const one = (name: FunctionName) => made(this, name, house, kept(stage));
    const send = one('send');
    house.send = send;
    const answering = answeringBy(one);
    const its = {
      send,
      ...answering,
      relay: one('relay'),
      deliver: one('deliver'),
      wake: one('wake'),
      bounced: one('bounced'),
      count: one('count'),
      recount: one('recount'),
      sweep: one('sweep'),
      stranded: one('stranded'),
      aliss: one('aliss'),
    };
    connected(this, house, its, grants.stranded.receives);
    // A local hub has no door in front: nothing reaches it but this machine.
    const frontDoor = asked.frontDoor === undefined ? undefined : { handler: one('frontDoor'), valid: asked.frontDoor };
    const api = hubApi(this, { answering, frontDoor, logKey: house.atRest, removalPolicy: kept(stage) });
    hubAlarms(this, {
      topic: alarmTopic(this, house.atRest, asked.alarmEmail),
      api,
      its: { ...its, ...(frontDoor && { frontDoor: frontDoor.handler }) },
      queues: house.queues,
    });
    tell(this, house, api);
    optOut(this, hubOptOuts);
  }
}
