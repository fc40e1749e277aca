/** Where the hub may connect to: public addresses, by https, at port 443. */
import ipaddr from 'ipaddr.js';
import type { SendFailure } from './types.ts';

/** All that is assigned to the public Internet; what lies outside (IPv4-compatible, SRv6, unassigned) is none of its business. */
const publicIpv6 = ipaddr.IPv6.parseCIDR('2000::/3');

/** Private, loopback, link-local, metadata, mapped, translated, documentation and reserved addresses are not public. */
export const isPublicAddress = (address: string): boolean => {
  if (!ipaddr.isValid(address)) return false;
  const ip = ipaddr.parse(address);
  return ip.range() === 'unicast' && (ip.kind() === 'ipv4' || ip.match(publicIpv6));
};
export const loopback = ['127.0.0.1', '::1'];

const parsed = (text: string): URL | undefined => (URL.canParse(text) ? new URL(text) : undefined);
const hostOf = (url: URL) => url.hostname.replace(/^\[|\]$/g, '');

/**
 * The parsed address, or why nothing may go there. A name passes: what it resolves to is judged when it is connected to.
 * `allowLoopback` lets 127.0.0.1 and [::1] through, by http too; a name on another port passes, to be judged by what it resolves to.
 */
export const targetOf = (text: string, allowLoopback: boolean): URL | SendFailure => {
  const url = parsed(text);
  if (!url || /[^\x21-\x7e]|\\/.test(text) || url.username || url.password || url.hostname.endsWith('.')) return 'bad-url';
  const host = hostOf(url);
  if (allowLoopback && loopback.includes(host)) return url.protocol === 'https:' || url.protocol === 'http:' ? url : 'not-https';
  if (url.protocol !== 'https:') return 'not-https';
  if (ipaddr.isValid(host) && !isPublicAddress(host)) return 'refused-address';
  return url.port === '' || allowLoopback ? url : 'bad-url';
};

/** May this address, which a name resolved to, be connected to? */
export const mayConnect = (address: string, url: URL, allowLoopback: boolean): boolean =>
  (allowLoopback && loopback.includes(address)) || (url.port === '' && isPublicAddress(address));
