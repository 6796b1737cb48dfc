import type { Outgoing } from './client.ts'
import { facebookOutgoing } from './facebook/outgoing.ts'
import { instagramOutgoing } from './instagram/outgoing.ts'
import { lineOutgoing } from './line/outgoing.ts'
import type { PlatformId } from './platform.ts'
import { whatsappOutgoing } from './whatsapp/outgoing.ts'

/** What goes out, by platform. */
export const OUTGOING: Readonly<Partial<Record<PlatformId, Outgoing>>> = {
  instagram: instagramOutgoing,
  facebook: facebookOutgoing,
  line: lineOutgoing,
  whatsapp: whatsappOutgoing,
}
