import { afterAll, afterEach, describe, expect, it } from 'vitest'
import { createAsker } from './ask.ts'
import { MINUTE } from './clock.ts'
import { records } from './exchange.ts'
import { startPlatforms } from './index.ts'
import { createParts } from './meta/refusals/cases.ts'

const platforms = await startPlatforms()
const ask = createAsker(platforms)
const { ids, paths, wa, seeds, person } = createParts(platforms)

afterEach(() => expect(platforms.faults.splice(0)).toEqual([]))
afterAll(() => platforms.stop())

describe('whatsapp', () => {
  platforms.happen('whatsapp', 'message')
  const send = (more: object) => ask.whatsapp({ method: 'POST', path: paths.whatsapp, ...wa(more) })
  const action = { buttons: [{ type: 'reply', reply: { id: 'yes', title: 'Yes' } }] }
  const sections = [{ title: 'Sizes', rows: [{ id: 's', title: 'Small', description: 'Really' }] }]

  it.each([
    { type: 'text', text: { body: 'Hello', preview_url: true } },
    { type: 'image', image: { link: 'https://example.com/a.jpg', caption: 'It' } },
    { type: 'document', document: { link: 'https://example.com/a.pdf', filename: 'a.pdf' } },
    { type: 'location', location: { latitude: 52.5, longitude: 13.4, name: 'Shop' } },
    {
      type: 'contacts',
      contacts: [{ name: { formatted_name: 'Ada', first_name: 'Ada' }, phones: [{ phone: '+15550100' }] }],
    },
    { type: 'interactive', interactive: { type: 'button', body: { text: 'It?' }, action } },
    { type: 'interactive', interactive: { type: 'list', body: { text: 'It?' }, action: { button: 'Pick', sections } } },
    {
      type: 'interactive',
      interactive: {
        type: 'cta_url',
        body: { text: 'It?' },
        action: { name: 'cta_url', parameters: { display_text: 'Look', url: 'https://example.com/' } },
      },
    },
    {
      type: 'template',
      template: {
        name: 'order_shipped',
        language: { code: 'en_US' },
        components: [
          {
            type: 'body',
            parameters: [
              { type: 'text', text: '17' },
              { type: 'text', text: 'today' },
            ],
          },
        ],
      },
    },
  ])('sends $type', async (message) => {
    expect((await send(message)).body).toMatchObject({
      messaging_product: 'whatsapp',
      contacts: [{ wa_id: person('whatsapp').id }],
      messages: [{ id: expect.stringMatching(/^wamid\./) }],
    })
  })

  it('reacts, quotes, marks as read and types', async () => {
    const inbound = [...platforms.state.messages.values()].find(
      ({ direction, accountId }) => direction === 'in' && accountId === ids.phone,
    )
    const id = inbound?.id ?? ''
    expect((await send({ type: 'reaction', reaction: { message_id: id, emoji: '👍' } })).status).toBe(200)
    expect((await send({ type: 'text', text: { body: 'This' }, context: { message_id: id } })).status).toBe(200)
    const read = { messaging_product: 'whatsapp', status: 'read', message_id: id, typing_indicator: { type: 'text' } }
    expect((await ask.whatsapp({ method: 'POST', path: paths.whatsapp, body: read })).body).toEqual({ success: true })
  })

  it('keeps files, whose addresses live for five minutes', async () => {
    const data = new FormData()
    data.set('messaging_product', 'whatsapp')
    data.set('type', 'image/png')
    data.set('file', new Blob(['pixels'], { type: 'image/png' }), 'a.png')
    const { id } = (await ask.whatsapp({ method: 'POST', path: `/${ids.phone}/media`, body: data })).body
    const found = await ask.whatsapp({ path: `/${id}` })
    expect(found.body).toMatchObject({ mime_type: 'image/png', file_size: '6' })
    const fetchFile = (authorization: string) => fetch(String(found.body.url), { headers: { authorization } })
    const bearer = `Bearer ${seeds.whatsapp.token.value}`
    expect(await (await fetchFile(bearer)).text()).toBe('pixels')
    expect((await fetchFile('')).status).toBe(401)
    platforms.clock.advance(6 * MINUTE)
    expect((await fetchFile(bearer)).status).toBe(404)
    expect((await send({ type: 'image', image: { id } })).status).toBe(200)
    await ask.whatsapp({ method: 'DELETE', path: `/${id}` })
    expect((await ask.whatsapp({ path: `/${id}` })).error).toBe('100/33')
  })

  it('makes, lists and deletes templates', async () => {
    const path = `/${ids.waba}/message_templates`
    const components = [{ type: 'BODY', text: 'Hello {{1}}' }]
    const made = await ask.whatsapp({
      method: 'POST',
      path,
      body: { name: 'greeting', language: 'en_US', category: 'UTILITY', components },
    })
    expect(made.body).toMatchObject({ status: 'PENDING' })
    const names = async () =>
      records((await ask.whatsapp({ path, query: { limit: '10' } })).body.data).map(({ name }) => name)
    expect(await names()).toEqual(['hello_world', 'order_shipped', 'greeting'])
    await ask.whatsapp({ method: 'DELETE', path, query: { name: 'greeting' } })
    expect(await names()).toEqual(['hello_world', 'order_shipped'])
  })

  it('subscribes an app to the account, and describes the number', async () => {
    const path = `/${ids.waba}/subscribed_apps`
    expect((await ask.whatsapp({ method: 'POST', path })).body).toEqual({ success: true })
    expect(records((await ask.whatsapp({ path })).body.data)).toHaveLength(1)
    await ask.whatsapp({ method: 'DELETE', path })
    const number = await ask.whatsapp({
      path: `/${ids.phone}`,
      query: { fields: 'verified_name,quality_rating,status' },
    })
    expect(number.body).toEqual({
      id: ids.phone,
      verified_name: 'Your Brand',
      quality_rating: 'GREEN',
      status: 'CONNECTED',
    })
    expect((await ask.whatsapp({ path: `/${ids.waba}` })).body).toMatchObject({ name: 'Your Brand' })
  })
})

it('has checked every operation that was used, by the official document where it is here', () => {
  const used = platforms.coverage.list()
  const official = used.filter(({ document }) => document !== undefined)
  console.log(
    `WhatsApp: ${used.length} operations used, all checked by own schemas; ${official.length} are in the official document, ${official.filter(({ official, calls }) => official === calls).length} checked by it in each call`,
  )
  expect(platforms.coverage.complete()).toBe(true)
})
