import type { Platforms } from './platforms.ts'

const OBJECTS = { instagram: 'instagram', facebook: 'page', whatsapp: 'whatsapp_business_account' }

/** What a person does in the app dashboard of Meta and in the LINE Developers Console. */
export function enterCallbacks({ state, seeds }: Platforms, hubUrl: string, verifyToken: string): void {
  for (const [platform, object] of Object.entries(OBJECTS))
    state.callbacks.set(object, {
      callbackUrl: `${hubUrl}/api/webhooks/${platform}`,
      fields: ['messages'],
      verifyToken,
    })
  seeds.line.account.webhook = { endpoint: `${hubUrl}/api/webhooks/line`, active: true }
}
