import type { Outgoing } from '../client.ts'
import { readCredentials } from '../credentials.ts'
import { createLineClient } from './client.ts'
import { CREDENTIALS } from './credentials.ts'
import { CAPABILITIES, RATE_LIMITS } from './limits.ts'
import { check } from './send.ts'

/** What LINE does when asked. */
export const lineOutgoing: Outgoing = {
  credentials: CREDENTIALS,
  capabilities: CAPABILITIES,
  limits: RATE_LIMITS,
  check,
  createClient: (credentials, environment) =>
    createLineClient(readCredentials('line', CREDENTIALS, credentials), environment),
}
