import { lookup as dnsLookup } from 'node:dns';
import { BlockList, isIP, type LookupFunction } from 'node:net';

/** Networks that are not the public internet: https://www.iana.org/assignments/iana-ipv4-special-registry (2026-11-22). */
const privateIpv4: readonly (readonly [network: string, prefix: number])[] = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
];

/** The same for IPv6, with the prefixes that carry an IPv4 address inside. */
const privateIpv6: readonly (readonly [network: string, prefix: number])[] = [
  ['::', 127],
  ['64:ff9b::', 96],
  ['64:ff9b:1::', 48],
  ['2002::', 16],
  ['fc00::', 7],
  ['fe80::', 10],
  ['ff00::', 8],
];

const privateNetworks = new BlockList();
for (const [network, prefix] of privateIpv4) privateNetworks.addSubnet(network, prefix, 'ipv4');
for (const [network, prefix] of privateIpv6) privateNetworks.addSubnet(network, prefix, 'ipv6');

const loopback = new BlockList();
loopback.addSubnet('127.0.0.0', 8, 'ipv4');
loopback.addAddress('::1', 'ipv6');

/** True for an address outside the public internet; false for names and for public addresses. */
export function isPrivateAddress(host: string): boolean {
  return isIn(privateNetworks, host);
}

/** True for `localhost` and for addresses of this machine only. */
export function isLoopbackHost(host: string): boolean {
  return host.toLowerCase() === 'localhost' || isIn(loopback, host);
}

function isIn(list: BlockList, host: string): boolean {
  const address = host.replace(/^\[|\]$/g, '');
  const family = isIP(address);
  return family !== 0 && list.check(address, family === 6 ? 'ipv6' : 'ipv4');
}

/** A public name that resolves to a private address; `code` is what the transport reports. */
export class PrivateAddressError extends Error {
  readonly code = 'EPRIVATEADDRESS';
  readonly syscall = 'getaddrinfo';

  constructor() {
    super('the name resolves to a private address');
    this.name = 'PrivateAddressError';
  }
}

/** Resolves names as usual, and refuses one that leads into a private network. */
export const publicLookup: LookupFunction = (hostname, options, callback) => {
  dnsLookup(hostname, { ...options, all: true }, (error, addresses) => {
    const [first] = addresses ?? [];
    if (error !== null || first === undefined) {
      callback(error ?? new Error('the name has no address'), '');
      return;
    }
    if (!isLoopbackHost(hostname) && addresses.some(({ address }) => isPrivateAddress(address))) {
      callback(new PrivateAddressError(), '');
      return;
    }
    if (options.all === true) callback(null, addresses);
    else callback(null, first.address, first.family);
  });
};
