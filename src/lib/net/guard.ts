import { type LookupAddress, lookup as systemLookup } from 'node:dns'
import { isIP, type LookupFunction, type Socket } from 'node:net'
import { type CidrRange, parseCidrs } from './cidr.ts'
import { embeddedIpv4, isGloballyRoutable, withoutZone } from './ranges.ts'

/** The part of `dns.lookup` that is used. */
export type Resolve = (
  hostname: string,
  options: { readonly all: true },
  callback: (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void,
) => void

/** The endpoint's address is one that deliveries may not reach. */
export class BlockedAddressError extends Error {
  readonly code = 'HUBBUB_BLOCKED'
}

/** Keeps deliveries away from private, loopback, reserved and otherwise special addresses. */
export interface Guard {
  /** True when a connection to this literal address is allowed; false for anything that is no address. */
  isAllowed(ip: string): boolean
  /** Why a URL can never be delivered to, as far as that shows without asking DNS; undefined when it may be. */
  checkUrl(url: string): string | undefined
  /** For `net.connect`: resolves, and gives only allowed addresses, so that what is checked is what is connected to. */
  readonly lookup: LookupFunction
  /** Why a connected socket must be dropped, or undefined. */
  checkSocket(socket: Pick<Socket, 'remoteAddress'>): Error | undefined
}

/**
 * A guard that allows globally routable unicast addresses and the given ranges (IPv4 or IPv6 CIDRs, or single addresses).
 * An IPv4 range also opens its IPv4-mapped and NAT64 (64:ff9b::/96) forms; every other form that embeds an IPv4
 * address is opened by an IPv6 range only.
 * @throws Error naming the range that cannot be read.
 */
export function createGuard(allowedCidrs: readonly string[], resolve: Resolve = systemLookup): Guard {
  const opened = parseCidrs(allowedCidrs)
  const isOpened = (ip: string) => opened.some((range: CidrRange) => range.contains(ip))

  const isAllowed = (address: string): boolean => {
    const ip = withoutZone(address)
    if (isIP(ip) === 0) return false
    if (isGloballyRoutable(ip) || isOpened(ip)) return true
    const inner = embeddedIpv4(ip)
    return inner !== undefined && isOpened(inner)
  }

  // One getaddrinfo per name at a time: each holds a thread of libuv's small pool, and a dead DNS server must not take all.
  const asking = new Map<string, ((error: Error | null, addresses: LookupAddress[]) => void)[]>()
  const resolveOnce = (hostname: string, callback: (error: Error | null, addresses: LookupAddress[]) => void) => {
    const waiting = asking.get(hostname)
    if (waiting) {
      waiting.push(callback)
      return
    }
    const callbacks = [callback]
    asking.set(hostname, callbacks)
    resolve(hostname, { all: true }, (error, addresses) => {
      asking.delete(hostname)
      for (const each of callbacks) each(error, addresses)
    })
  }

  return {
    isAllowed,
    checkUrl: (url) => checkUrl(url, isAllowed),
    lookup: (hostname, options, callback) => {
      resolveOnce(hostname, (error, addresses) => {
        if (error) return callback(error, '')
        const family = options.family === 4 || options.family === 6 ? options.family : undefined
        const usable = addresses.filter((each) => family === undefined || each.family === family)
        const allowed = usable.filter((each) => isAllowed(each.address))
        const first = allowed[0]
        if (!first) return callback(refusal(hostname, usable), '')
        if (options.all) callback(null, allowed)
        else callback(null, first.address, first.family)
      })
    },
    checkSocket: ({ remoteAddress }) => {
      // Reset between connect and here: a failure that passes, unlike a blocked address.
      if (remoteAddress === undefined)
        return Object.assign(new Error('the connection was reset'), { code: 'ECONNRESET' })
      if (isAllowed(remoteAddress)) return undefined
      return new BlockedAddressError(`connected to ${remoteAddress}, which is private, loopback or reserved`)
    },
  }
}

function refusal(hostname: string, addresses: readonly LookupAddress[]): Error {
  if (addresses.length === 0)
    return Object.assign(new Error(`${hostname} has no address`), { code: 'ENOTFOUND', syscall: 'getaddrinfo' })
  const list = addresses.map((each) => each.address).join(', ')
  return new BlockedAddressError(`${hostname} resolves to ${list}, which is private, loopback or reserved`)
}

function checkUrl(text: string, isAllowed: (ip: string) => boolean): string | undefined {
  const url = URL.parse(text)
  if (!url) return 'not a URL'
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return 'only http and https are delivered to'
  if (url.username !== '' || url.password !== '') return 'a URL must not carry a user name or password'
  // The URL parser has turned every notation of an IPv4 address (decimal, octal, hex, short) into dotted decimals.
  const host = url.hostname.replace(/^\[|\]$/g, '').replace(/\.+$/, '')
  if (host === '') return 'the URL names no host'
  if (isIP(host) !== 0) return isAllowed(host) ? undefined : `the address ${host} is private, loopback or reserved`
  if (host === 'localhost' || host.endsWith('.localhost'))
    return isAllowed('127.0.0.1') || isAllowed('::1') ? undefined : `${host} is a loopback address`
  return undefined
}
