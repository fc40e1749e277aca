/** The parts of an R4 Subscription in which the backport says what R4 has no element for. */
import type { Extension, Subscription } from 'fhir/r4.js';

const backport = 'http://hl7.org/fhir/uv/subscriptions-backport/StructureDefinition/';
/** Extensions that mean something of R5: an unknown one must not be passed over, for its sender counts on it. */
const ofR5 = /^http:\/\/hl7\.org\/fhir\/(5\.0\/|uv\/subscriptions-backport\/)/;

type Place = { expression: string; extensions: readonly Extension[]; known: readonly string[] };
/** Every place that may have extensions, with those the hub knows there. */
const placesOf = (one: Subscription): Place[] => {
  const { channel } = one;
  const place = (expression: string, extensions: readonly Extension[] | undefined, ...known: string[]): Place => ({
    expression,
    extensions: extensions ?? [],
    known: known.map((name) => backport + name),
  });
  return [
    place('Subscription', one.extension),
    place('Subscription.criteria', one._criteria?.extension, 'backport-filter-criteria'),
    place('Subscription.channel', channel.extension, 'backport-heartbeat-period', 'backport-timeout', 'backport-max-count'),
    place('Subscription.channel.type', channel._type?.extension),
    place('Subscription.channel.endpoint', channel._endpoint?.extension),
    place('Subscription.channel.payload', channel._payload?.extension, 'backport-payload-content'),
  ];
};
/** FHIRPaths of the extensions that the hub would have to understand and does not. */
export const unknownExtensions = (one: Subscription): string[] =>
  placesOf(one).flatMap(({ expression, extensions, known }) =>
    extensions.flatMap(({ url }, index) => (ofR5.test(url) && !known.includes(url) ? [`${expression}.extension[${index}]`] : [])),
  );

const named = (extensions: readonly Extension[] | undefined, name: string): Extension[] => (extensions ?? []).filter(({ url }) => url === backport + name);

/** Each with where it stands; `text` undefined where it is no string. */
export const filtersOf = ({ _criteria }: Subscription): { text: string | undefined; expression: string }[] =>
  (_criteria?.extension ?? []).flatMap(({ url, valueString }, index) =>
    url === `${backport}backport-filter-criteria` ? [{ text: valueString, expression: `Subscription.criteria.extension[${index}].valueString` }] : [],
  );
/** Undefined where it is not said. A level that is none is given as sent. */
export const contentOf = ({ channel }: Subscription): string | undefined => {
  const [content] = named(channel._payload?.extension, 'backport-payload-content');
  return content && (content.valueCode ?? '');
};
/** Seconds. Undefined: not asked for; NaN: asked for in no form the hub reads. */
const secondsOf = ({ channel }: Subscription, name: string): number | undefined => {
  const [one] = named(channel.extension, name);
  return one && (one.valueUnsignedInt ?? Number.NaN);
};
export const heartbeatOf = (one: Subscription): number | undefined => secondsOf(one, 'backport-heartbeat-period');
export const timeoutOf = (one: Subscription): number | undefined => secondsOf(one, 'backport-timeout');

/** What R5 says twice is there twice: each extension but the filter may be there once. */
export const repeatedExtensions = (one: Subscription): string[] =>
  placesOf(one).flatMap(({ expression, extensions, known }) =>
    extensions.flatMap(({ url }, index) => {
      const isSecond = extensions.findIndex((other) => other.url === url) < index;
      return isSecond && known.includes(url) && !url.endsWith('filter-criteria') ? [`${expression}.extension[${index}]`] : [];
    }),
  );

/** As it is shown again: what the hub owns, and what it never passes on, is left out; what it took for granted is said. */
export const keptOf = ({ id: _, meta: __, text: ___, contained: ____, status: _____, error: ______, ...kept }: Subscription, content: string) => {
  const { channel } = kept;
  const isHook = channel.type === 'rest-hook';
  const said = contentOf({ ...kept, resourceType: 'Subscription', status: 'requested' }) !== undefined;
  const extension = [...(channel._payload?.extension ?? []), ...(said ? [] : [{ url: `${backport}backport-payload-content`, valueCode: content }])];
  return {
    ...kept,
    channel: { ...channel, payload: channel.payload ?? (isHook ? 'application/fhir+json' : 'text/plain'), _payload: { ...channel._payload, extension } },
  };
};
