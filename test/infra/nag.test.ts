import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { CfnResource, Validations } from 'aws-cdk-lib';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { AwsSolutionsChecks, type IApplyRule, type NagPack, NagRuleCompliance, ServerlessChecks } from 'cdk-nag';
import type { IConstruct } from 'constructs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { edgeOptOuts, hubOptOuts } from '#infra/opt-outs';
import { stacks } from '#test/stacks';

type Evaluated = { rule: string; path: string; found: boolean };

/** Lets a pack tell what it evaluated, acknowledged findings too: a pack that reads nothing would report nothing. */
const listening = (pack: NagPack, evaluated: Evaluated[]): NagPack => {
  // Protected, for packs of one's own alone.
  const apply: (params: IApplyRule) => void = Reflect.get(pack, 'applyRule').bind(pack);
  const applyRule = (params: IApplyRule) => {
    const rule = `${pack.readPackName}-${params.ruleSuffixOverride ?? params.rule.name}`;
    const result = params.rule(params.node);
    const path = params.node.node.path;
    if (Array.isArray(result)) evaluated.push(...result.map((finding) => ({ rule: `${rule}[${finding}]`, path, found: true })));
    else if (result !== NagRuleCompliance.NOT_APPLICABLE) evaluated.push({ rule, path, found: result === NagRuleCompliance.NON_COMPLIANT });
    apply(params);
  };
  return Object.assign(pack, { applyRule });
};

const acknowledgements = (root: IConstruct) =>
  root.node.findAll().flatMap((construct) =>
    construct.node.metadata
      .filter(({ type }) => type === Validations.ACKNOWLEDGED_RULES_METADATA_KEY)
      .flatMap(({ data }) => Object.entries(z.record(z.string(), z.string()).parse(data)))
      .map(([id, reason]) => ({ rule: id.replace(/^Annotation::/i, ''), reason, path: construct.node.path })),
  );

const report = z.object({
  pluginReports: z.array(z.object({ violations: z.array(z.object({ ruleName: z.string(), violatingConstructs: z.array(z.unknown()) })) })),
});

describe('the rule packs AWS Solutions and Serverless', () => {
  const evaluated: Evaluated[] = [];
  const { app, hub, edge } = stacks('cloud');
  let violations: string[] = [];

  beforeAll(() => {
    Validations.of(app).addPlugins(listening(new AwsSolutionsChecks(app), evaluated), listening(new ServerlessChecks(app), evaluated));
    let broken: unknown;
    try {
      app.synth();
    } catch (error) {
      broken = error;
    }
    const path = join(app.outdir, 'validation-report.json');
    if (!existsSync(path)) throw broken ?? new Error('the packs wrote no report');
    violations = report
      .parse(JSON.parse(readFileSync(path, 'utf8')))
      .pluginReports.flatMap((one) => one.violations.map(({ ruleName, violatingConstructs }) => `${ruleName}: ${JSON.stringify(violatingConstructs)}`));
  });

  afterAll(() => rmSync(app.outdir, { recursive: true }));

  test('find nothing that is not answered', () => {
    const rules = new Set(evaluated.map(({ rule }) => rule.replace(/\[.*/, '')));
    const resources = [hub, edge].flatMap((stack) => stack.node.findAll().filter(CfnResource.isCfnResource));
    console.log(
      `${rules.size} rules evaluated ${evaluated.length} times on ${resources.length} resources, ${evaluated.filter(({ found }) => found).length} findings answered`,
    );
    expect(rules.size).toBeGreaterThan(20);
    expect(evaluated.length).toBeGreaterThan(150);
    expect(violations).toEqual([]);
  });

  test('are answered with a reason of its own each, and with none that answers nothing', () => {
    const given = acknowledgements(app);
    expect(given.length).toBe(hubOptOuts.length + edgeOptOuts.length);
    expect(given.length).toBeGreaterThan(20);
    const answers = ({ rule, path }: { rule: string; path: string }) =>
      evaluated.some((one) => one.found && one.rule === rule && `${one.path}/`.startsWith(`${path}/`));
    expect(given.filter((one) => !answers(one)).map(({ rule, path }) => `${path}: ${rule}`)).toEqual([]);
    expect(new Set(given.map(({ reason }) => reason)).size).toBe(given.length);
    for (const { reason } of given) expect(reason).toMatch(/^[A-Z].{30,}\.$/);
  });

  test('would be red without the reasons', () => {
    const found = evaluated.filter((one) => one.found);
    const answered = new Set(acknowledgements(app).map(({ rule }) => rule));
    expect(found.length).toBeGreaterThan(20);
    expect([...new Set(found.map(({ rule }) => rule))].filter((rule) => !answered.has(rule))).toEqual([]);
  });
});

test('a resource that nobody gave a reason for is red', () => {
  const { app, hub } = stacks('cloud');
  new Topic(hub, 'InTheClear');
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
  expect(() => app.synth()).toThrow('AwsSolutions-SNS3');
  rmSync(app.outdir, { recursive: true });
});
