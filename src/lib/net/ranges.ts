import ipaddr from 'ipaddr.js'

// On top of what ipaddr.js knows: the host-side service address of Azure is public by number only.
const ALSO_SPECIAL = [ipaddr.parseCIDR('168.63.129.16/32')]
const GLOBAL_UNICAST = ipaddr.IPv6.parseCIDR('2000::/3')

/** Reads a literal address without a zone; the caller has checked it with `isIP`. */
export function parseIp(ip: string): ipaddr.IPv4 | ipaddr.IPv6 {
  // ipaddr.js takes ::10.0.0.1 for ::ffff:10.0.0.1; without the dots it cannot.
  const plain = ip.includes(':') && ip.includes('.') ? new URL(`http://[${ip}]`).hostname.slice(1, -1) : ip
  return ipaddr.parse(plain)
}

/** The address without an IPv6 zone (`%eth0`). */
export function withoutZone(address: string): string {
  const zone = address.indexOf('%')
  return zone === -1 ? address : address.slice(0, zone)
}

/**
 * True when the literal address is unicast and reachable over the internet by the IANA special-purpose registries
 * (RFC 6890). IPv6 outside 2000::/3, and every form that embeds an IPv4 address, is not.
 */
export function isGloballyRoutable(ip: string): boolean {
  const address = parseIp(ip)
  if (address.range() !== 'unicast') return false
  if (address instanceof ipaddr.IPv6) return address.match(GLOBAL_UNICAST)
  return !ALSO_SPECIAL.some(([base, bits]) => address.match(base as ipaddr.IPv4, bits))
}

/** The IPv4 address inside an IPv4-mapped (::ffff:0:0/96) or NAT64 (64:ff9b::/96) address; undefined for all else. */
export function embeddedIpv4(ip: string): string | undefined {
  const address = parseIp(ip)
  if (!(address instanceof ipaddr.IPv6)) return undefined
  const nat64 = address.match(ipaddr.IPv6.parse('64:ff9b::'), 96)
  if (!nat64 && !address.isIPv4MappedAddress()) return undefined
  return address.toByteArray().slice(12).join('.')
}
