/** What a Subscription must be for the hub to take it: a row each, all that is wrong said at once. */
import type { Subscription } from 'fhir/r4.js';
import { targetOf } from '#delivery/addresses';
import type { Asking, Channel, Content, Subscriber } from '#delivery/subscription-types';
import type { Endpoint } from '#directory/types';
import type { Issue, IssueCode } from '#fhir/outcome';
import { canonicalJson } from '#fhir/same-content';
import { permits, type Scopes } from '#identity/scopes';
import { parseInstant } from '#platform/time';
import type { Instant } from '#platform/types';
import { contentOf, filtersOf, heartbeatOf, keptOf, repeatedExtensions, timeoutOf, unknownExtensions } from './parts.ts';
import { canonicalsFor, readFilter, topicOf } from './topics.ts';

/** `endpoint`, `mail`: as registered for the subscriber. */
type Circumstances = {
  owner: Subscriber;
  scopes: Scopes;
  endpoint: Endpoint | undefined;
  mail: string | undefined;
  allowLoopback: boolean;
  now: Instant;
};
type Found = { expression: string; code: IssueCode; text: string };
type Rule = (one: Subscription, about: Circumstances) => Found[];

const contents = ['empty', 'id-only', 'full-resource'] as const;
const fhirJson = /^application\/fhir\+json(\s*;\s*(charset=utf-8|fhirVersion=4\.0))*$/i;
/** Seconds. */
const heartbeats = { least: 60, most: 86_400 };
const hubWaits = 15;
const headers = { most: 5, form: /^(X-[A-Za-z0-9-]{1,60}): ?([\x21-\x7e](?:[\x20-\x7e]{0,198}[\x21-\x7e])?)$/i };

const at = (expression: string, code: IssueCode, text: string): Found[] => [{ expression, code, text }];
const isHook = ({ channel }: Subscription) => channel.type === 'rest-hook';
const isMail = ({ channel }: Subscription) => channel.type === 'email';

const endpointFault = (one: Subscription, { endpoint, allowLoopback }: Circumstances): string | undefined => {
  const text = one.channel.endpoint ?? '';
  if (!endpoint) return 'The hub writes only to an address registered for your party, and there is none. Ask the hub’s operator to register it.';
  if (endpoint.disabledAt) return 'The address registered for your party is switched off. Ask the hub’s operator to switch it on.';
  const target = targetOf(text, allowLoopback);
  if (typeof target === 'string' || target.hash) return 'Give an https address on the public internet, at port 443, without user, password and #part.';
  return target.origin === URL.parse(endpoint.url)?.origin
    ? undefined
    : 'This is not at the address registered for your party. So that nobody with a stolen token can have your data sent elsewhere, the host must be the one registered; the path is yours.';
};

