import { isIP } from 'node:net'

/** Whether a socket's address is this machine's own. */
export function isLoopback(address: string): boolean {
  const ip = address.startsWith('::ffff:') ? address.slice(7) : address
  return ip === '::1' || (isIP(ip) === 4 && ip.startsWith('127.'))
}
