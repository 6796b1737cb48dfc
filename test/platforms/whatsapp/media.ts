import { DAY, MINUTE } from '../clock.ts'
import { type Call, inputOf, ok, param, Refusal, type Route } from '../exchange.ts'
import { numericId } from '../ids.ts'
import { living } from '../meta/access.ts'
import { graphError } from '../meta/errors.ts'
import { fieldsOf, readNode } from '../meta/nodes.ts'
import { closed, oneOf, optional, text } from '../shape.ts'
import { there } from '../there.ts'
import type { World } from '../world.ts'
import { messaging } from './access.ts'

const MB = 1024 * 1024

/** What WhatsApp takes, and how much of it. */
const LIMITS: readonly { readonly types: RegExp; readonly bytes: number }[] = [
  { types: /^image\/(jpeg|png)$/, bytes: 5 * MB },
  { types: /^image\/webp$/, bytes: 0.5 * MB },
  { types: /^video\/(mp4|3gpp)$/, bytes: 16 * MB },
  { types: /^audio\/(aac|mp4|mpeg|amr|ogg)$/, bytes: 16 * MB },
  { types: /^(text\/plain|application\/(pdf|msword|vnd\.[\w.-]+))$/, bytes: 100 * MB },
]

const KEPT_MS = 30 * DAY
const ADDRESS_LIFE_MS = 5 * MINUTE

/** Files: uploaded, looked up, fetched within five minutes, deleted. */
export function mediaRoutes(world: World): Route[] {
  const { uploads } = world.state
  const item = { document: 'whatsapp', path: '/{Version}/{Media-ID}' } as const

  function upload(call: Call) {
    const [file] = call.files
    if (!file) throw graphError('100', { message: '(#100) The parameter file is required.' })
    const mimeType = (String(inputOf(call).type ?? '') || file.type).split(';')[0] ?? ''
    const limit = LIMITS.find(({ types }) => types.test(mimeType))
    if (!limit)
      throw graphError('100', {
        message: `(#100) Param file must be a file with one of the types WhatsApp takes. Received file of type '${mimeType}'.`,
      })
    if (file.size > limit.bytes) throw graphError('131053', { details: 'The file is too large.' })
    return { file, mimeType }
  }

  return [
    {
      host: 'graph',
      platform: 'whatsapp',
      method: 'POST',
      path: '/{phone}/media',
      access: messaging,
      input: closed({ messaging_product: oneOf('whatsapp'), type: optional(text()) }),
      official: { document: 'whatsapp', path: '/{Version}/{Phone-Number-ID}/media' },
      async handle(call) {
        const { file, mimeType } = upload(call)
        const id = numericId('1', 16)
        const bytes = Buffer.from(await file.arrayBuffer())
        uploads.set(id, {
          id,
          accountId: param(call, 'phone'),
          mimeType,
          bytes,
          expiresAt: world.clock.now() + KEPT_MS,
        })
        return ok({ id })
      },
    },
    {
      host: 'graph',
      platform: 'whatsapp',
      method: 'GET',
      path: '/{upload}',
      access: messaging,
      input: closed({ phone_number_id: optional(text()) }),
      official: item,
      handle(call) {
        const found = there(uploads.get(param(call, 'upload')))
        if (found.expiresAt <= world.clock.now()) throw graphError('100/33')
        return ok(readNode(world, call, 'upload', found.id, fieldsOf(call)))
      },
    },
    {
      host: 'graph',
      platform: 'whatsapp',
      method: 'DELETE',
      path: '/{upload}',
      access: messaging,
      input: closed({ phone_number_id: optional(text()) }),
      official: item,
      handle(call) {
        uploads.delete(param(call, 'upload'))
        return ok({ success: true })
      },
    },
    {
      host: 'cdn',
      platform: 'whatsapp',
      method: 'GET',
      path: '/whatsapp/{id}',
      input: closed({ issued: text() }),
      handle(call) {
        const value = /^Bearer (\S+)$/i.exec(call.headers.authorization ?? '')?.[1]
        if (!value) throw new Refusal({ status: 401, body: 'Authorization is required' })
        living(world, value, 'graph')
        const found = uploads.get(param(call, 'id'))
        const age = world.clock.now() - Number(call.query.issued)
        if (!found || !(age < ADDRESS_LIFE_MS)) throw new Refusal({ status: 404, body: 'URL signature expired' })
        return ok(found.bytes, { 'content-type': found.mimeType })
      },
    },
  ]
}
