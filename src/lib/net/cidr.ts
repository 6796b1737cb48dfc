import { isIP } from 'node:net'
import { parseIp } from './ranges.ts'

/** A range of addresses of one family: an IPv4-mapped address lies in IPv6 ranges only. */
export interface CidrRange {
  contains(ip: string): boolean
}

/**
 * Reads CIDRs such as `10.0.0.0/8` and `fd00::/8`; an address alone means just that one.
 * @throws Error naming the text that is neither.
 */
export function parseCidrs(texts: readonly string[]): CidrRange[] {
  return texts.map(parseCidr)
}

function parseCidr(text: string): CidrRange {
  const [address = '', prefix, ...rest] = text.split('/')
  // isIP first: ipaddr.js alone would also take `10` or `0x0a.1`, and a zone makes no sense in a range.
  const version = address.includes('%') ? 0 : isIP(address)
  const bits = version === 4 ? 32 : 128
  const length = prefix === undefined ? bits : /^\d{1,3}$/.test(prefix) ? Number(prefix) : Number.NaN
  if (version === 0 || rest.length > 0 || !(length <= bits))
    throw new Error(`"${text}" is not an address range such as 10.0.0.0/8 or fd00::/8`)
  const base = parseIp(address)
  return { contains: (ip) => isIP(ip) === version && parseIp(ip).match(base, length) }
}
