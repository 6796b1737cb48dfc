import type { Access } from '../exchange.ts'

const forScope = (scope: string): Access => ({
  kinds: ['system', 'user-long', 'user-short'],
  scopes: { system: [scope], 'user-long': [scope], 'user-short': [scope] },
})

export const management = forScope('whatsapp_business_management')
export const messaging = forScope('whatsapp_business_messaging')
