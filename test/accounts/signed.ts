import { createHmac } from 'node:crypto'

/** LINE's events and signatures, made small. */
export const lineSigned = {
  headers: (secret: string) => (text: string) => ({
    'x-line-signature': createHmac('sha256', secret).update(text).digest('base64'),
  }),
  event: (n: string) => ({
    type: 'message',
    mode: 'active',
    timestamp: Date.now(),
    webhookEventId: `01H810YECXQQZ37VAXPF${n.padStart(6, '0').toUpperCase()}`,
    deliveryContext: { isRedelivery: false },
    source: { type: 'user', userId: 'U0000000000000000000000000000a11c' },
    replyToken: 'nHuyWiB7yP5Zw52FIkcQobQuGDXCTA',
    message: { type: 'text', id: `44${n}`, quoteToken: 'q', text: 'hello' },
  }),
}
