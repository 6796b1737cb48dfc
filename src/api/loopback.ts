import { isIP } from 'node:net'

/** True for a socket address of this machine. */
export function isLoopback(address: string): boolean {
  const ip = address.startsWith('::ffff:') ? address.slice(7) : address
  return ip === '::1' || (isIP(ip) === 4 && ip.startsWith('127.'))
}
