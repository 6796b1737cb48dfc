import type { Delivery, EventWithoutData } from '@hubbub/sdk'
import type { Tone } from '../../ui/badge.tsx'

export const STATUS_TONES: Readonly<Record<EventWithoutData['status'], Tone>> = {
  pending: 'info',
  processed: 'ok',
  failed: 'bad',
}

export const DELIVERY_TONES: Readonly<Record<Delivery['status'], Tone>> = {
  pending: 'info',
  delivered: 'ok',
  failed: 'bad',
}
