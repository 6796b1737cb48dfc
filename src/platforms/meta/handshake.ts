import { hash, timingSafeEqual } from 'node:crypto'
import type { HandshakeQuery } from '../webhook.ts'

/** The challenge to answer with, or undefined when the mode, the challenge or the token is not right. */
export function handshake(query: HandshakeQuery, verifyTokens: readonly string[]): string | undefined {
  const token = query['hub.verify_token']
  const challenge = query['hub.challenge']
  if (query['hub.mode'] !== 'subscribe' || typeof token !== 'string' || typeof challenge !== 'string') return undefined
  const given = hash('sha256', token, 'buffer')
  let matches = false
  // All tokens are compared, and as hashes, so that the time tells neither which nor how long.
  for (const valid of verifyTokens)
    if (timingSafeEqual(given, hash('sha256', valid, 'buffer')) && valid !== '') matches = true
  return matches ? challenge : undefined
}
