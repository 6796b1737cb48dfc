import type { Question } from '../../ask.ts'
import type { Platforms } from '../../index.ts'
import type { TokenKind } from '../../tokens.ts'

export type Family = 'instagram' | 'facebook' | 'whatsapp'

/** A request that must be refused, with the code (and subcode), and words of the message. */
export type Case = readonly [name: string, family: Family, question: Partial<Question>, error: string, words?: RegExp]

/** What the tables are written with. */
export function createParts({ seeds, state, tokens }: Platforms) {
  const ids = {
    ig: seeds.instagram.account.id,
    page: seeds.facebook.account.id,
    phone: seeds.whatsapp.account.id,
    waba: seeds.whatsapp.account.wabaId,
  }
  const person = (family: Family) => ({ id: seeds[family].person.id })
  return {
    ids,
    seeds,
    person,
    /** Where a family's messages go. */
    paths: { instagram: `/${ids.ig}/messages`, facebook: `/${ids.page}/messages`, whatsapp: `/${ids.phone}/messages` },
    text: (family: Family, message: object, more: object = {}): Partial<Question> => ({
      body: { recipient: person(family), message, ...more },
    }),
    wa: (more: object): Partial<Question> => ({
      body: { messaging_product: 'whatsapp', to: person('whatsapp').id, ...more },
    }),
    generic: (elements: unknown) => ({
      attachment: { type: 'template', payload: { template_type: 'generic', elements } },
    }),
    issued: (kind: TokenKind, owner: string, scopes: readonly string[] = []) =>
      tokens.issue(kind, owner, { app: kind === 'instagram-long' ? state.apps.instagram : state.apps.meta, scopes }),
  }
}

export type Parts = ReturnType<typeof createParts>

export function form(type: string): FormData {
  const data = new FormData()
  data.set('messaging_product', 'whatsapp')
  data.set('file', new Blob(['x'], { type }), 'file')
  return data
}