const rules: readonly Rule[] = [
  (one, { owner }) =>
    topicOf(one.criteria, owner.kind)
      ? []
      : at('Subscription.criteria', 'not-supported', `Name one of the hub’s topics: ${canonicalsFor(owner.kind).join(', ')}.`),
  (one, { owner }) => {
    const topic = topicOf(one.criteria, owner.kind);
    return filtersOf(one).flatMap(({ text, expression }) => {
      const read = topic === undefined ? undefined : readFilter(text ?? '', topic);
      return !read || read.ok ? [] : at(expression, 'not-supported', read.issues.map((issue) => issue.text).join(' '));
    });
  },
  (one) => (filtersOf(one).length > 10 ? at('Subscription.criteria', 'too-costly', 'At most ten filters.') : []),
  (one) => (isHook(one) || isMail(one) ? [] : at('Subscription.channel.type', 'not-supported', 'The hub has rest-hook and email.')),
  (one, about) => {
    const fault = isHook(one) ? endpointFault(one, about) : undefined;
    return fault ? at('Subscription.channel.endpoint', 'business-rule', fault) : [];
  },
  (one, { mail }) =>
    !isMail(one) || (mail !== undefined && one.channel.endpoint === `mailto:${mail}`)
      ? []
      : at(
          'Subscription.channel.endpoint',
          'business-rule',
          'E-mail goes only to the address registered for your practice, written as mailto:name@example.org.',
        ),
  (one) =>
    isHook(one) && one.channel.payload !== undefined && !fhirJson.test(one.channel.payload)
      ? at('Subscription.channel.payload', 'not-supported', 'The hub sends application/fhir+json.')
      : [],
  (one) =>
    isMail(one) && one.channel.payload !== undefined && one.channel.payload !== 'text/plain'
      ? at('Subscription.channel.payload', 'not-supported', 'E-mail is text/plain.')
      : [],
  (one) => {
    const content = contentOf(one);
    return content === undefined || contents.some((known) => known === content)
      ? []
      : at('Subscription.channel.payload.extension', 'code-invalid', 'How much is sent is one of: empty, id-only, full-resource.');
  },
  (one) =>
    isMail(one) && contentOf(one) !== 'empty'
      ? at('Subscription.channel.payload.extension', 'business-rule', 'E-mail holds nothing of a referral: ask for empty.')
      : [],
  (one, { scopes }) =>
    contentOf(one) === 'full-resource' && !permits(scopes, 'full-resource', 'r')
      ? at(
          'Subscription.channel.payload.extension',
          'business-rule',
          'full-resource needs the scope system/full-resource.r. Ask for id-only, and read what you are told of.',
        )
      : [],
  (one) => {
    const seconds = heartbeatOf(one);
    return seconds === undefined || (seconds >= heartbeats.least && seconds <= heartbeats.most)
      ? []
      : at('Subscription.channel.extension', 'value', `A heartbeat is asked for in seconds, ${heartbeats.least} to ${heartbeats.most}.`);
  },
  (one) => {
    const seconds = timeoutOf(one);
    return seconds === undefined || seconds >= hubWaits
      ? []
      : at('Subscription.channel.extension', 'value', `The hub waits ${hubWaits} seconds for an answer: ask for that or more, or leave the timeout out.`);
  },
  (one) => ((one.channel.header ?? []).length > headers.most ? at('Subscription.channel.header', 'too-costly', `At most ${headers.most} headers.`) : []),
  // A Subscription is read again by all the party's clients: no place for a secret. The hub signs what it sends instead.
  (one) =>
    (one.channel.header ?? []).flatMap((header, index) =>
      headers.form.test(header)
        ? []
        : at(
            `Subscription.channel.header[${index}]`,
            'business-rule',
            'Write a header as X-Name: value, up to 200 plain characters. Not Authorization: the hub signs each request with the keys of your address (webhook-signature).',
          ),
    ),
  (one) => unknownExtensions(one).map((expression) => ({ expression, code: 'extension', text: 'The hub does not do what this extension asks. Leave it out.' })),
  (one) => repeatedExtensions(one).map((expression) => ({ expression, code: 'extension', text: 'This is said twice. Say it once.' })),
  (one, { now }) => {
    const end = one.end === undefined ? undefined : parseInstant(one.end);
    return end !== undefined && end <= now ? at('Subscription.end', 'business-rule', 'This end is over already. Leave it out, or name a later one.') : [];
  },
];

const channelOf = ({ channel }: Subscription): Channel => {
  if (channel.type === 'email') return { type: 'email', to: (channel.endpoint ?? '').replace(/^mailto:/, '') };
  const pairs = (channel.header ?? []).flatMap((header) => {
    const [, name, value] = headers.form.exec(header) ?? [];
    return name && value ? [[name.toLowerCase(), value]] : [];
  });
  return { type: 'rest-hook', endpoint: channel.endpoint ?? '', headers: Object.fromEntries(pairs) };
};
const isContent = (text: string | undefined): text is Content => contents.some((one) => one === text);

type Read = { ok: true; asking: Asking } | { ok: false; issues: Issue[] };
/** A right R4 Subscription as the hub understands it, or everything that is wrong with it. */
export const readSubscription = (one: Subscription, about: Circumstances): Read => {
  const found = rules.flatMap((rule) => rule(one, about));
  const topic = topicOf(one.criteria, about.owner.kind);
  if (found.length > 0 || !topic) return { ok: false, issues: found.map((issue) => ({ ...issue, severity: 'error', status: 422 })) };
  const said = contentOf(one);
  const content = isContent(said) ? said : 'id-only';
  const [heartbeat, end] = [heartbeatOf(one), one.end === undefined ? undefined : parseInstant(one.end)];
  return {
    ok: true,
    asking: {
      topic,
      filters: filtersOf(one).map(({ text }) => text ?? ''),
      content,
      channel: channelOf(one),
      ...(heartbeat === undefined ? {} : { heartbeat }),
      ...(end === undefined ? {} : { end }),
      resource: canonicalJson(keptOf(one, content)),
    },
  };
};
