/** The default event bus: an event goes to each function whose rule's pattern it matches, as the rule passes it on. */
import { filter } from './filter-patterns.ts';
import type { HubRule } from './stack.ts';
import type { InvokeUnattended } from './unattended.ts';

/** What a JSON path like `$.detail.mail.tags` leads to. */
const at = (event: unknown, path: string): unknown =>
  path
    .split('.')
    .slice(1)
    .reduce<unknown>((value, name) => (typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined), event);

/** EventBridge's input transformer with a template of JSON: what a path leads to stands in it as JSON. */
const passedOn = ({ passes }: HubRule, event: object): string => {
  if (!passes) return JSON.stringify(event);
  const { InputPathsMap, InputTemplate } = passes;
  return InputTemplate.replace(/<([\w-]+)>/g, (_, name: string) => JSON.stringify(at(event, InputPathsMap[name] ?? '') ?? ''));
};

export const eventBus = (rules: readonly HubRule[], invoke: InvokeUnattended): ((event: object) => void) => {
  const listening = rules.map((rule) => ({ rule, wants: filter([rule.pattern]) }));
  return (event) => {
    for (const { rule, wants } of listening) if (wants(event)) void invoke(rule.functionId, passedOn(rule, event));
  };
};
